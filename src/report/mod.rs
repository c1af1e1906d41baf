//! Findings, claims, traces and rule documentation as people and programs read them: one file per format.
//!
//! Owns the output formats and what makes text safe for a terminal. Knows nothing of files on disk, arguments, colour
//! settings, English or the subject. In: a file and what was found in it. Out: text. Start at [`Reporter`].
//!
//! A new format is a variant of [`Format`] and one file beside `concise.rs`.

mod cells;
mod claims_table;
mod concise;
mod json;
mod names;
mod pretty;
mod rule_page;
mod sanitize;
mod snippet;
mod sources_table;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod trace;

use std::io;

use crate::diagnostic::{Diagnostic, Fault};
use crate::linter::{ClaimRow, PackFault, RuleDoc, SourceRow, SuppressionRow, Trace};
use crate::source::SourceFile;

pub use sanitize::{name as safe_name, words as safe_words};
pub use summary::{Listing, Summary};

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excerpts with labels, for people.
    Pretty,
    /// One line each.
    Concise,
    /// One JSON document.
    Json,
}

/// What the place that is written to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether it takes ANSI colours.
    pub color: bool,
    /// Whether frames are drawn with box characters; else with ASCII.
    pub unicode: bool,
    /// Whether it takes hyperlinks (OSC 8).
    pub links: bool,
    /// The columns of a terminal; none where the output is not a terminal and lines may have any length.
    pub width: Option<usize>,
}

/// The width that text is set to where there is no terminal to ask.
const PAGE_WIDTH: usize = 100;

impl Look {
    /// Neither colour nor links nor a terminal.
    pub fn plain() -> Self {
        Self {
            color: false,
            unicode: true,
            links: false,
            width: None,
        }
    }

    /// Narrower than 40 columns nothing readable can be set.
    fn page_width(self) -> usize {
        self.width.unwrap_or(PAGE_WIDTH).max(40)
    }
}

/// Turns findings and claims into text of one format. Each file's part is made apart from the others, so that many can be
/// made at once, and [`Reporter::write`] puts them together.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    look: Look,
    pretty: pretty::Pretty,
}

impl Reporter {
    /// A reporter for one run.
    pub fn new(format: Format, look: Look) -> Self {
        Self {
            format,
            look,
            pretty: pretty::Pretty::new(look),
        }
    }

    /// The findings of one file, without those at level off. Every place is a span of `file`.
    pub fn diagnostics(&self, file: &SourceFile, diagnostics: &[Diagnostic]) -> String {
        match self.format {
            Format::Pretty => self.pretty.diagnostics(file, diagnostics),
            Format::Concise => concise::diagnostics(file, diagnostics),
            Format::Json => json::diagnostics(file, diagnostics),
        }
    }

    /// The claims of one file. Every place is a span of `file`.
    pub fn claims(&self, file: &SourceFile, claims: &[ClaimRow]) -> String {
        match self.format {
            Format::Pretty => claims_table::claims(file, claims, self.look),
            Format::Concise => concise::claims(file, claims),
            Format::Json => json::claims(file, claims),
        }
    }

    /// The sources of one file. Every place is a span of `file`.
    pub fn sources(&self, file: &SourceFile, sources: &[SourceRow]) -> String {
        match self.format {
            Format::Pretty => sources_table::sources(file, sources, self.look),
            Format::Concise => concise::sources(file, sources),
            Format::Json => json::sources(file, sources),
        }
    }

    /// The suppressions of one file, for an editor's audit. Every place is a span of `file`.
    pub fn suppressions(&self, file: &SourceFile, rows: &[SuppressionRow]) -> String {
        match self.format {
            Format::Pretty | Format::Concise => concise::suppressions(file, rows),
            Format::Json => json::suppressions(file, rows),
        }
    }

    /// Writes the parts of all files, in their order, with what the format puts around them.
    ///
    /// # Errors
    /// What `out` gives.
    pub fn write<'a>(
        &self,
        listing: Listing,
        parts: impl Iterator<Item = &'a str>,
        summary: &Summary,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut parts = parts.filter(|part| !part.is_empty());
        match self.format {
            Format::Json => json::write(listing, parts, summary, out),
            Format::Pretty | Format::Concise => {
                parts.try_for_each(|part| out.write_all(part.as_bytes()))
            }
        }
    }
}

/// How sentences were read, for `caveat why`.
pub fn traces(file: &SourceFile, traces: &[Trace], look: Look) -> String {
    trace::traces(file, traces, look)
}

/// What a rule says of itself, for `caveat explain`.
pub fn rule_page(rule: &RuleDoc, look: Look) -> String {
    rule_page::page(rule, look)
}

/// One line a rule, for `caveat rules`.
pub fn rule_list(rules: &[RuleDoc], look: Look) -> String {
    rule_page::list(rules, look)
}

/// A mistake in a bibliography, with its place.
pub fn fault(fault: &Fault, look: Look) -> String {
    pretty::fault(fault, look)
}

/// A mistake in a file of rules, with its place.
pub fn pack_fault(fault: &PackFault, look: Look) -> String {
    pretty::pack_fault(fault, look)
}
