//! A Markdown file as prose: blocks in reading order, their plain text with an exact way back to the bytes, sentences.
//!
//! Owns Markdown, front matter, text maps, sentence ends and tokens. Knows no word of the subject, no rule, no output; the
//! words of English that it needs (abbreviations, names of reference lists) come in as [`Conventions`].
//! In: a [`crate::source::SourceFile`]. Out: a [`Document`]; parsing cannot fail. Start at `Document::parse`.

mod block;
mod text_map;
mod token;

pub use block::{
    Block, BlockId, BlockKind, CellHeads, Document, Inline, InlineKind, Matter, Quotation,
    Sentence, SentenceId,
};
pub use text_map::{TextMap, TextRange};
pub use token::{Token, TokenKind, normalise, tokenize};
