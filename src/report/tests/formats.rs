use super::*;
use crate::citation::{Citation, Target, Work, Year};
use crate::claim::{Claim, Direction, Part, Qualifier, QualifierKind, Strength};
use crate::document::{BlockId, SentenceId, TextRange};
use crate::linter::{RuleExample, TraceLine};

fn part(span: Span) -> Part {
    Part {
        block: BlockId(0),
        range: TextRange::default(),
        span,
    }
}

fn claim(file: &SourceFile, sentence: &str, words: [&str; 3]) -> ClaimRow {
    let [cause_words, _, effect_words] = words.map(str::to_owned);
    let [cause, cue, effect] = words.map(|words| part(span(file, words)));
    ClaimRow {
        cause: cause_words,
        effect: effect_words,
        claim: Claim {
            sentence: SentenceId(0),
            cause,
            cause_named: cause,
            cue,
            effect,
            effect_named: effect,
            direction: Direction::Increase,
            strength: Strength::Asserted,
            qualifiers: Vec::new(),
            frame: "active".to_owned(),
        },
        sentence: span(file, sentence),
        citations: Vec::new(),
        leads: Vec::new(),
    }
}

#[test]
fn each_level_and_format_has_its_form() {
    let file = SourceFile::new("a b.md", format!("{SENTENCE}\n"));
    let mut diagnostics = Vec::new();
    for (level, rule) in [
        (Level::Error, "unqualified-causal-claim"),
        (Level::Warning, "uncited-claim"),
        (Level::Advice, "missing-root-causes"),
        (Level::Off, "single-cause"),
    ] {
        let mut diagnostic = finding(&file, SENTENCE, &PARTS);
        diagnostic.level = level;
        diagnostic.rule = rule.to_owned();
        diagnostics.push(diagnostic);
    }
    diagnostics[2].missing = vec!["passivity".to_owned(), "social-norms".to_owned()];
    diagnostics[1].help = None;
    insta::assert_snapshot!(
        "levels_pretty",
        document(Format::Pretty, &file, &diagnostics)
    );
    insta::assert_snapshot!(
        "levels_concise",
        document(Format::Concise, &file, &diagnostics)
    );
    insta::assert_snapshot!("levels_json", document(Format::Json, &file, &diagnostics));
}

#[test]
fn json_without_findings_is_a_document() {
    let file = SourceFile::new("a.md", "");
    assert_eq!(
        document(Format::Json, &file, &[]),
        "{\"schema_version\":1,\"diagnostics\":[],\"summary\":{\"files\":1,\"off_subject\":0,\"excluded\":0,\"passed_over\":0,\"failed\":0,\"errors\":0,\"warnings\":0,\"advice\":0}}\n"
    );
}

#[test]
fn claims_are_listed_in_each_format() {
    let text = "Legalizing distillation increases gin bootlegging.\n\nAccording to *some*, the **Baltic\nmodel** reduces bootlegging, too (Doe 2013).\n";
    let file = SourceFile::new("brief.md", text);
    let first = claim(
        &file,
        SENTENCE,
        ["Legalizing distillation", "increases", "gin bootlegging"],
    );
    let mut second = claim(
        &file,
        "According to *some*, the **Baltic\nmodel** reduces bootlegging, too (Doe 2013).",
        ["Baltic\nmodel", "reduces", "bootlegging, too"],
    );
    second.claim.strength = Strength::Attributed;
    second.claim.direction = Direction::Decrease;
    second.claim.qualifiers.push(Qualifier {
        kind: QualifierKind::Attribution,
        part: part(span(&file, "According to *some*")),
    });
    second.citations.push(Citation {
        target: Target::Work(Work {
            authors: vec!["Doe".to_owned()],
            et_al: false,
            year: Some(Year {
                number: Some(2013),
                letter: None,
                text: "2013".to_owned(),
            }),
        }),
        span: span(&file, "Doe 2013"),
        mark: span(&file, "(Doe 2013)"),
        block: BlockId(0),
        range: TextRange::new(0, 0),
        sentence: SentenceId(0),
        text: "Doe 2013".to_owned(),
        prefix: None,
        locator: None,
        suffix: None,
        address: None,
        supports: true,
    });
    let rows = [first, second];
    let print = |format, look| Reporter::new(format, look).claims(&file, &rows);
    insta::assert_snapshot!("claims_table", print(Format::Pretty, Look::plain()));
    insta::assert_snapshot!("claims_table_narrow", print(Format::Pretty, look(60)));
    insta::assert_snapshot!("claims_concise", print(Format::Concise, Look::plain()));
    insta::assert_snapshot!("claims_json", print(Format::Json, Look::plain()));
}

