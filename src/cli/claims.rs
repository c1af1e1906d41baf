use crate::cli::args::ListArgs;
use crate::cli::{Exit, Failure, Streams, files, reading_linter};
use crate::report::{Listing, Look};

/// `caveat claims`: every claim in the files.
pub(super) fn run(args: &ListArgs, look: Look, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let linter = reading_linter(&args.pack, &args.read, look)?;
    let listed = files::list(
        args,
        Listing::Claims,
        &linter,
        |file, _| linter.claims(file),
        look,
        streams,
    )?;
    files::say_summary(args, Listing::Claims, &listed, streams);
    Ok(listed.exit)
}
