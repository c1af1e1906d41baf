use super::*;

/// The linter without a gate.
static OPEN: LazyLock<Linter> = LazyLock::new(|| {
    let pack = Pack::embedded().expect("the built-in pack is right");
    Linter {
        gate: Gate::new(&[], true),
        ..Linter::new(pack)
    }
});

const ON_SUBJECT: [&str; 10] = [
    "Licensed massage parlours attract those who\ntraffic women.",
    "Legal brothels increase trafficking.",
    "LEGAL BROTHELS INCREASE TRAFFICKING.",
    "Legal bro&shy;thels increase traf&shy;ficking.",
    "Legal bro\u{ad}thels increase traf\u{ad}ficking.",
    "Legal bro\u{200b}thels increase traf\u{200d}ficking.",
    "Legal &#98;rothels increase &#116;rafficking.",
    "They met.\r\nThe ban on brothels reduces *traf*ficking.",
    "> The Nordic model drives the traffic\n> in women.",
    "---\ntitle: Legal brothels increase trafficking\n---\n",
];

const OFF_SUBJECT: [&str; 5] = [
    "",
    "The town has a new bridge. It increases traffic and reduces noise.",
    "Caveat emptor.",
    "A&#108;so this.",
    "Soft\u{ad}ware reduces costs.",
];

#[test]
fn the_gate_changes_no_finding() {
    for text in ON_SUBJECT.iter().chain(&OFF_SUBJECT) {
        let (gated, open) = (LINTER.check(&file(text)), OPEN.check(&file(text)));
        assert_eq!(gated.diagnostics, open.diagnostics, "in {text}");
        assert_eq!(gated.claims.len(), open.claims.len(), "in {text}");
    }
}

#[test]
fn what_hides_a_word_does_not_hide_a_claim() {
    for text in ON_SUBJECT {
        assert_eq!(claim_findings(text).len(), 1, "in {text}");
    }
}

#[test]
fn a_document_off_the_subject_is_said_to_be_so() {
    for text in OFF_SUBJECT {
        let outcome = LINTER.check(&file(text));
        assert!(!outcome.on_subject, "{text}");
        assert_eq!(outcome.sentences, 0, "{text}");
    }
}

#[test]
fn only_what_may_hold_an_anchor_is_parsed() {
    let gate = |text: &str| LINTER.gate.admits(text);
    assert!(!gate("The town has a new bridge over the river."));
    assert!(!gate("R&D, Q&A, naïve"));
    // An anchor of two words may be parted by the end of a line.
    assert!(gate("It increases traffic and reduces noise."));
    assert!(gate("He drove on to\ntraffic."));
    assert!(gate("<!-- caveat-disable -->"));
    assert!(gate("A&zwnj;B"));
}

#[test]
fn an_anchor_between_two_chunks_is_found() {
    for before in 16_300..16_420 {
        let text = format!("{}brothel", " ".repeat(before));
        assert!(LINTER.gate.admits(&text), "behind {before} bytes");
        assert!(LINTER.gate.is_on_subject(&text), "behind {before} bytes");
    }
}
