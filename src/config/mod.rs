//! Settings: what `caveat.toml` says, which of these files counts for a document, and what that means for the document's findings.
//!
//! Owns the form of the file and the search for it. Knows nothing of documents, of how findings come about, or of the command
//! line. In: the path of a document. Out: [`Rulings`] for it. Start at [`Finder::settings_of`].

mod file;
mod finder;
mod rulings;
#[cfg(test)]
mod tests;

pub use file::{SETTINGS_FILE, Settings};
pub use finder::{Finder, place_of};
pub use rulings::{CoverageRuling, Rulings, Said};

/// A commented file of settings in which everything is as it is without one.
pub const TEMPLATE: &str = include_str!("template.toml");
