use std::fs;
use std::path::{Path, PathBuf};

use caveat::linter::Linter;
use caveat::report::{self, Look};
use caveat::source::SourceFile;

use crate::corpus::{self, Sentence};
use crate::documents::linter;

/// Opens a piece that is written by the program, up to the end of the block of code behind it: `<!-- why d0001 -->`.
const OPENING: &str = "<!-- why ";

/// The steps that the page shows; of the rules, only that on which it is about.
const STEPS: [&str; 4] = ["where it stands", "cause and effect", "claims", "rules"];

/// What `caveat why` shows of a labelled sentence in the steps that the page shows.
fn why(linter: &Linter, id: &str) -> String {
    let sentences = corpus::lines::<Sentence>("sentences.jsonl");
    let item = sentences.iter().find(|item| item.id == id);
    let (text, at) = corpus::joined(item.unwrap_or_else(|| panic!("no sentence {id}")));
    let file = SourceFile::new("draft.md", text);
    let line = file.position(at as u32).line;
    let mut traces = linter.trace(&file, line);
    traces.retain(|trace| trace.span.start() as usize >= at);
    for trace in &mut traces {
        trace
            .sections
            .retain(|(step, _)| STEPS.contains(&step.as_str()));
        for (step, lines) in &mut trace.sections {
            if step == "rules" {
                lines.retain(|line| line.text.starts_with(corpus::REPORTED));
            }
        }
    }
    report::traces(&file, &traces, Look::plain())
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-it-reads.md")
}

fn written() -> String {
    let page = fs::read_to_string(path()).expect("the page");
    page.replace("\r\n", "\n")
}

/// The page with every piece that the program writes written anew.
fn page() -> String {
    let (linter, page) = (linter(), written());
    let mut pieces = page.split(OPENING);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut count = 0;
    for piece in pieces {
        let (id, rest) = piece.split_once(" -->\n").expect("the end of the comment");
        let mut blocks = rest.splitn(3, "```");
        let (_, _, after) = (blocks.next(), blocks.next(), blocks.next());
        let after = after.expect("a block of code");
        out.push_str(&format!(
            "{OPENING}{id} -->\n\n```text\n{}```{after}",
            why(&linter, id)
        ));
        count += 1;
    }
    assert_eq!(count, 3, "the sentences of the page");
    out
}

#[test]
fn the_page_shows_what_why_shows() {
    assert!(
        written() == page(),
        "docs/how-it-reads.md is out of date; write it anew with: cargo test --test it write_ -- --ignored"
    );
}

#[test]
#[ignore = "writes docs/how-it-reads.md"]
fn write_how_it_reads() {
    fs::write(path(), page()).expect("docs/ can be written to");
}
