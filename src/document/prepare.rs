use std::borrow::Cow;
use std::ops::Range;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file's text, made ready for the parser of Markdown.
#[derive(Debug)]
pub(super) struct Prepared<'s> {
    pub(super) front_matter: Option<FrontMatter>,
    /// Where the Markdown starts in the file.
    pub(super) start: usize,
    /// The Markdown as it is to be parsed: byte for byte as long as that of the file.
    pub(super) markdown: Cow<'s, str>,
}

/// Front matter at the top of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The language it is written in.
    pub style: FrontMatterStyle,
    /// Its text in the file, without the lines around it.
    pub range: Range<usize>,
}

/// Languages of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatterStyle {
    /// Between `---` and `---` or `...`.
    Yaml,
    /// Between `+++` and `+++`.
    Toml,
}

impl<'s> Prepared<'s> {
    /// Takes off the byte order mark, which would hide a heading or front matter on the first line, and the front matter. The
    /// parser's own reading of front matter is not used: it takes any text between two rules for it, anywhere.
    pub(super) fn new(text: &'s str) -> Self {
        let mark = if text.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len()
        } else {
            0
        };
        let (front_matter, start) = match split_front_matter(text, mark) {
            Some((front_matter, end)) => (Some(front_matter), end),
            None => (None, mark),
        };
        Self {
            front_matter,
            start,
            markdown: with_line_feeds(without_colons(&text[start..])),
        }
    }
}

/// Front matter that starts at byte `at`, and the byte behind its last line.
fn split_front_matter(text: &str, at: usize) -> Option<(FrontMatter, usize)> {
    let mut lines = lines_from(text, at);
    let (_, first) = lines.next()?;
    let style = match first.trim_end() {
        "---" => FrontMatterStyle::Yaml,
        "+++" => FrontMatterStyle::Toml,
        _ => return None,
    };
    let start = at + first.len();
    let mut has_key = false;
    for (index, line) in lines {
        let content = line.trim_end();
        let closes = match style {
            FrontMatterStyle::Yaml => matches!(content, "---" | "..."),
            FrontMatterStyle::Toml => content == "+++",
        };
        if closes {
            let range = start..index;
            return has_key.then_some((FrontMatter { style, range }, index + line.len()));
        }
        if index == start && content.is_empty() {
            return None;
        }
        has_key = has_key || is_entry(style, content);
    }
    None
}

/// Whether a line has a key at its start; without any the rules are just rules.
fn is_entry(style: FrontMatterStyle, line: &str) -> bool {
    let separator = match style {
        FrontMatterStyle::Yaml => ':',
        FrontMatterStyle::Toml => '=',
    };
    line.split_once(separator).is_some_and(|(key, value)| {
        let key = key.trim_end();
        let parted =
            style == FrontMatterStyle::Toml || value.is_empty() || value.starts_with([' ', '\t']);
        parted && !key.is_empty() && !key.contains([' ', '\t'])
    })
}

/// The lines of `text` from `at` on with their ends (LF, CR LF or CR), each with where it starts.
fn lines_from(text: &str, at: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = at;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let end = match rest.find(['\n', '\r']) {
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None if rest.is_empty() => return None,
            None => rest.len(),
        };
        let line = (at, &rest[..end]);
        at += end;
        Some(line)
    })
}

/// Markdown in which a line feed stands for each carriage return that no line feed follows. CommonMark (section 2.1) ends a
/// line at either, but the parser (0.13.6) looks for the attributes of a heading up to a line feed, and takes all the lines
/// before it for the heading. Nothing moves.
fn with_line_feeds(markdown: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = markdown.as_bytes();
    let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let mut returns = memchr::memchr_iter(b'\r', bytes).filter(alone).peekable();
    if returns.peek().is_none() {
        return markdown;
    }
    let mut out = String::with_capacity(markdown.len());
    let mut copied = 0;
    for at in returns {
        out.push_str(&markdown[copied..at]);
        out.push('\n');
        copied = at + 1;
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Markdown in which a colon at the start of a line does not begin a definition, unless white space follows it. The parser
/// would make a definition list of an emoji (`:warning: ...`) and of Pandoc's fenced divisions (`::: {.note}`), whose lines
/// are left blank here. Nothing moves: each byte stands where it stood.
fn without_colons(markdown: &str) -> Cow<'_, str> {
    let bytes = markdown.as_bytes();
    let mut out = String::new();
    let mut copied = 0;
    for at in memchr::memchr_iter(b':', bytes) {
        let next = bytes.get(at + 1);
        let definition = matches!(next, None | Some(b' ' | b'\t' | b'\n' | b'\r'));
        if at < copied || definition || !starts_line(bytes, at) {
            continue;
        }
        out.push_str(&markdown[copied..at]);
        let rest = &markdown[at..];
        if rest.starts_with(":::") {
            let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
            out.extend(std::iter::repeat_n(' ', len));
            copied = at + len;
        } else {
            out.push(';');
            copied = at + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Whether nothing but white space and the marks of block quotes stand before `at` in its line.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    bytes[..at]
        .iter()
        .rev()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'>'))
        .is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}
