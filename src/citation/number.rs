use crate::citation::Target;
use crate::citation::found::{Found, Page};
use crate::document::{TextRange, normalise};

/// A range of more numbers is no citation, but a span of pages or years.
const MAX_RANGE: u32 = 60;

/// No word before a bracket that makes its numbers no citation is longer, in bytes.
const MAX_WORD: usize = 24;

/// The numbers in the square bracket around `inner`, each a citation: `12`, `4, 9, 22`, `see 3, 5-7`, `14, p. 203`; none where
/// anything else stands there.
pub(super) fn in_bracket(page: &Page<'_>, inner: TextRange, mark: TextRange) -> Vec<Found> {
    let text = page.block.text.as_str();
    let before = text[..mark.start as usize].trim_end();
    let words = &page.conventions.citations;
    // "95% CI [3, 12]"; "[2014] UKSC 12, [15]" and "at [15]", where a paragraph is meant.
    let far = before.len().saturating_sub(MAX_WORD);
    let near = &before.as_bytes()[far..];
    let word = near
        .iter()
        .rposition(|byte| !byte.is_ascii_alphabetic())
        .map_or(far, |at| far + at + 1);
    let before_word = before.get(word..).unwrap_or("");
    if words.no_citation_before.contains(&*normalise(before_word)) {
        return Vec::new();
    }
    let mut numbers: Vec<Found> = Vec::new();
    let mut prefix = None;
    for piece in parts(text, inner) {
        let shown = piece.slice(text);
        let (pointer, rest) = match numbers.is_empty() {
            true => after_pointer(page, piece),
            false => (None, piece),
        };
        prefix = prefix.or(pointer);
        let (number, place) = match rest.slice(text).find(':') {
            Some(at) => (
                TextRange::new(rest.start, rest.start + at as u32),
                trimmed(text, TextRange::new(rest.start + at as u32 + 1, rest.end)),
            ),
            None => (rest, None),
        };
        // A place in the work behind the number: `[14, p. 203]`.
        let is_place = !shown.starts_with(|c: char| c.is_ascii_digit());
        match (expanded(number.slice(text)), numbers.last_mut()) {
            (Some(expanded), _) => numbers.push(Found {
                locator: place,
                ..Found::new(Target::Numbers(expanded), number, mark)
            }),
            (None, Some(last)) if is_place && last.locator.is_none() => last.locator = Some(piece),
            (None, Some(last)) if is_place => last.suffix = last.suffix.or(Some(piece)),
            _ => return Vec::new(),
        }
    }
    if let Some(first) = numbers.first_mut() {
        first.prefix = prefix;
    }
    numbers
}

/// The numbers in the round bracket around `inner`, if the document has a list with entries of these numbers: `(2)`, `(3, 5–7)`.
/// Behind a colon, a comma or another number they are those of items, or amounts.
pub(super) fn in_round_bracket(page: &Page<'_>, inner: TextRange, mark: TextRange) -> Vec<Found> {
    let text = page.block.text.as_str();
    let before = text[..mark.start as usize].trim_end();
    let behind_word = before.ends_with(|c: char| c.is_alphabetic() || ")]”\"’.".contains(c));
    if page.numbers.is_empty() || !behind_word {
        return Vec::new();
    }
    let mut numbers: Vec<Found> = Vec::new();
    for part in parts(text, inner) {
        let expanded = expanded(part.slice(text));
        let Some(expanded) = expanded.filter(|it| it.iter().all(|it| page.numbers.contains(it)))
        else {
            return Vec::new();
        };
        numbers.push(Found::new(Target::Numbers(expanded), part, mark));
    }
    numbers
}

/// The words that point to a source at the start of `piece`, and the rest.
fn after_pointer(page: &Page<'_>, piece: TextRange) -> (Option<TextRange>, TextRange) {
    let text = page.block.text.as_str();
    let words = piece.slice(text);
    let Some(digit) = words
        .find(|c: char| c.is_ascii_digit())
        .filter(|at| *at > 0)
    else {
        return (None, piece);
    };
    let pointer = words[..digit].trim_end_matches([' ', ',', '.', ':', '\u{a0}']);
    let known = page
        .conventions
        .sources
        .introducers
        .contains(&*normalise(pointer))
        || page
            .conventions
            .citations
            .number_words
            .contains(&*normalise(pointer));
    if !known {
        return (None, piece);
    }
    let rest = TextRange::new(piece.start + digit as u32, piece.end);
    let prefix = TextRange::new(piece.start, piece.start + pointer.len() as u32);
    (Some(prefix), rest)
}

/// The numbers of `12`, `5-7`; not a year, which is rather an addition to a quotation or a part of a law report.
pub(super) fn expanded(words: &str) -> Option<Vec<u32>> {
    let mut ends = words.trim().split(['-', '–', '—', '−']).map(|number| {
        let digits = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        number
            .parse::<u32>()
            .ok()
            .filter(|number| digits && *number > 0)
    });
    let first = ends.next()??;
    let last = ends.next().unwrap_or(Some(first))?;
    let sensible = ends.next().is_none() && first <= last && last - first <= MAX_RANGE;
    sensible.then(|| (first..=last).collect())
}

/// Makes one of `[3]` and the `[5]` behind it, where only a hyphen or dash stands between: `[3]-[5]`.
pub(super) fn join_ranges(text: &str, found: &mut Vec<Found>) {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for next in found.drain(..) {
        if let Some(last) = kept.last_mut()
            && let Some(numbers) = joined(text, last, &next)
        {
            let range = TextRange::new(last.mark.start, next.mark.end);
            *last = Found {
                locator: next.locator,
                ..Found::new(Target::Numbers(numbers), range, range)
            };
        } else {
            kept.push(next);
        }
    }
    *found = kept;
}

fn joined(text: &str, first: &Found, last: &Found) -> Option<Vec<u32>> {
    let (Target::Numbers(from), Target::Numbers(to)) = (&first.target, &last.target) else {
        return None;
    };
    let between = text.get(first.mark.end as usize..last.mark.start as usize)?;
    let (&[from], &[to]) = (&from[..], &to[..]) else {
        return None;
    };
    let dash = matches!(between, "-" | "–" | "—" | " - " | " – ");
    (dash && from < to && to - from <= MAX_RANGE).then(|| (from..=to).collect())
}

/// The parts of `inner` between commas and semicolons, without white space around.
fn parts(text: &str, inner: TextRange) -> impl Iterator<Item = TextRange> + '_ {
    let mut start = inner.start;
    let words = inner.slice(text);
    words.split([',', ';']).filter_map(move |part| {
        let range = TextRange::new(start, start + part.len() as u32);
        start = range.end + 1;
        trimmed(text, range)
    })
}

/// `range` without white space at its ends; none if nothing else is there.
pub(super) fn trimmed(text: &str, range: TextRange) -> Option<TextRange> {
    let words = range.slice(text);
    let start = range.start + (words.len() - words.trim_start().len()) as u32;
    let len = words.trim().len() as u32;
    (len > 0).then(|| TextRange::new(start, start + len))
}