#[test]
fn a_trace_shows_each_step() {
    let file = SourceFile::new("brief.md", format!("# Title\n\n{SENTENCE}\n"));
    let at = |words, text: &str| TraceLine {
        text: text.to_owned(),
        span: Some(span(&file, words)),
    };
    let trace = Trace {
        span: span(&file, SENTENCE),
        text: SENTENCE.to_owned(),
        sections: vec![
            (
                "Mentions".to_owned(),
                vec![
                    at("Legalizing distillation", "distillation-law, strong"),
                    at("gin bootlegging", "bootlegging-level, strong"),
                ],
            ),
            ("Qualifiers".to_owned(), Vec::new()),
            (
                "Rules".to_owned(),
                vec![TraceLine {
                    text: "unqualified-causal-claim reports it".to_owned(),
                    span: None,
                }],
            ),
        ],
    };
    insta::assert_snapshot!(traces(&file, &[trace.clone(), trace], look(60)));
}

fn rule() -> RuleDoc {
    RuleDoc {
        id: "unqualified-causal-claim".to_owned(),
        level: Level::Error,
        summary: "A causal link is asserted without qualification".to_owned(),
        what: "A sentence that says flatly that a law\nchanges the level of bootlegging.\n\n- in a heading, too\n- in a table".to_owned(),
        why: "No study can show it so plainly.".to_owned(),
        fix: String::new(),
        references: vec!["Doe, J. (2013). A title.".to_owned()],
        bad: vec![RuleExample {
            text: SENTENCE.to_owned(),
            note: Some("Legalizing distillation increases gin bootlegging".to_owned()),
        }],
        good: vec![RuleExample {
            text: "It may increase\ngin bootlegging.".to_owned(),
            note: None,
        }],
        url: Some("https://example.org/rules/unqualified-causal-claim".to_owned()),
    }
}

#[test]
fn a_rule_page_has_all_that_the_rule_says() {
    insta::assert_snapshot!(rule_page(&rule(), look(60)));
}

#[test]
fn rules_are_listed_in_columns() {
    let mut other = rule();
    other.id = "single-cause".to_owned();
    other.level = Level::Warning;
    insta::assert_snapshot!(rule_list(&[rule(), other], look(60)));
}

#[test]
fn a_summary_says_what_was_read_and_what_was_not() {
    let line = |summary: Summary| summary.line(Listing::Diagnostics);
    let clean = Summary {
        files: 12,
        ..Summary::default()
    };
    assert_eq!(line(clean), "nothing to report in 12 files");
    assert_eq!(clean.line(Listing::Claims), "0 claims in 12 files");
    assert_eq!(line(Summary::default()), "nothing to report in 0 files");
    let all = Summary {
        suppressions: 0,
        files: 12,
        off_subject: 9,
        files_listed: 1,
        excluded: 2,
        passed_over: 1,
        failed: 1,
        errors: 2,
        warnings: 1,
        advice: 3,
        claims: 0,
        sources: 0,
    };
    assert_eq!(
        line(all),
        "2 errors, 1 warning and 3 pieces of advice in 1 of 12 files (9 not on the subject of the rules, 2 excluded by ignore files, 1 link or device passed over, 1 could not be read)"
    );
}

#[test]
fn a_level_is_reached_by_itself_and_by_higher_ones() {
    let warning = Summary {
        warnings: 1,
        ..Summary::default()
    };
    let reached = [Level::Advice, Level::Warning, Level::Error].map(|level| warning.reaches(level));
    assert_eq!(reached, [true, true, false]);
}
