use crate::cli::args::ListArgs;
use crate::cli::{Exit, Failure, Streams, files};
use crate::linter::Linter;
use crate::report::{Listing, Look};

/// `caveat claims`: every claim in the files.
pub(super) fn run(args: &ListArgs, look: Look, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let listed = files::list(args, Listing::Claims, Linter::claims, look, streams)?;
    files::say_summary(args, Listing::Claims, &listed.summary, streams);
    Ok(listed.exit)
}
