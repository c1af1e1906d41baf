use crate::cli::args::ExplainArgs;
use crate::cli::{Exit, Failure, Streams, linter, slips};
use crate::report::{self, Look};

/// `caveat explain`: the documentation of one rule.
pub(super) fn run(
    args: &ExplainArgs,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let linter = linter(args.pack.folder.as_deref(), look)?;
    let rules = linter.rules();
    let Some(rule) = rules.iter().find(|rule| rule.id == args.rule) else {
        let ids = rules.iter().map(|rule| rule.id.as_str());
        return Err(Failure::Said(slips::unknown_rule(&args.rule, ids)));
    };
    streams
        .stdout
        .write_all(report::rule_page(rule, look).as_bytes())?;
    Ok(Exit::Clean)
}
