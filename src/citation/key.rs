use crate::citation::Target;
use crate::citation::found::{Found, Page};
use crate::document::{TextRange, TokenKind, normalise, tokenize};

/// The citations by key in the square bracket around `inner`: `see @key, p. 3; -@key2`. The form is that of Pandoc's manual
/// (section "Citation syntax").
pub(super) fn in_bracket(
    page: &Page<'_>,
    inner: TextRange,
    mark: TextRange,
    found: &mut Vec<Found>,
) {
    let text = page.block.text.as_str();
    for item in items(text, inner) {
        let mut keys = memchr::memchr_iter(b'@', item.slice(text).as_bytes())
            .filter_map(|at| key(page, item.start as usize + at, item.end as usize))
            .peekable();
        let mut start = item.start;
        while let Some(key) = keys.next() {
            let end = keys.peek().map_or(item.end, |next| next.range.start);
            let before = TextRange::new(start, key.range.start);
            let behind = TextRange::new(key.range.end, end);
            let (locator, suffix) = locator(page, behind);
            start = end;
            found.push(Found {
                prefix: trimmed(text, before, &['-', ' ', ',']),
                locator,
                suffix,
                ..key.found(mark)
            });
        }
    }
}

/// The key outside of brackets whose `@` is at `at`: `@key says`, `@key [p. 3]`, `@{odd key}`. A name with an `@` may be
/// anybody's handle: it is a key where a place in a work follows it, where it holds a year, and where brackets of the
/// document show that keys are in use and it is one of them.
pub(super) fn bare(page: &Page<'_>, at: usize, end: usize) -> Option<Found> {
    let text = page.block.text.as_str();
    let key = key(page, at, end)?;
    let behind = &text[key.range.end as usize..end];
    let bracket = behind
        .strip_prefix(' ')
        .filter(|rest| rest.starts_with('['))
        .and_then(|rest| Some(&rest[1..rest.find(']')?]));
    let place = bracket.and_then(|inner| {
        let start = key.range.end + 2;
        let range = TextRange::new(start, start + inner.len() as u32);
        let (locator, suffix) = locator(page, range);
        locator
            .is_some()
            .then_some((range.end + 1, locator, suffix))
    });
    match place {
        Some((end, locator, suffix)) => Some(Found {
            locator,
            suffix,
            ..key.found(TextRange::new(key.range.start, end))
        }),
        None => {
            let sure = key.braced || has_year(&key.name);
            sure.then(|| key.found(key.range))
        }
    }
}

/// A key, `@` included.
struct Key {
    range: TextRange,
    name: String,
    /// Whether it stands in braces.
    braced: bool,
}

impl Key {
    fn found(&self, mark: TextRange) -> Found {
        Found::new(Target::Key(self.name.clone()), self.range, mark)
    }
}

/// The key whose `@` is at `at`: letters, digits and `_`, with single marks only inside; or anything in braces. `@` inside a
/// word is a mail address, behind a stroke part of a path; the prefixes of cross-references are no keys.
fn key(page: &Page<'_>, at: usize, end: usize) -> Option<Key> {
    let text = page.block.text.as_str();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if text[..at].ends_with(|c: char| word(c) || ".@/".contains(c)) {
        return None;
    }
    let rest = text.get(at + 1..end)?;
    if let Some(braced) = rest.strip_prefix('{') {
        let len = braced.find('}')?;
        let name = &braced[..len];
        let range = TextRange::new(at as u32, (at + len + 3) as u32);
        return (!name.is_empty()).then(|| Key {
            range,
            name: name.to_owned(),
            braced: true,
        });
    }
    let mut len = 0;
    let mut marks = 0;
    for (index, c) in rest.char_indices() {
        if word(c) {
            len = index + c.len_utf8();
            marks = 0;
        } else if len > 0 && marks == 0 && ":.#$%&-+?<>~/".contains(c) {
            marks += 1;
        } else {
            break;
        }
    }
    let name = &rest[..len];
    let refers = name.find(['-', ':']).is_some_and(|at| {
        page.conventions
            .citations
            .cross_references
            .contains(&name[..at])
    });
    (len > 0 && !refers).then(|| Key {
        range: TextRange::new(at as u32, (at + 1 + len) as u32),
        name: name.to_owned(),
        braced: false,
    })
}

/// Whether four digits in a row are a year: `cho2013`, `smith_1999a`.
fn has_year(name: &str) -> bool {
    let mut runs = name.split(|c: char| !c.is_ascii_digit());
    let named = name.starts_with(char::is_alphabetic);
    named && runs.any(|run| run.len() == 4 && matches!(&run[..2], "18" | "19" | "20"))
}

/// The parts of a bracket between semicolons that stand in no braces.
fn items(text: &str, inner: TextRange) -> Vec<TextRange> {
    let mut items = Vec::new();
    let mut depth = 0_u32;
    let mut start = inner.start;
    for (index, byte) in inner.slice(text).bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b';' if depth == 0 => {
                let at = inner.start + index as u32;
                items.push(TextRange::new(start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(TextRange::new(start, inner.end));
    items
}

/// What stands behind a key: the place in the work, in braces or up to its last number, and the rest.
fn locator(page: &Page<'_>, range: TextRange) -> (Option<TextRange>, Option<TextRange>) {
    let text = page.block.text.as_str();
    let Some(rest) = trimmed(text, range, &[',', ' ']) else {
        return (None, None);
    };
    if let Some(inner) = rest.slice(text).strip_prefix('{')
        && let Some(len) = inner.find('}')
    {
        let end = rest.start + len as u32 + 1;
        let place = TextRange::new(rest.start + 1, end);
        let suffix = trimmed(text, TextRange::new(end + 1, rest.end), &[',', ' ']);
        return (Some(place).filter(|place| !place.is_empty()), suffix);
    }
    let part = rest.slice(text);
    let mut end = 0;
    for token in tokenize(part) {
        let word = token.range.slice(part);
        let lower = normalise(word);
        let roman = lower.bytes().all(|b| b"ivxlc".contains(&b));
        if word.starts_with(|c: char| c.is_ascii_digit()) || token.kind == TokenKind::Word && roman
        {
            end = token.range.end;
        } else if token.kind == TokenKind::Word
            && !page.conventions.sources.words.contains(&*lower)
            && !page.conventions.headings.joiners.contains(&*lower)
        {
            break;
        }
    }
    let end = rest.start + end;
    let place = TextRange::new(rest.start, end);
    let suffix = trimmed(text, TextRange::new(end, rest.end), &[',', ' ']);
    (Some(place).filter(|place| !place.is_empty()), suffix)
}

/// `range` without `signs` at its ends; none if nothing else is there.
fn trimmed(text: &str, range: TextRange, signs: &[char]) -> Option<TextRange> {
    let words = range.slice(text);
    let start = words.len() - words.trim_start_matches(signs).len();
    let len = words.trim_matches(signs).len();
    let start = range.start + start as u32;
    (len > 0).then(|| TextRange::new(start, start + len as u32))
}
