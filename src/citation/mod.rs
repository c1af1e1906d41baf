//! The marks by which a text cites its sources.
//!
//! Owns the styles of citation marks. Knows no claim, no rule and no word of English: those it needs (introducers, parts of
//! a work, months, laws) come in as [`Conventions`](crate::document::Conventions). In: a document. Out: its
//! [`Citations`], each with its place, the sentence it belongs to and what it says of the source. Start at
//! [`Citations::read`]; `gather.rs` puts the styles together, each of which has a file; `reference/` reads
//! the entries of reference lists in the text.

mod address;
mod author_year;
pub mod bibliography;
mod bracket;
mod citations;
mod found;
mod gather;
mod key;
mod law;
mod markup;
mod model;
mod names;
mod number;
mod raised;
mod reference;
mod resolve;
mod same;
mod web;

#[cfg(test)]
mod tests;

pub use citations::Citations;
pub use model::{Address, Citation, CitationKind, Target, Work, Year};
pub use reference::Entry;
pub use resolve::{Lead, Missing, Resolver, fold, has_names};
