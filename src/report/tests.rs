use proptest::prelude::*;

use super::*;
use crate::citation::{Citation, CitationKind};
use crate::claim::{Claim, Direction, Part, Qualifier, QualifierKind, Strength};
use crate::diagnostic::{Label, Level};
use crate::document::{BlockId, SentenceId, TextRange};
use crate::linter::{Outcome, RuleExample, TraceLine};
use crate::source::Span;

const SENTENCE: &str = "Legalizing prostitution increases sex trafficking.";

fn span(file: &SourceFile, words: &str) -> Span {
    let start = file.text().find(words).expect("the words are in the text") as u32;
    Span::new(start, start + words.len() as u32)
}

/// A finding on `sentence`, with a label for each role and its words.
fn finding(file: &SourceFile, sentence: &str, labels: &[(&str, &str)]) -> Diagnostic {
    let labels = labels.iter().map(|(role, words)| Label {
        role: (*role).to_owned(),
        span: span(file, words),
        text: (*role).to_owned(),
    });
    Diagnostic {
        rule: "unqualified-causal-claim".to_owned(),
        level: Level::Error,
        message: "states as fact that \"legalizing prostitution\" increases \"sex trafficking\"".to_owned(),
        help: Some("say who found it, where and how surely, for example: \"In one cross-country study, legalization was associated with more reported trafficking (Author 2013)\".".to_owned()),
        rewording: None,
        url: Some("https://example.org/rules/unqualified-causal-claim".to_owned()),
        span: span(file, sentence),
        labels: labels.collect(),
        missing: Vec::new(),
    }
}

const PARTS: [(&str, &str); 3] = [
    ("cause", "Legalizing prostitution"),
    ("cue", "increases"),
    ("effect", "sex trafficking"),
];

fn look(width: usize) -> Look {
    Look {
        width: Some(width),
        ..Look::plain()
    }
}

fn pretty(file: &SourceFile, diagnostics: &[Diagnostic], look: Look) -> String {
    Reporter::new(Format::Pretty, look).diagnostics(file, diagnostics)
}

fn document(format: Format, file: &SourceFile, diagnostics: &[Diagnostic]) -> String {
    let reporter = Reporter::new(format, Look::plain());
    let mut summary = Summary::default();
    summary.add(
        Listing::Diagnostics,
        &Outcome {
            diagnostics: diagnostics.to_vec(),
            on_subject: true,
            ..Outcome::default()
        },
    );
    let part = reporter.diagnostics(file, diagnostics);
    let mut out = Vec::new();
    reporter
        .write(
            Listing::Diagnostics,
            [part.as_str()].into_iter(),
            &summary,
            &mut out,
        )
        .expect("memory takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn part(span: Span) -> Part {
    Part {
        block: BlockId(0),
        range: TextRange::default(),
        span,
    }
}

fn claim(file: &SourceFile, sentence: &str, words: [&str; 3]) -> ClaimRow {
    let [cause, cue, effect] = words.map(|words| part(span(file, words)));
    ClaimRow {
        claim: Claim {
            sentence: SentenceId(0),
            cause,
            cue,
            effect,
            direction: Direction::Increase,
            strength: Strength::Asserted,
            qualifiers: Vec::new(),
            frame: "active".to_owned(),
        },
        sentence: span(file, sentence),
        citations: Vec::new(),
    }
}

#[test]
fn a_short_line_is_shown_whole() {
    let file = SourceFile::new("brief.md", format!("# Title\n\n{SENTENCE}\n\nMore.\n"));
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, SENTENCE, &PARTS)],
        look(100)
    ));
}

#[test]
fn a_sentence_over_several_lines_is_shown_with_all_of_them() {
    let text = "First sentence of the paragraph. Legalizing\nprostitution increases sex\r\ntrafficking in every country.\n";
    let file = SourceFile::new("brief.md", text);
    let sentence = &text[text.find("Legal").expect("in the text")..text.len() - 1];
    let labels = [
        ("cause", "Legalizing\nprostitution"),
        ("cue", "increases"),
        ("effect", "sex\r\ntrafficking"),
    ];
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, sentence, &labels)],
        look(100)
    ));
}

