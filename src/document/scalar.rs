use std::ops::Range;

use crate::document::text_map::TextMap;
use crate::source::Span;

/// The text of a string of YAML or TOML, with the way back to its bytes.
#[derive(Debug)]
pub(super) struct Scalar {
    pub(super) text: String,
    pub(super) map: TextMap,
}

impl Scalar {
    /// The string that `raw` (at byte `base` of the file) is written as and `value` is the meaning of. What the two readers
    /// below make of it is compared with that meaning; where they differ, the text stands for the source as a whole, so that
    /// spans are coarse but never wrong.
    fn checked(read: Option<Self>, raw: &str, base: u32, value: &str) -> Self {
        if let Some(scalar) = read.filter(|scalar| scalar.text.trim() == value.trim()) {
            return scalar;
        }
        let mut writer = Writer::new(raw, base);
        writer.whole(value, 0, raw.len());
        writer.finish()
    }

    /// The YAML scalar at `range` of `text` (YAML 1.2.2, chapters 7.3 and 8.1).
    pub(super) fn yaml(text: &str, range: Range<usize>, base: u32, value: &str) -> Self {
        let raw = text.get(range.clone()).unwrap_or("");
        let base_of = |at: usize| base + at as u32;
        let mut writer = Writer::new(raw, base_of(range.start));
        let read = match (raw.as_bytes().first(), block_style(&text[..range.start])) {
            (Some(b'\''), None) => writer.quoted(b'\'', yaml_single),
            (Some(b'"'), None) => writer.quoted(b'"', yaml_double),
            (_, Some(folded)) => {
                // The place of a block scalar starts behind the indentation of its first line.
                let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                writer = Writer::new(&text[line..range.end], base_of(line));
                writer.block(folded)
            }
            _ => {
                writer.flow(0, raw.len(), |_, _| None);
                Some(())
            }
        };
        let read = read.map(|()| writer.finish());
        Self::checked(read, raw, base_of(range.start), value)
    }

    /// A TOML string (TOML 1.0, "String").
    pub(super) fn toml(raw: &str, base: u32, value: &str) -> Self {
        let mut writer = Writer::new(raw, base);
        let delimiter = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|delimiter| raw.len() >= 2 * delimiter.len() && raw.starts_with(delimiter));
        let read = delimiter.map(|delimiter| writer.toml(delimiter));
        Self::checked(read.map(|()| writer.finish()), raw, base, value)
    }
}

/// An escape: how many bytes of the source it is, and what it stands for.
type Escape = (usize, String);

/// Puts a scalar's text together from parts of its source.
struct Writer<'r> {
    raw: &'r str,
    base: u32,
    text: String,
    map: TextMap,
}

impl<'r> Writer<'r> {
    fn new(raw: &'r str, base: u32) -> Self {
        Self {
            raw,
            base,
            text: String::new(),
            map: TextMap::default(),
        }
    }

