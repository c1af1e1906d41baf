use crate::cli::args::{CheckArgs, FormatChoice};
use crate::cli::files::Listed;
use crate::cli::{Exit, Failure, Streams, files, reading_linter, settings};
use crate::diagnostic::Level;
use crate::report::{Listing, Look};

/// `caveat check`: the findings in the files, and a status that says whether any matters.
pub(super) fn run(
    args: &CheckArgs,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let linter = reading_linter(&args.list.pack, &args.list.read, look)?;
    if let Some(path) = &args.show_settings {
        let finder = settings::finder(&args.list.read);
        return settings::show(path, &finder, &linter, look, streams);
    }
    let listed = files::list(
        &args.list,
        Listing::Diagnostics,
        &linter,
        |file, rulings| {
            let advises = args.list.format != FormatChoice::Concise;
            linter.check_under(file, rulings, advises)
        },
        look,
        streams,
    )?;
    files::say_summary(&args.list, Listing::Diagnostics, &listed, streams);
    Ok(status(args, &listed))
}

/// A run that failed in part says so, whatever it found.
pub(super) fn status(args: &CheckArgs, listed: &Listed) -> Exit {
    let fails = !args.exit_zero && listed.summary.reaches(Level::from(args.fail_on));
    match listed.exit {
        Exit::Clean if fails => Exit::Findings,
        exit => exit,
    }
}
