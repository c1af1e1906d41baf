//! Whose voice a report or a quotation is.

use super::COMPLEMENT;
use crate::claim::class::Class;
use crate::claim::reader::Reading;
use crate::claim::view::{Ending, Hit, View};
use crate::document::TokenKind;

/// How many tokens, marks included, make a quotation of somebody's words.
const SHORTEST_QUOTATION: usize = 5;

/// How many words may stand on either side of the verb of a reporting clause between commas.
const REPORTING: usize = 7;

/// "As this paper has shown": the view is the author's own.
pub(super) fn names_author(view: &View, hit: Hit) -> bool {
    view.hits.iter().any(|own| {
        own.class == Class::OwnSpeaker
            && own.end - own.start > 1
            && own.end > hit.start
            && own.start < hit.end
    })
}

/// "We show that", "research shows that": the author's own voice.
pub(crate) fn is_own_voice(view: &View, verb: Hit, scope: usize) -> bool {
    let mut at = verb.start;
    let mut passive = false;
    while let Some(hit) = view.ending(at).find(|hit| {
        matches!(
            hit.class,
            Class::Auxiliary
                | Class::Adverb
                | Class::HedgeAdverb
                | Class::HedgeModal
                | Class::Negation
        ) && hit.start >= scope
    }) {
        passive |= view.at(hit.start, Class::Be).is_some();
        at = hit.start;
    }
    // "we are told" is not what we say.
    if passive && view.tokens[verb.start].ending == Ending::Past {
        return false;
    }
    // "We follow forty cities and show": the subject of the first verb is that of the second.
    if let Some(and) = view.before(at, Class::And).filter(|and| and.start >= scope) {
        let first = view.clause_start(and.start).max(scope);
        let own = view
            .starting(first)
            .iter()
            .any(|hit| hit.class == Class::OwnSpeaker);
        if own && view.within(first, and.start, Class::That).next().is_none() {
            return true;
        }
    }
    // "Evidence from several states shows": nameless, as long as no name stands in between.
    let start = view.clause_start(at);
    let nameless = view.at(start, Class::VagueEvidence).is_some_and(|hit| {
        hit.end <= at
            && at - hit.end <= COMPLEMENT
            && !(hit.end..at).any(|i| view.tokens[i].token.capital)
    });
    // "My own work in four towns shows".
    let own = view.at(start, Class::OwnSpeaker).is_some_and(|hit| {
        hit.end - hit.start > 1
            && hit.end <= at
            && at - hit.end <= COMPLEMENT
            && !(hit.end..at).any(|i| view.kind(i) == TokenKind::Comma)
    });
    nameless
        || own
        || view.ending(at).any(|hit| {
            hit.class == Class::OwnSpeaker
                || (hit.class == Class::VagueEvidence && is_nameless(view, hit))
        })
}

/// Nameless evidence stands at the start of its clause; with a name, number or article before it, it is a source.
pub(super) fn is_nameless(view: &View, hit: Hit) -> bool {
    // "the institute's researchers".
    let theirs = view.before(hit.start, Class::Determiner).is_some()
        && view.at(hit.start, Class::Speaker).is_some();
    view.opens_clause(hit.start) && !theirs
}

/// A claim inside quotation marks, in a sentence that outside of them has a verb of saying: somebody else's words. A word or
/// two in quotation marks are not: they keep a distance from a name, not from the claim.
pub(super) fn quotation(view: &View, reading: &Reading) -> Option<Hit> {
    let cue = reading.cue;
    let open = (0..cue.start + 1)
        .rev()
        .find(|&at| matches!(view.kind(at), TokenKind::OpenQuote | TokenKind::CloseQuote))?;
    let close = (cue.end..view.len())
        .find(|&at| matches!(view.kind(at), TokenKind::OpenQuote | TokenKind::CloseQuote))
        .unwrap_or(view.len());
    if view.kind(open) != TokenKind::OpenQuote || close - open < SHORTEST_QUOTATION {
        return None;
    }
    // A headline: "...": MLA.
    let speaker = close + 2 < view.len() + 1
        && view
            .tokens
            .get(close + 1)
            .is_some_and(|token| token.token.kind == TokenKind::Colon)
        && view
            .tokens
            .get(close + 2)
            .is_some_and(|token| token.token.capital);
    if speaker {
        return Some(Hit {
            class: Class::According,
            start: close + 1,
            end: close + 3,
            sign: 0,
            gapped: false,
        });
    }
    view.hits.iter().copied().find(|hit| {
        matches!(
            hit.class,
            Class::ReportVerb | Class::According | Class::Verdict | Class::PassiveReport
        ) && (hit.end <= open || hit.start > close)
            && !is_own_voice(view, *hit, 0)
    })
}

/// ", she writes,": a reporting clause between two commas.
pub(super) fn is_parenthetical(view: &View, verb: Hit) -> bool {
    let closes = (verb.end..view.len().min(verb.end + REPORTING))
        .any(|at| matches!(view.kind(at), TokenKind::Comma | TokenKind::Dash));
    let opens = (verb.start.saturating_sub(REPORTING)..verb.start)
        .any(|at| matches!(view.kind(at), TokenKind::Comma | TokenKind::Dash));
    closes && opens
}
