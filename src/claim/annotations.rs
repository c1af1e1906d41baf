//! What the grammar reads: a document with its words and mentions.

use crate::annotate::{Annotated, Book, Forms, ListId, Mark, Mention};
use crate::claim::any::noun_phrases;
use crate::claim::grammar::{Grammar, Subject, Topic};
use crate::claim::reach::antecedent;
use crate::claim::survey::sentence_tokens;
use crate::claim::view::{BlockMentions, CauseMention, EffectMention, Piece};
use crate::document::{Block, BlockId, BlockKind, Document, Matter, SentenceId, TokenKind};
use std::ops::Range;

/// What the grammar reads: a document, its blocks' annotations in the same order, and which tokens make a sentence.
#[derive(Debug)]
pub struct Annotations<'a> {
    pub(super) document: &'a Document,
    pub(super) book: &'a Book,
    pub(super) blocks: &'a [Annotated],
    pub(super) mentions: Vec<BlockMentions>,
    pub(super) sentences: Vec<Range<usize>>,
}

impl<'a> Annotations<'a> {
    /// Finds the mentions of the grammar's subject in each block and the tokens of each sentence.
    pub fn new(
        document: &'a Document,
        book: &'a Book,
        blocks: &'a [Annotated],
        grammar: &Grammar,
    ) -> Self {
        let mentions = blocks
            .iter()
            .map(|block| mentions(book, block, grammar))
            .collect();
        let sentences = sentence_tokens(document, blocks);
        let mut annotations = Self {
            document,
            book,
            blocks,
            mentions,
            sentences,
        };
        annotations.support_introducers(grammar);
        annotations
    }

    /// "Effects of legalisation:" and its items are read as one, so an effect in an item is near the cause in that line.
    fn support_introducers(&mut self, grammar: &Grammar) {
        let Some(cause) = grammar.subject.and_then(|subject| subject.cause.list()) else {
            return;
        };
        for (at, block) in self.document.blocks.iter().enumerate() {
            if self.mentions[at].effects.is_empty() || block.sentences.is_empty() {
                continue;
            }
            let before = self.introduced_by(SentenceId(block.sentences.start));
            let Some(before) = before.map(|id| self.document.sentences[id.0 as usize].block) else {
                continue;
            };
            let lends = before.0 as usize;
            if self.mentions[lends].causes.is_empty() && !self.blocks[lends].matches.is_empty() {
                let beside = Some(&self.blocks[at]);
                let found = (self.book).mentions_beside(&self.blocks[lends], cause, beside);
                self.mentions[lends].causes = causes(found);
            }
        }
    }

    pub(super) fn text_of(&self, block: BlockId) -> &str {
        &self.document.blocks[block.0 as usize].text
    }

