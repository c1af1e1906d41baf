//! Modality: what governs a claim from around it.
//!
//! Knows hedges, negation, reports, aims and questions by their classes; knows no frame. In: a reading in its sentence.
//! Out: its governors. Start at [`govern`].

mod inside;
mod left;
mod report;
mod right;
mod title;
mod voice;

use self::inside::inside;
use self::left::left_context;
use self::report::subject_clause;
use self::right::right_context;
use self::voice::{names_author, quotation};
use crate::claim::class::Class;
use crate::claim::reader::Reading;
use crate::claim::view::{Hit, View};
use crate::document::TokenKind;

pub(super) use title::is_spoken_of;
pub(super) use voice::is_own_voice;

/// How many words may stand between a reporting verb and its complement ("told the committee that").
const COMPLEMENT: usize = 7;

/// How many tokens a label may have after its word ("MYTH #4:").
const LABEL: usize = 4;

/// What governs a claim.
#[derive(Debug, Default)]
pub(crate) struct Governors {
    pub(crate) hedges: Vec<Hit>,
    pub(crate) open: Vec<Hit>,
    pub(crate) negations: Vec<Hit>,
    pub(crate) denials: Vec<Hit>,
    pub(crate) reports: Vec<Hit>,
    pub(crate) aims: Vec<Hit>,
    pub(crate) alone: Vec<Hit>,
    pub(crate) recommended: bool,
    pub(crate) asked: bool,
    /// "expects the ban to": the infinitive is what is expected, and no aim.
    pub(crate) expected: bool,
    pub(crate) authors_hedge_outside: bool,
}

pub(crate) fn govern(view: &View, reading: &Reading) -> Governors {
    let mut governors = Governors::default();
    for &hit in &reading.group {
        match hit.class {
            Class::HedgeModal | Class::HedgeAdverb | Class::HedgeVerb => governors.hedges.push(hit),
            Class::Negation | Class::NegativeVerb | Class::NegativeSubject => {
                governors.negations.push(hit)
            }
            Class::AimVerb => governors.aims.push(hit),
            Class::OpenFrame => governors.open.push(hit),
            Class::PassiveReport => governors.reports.push(hit),
            Class::According if !names_author(view, hit) => governors.reports.push(hit),
            Class::Alone => governors.alone.push(hit),
            _ => {}
        }
    }
    let affirmed = |hit: &Hit| {
        view.hits
            .iter()
            .any(|p| p.class == Class::PseudoNegation && p.start <= hit.start && hit.end <= p.end)
    };
    let scope = scope_start(view, reading.start);
    left_context(view, reading, scope, &mut governors);
    inside(view, reading, &mut governors);
    governors.reports.extend(quotation(view, reading));
    subject_clause(view, reading, &mut governors);
    right_context(view, reading, &mut governors);
    let denials = governors.denials.clone();
    governors.negations.retain(|hit| {
        !affirmed(hit)
            && !denials
                .iter()
                .any(|d| d.start <= hit.start && hit.end <= d.end)
    });
    // "more likely to be", "nothing in the data suggests that": what is part of a longer phrase doubts nothing by itself.
    let longer: Vec<Hit> = view
        .hits
        .iter()
        .copied()
        .filter(|hit| hit.class == Class::Likely && hit.sign > 0)
        .chain(
            governors
                .negations
                .iter()
                .chain(&governors.denials)
                .copied()
                .filter(|hit| hit.end - hit.start > 2),
        )
        .collect();
    governors.hedges.retain(|hit| {
        !longer
            .iter()
            .any(|l| l.start < hit.end && hit.start < l.end)
    });
    // A longer phrase counts once, whichever lists its words also stand in.
    governors.reports.retain(|hit| {
        !denials
            .iter()
            .any(|d| d.start < hit.end && hit.start < d.end)
            && !affirmed(hit)
    });
    governors
}

/// Where the clauses that may govern the claim begin: after the last break that turns away from what stands before it.
pub(super) fn scope_start(view: &View, claim: usize) -> usize {
    let mut scope = 0;
    for at in 0..claim {
        if matches!(
            view.kind(at),
            TokenKind::Semicolon
                | TokenKind::Stop
                | TokenKind::QuestionMark
                | TokenKind::ExclamationMark
        ) {
            scope = at + 1;
        }
        // "It is a myth that it fails: it works": the statement that is denied ends where the author's own begins.
        let own = view.kind(at) == TokenKind::Colon
            && view.at(at + 1, Class::Pronoun).is_some()
            && view.within(scope, at, Class::DenialFrame).next().is_some();
        if own {
            scope = at + 1;
        }
        let opens = at == scope
            || (at > 0 && matches!(view.kind(at - 1), TokenKind::Comma | TokenKind::Dash));
        if !opens {
            continue;
        }
        if view.at(at, Class::Concession).is_some() {
            // "Although they say it protects, ...": the clause ends at the last comma before the claim.
            let comma = (at + 1..claim)
                .rev()
                .find(|&i| view.kind(i) == TokenKind::Comma);
            if let Some(comma) = comma {
                scope = comma + 1;
                continue;
            }
        }
        // "suggests, but does not prove, that": what stands between commas turns nothing away from the verb before it.
        let aside = |from: usize| {
            (from..claim)
                .any(|i| view.kind(i) == TokenKind::Comma && view.at(i + 1, Class::That).is_some())
        };
        if at > scope
            && let Some(but) = view.at(at, Class::But)
            && but.end <= claim
            && !aside(but.end)
        {
            scope = but.end;
        }
    }
    scope
}
