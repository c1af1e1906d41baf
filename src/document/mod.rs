//! A Markdown file as prose: blocks in reading order, their plain text with an exact way back to the bytes, sentences.
//!
//! Owns Markdown, front matter, text maps, sentence ends and tokens. Knows no word of the subject, no rule, no output; the
//! words of English that it needs (abbreviations, names of reference lists) come in as [`Conventions`].
//! In: a [`crate::source::SourceFile`]. Out: a [`Document`]; parsing cannot fail. Start at [`Document::parse`].

mod assemble;
mod block;
mod comment;
mod container;
mod conventions;
mod enclosure;
mod form;
mod front_matter;
mod inline;
mod link;
mod mark;
mod matter;
mod parse;
mod prepare;
mod quotation;
mod scalar;
mod scan;
mod sentence;
mod source_note;
mod text_map;
mod token;
mod tokenizer;
mod url;

#[cfg(test)]
mod tests;

pub use block::{
    Block, BlockId, BlockKind, CellHeads, Document, Inline, InlineKind, Matter, Quotation,
    Sentence, SentenceId,
};
pub use comment::Comment;
pub use conventions::{
    AbbreviationClass, Abbreviations, CitationWords, Conventions, Headings, LawWords, LinkWords,
    SourceWords, Words,
};
pub use prepare::{FrontMatter, FrontMatterStyle};
pub use source_note::names_a_source;
pub use text_map::{TextMap, TextRange};
pub use token::{Token, TokenKind, normalise};
pub use tokenizer::tokenize;
