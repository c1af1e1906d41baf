//! Where a clause begins, and which words after a mention still belong to its noun phrase.
use crate::claim::class::Class;
use crate::claim::noun::{PARENTHESIS, TAIL};
use crate::claim::view::View;
use crate::document::TokenKind;

impl View {
    /// Whether a clause may begin at `at`: the sentence does, or a break, a conjunction or a complementizer stands before it.
    pub(crate) fn opens_clause(&self, at: usize) -> bool {
        at == 0
            || self.kind(at - 1).may_end_clause()
            || matches!(
                self.kind(at - 1),
                TokenKind::OpenQuote
                    | TokenKind::CloseQuote
                    | TokenKind::Open
                    | TokenKind::LineBreak
            )
            || self.ending(at).any(|hit| {
                matches!(
                    hit.class,
                    Class::That
                        | Class::Subordinator
                        | Class::But
                        | Class::And
                        | Class::Whether
                        | Class::Consequence
                        | Class::Adverb
                        | Class::HedgeFrame
                        | Class::OpenFrame
                        | Class::DenialFrame
                        | Class::HedgeAdverb
                        | Class::ReportVerb
                        | Class::Auxiliary
                )
            })
    }

    /// Where the clause that `at` stands in begins: after the last break before it.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|&i| self.kind(i).may_end_clause())
            .map_or(0, |i| i + 1)
    }

    /// Whether the words `from..to` after a mention belong to its noun phrase: nothing, a prepositional phrase, a relative
    /// clause, a participle, a coordinated noun, or something between commas or brackets.
    pub(crate) fn is_tail(&self, from: usize, to: usize) -> bool {
        if from >= to {
            return from == to;
        }
        let last = self.kind(to - 1);
        match self.kind(from) {
            TokenKind::Comma | TokenKind::Dash => {
                let closed = to - from > 1 && matches!(last, TokenKind::Comma | TokenKind::Dash);
                let closes_next =
                    to < self.len() && matches!(self.kind(to), TokenKind::Comma | TokenKind::Dash);
                to - from <= PARENTHESIS && (closed || (closes_next && to - from > 1))
            }
            TokenKind::Open => to - from <= PARENTHESIS && last == TokenKind::Close,
            TokenKind::CloseQuote | TokenKind::OpenQuote | TokenKind::Number => {
                self.is_tail(from + 1, to)
            }
            // "smuggler's dream": the possessive belongs to its noun.
            TokenKind::Word if to - from == 1 && self.at(from, Class::Determiner).is_some() => true,
            TokenKind::Word => {
                let parenthesis = (from..to).find(|&i| {
                    matches!(
                        self.kind(i),
                        TokenKind::Comma | TokenKind::Open | TokenKind::Dash
                    )
                });
                let list = (from..to).any(|at| self.at(at, Class::And).is_some());
                let (plain, rest) = match parenthesis {
                    Some(at) if !self.is_tail(at, to) => (to, list),
                    Some(at) => (at, true),
                    None => (to, true),
                };
                rest && plain - from <= TAIL
                    && self.opens_tail(from)
                    && !self.has_barrier(from, plain)
            }
            TokenKind::Stop
            | TokenKind::QuestionMark
            | TokenKind::ExclamationMark
            | TokenKind::Semicolon
            | TokenKind::Colon
            | TokenKind::Slash
            | TokenKind::Close
            | TokenKind::LineBreak
            | TokenKind::Symbol => false,
        }
    }

    /// "since the ban WAS PASSED IN MAY": the rest of the clause that a conjunction of the frame opens.
    pub(super) fn is_predicate(&self, from: usize, to: usize) -> bool {
        to >= from
            && to - from <= TAIL
            && !(from..to)
                .any(|at| self.kind(at).may_end_clause() || self.at(at, Class::But).is_some())
    }

    pub(super) fn opens_tail(&self, at: usize) -> bool {
        self.starting(at).iter().any(|hit| {
            matches!(
                hit.class,
                Class::Of
                    | Class::Relative
                    | Class::Adverb
                    | Class::And
                    | Class::HedgeAdverb
                    | Class::ConditionLink
                    | Class::Find
                    | Class::Alone
            )
        }) || self.looks_like_participle(at)
            // "women smuggled into the country": the mention ends with the preposition.
            || self.before(at, Class::Of).is_some()
    }

    /// Words of a clause of its own inside a tail end the noun phrase, unless a relative pronoun opened it.
    pub(super) fn has_barrier(&self, from: usize, to: usize) -> bool {
        let relative = self.at(from, Class::Relative).is_some();
        (from..to).any(|at| {
            matches!(
                self.kind(at),
                TokenKind::Stop
                    | TokenKind::Semicolon
                    | TokenKind::Colon
                    | TokenKind::QuestionMark
                    | TokenKind::ExclamationMark
            ) || self.starting(at).iter().any(|hit| match hit.class {
                Class::But => true,
                Class::Auxiliary | Class::Subordinator | Class::Personal | Class::ReportVerb => {
                    !relative && at > from
                }
                _ => false,
            })
        })
    }

    pub(super) fn looks_like_participle(&self, at: usize) -> bool {
        // The participles that follow a noun ("laws treating buyers as", "a policy sold as") end in -ing, -ed or -en; the
        // irregular ones come with the forms of their verbs.
        let token = self.tokens[at].token;
        token.kind == TokenKind::Word && !token.capital && self.suffix_is_participle(at)
    }

    pub(super) fn skip_comma_left(&self, end: usize) -> usize {
        if end > 0 && self.kind(end - 1) == TokenKind::Comma {
            end - 1
        } else {
            end
        }
    }

    /// Skips ", ... ," right after `start`.
    pub(crate) fn skip_parenthesis_right(&self, start: usize) -> usize {
        if start >= self.len() || !matches!(self.kind(start), TokenKind::Comma | TokenKind::Dash) {
            return start;
        }
        let kind = self.kind(start);
        (start + 2..self.len().min(start + PARENTHESIS))
            .find(|&at| self.kind(at) == kind)
            .map_or(start, |at| at + 1)
    }

    /// Skips ", ... ," right before `end`.
    pub(crate) fn skip_parenthesis_left(&self, end: usize) -> usize {
        if end == 0 || !matches!(self.kind(end - 1), TokenKind::Comma | TokenKind::Dash) {
            return end;
        }
        let kind = self.kind(end - 1);
        (end.saturating_sub(PARENTHESIS)..end - 1)
            .rev()
            .find(|&at| self.kind(at) == kind)
            .unwrap_or(end)
    }
}
