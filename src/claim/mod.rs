//! Turns annotated sentences into claims.
//!
//! Knows clauses, frames and modality; knows no English word, no file, no rule and no output.
//! In: a document and its annotations. Out: claims in source order. Start at `extract`.

mod model;

pub use model::{Claim, Direction, Part, Qualifier, QualifierKind, Strength};
