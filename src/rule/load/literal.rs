use std::ops::Range;

/// Where a range of a TOML string's value stands in the file. `literal` is where the string stands, quotation marks included.
/// Gives the whole literal where the two cannot be brought together.
///
/// The forms of strings and escapes are those of the TOML 1.1 specification, section "String".
pub(super) fn place(
    file: &str,
    literal: Range<usize>,
    value: &str,
    range: Range<usize>,
) -> Range<usize> {
    let found = || {
        let written = file.get(literal.clone())?;
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let long = written.starts_with(&quote.to_string().repeat(3));
        let mut at = if long { 3 } else { 1 };
        if long {
            at += newline(&written[at..]);
        }
        let mut start = None;
        for (index, c) in value.char_indices().chain([(value.len(), '\0')]) {
            if quote == '"' {
                at += line_continuation(written.get(at..)?);
            }
            if index == range.start {
                start = Some(at);
            }
            if index == range.end {
                return Some(literal.start + start?..literal.start + at);
            }
            at += match written.get(at..)? {
                escape if quote == '"' && escape.starts_with('\\') => escape_length(escape)?,
                crlf if c == '\n' && crlf.starts_with("\r\n") => 2,
                plain if plain.starts_with(c) => c.len_utf8(),
                _ => return None,
            };
        }
        None
    };
    found().unwrap_or(literal.clone())
}

fn newline(text: &str) -> usize {
    if text.starts_with("\r\n") {
        2
    } else {
        usize::from(text.starts_with('\n'))
    }
}

/// A backslash at the end of a line, with all white space after it.
fn line_continuation(text: &str) -> usize {
    let Some(after) = text.strip_prefix('\\') else {
        return 0;
    };
    let blank = after.trim_start_matches([' ', '\t', '\r']);
    if blank.starts_with('\n') {
        text.len() - blank.trim_start().len()
    } else {
        0
    }
}

fn escape_length(escape: &str) -> Option<usize> {
    Some(match escape.as_bytes().get(1)? {
        b'x' => 4,
        b'u' => 6,
        b'U' => 10,
        _ => 2,
    })
}
