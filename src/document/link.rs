use crate::document::{Conventions, Inline, InlineKind, Token, TokenKind, normalise, tokenize};

/// A label in brackets is at most this many words long.
const MAX_LABEL_WORDS: usize = 8;

/// A title in capitals has at least this many words; less may be a name.
const MIN_TITLE_WORDS: usize = 4;

/// Words like "(see for example" before a link are looked for in this many bytes.
const MAX_POINTER: usize = 48;

/// Marks the links of a block whose text only names a source and is no part of the clause around it: a title in emphasis
/// or quotation marks, a title in capitals that stands alone or behind a pointer, a label in brackets. When in doubt, a
/// link is part of the clause.
pub(super) fn mark_source_links(text: &str, inlines: &mut [Inline], conventions: &Conventions) {
    for index in 0..inlines.len() {
        if !matches!(inlines[index].kind, InlineKind::Link { .. }) {
            continue;
        }
        let names = names_source(text, inlines, index, conventions);
        if let InlineKind::Link { names_source, .. } = &mut inlines[index].kind {
            *names_source = names;
        }
    }
}

fn names_source(text: &str, inlines: &[Inline], index: usize, conventions: &Conventions) -> bool {
    let range = inlines[index].range;
    let label = range.slice(text);
    let before = tail(&text[..range.start as usize]).trim_end();
    let after = text[range.end as usize..].trim_start();
    let tokens = tokenize(label);
    let words = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .count();
    if words == 0 {
        return true;
    }
    let in_brackets = label.starts_with(['(', '[']) && label.ends_with([')', ']'])
        || is_bracketed(before, after, conventions);
    if words <= MAX_LABEL_WORDS && in_brackets {
        return true;
    }
    if is_emphasised(inlines, index) {
        return true;
    }
    let in_capitals = is_in_capitals(label, &tokens, conventions);
    let quoted = label.starts_with(['"', '“', '‘', '\'']) && label.ends_with(['"', '”', '’', '\'']);
    let alone = range.start == 0 && !after.starts_with(char::is_alphanumeric);
    let pointed = ends_with_pointer(before, conventions);
    in_capitals && (quoted || words >= MIN_TITLE_WORDS && (alone || pointed))
}

/// The end of the text before a link, as far as a pointer reaches.
fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(MAX_POINTER);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// Whether a link stands in brackets by itself or with other links: `([Census](...))`, `(see [a](...); [b](...))`.
fn is_bracketed(before: &str, after: &str, conventions: &Conventions) -> bool {
    let Some(open) = before.rfind(['(', '[']) else {
        return false;
    };
    let inside = before[open + 1..].trim();
    let opened = inside.is_empty() || inside.ends_with(';') || is_pointer(inside, conventions);
    opened && !inside.contains([')', ']']) && after.starts_with([')', ']', ';', ','])
}

fn ends_with_pointer(before: &str, conventions: &Conventions) -> bool {
    let start = before
        .rfind(['.', '(', '!', '?', ';', '\n'])
        .map_or(0, |at| at + 1);
    is_pointer(&before[start..], conventions)
}

/// "see", "Source:", "e.g."
fn is_pointer(text: &str, conventions: &Conventions) -> bool {
    let text = text.trim().trim_end_matches([':', '.', ',']);
    conventions.sources.introducers.contains(&*normalise(text))
}

/// Whether emphasis covers the whole link, inside or around of it.
fn is_emphasised(inlines: &[Inline], index: usize) -> bool {
    let link = inlines[index].range;
    // Emphasis inside starts where the link does and comes right behind it; emphasis around comes right before.
    let near = index.saturating_sub(1)..(index + 3).min(inlines.len());
    inlines[near]
        .iter()
        .any(|inline| inline.kind == InlineKind::Emphasis && inline.range == link)
}

/// Whether all words but small ones have a capital, and the text is not the name of a law.
fn is_in_capitals(label: &str, tokens: &[Token], conventions: &Conventions) -> bool {
    let sources = &conventions.sources;
    let word = |token: &Token| normalise(token.range.slice(label)).into_owned();
    tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .all(|token| {
            let clitic = token.range.slice(label).starts_with(['\'', '’']);
            token.capital || clitic || sources.small.contains(word(token).as_str())
        })
        && !tokens
            .iter()
            .any(|token| sources.laws.contains(word(token).as_str()))
        && label.contains(char::is_lowercase)
}
