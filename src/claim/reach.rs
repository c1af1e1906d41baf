//! Reach beyond the clause: the mention of a cause that a pronoun takes up.

use crate::claim::view::{BlockMentions, CauseMention};
use crate::document::{BlockId, BlockKind, Document, SentenceId};

/// How many sentences back a pronoun reaches in its block.
const SENTENCES_BACK: u32 = 3;
/// How many sentences of the block before.
const BLOCK_BACK: u32 = 2;

/// The cause that a pronoun in `sentence` takes up: the nearest sentence before it in its block that names one, else the
/// end of the paragraph or heading before the block; and none where there is none.
pub(crate) fn antecedent(
    document: &Document,
    sentences: &[std::ops::Range<usize>],
    mentions: &[BlockMentions],
    sentence: SentenceId,
) -> Option<(BlockId, CauseMention)> {
    let block = document.sentences[sentence.0 as usize].block;
    let own = &document.blocks[block.0 as usize].sentences;
    let back = sentence.0.saturating_sub(SENTENCES_BACK).max(own.start);
    for before in (back..sentence.0).rev() {
        if let Some(mention) = first_named(&mentions[block.0 as usize], &sentences[before as usize])
        {
            return Some((block, mention));
        }
    }
    if sentence.0 != own.start {
        return None;
    }
    let before = previous(document, block)?;
    let theirs = document.blocks[before.0 as usize].sentences.clone();
    let from = theirs.end.saturating_sub(BLOCK_BACK).max(theirs.start);
    (from..theirs.end)
        .rev()
        .find_map(|at| first_named(&mentions[before.0 as usize], &sentences[at as usize]))
        .map(|mention| (before, mention))
}

/// The sentences that [`antecedent`] looks at.
pub(crate) fn reached(document: &Document, sentence: SentenceId) -> impl Iterator<Item = u32> {
    let block = document.sentences[sentence.0 as usize].block;
    let own = &document.blocks[block.0 as usize].sentences;
    let back = sentence.0.saturating_sub(SENTENCES_BACK).max(own.start);
    let before = (sentence.0 == own.start)
        .then(|| previous(document, block))
        .flatten()
        .map_or(0..0, |before| {
            let theirs = &document.blocks[before.0 as usize].sentences;
            theirs.end.saturating_sub(BLOCK_BACK).max(theirs.start)..theirs.end
        });
    (back..sentence.0).chain(before)
}

/// The block whose text runs on into this one.
fn previous(document: &Document, block: BlockId) -> Option<BlockId> {
    let own = &document.blocks[block.0 as usize];
    if let Some(lead_in) = own.lead_in {
        return Some(lead_in);
    }
    let before = BlockId(block.0.checked_sub(1)?);
    let kind = &document.blocks[before.0 as usize].kind;
    match kind {
        BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::ListItem(_)
        | BlockKind::DefinitionTerm => Some(before),
        BlockKind::TableHead
        | BlockKind::TableCell
        | BlockKind::Footnote(_)
        | BlockKind::DefinitionDetail
        | BlockKind::FrontMatter(_) => None,
    }
}

fn first_named(mentions: &BlockMentions, tokens: &std::ops::Range<usize>) -> Option<CauseMention> {
    mentions
        .causes_in(tokens)
        .find(|m| !m.anaphor)
        .or_else(|| mentions.causes_in(tokens).next())
        .copied()
}
