use std::collections::BTreeMap;
use std::ops::Range;

use crate::annotate::Annotated;
use crate::claim::{Annotations, Claim, Direction, Strength, extract_one, survey};
use crate::document::{
    Block, BlockId, CellHeads, Document, Matter, Quotation, Sentence, SentenceId, TextMap,
    TextRange,
};
use crate::rule::Case;
use crate::rule::claim::{ClaimRule, spared};
use crate::source::Span;

/// How many sentences before the one in question, and of each block that its reading may reach back to, are read with it: no
/// reach of the grammar is longer.
const BEFORE: u32 = 4;

/// A sentence's surroundings, with room for another sentence in its place.
pub(super) struct Reread<'a> {
    case: &'a Case<'a>,
    /// The blocks before the sentence's own, then that one, each cut to what a reading may reach.
    document: Document,
    /// The sentence in question, in that document.
    sentence: SentenceId,
    /// Of each of its sentences, that of the case's document.
    originals: Vec<u32>,
    wanted: Vec<Wanted>,
    refused: &'a [Strength],
}

/// What the sentence says, however it is put.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    cause: String,
    effect: String,
    direction: Direction,
}

impl Wanted {
    fn of(case: &Case<'_>, claim: &Claim) -> Self {
        Self {
            cause: case.words(claim.cause_named).to_lowercase(),
            effect: case.words(claim.effect).to_lowercase(),
            direction: claim.direction,
        }
    }
}

impl<'a> Reread<'a> {
    pub(super) fn new(rule: &'a ClaimRule, case: &'a Case<'a>, claim: &Claim) -> Self {
        let first = case
            .claims
            .partition_point(|other| other.sentence < claim.sentence);
        let wanted = case.claims[first..]
            .iter()
            .take_while(|other| other.sentence == claim.sentence)
            .filter(|other| spared(rule, case, other).is_none())
            .map(|claim| Wanted::of(case, claim))
            .collect();
        let (document, sentence, originals) = surroundings(case.document, claim.sentence);
        Self {
            case,
            document,
            sentence,
            originals,
            wanted,
            refused: &rule.strengths,
        }
    }

    /// Whether `words` in the place of the sentence say the same, and nothing with a strength that the rule reports.
    pub(super) fn keeps(&mut self, words: &str) -> bool {
        let document = with(&self.document, self.sentence, words);
        let grammar = &self.case.pack.grammar;
        let own = self.sentence.0..self.sentence.0 + 1;
        let book = &self.case.pack.book;
        let known = |id| self.original(id);
        let annotated = survey::annotate_again(&document, book, grammar, own, known);
        let annotations = Annotations::new(&document, book, &annotated, grammar);
        let claims = extract_one(&annotations, grammar, self.sentence);
        let case = Case {
            document: &document,
            annotated: &annotated,
            claims: &claims,
            ..*self.case
        };
        let refused = |claim: &Claim| self.refused.contains(&claim.strength);
        let said: Vec<_> = claims
            .iter()
            .map(|claim| Wanted::of(&case, claim))
            .collect();
        !claims.iter().any(refused) && self.wanted.iter().all(|wanted| said.contains(wanted))
    }

    /// The tokens in the case's document of a sentence whose words are the same there.
    fn original(&self, id: SentenceId) -> Option<(&'a Annotated, Range<usize>)> {
        let original = *self.originals.get(id.0 as usize)?;
        let sentence = self.case.document.sentences.get(original as usize)?;
        let block = self.case.annotated.get(sentence.block.0 as usize)?;
        let from = |at: u32| block.tokens.partition_point(|t| t.range.start < at);
        let tokens = from(sentence.range.start)..from(sentence.range.end);
        (id != self.sentence).then_some((block, tokens))
    }
}

