use crate::citation::author_year::{Named, authors_at_end, named};
use crate::citation::found::{Found, Page};
use crate::citation::number::{self, trimmed};
use crate::citation::{Target, Work, key};
use crate::document::TextRange;

/// The longest bracket that is looked into, in bytes: a longer one is prose.
const MAX_BRACKET: u32 = 600;

/// A bracket with more brackets inside of one another is not looked into.
const MAX_HEIGHT: u32 = 3;

/// How many open brackets are looked at for the partner of a closing one.
const MAX_OPEN: usize = 8;

/// A pair of brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// From the opening bracket to behind the closing one.
    pub(super) range: TextRange,
    /// How many pairs stand inside of one another in it.
    height: u32,
}

/// The citations in the brackets of a block, and keys outside of brackets, by place.
pub(super) fn in_brackets(page: &Page<'_>) -> Vec<Found> {
    let text = page.block.text.as_str();
    let mut found = Vec::new();
    let pairs = pairs(text);
    let mut next = pairs.iter().copied().peekable();
    let mut at = 0;
    // A key may stand outside of brackets; those in a bracket are read with it.
    let mut keys = memchr::memchr_iter(b'@', text.as_bytes()).peekable();
    loop {
        let pair = next.peek().map(|pair| pair.range.start as usize);
        let key = keys.peek().copied();
        match (pair, key) {
            (Some(open), key) if key.is_none_or(|key| open < key) => {
                let Some(pair) = next.next() else { break };
                if open >= at && read_pair(page, pair, &mut found) {
                    at = pair.range.end as usize;
                }
            }
            (_, Some(place)) => {
                keys.next();
                if place >= at
                    && let Some(key) = bare_key(page, place)
                {
                    at = key.mark.end as usize;
                    found.push(key);
                }
            }
            _ => break,
        }
    }
    number::join_ranges(text, &mut found);
    found
}

fn bare_key(page: &Page<'_>, at: usize) -> Option<Found> {
    let (_, sentence) = page.sentence(TextRange::new(at as u32, at as u32 + 1))?;
    key::bare(page, at, sentence.range.end as usize)
}

/// Reads a bracket; whether anything was found in it.
fn read_pair(page: &Page<'_>, pair: Pair, found: &mut Vec<Found>) -> bool {
    let mark = pair.range;
    if pair.height > MAX_HEIGHT || mark.end - mark.start > MAX_BRACKET {
        return false;
    }
    let Some((_, sentence)) = page.sentence(mark) else {
        return false;
    };
    let before = found.len();
    let inner = TextRange::new(mark.start + 1, mark.end - 1);
    if mark.slice(&page.block.text).starts_with('[') {
        square(page, inner, mark, sentence.range.start, found);
    } else {
        round(page, inner, mark, sentence.range.start, found);
    }
    found.len() > before
}

/// `[@key; @key, p. 3]`, `[12]`, `[4, 9, 22]`, `[Author 2013]`, `Author [2013]`
fn square(page: &Page<'_>, inner: TextRange, mark: TextRange, from: u32, found: &mut Vec<Found>) {
    let words = inner.slice(&page.block.text);
    // A mark without a definition is plain text to Markdown; the writer meant one.
    if let Some(label) = words.strip_prefix('^') {
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            let range = TextRange::new(inner.start + 1, inner.end);
            found.push(Found::new(Target::Note(label.to_owned()), range, mark));
        }
        return;
    }
    let before = found.len();
    if words.contains('@') {
        key::in_bracket(page, inner, mark, found);
    }
    if found.len() == before {
        found.extend(number::in_bracket(page, inner, mark));
    }
    if found.len() == before {
        round(page, inner, mark, from, found);
    }
}

