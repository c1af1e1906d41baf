use crate::cli::args::TestPackArgs;
use crate::cli::{Exit, Failure, Streams, drawn, say};
use crate::linter::Linter;
use crate::report::Look;

/// `caveat test-pack`: the examples of a pack that do not hold, each at its place.
pub(super) fn run(
    args: &TestPackArgs,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let linter = Linter::with_untried_pack(&args.folder)
        .map_err(|faults| Failure::Pack(drawn(&faults, look)))?;
    let faults = linter.test_examples();
    if !faults.is_empty() {
        streams.stdout.write_all(drawn(&faults, look).as_bytes())?;
    }
    let rules = linter.rules();
    let examples: usize = rules
        .iter()
        .map(|rule| rule.bad.len() + rule.good.len())
        .sum();
    let held = examples - faults.len();
    say(
        streams.stderr,
        &format!(
            "{held} of {examples} examples hold, of {} rules\n",
            rules.len()
        ),
    );
    Ok(if faults.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
