use std::collections::BTreeSet;

use crate::citation::{Address, Citation, Target};
use crate::document::{Block, BlockId, Conventions, Document, Sentence, SentenceId, TextRange};
use crate::source::Span;

/// A block whose marks are looked for.
pub(super) struct Page<'d> {
    pub(super) block: &'d Block,
    pub(super) conventions: &'d Conventions,
    /// The address of the site on which the document is published.
    pub(super) own: Option<&'d str>,
    /// The numbers of the entries of the document's reference lists.
    pub(super) numbers: &'d BTreeSet<u32>,
    sentences: &'d [Sentence],
}

/// A citation in the text of a block, before it is given its place in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) target: Target,
    /// The part of the text that stands for the work.
    pub(super) range: TextRange,
    /// The whole mark, brackets included.
    pub(super) mark: TextRange,
    /// Where it stands in the file, if markup around the text belongs to it; then the mark stands there, too.
    pub(super) span: Option<Span>,
    /// Its text, if that is not what stands at `range`.
    pub(super) text: Option<String>,
    pub(super) prefix: Option<TextRange>,
    pub(super) locator: Option<TextRange>,
    pub(super) suffix: Option<TextRange>,
    pub(super) address: Option<Address>,
    pub(super) supports: bool,
}

impl Found {
    /// From the first word that belongs to it, in its mark, to the last.
    pub(super) fn extent(&self) -> TextRange {
        self.with(&[self.prefix, self.locator, self.suffix])
    }

    /// The same without what follows the place in the work.
    pub(super) fn place(&self) -> TextRange {
        self.with(&[self.prefix, self.locator])
    }

    fn with(&self, parts: &[Option<TextRange>]) -> TextRange {
        parts.iter().flatten().fold(self.range, |one, other| {
            TextRange::new(one.start.min(other.start), one.end.max(other.end))
        })
    }

    /// A citation of which nothing more is known.
    pub(super) fn new(target: Target, range: TextRange, mark: TextRange) -> Self {
        Self {
            target,
            range,
            mark,
            span: None,
            text: None,
            prefix: None,
            locator: None,
            suffix: None,
            address: None,
            supports: true,
        }
    }
}

impl<'d> Page<'d> {
    pub(super) fn new(
        document: &'d Document,
        block: &'d Block,
        conventions: &'d Conventions,
        numbers: &'d BTreeSet<u32>,
    ) -> Self {
        let sentences = block.sentences.start as usize..block.sentences.end as usize;
        Self {
            block,
            conventions,
            own: document.url.as_deref(),
            numbers,
            sentences: document.sentences.get(sentences).unwrap_or(&[]),
        }
    }

    /// The sentences of the block.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (SentenceId, &'d Sentence)> + '_ {
        (self.block.sentences.start..)
            .map(SentenceId)
            .zip(self.sentences)
    }

    /// The sentence in which the text at `range` stands; none between sentences and over the edge of one.
    pub(super) fn sentence(&self, range: TextRange) -> Option<(SentenceId, &'d Sentence)> {
        let index = self
            .sentences
            .partition_point(|sentence| sentence.range.end < range.end);
        let sentence = self.sentences.get(index)?;
        let id = SentenceId(self.block.sentences.start + index as u32);
        sentence.range.contains(range).then_some((id, sentence))
    }

    /// The sentence that holds the markup at `span`.
    fn sentence_at(&self, span: Span) -> Option<SentenceId> {
        let index = self
            .sentences
            .partition_point(|sentence| sentence.span.end() < span.end());
        let sentence = self.sentences.get(index)?;
        let id = SentenceId(self.block.sentences.start + index as u32);
        sentence.span.contains(span).then_some(id)
    }

    /// The citation `found` in its place; none if it stands in no sentence.
    pub(super) fn citation(&self, block: BlockId, found: Found) -> Option<Citation> {
        let text = &self.block.text;
        let sentence = match found.span {
            Some(span) => self.sentence_at(span)?,
            None => self.sentence(found.range)?.0,
        };
        let words = |range: TextRange| range.slice(text).to_owned();
        let place = |range| self.block.map.source(range);
        Some(Citation {
            span: found.span.unwrap_or_else(|| place(found.range)),
            mark: found.span.unwrap_or_else(|| place(found.mark)),
            block,
            range: found.range,
            sentence,
            text: found.text.unwrap_or_else(|| words(found.range)),
            prefix: found.prefix.map(words),
            locator: found.locator.map(words),
            suffix: found.suffix.map(words),
            address: found.address,
            supports: found.supports,
            target: found.target,
        })
    }
}
