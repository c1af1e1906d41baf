//! Words, phrases and concepts in a block's text.
//!
//! Owns the phrase language, inflection, the compiled book of phrases and its matcher. Knows no Markdown, no clause, no rule
//! and no word of English. In: the phrases of rule files, then the text of blocks. Out: tokens with word ids, and the places
//! where phrases stand. Start at [`Book::annotate`]; `phrase.rs` describes the language.

mod annotated;
mod book;
mod builder;
mod clues;
mod compile;
mod finds;
mod grow;
mod inflect;
mod intern;
mod label;
mod levels;
pub(crate) mod list_file;
mod matcher;
mod mention;
mod needs;
mod phrase;
mod search;
mod signs;
mod stored;
mod trie;
mod vocabulary;

pub use annotated::{Annotated, Match};
pub use book::{Book, ListId, Mark, PhraseId, PhraseInfo, Sign, Signs, Stage};
pub use builder::{BookBuilder, BookFault};
pub use inflect::{Forms, InflectionFault, Inflections};
pub use mention::Mention;
pub use phrase::{PhraseError, PhraseErrorKind};
pub use vocabulary::WordId;

#[cfg(test)]
mod tests;