/// A paragraph of one line, with the sentence in its middle.
fn long_line() -> String {
    let filler = "The debate is an old one, and it is not over. ".repeat(20);
    format!("# Title\n\n{filler}{SENTENCE} {filler}\n")
}

#[test]
fn a_long_line_is_cut_to_the_sentence_and_some_context() {
    let file = SourceFile::new("brief.md", long_line());
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, SENTENCE, &PARTS)],
        look(100)
    ));
}

#[test]
fn a_narrow_terminal_gets_rows_that_fit_it() {
    let file = SourceFile::new("brief.md", long_line());
    let drawn = pretty(&file, &[finding(&file, SENTENCE, &PARTS)], look(48));
    for line in drawn.lines().filter(|line| line.contains(['│', '·'])) {
        assert!(text::width(line) <= 48, "{line}");
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_cause_in_an_earlier_sentence_is_shown_with_a_cut_between() {
    let filler = "The debate is an old one, and it is not over. ".repeat(5);
    let text =
        format!("In 2002 Legalizing prostitution came up. {filler}It increases sex trafficking.\n");
    let file = SourceFile::new("brief.md", text);
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, "It increases sex trafficking.", &PARTS)],
        look(100)
    ));
}

#[test]
fn a_very_long_sentence_is_shown_around_its_labels() {
    let aside = "which nobody who took part had foreseen, ".repeat(20);
    let text = format!(
        "In the end, {aside}Legalizing prostitution, {aside}increases, {aside}sex trafficking.\n"
    );
    let file = SourceFile::new("brief.md", text.as_str());
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, text.trim_end(), &PARTS)],
        look(100)
    ));
}

#[test]
fn cuts_are_ascii_where_frames_are() {
    let file = SourceFile::new("brief.md", long_line());
    let ascii = Look {
        unicode: false,
        ..look(100)
    };
    let drawn = pretty(&file, &[finding(&file, SENTENCE, &PARTS)], ascii);
    assert!(drawn.is_ascii(), "{drawn}");
    assert!(
        drawn.contains(" 3 | ...and it is not over. Legal"),
        "{drawn}"
    );
}

#[test]
fn labels_far_apart_get_a_frame_each() {
    let text = format!(
        "{SENTENCE}\n\n{}Poverty pushes people.\n",
        "Text.\n\n".repeat(20)
    );
    let file = SourceFile::new("brief.md", text);
    let mut diagnostic = finding(&file, SENTENCE, &PARTS);
    diagnostic.labels.push(Label {
        role: "economic-opportunity".to_owned(),
        span: span(&file, "Poverty"),
        text: "names economic opportunity".to_owned(),
    });
    insta::assert_snapshot!(pretty(&file, &[diagnostic], look(100)));
}

#[test]
fn a_label_far_before_the_sentence_comes_after_it() {
    let text = format!(
        "Poverty pushes people.\n{}{SENTENCE}\n",
        "Other matter.\r\n".repeat(40)
    );
    let file = SourceFile::new("a.md", text.as_str());
    let mut diagnostic = finding(&file, SENTENCE, &PARTS);
    diagnostic.labels.push(Label {
        role: "factor".to_owned(),
        span: span(&file, "Poverty"),
        text: "names economic opportunity".to_owned(),
    });
    let drawn = pretty(&file, &[diagnostic], look(100));
    assert_eq!(frames(&drawn), [frame((42, 1), &[42]), frame((1, 1), &[1])]);
    insta::assert_snapshot!(drawn);
}

/// The start of the sentence has a frame of its own, without a label in it.
#[test]
fn a_very_long_sentence_over_many_lines_is_shown_from_its_start() {
    let filler = "which nobody who took part had foreseen,\r\n".repeat(20);
    let sentence = format!("in the end,\r\n{filler}{SENTENCE}");
    let file = SourceFile::new("a.md", format!("\r\u{1b}[31m\nSo, {sentence}\n"));
    let drawn = pretty(&file, &[finding(&file, &sentence, &PARTS)], look(100));
    assert_eq!(
        frames(&drawn),
        [frame((3, 5), &[3, 4]), frame((24, 1), &[24])]
    );
    insta::assert_snapshot!(drawn);
}

