use crate::annotate::Annotated;
use crate::citation::{Citations, Resolver};
use crate::claim::{Claim, Part};
use crate::document::{Document, Sentence};
use crate::rule::Pack;
use crate::source::SourceFile;

/// A document with all that was read in it: what rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// The document in it.
    pub document: &'a Document,
    /// The annotations of each of its blocks, in the same order, made by the pack's book.
    pub annotated: &'a [Annotated],
    /// Its claims, in source order.
    pub claims: &'a [Claim],
    /// Its citations.
    pub citations: &'a Citations,
    /// Where they lead.
    pub resolver: &'a Resolver<'a>,
    /// The pack that reads it.
    pub pack: &'a Pack,
    /// Whether findings say what to do; a format that shows none of it spares the work.
    pub advises: bool,
}

impl<'a> Case<'a> {
    /// The plain words of a part of a claim, on one line.
    pub(crate) fn words(&self, part: Part) -> String {
        let text = self
            .document
            .blocks
            .get(part.block.0 as usize)
            .map_or("", |block| part.range.slice(&block.text));
        on_one_line(text)
    }

    /// The sentence of a claim; none for a claim of another document.
    pub(crate) fn sentence(&self, claim: &Claim) -> Option<&'a Sentence> {
        self.document.sentences.get(claim.sentence.0 as usize)
    }
}

/// Text with each run of white space as one space.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
