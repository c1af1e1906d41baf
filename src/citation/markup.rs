use crate::citation::found::{Found, Page};
use crate::citation::web::is_source;
use crate::citation::{Address, Target};
use crate::document::{Inline, InlineKind};

/// The marks that Markdown knows: footnotes, links and bare addresses.
pub(super) fn in_markup(page: &Page<'_>) -> Vec<Found> {
    let inlines = page.block.inlines.iter();
    inlines
        .filter_map(|inline| of_inline(page, inline))
        .collect()
}

fn of_inline(page: &Page<'_>, inline: &Inline) -> Option<Found> {
    let shown = inline.range.slice(&page.block.text);
    let is_source = |address: &str| is_source(address, page.own, &page.conventions.links);
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
        InlineKind::Url if shown.contains('@') && !shown.contains('/') || !is_source(shown) => None,
        InlineKind::Url => Some(Found {
            address: Some(Address::new(shown)),
            ..found(Target::Link)
        }),
        InlineKind::Link { destination, .. } if is_source(destination) => Some(Found {
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
        | InlineKind::Superscript
        | InlineKind::Html => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
