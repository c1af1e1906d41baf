use crate::document::scan::Scan;
use crate::document::text_map::{TextMap, TextRange};
use crate::document::{Inline, InlineKind};

/// Adds to `inlines` the bare URLs, DOIs, mail addresses and Pandoc's inline notes of a block's text, in order.
pub(super) fn find_urls_and_notes(
    scan: &Scan,
    text: &str,
    map: &TextMap,
    inlines: &mut Vec<Inline>,
) {
    let before = inlines.len();
    let mut add = |kind, range| {
        let span = map.source(range);
        inlines.push(Inline { kind, range, span });
    };
    let mut done = 0;
    for &at in &scan.addresses {
        let at = at as usize;
        if at < done {
            continue;
        }
        let found = match text.as_bytes()[at] {
            b':' => with_scheme(text, at).map(|range| (InlineKind::Url, range)),
            b'@' => mail(text, at).map(|range| (InlineKind::Url, range)),
            b'.' => world_wide_web(text, at)
                .or_else(|| doi(text, at))
                .map(|range| (InlineKind::Url, range)),
            _ => note(scan, at).map(|range| (InlineKind::InlineNote, range)),
        };
        if let Some((kind, range)) = found {
            // A note may hold a URL.
            if kind == InlineKind::Url {
                done = range.end as usize;
            }
            add(kind, range);
        }
    }
    if inlines.len() > before {
        // Where two start together the longer one, which holds the other, goes first.
        inlines.sort_by_key(|inline| (inline.range.start, std::cmp::Reverse(inline.range.end)));
        // The text of an autolink has been found as one already.
        inlines.dedup_by(|next, kept| {
            next.kind == InlineKind::Url && kept.kind == InlineKind::Url && next.range == kept.range
        });
    }
}

/// `https://...` and `doi:10. ...`, with the colon at `colon`.
fn with_scheme(text: &str, colon: usize) -> Option<TextRange> {
    let bytes = text.as_bytes();
    let rest = &bytes[colon + 1..];
    let start = bytes[..colon]
        .iter()
        .rposition(|b| !b.is_ascii_alphanumeric())
        .map_or(0, |at| at + 1);
    let scheme = &bytes[start..colon];
    let doi = scheme.eq_ignore_ascii_case(b"doi")
        && (rest.starts_with(b"10.") || rest.starts_with(b" 10."));
    let url = rest.starts_with(b"//") && scheme.len() >= 2 && rest.len() > 2;
    if doi || url {
        Some(url_range(text, start, colon + 3))
    } else {
        None
    }
}

/// `www.example.org`, with its first stop at `at`.
fn world_wide_web(text: &str, at: usize) -> Option<TextRange> {
    let start = at
        .checked_sub(3)
        .filter(|start| text.as_bytes()[*start..].starts_with(b"www"))?;
    let before = text.as_bytes()[..start].last();
    let starts = before.is_none_or(|byte| !is_url_byte(*byte) || *byte == b'(');
    starts.then(|| url_range(text, start, at + 1))
}

/// `10.5555/example`, with its first stop at `at` (DOI Handbook, section 2.2: the registrant has four digits at least).
fn doi(text: &str, at: usize) -> Option<TextRange> {
    let start = at.checked_sub(2)?;
    let bytes = text.as_bytes();
    let before = bytes[..start].last();
    let starts =
        before.is_none_or(|byte| !is_url_byte(*byte) || matches!(*byte, b'(' | b',' | b';'));
    let len = bytes[at + 1..]
        .iter()
        .take(MAX_REGISTRANT + 1)
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
        .count();
    let stroke = at + 1 + len;
    let registered = (4..=MAX_REGISTRANT).contains(&len) && bytes.get(stroke) == Some(&b'/');
    let named = bytes.get(stroke + 1).is_some_and(u8::is_ascii_alphanumeric);
    (starts && registered && named).then(|| url_range(text, start, stroke + 2))
}

/// Digits and stops of whoever registered a DOI are no more than this.
const MAX_REGISTRANT: usize = 9;

/// The URL that starts at `start` and goes on at least to `from`; a stop or bracket that belongs to the sentence is left out.
fn url_range(text: &str, start: usize, from: usize) -> TextRange {
    let bytes = text.as_bytes();
    let mut end = from.min(bytes.len());
    let mut open = 0_u32;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => break,
            b')' => open -= 1,
            byte if !is_url_byte(byte) => break,
            _ => {}
        }
        end += 1;
    }
    while end > from
        && matches!(
            bytes[end - 1],
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*'
        )
    {
        end -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    TextRange::new(start as u32, end as u32)
}

/// What a URL may hold (RFC 3986), besides letters of other scripts; brackets only in pairs, quotation marks not.
fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'*+,;=%()".contains(&byte)
}

/// A mail address around the `@` at `at`.
fn mail(text: &str, at: usize) -> Option<TextRange> {
    let bytes = text.as_bytes();
    let start = bytes[..at]
        .iter()
        .rposition(|b| !(b.is_ascii_alphanumeric() || b"._%+-".contains(b)))
        .map_or(0, |at| at + 1);
    let len = bytes[at + 1..]
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || b".-".contains(b)))
        .unwrap_or(bytes.len() - at - 1);
    let domain = text[at + 1..at + 1 + len].trim_end_matches(['.', '-']);
    let complete = start < at && domain.contains('.');
    complete.then(|| TextRange::new(start as u32, (at + 1 + domain.len()) as u32))
}

/// A note `^[...]` with its `^` at `at`.
fn note(scan: &Scan, at: usize) -> Option<TextRange> {
    let end = scan.enclosures.end_of(at + 1)?;
    Some(TextRange::new(at as u32, end as u32))
}
