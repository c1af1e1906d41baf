//! What stands before a claim and governs it.

use super::report::{announced_report, unlisted_report};
use super::title::is_title_case;
use super::voice::{is_own_voice, is_parenthetical, names_author};
use super::{COMPLEMENT, Governors, LABEL};
use crate::claim::class::Class;
use crate::claim::noun::CauseRef;
use crate::claim::reader::Reading;
use crate::claim::view::{Ending, Hit, View};
use crate::document::TokenKind;

pub(super) fn left_context(
    view: &View,
    reading: &Reading,
    scope: usize,
    governors: &mut Governors,
) {
    let claim = reading.start;
    for hit in view
        .hits
        .iter()
        .copied()
        .filter(|hit| hit.start >= scope && hit.end <= claim + 1)
    {
        match hit.class {
            // "the prospect of": a noun of doubt governs what follows its preposition, and nothing further on.
            Class::HedgeFrame if hit.end >= claim || view.before(hit.end, Class::Of).is_none() => {
                governors.hedges.push(hit);
            }
            Class::HedgeAdverb if hit.end <= claim => governors.hedges.push(hit),
            // "might be the one law that ends it": what governs the copula governs the predicate.
            Class::HedgeModal
                if view
                    .before(claim, Class::Be)
                    .is_some_and(|be| be.start >= hit.end && be.start - hit.end <= 1) =>
            {
                governors.hedges.push(hit);
            }
            Class::OpenFrame => governors.open.push(hit),
            Class::DenialFrame => governors.denials.push(hit),
            Class::NegativeSubject if is_subject_of(view, hit, claim) => {
                governors.negations.push(hit);
            }
            // "In none of the cities did the ban ...": a fronted negation turns subject and auxiliary around.
            Class::NegativeSubject
                if hit.start <= scope + 1 && view.before(claim, Class::Auxiliary).is_some() =>
            {
                governors.negations.push(hit);
            }
            Class::Negation if hit.end == claim => governors.negations.push(hit),
            Class::Negation if hit.start == scope => governors.negations.push(hit),
            Class::DenialLabel if is_label(view, hit, scope, claim) => governors.denials.push(hit),
            Class::ReportLabel if is_label(view, hit, scope, claim) => governors.reports.push(hit),
            Class::SoftReportVerb if hit.end <= claim && takes_complement(view, hit, claim) => {
                governors.hedges.push(hit)
            }
            Class::According if !names_author(view, hit) && !is_own_view(view, hit) => {
                governors.reports.push(hit)
            }
            Class::PassiveReport if hit.end <= claim => governors.reports.push(hit),
            Class::ReportNoun if !is_own_view(view, hit) => governors.reports.push(hit),
            Class::ReportVerb
                if hit.end <= claim
                    && !is_noun(view, hit, scope)
                    && takes_complement(view, hit, claim)
                    && !is_own_view(view, hit)
                    && !is_own_voice(view, hit, scope) =>
            {
                governors.reports.push(hit);
            }
            Class::AimVerb
                if hit.end <= claim
                    && (claim - hit.end <= 3 || is_heading_aim(view, hit, scope, claim)) =>
            {
                governors.aims.push(hit);
            }
            // "It is doubtful whether" doubts, and does not ask.
            Class::Whether
                if hit.end <= claim && claim - hit.end <= 2 && !is_own_view(view, hit) =>
            {
                governors.asked = true
            }
            Class::Recommendation => governors.recommended = true,
            Class::Alone => governors.alone.push(hit),
            _ => {}
        }
    }
    governors.reports.extend(for_whom(view, scope, claim));
    governors.expected = is_expected(view, reading, scope);
    // "is the best way to fight it": the chain says what comes of it.
    governors.recommended |= is_imperative(view, reading, scope)
        || reading
            .group
            .iter()
            .any(|hit| hit.class == Class::NeutralChain);
    governors
        .reports
        .extend(unlisted_report(view, reading.start, scope));
    governors
        .reports
        .extend(announced_report(view, reading, scope));
    let endorsed = view
        .hits
        .iter()
        .any(|hit| hit.class == Class::Endorsement && hit.start >= scope && hit.end <= claim);
    if endorsed {
        governors.reports.clear();
    }
    if let Some(report) = governors.reports.iter().map(|hit| hit.start).min() {
        governors.authors_hedge_outside |= governors
            .hedges
            .iter()
            .any(|hedge| hedge.class == Class::HedgeFrame && hedge.end <= report);
    }
}

/// "For the economist Vane, the ban ...": somebody whose view it is, before a comma.
fn for_whom(view: &View, scope: usize, claim: usize) -> Option<Hit> {
    let for_ = view.at(scope, Class::For)?;
    let comma = (for_.end..claim).find(|&at| view.kind(at) == TokenKind::Comma)?;
    let speaker = view.within(for_.end, comma, Class::Speaker).next()?;
    (view.kind(for_.start) == TokenKind::Word).then_some(speaker)
}

/// "expects the ban to end it": a verb of saying right before the cause, and the infinitive right after it.
fn is_expected(view: &View, reading: &Reading, scope: usize) -> bool {
    let CauseRef::Named(mention) = reading.cause else {
        return false;
    };
    let infinitive = mention.end < reading.cue.start && view.at(mention.end, Class::To).is_some();
    infinitive
        && view
            .before(reading.start, Class::ReportVerb)
            .is_some_and(|verb| !is_noun(view, verb, scope))
}

