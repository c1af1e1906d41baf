//! Files as they are on disk: their text, places in it, and which files a run is about.
//!
//! Owns spans, positions, reading and finding files. Knows nothing of Markdown, of English or of rules.
//! In: paths and bytes. Out: [`SourceFile`]s and placed errors. Start at [`SourceFile`].

mod file;
mod span;

pub use file::{Position, SourceFile};
pub use span::Span;
