use crate::citation::CitationKind;
use crate::citation::entry::{Entry, entry};
use crate::document::{Conventions, TextRange};

/// The longest bracket that is looked into, in bytes: a longer one is prose.
const MAX_BRACKET: usize = 300;

/// The citations in the brackets of a sentence, and keys outside of brackets, by place.
pub(super) fn in_brackets(
    text: &str,
    sentence: TextRange,
    conventions: &Conventions,
) -> Vec<(TextRange, CitationKind)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let end = sentence.end as usize;
    let mut at = sentence.start as usize;
    while let Some(step) = memchr::memchr3(b'(', b'[', b'@', &bytes[at..end]) {
        let open = at + step;
        at = open + 1;
        if bytes[open] == b'@' {
            if let Some(key) = bare_key(text, open, end) {
                at = key.end as usize;
                found.push((key, CitationKind::Key));
            }
            continue;
        }
        let Some(close) = closing(bytes, open, end) else {
            continue;
        };
        let before = found.len();
        let inner = TextRange::new(open as u32 + 1, close as u32);
        match bytes[open] {
            b'[' => square(text, inner, conventions, &mut found),
            _ => round(text, inner, sentence.start, conventions, &mut found),
        }
        if found.len() > before {
            at = close + 1;
        }
    }
    found
}

/// Where the bracket that opens at `open` closes.
fn closing(bytes: &[u8], open: usize, end: usize) -> Option<usize> {
    let mut depth = 0;
    let reach = end.min(open + MAX_BRACKET);
    for (at, byte) in bytes[..reach].iter().enumerate().skip(open) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// `[@key; @key, p. 3]`, `[12]`, `[4, 9, 22]`, `[14, p. 203]`, `[Author 2013]`
fn square(
    text: &str,
    inner: TextRange,
    conventions: &Conventions,
    found: &mut Vec<(TextRange, CitationKind)>,
) {
    let words = inner.slice(text);
    // A mark without a definition is plain text to Markdown; the writer meant one.
    if let Some(label) = words.strip_prefix('^') {
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            let range = TextRange::new(inner.start + 1, inner.end);
            found.push((range, CitationKind::Footnote));
        }
        return;
    }
    if words.contains('@') {
        let keys = words
            .match_indices('@')
            .filter_map(|(at, _)| key(text, inner.start as usize + at, inner.end as usize));
        found.extend(keys.map(|range| (range, CitationKind::Key)));
        return;
    }
    let mut numbers = Vec::new();
    for piece in pieces(text, inner, [',', ';']) {
        let words = piece.slice(text);
        let digits = words.bytes().filter(u8::is_ascii_digit).count();
        // A page behind the number: `[14, p. 203]`.
        let is_page = !numbers.is_empty() && !words.starts_with(|c: char| c.is_ascii_digit());
        if is_number(words) && digits > 0 {
            numbers.push((piece, CitationKind::Number));
        } else if !is_page {
            numbers.clear();
            break;
        }
    }
    if numbers.is_empty() {
        entries(text, inner, conventions, found);
    } else {
        found.append(&mut numbers);
    }
}

/// `12`, `5-7`; not a year, which is rather an addition to a quotation or a part of a law report.
fn is_number(words: &str) -> bool {
    words
        .chars()
        .all(|c| c.is_ascii_digit() || c == '-' || c == '–')
        && words
            .split(['-', '–'])
            .all(|number| (1..=3).contains(&number.len()))
}

/// `(Author 2013)`, `Author (2013)`
fn round(
    text: &str,
    inner: TextRange,
    sentence: u32,
    conventions: &Conventions,
    found: &mut Vec<(TextRange, CitationKind)>,
) {
    let before = found.len();
    entries(text, inner, conventions, found);
    if found.len() > before {
        return;
    }
    let Some(piece) = pieces(text, inner, [';', ';']).next() else {
        return;
    };
    let name = TextRange::new(sentence, inner.start - 1).slice(text);
    if entry(piece.slice(text), conventions) == Some(Entry::Year)
        && ends_with_author(name, conventions)
    {
        found.push((piece, CitationKind::AuthorYear));
    }
}

/// The works named in a bracket.
fn entries(
    text: &str,
    inner: TextRange,
    conventions: &Conventions,
    found: &mut Vec<(TextRange, CitationKind)>,
) {
    let works = pieces(text, inner, [';', ';'])
        .filter(|piece| entry(piece.slice(text), conventions) == Some(Entry::Work));
    found.extend(works.map(|piece| (piece, CitationKind::AuthorYear)));
}

/// Whether a name stands right before a bracket: `Doe (2013)`, `Doe et al. (2013)`; a law's name is nobody's.
fn ends_with_author(before: &str, conventions: &Conventions) -> bool {
    let mut words = before.split_whitespace().rev().map(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .trim_end_matches("'s")
            .trim_end_matches("’s")
    });
    let Some(name) = words.find(|word| !conventions.sources.words.contains(&*word.to_lowercase()))
    else {
        return false;
    };
    name.starts_with(char::is_uppercase)
        && !conventions.sources.laws.contains(&*name.to_lowercase())
}

/// The parts of `inner` between `separators`, without white space around.
fn pieces(
    text: &str,
    inner: TextRange,
    separators: [char; 2],
) -> impl Iterator<Item = TextRange> + '_ {
    let mut start = inner.start;
    inner
        .slice(text)
        .split(separators)
        .filter_map(move |piece| {
            let at = start + (piece.len() - piece.trim_start().len()) as u32;
            start += piece.len() as u32 + 1;
            let end = at + piece.trim().len() as u32;
            (at < end).then(|| TextRange::new(at, end))
        })
}

/// A key outside of brackets. A name with an `@` and no digit may be anybody's handle.
fn bare_key(text: &str, at: usize, end: usize) -> Option<TextRange> {
    key(text, at, end).filter(|key| key.slice(text).bytes().any(|b| b.is_ascii_digit()))
}

/// The key at `at`, `@` included, as Pandoc's manual defines it (section "Citation syntax"): it begins with a letter, digit
/// or `_`, and holds single marks only inside. `@` inside a word is a mail address.
fn key(text: &str, at: usize, end: usize) -> Option<TextRange> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if text[..at].ends_with(|c: char| word(c) || c == '.') {
        return None;
    }
    let rest = text.get(at + 1..end)?;
    let length = rest
        .find(|c: char| !word(c) && !":.#$%&-+?<>~/".contains(c))
        .unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches(|c: char| !word(c));
    name.starts_with(word)
        .then(|| TextRange::new(at as u32, (at + 1 + name.len()) as u32))
}
