use crate::annotate::{Annotated, Book, ListId};
use crate::document::{Block, BlockId, BlockKind, Document, Matter, Sentence};
use crate::rule::coverage::Factor;
use crate::rule::places::{FactorWords, Places, Scope, asks, is_name, is_title};
use crate::source::Span;

/// The lists that decide whether words of a factor count where they stand.
#[derive(Debug, Clone, Copy)]
pub struct Signs {
    /// The causes of the claims, to tell what a law is said to have brought about.
    pub cause: ListId,
    /// What a passage has to be about for a strong phrase to count.
    pub about: ListId,
    /// Words of cause and remedy: a weak phrase counts beside one. A weak member counts where a member of `about` is near.
    pub tie: ListId,
    /// Denies the factor before it.
    pub denied_before: Option<ListId>,
    /// Denies the factor after it.
    pub denied_after: Option<ListId>,
    /// Ends the reach of a denial and of a verb.
    pub turn: Option<ListId>,
    /// Verbs that make the factor after them an effect of the cause before them.
    pub worsened: Option<ListId>,
}

/// A document's blocks as places where factors can be named.
pub(crate) struct Passages<'a> {
    document: &'a Document,
    annotated: &'a [Annotated],
    places: Vec<Places>,
    /// Of each block, whether one before it in its section is about the matter.
    sections: Vec<bool>,
    factors: usize,
}

impl<'a> Passages<'a> {
    pub(crate) fn new(
        signs: &Signs,
        factors: &[Factor],
        document: &'a Document,
        annotated: &'a [Annotated],
        book: &Book,
    ) -> Self {
        let places: Vec<Places> = annotated
            .iter()
            .map(|block| Places::of(block, signs, factors, book))
            .collect();
        let sections = opened_sections(document, &places);
        Self {
            document,
            annotated,
            places,
            sections,
            factors: factors.len(),
        }
    }

    /// Of each factor, the first place in the document that names it.
    pub(crate) fn named(&self) -> Vec<Option<Span>> {
        let mut named = vec![None; self.factors];
        for (index, block) in self.document.blocks.iter().enumerate() {
            let Some(places) = self.places.get(index) else {
                break;
            };
            for phrase in &places.factors {
                if named[phrase.factor].is_none() && self.counts(index, block, phrase) {
                    let range = self.annotated[index].range(phrase.words);
                    named[phrase.factor] = Some(block.map.source(range));
                }
            }
        }
        named
    }

    /// Whether a phrase of a factor names it as something that gives rise to what the document is about.
    fn counts(&self, index: usize, block: &Block, phrase: &FactorWords) -> bool {
        let found = phrase.words;
        if block.matter != Matter::Prose {
            return false;
        }
        let words = &self.annotated[index];
        let range = words.range(found);
        let sentences = self.sentences(block);
        let at = sentences.partition_point(|sentence| sentence.range.end <= range.start);
        let sentence = sentences.get(at).map(|sentence| sentence.range);
        let scope = sentence.and_then(|sentence| Scope::of(words, sentence));
        let (Some(sentence), Some(scope)) = (sentence, scope) else {
            return false;
        };
        let places = &self.places[index];
        let looks_meant = !asks(words, scope)
            && !is_name(block, words, found, scope)
            && !is_title(block, range, sentence)
            && !places.denies(words, found, scope)
            && !places.brings_about(words, found, scope);
        looks_meant
            && if phrase.strong {
                self.is_about(index, block)
            } else {
                let question = at
                    .checked_sub(1)
                    .and_then(|before| Scope::of(words, sentences[before].range))
                    .filter(|before| asks(words, *before));
                places.is_tied(scope, Some(found))
                    || question.is_some_and(|before| places.is_tied(before, None))
                    || self.inherits_tie(block)
            }
    }

    fn sentences(&self, block: &Block) -> &[Sentence] {
        let range = block.sentences.start as usize..block.sentences.end as usize;
        self.document.sentences.get(range).unwrap_or(&[])
    }

    /// Whether a block is about the matter: by its own words, those that introduce it, or those that open its section.
    fn is_about(&self, index: usize, block: &Block) -> bool {
        let own = |id: BlockId| {
            let places = self.places.get(id.0 as usize);
            places.is_some_and(Places::is_about)
        };
        own(BlockId(index as u32))
            || self.introducers(block).any(own)
            || self.heading(block).is_some_and(own)
            || self.sections.get(index).is_some_and(|about| *about)
    }

    /// Whether a list item, a cell or a section stands under words of cause.
    fn inherits_tie(&self, block: &Block) -> bool {
        let places = |id: BlockId| self.places.get(id.0 as usize);
        let heading = self.heading(block).and_then(places);
        let mut introducers = self.introducers(block).filter_map(places);
        heading.is_some_and(|heading| !heading.ties.is_empty())
            || introducers.any(|lead| {
                !lead.ties.is_empty()
                    || !lead.weak_ties.is_empty()
                        && !lead.abouts.is_empty()
                        && lead.causes.is_empty()
            })
    }

    /// The blocks that a list item or a cell is read with, the nearest first.
    fn introducers(&self, block: &Block) -> impl Iterator<Item = BlockId> {
        let above = |id: BlockId| {
            let block = self.document.blocks.get(id.0 as usize)?;
            // A lead-in stands before its list, so the chain ends.
            block.lead_in.filter(|up| *up < id)
        };
        let heads = [block.heads.column, block.heads.row];
        heads
            .into_iter()
            .flatten()
            .chain(std::iter::successors(block.lead_in, move |id| above(*id)))
    }

    /// The heading of a block's section: without one, the title in the front matter.
    fn heading(&self, block: &Block) -> Option<BlockId> {
        block.heading.or_else(|| {
            let first = self.document.blocks.first()?;
            matches!(first.kind, BlockKind::FrontMatter(_)).then_some(BlockId(0))
        })
    }
}

/// Of each block, whether one before it under the same heading is about the matter.
fn opened_sections(document: &Document, places: &[Places]) -> Vec<bool> {
    let mut section = None;
    let mut opened = false;
    let mut sections = Vec::with_capacity(places.len());
    for (block, places) in document.blocks.iter().zip(places) {
        if section != Some(block.heading) {
            section = Some(block.heading);
            opened = false;
        }
        sections.push(opened);
        opened |= block.matter == Matter::Prose && places.is_about();
    }
    sections
}