/// `(Author 2013)`, `Author (2013)`
fn round(page: &Page<'_>, inner: TextRange, mark: TextRange, from: u32, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    // Keys may stand in round brackets, too: `(@doe2013; @roe2014)`.
    if inner.slice(text).contains('@') {
        return;
    }
    let mut numbers = number::in_round_bracket(page, inner, mark);
    if !numbers.is_empty() {
        return found.append(&mut numbers);
    }
    let parts: Vec<(TextRange, Option<Named>)> = pieces(text, inner)
        .map(|part| (part, named(text, part, page.conventions)))
        .collect();
    let first = parts.first().and_then(|(_, named)| named.as_ref());
    let nameless = first.is_some_and(|named| {
        named
            .works
            .first()
            .is_some_and(|(_, work)| work.authors.is_empty())
    });
    if nameless {
        narrative(page, &parts, mark, from, found);
    } else {
        parenthetic(&parts, mark, found);
    }
}

/// The works of a bracket whose authors stand before it.
fn narrative(
    page: &Page<'_>,
    parts: &[(TextRange, Option<Named>)],
    mark: TextRange,
    from: u32,
    found: &mut Vec<Found>,
) {
    let text = page.block.text.as_str();
    let before = TextRange::new(from, mark.start).slice(text).trim_end();
    let Some((start, authors)) = authors_at_end(before, page.conventions) else {
        return;
    };
    let whole = TextRange::new(from + start as u32, mark.end);
    let works: usize = parts
        .iter()
        .filter_map(|(_, named)| Some(named.as_ref()?.works.len()))
        .sum();
    let before = found.len();
    add(parts, whole, &authors, found);
    if let Some(first) = found.get_mut(before) {
        let end = if works == 1 {
            whole.end
        } else {
            first.range.end
        };
        first.range = TextRange::new(whole.start, end);
    }
}

/// The works named in a bracket.
fn parenthetic(parts: &[(TextRange, Option<Named>)], mark: TextRange, found: &mut Vec<Found>) {
    add(parts, mark, &Work::default(), found);
}

/// Adds the works of the parts of a bracket. Years alone are more works of the authors named last, `authors` to begin with; a
/// part that names nothing says more of the work before it.
fn add(
    parts: &[(TextRange, Option<Named>)],
    mark: TextRange,
    authors: &Work,
    found: &mut Vec<Found>,
) {
    let before = found.len();
    let mut authors = authors.clone();
    for (part, named) in parts {
        let Some(named) = named else {
            if let Some(last) = found[before..].last_mut() {
                last.suffix = last.suffix.or(Some(*part));
            }
            continue;
        };
        let first = found.len();
        for (range, work) in &named.works {
            if !work.authors.is_empty() {
                authors = work.clone();
            }
            if !authors.authors.is_empty() {
                let work = Work {
                    year: work.year.clone(),
                    ..authors.clone()
                };
                found.push(Found::new(Target::Work(work), *range, mark));
            }
        }
        if let Some(found) = found.get_mut(first) {
            found.prefix = named.prefix;
        }
        if let Some(last) = found[first..].last_mut() {
            last.locator = named.locator;
            last.suffix = named.suffix;
        }
    }
}

/// The pairs of brackets in a text, by place.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let bytes = text.as_bytes();
    let mut pairs: Vec<Pair> = Vec::new();
    // Where a bracket is open, and the height of what has been closed in it.
    let mut open: Vec<(usize, u32)> = Vec::new();
    let closing = |open: u8| if open == b'(' { b')' } else { b']' };
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' => open.push((at, 0)),
            b')' | b']' => {
                let partner = open
                    .iter()
                    .rev()
                    .take(MAX_OPEN)
                    .position(|(open, _)| closing(bytes[*open]) == byte);
                let Some(back) = partner else { continue };
                let index = open.len() - 1 - back;
                let (start, inside) = open[index];
                open.truncate(index);
                let height = inside + 1;
                if let Some((_, around)) = open.last_mut() {
                    *around = (*around).max(height);
                }
                let range = TextRange::new(start as u32, at as u32 + 1);
                pairs.push(Pair { range, height });
            }
            _ => {}
        }
    }
    pairs.sort_unstable_by_key(|pair| pair.range.start);
    pairs
}

/// The parts of `inner` between semicolons, without white space around.
fn pieces(text: &str, inner: TextRange) -> impl Iterator<Item = TextRange> + '_ {
    let mut start = inner.start;
    inner.slice(text).split(';').filter_map(move |piece| {
        let range = TextRange::new(start, start + piece.len() as u32);
        start = range.end + 1;
        trimmed(text, range)
    })
}
