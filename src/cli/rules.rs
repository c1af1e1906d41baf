use crate::cli::args::RulesArgs;
use crate::cli::{Exit, Failure, Streams, linter};
use crate::report::{self, Look};

/// `caveat rules`: the rules, a line each.
pub(super) fn run(
    args: &RulesArgs,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let linter = linter(args.pack.folder.as_deref(), look)?;
    streams
        .stdout
        .write_all(report::rule_list(&linter.rules(), look).as_bytes())?;
    Ok(Exit::Clean)
}