/// "We are convinced that", "we are inclined to think that": the verb belongs to a phrase for the author's own view or doubt.
pub(super) fn is_own_view(view: &View, verb: Hit) -> bool {
    view.hits
        .iter()
        .take_while(|own| own.start <= verb.start)
        .any(|own| {
            matches!(
                own.class,
                Class::OwnView | Class::HedgeFrame | Class::OpenFrame | Class::VagueEvidence
            ) && own.end >= verb.end
        })
}

/// "Ban it to end crime": the cause opens the sentence with a bare verb, and no verb is finite before the cue.
pub(super) fn is_imperative(view: &View, reading: &Reading, scope: usize) -> bool {
    // A bare verb may be that of a noun phrase, too; what is finite after it tells.
    let (cause, anaphor) = match reading.cause {
        CauseRef::Named(mention) => (mention.start, mention.anaphor),
        CauseRef::Pronoun { start, .. } => (start, true),
    };
    if cause > reading.cue.start {
        // "To end crime, ban it": the cause follows the comma at once, or a recommendation stands between.
        return (view.kind(cause - 1) == TokenKind::Comma && view.tokens[cause].bare && !anaphor)
            || view
                .within(reading.cue.end, cause, Class::Recommendation)
                .next()
                .is_some();
    }
    let finite = (reading.start..reading.cue.start).any(|at| {
        view.at(at, Class::Auxiliary).is_some() || view.tokens[at].ending == Ending::Past
    });
    // "Pass the bill to end crime" commands; "Article 6 asks states to" does not.
    let numbered = anaphor
        && view
            .tokens
            .get(cause + 1)
            .is_some_and(|next| matches!(next.token.kind, TokenKind::Number));
    // "And ban it": a coordinator may open the sentence.
    let opens = reading.start == scope
        || view
            .at(scope, Class::And)
            .is_some_and(|and| and.end == reading.start);
    opens && view.tokens[cause].bare && !numbered && !finite
}

/// "Mission of the group: to ...": an aim at the start of the sentence, and a colon before the claim.
fn is_heading_aim(view: &View, hit: Hit, scope: usize, claim: usize) -> bool {
    hit.start <= scope + 1 && (hit.end..claim).any(|at| view.kind(at) == TokenKind::Colon)
}

/// "MYTH: ...", "Claim 4: ...": a word at the start of the sentence, and a colon within a few tokens.
fn is_label(view: &View, hit: Hit, scope: usize, claim: usize) -> bool {
    let opens = hit.start <= scope + 1;
    opens && (hit.end..claim.min(hit.end + LABEL)).any(|at| view.kind(at) == TokenKind::Colon)
}

/// "States that ban it", "in proposing it": a word that could be a verb of saying, with nobody who says it.
fn is_noun(view: &View, verb: Hit, scope: usize) -> bool {
    let first = verb.start == scope
        && verb.end - verb.start == 1
        && view.tokens[verb.start].ending == Ending::Other
        && !view.tokens[verb.start].bare;
    let gerund = view.tokens[verb.start].ending == Ending::Ing
        && view.before(verb.start, Class::Of).is_some();
    // "Noting that it works,": the preamble of a resolution speaks for its authors.
    let preamble = verb.start == 0
        && view.tokens[verb.start].ending == Ending::Ing
        && matches!(
            view.kind(view.len() - 1),
            TokenKind::Comma | TokenKind::Semicolon
        );
    // "Member States": a capital inside a sentence that is no title makes a name.
    let name = verb.start > 0
        && view.tokens[verb.start].token.capital
        && view.tokens[verb.start - 1].token.capital
        && !is_title_case(view, 0..view.len());
    first || gerund || preamble || name || is_plural_noun(view, verb)
}

/// "several states": a verb's form after a determiner or a quantity is a noun.
pub(super) fn is_plural_noun(view: &View, verb: Hit) -> bool {
    view.at(verb.end, Class::That).is_none()
        && view
            .ending(verb.start)
            .any(|hit| matches!(hit.class, Class::Determiner | Class::Quantity))
}

/// "No law has ...": the negative word opens the noun phrase that is the subject.
fn is_subject_of(view: &View, hit: Hit, claim: usize) -> bool {
    claim <= hit.end + 2
        && !(hit.end..claim).any(|at| matches!(view.kind(at), TokenKind::Comma | TokenKind::Colon))
}

pub(super) fn takes_complement(view: &View, verb: Hit, claim: usize) -> bool {
    let that = view.within(verb.end, claim, Class::That).next().is_some();
    let whether = view
        .within(verb.end, claim, Class::Whether)
        .next()
        .is_some();
    let quoted = (verb.end..claim)
        .any(|at| matches!(view.kind(at), TokenKind::OpenQuote | TokenKind::Colon));
    let commas = (verb.end..claim)
        .filter(|&at| view.kind(at) == TokenKind::Comma)
        .count();
    // "describes how", "where, they allege, the laws ...".
    let clause = view.at(verb.end, Class::Subordinator).is_some();
    let aside = commas == 1
        && claim - verb.end <= 2 * COMPLEMENT
        && view.kind(claim - 1) == TokenKind::Comma
        && is_parenthetical(view, verb);
    that || whether
        || clause
        || aside
        || quoted
        || (commas == 0 && claim - verb.end <= COMPLEMENT)
        || (commas == 2 && claim - verb.end <= 3 * COMPLEMENT)
}
