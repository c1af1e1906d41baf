//! Turns annotated sentences into claims.
//!
//! Knows clauses, frames and modality; knows no English word, no file, no rule and no output.
//! In: a document and its annotations. Out: claims in source order. Start at [`extract`].

mod annotations;
mod any;
mod borrow;
mod class;
mod context;
mod cue;
mod extract;
mod frame;
mod grammar;
mod judge;
mod model;
mod names;
mod noun;
mod reach;
mod reader;
mod scope;
/// Which sentences are read.
pub mod survey;
mod trace;
mod view;

pub use annotations::Annotations;
pub use class::Class;
pub(crate) use class::Classes;
pub use extract::{extract, extract_one};
pub use frame::{Element, Frame, Pattern, PatternError};
pub use grammar::{Grammar, Subject, Topic};
pub use model::{Claim, Direction, Part, Qualifier, QualifierKind, Strength};
pub use trace::{Attempt, Verdict, attempts};
