use std::ops::Range;

use crate::document::inline::Origin;
use crate::source::Span;

/// A comment that begins with the program's own name: `<!-- caveat-... -->`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands, its marks included.
    pub span: Span,
    /// The whole of the Markdown block that begins next (a list, a table and a block quote are one), if any does.
    pub next_block: Option<Span>,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "caveat-";

/// The program's own comments, while a document is read.
#[derive(Debug, Default)]
pub(super) struct Comments {
    found: Vec<Comment>,
    /// Those from here on still wait for the block that comes next.
    waiting: usize,
}

impl Comments {
    /// Takes the comments in a stretch of raw HTML.
    pub(super) fn html(&mut self, origin: Origin<'_>, range: &Range<usize>) {
        let Some(html) = origin.text.get(range.clone()) else {
            return;
        };
        let mut at = 0;
        while let Some(start) = html[at..].find(OPEN).map(|found| at + found) {
            let inside = start + OPEN.len();
            let Some(length) = html[inside..].find(CLOSE) else {
                return;
            };
            at = inside + length + CLOSE.len();
            if html[inside..].trim_start().starts_with(NAME) {
                self.found.push(Comment {
                    span: origin.span(&(range.start + start..range.start + at)),
                    next_block: None,
                });
            }
        }
    }

    /// A block begins at `span`, and is what comes next to all comments that wait.
    pub(super) fn block(&mut self, span: Span) {
        for comment in &mut self.found[self.waiting..] {
            comment.next_block = Some(span);
        }
        self.waiting = self.found.len();
    }

    pub(super) fn finish(self) -> Vec<Comment> {
        self.found
    }
}
