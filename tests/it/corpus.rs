use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use caveat::claim::{Direction, Part, Strength};
use caveat::linter::{Linter, Outcome};
use caveat::source::SourceFile;
use serde::Deserialize;

use crate::documents::linter;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

pub(crate) const REPORTED: &str = "unqualified-causal-claim";
const COVERAGE: &str = "missing-root-causes";

#[derive(Deserialize)]
pub(crate) struct Sentence {
    pub(crate) id: String,
    pub(crate) text: String,
    before: String,
    pub(crate) cited: bool,
    pub(crate) label: String,
    direction: String,
    #[serde(default)]
    spans: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Passage {
    id: String,
    text: String,
    claims: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    quote: String,
    label: String,
    direction: String,
    #[serde(default)]
    limited: bool,
}

#[derive(Deserialize)]
struct Due {
    rule: String,
    quote: String,
    #[serde(default)]
    missing: Option<Vec<String>>,
    #[serde(default)]
    disputable: bool,
}

pub(crate) fn lines<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let text = fs::read_to_string(folder().join(name)).expect("a file of the corpus");
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}: {e}: {line}")))
        .collect()
}

pub(crate) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Asserted => "asserted",
        Strength::Denied => "denied",
        Strength::Hedged => "hedged",
        Strength::Attributed => "attributed",
        Strength::Correlational => "correlational",
        Strength::Question => "question",
        Strength::Intent => "intent",
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "increase",
        Direction::Decrease => "decrease",
        Direction::NoEffect => "no-effect",
        Direction::Mixed => "mixed",
    }
}

/// Counts of right and wrong.
#[derive(Default, Clone, Copy)]
struct Tally {
    right: u32,
    /// Found, and not due.
    false_found: u32,
    /// Due, and not found.
    missed: u32,
}

impl Tally {
    fn count(&mut self, due: bool, found: bool) {
        self.right += u32::from(due && found);
        self.false_found += u32::from(found && !due);
        self.missed += u32::from(due && !found);
    }

