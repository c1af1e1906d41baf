use std::sync::LazyLock;

use super::*;
use crate::source::Span;

mod findings;
mod gate;
mod pack;
mod rewording;
mod trace;

/// The pack that is built in: these tests are about what people who run the program see.
static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    Linter::embedded().unwrap_or_else(|faults| {
        let messages: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", messages.join("\n"))
    })
});

const CLAIM: &str = "unqualified-causal-claim";

fn file(text: &str) -> SourceFile {
    SourceFile::new("a.md", text)
}

/// The findings of the claim rule.
fn claim_findings(text: &str) -> Vec<Diagnostic> {
    let mut found = LINTER.check(&file(text)).diagnostics;
    found.retain(|finding| finding.rule == CLAIM);
    found
}

fn slice(text: &str, span: Span) -> &str {
    span.slice(text)
}

/// Phrases are left out only where no claim needs them.
#[test]
fn the_claims_are_those_that_are_found_with_every_phrase() {
    let pack = &LINTER.pack;
    for rule in LINTER.rules() {
        for example in rule.bad.iter().chain(&rule.good) {
            let document = || Document::parse(&file(&example.text), &pack.conventions);
            assert_eq!(
                Text::new(document(), Sources::default(), pack).claims,
                Text::whole(document(), Sources::default(), pack).claims,
                "{}",
                example.text
            );
        }
    }
}
