use crate::cli::args::CheckArgs;
use crate::cli::{Exit, Failure, Streams, files};
use crate::diagnostic::Level;
use crate::linter::Linter;
use crate::report::{Listing, Look};

/// `caveat check`: the findings in the files, and a status that says whether any matters.
pub(super) fn run(
    args: &CheckArgs,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let listed = files::list(
        &args.list,
        Listing::Diagnostics,
        Linter::check,
        look,
        streams,
    )?;
    files::say_summary(&args.list, Listing::Diagnostics, &listed.summary, streams);
    let fails = !args.exit_zero && listed.summary.reaches(Level::from(args.fail_on));
    Ok(match listed.exit {
        Exit::Clean if fails => Exit::Findings,
        exit => exit,
    })
}