/// Labels without text are at a line's end, in lines of their own, far from the sentence and beside it.
#[test]
fn labels_without_text_keep_their_places() {
    let text = format!("{SENTENCE}\r\n\r\r\r\n\nword \n");
    let file = SourceFile::new("a.md", text.as_str());
    let mut diagnostic = finding(&file, SENTENCE, &[]);
    let last = text.len() as u32 - 1;
    diagnostic.labels = [0, last]
        .map(|at| Label {
            role: "cue".to_owned(),
            span: Span::new(at, at),
            text: format!("at byte {at}"),
        })
        .into();
    insta::assert_snapshot!(pretty(&file, &[diagnostic], look(100)));
}

/// Rows are told apart by a character that may also stand in the file.
#[test]
fn word_joiners_in_the_text_do_not_begin_rows() {
    let text = "word word \u{2060}\u{2060}日本日本\t日本\u{2060}\u{1b}[31m日本\nmore\n";
    let file = SourceFile::new("a.md", text);
    let sentence = finding(&file, text.trim_end(), &[("cue", "more")]);
    insta::assert_snapshot!(pretty(&file, &[sentence], look(63)));
}

#[test]
fn text_beyond_ascii_stays_aligned() {
    let text =
        "\u{feff}“Naïve” 日本語, e\u{301}: Legalizing prostitution increases sex trafficking.\n";
    let file = SourceFile::new("brief.md", text);
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, SENTENCE, &PARTS)],
        look(100)
    ));
}

#[test]
fn tabs_and_unsafe_characters_stay_aligned() {
    let text = "-\t\u{202e}a\u{1b}[31mb\tLegalizing prostitution\u{200b} increases\u{ad} sex trafficking.\r";
    let file = SourceFile::new("br\u{1b}[2J\u{202e}ief\n.md", text);
    let sentence = "Legalizing prostitution\u{200b} increases\u{ad} sex trafficking.";
    let mut diagnostic = finding(&file, sentence, &PARTS);
    diagnostic.message = "a \u{1b}]8;;x\u{7} \"b\n\tc\" \u{2066}d".to_owned();
    diagnostic.help = Some("one\u{9b}31m\ntwo\u{200f}".to_owned());
    let everything = [
        pretty(&file, std::slice::from_ref(&diagnostic), look(100)),
        document(Format::Concise, &file, std::slice::from_ref(&diagnostic)),
        document(Format::Json, &file, std::slice::from_ref(&diagnostic)),
    ]
    .join("\n");
    for c in everything.chars() {
        assert!(c == '\n' || !sanitize::is_unsafe(c), "{c:?}");
    }
    insta::assert_snapshot!(everything);
}

#[test]
fn json_keeps_unsafe_characters_exact() {
    let text = "\u{202e}a\u{1b}b\u{e0001} \u{7f}\n";
    let file = SourceFile::new("x\u{202e}\u{9b}.md", text);
    let mut diagnostic = finding(&file, "a", &[("cause", "a")]);
    diagnostic.message = text.to_owned();
    let json: serde_json::Value =
        serde_json::from_str(&document(Format::Json, &file, &[diagnostic])).expect("JSON");
    assert_eq!(json["diagnostics"][0]["message"], text);
    assert_eq!(json["diagnostics"][0]["path"], file.name());
}

#[test]
fn places_without_text_are_drawn() {
    let empty = SourceFile::new("empty.md", "");
    let mut diagnostic = finding(&empty, "", &[]);
    diagnostic.help = None;
    diagnostic.url = None;
    let at_end = SourceFile::new("end.md", "one\n\n");
    let mut last = diagnostic.clone();
    last.span = Span::new(5, 5);
    let mut line_end = diagnostic.clone();
    line_end.span = Span::new(3, 3);
    insta::assert_snapshot!(
        [
            pretty(&empty, &[diagnostic], look(100)),
            pretty(&at_end, &[last], look(100)),
            pretty(&at_end, &[line_end], look(100)),
        ]
        .concat()
    );
}

