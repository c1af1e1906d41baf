use crate::linter::SourceRow;
use crate::report::{Look, names, sanitize, text};
use crate::source::SourceFile;

/// Columns of the longest name of where a mark leads.
const LEADS: usize = "reference-list".len();

/// The sources of one file: its name, then a row each with how often it is cited, for how many claims, where its marks lead, and what it is called;
/// a row below with what is known of it. On a terminal the words are cut to its width.
pub(super) fn sources(file: &SourceFile, sources: &[SourceRow], look: Look) -> String {
    if sources.is_empty() {
        return String::new();
    }
    let mut out = format!("{}\n", sanitize::name(file.name()));
    out.push_str(&format!(
        "  {:>5}  {:>6}  {}  source\n",
        "cited",
        "claims",
        text::pad("leads to", LEADS)
    ));
    for row in sources {
        let head = format!(
            "  {:>5}  {:>6}  {}  ",
            row.marks.len(),
            row.claims.len(),
            text::pad(names::leads_to(row.led.to), LEADS),
        );
        let room = look
            .width
            .map(|columns| columns.saturating_sub(text::width(&head)).max(20));
        let fitted = |words: &str| {
            let words = sanitize::words(words).replace('\n', " ");
            match room {
                Some(room) => text::fit(&words, room).into_owned(),
                None => words,
            }
        };
        out.push_str(&head);
        out.push_str(&fitted(&row.label));
        out.push('\n');
        if let Some(known) = &row.led.known {
            out.push_str(&" ".repeat(text::width(&head)));
            out.push_str(&fitted(&format!("known: {known}")));
            out.push('\n');
        }
    }
    out.push('\n');
    out
}
