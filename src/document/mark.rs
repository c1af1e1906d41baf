use crate::document::enclosure::Enclosures;
use crate::document::inline::TextBuilder;
use crate::document::{Inline, InlineKind, TextRange};

/// The longest citation in brackets that is looked for behind a stop, in bytes.
const MAX_CITATION: usize = 240;

/// The byte behind the closing brackets and quotation marks at `at`.
pub(super) fn after_closers(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let closers =
        rest.trim_start_matches([')', ']', '}', '"', '\'', '”', '’', '»', '›', '“', '*', '_']);
    at + (rest.len() - closers.len())
}

/// The byte behind the citations and footnote marks that follow the stop at `stop`, looked for from `at` on, and whether
/// there is one at all. White space may stand before each of them.
pub(super) fn after_marks(
    block: &TextBuilder,
    enclosures: &Enclosures,
    stop: usize,
    at: usize,
) -> (usize, bool) {
    let text = block.text.as_str();
    let mut end = at;
    let mut marked = has_footnote_mark(block, at);
    loop {
        let start = end + space_len(&text[end..]);
        let found = bracketed(block, enclosures, start, start == end)
            .or_else(|| numbered_link(block, start))
            .or_else(|| superscript(text, end))
            .or_else(|| bare_number(text, stop, end));
        match found {
            Some(found) => {
                end = after_closers(text, found);
                marked = true;
            }
            None => return (end, marked),
        }
    }
}

/// Up to two spaces; a line feed parts a mark from the stop.
fn space_len(text: &str) -> usize {
    text.char_indices()
        .take(3)
        .find(|(_, c)| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .map_or(0, |(index, _)| index)
}

/// A footnote mark has no text: it stands between two characters, here right before `at`.
pub(super) fn has_footnote_mark(block: &TextBuilder, at: usize) -> bool {
    inlines_at(block, at).any(|inline| matches!(inline.kind, InlineKind::FootnoteMark(_)))
}

/// `(8)` if it is `close` to the stop, `[12]`, `[@key]`, `[^1]`, `^[note]`, `(Author 2013)`, `([Report](https://...))` at `at`.
fn bracketed(
    block: &TextBuilder,
    enclosures: &Enclosures,
    at: usize,
    close: bool,
) -> Option<usize> {
    let text = block.text.as_str();
    let open = match text.as_bytes().get(at)? {
        b'^' => {
            return enclosures
                .end_of(at + 1)
                .filter(|_| text[at + 1..].starts_with('['));
        }
        b'(' | b'[' => at,
        _ => return None,
    };
    let end = enclosures.end_of(open)?;
    if end - open > MAX_CITATION {
        return None;
    }
    let inner = text.get(open + 1..end - 1)?;
    let is_citation = if text[open..].starts_with('[') {
        is_numbers(inner) || inner.starts_with('^') || has_key(inner) || is_author_year(inner)
    } else {
        // Right behind a bracket it is where a link leads: `[[1]](#note-1)`.
        let destination = text[..open].ends_with(']') && !inner.contains(' ');
        let range = TextRange::new(open as u32 + 1, end as u32 - 1);
        let number = close && is_numbers(inner);
        destination
            || number
            || is_author_year(inner)
            || has_key(inner)
            || is_link_alone(block, range)
    };
    is_citation.then_some(end)
}

/// `12`, `3, 5-7`
fn is_numbers(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " ,;-–".contains(c))
}

/// `@key` at the start of a word.
fn has_key(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric())
            && after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '{')
    })
}

/// Something with a year that is no sentence: `Hartmann 2019`, `see Cho et al., 2013, p. 70; Jakobsson 2011b`.
fn is_author_year(text: &str) -> bool {
    let text = text.trim();
    let first = text.chars().next();
    let begins = first.is_some_and(|c| c.is_alphanumeric() || "*_".contains(c));
    begins && !text.ends_with(['.', '!', '?']) && text.split(';').any(ends_with_year)
}

/// Whether a year comes last, but for a letter behind it and a page, section or chapter.
fn ends_with_year(text: &str) -> bool {
    let mut words = text
        .split([' ', ',', ':', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .rev();
    let mut seen = 0;
    // The words behind the year: "p. 70", "ch. 2, note 4".
    words.any(|word| {
        seen += 1;
        seen <= 5 && is_year(word)
    })
}

/// `1984`, `2013a`, with or without its brackets.
pub(super) fn is_year(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    word.len() - digits.len() <= 1
        && digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.starts_with("18") || digits.starts_with("19") || digits.starts_with("20"))
}

/// Whether a link or URL covers `range` but for white space.
fn is_link_alone(block: &TextBuilder, range: TextRange) -> bool {
    let inner = range.slice(&block.text);
    let start = range.start + (inner.len() - inner.trim_start().len()) as u32;
    let end = start + inner.trim().len() as u32;
    inlines_at(block, start as usize).any(|inline| {
        matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Url) && inline.range.end == end
    })
}

/// The markup that starts at `at`.
fn inlines_at(block: &TextBuilder, at: usize) -> impl Iterator<Item = &Inline> {
    let inlines = &block.inlines;
    let first = inlines.partition_point(|inline| (inline.range.start as usize) < at);
    inlines[first..]
        .iter()
        .take_while(move |inline| inline.range.start as usize == at)
}

/// A link whose text is a number: `[3](#note-3)`.
fn numbered_link(block: &TextBuilder, at: usize) -> Option<usize> {
    let link =
        inlines_at(block, at).find(|inline| matches!(inline.kind, InlineKind::Link { .. }))?;
    let label = link.range.slice(&block.text);
    let number = label.trim_start_matches('[').trim_end_matches(']');
    is_numbers(number).then_some(link.range.end as usize)
}

/// `¹²` right behind the stop.
fn superscript(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let marks =
        rest.trim_start_matches(['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡']);
    (marks.len() < rest.len()).then(|| text.len() - marks.len())
}

/// The number of a note right behind the stop of a word, as in text that was copied from print: `rose.12 Supply`.
fn bare_number(text: &str, stop: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let len = bytes[at..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let before = text[..stop].chars().next_back()?;
    let after = text[at + len..].chars().next();
    ((1..=3).contains(&len)
        && (before.is_lowercase() || ")]”\"’".contains(before))
        && after.is_none_or(char::is_whitespace))
    .then_some(at + len)
}
