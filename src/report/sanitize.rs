use std::borrow::Cow;

/// Whether a character must not reach a terminal as it is: control characters start escape sequences, overrides of the
/// writing direction and invisible characters make text look like what it is not (Unicode TR 36, TR 9), and line and
/// paragraph separators break lines where none is counted. The joiners U+200C and U+200D stay: several scripts and emoji
/// cannot do without them, and they move nothing.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// A name (of a file, of a link's target) on one line: each unsafe character is shown as an escape.
pub fn name(text: &str) -> Cow<'_, str> {
    replace(text, |_| false)
}

/// Words on one line: a line end or a tab is a space, every other unsafe character is shown as an escape.
pub fn words(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        let parts: Vec<&str> = text
            .split(['\n', '\r', '\t'])
            .map(|part| part.trim_matches(' '))
            .filter(|part| !part.is_empty())
            .collect();
        return Cow::Owned(name(&parts.join(" ")).into_owned());
    }
    name(text)
}

/// Text of several lines: line feeds stay, every other unsafe character is shown as an escape.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    replace(text, |c| c == '\n')
}

/// Appends a character as it may be shown.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\n' | '\r' | '\t' => out.extend(c.escape_default()),
        _ if is_unsafe(c) => out.extend(c.escape_unicode()),
        _ => out.push(c),
    }
}

fn replace(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) && !keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if keep(c) {
            out.push(c);
        } else {
            push(&mut out, c);
        }
    }
    Cow::Owned(out)
}