    fn finish(self) -> Scalar {
        Scalar {
            text: self.text,
            map: self.map,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    fn same(&mut self, start: usize, end: usize) {
        if start < end {
            self.text.push_str(&self.raw[start..end]);
            self.map.push_same(self.span(start, end));
        }
    }

    fn whole(&mut self, text: &str, start: usize, end: usize) {
        self.text.push_str(text);
        self.map
            .push_whole(text.len() as u32, self.span(start, end));
    }

    /// A scalar between quotation marks.
    fn quoted(&mut self, mark: u8, escape: fn(&str, usize) -> Option<Escape>) -> Option<()> {
        let end = self.raw.len().checked_sub(1)?;
        (end >= 1 && self.raw.as_bytes()[end] == mark).then(|| self.flow(1, end, escape))
    }

    /// Text in flow style: a line end and the white space around it are one space, an empty line is a line feed.
    fn flow(&mut self, start: usize, end: usize, escape: fn(&str, usize) -> Option<Escape>) {
        let bytes = self.raw.as_bytes();
        let mut from = start;
        let mut at = start;
        while at < end {
            if let Some((len, text)) = escape(&self.raw[..end], at) {
                self.same(from, at);
                self.whole(&text, at, at + len);
                at += len;
                from = at;
            } else if matches!(bytes[at], b'\n' | b'\r') {
                let before = self.raw[from..at].trim_end_matches([' ', '\t']).len() + from;
                self.same(from, before);
                let rest = &self.raw[at..end];
                let next =
                    at + (rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len());
                let lines = count_line_ends(&self.raw[at..next]);
                let text = if lines == 1 {
                    " ".to_owned()
                } else {
                    "\n".repeat(lines - 1)
                };
                self.whole(&text, before, next);
                at = next;
                from = at;
            } else {
                at += 1;
            }
        }
        self.same(from, end);
    }

    /// The lines of a block scalar; `folded` joins them.
    fn block(&mut self, folded: bool) -> Option<()> {
        let raw = self.raw;
        let lines: Vec<(usize, &str)> = lines_of(raw).collect();
        let indent = lines
            .iter()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(_, line)| line.len() - line.trim_start_matches(' ').len())
            .min()?;
        let mut empty = 0;
        let mut last: Option<(usize, bool)> = None;
        for (start, line) in lines {
            let content = line.trim_end_matches(['\n', '\r']);
            if content.trim().is_empty() {
                empty += 1;
                continue;
            }
            let from = start + indent;
            let end = start + content.len();
            // A line that is indented further keeps its line ends.
            let deeper = matches!(raw.as_bytes()[from], b' ' | b'\t');
            if let Some((before, was_deeper)) = last {
                let text = match (folded && !deeper && !was_deeper, empty) {
                    (true, 0) => " ".to_owned(),
                    (true, empty) => "\n".repeat(empty),
                    (false, empty) => "\n".repeat(empty + 1),
                };
                self.whole(&text, before, from);
            }
            self.same(from, end);
            last = Some((end, deeper));
            empty = 0;
        }
        Some(())
    }

    fn toml(&mut self, delimiter: &str) {
        let end = self.raw.len() - delimiter.len();
        let mut from = delimiter.len();
        if delimiter.len() == 3 {
            // A line end right behind the opening marks is not part of the string.
            from += line_end_len(&self.raw[from..end]);
        }
        let literal = delimiter.starts_with('\'');
        let mut at = from;
        while at < end {
            let escape = if literal {
                None
            } else {
                toml_escape(&self.raw[..end], at)
            };
            if let Some((len, text)) = escape {
                self.same(from, at);
                self.whole(&text, at, at + len);
                at += len;
                from = at;
            } else {
                at += 1;
            }
        }
        self.same(from, end);
    }
}

/// Whether the text before a scalar ends with the header of a block scalar (`|`, `>-`, `|2 # comment`), and if so whether
/// that folds lines.
fn block_style(before: &str) -> Option<bool> {
    let line = before.trim_end().rsplit('\n').next()?;
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let header = line.rsplit([' ', '\t', ':']).next()?;
    let folded = match header.as_bytes().first()? {
        b'|' => false,
        b'>' => true,
        _ => return None,
    };
    header[1..]
        .bytes()
        .all(|b| b"+-".contains(&b) || b.is_ascii_digit())
        .then_some(folded)
}

/// Lines with their ends, each with its offset.
fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

fn count_line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .enumerate()
        .filter(|(at, byte)| {
            **byte == b'\n' || **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')
        })
        .count()
}

fn line_end_len(text: &str) -> usize {
    if text.starts_with("\r\n") {
        2
    } else {
        usize::from(text.starts_with('\n'))
    }
}

fn yaml_single(raw: &str, at: usize) -> Option<Escape> {
    raw[..].as_bytes()[at..]
        .starts_with(b"''")
        .then(|| (2, "'".to_owned()))
}

fn yaml_double(raw: &str, at: usize) -> Option<Escape> {
    let bytes = &raw.as_bytes()[at..];
    if bytes.first() != Some(&b'\\') {
        return None;
    }
    let text = match *bytes.get(1)? {
        b'0' => "\0",
        b'a' => "\u{7}",
        b'b' => "\u{8}",
        b't' | b'\t' => "\t",
        b'n' => "\n",
        b'v' => "\u{b}",
        b'f' => "\u{c}",
        b'r' => "\r",
        b'e' => "\u{1b}",
        b' ' => " ",
        b'"' => "\"",
        b'/' => "/",
        b'\\' => "\\",
        b'N' => "\u{85}",
        b'_' => "\u{a0}",
        b'L' => "\u{2028}",
        b'P' => "\u{2029}",
        b'\n' | b'\r' => return Some((1 + continuation_len(&raw[at + 1..]), String::new())),
        letter => return code_point(bytes, letter),
    };
    Some((2, text.to_owned()))
}

fn toml_escape(raw: &str, at: usize) -> Option<Escape> {
    let bytes = &raw.as_bytes()[at..];
    if bytes.first() != Some(&b'\\') {
        return None;
    }
    let text = match *bytes.get(1)? {
        b'b' => "\u{8}",
        b't' => "\t",
        b'n' => "\n",
        b'f' => "\u{c}",
        b'r' => "\r",
        b'e' => "\u{1b}",
        b'"' => "\"",
        b'\\' => "\\",
        b'\n' | b'\r' | b' ' | b'\t' => {
            return Some((1 + continuation_len(&raw[at + 1..]), String::new()));
        }
        letter => return code_point(bytes, letter),
    };
    Some((2, text.to_owned()))
}

/// `\x41`, `\u0041`, `\U00000041`
fn code_point(bytes: &[u8], letter: u8) -> Option<Escape> {
    let digits = match letter {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        _ => return None,
    };
    let hex = std::str::from_utf8(bytes.get(2..2 + digits)?).ok()?;
    let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
    Some((2 + digits, c.to_string()))
}

/// The white space that a backslash at the end of a line takes away.
fn continuation_len(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len()
}
