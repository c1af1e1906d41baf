//! What stands between the parts of a claim and governs it.

use super::Governors;
use super::voice::{is_own_voice, is_parenthetical, names_author};
use crate::claim::class::Class;
use crate::claim::noun::CauseRef;
use crate::claim::reader::Reading;
use crate::claim::view::{Hit, View};
use crate::document::TokenKind;

pub(super) fn inside(view: &View, reading: &Reading, governors: &mut Governors) {
    let from = reading.cue.start.min(reading.effect.start);
    // "more likely to be": what is part of the cue does not qualify it.
    let in_cue = |hit: &Hit| hit.start >= reading.cue.start && hit.end <= reading.cue.end;
    for hit in view.within(from, reading.end, Class::HedgeAdverb) {
        if !in_cue(&hit) && !governors.hedges.contains(&hit) {
            governors.hedges.push(hit);
        }
    }
    // "women may be smuggled": a modal inside the effect.
    governors.hedges.extend(view.within(
        reading.effect.start,
        reading.effect.mention.end,
        Class::HedgeModal,
    ));
    // ", it seems to me,": a hedge that stands between two commas by itself.
    for hit in view.within(reading.start, reading.cue.start, Class::HedgeAdverb) {
        let alone = hit.start > 0
            && view.kind(hit.start - 1) == TokenKind::Comma
            && (hit.end..reading.cue.start).any(|at| view.kind(at) == TokenKind::Comma);
        if alone && !governors.hedges.contains(&hit) {
            governors.hedges.push(hit);
        }
    }
    // "the possibility of a ban attracting them": a doubt that opens the noun phrase of the cause.
    if let CauseRef::Named(mention) = reading.cause
        && mention.start > reading.start
    {
        governors
            .hedges
            .extend(view.within(reading.start, mention.start, Class::HedgeFrame));
    }
    match coordinated(view, reading) {
        Some(hit) if hit.class == Class::HedgeModal => governors.hedges.push(hit),
        aim => governors.aims.extend(aim),
    }
    // "did not make a single smuggler give up": a negation between the cause and the subject of the cue.
    let cause = match reading.cause {
        CauseRef::Named(mention) => mention.end,
        CauseRef::Pronoun { end, .. } => end,
    };
    if cause <= reading.effect.start && reading.effect.mention.end <= reading.cue.start {
        for hit in view.within(cause, reading.effect.start, Class::Negation) {
            let clause = !(hit.end..reading.effect.start).any(|at| view.kind(at).may_end_clause());
            if clause && !governors.negations.contains(&hit) {
                governors.negations.push(hit);
            }
        }
    }
    // "nor has it brought": a negation before an auxiliary turns that and the subject around.
    let subject = match reading.cause {
        CauseRef::Named(mention) => mention.start,
        CauseRef::Pronoun { start, .. } => start,
    };
    let inverted = view
        .before(subject, Class::Auxiliary)
        .and_then(|verb| view.before(verb.start, Class::Negation));
    governors.negations.extend(inverted);
    // "want the zone to act as": the aim may run over the cause.
    let aims = view.hits.iter().copied().filter(|hit| {
        hit.class == Class::AimVerb
            && hit.end > reading.start
            && (hit.end <= reading.cue.start
                || (cause > reading.cue.start
                    && hit.start >= reading.effect.mention.end
                    && hit.end <= cause))
    });
    for hit in aims {
        let until = reading.cue.start.max(hit.end);
        let clause = !(hit.end..until).any(|at| view.kind(at).may_end_clause());
        // "The law that was meant to protect them has made them": the aim is told by the way.
        let aside = view.at(cause, Class::Relative).is_some()
            && (hit.end..reading.cue.start).any(|at| {
                view.at(at, Class::Auxiliary).is_some() && view.before(at, Class::To).is_none()
            });
        if clause && !aside && !governors.aims.contains(&hit) {
            governors.aims.push(hit);
        }
    }
    for hit in view.within(reading.start, reading.end, Class::ReportVerb) {
        // "did not, as promised, drive": nobody says it, and what was promised is measured against what came.
        let unkept = view.before(hit.start, Class::As).is_some()
            && view.kind(hit.end) == TokenKind::Comma
            && !governors.negations.is_empty();
        if is_parenthetical(view, hit) && !unkept && !is_own_voice(view, hit, 0) {
            governors.reports.push(hit);
        }
    }
    governors.reports.extend(
        view.within(reading.start, reading.end, Class::According)
            .filter(|hit| !names_author(view, *hit)),
    );
}

/// "was passed to reduce demand and (thereby) reduce ...", "might backfire and leave ...": a bare verb after a coordinator goes on
/// with the aim or the modal before it.
fn coordinated(view: &View, reading: &Reading) -> Option<Hit> {
    let cause = match reading.cause {
        CauseRef::Named(mention) => mention.end,
        CauseRef::Pronoun { end, .. } => end,
    };
    let verb = reading.shown.map_or(reading.cue.start, |hit| hit.start);
    if cause >= verb || !view.tokens[verb].bare {
        return None;
    }
    let group = reading
        .group
        .iter()
        .map(|hit| hit.start)
        .min()
        .unwrap_or(verb)
        .min(verb);
    let comma = group
        .checked_sub(1)
        .filter(|&at| view.kind(at) == TokenKind::Comma);
    let coordinator = view
        .before(group, Class::And)
        .or_else(|| view.at(group, Class::And))
        .or_else(|| view.before(verb, Class::And))
        .map(|and| and.start)
        .or(comma)?;
    view.hits
        .iter()
        .copied()
        .filter(|hit| {
            matches!(
                hit.class,
                Class::AimVerb | Class::To | Class::Purpose | Class::HedgeModal
            )
        })
        .find(|hit| hit.start >= cause && hit.end <= coordinator)
        .filter(|hit| hit.class != Class::Purpose || view.at(hit.start, Class::To).is_some())
        // "the result was to push ... and leave ..." tells what came of it; "the rules were to ..." says what they were for.
        .filter(|hit| {
            let be = view.before(hit.start, Class::Be);
            hit.class == Class::AimVerb || be.is_none_or(|be| be.start == cause)
        })
}
