use crate::cli::args::ListArgs;
use crate::cli::{Exit, Failure, Streams, files, reading_linter};
use crate::report::{Listing, Look};

/// `caveat sources`: every source that the files cite.
pub(super) fn run(args: &ListArgs, look: Look, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let linter = reading_linter(&args.pack, &args.read, look)?;
    let listed = files::list(
        args,
        Listing::Sources,
        &linter,
        |file, _| linter.sources(file),
        look,
        streams,
    )?;
    files::say_summary(args, Listing::Sources, &listed, streams);
    Ok(listed.exit)
}
