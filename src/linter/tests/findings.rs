use super::*;

fn sentences(text: &str) -> Vec<(Level, &str)> {
    let found = claim_findings(text);
    let shown = found
        .iter()
        .map(|finding| (finding.level, slice(text, finding.span)));
    shown.collect()
}

#[test]
fn a_sentence_is_reported_with_the_words_of_its_claim() {
    let text = "They met. Legal brothels increase trafficking. They left.\n";
    let [finding] = &claim_findings(text)[..] else {
        panic!("one finding");
    };
    assert_eq!(
        slice(text, finding.span),
        "Legal brothels increase trafficking."
    );
    let labels: Vec<_> = finding
        .labels
        .iter()
        .map(|label| (&*label.role, slice(text, label.span), &*label.text))
        .collect();
    assert_eq!(
        labels,
        [
            ("cause", "Legal brothels", "the cause"),
            ("cue", "increase", "the link, stated as fact"),
            ("effect", "trafficking", "the effect"),
        ]
    );
    assert_eq!(
        finding.message,
        "states as fact that trafficking rises because of \"Legal brothels\""
    );
    assert_eq!(
        finding.help.as_deref(),
        Some(
            "say who found it, where, when and how surely, and cite it: \"In COUNTRY, AUTHOR (YEAR) found that legal brothels increase trafficking\". Or say how sure the text can be: \"Legal brothels may increase trafficking.\""
        )
    );
    assert_eq!(finding.url.as_deref(), None);
}

/// Both directions are reported alike: only the word of the direction and the document's own words differ.
#[test]
fn directions_and_models_change_nothing_but_their_words() {
    let report = |text: &str| {
        let found = claim_findings(text);
        let [finding] = &found[..] else {
            panic!("one finding in {text}, not {found:?}");
        };
        (finding.level, finding.message.clone())
    };
    for (cause, verb, word) in [
        ("Legal brothels", "increase", "rises"),
        ("Legal brothels", "reduce", "falls"),
        ("Purchase bans", "increase", "rises"),
        ("Purchase bans", "reduce", "falls"),
    ] {
        assert_eq!(
            report(&format!("{cause} {verb} trafficking.\n")),
            (
                Level::Error,
                format!("states as fact that trafficking {word} because of \"{cause}\"")
            )
        );
    }
}

#[test]
fn a_source_in_the_sentence_lowers_the_level_and_excuses_nothing() {
    let text = "Legal brothels increase trafficking (Aalto 2014). Legal brothels increase trafficking.[^a] \
        Legal brothels increase trafficking [1].\n\n[^a]: Bright 2016, 4.\n";
    assert_eq!(
        sentences(text),
        [
            (
                Level::Warning,
                "Legal brothels increase trafficking (Aalto 2014)."
            ),
            (Level::Warning, "Legal brothels increase trafficking.[^a]"),
            (Level::Warning, "Legal brothels increase trafficking [1]."),
        ]
    );
}

#[test]
fn a_sentence_is_reported_once() {
    let text = "Legal brothels increase trafficking, and the purchase ban reduces trafficking.\n";
    let found = claim_findings(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(slice(text, found[0].labels[0].span), "Legal brothels");
}

#[test]
fn a_limit_in_the_next_sentence_spares_the_one_before() {
    let limited = "The purchase ban reduces trafficking. The evidence for this is weak.\n";
    let unlimited = "The purchase ban reduces trafficking. The evidence is in the annex.\n";
    assert_eq!(sentences(limited), []);
    assert_eq!(
        sentences(unlimited),
        [(Level::Error, "The purchase ban reduces trafficking.")]
    );
}

#[test]
fn a_cause_of_an_earlier_sentence_is_shown_where_it_stands() {
    let text = "The purchase ban is law. It reduces trafficking.\n";
    let found = claim_findings(text);
    let [finding] = &found[..] else {
        panic!("one finding, not {found:?}");
    };
    assert_eq!(slice(text, finding.span), "It reduces trafficking.");
    let words: Vec<_> = finding
        .labels
        .iter()
        .map(|label| (&*label.role, slice(text, label.span)))
        .collect();
    assert_eq!(
        words,
        [
            ("cause", "The purchase ban"),
            ("cause", "It"),
            ("cue", "reduces"),
            ("effect", "trafficking"),
        ]
    );
}

#[test]
fn findings_come_by_place_and_then_by_rule() {
    let text = "Legal brothels increase trafficking.\n\nThe purchase ban reduces trafficking.\n";
    let outcome = LINTER.check(&file(text));
    let places: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|finding| (finding.span.start(), &*finding.rule))
        .collect();
    assert_eq!(
        places,
        [(0, "missing-root-causes"), (0, CLAIM), (38, CLAIM)]
    );
    assert_eq!(outcome.claims.len(), 2);
    assert_eq!((outcome.on_subject, outcome.sentences), (true, 2));
}

#[test]
fn claims_are_listed_with_their_citations() {
    let text = "Legal brothels may increase trafficking (Aalto 2014; Bright 2016).\n";
    let outcome = LINTER.claims(&file(text));
    let [row] = &outcome.claims[..] else {
        panic!("one claim");
    };
    let citations: Vec<_> = row.citations.iter().map(|c| slice(text, c.span)).collect();
    assert_eq!(citations, ["Aalto 2014", "Bright 2016"]);
    assert_eq!(slice(text, row.sentence), text.trim_end());
    assert_eq!(outcome.diagnostics, []);
}

#[test]
fn a_brief_check_finds_the_same_and_advises_nothing() {
    let text = "Legal brothels increase trafficking.\n";
    let (whole, brief) = (
        LINTER.check(&file(text)).diagnostics,
        LINTER.check_briefly(&file(text)).diagnostics,
    );
    let found = |of: &[Diagnostic]| -> Vec<_> {
        of.iter()
            .map(|it| (it.rule.clone(), it.level, it.message.clone(), it.span))
            .collect()
    };
    assert_eq!(found(&whole), found(&brief));
    let claim = |of: Vec<Diagnostic>| {
        of.into_iter()
            .find(|it| &*it.rule == "unqualified-causal-claim")
            .expect("it is a claim")
    };
    let (whole, brief) = (claim(whole), claim(brief));
    assert!(whole.help.is_some() && whole.rewording.is_some());
    assert_eq!((brief.help, brief.rewording), (None, None));
}
