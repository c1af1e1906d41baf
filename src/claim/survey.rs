//! Which sentences the phrases of English are looked for in: those that may make a claim, and those that bear on one.

use std::ops::Range;

use crate::annotate::{Annotated, Book, Sign, Signs, Stage, WordId};
use crate::claim::annotations::Annotations;
use crate::claim::grammar::{Grammar, Subject};
use crate::claim::reach::reached;
use crate::document::{Block, Document, InlineKind, Sentence, SentenceId, TokenKind};

/// The blocks of a document with the phrases that its claims are read from. For all sentences of `read` the claims are those that
/// would be found with every phrase; the pack has to say which lists are watched.
pub fn annotate(
    document: &Document,
    book: &Book,
    grammar: &Grammar,
    read: Range<u32>,
) -> Vec<Annotated> {
    annotate_again(document, book, grammar, read, |_| None)
}

/// The same for a document of which some sentences stand in another one that is annotated: of those `known` gives the block there,
/// and the tokens.
pub(crate) fn annotate_again<'k>(
    document: &Document,
    book: &Book,
    grammar: &Grammar,
    read: Range<u32>,
    known: impl Fn(SentenceId) -> Option<(&'k Annotated, Range<usize>)>,
) -> Vec<Annotated> {
    if grammar.subject.is_some_and(Subject::is_open) {
        return whole(document, book);
    }
    let mut blocks: Vec<Annotated> = document
        .blocks
        .iter()
        .map(|block| {
            let mut cut = book.cut(&block.text);
            forget_addresses(block, &mut cut);
            cut
        })
        .collect();
    let tokens = sentence_tokens(document, &blocks);
    for (id, (sentence, own)) in (0..).zip(document.sentences.iter().zip(&tokens)) {
        if let Some((block, theirs)) = known(SentenceId(id)) {
            blocks[sentence.block.0 as usize].borrow(own.clone(), block, theirs);
        }
    }
    let signs: Vec<Signs> = document
        .sentences
        .iter()
        .zip(&tokens)
        .map(|(sentence, tokens)| {
            book.signs(&blocks[sentence.block.0 as usize].words[tokens.clone()])
        })
        .collect();
    let stage = |last: Stage, blocks: &mut [Annotated], wanted: Vec<u32>| {
        let mut wanted = wanted.as_slice();
        while let Some(&first) = wanted.first() {
            let block = document.sentences[first as usize].block.0 as usize;
            let end = document.blocks[block].sentences.end;
            let (own, rest) = wanted.split_at(wanted.partition_point(|at| *at < end));
            let own: Vec<Range<usize>> =
                own.iter().map(|&at| tokens[at as usize].clone()).collect();
            book.complete(last, &document.blocks[block].text, &mut blocks[block], &own);
            wanted = rest;
        }
    };
    let all = 0..document.sentences.len() as u32;
    let has = |sign: Sign| {
        let signs = &signs;
        move |at: &u32| signs[*at as usize].has(sign)
    };
    stage(
        Stage::First,
        &mut blocks,
        all.filter(has(Sign::First)).collect(),
    );
    let mut wanted = causes(
        &Annotations::new(document, book, &blocks, grammar),
        &read,
        has(Sign::Reference),
    );
    wanted.retain(has(Sign::Second));
    stage(Stage::Second, &mut blocks, wanted);
    let wanted = claims(
        &Annotations::new(document, book, &blocks, grammar),
        &read,
        has(Sign::Reference),
        has(Sign::After),
    );
    stage(Stage::Fourth, &mut blocks, wanted);
    blocks
}

/// The blocks of a document with every phrase in every sentence.
pub fn whole(document: &Document, book: &Book) -> Vec<Annotated> {
    (document.blocks.iter())
        .map(|block| book.annotate(&block.text))
        .collect()
}

/// An address is no prose: its words are words of no phrase.
fn forget_addresses(block: &Block, cut: &mut Annotated) {
    let addresses = block
        .inlines
        .iter()
        .filter(|inline| inline.kind == InlineKind::Url);
    for address in addresses {
        let from = cut
            .tokens
            .partition_point(|token| token.range.end <= address.range.start);
        let to = cut
            .tokens
            .partition_point(|token| token.range.start < address.range.end);
        cut.words[from..to].fill(WordId::UNKNOWN);
    }
}

/// Of each sentence its tokens in its block.
pub(super) fn sentence_tokens(document: &Document, blocks: &[Annotated]) -> Vec<Range<usize>> {
    let range = |sentence: &Sentence| {
        let tokens = &blocks[sentence.block.0 as usize].tokens;
        let start = tokens.partition_point(|t| t.range.start < sentence.range.start);
        let end = tokens.partition_point(|t| t.range.start < sentence.range.end);
        start..end
    };
    document.sentences.iter().map(range).collect()
}

/// The sentences that may name the cause of a claim: those with an effect, what introduces them, and those that their pronouns reach.
fn causes(
    annotations: &Annotations<'_>,
    read: &Range<u32>,
    refers: impl Fn(&u32) -> bool,
) -> Vec<u32> {
    let mut wanted = Vec::new();
    for at in read.clone() {
        let sentence = SentenceId(at);
        if !annotations.is_prose(sentence) || !annotations.may_affect(sentence) {
            continue;
        }
        wanted.push(at);
        wanted.extend(annotations.introducers(sentence));
        if may_refer(annotations, sentence, &refers) {
            wanted.extend(reached(annotations.document, sentence));
        }
    }
    sorted(wanted)
}

/// Whether a sentence, or what introduces it, may take up a cause that is named before it.
fn may_refer(
    annotations: &Annotations<'_>,
    sentence: SentenceId,
    refers: impl Fn(&u32) -> bool,
) -> bool {
    refers(&sentence.0)
        || annotations.introducers(sentence).any(|it| refers(&it))
        || annotations.follows_up(sentence)
}

/// The sentences that may make a claim, and those that may bear on it.
fn claims(
    annotations: &Annotations<'_>,
    read: &Range<u32>,
    refers: impl Fn(&u32) -> bool,
    limits: impl Fn(&u32) -> bool,
) -> Vec<u32> {
    let document = annotations.document;
    let mut wanted = Vec::new();
    for at in read.clone() {
        let sentence = SentenceId(at);
        if !annotations.is_prose(sentence) || !annotations.may_affect(sentence) {
            continue;
        }
        let refers_back =
            || may_refer(annotations, sentence, &refers) && annotations.may_claim(sentence);
        if !annotations.names_cause(sentence) && !refers_back() {
            continue;
        }
        let block = &document.blocks[document.sentences[at as usize].block.0 as usize];
        let piece = annotations.piece(sentence);
        let first = piece.annotated.tokens.get(piece.tokens.start);
        let quoted = first.is_some_and(|token| token.kind == TokenKind::OpenQuote);
        wanted.push(at);
        wanted.extend(at.checked_sub(1).filter(|_| quoted));
        wanted.extend(annotations.asked_effect(sentence).map(|id| id.0));
        let next = Some(at + 1).filter(|next| block.sentences.contains(next));
        wanted.extend(next.filter(&limits));
        wanted.extend(annotations.introduced_by(sentence).map(|id| id.0));
        wanted.extend(annotations.effect_in_column(sentence).map(|id| id.0));
        let introducer = block.quotation.and_then(|quotation| quotation.introducer);
        wanted.extend(introducer.map(|id| id.0));
    }
    sorted(wanted)
}

fn sorted(mut sentences: Vec<u32>) -> Vec<u32> {
    sentences.sort_unstable();
    sentences.dedup();
    sentences
}
