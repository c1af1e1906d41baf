//! One document through the whole way: text to document, annotations, claims, findings.
//!
//! Owns the order of the steps. Knows no output format. In: a [`SourceFile`]. Out: an [`Outcome`].
//! Start at [`Linter::check`].

use std::path::Path;

use crate::citation::Citation;
use crate::claim::Claim;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{SourceFile, Span};

/// A pack of rules, ready to be applied.
#[derive(Debug)]
pub struct Linter {
    rules: Vec<RuleDoc>,
}

/// A mistake in a pack, which points at its place.
pub type PackFault = Box<dyn miette::Diagnostic + Send + Sync>;

/// What one document comes to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The findings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The claims, in source order.
    pub claims: Vec<ClaimRow>,
    /// Whether the document is one that the pack speaks about.
    pub on_subject: bool,
    /// How many sentences of prose it has.
    pub sentences: u32,
}

/// A claim with what a reader of an inventory wants beside it.
#[derive(Debug, Clone)]
pub struct ClaimRow {
    /// The claim.
    pub claim: Claim,
    /// Its sentence.
    pub sentence: Span,
    /// The citations that belong to it, by place.
    pub citations: Vec<Citation>,
}

/// How one sentence was read, step by step.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The sentence.
    pub span: Span,
    /// Its plain text.
    pub text: String,
    /// The steps, in order.
    pub sections: Vec<(String, Vec<TraceLine>)>,
}

/// One thing that a step found or decided.
#[derive(Debug, Clone)]
pub struct TraceLine {
    /// What.
    pub text: String,
    /// The words it is about.
    pub span: Option<Span>,
}

/// What a rule says of itself.
#[derive(Debug, Clone)]
pub struct RuleDoc {
    /// Its id.
    pub id: String,
    /// Its level, before settings.
    pub level: Level,
    /// What it reports, in one line.
    pub summary: String,
    /// What it reports, at length.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do about it.
    pub fix: String,
    /// Works and pages to read.
    pub references: Vec<String>,
    /// What is reported.
    pub bad: Vec<RuleExample>,
    /// What is not.
    pub good: Vec<RuleExample>,
    /// Where it is documented.
    pub url: Option<String>,
}

/// An example of a rule.
#[derive(Debug, Clone)]
pub struct RuleExample {
    /// Markdown.
    pub text: String,
    /// For a bad example, the words that are reported; for a good one, why it is good.
    pub note: Option<String>,
}

impl Linter {
    /// The pack that is built in.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn embedded() -> Result<Self, Vec<PackFault>> {
        Ok(Self { rules: Vec::new() })
    }

    /// The pack in a folder.
    ///
    /// # Errors
    /// Every mistake in its files.
    pub fn with_pack(_folder: &Path) -> Result<Self, Vec<PackFault>> {
        Self::embedded()
    }

    /// The findings in a file.
    pub fn check(&self, _file: &SourceFile) -> Outcome {
        Outcome::default()
    }

    /// The claims in a file.
    pub fn claims(&self, _file: &SourceFile) -> Outcome {
        Outcome::default()
    }

    /// How the sentences on a line (from 1) were read.
    pub fn trace(&self, _file: &SourceFile, _line: u32) -> Vec<Trace> {
        Vec::new()
    }

    /// The rules of the pack, by id.
    pub fn rules(&self) -> &[RuleDoc] {
        &self.rules
    }
}
