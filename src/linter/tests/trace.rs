use super::*;

/// The lines of one step of the only trace on a line: the words in quotes, then what is said of them.
fn step(text: &str, line: u32, name: &str) -> Vec<String> {
    let file = file(text);
    let traces = LINTER.trace(&file, line);
    let [trace] = &traces[..] else {
        panic!("one sentence on line {line}, not {traces:?}");
    };
    let lines = trace.sections.iter().find(|(step, _)| step == name);
    let (_, lines) = lines.unwrap_or_else(|| panic!("no step {name}"));
    lines
        .iter()
        .map(|line| match line.span {
            Some(span) => format!("\"{}\" {}", file.slice(span), line.text),
            None => line.text.clone(),
        })
        .collect()
}

fn verdict(text: &str, line: u32) -> String {
    let lines = step(text, line, "rules");
    let prefix = format!("{CLAIM}: ");
    let own = lines.iter().find_map(|line| line.strip_prefix(&prefix));
    own.unwrap_or_else(|| panic!("nothing about {CLAIM} in {lines:?}"))
        .to_owned()
}

#[test]
fn the_rule_says_why_it_does_not_report() {
    for (text, expected) in [
        (
            "Legal brothels increase trafficking.",
            "reports it: states as fact that trafficking rises because of \"Legal brothels\"",
        ),
        (
            "Legal brothels may increase trafficking.",
            "does not report it: the claim is hedged",
        ),
        (
            "The purchase ban did not reduce trafficking.",
            "does not report it: the claim is denied",
        ),
        (
            "The purchase ban is law, and trafficking is a crime.",
            "does not report it: the sentence makes no claim",
        ),
        (
            "The town has a bridge.",
            "does not report it: the sentence makes no claim",
        ),
    ] {
        assert_eq!(verdict(text, 1), expected, "in {text}");
    }
    let limited = "The purchase ban reduces trafficking.\nThe evidence for this is weak.\n";
    assert_eq!(
        verdict(limited, 1),
        "does not report it: the next sentence limits it: \"evidence for this is weak\""
    );
}

#[test]
fn the_claim_is_told_with_its_frame_and_qualifiers() {
    let text = "The purchase ban is law.\nIt may reduce trafficking.\n";
    assert_eq!(
        step(text, 2, "claims"),
        [
            "\"reduce\" hedged (stated with a hedge), and decrease (less of the effect): the cause is \"The purchase ban\" on line 1, the effect is \"trafficking\"; built like \"Legal brothels increase trafficking.\"",
            "\"may\" qualifies it: hedge",
        ]
    );
}

#[test]
fn frames_that_do_not_fit_say_what_they_miss() {
    let tried = step("We reduce trafficking.\n", 1, "constructions tried");
    assert!(
        tried
            .iter()
            .any(|line| line.starts_with("\"reduce\" change-verb by ")
                && line.contains("active")
                && line.ends_with(": needs a cause where none stands")),
        "{tried:?}"
    );
    assert_eq!(
        step(
            "Legal brothels increase prices.\n",
            1,
            "constructions tried"
        ),
        ["none, since nothing here names the effect"]
    );
    assert_eq!(
        step(
            "# References\n\n- Legal brothels increase trafficking\n",
            3,
            "constructions tried"
        ),
        ["none, since this is no prose of the author"]
    );
}

#[test]
fn mentions_show_their_concepts_and_what_does_not_count() {
    let lines = step(
        "Legal brothels increase trafficking.\n",
        1,
        "cause and effect",
    );
    let [cause, effect] = &lines[..] else {
        panic!("two mentions, not {lines:?}");
    };
    assert!(
        cause.starts_with("\"Legal brothels\" cause: prostitution-law, legalization")
            && cause.ends_with("(counts by itself)"),
        "{cause}"
    );
    assert!(
        effect.starts_with("\"trafficking\" effect: trafficking-level"),
        "{effect}"
    );
}

#[test]
fn each_sentence_that_touches_the_line_is_traced() {
    let text = "One is here. Two\nis there. Three follows.\n\n```\nno prose\n```\n";
    let file = file(text);
    let traced = |line| {
        let traces = LINTER.trace(&file, line);
        traces
            .iter()
            .map(|trace| trace.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(traced(1), ["One is here.", "Two is there."]);
    assert_eq!(traced(2), ["Two is there.", "Three follows."]);
    assert_eq!(traced(3), [""; 0]);
    assert_eq!(traced(5), [""; 0]);
    assert_eq!(traced(99), [""; 0]);
}
