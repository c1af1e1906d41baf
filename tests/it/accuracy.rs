use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use caveat::linter::{ClaimRow, Linter};
use caveat::source::SourceFile;

use crate::corpus::{self, Figures, Sentence};
use crate::documents::linter;

const LABELS: [&str; 8] = [
    "asserted",
    "denied",
    "hedged",
    "attributed",
    "correlational",
    "question",
    "intent",
    "none",
];

const COMMAND: &str = "cargo test --test it write_ -- --ignored";

/// A labelled sentence, and its first claim in the order of strength.
struct Read {
    id: String,
    due: String,
    first: Option<ClaimRow>,
    /// The words that link, in lower case.
    cue: String,
}

impl Read {
    fn label(&self) -> &'static str {
        self.first
            .as_ref()
            .map_or("none", |row| corpus::strength(row.claim.strength))
    }
}

/// The labelled sentences and how each is read.
fn read(linter: &Linter) -> Vec<Read> {
    let sentences = corpus::lines::<Sentence>("sentences.jsonl");
    let read = sentences.into_iter().map(|item| {
        let (text, at) = corpus::joined(&item);
        let file = SourceFile::new(&item.id, text);
        let claims = linter.claims(&file).claims;
        let first = claims
            .into_iter()
            .filter(|row| row.sentence.start() as usize >= at)
            .min_by_key(|row| row.claim.strength);
        let cue = first.as_ref().map_or_else(String::new, |row| {
            file.slice(row.claim.cue.span).to_lowercase()
        });
        Read {
            id: item.id,
            due: item.label,
            first,
            cue,
        }
    });
    read.collect()
}

/// A share in whole per cent, rounded down, so that nothing that was got wrong reads as 100.
fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "-".to_owned(),
        _ => format!("{} %", 100 * part / whole),
    }
}

fn figures(out: &mut String, part: &str, figures: &Figures) {
    let floors = corpus::floors();
    for (name, value) in figures {
        let floor = &floors[part][*name];
        let (value, floor) = if name.starts_with("most-") {
            (format!("{value}"), format!("at most {floor}"))
        } else {
            let floor = floor.as_float().expect("a share");
            // Rounded down like every share here; the small term is for what binary fractions lack.
            let percent = |share: f64| format!("{} %", (share * 100.0 + 1e-9).floor());
            (percent(*value), format!("at least {}", percent(floor)))
        };
        let name = name.strip_prefix("most-").unwrap_or(name).replace('-', " ");
        let _ = writeln!(out, "| {part} | {name} | {value} | {floor} |");
    }
}

fn confusion(out: &mut String, read: &[Read]) {
    out.push_str("| labelled | sentences |");
    for label in LABELS {
        let _ = write!(out, " {label} |");
    }
    out.push_str("\n| --- |");
    out.push_str(&" ---: |".repeat(LABELS.len() + 1));
    for due in LABELS {
        let of: Vec<&Read> = read.iter().filter(|read| read.due == due).collect();
        let _ = write!(out, "\n| {due} | {} |", of.len());
        for label in LABELS {
            let count = of.iter().filter(|read| read.label() == label).count();
            match count {
                0 => out.push_str(" |"),
                _ => {
                    let _ = write!(out, " {count} |");
                }
            }
        }
    }
    out.push('\n');
}

fn families(out: &mut String, read: &[Read]) {
    let examples = crate::neutrality::frame_examples();
    let mut of: BTreeMap<&str, Vec<&Read>> = BTreeMap::new();
    for read in read {
        if let Some(row) = &read.first {
            of.entry(&row.claim.frame).or_default().push(read);
        }
    }
    let mut families: Vec<_> = of.into_iter().collect();
    families.sort_by_key(|(id, of)| (std::cmp::Reverse(of.len()), *id));
    out.push_str("| construction | such as | sentences | strength right | of them no claim at all |\n| --- | --- | ---: | ---: | ---: |\n");
    for (id, of) in families {
        let right = of.iter().filter(|read| read.label() == read.due).count();
        let none = of.iter().filter(|read| read.due == "none").count();
        let example = examples.get(id).expect("a frame of the data");
        let _ = writeln!(
            out,
            "| {id} | {example} | {} | {} | {} |",
            of.len(),
            percent(right, of.len()),
            percent(none, of.len())
        );
    }
}

fn constructions(out: &mut String) {
    let mut all: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (due, listed, _) in corpus::constructions() {
        let (right, whole) = all.entry(due.clone()).or_default();
        *right += usize::from(due == listed);
        *whole += 1;
    }
    out.push_str("| strength | sentences | read right |\n| --- | ---: | ---: |\n");
    for label in LABELS {
        if let Some((right, whole)) = all.get(label) {
            let _ = writeln!(out, "| {label} | {whole} | {} |", percent(*right, *whole));
        }
    }
}

/// Texts in which no rule has anything to report: clean documents of the corpus, and the walk over what is no claim.
fn clean() -> Vec<PathBuf> {
    let mut paths = corpus::clean_documents();
    paths.push(corpus::folder().join("no-claims.md"));
    paths
}

