use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use caveat::citation::{Citations, Target};
use caveat::claim::{Direction, Strength};
use caveat::document::{BlockKind, Conventions, Document};
use caveat::source::{SourceFile, Span};
use proptest::prelude::*;

use crate::corpus::{Sentence, joined, lines};
use crate::documents::linter;

fn conventions() -> &'static Conventions {
    static CONVENTIONS: OnceLock<Conventions> = OnceLock::new();
    CONVENTIONS.get_or_init(|| {
        Conventions::from_toml(include_str!("../../rules/english/conventions.toml"))
            .expect("the built-in conventions")
    })
}

/// A line of `tests/marks/styles.txt`: Markdown and the places of the citations in it.
struct Line {
    text: String,
    marks: Vec<(usize, usize)>,
}

fn line(line: &str) -> Line {
    let (_, marked) = line.split_once(" | ").expect("a style and a text");
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in marked.replace("\\n", "\n").chars() {
        match c {
            '⟦' => open.push(text.len()),
            '⟧' => marks.push((open.pop().expect("an opening bracket"), text.len())),
            _ => text.push(c),
        }
    }
    assert!(open.is_empty(), "a mark is not closed: {line}");
    Line { text, marks }
}

/// The places of the citations that stand outside of footnotes.
fn found(text: &str) -> Vec<(usize, usize)> {
    let file = SourceFile::new("a.md", text);
    let document = Document::parse(&file, conventions());
    let citations = Citations::read(&document, conventions());
    let in_text = citations.all().iter().filter(|citation| {
        let block = &document.blocks[citation.block.0 as usize];
        !matches!(block.kind, BlockKind::Footnote(_))
    });
    in_text
        .map(|citation| (citation.span.start() as usize, citation.span.end() as usize))
        .collect()
}

#[test]
fn the_styles_of_real_papers_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/marks/styles.txt");
    let (mut hits, mut wrong, mut missed, mut lines) = (0, 0, 0, 0);
    let mut report = String::new();
    for text in fs::read_to_string(path).expect("the sentences").lines() {
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        lines += 1;
        let line = line(text);
        let found = found(&line.text);
        let hit = line
            .marks
            .iter()
            .filter(|mark| found.contains(mark))
            .count();
        (hits, wrong, missed) = (
            hits + hit,
            wrong + found.len() - hit,
            missed + line.marks.len() - hit,
        );
        if hit < found.len().max(line.marks.len()) {
            let shown: Vec<&str> = found.iter().map(|&(a, b)| &line.text[a..b]).collect();
            report += &format!("{text}\n    found: {shown:?}\n");
        }
    }
    let f1 = 2.0 * hits as f64 / (2 * hits + wrong + missed) as f64;
    assert!(lines >= 180, "only {lines} sentences were read");
    assert!(f1 >= 0.98, "F1 of the spans is {f1:.4}\n{report}");
}

/// The labelled sentences.
fn sentences() -> &'static [Sentence] {
    static SENTENCES: OnceLock<Vec<Sentence>> = OnceLock::new();
    SENTENCES.get_or_init(|| lines("sentences.jsonl"))
}

/// Whether the labelled sentence cites a source, as far as its own words go.
fn is_cited(sentence: &Sentence) -> bool {
    let (text, from) = joined(sentence);
    let file = SourceFile::new("a.md", text);
    let document = Document::parse(&file, conventions());
    let citations = Citations::read(&document, conventions());
    citations
        .all()
        .iter()
        .any(|citation| citation.supports && citation.span.start() as usize >= from)
}

#[test]
fn sentences_that_cite_are_told_from_those_that_do_not() {
    let sentences = sentences();
    let wrong: Vec<&str> = sentences
        .iter()
        .filter(|sentence| is_cited(sentence) != sentence.cited)
        .map(|sentence| sentence.text.as_str())
        .collect();
    let share = 1.0 - wrong.len() as f64 / sentences.len() as f64;
    assert!(
        share >= 0.98,
        "right in {share:.3} of the sentences; wrong in {wrong:#?}"
    );
}

/// Strength and direction of each claim in a text.
fn labels(text: &str) -> Vec<(Strength, Direction)> {
    let outcome = linter().claims(&SourceFile::new("a.md", text));
    let claims = outcome.claims.iter();
    claims
        .map(|row| (row.claim.strength, row.claim.direction))
        .collect()
}

/// Marks, and whether each stands behind the stop.
const MARKS: &[(&str, bool)] = &[
    (" (Doe 2013)", false),
    (" (see Doe et al., 2013, p. 7; Roe & Poe 2014)", false),
    (" [@doe2013]", false),
    (" [see @doe2013, p. 7; -@roe]", false),
    (" [12]", false),
    (" [3, 5-7]", false),
    ("^12^", false),
    (" ([a register](https://example.org/register))", false),
    (" (10.5555/x.1)", false),
    (" (doi:10.5555/x.1)", false),
    (" (22 U.S.C. § 7102)", false),
    (" (ibid., p. 3)", false),
    ("[^1]", true),
    ("¹²", true),
    ("^[Doe 2013, 7.]", true),
    (" [12]", true),
    (" (Doe 2013)", true),
];

/// A text with a mark at its end.
fn with_mark(text: &str, (mark, behind): (&str, bool)) -> String {
    let words = text.trim_end_matches(['.', '!', '?']);
    let stop = &text[words.len()..];
    match behind {
        true => format!("{text}{mark}"),
        false => format!("{words}{mark}{stop}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_mark_never_changes_what_a_sentence_claims(
        index in any::<prop::sample::Index>(),
        mark in prop::sample::select(MARKS),
    ) {
        let sentence = index.get(sentences());
        // Behind a quotation mark or bracket it would be the mark of something else.
        prop_assume!(sentence.text.ends_with(['.', '!', '?']));
        let (text, _) = joined(sentence);
        let marked = with_mark(text.trim_end(), mark);
        prop_assert_eq!(labels(&text), labels(&marked), "{}", marked);
    }
}

#[test]
fn a_sentence_claims_the_same_without_its_marks() {
    for sentence in sentences().iter().filter(|sentence| sentence.cited) {
        let (text, from) = joined(sentence);
        let file = SourceFile::new("a.md", text.as_str());
        let document = Document::parse(&file, conventions());
        let citations = Citations::read(&document, conventions());
        let mut marks: Vec<Span> = citations
            .all()
            .iter()
            .filter(|it| it.span.start() as usize >= from && it.target != Target::Link)
            .map(|it| it.mark)
            .filter(|mark| mark.slice(&text).starts_with(['(', '[', '^']))
            .collect();
        marks.dedup();
        let mut bare = text.clone();
        for mark in marks.into_iter().rev() {
            let before = bare[..mark.start() as usize].trim_end().len();
            bare.replace_range(before..mark.end() as usize, "");
        }
        assert_eq!(labels(&text), labels(&bare), "{text} without marks: {bare}");
    }
}
