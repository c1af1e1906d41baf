//! The one type of finding that rules give, levels are applied to and reporters print; and mistakes in the files that the user
//! gave beside documents.

mod fault;
mod nearest;
mod toml;

pub use fault::Fault;
pub(crate) use nearest::nearest;

use crate::source::Span;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth knowing.
    Advice,
    /// Worth changing.
    Warning,
    /// To be changed.
    Error,
}

/// A finding about one file, complete: a reporter chooses what to show and computes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The id of the rule.
    pub rule: String,
    /// Its level.
    pub level: Level,
    /// What is the case, in one clause that stands alone.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Markdown that can stand in the place of `span` and says the same in a way that the rule does not report.
    pub rewording: Option<String>,
    /// Where its rule is documented.
    pub url: Option<String>,
    /// The sentence (or mark) it is about.
    pub span: Span,
    /// The words it is about, by start.
    pub labels: Vec<Label>,
    /// For coverage: the ids of the factors left out, in the order of the rule.
    pub missing: Vec<String>,
}

/// Words with a role in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// `cause`, `cue`, `effect`, or the id of a factor that was found.
    pub role: String,
    /// Where.
    pub span: Span,
    /// A few words to show beside it.
    pub text: String,
}

impl Label {
    /// Words in this role, with a few words to show beside them.
    pub fn new(role: impl Into<String>, text: impl Into<String>, span: Span) -> Self {
        Self {
            role: role.into(),
            span,
            text: text.into(),
        }
    }
}
