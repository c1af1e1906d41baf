use crate::annotate::{ListId, Match};
use crate::diagnostic::Diagnostic;
use crate::document::TokenKind;
use crate::rule::words::{Passage, WordRule};

/// A rule of the kind phrase, checked: it reports a term in the author's own words.
#[derive(Debug, Clone)]
pub struct PhraseRule {
    /// What every rule on words has.
    pub base: WordRule,
    /// The terms.
    pub terms: ListId,
    /// Words beside which a term is spoken of and not used: it is objected to, replaced, or called a term.
    pub spoken_of: Option<ListId>,
}

impl PhraseRule {
    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        [self.terms].into_iter().chain(self.spoken_of)
    }
}

/// The role of the words that are reported.
pub(super) const TERM: &str = "term";

/// The finding about the first term that a sentence uses.
pub(super) fn check(rule: &PhraseRule, passage: &Passage<'_>) -> Option<Diagnostic> {
    if rule
        .spoken_of
        .is_some_and(|list| passage.all(list).next().is_some())
    {
        return None;
    }
    let used = |found: &Match| passage.is_own(*found) && !is_part_of_name(passage, *found);
    let found = passage.all(rule.terms).find(used)?;
    Some(passage.report(&rule.base, TERM, found))
}

/// "the League of Coffee Drinkers": in running text a term all in capitals is part of a name.
fn is_part_of_name(passage: &Passage<'_>, found: Match) -> bool {
    let tokens = &passage.words.tokens;
    let in_capitals = |at: usize| tokens[at].kind != TokenKind::Word || tokens[at].capital;
    let first = passage.tokens.start;
    found.start as usize > first
        && (found.start as usize..found.end as usize).all(in_capitals)
        && !passage.tokens.clone().all(in_capitals)
        && !passage.is_heading()
}
