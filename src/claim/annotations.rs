//! What the grammar reads: a document with its words and mentions.

use crate::annotate::{Annotated, Book, Mark, Mention};
use crate::claim::grammar::Subject;
use crate::claim::view::{BlockMentions, CauseMention, EffectMention, Piece};
use crate::document::{Document, SentenceId, TokenKind};
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
    /// Finds the mentions of the subject in each block and the tokens of each sentence.
    pub fn new(
        document: &'a Document,
        book: &'a Book,
        blocks: &'a [Annotated],
        subject: Subject,
    ) -> Self {
        let mentions = blocks
            .iter()
            .map(|block| mentions(book, block, subject))
            .collect();
        let sentences = document
            .sentences
            .iter()
            .map(|sentence| {
                let tokens = &blocks[sentence.block.0 as usize].tokens;
                let start = tokens.partition_point(|t| t.range.start < sentence.range.start);
                let end = tokens.partition_point(|t| t.range.start < sentence.range.end);
                start..end
            })
            .collect();
        Self {
            document,
            book,
            blocks,
            mentions,
            sentences,
        }
    }

    pub(super) fn piece(&self, sentence: SentenceId) -> Piece<'_> {
        let block = self.document.sentences[sentence.0 as usize].block;
        Piece {
            block,
            text: &self.document.blocks[block.0 as usize].text,
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

    pub(super) fn has_effect(&self, sentence: SentenceId) -> bool {
        let block = self.document.sentences[sentence.0 as usize].block;
        let tokens = &self.sentences[sentence.0 as usize];
        self.mentions[block.0 as usize]
            .effects_in(tokens)
            .next()
            .is_some()
    }
}

fn mentions(book: &Book, block: &Annotated, subject: Subject) -> BlockMentions {
    let effects = book.mentions(block, subject.effect);
    if effects.is_empty() && block.matches.is_empty() {
        return BlockMentions::default();
    }
    let agents = book.mentions(block, subject.agents);
    let people = book.mentions(block, subject.people);
    // Mentions of one concept come in order and none inside another, so the first that ends later is the only one to look at.
    let meets = |all: &[Mention], m: &Mention| {
        let at = all.partition_point(|other| other.end <= m.start);
        all.get(at).is_some_and(|other| other.start < m.end)
    };
    BlockMentions {
        causes: book
            .mentions(block, subject.cause)
            .into_iter()
            .map(|m| CauseMention {
                start: m.start as usize,
                end: m.end as usize,
                anaphor: m.mark == Mark::Anaphor,
                phrase: m.phrase,
            })
            .collect(),
        effects: effects
            .into_iter()
            .filter(|m| !is_quoted_word(block, m))
            .map(|m| EffectMention {
                start: m.start as usize,
                end: m.end as usize,
                agent: meets(&agents, &m) || !meets(&people, &m),
                phrase: m.phrase,
            })
            .collect(),
    }
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