    fn precision(self) -> f64 {
        share(self.right, self.right + self.false_found)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// The bytes of a quote; white space is compared loosely, since a quote may run over a line end.
fn place(text: &str, quote: &str) -> Option<(usize, usize)> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    text.match_indices(words.first()?).find_map(|(start, _)| {
        let mut at = start;
        for (n, word) in words.iter().enumerate() {
            let rest = &text[at..];
            let spaces = rest.len() - rest.trim_start().len();
            if n > 0 && spaces == 0 {
                return None;
            }
            at += if n > 0 { spaces } else { 0 };
            at += text[at..].starts_with(word).then_some(word.len())?;
        }
        Some((start, at))
    })
}

#[test]
fn quotes_are_found_over_line_ends() {
    assert_eq!(place("a bc\r\n d, bc d", "bc d"), Some((2, 8)));
    assert_eq!(place("abc d", "c  d"), Some((2, 5)));
    assert_eq!(place("abcd", "c d"), None);
}

/// Whether two ranges share at least half of their mean length.
fn mostly_same(a: (usize, usize), b: (usize, usize)) -> bool {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    shared > 0 && 4 * shared >= (a.1 - a.0) + (b.1 - b.0)
}

/// A sentence with its context as a document, and the first byte at which the sentence itself may start.
pub(crate) fn joined(sentence: &Sentence) -> (String, usize) {
    let (before, text) = (sentence.before.trim(), sentence.text.trim());
    if before.is_empty() {
        return (format!("{text}\n"), 0);
    }
    if starts_with_marker(text) {
        return (format!("{before}\n\n{text}\n"), before.len() + 2);
    }
    // A context without a stop is a lead-in: one sentence with what follows.
    let stops = before.ends_with(['.', '?', '!', '"', '\u{201d}', ')']);
    (
        format!("{before} {text}\n"),
        if stops { before.len() + 1 } else { 0 },
    )
}

/// `- `, `> `, `# `, `1. ` and the like.
fn starts_with_marker(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if digits.len() < text.len() {
        digits.strip_prefix(['.', ')'])
    } else {
        text.strip_prefix(['-', '*', '+', '>', '#', '|'])
    };
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Claims and findings of a text.
fn read(linter: &Linter, name: &str, text: &str) -> (Outcome, Outcome) {
    let file = SourceFile::new(name, text);
    (linter.claims(&file), linter.check(&file))
}

pub(crate) type Figures = BTreeMap<&'static str, f64>;

pub(crate) fn sentences(linter: &Linter) -> (Figures, Vec<String>) {
    let mut misses = Vec::new();
    let mut reported = Tally::default();
    let (mut all, mut strengths, mut with_direction, mut directions) = (0, 0, 0, 0);
    let (mut all_spans, mut spans) = (0, 0);
    for item in lines::<Sentence>("sentences.jsonl") {
        let (text, at) = joined(&item);
        let (claims, checked) = read(linter, &item.id, &text);
        let first = claims
            .claims
            .iter()
            .filter(|row| row.sentence.start() as usize >= at)
            .min_by_key(|row| row.claim.strength);
        let label = first.map_or("none", |row| strength(row.claim.strength));
        let due = item.label == "asserted";
        let found = checked
            .diagnostics
            .iter()
            .any(|d| d.rule == REPORTED && d.span.start() as usize >= at);
        reported.count(due, found);
        all += 1;
        strengths += u32::from(label == item.label);
        if let Some(row) = first.filter(|_| label == item.label) {
            if item.direction != "na" {
                with_direction += 1;
                directions += u32::from(direction(row.claim.direction) == item.direction);
            }
            for (role, quote) in item.spans.iter().filter(|(_, quote)| !quote.is_empty()) {
                let part = match role.as_str() {
                    "cause" => row.claim.cause,
                    "cue" => row.claim.cue,
                    _ => row.claim.effect,
                };
                let got = (part.span.start() as usize, part.span.end() as usize);
                let want = place(&text, quote).expect("a labelled span is quoted from its text");
                all_spans += 1;
                spans += u32::from(mostly_same(got, want));
            }
        }
        if label != item.label || due != found {
            let shown = if found { " (reported)" } else { "" };
            misses.push(format!(
                "{} {} as {label}{shown}: {}",
                item.id, item.label, item.text
            ));
        }
    }
    let figures = BTreeMap::from([
        ("precision", reported.precision()),
        ("recall", reported.recall()),
        ("strength", share(strengths, all)),
        ("direction", share(directions, with_direction)),
        ("spans", share(spans, all_spans)),
    ]);
    (figures, misses)
}

pub(crate) fn passages(linter: &Linter) -> (Figures, Vec<String>) {
    let mut misses = Vec::new();
    let mut reported = Tally::default();
    let (mut right, mut directions, mut none) = (0, 0, 0);
    for item in lines::<Passage>("passages.jsonl") {
        let text = format!("{}\n", item.text.trim_end());
        let (claims, checked) = read(linter, &item.id, &text);
        let mut left: Vec<_> = claims.claims.iter().collect();
        let mut hits: Vec<_> = checked
            .diagnostics
            .iter()
            .filter(|d| d.rule == REPORTED)
            .collect();
        for due in &item.claims {
            let (start, end) =
                place(&text, &due.quote).expect("a claim is quoted from its passage");
            let touches = |span: caveat::source::Span| {
                (span.start() as usize) < end && start < span.end() as usize
            };
            let (here, rest): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|row| touches(row.sentence));
            left = rest;
            let label = here
                .iter()
                .map(|row| row.claim.strength)
                .min()
                .map_or("none", strength);
            if label == due.label {
                right += 1;
                directions += u32::from(here.iter().any(|row| {
                    strength(row.claim.strength) == label
                        && direction(row.claim.direction) == due.direction
                }));
            }
            let before = hits.len();
            hits.retain(|d| !touches(d.span));
            let (wanted, found) = (due.label == "asserted" && !due.limited, hits.len() < before);
            reported.count(wanted, found);
            if label != due.label || wanted != found {
                let shown = if found { " (reported)" } else { "" };
                misses.push(format!(
                    "{} {} as {label}{shown}: {}",
                    item.id, due.label, due.quote
                ));
            }
        }
        none += left.len() as u32;
        misses.extend(left.iter().map(|row| {
            let words = row.sentence.slice(&text);
            format!(
                "{} none as {}: {words}",
                item.id,
                strength(row.claim.strength)
            )
        }));
        reported.false_found += hits.len() as u32;
    }
    let figures = BTreeMap::from([
        ("precision", reported.precision()),
        ("recall", reported.recall()),
        ("direction", share(directions, right)),
        ("most-claims-where-there-are-none", f64::from(none)),
    ]);
    (figures, misses)
}

/// The documents, in order.
fn document_paths() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder().join("docs"))
        .expect("the corpus has documents")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
}

