//! Files as they are on disk: their text, places in it, and which files a run is about.
//!
//! Owns spans, positions, reading and finding files. Knows nothing of Markdown, of English or of rules.
//! In: paths and bytes. Out: [`SourceFile`]s and errors that name their file. Start at [`SourceFile`].

#[cfg(feature = "cli")]
mod discover;
mod file;
mod read;
mod root;
mod span;
#[cfg(test)]
mod tests;

#[cfg(feature = "cli")]
pub use discover::{Discovered, IGNORE_FILE, MARKDOWN_EXTENSIONS, discover};
pub use file::{Position, SourceFile};
pub use read::{MAX_FILE_SIZE, ReadError, ReadFault, read, read_as, read_stream};
pub use root::{inside, root_of, shown_path};
pub use span::Span;
