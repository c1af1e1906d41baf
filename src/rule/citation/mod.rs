//! Rules of the kind citation: what is wrong with a citation itself, or with what it is to bear.
//!
//! Owns one file for each fault. In: a case. Out: diagnostics. Start at [`check`].

mod duplicate;
mod known;
pub mod support;
mod unresolved;
mod unused;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Label, Level};
use crate::rule::Case;
use crate::rule::claim::DirectionWords;
use crate::rule::fill::fill;
use crate::source::Span;

/// A rule of the kind citation, checked.
#[derive(Debug, Clone)]
pub struct CitationRule {
    /// The id of the rule.
    pub id: String,
    /// Where the rule is documented.
    pub url: Option<String>,
    /// The level of its findings.
    pub level: Level,
    /// What it reports.
    pub fault: Fault,
    /// What is the case and what to do.
    pub texts: Texts,
    /// The same for single cases, by their names.
    pub cases: BTreeMap<String, Texts>,
    /// The words for `{claimed}` and `{found}`.
    pub directions: DirectionWords,
}

/// What is the case and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// What is the case.
    pub message: String,
    /// What to do.
    pub help: String,
    /// A few words beside another place that belongs to the finding.
    pub label: String,
}

/// What can be wrong with a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It leads nowhere.
    Unresolved,
    /// It leads to a work that has another key, too.
    Duplicate,
    /// A work that nothing cites.
    Unused,
    /// It leads to a work that is known to report the opposite of the claim.
    Contradicts,
    /// It leads to a work that is known to fall short of the claim.
    Exceeds,
}

impl Fault {
    /// Every fault, with its name in rule files.
    pub const ALL: [(&str, Self); 5] = [
        ("unresolved", Self::Unresolved),
        ("duplicate", Self::Duplicate),
        ("unused", Self::Unused),
        ("contradicts", Self::Contradicts),
        ("exceeds", Self::Exceeds),
    ];

    /// The cases in which a rule on it can say something else than in most.
    pub fn cases(self) -> &'static [&'static str] {
        match self {
            Self::Unresolved => &["key-near", "key-without-bibliography", "note", "number"],
            Self::Duplicate => &[],
            Self::Unused => &["file"],
            Self::Contradicts => &[],
            Self::Exceeds => &["association"],
        }
    }

    /// What can be filled in to its texts.
    pub fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Unresolved => &["mark", "nearest", "last"],
            Self::Duplicate => &["mark", "other", "doi"],
            Self::Unused => &["work", "works", "count"],
            Self::Contradicts | Self::Exceeds => {
                &["source", "measures", "summary", "model", "claimed", "found"]
            }
        }
    }
}

/// The findings of a rule, by place.
pub fn check(rule: &CitationRule, case: &Case<'_>) -> Vec<Diagnostic> {
    match rule.fault {
        Fault::Unresolved => unresolved::check(rule, case),
        Fault::Duplicate => duplicate::check(rule, case),
        Fault::Unused => unused::check(rule, case),
        Fault::Contradicts | Fault::Exceeds => known::check(rule, case),
    }
}

impl CitationRule {
    /// A finding at `span` in the case called `name`.
    fn finding(
        &self,
        case: &Case<'_>,
        name: &str,
        span: Span,
        labels: Vec<Label>,
        value: impl Fn(&str) -> Option<String>,
    ) -> Diagnostic {
        let texts = self.cases.get(name).unwrap_or(&self.texts);
        Diagnostic {
            rule: self.id.clone(),
            level: self.level,
            message: fill(&texts.message, &value),
            help: case.advises.then(|| fill(&texts.help, &value)),
            rewording: None,
            url: self.url.clone(),
            span,
            labels,
            missing: Vec::new(),
        }
    }
}
