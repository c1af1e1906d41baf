use crate::citation::author_year::{authors_at_end, named};
use crate::citation::found::{Found, Page};
use crate::citation::{Target, Work};
use crate::document::TextRange;

/// The longest bracket that is looked into, in bytes: a longer one is prose.
const MAX_BRACKET: usize = 300;

/// The citations in the brackets of a block, and keys outside of brackets, by place.
pub(super) fn in_brackets(page: &Page<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, sentence) in page.sentences() {
        in_sentence(page, sentence.range, &mut found);
    }
    found
}

fn in_sentence(page: &Page<'_>, sentence: TextRange, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let bytes = text.as_bytes();
    let end = sentence.end as usize;
    let mut at = sentence.start as usize;
    while let Some(step) = memchr::memchr3(b'(', b'[', b'@', &bytes[at..end]) {
        let open = at + step;
        at = open + 1;
        if bytes[open] == b'@' {
            if let Some(key) = bare_key(text, open, end) {
                at = key.end as usize;
                found.push(of_key(text, key, key));
            }
            continue;
        }
        let Some(close) = closing(bytes, open, end) else {
            continue;
        };
        let before = found.len();
        let inner = TextRange::new(open as u32 + 1, close as u32);
        match bytes[open] {
            b'[' => square(page, inner, found),
            _ => round(page, inner, sentence.start, found),
        }
        if found.len() > before {
            at = close + 1;
        }
    }
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
fn square(page: &Page<'_>, inner: TextRange, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let words = inner.slice(text);
    let mark = around(inner);
    // A mark without a definition is plain text to Markdown; the writer meant one.
    if let Some(label) = words.strip_prefix('^') {
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            let range = TextRange::new(inner.start + 1, inner.end);
            found.push(Found::new(Target::Note(label.to_owned()), range, mark));
        }
        return;
    }
    if words.contains('@') {
        for (at, _) in words.match_indices('@') {
            if let Some(range) = key(text, inner.start as usize + at, inner.end as usize) {
                found.push(of_key(text, range, mark));
            }
        }
        return;
    }
    let mut numbers: Vec<Found> = Vec::new();
    for piece in pieces(text, inner, &[',', ';']) {
        let words = piece.slice(text);
        // A page behind the number: `[14, p. 203]`.
        let is_page = !words.starts_with(|c: char| c.is_ascii_digit());
        match (expanded(words), numbers.last_mut()) {
            (Some(expanded), _) => numbers.push(Found::new(Target::Numbers(expanded), piece, mark)),
            (None, Some(last)) if is_page => last.locator = Some(piece),
            _ => {
                numbers.clear();
                break;
            }
        }
    }
    if numbers.is_empty() {
        works(page, inner, found);
    } else {
        found.append(&mut numbers);
    }
}

/// The numbers of `12`, `5-7`; not a year, which is rather an addition to a quotation or a part of a law report.
fn expanded(words: &str) -> Option<Vec<u32>> {
    let mut ends = words.split(['-', '–']).map(|number| {
        let digits = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        number.parse::<u32>().ok().filter(|_| digits)
    });
    let first = ends.next()??;
    let last = ends.next().unwrap_or(Some(first))?;
    if ends.next().is_some() {
        return None;
    }
    Some(if first < last {
        (first..=last).collect()
    } else {
        vec![first]
    })
}

/// `(Author 2013)`, `Author (2013)`
fn round(page: &Page<'_>, inner: TextRange, sentence: u32, found: &mut Vec<Found>) {
    let before = found.len();
    works(page, inner, found);
    if found.len() > before {
        return;
    }
    let text = page.block.text.as_str();
    let mut authors: Option<(u32, Work)> = None;
    for piece in pieces(text, inner, &[';']) {
        let Some(named) = named(text, piece, page.conventions) else {
            break;
        };
        if authors.is_none() {
            let before = TextRange::new(sentence, inner.start - 1)
                .slice(text)
                .trim_end();
            authors = authors_at_end(before, page.conventions)
                .map(|(at, work)| (sentence + at as u32, work));
        }
        let Some((start, work)) = &authors else {
            break;
        };
        let mark = TextRange::new(*start, inner.end + 1);
        let alone = named.works.len() == 1 && inner.end == piece.end;
        for (range, year) in &named.works {
            let first = found.len() == before;
            let range = match (first, alone) {
                (true, true) => mark,
                (true, false) => TextRange::new(*start, range.end),
                (false, _) => *range,
            };
            let work = Work {
                year: year.year.clone(),
                ..work.clone()
            };
            found.push(Found::new(Target::Work(work), range, mark));
        }
        if let Some(last) = found.last_mut() {
            last.locator = named.locator;
            last.suffix = named.suffix;
        }
    }
}

/// The works named in a bracket.
fn works(page: &Page<'_>, inner: TextRange, found: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let mark = around(inner);
    let before = found.len();
    for piece in pieces(text, inner, &[';']) {
        let Some(named) = named(text, piece, page.conventions) else {
            continue;
        };
        // Years alone are more works of the authors named last.
        let authors = match found[before..].last().map(|last| &last.target) {
            Some(Target::Work(work)) => work.clone(),
            _ => Work::default(),
        };
        let first = found.len();
        for (range, work) in named.works {
            let work = match work.authors.is_empty() {
                true => Work {
                    year: work.year,
                    ..authors.clone()
                },
                false => work,
            };
            if !work.authors.is_empty() {
                found.push(Found::new(Target::Work(work), range, mark));
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

/// A bracket with what stands in it.
fn around(inner: TextRange) -> TextRange {
    TextRange::new(inner.start - 1, inner.end + 1)
}

fn of_key(text: &str, range: TextRange, mark: TextRange) -> Found {
    let name = range.slice(text).trim_start_matches('@').to_owned();
    Found::new(Target::Key(name), range, mark)
}

/// The parts of `inner` between `separators`, without white space around.
fn pieces<'t>(
    text: &'t str,
    inner: TextRange,
    separators: &'t [char],
) -> impl Iterator<Item = TextRange> + 't {
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
