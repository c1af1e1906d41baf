use crate::annotate::{ListId, Match};
use crate::diagnostic::Diagnostic;
use crate::document::TokenKind;
use crate::rule::words::{Passage, WordRule, overlap};

/// A rule of the kind attribution, checked: it reports a statement that rests on people or studies whom nobody could find.
#[derive(Debug, Clone)]
pub struct AttributionRule {
    /// What every rule on words has.
    pub base: WordRule,
    /// Words that name nobody.
    pub vague: ListId,
    /// Words around those that name somebody after all, or take up who was named before.
    pub named: Option<ListId>,
    /// What the statement is about: one of these.
    pub about: Vec<ListId>,
}

impl AttributionRule {
    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let about = self.about.iter().copied();
        [self.vague].into_iter().chain(self.named).chain(about)
    }
}

/// The role of the words that are reported.
pub(super) const ATTRIBUTION: &str = "attribution";

/// The finding about the first vague attribution of a sentence that cites nothing.
pub(super) fn check(rule: &AttributionRule, passage: &Passage<'_>) -> Option<Diagnostic> {
    if passage.asks() || passage.is_cited() {
        return None;
    }
    let is_named = |found: Match| {
        let mut named = rule.named.iter().flat_map(|list| passage.all(*list));
        named.any(|named| overlap(named, found))
    };
    let vague = |found: &Match| {
        passage.is_own(*found) && !is_named(*found) && !follows_name(passage, *found)
    };
    let found = passage.all(rule.vague).find(vague)?;
    let about = |mention: Match| !overlap(mention, found);
    passage
        .mentions(&rule.about)
        .any(about)
        .then(|| passage.report(&rule.base, ATTRIBUTION, found))
}

/// "UN experts": a name right before the words says whose they are. The first word of a sentence has a capital anyway, so there only
/// letters that are all capitals are a name.
fn follows_name(passage: &Passage<'_>, found: Match) -> bool {
    let first = passage.tokens.start;
    let Some(before) = (found.start as usize)
        .checked_sub(1)
        .filter(|at| *at >= first)
    else {
        return false;
    };
    let token = passage.words.tokens[before];
    let text = token.range.slice(&passage.block.text);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let acronym = letters().nth(1).is_some() && letters().all(char::is_uppercase);
    token.kind == TokenKind::Word && token.capital && (before > first || acronym)
}
