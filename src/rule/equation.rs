use crate::annotate::{ListId, Match};
use crate::diagnostic::Diagnostic;
use crate::document::{Token, TokenKind};
use crate::rule::words::{Passage, WordRule, overlap};

/// A rule of the kind equation, checked: it reports a statement that sets one thing equal to another, in the author's voice.
#[derive(Debug, Clone)]
pub struct EquationRule {
    /// What every rule on words has.
    pub base: WordRule,
    /// The statements, each a whole phrase.
    pub statements: ListId,
    /// Statements of which one side follows behind the phrase.
    pub heads: Option<ListId>,
    /// What makes a list of that side, so that no single thing is named.
    pub joined_by: Option<ListId>,
    /// A statement is left alone whose paragraph has words of each of these; none where this is empty.
    pub whole_with: Vec<ListId>,
    /// What stands before a statement in its own clause and denies it.
    pub denied_by: Vec<ListId>,
    /// What stands before a statement and doubts, asks or reports it.
    pub governed_by: Vec<ListId>,
    /// What stands right behind a statement and narrows it to a part.
    pub narrowed_by: Option<ListId>,
    /// What stands behind a statement and denies, limits or reports it.
    pub undone_by: Vec<ListId>,
    /// Words that make a report the author's own.
    pub own: Vec<ListId>,
}

impl EquationRule {
    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let others = [
            &self.whole_with,
            &self.denied_by,
            &self.governed_by,
            &self.undone_by,
            &self.own,
        ];
        let others = others.into_iter().flatten().copied();
        let single = [self.joined_by, self.narrowed_by].into_iter().flatten();
        self.statements().chain(single).chain(others)
    }

    /// The lists of statements.
    pub(super) fn statements(&self) -> impl Iterator<Item = ListId> {
        [self.statements].into_iter().chain(self.heads)
    }
}

/// The role of the words that are reported.
pub(super) const EQUATION: &str = "equation";

/// The finding about the first statement that a sentence makes flatly.
pub(super) fn check(rule: &EquationRule, passage: &Passage<'_>) -> Option<Diagnostic> {
    if passage.asks() {
        return None;
    }
    let flat = |found: &Match| {
        passage.is_own(*found)
            && !is_denied(rule, passage, *found)
            && !is_governed(rule, passage, *found)
            && !is_narrowed(rule, passage, *found)
            && !is_undone(rule, passage, *found)
            && !is_whole(rule, passage)
    };
    let heads = rule.heads.iter().flat_map(|list| passage.all(*list));
    let heads = heads.filter(|head| !is_joined(rule, passage, *head));
    let found = passage.all(rule.statements).chain(heads).find(flat)?;
    Some(passage.report(&rule.base, EQUATION, found))
}

/// "It is not true that ...": a negation in the same clause, and in none of its asides (", not law,").
fn is_denied(rule: &EquationRule, passage: &Passage<'_>, found: Match) -> bool {
    let tokens = &passage.words.tokens;
    let is = |at: usize, kind| tokens.get(at).is_some_and(|token| token.kind == kind);
    let before = passage.tokens.start..found.start as usize;
    let start = (before.clone().rev())
        .find(|&at| tokens[at].kind.ends_clause())
        .map_or(before.start, |at| at + 1);
    let aside = |negation: Match| {
        let (first, end) = (negation.start as usize, negation.end as usize);
        first > start
            && is(first - 1, TokenKind::Comma)
            && (end..before.end).any(|at| is(at, TokenKind::Comma))
    };
    passage.any(&rule.denied_by).any(|negation| {
        (start..before.end).contains(&(negation.start as usize)) && !aside(negation)
    })
}

/// Whether the words before a statement, from the last semicolon on, take it back.
fn is_governed(rule: &EquationRule, passage: &Passage<'_>, found: Match) -> bool {
    let tokens = &passage.words.tokens;
    let parts = |token: &Token| token.kind == TokenKind::Semicolon;
    let start = (passage.tokens.start..found.start as usize)
        .rev()
        .find(|&at| parts(&tokens[at]))
        .map_or(passage.tokens.start, |at| at + 1);
    let is_own = |governor: Match| {
        let own = passage.any(&rule.own);
        own.into_iter()
            .any(|own| own.end == governor.start || overlap(own, governor))
    };
    passage
        .any(&rule.governed_by)
        .filter(|governor| (start..found.start as usize).contains(&(governor.start as usize)))
        .any(|governor| !is_own(governor))
}

/// A definition with all its parts, in whichever sentence of the paragraph they stand.
fn is_whole(rule: &EquationRule, passage: &Passage<'_>) -> bool {
    !rule.whole_with.is_empty() && passage.block_names_all(&rule.whole_with)
}

/// "is poison where too much is drunk": the statement holds for some cases only.
fn is_narrowed(rule: &EquationRule, passage: &Passage<'_>, found: Match) -> bool {
    let mut narrowing = rule.narrowed_by.iter().flat_map(|list| passage.all(*list));
    narrowing.any(|narrowing| found.end <= narrowing.start && narrowing.start <= found.end + 1)
}

/// How many words behind the head of a statement are looked at for the end of its other side.
const SIDE: usize = 8;

/// "the root cause is poverty and debt": what follows names more than one thing.
fn is_joined(rule: &EquationRule, passage: &Passage<'_>, head: Match) -> bool {
    let tokens = &passage.words.tokens;
    let start = head.end as usize;
    let limit = passage.tokens.end.min(start + SIDE);
    let end = (start..limit)
        .find(|&at| tokens[at].kind.ends_clause())
        .unwrap_or(limit);
    let mut joins = rule.joined_by.iter().flat_map(|list| passage.all(*list));
    joins.any(|join| (start..end).contains(&(join.start as usize)))
}

fn is_undone(rule: &EquationRule, passage: &Passage<'_>, found: Match) -> bool {
    let tokens = &passage.words.tokens;
    passage.any(&rule.undone_by).any(|undoing| {
        let between = tokens.get(found.end as usize..undoing.start as usize);
        between.is_some_and(|between| {
            !between
                .iter()
                .any(|token| token.kind == TokenKind::Semicolon)
        })
    })
}