#[test]
fn colour_and_links_are_only_there_when_asked_for() {
    let file = SourceFile::new("brief.md", format!("{SENTENCE}\n"));
    let diagnostics = [finding(&file, SENTENCE, &PARTS)];
    let plain = pretty(&file, &diagnostics, Look::plain());
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(
        plain.contains("(https://example.org/rules/unqualified-causal-claim)"),
        "{plain}"
    );

    let linked = pretty(
        &file,
        &diagnostics,
        Look {
            links: true,
            ..Look::plain()
        },
    );
    assert!(
        linked.contains("\u{1b}]8;;https://example.org/rules/unqualified-causal-claim\u{1b}\\")
    );

    let ascii = pretty(
        &file,
        &diagnostics,
        Look {
            unicode: false,
            ..Look::plain()
        },
    );
    assert!(ascii.is_ascii(), "{ascii}");

    let painted = pretty(
        &file,
        &diagnostics,
        Look {
            color: true,
            ..Look::plain()
        },
    );
    insta::assert_snapshot!(painted.replace('\u{1b}', "ESC"));
}

#[test]
fn a_role_keeps_its_colour_whatever_the_order() {
    let text = "Sex trafficking is increased by legalization.\n";
    let file = SourceFile::new("brief.md", text);
    let labels = [
        ("effect", "Sex trafficking"),
        ("cue", "is increased by"),
        ("cause", "legalization"),
    ];
    let painted = pretty(
        &file,
        &[finding(&file, text.trim_end(), &labels)],
        Look {
            color: true,
            ..Look::plain()
        },
    );
    for (label, color) in [("cause", "35;1"), ("cue", "33;1"), ("effect", "32;1")] {
        let line = painted
            .lines()
            .find(|line| line.contains(&format!("m{label}\u{1b}")))
            .unwrap_or_else(|| panic!("no label {label} in {painted}"));
        assert!(
            line.contains(&format!("\u{1b}[{color}m{label}")),
            "{line:?}"
        );
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
fn ten_thousand_findings_in_one_line_take_linear_time() {
    let text = format!("{SENTENCE} ").repeat(10_000);
    let file = SourceFile::new("brief.md", text.as_str());
    let findings: Vec<Diagnostic> = text
        .match_indices("Legal")
        .map(|(at, _)| {
            let mut diagnostic = finding(&file, SENTENCE, &PARTS);
            let shift = |span: Span| Span::new(span.start() + at as u32, span.end() + at as u32);
            diagnostic.span = shift(diagnostic.span);
            for label in &mut diagnostic.labels {
                label.span = shift(label.span);
            }
            diagnostic
        })
        .collect();
    let drawn = pretty(&file, &findings, look(100));
    let heads: Vec<&str> = drawn.lines().filter(|line| line.contains("╭─[")).collect();
    assert_eq!(heads.len(), 10_000);
    assert_eq!(
        heads[9_999],
        format!("   ╭─[brief.md:1:{}]", 9_999 * 51 + 1)
    );
}

#[test]
fn claims_are_listed_in_each_format() {
    let text = "Legalizing prostitution increases sex trafficking.\n\nAccording to *some*, the **Nordic\nmodel** reduces trafficking, too (Doe 2013).\n";
    let file = SourceFile::new("brief.md", text);
    let first = claim(
        &file,
        SENTENCE,
        ["Legalizing prostitution", "increases", "sex trafficking"],
    );
    let mut second = claim(
        &file,
        "According to *some*, the **Nordic\nmodel** reduces trafficking, too (Doe 2013).",
        ["Nordic\nmodel", "reduces", "trafficking, too"],
    );
    second.claim.strength = Strength::Attributed;
    second.claim.direction = Direction::Decrease;
    second.claim.qualifiers.push(Qualifier {
        kind: QualifierKind::Attribution,
        part: part(span(&file, "According to *some*")),
    });
    second.citations.push(Citation {
        span: span(&file, "(Doe 2013)"),
        kind: CitationKind::AuthorYear,
        text: "Doe 2013".to_owned(),
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
                    at("Legalizing prostitution", "prostitution-law, strong"),
                    at("sex trafficking", "trafficking-level, strong"),
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
        what: "A sentence that says flatly that a law\nchanges the level of trafficking.\n\n- in a heading, too\n- in a table".to_owned(),
        why: "No study can show it so plainly.".to_owned(),
        fix: String::new(),
        references: vec!["Doe, J. (2013). A title.".to_owned()],
        bad: vec![RuleExample {
            text: SENTENCE.to_owned(),
            note: Some("Legalizing prostitution increases sex trafficking".to_owned()),
        }],
        good: vec![RuleExample {
            text: "It may increase\nsex trafficking.".to_owned(),
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

/// What a frame says of its place: line and column in its head, and the numbers before its rows.
#[derive(Debug, PartialEq, Eq)]
struct Frame {
    head: (u32, u32),
    rows: Vec<u32>,
}

fn frame(head: (u32, u32), rows: &[u32]) -> Frame {
    Frame {
        head,
        rows: rows.to_vec(),
    }
}

/// The frames of a finding in the file `a.md`, drawn without colour.
fn frames(drawn: &str) -> Vec<Frame> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let mut frames: Vec<Frame> = Vec::new();
    for line in drawn.lines() {
        if let Some(place) = line.trim().strip_prefix("╭─[a.md:") {
            let place = place
                .strip_suffix(']')
                .and_then(|place| place.split_once(':'));
            let (line, column) = place.expect("a head has a line and a column");
            frames.push(Frame {
                head: number(line).zip(number(column)).expect("both are numbers"),
                rows: Vec::new(),
            });
        } else if let Some((head, _)) = line.split_once(" │ ") {
            frames
                .last_mut()
                .expect("rows stand in a frame")
                .rows
                .extend(number(head));
        }
    }
    frames
}

/// Pieces that documents are made of, awkward ones among them.
fn words() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "word ",
        "longer-word ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "é",
        "e\u{301}",
        "日本",
        "😀",
        "\u{200d}",
        "\u{2060}",
        "\u{1b}[31m",
        "\u{202e}",
        "\u{feff}",
        "> ",
        "| ",
        "│",
        "·",
        " ",
    ]);
    prop::collection::vec(pieces, 0..200).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_found_wherever_is_drawn_within_the_width(
        text in words(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
        width in 40..120_usize,
        color in any::<bool>(),
    ) {
        let boundaries: Vec<u32> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).map(|at| at as u32).collect();
        let file = SourceFile::new("a.md", text.as_str());
        let mut spans = places.iter().map(|(one, other)| {
            let (one, other) = (*one.get(&boundaries), *other.get(&boundaries));
            Span::new(one.min(other), one.max(other))
        });
        let span = spans.next().expect("at least one place");
        let labels = spans.map(|span| Label { role: "cue".to_owned(), span, text: "x".to_owned() });
        let diagnostic = Diagnostic {
            labels: labels.collect(),
            span,
            help: None,
            rewording: None,
            url: None,
            message: "states".to_owned(),
            ..finding(&SourceFile::new("b.md", SENTENCE), SENTENCE, &[])
        };
        let drawn = pretty(&file, &[diagnostic], Look { color, ..look(width) });
        let place = file.position(span.start());
        let plain: String = if color {
            drawn.split('\u{1b}').map(|part| match (part.strip_prefix('['), part.split_once('m')) {
                (Some(_), Some((_, rest))) => rest,
                _ => part,
            }).collect()
        } else {
            drawn
        };
        let frames = frames(&plain);
        prop_assert_eq!(frames.first().map(|frame| frame.head), Some((place.line, place.column)), "{}", plain);
        for frame in &frames {
            prop_assert!(frame.rows.contains(&frame.head.0), "{:?} in {}", frame, plain);
            prop_assert!(frame.rows.is_sorted_by(|one, next| one + 1 == *next), "{:?} in {}", frame, plain);
        }
        for c in plain.chars() {
            prop_assert!(c == '\n' || !sanitize::is_unsafe(c), "{:?} in {}", c, plain);
        }
        // Rows begin with a number, or with the room for one; labels to the right of the text may stand out.
        for line in plain.lines().filter(|line| line.split_once(" │ ").is_some_and(|(head, _)| head.trim().parse::<u32>().is_ok())) {
            prop_assert!(text::width(line) <= width, "{} of {} columns: {}", text::width(line), width, line);
        }
    }

    #[test]
    fn wrapped_text_has_all_its_words(text in words(), width in 1..60_usize) {
        let set = text::wrap(&text, width, "  ");
        prop_assert_eq!(
            set.split_whitespace().collect::<Vec<_>>(),
            text.split_whitespace().collect::<Vec<_>>()
        );
    }

    #[test]
    fn text_cut_to_a_width_fits_it(text in words(), width in 1..60_usize) {
        let text = sanitize::words(&text);
        prop_assert!(text::width(&text::fit(&text, width)) <= width);
    }
}
