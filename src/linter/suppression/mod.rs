//! What a document says about findings that it does not want: comments and a key of its front matter.

mod apply;
mod comment;
mod front_matter;
mod rules;

pub(super) use apply::{Scopes, rows};
pub(super) use rules::OWN_RULES;

use crate::source::Span;

/// The rule that reports a suppression that cannot be followed.
const BAD: &str = "bad-suppression";
/// The rule that reports one that nothing needs.
const UNUSED: &str = "unused-suppression";

/// What a suppression reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The line that the comment stands on.
    Line,
    /// The next line that is not empty.
    NextLine,
    /// The next Markdown block: a whole list, table or block quote is one.
    NextBlock,
    /// Everything up to the comment that ends it.
    Block,
    /// The whole file, by a comment.
    File,
    /// The whole file, by its front matter.
    FrontMatter,
}

impl Reach {
    /// Its name, as it stands in a comment and in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "disable-line",
            Self::NextLine => "disable-next-line",
            Self::NextBlock => "disable-next-block",
            Self::Block => "disable",
            Self::File => "disable-file",
            Self::FrontMatter => "front-matter",
        }
    }
}

/// A suppression, for an editor's audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionRow {
    /// What it reaches.
    pub reach: Reach,
    /// The rules it names.
    pub rules: Vec<String>,
    /// Why; none where it does not say.
    pub reason: Option<String>,
    /// The comment, or the rules in the front matter.
    pub span: Span,
}

/// A suppression as it is written.
#[derive(Debug)]
struct Written {
    reach: Reach,
    /// Each name with its place.
    rules: Vec<(String, Span)>,
    reason: Option<String>,
    span: Span,
    next_block: Option<Span>,
}

/// What a document says, in the order of the file.
#[derive(Debug)]
enum Statement {
    Disable(Written),
    /// The end of a `disable`, for these rules; for all where it names none.
    Enable(Vec<(String, Span)>, Span),
    /// What cannot be understood: what is wrong, what to do, and where.
    Slip {
        message: String,
        help: String,
        span: Span,
    },
}