fn false_findings(out: &mut String, linter: &Linter) {
    let (mut words, mut found) = (0, BTreeMap::new());
    for path in clean() {
        let text = fs::read_to_string(&path).expect("a clean document");
        words += text.split_whitespace().count();
        let file = SourceFile::new(path.display().to_string(), text);
        for finding in linter.check(&file).diagnostics {
            *found.entry(finding.rule).or_insert(0_usize) += 1;
        }
    }
    let all: usize = found.values().sum();
    let rate = 10_000.0 * all as f64 / words as f64;
    let _ = writeln!(
        out,
        "{all} in {} documents of {words} words: {rate:.1} for every 10,000 words.",
        clean().len()
    );
    for (rule, count) in found {
        let _ = writeln!(out, "- `{rule}`: {count}");
    }
}

/// The cues of the sentences, each with the sentences that it makes a claim of.
fn cues(read: &[Read]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut cues: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for read in read.iter().filter(|read| read.first.is_some()) {
        cues.entry(&read.cue).or_default().insert(&read.id);
    }
    cues
}

fn used_once(out: &mut String, read: &[Read]) {
    let cues = cues(read);
    let once = |words: std::ops::RangeInclusive<usize>| {
        let of = cues
            .iter()
            .filter(|(cue, _)| words.contains(&cue.split_whitespace().count()));
        let (all, once) = of.fold((0, 0), |(all, once), (_, ids)| {
            (all + 1, once + usize::from(ids.len() == 1))
        });
        format!("| {all} | {once} |")
    };
    out.push_str("| length of the cue | cues | in one sentence only |\n| --- | ---: | ---: |\n");
    let _ = writeln!(out, "| one word {}", once(1..=1));
    let _ = writeln!(out, "| two or three words {}", once(2..=3));
    let _ = writeln!(out, "| four words or more {}", once(4..=usize::MAX));
}

fn page() -> String {
    let linter = linter();
    let read = read(&linter);
    let mut out = String::from("# How well claims are read\n\n");
    let _ = writeln!(
        out,
        "Measured on the labelled texts of `tests/corpus/`, on which the rules may be tuned: a figure here says what is got wrong \
         there, and nothing of texts that nobody has seen. Shares are rounded down to whole per cent.\n\n\
         This page is written by a program: `{COMMAND}`. A test fails when it is out of date, and another \
         when a figure falls below its floor in `tests/corpus/floors.toml`.\n"
    );
    out.push_str("## Figures and their floors\n\n");
    let _ = writeln!(
        out,
        "`precision` is how much of what is reported is due, `recall` how much of what is due is reported: \
         by `{}`. `tests/corpus/README.md` says what the others are.\n",
        corpus::REPORTED
    );
    out.push_str("| part | figure | measured | floor |\n| --- | --- | ---: | ---: |\n");
    figures(&mut out, "sentences", &corpus::sentences(&linter).0);
    figures(&mut out, "passages", &corpus::passages(&linter).0);
    // What all rules together find in documents is no matter of reading claims, and changes with every rule.
    let mut documents = corpus::documents(&linter).0;
    documents.retain(|name, _| !["precision", "recall"].contains(name));
    figures(&mut out, "documents", &documents);
    out.push_str("\n## Which strength is taken for which\n\nA row for each label, a column for what the sentence is read as.\n\n");
    confusion(&mut out, &read);
    out.push_str(
        "\n## By construction\n\nThe construction (frame) by which the first claim of each sentence is read, and whether its strength \
         is the one of the label. A sentence in which no claim is found has no construction; they stand in the last column above.\n\n",
    );
    families(&mut out, &read);
    out.push_str("\nOf the sentences of `tests/corpus/constructions.txt`, each made to try one construction; the misreads are marked there:\n\n");
    constructions(&mut out);
    out.push_str("\n## False findings on clean texts\n\n");
    false_findings(&mut out, &linter);
    out.push_str(
        "\n## Cues that are used once\n\nA cue that makes a claim of one labelled sentence only may be a word like any other of its kind, or a phrase \
         made for that sentence. Single words stay because they belong to a class of verbs or nouns whose other members are listed \
         beside them; a longer cue needs more of a reason. `cargo test --test it cues_used_once -- --ignored --nocapture` lists \
         those of two words and more, each with its sentence, its construction and the kind of word it is listed as.\n\n",
    );
    used_once(&mut out, &read);
    out
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md")
}

#[test]
fn the_page_is_up_to_date() {
    let written = fs::read_to_string(path()).unwrap_or_default();
    let written = written.replace("\r\n", "\n");
    assert!(
        written == page(),
        "docs/accuracy.md is out of date; write it anew with: {COMMAND}"
    );
}

#[test]
#[ignore = "writes docs/accuracy.md"]
fn write_accuracy() {
    fs::write(path(), page()).expect("docs/ can be written to");
}

#[test]
#[ignore = "lists for people to read"]
fn cues_used_once() {
    let linter = linter();
    let read = read(&linter);
    let cues = cues(&read);
    let lists = crate::neutrality::Lists::read();
    for read in read.iter().filter(|read| read.cue.contains(' ')) {
        let (Some(row), Some(ids)) = (&read.first, cues.get(read.cue.as_str())) else {
            continue;
        };
        if ids.len() == 1 {
            let kinds = lists.kinds(&read.cue);
            let reason = match kinds.as_slice() {
                [] => "a phrase of changing parts".to_owned(),
                kinds => kinds.join(" "),
            };
            #[expect(clippy::print_stdout, reason = "a list for people to read")]
            {
                println!(
                    "{} | {} | {} | {reason}",
                    read.cue, read.id, row.claim.frame
                );
            }
        }
    }
}