    pub(super) fn piece(&self, sentence: SentenceId) -> Piece<'_> {
        let block = self.document.sentences[sentence.0 as usize].block;
        Piece {
            block,
            text: self.text_of(block),
            annotated: &self.blocks[block.0 as usize],
            mentions: &self.mentions[block.0 as usize],
            tokens: self.sentences[sentence.0 as usize].clone(),
        }
    }

    /// Whether the sentence right before, in the same block or at the end of the block before, is a question.
    pub(super) fn answers(&self, sentence: SentenceId) -> bool {
        let Some(before) = sentence.0.checked_sub(1) else {
            return false;
        };
        let block = self.document.sentences[before as usize].block;
        let tokens = &self.blocks[block.0 as usize].tokens[self.sentences[before as usize].clone()];
        tokens
            .iter()
            .rev()
            .take(2)
            .any(|token| token.kind == TokenKind::QuestionMark)
    }

    /// Whether a sentence tells what comes of the one before it: an answer, or what follows a command that names a cause.
    pub(super) fn follows_up(&self, sentence: SentenceId) -> bool {
        self.answers(sentence) || self.follows_command(sentence)
    }

    /// Whether the sentence right before in the block begins with the bare verb of a cause: "Ban it."
    fn follows_command(&self, sentence: SentenceId) -> bool {
        let Some(before) = sentence.0.checked_sub(1) else {
            return false;
        };
        let block = self.document.sentences[before as usize].block;
        let same = self.document.sentences[sentence.0 as usize].block == block;
        let tokens = &self.sentences[before as usize];
        let words = &self.blocks[block.0 as usize].words;
        same && self.mentions[block.0 as usize]
            .causes_in(tokens)
            .next()
            .is_some_and(|m| {
                m.start == tokens.start
                    && !m.anaphor
                    && self.book.forms(words[m.start]).any(Forms::BASE)
            })
    }

    pub(super) fn is_prose(&self, sentence: SentenceId) -> bool {
        let block = self.document.sentences[sentence.0 as usize].block;
        self.document.blocks[block.0 as usize].matter == Matter::Prose
    }

    /// The nearest cell before this one in its row that names a cause.
    pub(super) fn cause_in_row(&self, block: &Block) -> Option<BlockId> {
        let head = block.heads.row?;
        let own = self
            .document
            .sentences
            .get(block.sentences.start as usize)?
            .block;
        (head.0..own.0)
            .rev()
            .map(BlockId)
            .find(|cell| !self.mentions[cell.0 as usize].causes.is_empty())
    }

    /// Whether a sentence or the head of its column names an effect.
    pub(super) fn may_affect(&self, sentence: SentenceId) -> bool {
        self.names_effect(sentence)
            || self.effect_in_column(sentence).is_some()
            || self.asked_effect(sentence).is_some()
    }

    /// The question right before a sentence in its block, where that names an effect and the sentence none.
    pub(super) fn asked_effect(&self, sentence: SentenceId) -> Option<SentenceId> {
        let before = SentenceId(sentence.0.checked_sub(1)?);
        let same = self.document.sentences[before.0 as usize].block
            == self.document.sentences[sentence.0 as usize].block;
        (same
            && self.answers(sentence)
            && !self.names_effect(sentence)
            && self.names_effect(before))
        .then_some(before)
    }

    /// The head of a cell's column, where that names an effect and the cell is one sentence.
    pub(super) fn effect_in_column(&self, sentence: SentenceId) -> Option<SentenceId> {
        let block = self.block_of(sentence);
        let column = &self.document.blocks[block.heads.column?.0 as usize];
        let head = SentenceId(column.sentences.start);
        let single = block.sentences.len() == 1 && column.sentences.len() == 1;
        (single && self.names_effect(head)).then_some(head)
    }

    /// Whether a sentence is the first one under a heading.
    pub(super) fn is_under_heading(&self, sentence: SentenceId) -> bool {
        let id = self.document.sentences[sentence.0 as usize].block;
        let block = self.block_of(sentence);
        block.kind == BlockKind::Paragraph
            && block.sentences.start == sentence.0
            && block.heading.is_some_and(|heading| heading.0 + 1 == id.0)
    }

    fn block_of(&self, sentence: SentenceId) -> &Block {
        &self.document.blocks[self.document.sentences[sentence.0 as usize].block.0 as usize]
    }

    /// Whether an effect is named in a sentence itself.
    pub fn names_effect(&self, sentence: SentenceId) -> bool {
        let block = self.document.sentences[sentence.0 as usize].block;
        let tokens = &self.sentences[sentence.0 as usize];
        self.mentions[block.0 as usize]
            .effects_in(tokens)
            .next()
            .is_some()
    }

    fn has_cause(&self, sentence: SentenceId) -> bool {
        let block = self.document.sentences[sentence.0 as usize].block;
        let tokens = &self.sentences[sentence.0 as usize];
        self.mentions[block.0 as usize]
            .causes_in(tokens)
            .next()
            .is_some()
    }

    /// Whether a sentence or the head of its column names an effect, and a cause is named in it, in what introduces it, or where a
    /// pronoun reaches.
    pub(super) fn may_claim(&self, sentence: SentenceId) -> bool {
        self.may_affect(sentence)
            && (self.names_cause(sentence)
                || antecedent(self.document, &self.sentences, &self.mentions, sentence).is_some())
    }

    /// Whether a cause is named in a sentence or in what introduces it.
    pub(super) fn names_cause(&self, sentence: SentenceId) -> bool {
        let lead_in = || self.introduced_by(sentence);
        self.has_cause(sentence) || lead_in().is_some_and(|lead_in| self.has_cause(lead_in))
    }

    /// The last sentence of the block that an item, a cell or a paragraph right under a heading goes on from, where this is its
    /// first sentence.
    pub(super) fn introduced_by(&self, sentence: SentenceId) -> Option<SentenceId> {
        let blocks = &self.document.blocks;
        let block = self.block_of(sentence);
        if block.sentences.start != sentence.0 {
            return None;
        }
        let heading = || block.heading.filter(|_| self.is_under_heading(sentence));
        let before = block
            .lead_in
            .or_else(|| self.cause_in_row(block))
            .or(block.heads.row)
            .or_else(heading)?;
        let before = &blocks[before.0 as usize].sentences;
        let last = before.end.checked_sub(1)?;
        before.contains(&last).then_some(SentenceId(last))
    }

    /// The sentences of which [`Self::introduced_by`] may give one, once their causes are known.
    pub(super) fn introducers(&self, sentence: SentenceId) -> Range<u32> {
        let blocks = &self.document.blocks;
        let block = self.block_of(sentence);
        if block.sentences.start != sentence.0 {
            return 0..0;
        }
        let heading = || block.heading.filter(|_| self.is_under_heading(sentence));
        match (block.lead_in.or_else(heading), block.heads.row) {
            (Some(lead_in), _) => {
                let all = &blocks[lead_in.0 as usize].sentences;
                all.end.saturating_sub(1).max(all.start)..all.end
            }
            (None, Some(head)) => blocks[head.0 as usize].sentences.start..sentence.0,
            (None, None) => 0..0,
        }
    }
}

