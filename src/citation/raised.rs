use crate::citation::Target;
use crate::citation::found::{Found, Page};
use crate::citation::number::{expanded, trimmed};
use crate::document::{InlineKind, TextRange, normalise};

/// Digits that stand above the line, by their value.
const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// What may stand between raised digits of one mark.
const BETWEEN: [char; 3] = [',', '⁻', '–'];

/// Signs that stand for the number of a note.
const SIGNS: [char; 2] = ['†', '‡'];

/// The most bytes of a raised mark.
const MAX_MARK: usize = 60;

/// A unit has at most so many letters; a longer word before raised digits is no unit.
const MAX_UNIT: usize = 2;

/// The marks above the line: `¹²`, `^12^`, `^3,5–7^`, `<sup>12</sup>`; and the number right behind the last stop of a sentence in
/// text that was copied from print: `rose.12`. An exponent (`m²`, `10^6^`) is none.
pub(super) fn raised(page: &Page<'_>) -> Vec<Found> {
    let text = page.block.text.as_str();
    let mut found = Vec::new();
    if !text.is_ascii() {
        digits(page, &mut found);
    }
    carets(page, &mut found);
    for inline in &page.block.inlines {
        if inline.kind == InlineKind::Superscript && is_behind_word(page, inline.range.start) {
            numbers(page, inline.range, inline.range, &mut found);
        }
    }
    let behind_stop = page
        .sentences()
        .filter_map(|(_, sentence)| number_behind_stop(text, sentence.range));
    found.extend(behind_stop);
    found
}

/// `¹²`, `†`
fn digits(page: &Page<'_>, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let mut until = 0;
    for (at, c) in text.char_indices() {
        if at < until || !(DIGITS.contains(&c) || SIGNS.contains(&c)) {
            continue;
        }
        let rest = &text[at..];
        let mark = rest.trim_start_matches(|c| {
            DIGITS.contains(&c) || SIGNS.contains(&c) || BETWEEN.contains(&c)
        });
        let shown = rest[..rest.len() - mark.len()].trim_end_matches(BETWEEN);
        until = at + shown.len();
        let range = TextRange::new(at as u32, until as u32);
        if shown.len() > MAX_MARK || !is_behind_word(page, range.start) {
            continue;
        }
        if SIGNS.contains(&c) {
            found.push(Found::new(Target::Note(shown.to_owned()), range, range));
            continue;
        }
        let mut start = range.start;
        for part in shown.split(',') {
            let plain: String = part.chars().map(lowered).collect();
            let end = start + part.len() as u32;
            if let Some(expanded) = expanded(&plain) {
                found.push(Found::new(
                    Target::Numbers(expanded),
                    TextRange::new(start, end),
                    range,
                ));
            }
            start = end + 1;
        }
    }
}

/// The plain form of a raised sign.
fn lowered(c: char) -> char {
    match DIGITS.iter().position(|digit| *digit == c) {
        Some(value) => char::from(b'0' + value as u8),
        None if c == '⁻' => '-',
        None => c,
    }
}

/// `^12^`
fn carets(page: &Page<'_>, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let mut until = 0;
    for at in memchr::memchr_iter(b'^', text.as_bytes()) {
        if at < until {
            continue;
        }
        let window = &text.as_bytes()[at + 1..text.len().min(at + 1 + MAX_MARK)];
        let Some(len) = memchr::memchr(b'^', window) else {
            continue;
        };
        let inner = TextRange::new(at as u32 + 1, (at + 1 + len) as u32);
        let mark = TextRange::new(at as u32, inner.end + 1);
        let before = found.len();
        if is_behind_word(page, mark.start) {
            numbers(page, inner, mark, found);
        }
        if found.len() > before {
            until = mark.end as usize;
        }
    }
}

/// The numbers in `inner`, if nothing else stands there.
fn numbers(page: &Page<'_>, inner: TextRange, mark: TextRange, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let shown = inner.slice(text);
    let shown = shown.strip_prefix('[').unwrap_or(shown);
    let mut start = inner.end - shown.len() as u32;
    let shown = shown.strip_suffix(']').unwrap_or(shown);
    let mut numbers = Vec::new();
    for part in shown.split(',') {
        let range = TextRange::new(start, start + part.len() as u32);
        start = range.end + 1;
        let number =
            trimmed(text, range).and_then(|range| Some((range, expanded(range.slice(text))?)));
        let Some((range, expanded)) = number else {
            return;
        };
        numbers.push(Found::new(Target::Numbers(expanded), range, mark));
    }
    found.append(&mut numbers);
}

/// Whether a mark at `at` stands behind a word or a sign of punctuation, and not behind a unit or a number.
fn is_behind_word(page: &Page<'_>, at: u32) -> bool {
    let before = &page.block.text[..at as usize];
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    if !last.is_alphabetic() {
        return ".,;:!?)]”\"’'»%".contains(last);
    }
    let word = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let units = &page.conventions.citations.units;
    word.chars().count() > MAX_UNIT && !units.contains(&*normalise(word))
}

/// The number of a note right behind the last stop of a sentence: `rose.12`.
fn number_behind_stop(text: &str, sentence: TextRange) -> Option<Found> {
    let words = sentence.slice(text);
    let head = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let behind_stop = head.ends_with(['.', '!', '?', '”', '"', ')']);
    // A decimal is no note: in "by 3.5" the stop stands behind a digit.
    let decimal = head
        .strip_suffix('.')
        .is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()));
    let range = TextRange::new(sentence.start + head.len() as u32, sentence.end);
    let numbers = expanded(range.slice(text)).filter(|_| behind_stop && !decimal)?;
    Some(Found::new(Target::Numbers(numbers), range, range))
}
