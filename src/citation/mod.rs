//! The marks by which a sentence cites a source.
//!
//! Owns the styles of citation marks. Knows no claim, no rule and no word of English: those it needs (introducers, parts of
//! a work, months, laws) come in as [`Conventions`]. In: a document and one of its sentences. Out: the sentence's marks, by
//! place. Start at [`citations`]; `bracket.rs` has the styles that stand in brackets.

mod bracket;
mod entry;

#[cfg(test)]
mod tests;

use crate::document::{Conventions, Document, Inline, InlineKind, SentenceId, TextRange};
use crate::source::Span;

/// A mark that cites a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where.
    pub span: Span,
    /// The style of the mark.
    pub kind: CitationKind,
    /// The mark's plain text: `Doe 2013`, `12`, `@doe2013`, the label of a footnote, the text of a link.
    pub text: String,
}

/// Styles of citation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationKind {
    /// `[^1]` with or without its definition, `^[a note]`, `¹`, or the number of a note behind the stop
    Footnote,
    /// `[@key]` or `@key2013`, as Pandoc has it
    Key,
    /// `[12]`, `[4, 9]`, `[14, p. 203]`
    Number,
    /// `(Author 2013)`, `Author (2013, p. 7)`
    AuthorYear,
    /// A link or bare URL that leads out of the document.
    Link,
}

/// The citations of a sentence, by place, none over another. The marks right behind its stop are its own.
///
/// Linear in the length of the sentence (and of the markup around it); nothing for a sentence that the document does not
/// have.
pub fn citations(
    document: &Document,
    sentence: SentenceId,
    conventions: &Conventions,
) -> Vec<Citation> {
    let Some(sentence) = document.sentences.get(sentence.0 as usize) else {
        return Vec::new();
    };
    let Some(block) = document.blocks.get(sentence.block.0 as usize) else {
        return Vec::new();
    };
    let first = block
        .inlines
        .partition_point(|inline| inline.range.start < sentence.range.start);
    let mut found: Vec<(TextRange, Citation)> = block.inlines[first..]
        .iter()
        .take_while(|inline| inline.range.start <= sentence.range.end)
        .filter(|inline| sentence.span.contains(inline.span))
        .filter_map(|inline| Some((inline.range, of_markup(inline, &block.text)?)))
        .collect();
    let in_markup: Vec<TextRange> = found.iter().map(|(range, _)| *range).collect();
    let written = bracket::in_brackets(&block.text, sentence.range, conventions)
        .into_iter()
        .chain(note_number(&block.text, sentence.range))
        .filter(|(range, _)| !in_markup.iter().any(|other| overlap(*range, *other)));
    for (range, kind) in written {
        let citation = Citation {
            span: block.map.source(range),
            kind,
            text: range.slice(&block.text).to_owned(),
        };
        found.push((range, citation));
    }
    found.sort_by_key(|(_, citation)| citation.span);
    found.into_iter().map(|(_, citation)| citation).collect()
}

fn overlap(one: TextRange, other: TextRange) -> bool {
    one.start < other.end && other.start < one.end
}

/// Marks that Markdown knows.
fn of_markup(inline: &Inline, text: &str) -> Option<Citation> {
    let shown = inline.range.slice(text);
    let (kind, text) = match &inline.kind {
        InlineKind::FootnoteMark(label) => (CitationKind::Footnote, label.as_str()),
        InlineKind::InlineNote => (CitationKind::Footnote, shown),
        InlineKind::Url if shown.contains('@') && !shown.contains('/') => return None,
        InlineKind::Url => (CitationKind::Link, shown),
        InlineKind::Link { destination, .. } if leads_out(destination) => {
            (CitationKind::Link, shown)
        }
        // `[3](#note-3)`: the number of a note that the writer linked by hand.
        InlineKind::Link { destination, .. }
            if destination.starts_with('#') && is_number(shown.trim_matches(['[', ']'])) =>
        {
            (CitationKind::Number, shown.trim_matches(['[', ']']))
        }
        InlineKind::Link { .. }
        | InlineKind::Emphasis
        | InlineKind::Strong
        | InlineKind::Strikethrough
        | InlineKind::Image
        | InlineKind::Code
        | InlineKind::Html => return None,
    };
    Some(Citation {
        span: inline.span,
        kind,
        text: text.to_owned(),
    })
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
fn note_number(text: &str, sentence: TextRange) -> Option<(TextRange, CitationKind)> {
    const SUPERSCRIPTS: [char; 12] = ['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡'];
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
    let start = sentence.start + head.len() as u32;
    (start < sentence.end && behind_stop && !decimal)
        .then(|| (TextRange::new(start, sentence.end), CitationKind::Footnote))
}
