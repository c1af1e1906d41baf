use crate::document::assemble::Surroundings;
use crate::document::form::starts_with_dash;
use crate::document::inline::Origin;
use crate::document::{Block, BlockKind, Document, SentenceId};

/// A signature has at most this many words: a name, an office and a place.
const MAX_SIGNATURE_WORDS: usize = 12;

/// The last sentence of the block quote `quote`, which ends with the last block so far, if it signs the quotation.
pub(super) fn signature_inside(
    document: &Document,
    surroundings: &[Surroundings],
    origin: Origin<'_>,
    quote: usize,
) -> Option<SentenceId> {
    let last = document.blocks.len().checked_sub(1)?;
    if surroundings[last].quote != Some(quote) {
        return None;
    }
    let block = &document.blocks[last];
    let sentence = block.sentences.end.checked_sub(1)?;
    let range = document.sentences[sentence as usize].range;
    let signs = starts_with_dash(range.slice(&block.text))
        || is_dash_item(block, origin)
            && last.checked_sub(1).is_some_and(|before| {
                let is_item = matches!(document.blocks[before].kind, BlockKind::ListItem(_));
                surroundings[before].quote == Some(quote) && !is_item
            });
    signs.then_some(SentenceId(sentence))
}

/// Whether the block is a short list item behind a hyphen: `> - Jane Doe`, which Markdown takes for a list.
fn is_dash_item(block: &Block, origin: Origin<'_>) -> bool {
    let before = (block.span.start() - origin.base) as usize;
    matches!(block.kind, BlockKind::ListItem(_))
        && origin.text[..before].trim_end().ends_with('-')
        && block.text.split_whitespace().count() <= MAX_SIGNATURE_WORDS
        && !block.text.ends_with(['.', '!', '?', ':', ';'])
}
