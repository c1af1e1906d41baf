use crate::cli::args::ListArgs;
use crate::cli::{Exit, Failure, Streams, files, linter};
use crate::report::{Listing, Look};

/// `caveat suppressions`: what the documents say of findings that they do not want.
pub(super) fn run(args: &ListArgs, look: Look, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let linter = linter(args.pack.folder.as_deref(), look)?;
    let listed = files::list(
        args,
        Listing::Suppressions,
        &linter,
        |file, _| linter.suppressions(file),
        look,
        streams,
    )?;
    files::say_summary(args, Listing::Suppressions, &listed, streams);
    Ok(listed.exit)
}
