use super::*;
use crate::diagnostic::Label;

const CLAIM: [&str; 3] = ["legal taprooms", "raise", "bootlegging"];

fn label(role: &str, text: &str, start: u32, end: u32) -> Label {
    Label {
        role: role.to_owned(),
        span: Span::new(start, end),
        text: text.to_owned(),
    }
}

#[test]
fn the_finding_is_complete() {
    let text = "They say legal taprooms raise bootlegging. Poverty is behind it.\n";
    assert_eq!(
        find(text, &[(Strength::Asserted, CLAIM)]),
        Some(Diagnostic {
            rule: "left-out".to_owned(),
            level: Level::Warning,
            message:
                "\"legal taprooms\" raise \"bootlegging\", 1 of 2 left out: a culture of silence"
                    .to_owned(),
            help: Some(
                "name a culture of silence (those who could ask do not) {or not}".to_owned()
            ),
            rewording: None,
            url: Some("https://example.org/left-out".to_owned()),
            span: Span::new(0, 42),
            labels: vec![
                label("cause", "cause", 9, 23),
                label("cue", "cue", 24, 29),
                label("effect", "effect", 30, 41),
                label("want", "economic want", 43, 50),
            ],
            missing: vec!["silence".to_owned()],
        })
    );
}

#[test]
fn a_document_that_names_every_factor_gets_none() {
    let text = "There, legal taprooms raise bootlegging. Poverty is behind it, and nobody asks.";
    assert_eq!(find(text, &[(Strength::Asserted, CLAIM)]), None);
}

#[test]
fn the_level_follows_the_claims_and_what_is_named() {
    let none = "There, legal taprooms raise bootlegging.";
    let some = "There, legal taprooms raise bootlegging. Nobody asks.";
    let cases = [
        (
            none,
            Strength::Asserted,
            Some((Level::Error, vec!["want", "silence"])),
        ),
        (
            some,
            Strength::Asserted,
            Some((Level::Warning, vec!["want"])),
        ),
        (
            none,
            Strength::Denied,
            Some((Level::Advice, vec!["want", "silence"])),
        ),
        (some, Strength::Hedged, Some((Level::Advice, vec!["want"]))),
        (
            none,
            Strength::Attributed,
            Some((Level::Advice, vec!["want", "silence"])),
        ),
        (
            none,
            Strength::Correlational,
            Some((Level::Advice, vec!["want", "silence"])),
        ),
        (none, Strength::Question, None),
        (none, Strength::Intent, None),
    ];
    for (text, strength, expected) in cases {
        let found = find(text, &[(strength, CLAIM)]);
        let found = found.map(|found| (found.level, found.missing));
        let expected = expected.map(|(level, missing)| {
            (
                level,
                missing.into_iter().map(str::to_owned).collect::<Vec<_>>(),
            )
        });
        assert_eq!(found, expected, "{strength:?} in {text:?}");
    }
}

#[test]
fn it_stands_at_the_first_of_the_strongest_claims() {
    let text = "Some say so.\n\nMaybe legal taprooms raise bootlegging. The ban ends bootlegging. Indeed it curbs it.";
    let claims = [
        (Strength::Hedged, CLAIM),
        (Strength::Asserted, ["The ban", "ends", "bootlegging"]),
        (Strength::Asserted, ["The ban", "curbs", "it."]),
    ];
    let (file, ..) = read(text);
    let found = find(text, &claims).map(|found| file.slice(found.span).to_owned());
    assert_eq!(found.as_deref(), Some("The ban ends bootlegging."));
}

#[test]
fn a_document_without_claims_owes_nothing() {
    assert_eq!(find("Bootlegging is a crime.", &[]), None);
}