/// The findings due in a document.
fn due(path: &Path) -> Vec<Due> {
    let expected = fs::read_to_string(path.with_extension("expected.json")).expect("its findings");
    serde_json::from_str(&expected).expect("findings")
}

/// The documents in which nothing is due.
pub(crate) fn clean_documents() -> Vec<PathBuf> {
    let mut paths = document_paths();
    paths.retain(|path| due(path).is_empty());
    paths
}

pub(crate) fn documents(linter: &Linter) -> (Figures, Vec<String>) {
    let mut misses = Vec::new();
    let mut tally = Tally::default();
    let (mut coverage, mut exact, mut on_clean) = (0, 0, 0);
    for path in document_paths() {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let text = fs::read_to_string(&path).expect("a document");
        let expected = due(&path);
        let (_, checked) = read(linter, &name, &text);
        let mut left: Vec<_> = checked.diagnostics.iter().collect();
        if expected.is_empty() {
            on_clean += left.len() as u32;
        }
        let exists = |due: &&Due| linter.rules().iter().any(|rule| rule.id == due.rule);
        for due in expected.iter().filter(exists) {
            let (start, end) = place(&text, &due.quote).expect("a finding quotes its document");
            // A finding on the whole document fits wherever it stands.
            let fits = left.iter().position(|d| {
                d.rule == due.rule
                    && (due.rule == COVERAGE
                        || ((d.span.start() as usize) < end && start < d.span.end() as usize))
            });
            match fits {
                Some(at) => {
                    let found = left.remove(at);
                    tally.right += 1;
                    if due.rule == COVERAGE {
                        coverage += 1;
                        let (mut want, mut have) = (
                            due.missing.clone().unwrap_or_default(),
                            found.missing.clone(),
                        );
                        want.sort();
                        have.sort();
                        exact += u32::from(want == have);
                        if want != have {
                            misses.push(format!("{name}: {COVERAGE} wants {want:?}, has {have:?}"));
                        }
                    }
                }
                None if due.disputable => {}
                None => {
                    tally.missed += 1;
                    misses.push(format!("{name}: missed {}: {}", due.rule, due.quote));
                }
            }
        }
        tally.false_found += left.len() as u32;
        misses.extend(
            left.iter()
                .map(|d| format!("{name}: not due: {}: {}", d.rule, d.span.slice(&text))),
        );
    }
    let figures = BTreeMap::from([
        ("precision", tally.precision()),
        ("recall", tally.recall()),
        ("missing", share(exact, coverage)),
        ("most-findings-on-clean-documents", f64::from(on_clean)),
    ]);
    (figures, misses)
}

/// The figures that must be reached.
pub(crate) fn floors() -> toml::Table {
    let floors = fs::read_to_string(folder().join("floors.toml")).expect("the table of floors");
    floors.parse().expect("the table of floors is TOML")
}

/// Compares figures with their floors; says every figure and what was got wrong where one is not reached.
fn check(part: &str, (figures, misses): (Figures, Vec<String>)) {
    let floors = floors();
    let floors = floors[part].as_table().expect("a table for each part");
    let named: Vec<&str> = floors.keys().map(String::as_str).collect();
    let mut measured: Vec<&str> = figures.keys().copied().collect();
    measured.sort_unstable();
    let mut sorted = named.clone();
    sorted.sort_unstable();
    assert_eq!(
        sorted, measured,
        "left: floors.toml, right: what is measured"
    );

    let listed: Vec<String> = figures
        .iter()
        .map(|(name, value)| format!("{name} {value:.3}"))
        .collect();
    let listed = format!("{part}: {}", listed.join(", "));
    // Seen with `--nocapture`.
    #[expect(clippy::print_stdout, reason = "a test says what it measured")]
    {
        println!("{listed}");
    }
    let fails = |name: &&&str| {
        let floor = &floors[**name];
        let floor = floor
            .as_float()
            .or_else(|| floor.as_integer().map(|n| n as f64))
            .expect("a number");
        let value = figures[**name];
        if name.starts_with("most-") {
            value > floor
        } else {
            value < floor
        }
    };
    let failing: Vec<&&str> = named.iter().filter(fails).collect();
    assert!(
        failing.is_empty(),
        "not reached: {failing:?}\n{listed}\n{}",
        misses.join("\n")
    );
}

