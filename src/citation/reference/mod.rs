//! The entries of reference lists and of notes that give a source.

mod authors;
mod parts;

use crate::citation::number::trimmed;
use crate::citation::{Address, Work};
use crate::document::{
    Block, BlockId, BlockKind, Conventions, Document, InlineKind, Matter, TextRange,
};
use crate::source::Span;

/// A work as an entry of a reference list in the text describes it, or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where, in the file.
    pub span: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// Its plain text, without its number.
    pub text: String,
    /// Its number: that of a numbered list, or the one written before it (`[12]`, `12.`).
    pub number: Option<u32>,
    /// For the definition of a footnote its label.
    pub label: Option<String>,
    /// Its authors and its year; no authors where none are named.
    pub work: Work,
    /// Its title, as far as it is known by its place, quotation marks or emphasis.
    pub title: Option<String>,
    /// The URLs and DOIs in it, by place.
    pub addresses: Vec<Address>,
}

impl Entry {
    /// Its DOI.
    pub fn doi(&self) -> Option<&str> {
        self.addresses.iter().find_map(|it| it.doi.as_deref())
    }
}

/// A longer text is no entry; only its start is looked at.
const MAX_ENTRY: usize = 2_000;

/// The entries of a document's reference lists and of the footnotes that give a source and nothing else, by place.
pub(super) fn entries(document: &Document, conventions: &Conventions) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let id = BlockId(index as u32);
        match (&block.kind, block.matter) {
            (BlockKind::Heading(_) | BlockKind::TableHead, _) => {}
            (BlockKind::Footnote(label), Matter::SourceNote) => {
                let range = TextRange::new(0, block.text.len() as u32);
                let label = Some(label.clone());
                entries
                    .extend(entry(block, id, range, conventions).map(|it| Entry { label, ..it }));
            }
            (_, Matter::Reference) => {
                let ranges = lines(block);
                entries.extend(
                    ranges
                        .into_iter()
                        .filter_map(|range| entry(block, id, range, conventions)),
                );
            }
            _ => {}
        }
    }
    entries
}

/// The entries of one block: several where hard breaks or numbers in brackets part them.
fn lines(block: &Block) -> Vec<TextRange> {
    let text = block.text.as_str();
    let mut starts = vec![0];
    let mut last = leading_number(text).map(|(number, _)| number);
    for (at, _) in text.match_indices(['\n', ' ']) {
        let rest = &text[at + 1..];
        if text[at..].starts_with('\n') {
            starts.push(at + 1);
            last = leading_number(rest).map_or(last, |(number, _)| Some(number));
        } else if rest.starts_with('[')
            && let Some((number, _)) = leading_number(rest)
            && last.is_some_and(|last| number == last + 1)
        {
            starts.push(at + 1);
            last = Some(number);
        }
    }
    starts.push(text.len());
    starts
        .windows(2)
        .filter_map(|pair| trimmed(text, TextRange::new(pair[0] as u32, pair[1] as u32)))
        .collect()
}

/// The number at the start of an entry, and its length: `[12] `, `12. `, `(12) `, `12) `.
fn leading_number(text: &str) -> Option<(u32, usize)> {
    let opened = text.starts_with(['[', '(']);
    let digits = text[usize::from(opened)..]
        .bytes()
        .take(4)
        .take_while(u8::is_ascii_digit)
        .count();
    let end = usize::from(opened) + digits;
    let number: u32 = text[usize::from(opened)..end].parse().ok()?;
    let closed = match text.as_bytes().get(end)? {
        b']' | b')' => true,
        b'.' => !opened,
        _ => false,
    };
    let spaced = closed && text[end + 1..].starts_with([' ', '\t']);
    (spaced && digits < 4).then_some((number, end + 2))
}

fn entry(block: &Block, id: BlockId, range: TextRange, conventions: &Conventions) -> Option<Entry> {
    let written = leading_number(range.slice(&block.text));
    let start = range.start + written.map_or(0, |(_, len)| len as u32);
    let inner = trimmed(&block.text, TextRange::new(start, range.end))?;
    let first_of_block = range.start == 0 || block.text[..range.start as usize].trim().is_empty();
    let number = match written {
        Some((number, _)) => Some(number),
        None => block.number.filter(|_| first_of_block),
    };
    let text = inner.slice(&block.text);
    let read = match text.len() {
        0..=MAX_ENTRY => inner,
        _ => {
            let end = (0..=MAX_ENTRY)
                .rev()
                .find(|at| text.is_char_boundary(*at))?;
            TextRange::new(inner.start, inner.start + end as u32)
        }
    };
    let described = parts::describe(block, read, conventions);
    let addresses = addresses(block, inner);
    // A heading in bold, a sentence about the list.
    if number.is_none() && described.work.year.is_none() && addresses.is_empty() {
        return None;
    }
    Some(Entry {
        span: block.map.source(range),
        block: id,
        text: text.to_owned(),
        number,
        label: None,
        work: described.work,
        title: described.title,
        addresses,
    })
}

/// The URLs and DOIs in `range`, also those behind links.
fn addresses(block: &Block, range: TextRange) -> Vec<Address> {
    let first = block
        .inlines
        .partition_point(|inline| inline.range.start < range.start);
    block.inlines[first..]
        .iter()
        .take_while(|inline| inline.range.start < range.end)
        .filter_map(|inline| match &inline.kind {
            InlineKind::Url => Some(Address::new(inline.range.slice(&block.text))),
            InlineKind::Link { destination, .. } if !destination.starts_with('#') => {
                Some(Address::new(destination))
            }
            _ => None,
        })
        .collect()
}
