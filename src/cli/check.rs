use std::path::{Path, PathBuf};

use crate::cli::args::{CheckArgs, FormatChoice};
use crate::cli::baseline::{Baseline, Change};
use crate::cli::files::Listed;
use crate::cli::{Exit, Failure, Streams, files, reading_linter, say_note, settings};
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
    let baseline = Baseline::new(&args.baseline)?;
    let listed = files::list(
        &args.list,
        Listing::Diagnostics,
        &linter,
        |file, rulings| {
            let advises = args.list.format != FormatChoice::Concise;
            let mut outcome = linter.check_under(file, rulings, advises);
            if let Some(baseline) = &baseline {
                baseline.apply(file, &mut outcome.diagnostics);
            }
            outcome
        },
        look,
        streams,
    )?;
    if let Some(baseline) = baseline {
        say_change(&baseline.finish()?, args, streams);
    }
    files::say_summary(&args.list, Listing::Diagnostics, &listed, streams);
    Ok(status(args, &listed))
}

fn say_change(change: &Change, args: &CheckArgs, streams: &mut Streams<'_>) {
    let file = |file: &Option<PathBuf>| {
        let path = file.as_deref().unwrap_or(Path::new(""));
        path.display().to_string()
    };
    let baseline = file(&args.baseline.baseline);
    let text = match change {
        Change::Written(number) => {
            let file = file(&args.baseline.write_baseline);
            format!("wrote {number} findings to {file}; from now on, check with --baseline {file}")
        }
        Change::Stale(0) => return,
        Change::Stale(number) => format!(
            "{number} entries of {baseline} are for findings that are gone; to take them out, add --prune-baseline"
        ),
        Change::Pruned(number) => {
            format!("took {number} entries out of {baseline}, whose findings are gone")
        }
    };
    if !args.list.quiet {
        say_note(streams.stderr, &text);
    }
}

/// A run that failed in part says so, whatever it found.
pub(super) fn status(args: &CheckArgs, listed: &Listed) -> Exit {
    let fails = !args.exit_zero && listed.summary.reaches(Level::from(args.fail_on));
    match listed.exit {
        Exit::Clean if fails => Exit::Findings,
        exit => exit,
    }
}
