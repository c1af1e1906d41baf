//! What stands after a claim and governs it.

use super::Governors;
use super::left::is_own_view;
use super::voice::{is_own_voice, names_author};
use crate::claim::class::Class;
use crate::claim::reader::Reading;
use crate::claim::view::{Ending, Hit, View};
use crate::document::TokenKind;

/// How far before a reporting verb its endorsement may stand.
const NEAR: usize = 3;
/// How many words a reporting clause after a statement may have (", claims the union").
const POSTPOSED: usize = 9;

pub(super) fn right_context(view: &View, reading: &Reading, governors: &mut Governors) {
    let end = reading.end;
    let clause_end = (end..view.len())
        .find(|&at| {
            matches!(
                view.kind(at),
                TokenKind::Semicolon
                    | TokenKind::Colon
                    | TokenKind::QuestionMark
                    | TokenKind::ExclamationMark
            ) || (view.kind(at) == TokenKind::Comma && view.at(at + 1, Class::But).is_some())
        })
        .unwrap_or(view.len());
    for hit in view
        .hits
        .iter()
        .copied()
        .filter(|hit| hit.start >= end && hit.end <= clause_end)
    {
        match hit.class {
            Class::HedgeAdverb if belongs_to_clause(view, hit, end) => governors.hedges.push(hit),
            Class::According if !names_author(view, hit) && !is_own_view(view, hit) => {
                governors.reports.push(hit)
            }
            Class::ReportVerb if is_postposed(view, hit, end) && !is_own_voice(view, hit, end) => {
                governors.reports.push(hit)
            }
            Class::DenialAfter => {
                governors.denials.push(hit);
                disown(view, governors);
            }
            Class::ReportAfter => governors.reports.push(hit),
            Class::OpenFrame => governors.open.push(hit),
            Class::Alone => governors.alone.push(hit),
            _ => {}
        }
    }
    after_the_clause(view, clause_end, governors);
    // ", as the mayor rightly says": the endorsement stands at its verb.
    governors.reports.retain(|report| {
        let near = report.start.saturating_sub(NEAR)..=report.end;
        report.start < end
            || !view
                .hits
                .iter()
                .any(|hit| hit.class == Class::Endorsement && near.contains(&hit.start))
    });
}

/// "The argument that it works is false": what nobody named says, the author denies.
fn disown(view: &View, governors: &mut Governors) {
    governors.aims.clear();
    governors.reports.retain(|report| match report.class {
        Class::ReportNoun | Class::That => false,
        // "To say that ...", "those who promised that ...".
        Class::ReportVerb => !view
            .ending(report.start)
            .any(|hit| matches!(hit.class, Class::To | Class::Relative)),
        _ => true,
    });
}

/// An adverbial of doubt goes with the claim where no comma parts the two, or where it stands right after one.
fn belongs_to_clause(view: &View, hit: Hit, end: usize) -> bool {
    let comma = (end..hit.start)
        .rev()
        .find(|&at| view.kind(at) == TokenKind::Comma);
    comma.is_none_or(|comma| comma + 1 == hit.start)
}

/// What a clause of its own at the end says of the claim: "though how far is anyone's guess", ": such is the boast of".
fn after_the_clause(view: &View, from: usize, governors: &mut Governors) {
    for hit in view.hits.iter().copied().filter(|hit| hit.start >= from) {
        match hit.class {
            Class::OpenFrame => governors.hedges.push(hit),
            Class::ReportAfter => governors.reports.push(hit),
            Class::DenialAfter => governors.denials.push(hit),
            _ => {}
        }
    }
}

/// ", claims the union" or ", the bishop said" at the end of the sentence.
fn is_postposed(view: &View, verb: Hit, end: usize) -> bool {
    let is_mark = |at: &usize| {
        matches!(
            view.kind(*at),
            TokenKind::Comma | TokenKind::CloseQuote | TokenKind::Dash
        )
    };
    let marks: Vec<usize> = (end..verb.start).filter(is_mark).collect();
    let [first, .., last] = marks[..] else {
        return matches!(marks[..], [only] if is_reporting_clause(view, verb, only, only));
    };
    is_reporting_clause(view, verb, first, last)
}

/// The clause after the last of the marks is a subject and its verb of saying, and the first mark opens no subordinate clause.
fn is_reporting_clause(view: &View, verb: Hit, first: usize, last: usize) -> bool {
    let attribute = view
        .ending(verb.start)
        .any(|hit| matches!(hit.class, Class::Of | Class::Determiner | Class::Quantity));
    let opens_other = view.starting(first + 1).iter().any(|hit| {
        matches!(
            hit.class,
            Class::Concession
                | Class::As
                | Class::Relative
                | Class::Subordinator
                | Class::And
                | Class::CauseLink
                | Class::ConditionLink
        )
    });
    let joined = view
        .starting(last + 1)
        .iter()
        .any(|hit| hit.class == Class::And);
    let inner = joined
        || (last + 1..verb.start).any(|at| {
            view.at(at, Class::That).is_some()
                || view.at(at, Class::Relative).is_some()
                || view.at(at, Class::Subordinator).is_some()
        });
    // ", identified or estimated", "take cards, advertise and call": a list of verbs.
    let listed = (view.at(verb.end, Class::And).is_some() && verb.start == last + 1)
        || view.before(verb.start, Class::And).is_some();
    !attribute
        && !listed
        && view.tokens[verb.start].ending != Ending::Ing
        && !opens_other
        && !inner
        && (verb.start - last <= POSTPOSED
            || (verb.start - last <= 2 * POSTPOSED
                && view
                    .within(last + 1, verb.start, Class::Speaker)
                    .next()
                    .is_some()))
}
