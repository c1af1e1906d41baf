use crate::linter::{Trace, TraceLine};
use crate::report::{Look, sanitize, text};
use crate::source::SourceFile;

/// The widest column of quoted words; longer ones push their line's remark to the right.
const WIDEST_WORDS: usize = 32;

/// How sentences were read: place and text, then each step with what it found; words of the document stand in quotes before
/// what is said of them.
pub(super) fn traces(file: &SourceFile, traces: &[Trace], look: Look) -> String {
    traces
        .iter()
        .map(|trace| one(file, trace, look))
        .collect::<Vec<_>>()
        .join("\n")
}

fn one(file: &SourceFile, trace: &Trace, look: Look) -> String {
    let place = file.position(trace.span.start());
    let mut out = format!(
        "{}:{}:{}\n",
        sanitize::name(file.name()),
        place.line,
        place.column
    );
    out.push_str(&text::wrap(
        &sanitize::words(&trace.text),
        look.page_width(),
        "  ",
    ));
    for (heading, lines) in &trace.sections {
        out.push_str(&format!("\n{}\n", sanitize::words(heading)));
        if lines.is_empty() {
            out.push_str("  -\n");
        }
        let columns = lines
            .iter()
            .map(|line| text::width(&quoted(file, line)))
            .filter(|&width| width <= WIDEST_WORDS)
            .max()
            .unwrap_or(0);
        for line in lines {
            push_line(&mut out, file, line, columns, look);
        }
    }
    out
}

fn push_line(out: &mut String, file: &SourceFile, line: &TraceLine, columns: usize, look: Look) {
    let words = quoted(file, line);
    let head = match (columns, words.is_empty()) {
        (0, true) => "  ".to_owned(),
        _ => format!("  {}  ", text::pad(&words, columns)),
    };
    let said = sanitize::words(&line.text);
    let indent = " ".repeat(text::width(&head).min(WIDEST_WORDS + 4));
    let room = look.page_width().max(text::width(&indent) + 24);
    let set = text::wrap(&said, room, &indent);
    out.push_str(&head);
    out.push_str(set.strip_prefix(&indent).unwrap_or(&set));
}

fn quoted(file: &SourceFile, line: &TraceLine) -> String {
    line.span.map_or_else(String::new, |span| {
        format!("\"{}\"", sanitize::words(file.slice(span)))
    })
}
