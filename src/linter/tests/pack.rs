use std::fs;

use super::*;

fn messages(faults: &[PackFault]) -> Vec<String> {
    faults
        .iter()
        .map(|fault| {
            let help = fault.help().map(|help| help.to_string());
            format!("{fault} ({})", help.unwrap_or_default())
        })
        .collect()
}

/// Bad examples are reported at the words that they quote, good ones are not.
#[test]
fn the_examples_of_every_rule_hold() {
    assert_eq!(messages(&LINTER.test_examples()), [""; 0]);
}

/// The example of a frame is read by that frame.
#[test]
fn the_example_of_every_frame_holds() {
    let mut wrong = Vec::new();
    for frame in &LINTER.pack.grammar.frames {
        let claims = LINTER.claims(&file(&frame.example)).claims;
        let read: Vec<_> = claims.iter().map(|row| row.claim.frame.as_str()).collect();
        if !read.contains(&frame.id.as_str()) {
            wrong.push(format!(
                "{}: {} is read by {read:?}",
                frame.id, frame.example
            ));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

const RULE: &str = r#"
id = "hedged-zone"
level = "advice"
summary = "A hedged claim about zones"
[match.claim]
cause = "zones"
effect = "trafficking-level"
strength = ["hedged"]
[report]
message = "\"{cause}\" is named"
help = "look again"
[docs]
what = "What."
why = "Why."
fix = "Fix."
[[examples.bad]]
text = "Tolerance zones may increase trafficking."
report = "Tolerance zones may increase trafficking"
[[examples.good]]
text = "Legal brothels may increase trafficking."
why = "It is about another law."
"#;

fn load(rule: &str) -> Result<Linter, Vec<PackFault>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("hedged-zone.toml"), rule).expect("a file");
    Linter::with_pack(folder.path())
}

/// One file is all that a rule of a known kind needs: it is listed, documented, tried and applied.
#[test]
fn a_rule_is_added_by_adding_a_file() {
    let linter = load(RULE)
        .map_err(|faults| messages(&faults))
        .expect("it is right");
    let rules = linter.rules();
    let listed: Vec<_> = rules
        .iter()
        .map(|rule| (&*rule.id, rule.level, &*rule.summary))
        .collect();
    assert!(listed.contains(&("hedged-zone", Level::Advice, "A hedged claim about zones")));
    let text = "Tolerance zones may increase trafficking.\n";
    let outcome = linter.check(&file(text));
    let found: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|finding| (&*finding.rule, &*finding.message))
        .collect();
    assert!(found.contains(&("hedged-zone", "\"Tolerance zones\" is named")));
}

#[test]
fn an_example_that_does_not_hold_is_a_mistake_in_the_pack() {
    let rule = RULE
        .replace("Tolerance zones may", "Tolerance zones will")
        .replace("Legal brothels may", "The red-light district may");
    let faults = load(&rule).expect_err("both examples are wrong");
    assert_eq!(
        messages(&faults),
        [
            "`hedged-zone` reports nothing here (it should report: Tolerance zones will increase trafficking)",
            "`hedged-zone` reports a good example (it reports: The red-light district may increase trafficking.)",
        ]
    );
}
