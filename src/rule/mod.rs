//! Rules: what a pack asks of a document, and the findings where the document does not give it.
//!
//! Owns rule files and one file per kind of rule. Knows no word of a subject or of English, and no output.
//! In: a document, its annotations and its claims. Out: diagnostics. Start at [`Pack`]; [`coverage`] is the check
//! of one kind.

/// Rules of the kind coverage.
pub mod coverage;
mod fill;
mod load;
mod pack;
mod passage;
mod places;

pub use load::PackFault;
use pack::ExamplePlace;
pub use pack::{BadExample, ClaimMatch, Docs, GoodExample, Kind, Pack, Rule, Subject};
pub use passage::Signs;

#[cfg(test)]
mod tests;