/// The sentences of `constructions.txt`, each with the strength it has and the one it is read with, where that is known to be another.
pub(crate) fn constructions() -> Vec<(String, String, String)> {
    let text =
        fs::read_to_string(folder().join("constructions.txt")).expect("a file of the corpus");
    let mut due = String::new();
    let mut found = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
    {
        if let Some(head) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            due = head.to_owned();
        } else {
            let (read, sentence) = line.split_once(" > ").unwrap_or((&due, line));
            found.push((due.clone(), read.to_owned(), sentence.to_owned()));
        }
    }
    found
}

#[test]
fn constructions_are_read_as_they_are_listed() {
    let linter = linter();
    let mut misses = Vec::new();
    for (due, listed, sentence) in constructions() {
        let (claims, checked) = read(&linter, "construction.md", &format!("{sentence}\n"));
        let first = claims.claims.iter().map(|row| row.claim.strength).min();
        let label = first.map_or("none", strength);
        if label != listed {
            misses.push(format!(
                "{due}, listed as read as {listed}, is read as {label}: {sentence}"
            ));
        }
        let reported = checked.diagnostics.iter().any(|d| d.rule == REPORTED);
        assert_eq!(reported, label == "asserted", "{sentence}");
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn sentences_reach_their_floors() {
    check("sentences", sentences(&linter()));
}

#[test]
fn passages_reach_their_floors() {
    check("passages", passages(&linter()));
}

#[test]
fn documents_reach_their_floors() {
    check("documents", documents(&linter()));
}

/// The claims of the sentences that touch a range of bytes: strength, direction, and cause and effect in lower case, since a
/// sentence that is built into another one loses its capital.
fn claims_in(
    linter: &Linter,
    text: &str,
    range: std::ops::Range<usize>,
) -> Vec<(Strength, Direction, String, String)> {
    let file = SourceFile::new("claims.md", text);
    let words = |part: Part| file.slice(part.span).to_lowercase();
    let rows = linter.claims(&file).claims;
    rows.iter()
        .map(|row| (&row.claim, row.sentence))
        .filter(|(_, at)| (at.start() as usize) < range.end && range.start < at.end() as usize)
        .map(|(claim, _)| {
            (
                claim.strength,
                claim.direction,
                words(claim.cause),
                words(claim.effect),
            )
        })
        .collect()
}

/// What is offered in place of a sentence says the same of the same cause and effect, only less flatly.
#[test]
fn a_rewording_keeps_the_claim_and_is_not_reported() {
    let linter = linter();
    let sentences = lines::<Sentence>("sentences.jsonl");
    let passages = lines::<Passage>("passages.jsonl");
    let texts = sentences
        .iter()
        .map(|item| (&item.id, joined(item).0))
        .chain(
            passages
                .iter()
                .map(|item| (&item.id, format!("{}\n", item.text.trim_end()))),
        );
    let (mut findings, mut offered, mut wrong) = (0, 0, Vec::new());
    for (id, text) in texts {
        let found = linter
            .check(&SourceFile::new(id, text.as_str()))
            .diagnostics;
        for finding in found.iter().filter(|d| d.rule == REPORTED) {
            findings += 1;
            let Some(rewording) = &finding.rewording else {
                continue;
            };
            offered += 1;
            let (start, end) = (finding.span.start() as usize, finding.span.end() as usize);
            let reworded = format!("{}{rewording}{}", &text[..start], &text[end..]);
            let there = start..start + rewording.len();
            let before = claims_in(&linter, &text, start..end);
            let after = claims_in(&linter, &reworded, there.clone());
            let keeps =
                |(strength, direction, cause, effect): &(Strength, Direction, String, String)| {
                    *strength != Strength::Asserted
                        || after
                            .iter()
                            .any(|new| (&new.1, &new.2, &new.3) == (direction, cause, effect))
                };
            let again = linter
                .check(&SourceFile::new(id, reworded.as_str()))
                .diagnostics;
            let reported = again.iter().any(|d| {
                d.rule == REPORTED
                    && (d.span.start() as usize) < there.end
                    && there.start < d.span.end() as usize
            });
            let flat = after.iter().any(|new| new.0 == Strength::Asserted);
            if reported || flat || !before.iter().all(keeps) {
                let sentence = &text[start..end];
                wrong.push(format!(
                    "{id}: {sentence}\n    {rewording}\n    {before:?}\n    {after:?}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {offered}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    check(
        "rewordings",
        (
            BTreeMap::from([("offered", share(offered, findings))]),
            Vec::new(),
        ),
    );
}