/// The part of a document that the reading of a sentence may reach, the sentence in it, and of each of its sentences which one of
/// the document it is.
fn surroundings(document: &Document, sentence: SentenceId) -> (Document, SentenceId, Vec<u32>) {
    let own = document.sentences[sentence.0 as usize].block;
    let block = &document.blocks[own.0 as usize];
    let introduced = block
        .quotation
        .and_then(|quotation| quotation.introducer)
        .map(|introducer| document.sentences[introducer.0 as usize].block);
    let mut kept: BTreeMap<BlockId, BlockId> = [
        block.heading,
        block.lead_in,
        block.heads.row,
        block.heads.column,
        introduced,
        own.0.checked_sub(1).map(BlockId),
    ]
    .into_iter()
    .flatten()
    .filter(|other| *other < own)
    .chain([own])
    .map(|block| (block, BlockId(0)))
    .collect();
    for (at, new) in kept.values_mut().enumerate() {
        *new = BlockId(at as u32);
    }
    let new_id = |id: Option<BlockId>| id.and_then(|id| kept.get(&id).copied());
    let mut small = Document::default();
    let mut place = SentenceId(0);
    let mut originals = Vec::new();
    let mut introducer = None;
    for (&id, &new) in &kept {
        let block = &document.blocks[id.0 as usize];
        let all = &block.sentences;
        let sentences = if id == own {
            sentence.0.saturating_sub(BEFORE).max(all.start)..(sentence.0 + 2).min(all.end)
        } else {
            all.end.saturating_sub(BEFORE).max(all.start)..all.end
        };
        let first = small.sentences.len() as u32;
        if id == own {
            place = SentenceId(first + sentence.0 - sentences.start);
        } else if Some(id) == introduced {
            introducer = all
                .end
                .checked_sub(1)
                .map(|_| first + sentences.len() as u32 - 1);
        }
        let ranges = document
            .sentences
            .get(sentences.start as usize..sentences.end as usize)
            .unwrap_or(&[]);
        originals.extend(sentences.clone());
        let start = ranges.first().map_or(0, |first| first.range.start);
        let end = ranges.last().map_or(start, |last| last.range.end);
        small
            .sentences
            .extend(ranges.iter().map(|sentence| Sentence {
                block: new,
                range: TextRange::new(sentence.range.start - start, sentence.range.end - start),
                span: Span::new(0, 0),
            }));
        small.blocks.push(Block {
            kind: block.kind.clone(),
            // What only lends its words makes no claim of its own here.
            matter: if id == own {
                block.matter
            } else {
                Matter::Caption
            },
            text: TextRange::new(start, end).slice(&block.text).to_owned(),
            map: TextMap::default(),
            span: Span::new(0, 0),
            heading: new_id(block.heading),
            lead_in: new_id(block.lead_in),
            number: block.number,
            heads: CellHeads {
                row: new_id(block.heads.row),
                column: new_id(block.heads.column),
            },
            quotation: block.quotation.map(|_| Quotation::default()),
            inlines: Vec::new(),
            sentences: first..small.sentences.len() as u32,
        });
    }
    if let Some(quotation) = small
        .blocks
        .last_mut()
        .and_then(|own| own.quotation.as_mut())
    {
        quotation.introducer = introducer.map(SentenceId);
    }
    (small, place, originals)
}

/// The document with other words for a sentence.
fn with(document: &Document, sentence: SentenceId, words: &str) -> Document {
    let mut document = document.clone();
    let old = document.sentences[sentence.0 as usize];
    let block = &mut document.blocks[old.block.0 as usize];
    block
        .text
        .replace_range(old.range.start as usize..old.range.end as usize, words);
    let moved = |at: u32| at - old.range.end + old.range.start + words.len() as u32;
    let own = block.sentences.clone();
    for (index, other) in document.sentences.iter_mut().enumerate() {
        if index == sentence.0 as usize {
            other.range.end = moved(old.range.end);
        } else if index > sentence.0 as usize && own.contains(&(index as u32)) {
            other.range = TextRange::new(moved(other.range.start), moved(other.range.end));
        }
    }
    document
}
