//! Rules: what a pack asks of a document, and the findings where the document does not give it.
//!
//! Owns rule files and one file per kind of rule. Knows no word of a subject or of English, and no output.
//! In: a document, its annotations and its claims. Out: diagnostics. Start at [`Pack`]; [`claim`] and [`coverage`] are the
//! checks of the two kinds.

/// Rules of the kind attribution.
pub mod attribution;
mod case;
/// Rules of the kind citation.
pub mod citation;
/// Rules of the kind claim.
pub mod claim;
/// Rules of the kind coverage.
pub mod coverage;
/// Rules of the kind equation.
pub mod equation;
pub mod evidence;
mod fill;
mod load;
mod pack;
mod passage;
/// Rules of the kind phrase.
pub mod phrase;
mod places;
mod rewording;
/// Rules of the kind statistic.
pub mod statistic;
/// What the rules on words share.
pub mod words;

pub use case::Case;
pub use load::PackFault;
use pack::ExamplePlace;
pub use pack::{BadExample, Docs, GoodExample, Kind, Pack, Rule};
pub use passage::Signs;
pub use rewording::{Frames, Template, Wording};

#[cfg(test)]
mod tests;
