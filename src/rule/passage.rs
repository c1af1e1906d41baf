use std::cell::{Cell, OnceCell};
use std::ops::Range;

use crate::annotate::{Annotated, Book, ListId, Mark, Match, Sign, Stage};
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

impl Signs {
    /// All of them.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let others = [
            self.denied_before,
            self.denied_after,
            self.turn,
            self.worsened,
        ];
        let own = [self.cause, self.about, self.tie].into_iter();
        own.chain(others.into_iter().flatten())
    }
}

/// A document's blocks as places where factors can be named. A block is only read for what it says where that is asked for.
pub(crate) struct Passages<'a> {
    signs: &'a Signs,
    factors: &'a [Factor],
    document: &'a Document,
    annotated: &'a [Annotated],
    book: &'a Book,
    blocks: Vec<OnceCell<Vec<Passage>>>,
    /// Of each block, the first block of its section.
    sections: Vec<usize>,
    section: Cell<Section>,
}

/// A part of a block that is searched by itself: a sentence, or the whole block where a phrase may stand across two of them.
struct Passage {
    tokens: Range<usize>,
    is_sentence: bool,
    places: OnceCell<Places>,
}

/// How far a section was read for what it is about.
#[derive(Debug, Clone, Copy, Default)]
struct Section {
    first: usize,
    next: usize,
    about: bool,
}

impl<'a> Passages<'a> {
    pub(crate) fn new(
        signs: &'a Signs,
        factors: &'a [Factor],
        document: &'a Document,
        annotated: &'a [Annotated],
        book: &'a Book,
    ) -> Self {
        Self {
            signs,
            factors,
            document,
            annotated,
            book,
            blocks: annotated.iter().map(|_| OnceCell::new()).collect(),
            sections: sections(document),
            section: Cell::default(),
        }
    }

    /// Of each factor, the first place in the document that names it.
    pub(crate) fn named(&self) -> Vec<Option<Span>> {
        let mut named = vec![None; self.factors.len()];
        for (index, block) in self.document.blocks.iter().enumerate() {
            if block.matter != Matter::Prose {
                continue;
            }
            for (at, passage) in self.passages(index).iter().enumerate() {
                let named_here = self.may_name(index, block, passage);
                let Some(places) = named_here.then(|| self.places(index, at)).flatten() else {
                    continue;
                };
                for phrase in &places.factors {
                    let open = named[phrase.factor].is_none();
                    if open && self.counts(index, block, at, phrase) {
                        let range = self.annotated[index].range(phrase.words);
                        named[phrase.factor] = Some(block.map.source(range));
                    }
                }
            }
            if named.iter().all(Option::is_some) {
                break;
            }
        }
        named
    }

    /// The parts of a block, in order.
    fn passages(&self, index: usize) -> &[Passage] {
        let (Some(cell), Some(words), Some(block)) = (
            self.blocks.get(index),
            self.annotated.get(index),
            self.document.blocks.get(index),
        ) else {
            return &[];
        };
        cell.get_or_init(|| {
            let passage = |tokens, is_sentence| Passage {
                tokens,
                is_sentence,
                places: OnceCell::new(),
            };
            let all = words.words.len();
            let mut end = 0;
            let mut parts = Vec::new();
            for tokens in self.scopes(words, block) {
                if tokens.start == end && (end == 0 || words.is_parted(end)) {
                    end = tokens.end;
                    parts.push(passage(tokens, true));
                }
            }
            if end == all && !parts.is_empty() {
                parts
            } else {
                vec![passage(0..all, false)]
            }
        })
    }

    /// The tokens of each sentence of a block that has any.
    fn scopes(&self, words: &Annotated, block: &Block) -> impl Iterator<Item = Range<usize>> {
        let scopes = self.sentences(block).iter();
        scopes.filter_map(|sentence| Some(Scope::of(words, sentence.range)?.tokens()))
    }

    /// Whether the words of a factor may stand in a part of a block: for one that is no sentence, whether they do in one of its
    /// sentences.
    fn may_name(&self, index: usize, block: &Block, passage: &Passage) -> bool {
        let Some(words) = self.annotated.get(index) else {
            return false;
        };
        let own = |tokens: &Range<usize>| words.words.get(tokens.clone()).unwrap_or(&[]);
        if passage.is_sentence {
            return self.book.has_clue(own(&passage.tokens));
        }
        let has_sign = |tokens: &Range<usize>| self.book.signs(own(tokens)).has(Sign::Third);
        let names = |found: &Match| {
            let list = self.book.info(found.phrase).map(|info| info.list);
            self.factors
                .iter()
                .any(|factor| Some(factor.concept) == list)
        };
        self.scopes(words, block).filter(has_sign).any(|tokens| {
            let found = self.book.find(Stage::Third, &block.text, words, tokens);
            found.iter().any(names)
        })
    }

