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
    let (rules, examples) = linter.counts();
    let held = examples - faults.len();
    let rules = match rules {
        1 => "1 rule".to_owned(),
        rules => format!("{rules} rules"),
    };
    say(
        streams.stderr,
        &format!("{held} of {examples} examples hold, of {rules}\n"),
    );
    Ok(if faults.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
