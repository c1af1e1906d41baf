use crate::linter::{RuleDoc, RuleExample};
use crate::report::{Look, names, sanitize, text};

/// A rule's whole documentation, always under the same headings; a heading without text is left out.
pub(super) fn page(rule: &RuleDoc, look: Look) -> String {
    let width = look.page_width();
    let mut out = format!(
        "{} ({})\n",
        sanitize::name(&rule.id),
        names::level(rule.level)
    );
    out.push_str(&text::wrap(&sanitize::words(&rule.summary), width, ""));
    for (heading, body) in [
        ("What it reports", &rule.what),
        ("Why it matters", &rule.why),
        ("How to put it right", &rule.fix),
    ] {
        if !body.trim().is_empty() {
            out.push_str(&format!("\n{heading}\n"));
            let body = text::flow(&sanitize::lines(body.trim()));
            out.push_str(&text::wrap(&body, width, "  "));
        }
    }
    push_examples(&mut out, "Reported", "the words", &rule.bad, width);
    push_examples(&mut out, "Not reported", "because", &rule.good, width);
    if !rule.references.is_empty() {
        out.push_str("\nTo read\n");
        for reference in &rule.references {
            let set = text::wrap(&sanitize::words(reference), width, "    ");
            out.push_str("  - ");
            out.push_str(set.trim_start());
        }
    }
    if let Some(url) = &rule.url {
        out.push_str(&format!("\n{}\n", sanitize::name(url)));
    }
    out
}

fn push_examples(
    out: &mut String,
    heading: &str,
    note_name: &str,
    examples: &[RuleExample],
    width: usize,
) {
    if examples.is_empty() {
        return;
    }
    out.push_str(&format!("\n{heading}\n"));
    for example in examples {
        out.push_str(&text::wrap(
            &sanitize::lines(example.text.trim()),
            width,
            "  | ",
        ));
        if let Some(note) = &example.note {
            let note = format!("{note_name}: {}", sanitize::words(note));
            out.push_str(&text::wrap(&note, width, "    "));
        }
    }
}

/// Id, level and summary of each rule, in columns.
pub(super) fn list(rules: &[RuleDoc], look: Look) -> String {
    let id_width = rules
        .iter()
        .map(|rule| text::width(&rule.id))
        .max()
        .unwrap_or(0);
    let level_width = rules
        .iter()
        .map(|rule| names::level(rule.level).len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let head = format!(
            "{}  {}  ",
            text::pad(&sanitize::name(&rule.id), id_width),
            text::pad(names::level(rule.level), level_width)
        );
        let summary = sanitize::words(&rule.summary);
        let indent = " ".repeat(text::width(&head));
        let set = match look.width {
            Some(columns) => text::wrap(&summary, columns.max(indent.len() + 24), &indent),
            None => format!("{indent}{summary}\n"),
        };
        out.push_str(&head);
        out.push_str(set.strip_prefix(&indent).unwrap_or(&set));
    }
    out
}
