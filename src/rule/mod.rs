//! Rules: what a pack asks of a document, and the findings where the document does not give it.
//!
//! Owns rule files and one file per kind of rule. Knows no word of a subject or of English, and no output.
//! In: a document, its annotations and its claims. Out: diagnostics. Start at [`Pack`]; [`claim`] and [`coverage`] are the
//! checks of the two kinds.

mod case;
/// Rules of the kind claim.
pub mod claim;
/// Rules of the kind coverage.
pub mod coverage;
mod fill;
mod load;
mod pack;
mod passage;
mod places;
mod rewording;

pub use case::Case;
pub use load::PackFault;
use pack::ExamplePlace;
pub use pack::{BadExample, Docs, GoodExample, Kind, Pack, Rule};
pub use passage::Signs;
pub use rewording::{Frames, Template, Wording};

#[cfg(test)]
mod tests;
