use crate::cli::args::ListArgs;
use crate::cli::{Exit, Failure, Streams, files, linter};
use crate::report::{Listing, Look};

/// `caveat claims`: every claim in the files.
pub(super) fn run(args: &ListArgs, look: Look, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let linter = linter(args.pack.folder.as_deref(), look)?;
    let listed = files::list(
        args,
        Listing::Claims,
        |file| linter.claims(file),
        look,
        streams,
    )?;
    files::say_summary(args, Listing::Claims, &listed, streams);
    Ok(listed.exit)
}