    fn places(&self, index: usize, at: usize) -> Option<&Places> {
        let words = self.annotated.get(index)?;
        let text = &self.document.blocks.get(index)?.text;
        let passage = self.passages(index).get(at)?;
        Some(passage.places.get_or_init(|| {
            let tokens = passage.tokens.clone();
            let matches = self.book.find(Stage::Third, text, words, tokens);
            Places::of(&matches, self.signs, self.factors, self.book)
        }))
    }

    /// What all parts of a block say.
    fn all_places(&self, index: usize) -> impl Iterator<Item = &Places> {
        let parts = 0..self.passages(index).len();
        parts.filter_map(move |at| self.places(index, at))
    }

    /// What the part of a block says in which these tokens stand.
    fn places_of(&self, index: usize, scope: Scope) -> Option<&Places> {
        let start = scope.tokens().start;
        let parts = self.passages(index);
        let at = parts.partition_point(|part| part.tokens.end <= start);
        self.places(index, at)
    }

    /// Whether a phrase of a factor names it as something that gives rise to what the document is about.
    fn counts(&self, index: usize, block: &Block, at: usize, phrase: &FactorWords) -> bool {
        let found = phrase.words;
        let Some(places) = self.places(index, at) else {
            return false;
        };
        let words = &self.annotated[index];
        let range = words.range(found);
        let sentences = self.sentences(block);
        let at = sentences.partition_point(|sentence| sentence.range.end <= range.start);
        let sentence = sentences.get(at).map(|sentence| sentence.range);
        let scope = sentence.and_then(|sentence| Scope::of(words, sentence));
        let (Some(sentence), Some(scope)) = (sentence, scope) else {
            return false;
        };
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
                    || question.is_some_and(|before| {
                        let places = self.places_of(index, before);
                        places.is_some_and(|places| places.is_tied(before, None))
                    })
                    || self.inherits_tie(block)
            }
    }

    fn sentences(&self, block: &Block) -> &[Sentence] {
        let range = block.sentences.start as usize..block.sentences.end as usize;
        self.document.sentences.get(range).unwrap_or(&[])
    }

    /// Whether a block is about the matter: by its own words, those that introduce it, or those that open its section.
    fn is_about(&self, index: usize, block: &Block) -> bool {
        let own = |id: BlockId| self.speaks(id.0 as usize);
        own(BlockId(index as u32))
            || self.introducers(block).any(own)
            || self.heading(block).is_some_and(own)
            || self.is_opened(index)
    }

    /// Whether a block is about the matter by its own words.
    fn speaks(&self, index: usize) -> bool {
        let Some(words) = self.annotated.get(index) else {
            return false;
        };
        // What was found for the claims is a part of all.
        let mut known = words.of(self.book, self.signs.about);
        let counts = |found: Match| {
            let info = self.book.info(found.phrase);
            info.is_some_and(|info| info.mark != Mark::Never)
        };
        self.passages(index).iter().all(|part| part.is_sentence) && known.any(counts)
            || self.all_places(index).any(Places::is_about)
    }

    /// Whether a block before it under the same heading is about the matter. Blocks are asked for in order, so each is read once.
    fn is_opened(&self, index: usize) -> bool {
        let Some(&first) = self.sections.get(index) else {
            return false;
        };
        let mut section = self.section.get();
        if section.first != first || section.next == 0 {
            section = Section {
                first,
                next: first,
                about: false,
            };
        }
        while section.next < index && !section.about {
            let prose = self.document.blocks[section.next].matter == Matter::Prose;
            section.about = prose && self.speaks(section.next);
            section.next += 1;
        }
        self.section.set(section);
        section.about
    }

    /// Whether a list item, a cell or a section stands under words of cause.
    fn inherits_tie(&self, block: &Block) -> bool {
        let places = |id: BlockId| self.all_places(id.0 as usize);
        let ties = |places: &Places| !places.ties.is_empty();
        let heading = self.heading(block);
        heading.is_some_and(|heading| places(heading).any(ties))
            || self.introducers(block).any(|lead| {
                places(lead).any(ties)
                    || places(lead).any(|lead| !lead.weak_ties.is_empty())
                        && places(lead).any(|lead| !lead.abouts.is_empty())
                        && places(lead).all(|lead| lead.causes.is_empty())
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

/// Of each block, the first of the blocks up to it that stand under the same heading.
fn sections(document: &Document) -> Vec<usize> {
    let mut sections = Vec::with_capacity(document.blocks.len());
    let mut first = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        if document.blocks[first].heading != block.heading {
            first = index;
        }
        sections.push(first);
    }
    sections
}