fn mentions(book: &Book, block: &Annotated, grammar: &Grammar) -> BlockMentions {
    let Some(subject) = grammar.subject else {
        return BlockMentions::default();
    };
    let any = match subject.is_open() {
        true => noun_phrases(book, block, grammar),
        false => Vec::new(),
    };
    let effects = match subject.effect {
        Topic::List(list) => effects(book, block, list, subject),
        Topic::Any => (any.iter())
            .map(|words| EffectMention {
                start: words.start,
                end: words.end,
                agent: false,
            })
            .collect(),
    };
    if effects.is_empty() && block.matches.is_empty() {
        return BlockMentions::default();
    }
    let causes = match subject.cause {
        Topic::List(list) => causes(book.mentions(block, list)),
        Topic::Any => (any.iter())
            .map(|words| CauseMention {
                start: words.start,
                end: words.end,
                anaphor: false,
            })
            .collect(),
    };
    BlockMentions { causes, effects }
}

fn effects(book: &Book, block: &Annotated, list: ListId, subject: Subject) -> Vec<EffectMention> {
    let of = |list: Option<ListId>| list.map_or_else(Vec::new, |list| book.mentions(block, list));
    let effects = book.mentions(block, list);
    if effects.is_empty() {
        return Vec::new();
    }
    let agents = of(subject.agents);
    let people = of(subject.people);
    // Mentions of one concept come in order and none inside another, so the first that ends later is the only one to look at.
    let meets = |all: &[Mention], m: &Mention| {
        let at = all.partition_point(|other| other.end <= m.start);
        all.get(at).is_some_and(|other| other.start < m.end)
    };
    effects
        .into_iter()
        .filter(|m| !is_quoted_word(block, m))
        .map(|m| EffectMention {
            start: m.start as usize,
            end: m.end as usize,
            agent: meets(&agents, &m) || !meets(&people, &m),
        })
        .collect()
}

fn causes(found: Vec<Mention>) -> Vec<CauseMention> {
    found
        .into_iter()
        .map(|m| CauseMention {
            start: m.start as usize,
            end: m.end as usize,
            anaphor: m.mark == Mark::Anaphor,
        })
        .collect()
}

/// A word in quotation marks of its own is spoken of, not used.
fn is_quoted_word(block: &Annotated, mention: &Mention) -> bool {
    let kind = |at: Option<u32>| {
        at.and_then(|at| block.tokens.get(at as usize))
            .map(|token| token.kind)
    };
    kind(mention.start.checked_sub(1)) == Some(TokenKind::OpenQuote)
        && kind(Some(mention.end)) == Some(TokenKind::CloseQuote)
}
