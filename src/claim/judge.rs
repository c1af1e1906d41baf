//! The verdict on a reading: how strongly the claim is put, and which way it goes.

use crate::claim::class::Class;
use crate::claim::frame::Frame;
use crate::claim::model::{Direction, QualifierKind, Strength};
use crate::claim::reader::Reading;
use crate::claim::scope::{govern, is_own_voice, is_spoken_of};
use crate::claim::view::{Hit, View};
use crate::document::TokenKind;

/// Strength, direction and what made them so, by tokens of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) strength: Strength,
    pub(crate) direction: Direction,
    pub(crate) qualifiers: Vec<(QualifierKind, usize, usize)>,
}

/// Judges a reading in its sentence.
pub(crate) fn judge(view: &View, frame: &Frame, reading: &Reading) -> Option<Judgement> {
    if is_spoken_of(view, frame, reading) {
        return None;
    }
    let mut governors = govern(view, reading);
    if frame.affirms {
        governors.negations.clear();
    }
    // Of two things that nobody has in mind, "how far they are linked is unknown" says nothing; of a law and what it is for it does.
    if view.of_any && !governors.open.is_empty() {
        return None;
    }
    // "no rise in it" denies a change; "no more of it" is one.
    // "saved nobody from": the object in a cue.
    let nobody = reading.cue.gapped
        && view
            .within(
                reading.cue.start + 1,
                reading.cue.end,
                Class::NegativeSubject,
            )
            .next()
            .is_some();
    let no_change = reading.effect.none
        || nobody
        || (frame.reversible && reading.cue.sign < 0 && is_turned(view, reading))
        || (reading.cue.class == Class::InfluenceNoun && reading.cue.sign < 0)
        || (reading.cue.class == Class::Particle && reading.cue.sign == 0)
        || reading.cue.class == Class::Same;
    let negated = !governors.negations.is_empty() || no_change;
    // "It is possible that the law discourages them": doubt of the whole statement goes before its aim.
    let doubted = governors
        .hedges
        .iter()
        .any(|hit| hit.class == Class::HedgeFrame);
    if frame.needs_negation
        && !negated
        && governors.open.is_empty()
        && governors.denials.is_empty()
        && !governors.asked
        && !doubted
        && !is_question(view, reading)
    {
        return None;
    }
    let denied = negated == governors.denials.is_empty();
    let twice = negated && !governors.denials.is_empty();
    let null = negated || !governors.denials.is_empty() || frame.strength == Some(Strength::Denied);
    let universal = view
        .within(0, reading.cue.start, Class::Universal)
        .next()
        .is_some();
    let associated =
        frame.strength == Some(Strength::Correlational) && !(universal && frame.universal);
    let statistical = view
        .within(0, view.len(), Class::Statistical)
        .next()
        .is_some();
    let limited = view.within(0, view.len(), Class::Limit).find(|hit| {
        let denies = |d: &Hit| d.start < hit.end && hit.start < d.end;
        (hit.start >= reading.end || hit.end <= reading.start)
            && !governors.denials.iter().any(denies)
    });
    let aimed = (!governors.aims.is_empty()
        || (frame.strength == Some(Strength::Intent) && !governors.expected))
        && !(frame.recommendable && governors.recommended);

    let strength = if is_question(view, reading) || (governors.asked && governors.open.is_empty()) {
        Strength::Question
    } else if aimed && !doubted {
        Strength::Intent
    } else if !governors.open.is_empty() || governors.authors_hedge_outside {
        Strength::Hedged
    } else if !governors.reports.is_empty() || is_verdict_of_others(view, frame, reading) {
        Strength::Attributed
    } else if associated
        && (!null || (statistical && !view.of_any) || reading.cue.class == Class::Same)
    {
        Strength::Correlational
    } else if !governors.hedges.is_empty()
        || limited.is_some()
        || (null && !governors.alone.is_empty())
    {
        Strength::Hedged
    } else if twice {
        Strength::Asserted
    } else if denied || frame.strength == Some(Strength::Denied) {
        Strength::Denied
    } else {
        Strength::Asserted
    };
    // A question with "not" asks for what it denies; "so little difference" does not.
    let plain_not = governors
        .negations
        .iter()
        .all(|hit| hit.class == Class::Negation)
        && !no_change;
    let null = (null && !(strength == Strength::Question && plain_not))
        || governors.hedges.iter().any(|hit| hit.sign < 0);
    let direction = if !governors.open.is_empty() {
        Direction::Mixed
    } else if null && !twice && strength != Strength::Intent {
        Direction::NoEffect
    } else if is_mixed(view, reading)
        || (strength == Strength::Question && offers_rivals(view, reading))
    {
        Direction::Mixed
    } else if frame_sign(view, frame, reading) > 0 {
        Direction::Increase
    } else {
        Direction::Decrease
    };
    let mut qualifiers = Vec::new();
    let mut add =
        |kind, hits: &[Hit]| qualifiers.extend(hits.iter().map(|hit| (kind, hit.start, hit.end)));
    add(QualifierKind::Hedge, &governors.hedges);
    add(QualifierKind::Hedge, &governors.open);
    if null {
        add(QualifierKind::Hedge, &governors.alone);
    }
    add(
        QualifierKind::Hedge,
        &limited.into_iter().collect::<Vec<_>>(),
    );
    add(QualifierKind::Negation, &governors.negations);
    add(QualifierKind::Negation, &governors.denials);
    add(QualifierKind::Attribution, &governors.reports);
    add(QualifierKind::Aim, &governors.aims);
    if associated {
        add(QualifierKind::Association, &[reading.cue]);
    }
    if strength == Strength::Question && view.kind(view.len() - 1) == TokenKind::QuestionMark {
        qualifiers.push((QualifierKind::Question, view.len() - 1, view.len()));
    }
    qualifiers.sort_by_key(|&(kind, start, end)| (start, end, kind));
    qualifiers.dedup();
    Some(Judgement {
        strength,
        direction,
        qualifiers,
    })
}

