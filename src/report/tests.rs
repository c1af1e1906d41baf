use super::*;
use crate::diagnostic::{Label, Level};
use crate::linter::Outcome;
use crate::source::Span;

mod formats;
mod properties;
mod snippet;
mod terminal;

const SENTENCE: &str = "Legalizing distillation increases gin bootlegging.";

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
        message: "states as fact that \"legalizing distillation\" increases \"gin bootlegging\"".to_owned(),
        help: Some("say who found it, where and how surely, for example: \"In one cross-country study, legalization was associated with more reported bootlegging (Author 2013)\".".to_owned()),
        rewording: None,
        url: Some("https://example.org/rules/unqualified-causal-claim".to_owned()),
        span: span(file, sentence),
        labels: labels.collect(),
        missing: Vec::new(),
    }
}

const PARTS: [(&str, &str); 3] = [
    ("cause", "Legalizing distillation"),
    ("cue", "increases"),
    ("effect", "gin bootlegging"),
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
