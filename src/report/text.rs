use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns of a terminal a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// How many columns a character takes.
pub(super) fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The text, or as much of it as `columns` hold with `…` at the end.
pub(super) fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut left = columns.saturating_sub(1);
    let end = text
        .char_indices()
        .find(|(_, c)| {
            let wide = char_width(*c);
            let full = wide > left;
            left = left.saturating_sub(wide);
            full
        })
        .map_or(text.len(), |(at, _)| at);
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// Sets text to lines of at most `columns`, each after `indent`. Line feeds of the text stay; a word wider than the line
/// stands on one of its own. Ends with a line feed.
pub(super) fn wrap(text: &str, columns: usize, indent: &str) -> String {
    let room = columns.saturating_sub(width(indent)).max(1);
    let mut out = String::new();
    for paragraph in text.trim_end().split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && width(&line) + 1 + width(word) > room {
                push_line(&mut out, indent, &line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        push_line(&mut out, indent, &line);
    }
    out
}

/// Joins the lines of each paragraph, as Markdown does it: an empty line or a list's mark starts a new one.
pub(super) fn flow(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim) {
        let starts = line.is_empty() || line.starts_with("- ");
        if !out.is_empty() {
            let joins = !starts && !out.ends_with('\n');
            out.push(if joins { ' ' } else { '\n' });
        }
        out.push_str(line);
    }
    out
}

fn push_line(out: &mut String, indent: &str, line: &str) {
    if !line.is_empty() {
        out.push_str(indent);
        out.push_str(line);
    }
    out.push('\n');
}

/// `text` and as many spaces as fill `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}