/// "Residents blame the zone": a verdict, unless it is the author's own.
fn is_verdict_of_others(view: &View, frame: &Frame, reading: &Reading) -> bool {
    frame.strength == Some(Strength::Attributed) && !is_own_voice(view, reading.cue, 0)
}

/// Cue times effect times the other signed parts; "gives them no room" turns it.
fn frame_sign(view: &View, frame: &Frame, reading: &Reading) -> i8 {
    // "less demand and less crime": the effect has a quantity of its own.
    let own = reading.cue.class == Class::Quantity
        && reading.effect.sign != 0
        && reading.effect.start > reading.cue.end
        && view
            .within(reading.cue.end, reading.effect.start, Class::And)
            .next()
            .is_some();
    let cue = if reading.cue.sign == 0 || own {
        1
    } else {
        reading.cue.sign
    };
    let turned = frame.reversible && is_turned(view, reading);
    let ended = reading.group.iter().any(|hit| hit.class == Class::NoLonger);
    let none = if ended { -1 } else { 1 };
    cue * reading.sign * none * if turned { -1 } else { 1 }
}

/// "gives them no room", "costs them nothing": a word of deprivation right after the effect.
fn is_turned(view: &View, reading: &Reading) -> bool {
    let after = reading.effect.mention.end;
    (after..(after + 3).min(view.len())).any(|at| view.at(at, Class::Deprivation).is_some())
}

/// "raises or lowers": the cue is joined to one of the opposite sign.
fn is_mixed(view: &View, reading: &Reading) -> bool {
    let cue = reading.cue;
    if cue.sign == 0 {
        return cue.class == Class::ChangeVerb;
    }
    let opposite = |hit: &Hit| hit.class == cue.class && hit.sign == -cue.sign;
    let after = view
        .at(cue.end, Class::And)
        .is_some_and(|and| view.starting(and.end).iter().any(opposite));
    let before = view
        .before(cue.start, Class::And)
        .is_some_and(|and| view.ending(and.start).any(|hit| opposite(&hit)));
    after || before
}

/// "Has it led to more crime, or to less?": a question that offers an outcome of the opposite sign.
fn offers_rivals(view: &View, reading: &Reading) -> bool {
    let signs = [reading.cue.sign, reading.effect.sign];
    view.hits.iter().any(|hit| {
        let rival = matches!(
            hit.class,
            Class::ChangeVerb | Class::RiseVerb | Class::Quantity | Class::State | Class::Particle
        );
        let joined = (hit.start.saturating_sub(RIVAL)..hit.start)
            .any(|at| at >= reading.end && view.at(at, Class::And).is_some());
        rival && joined && hit.sign != 0 && signs.contains(&-hit.sign)
    })
}

/// How many words may stand between a coordinator and the rival outcome that it brings.
const RIVAL: usize = 3;

fn is_question(view: &View, reading: &Reading) -> bool {
    // The mark must end the clause of the claim: in "Want less of it? Ban it." it does not. A stop within brackets ends none.
    let mut depth = 0_u32;
    for at in reading.end..view.len() {
        match view.kind(at) {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::QuestionMark => return true,
            TokenKind::Stop | TokenKind::Semicolon if depth == 0 => return false,
            _ => {}
        }
    }
    false
}
