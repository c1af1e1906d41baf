use crate::citation::found::{Found, Page};
use crate::citation::{Address, Target};
use crate::document::{Inline, InlineKind, TextRange};

/// The marks that Markdown knows: footnotes, links and bare addresses.
pub(super) fn in_markup(page: &Page<'_>) -> Vec<Found> {
    let inlines = page.block.inlines.iter();
    inlines
        .filter_map(|inline| of_inline(inline, &page.block.text))
        .collect()
}

fn of_inline(inline: &Inline, text: &str) -> Option<Found> {
    let shown = inline.range.slice(text);
    let found = |target| Found {
        span: Some(inline.span),
        ..Found::new(target, inline.range, inline.range)
    };
    match &inline.kind {
        InlineKind::FootnoteMark(label) => Some(Found {
            text: Some(label.clone()),
            ..found(Target::Note(label.clone()))
        }),
        InlineKind::InlineNote => Some(found(Target::InlineNote)),
        InlineKind::Url if shown.contains('@') && !shown.contains('/') => None,
        InlineKind::Url => Some(Found {
            address: Some(Address::new(shown)),
            ..found(Target::Link)
        }),
        InlineKind::Link { destination, .. } if leads_out(destination) => Some(Found {
            address: Some(Address::new(destination)),
            ..found(Target::Link)
        }),
        // `[3](#note-3)`: the number of a note that the writer linked by hand.
        InlineKind::Link { destination, .. } if destination.starts_with('#') => {
            let label = shown.trim_matches(['[', ']']);
            let number = label.parse().ok().filter(|_| is_number(label))?;
            Some(Found {
                text: Some(label.to_owned()),
                ..found(Target::Numbers(vec![number]))
            })
        }
        InlineKind::Link { .. }
        | InlineKind::Emphasis
        | InlineKind::Strong
        | InlineKind::Strikethrough
        | InlineKind::Image
        | InlineKind::Code
        | InlineKind::Html => None,
    }
}

/// Whether a link leads to something that can be read as a source: not a place in the same document, nobody's address.
fn leads_out(destination: &str) -> bool {
    const NO_SOURCE: [&str; 3] = ["mailto:", "tel:", "javascript:"];
    let scheme = |name: &&str| {
        destination
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    !destination.is_empty() && !destination.starts_with('#') && !NO_SOURCE.iter().any(scheme)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a note right behind the last stop of a sentence: `rose.¹²`, or `rose.12` in text that was copied from print.
pub(super) fn note_number(text: &str, sentence: TextRange) -> Option<Found> {
    let words = sentence.slice(text);
    let raised = words.trim_end_matches(SUPERSCRIPTS);
    let plain = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let head = if raised.len() < words.len() {
        raised
    } else {
        plain
    };
    let behind_stop = head.ends_with(['.', '!', '?', '”', '"', ')']);
    // A decimal is no note: in "by 3.5" the stop stands behind a digit.
    let decimal = head
        .strip_suffix('.')
        .is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()));
    let range = TextRange::new(sentence.start + head.len() as u32, sentence.end);
    let found = !range.is_empty() && behind_stop && !decimal;
    found.then(|| Found::new(Target::Note(label(range.slice(text))), range, range))
}

const SUPERSCRIPTS: [char; 12] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡'];

/// The label that a raised mark shows: `12` for `¹²`.
fn label(mark: &str) -> String {
    mark.chars()
        .map(
            |c| match SUPERSCRIPTS[..10].iter().position(|it| *it == c) {
                Some(digit) => char::from(b'0' + digit as u8),
                None => c,
            },
        )
        .collect()
}
