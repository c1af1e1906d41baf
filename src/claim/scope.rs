//! Modality: what governs a claim from around it, and what strength and direction come of that.

use crate::claim::class::Class;
use crate::claim::frame::Frame;
use crate::claim::model::{Direction, QualifierKind, Strength};
use crate::claim::noun::{CauseRef, is_break};
use crate::claim::reader::Reading;
use crate::claim::view::{Ending, Hit, View};
use crate::document::TokenKind;

/// Strength, direction and what made them so, by tokens of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) strength: Strength,
    pub(crate) direction: Direction,
    pub(crate) qualifiers: Vec<(QualifierKind, usize, usize)>,
}

/// How many words may stand between a reporting verb and its complement ("told the committee that").
const COMPLEMENT: usize = 7;
/// How many tokens, marks included, make a quotation of somebody's words.
const SHORTEST_QUOTATION: usize = 5;
/// How many tokens a label may have after its word ("MYTH #4:").
const LABEL: usize = 4;
/// How many words a reporting clause after a statement may have (", claims the union").
const POSTPOSED: usize = 9;

/// What governs a claim.
#[derive(Debug, Default)]
struct Governors {
    hedges: Vec<Hit>,
    open: Vec<Hit>,
    negations: Vec<Hit>,
    denials: Vec<Hit>,
    reports: Vec<Hit>,
    aims: Vec<Hit>,
    alone: Vec<Hit>,
    recommended: bool,
    asked: bool,
    authors_hedge_outside: bool,
}

/// Judges a reading in its sentence.
pub(crate) fn judge(view: &View, frame: &Frame, reading: &Reading) -> Option<Judgement> {
    if is_inquiry(view, reading)
        || is_title(view, reading)
        || (frame.imperative && !is_command(view, reading))
    {
        return None;
    }
    let governors = govern(view, reading);
    // "no rise in it" denies a change; "no more of it" is one.
    let no_change = reading.effect.none
        || (frame.reversible && reading.cue.sign < 0 && is_turned(view, reading))
        || (reading.cue.class == Class::InfluenceNoun && reading.cue.sign < 0)
        || (reading.cue.class == Class::Particle && reading.cue.sign == 0)
        || reading.cue.class == Class::Same;
    let negated = !governors.negations.is_empty() || no_change;
    if frame.needs_negation
        && !negated
        && governors.open.is_empty()
        && governors.denials.is_empty()
        && !governors.asked
        && !is_question(view, reading)
    {
        return None;
    }
    let denied = negated != !governors.denials.is_empty();
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
    let limited = view
        .within(reading.end.min(view.len()), view.len(), Class::Limit)
        .next();
    let aimed = (!governors.aims.is_empty() || frame.strength == Some(Strength::Intent))
        && !(frame.recommendable && governors.recommended);

    let strength = if is_question(view, reading) || (governors.asked && governors.open.is_empty()) {
        Strength::Question
    } else if aimed {
        Strength::Intent
    } else if !governors.open.is_empty() || governors.authors_hedge_outside {
        Strength::Hedged
    } else if !governors.reports.is_empty() || is_verdict_of_others(view, frame, reading) {
        Strength::Attributed
    } else if associated && !(null && !statistical) {
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
    } else if is_mixed(view, reading) {
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
    let cue = if reading.cue.sign == 0 {
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

fn is_question(view: &View, reading: &Reading) -> bool {
    // The mark must end the clause of the claim: in "Want less of it? Ban it." it does not.
    (reading.end..view.len()).any(|at| view.kind(at) == TokenKind::QuestionMark)
        && !(reading.end..view.len())
            .take_while(|&at| view.kind(at) != TokenKind::QuestionMark)
            .any(|at| matches!(view.kind(at), TokenKind::Stop | TokenKind::Semicolon))
}

fn govern(view: &View, reading: &Reading) -> Governors {
    let mut governors = Governors::default();
    for &hit in &reading.group {
        match hit.class {
            Class::HedgeModal | Class::HedgeAdverb | Class::HedgeVerb => governors.hedges.push(hit),
            Class::Negation | Class::NegativeVerb | Class::NegativeSubject => {
                governors.negations.push(hit)
            }
            Class::AimVerb => governors.aims.push(hit),
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
fn scope_start(view: &View, claim: usize) -> usize {
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
        if at > scope
            && let Some(but) = view.at(at, Class::But)
            && but.end <= claim
        {
            scope = but.end;
        }
    }
    scope
}

fn left_context(view: &View, reading: &Reading, scope: usize, governors: &mut Governors) {
    let claim = reading.start;
    for hit in view
        .hits
        .iter()
        .copied()
        .filter(|hit| hit.start >= scope && hit.end <= claim + 1)
    {
        match hit.class {
            Class::HedgeFrame => governors.hedges.push(hit),
            Class::HedgeAdverb if hit.end <= claim => governors.hedges.push(hit),
            Class::OpenFrame => governors.open.push(hit),
            Class::DenialFrame => governors.denials.push(hit),
            Class::NegativeSubject if is_subject_of(view, hit, claim) => {
                governors.negations.push(hit);
            }
            Class::Negation if hit.end == claim => governors.negations.push(hit),
            Class::Negation if hit.start == scope => governors.negations.push(hit),
            Class::DenialLabel if is_label(view, hit, scope, claim) => governors.denials.push(hit),
            Class::ReportLabel if is_label(view, hit, scope, claim) => governors.reports.push(hit),
            Class::SoftReportVerb if hit.end <= claim && takes_complement(view, hit, claim) => {
                governors.hedges.push(hit)
            }
            Class::According if !names_author(view, hit) => governors.reports.push(hit),
            Class::PassiveReport if hit.end <= claim => governors.reports.push(hit),
            Class::ReportNoun => governors.reports.push(hit),
            Class::ReportVerb
                if hit.end <= claim
                    && !is_plural_noun(view, hit)
                    && takes_complement(view, hit, claim) =>
            {
                if !is_own_voice(view, hit, scope) {
                    governors.reports.push(hit);
                }
            }
            Class::AimVerb
                if hit.end <= claim
                    && (claim - hit.end <= 3 || is_heading_aim(view, hit, scope, claim)) =>
            {
                governors.aims.push(hit);
            }
            Class::Whether if hit.end <= claim && claim - hit.end <= 2 => governors.asked = true,
            Class::Recommendation => governors.recommended = true,
            Class::Alone => governors.alone.push(hit),
            _ => {}
        }
    }
    // "is the best way to fight it": the chain says what comes of it.
    governors.recommended |= is_imperative(view, reading, scope)
        || reading
            .group
            .iter()
            .any(|hit| hit.class == Class::NeutralChain);
    governors
        .reports
        .extend(unlisted_report(view, reading.start, scope));
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

/// "Ban it to end crime": the cause opens the sentence with a bare verb, and no verb is finite before the cue.
fn is_imperative(view: &View, reading: &Reading, scope: usize) -> bool {
    let cause = match reading.cause {
        CauseRef::Named(mention) => mention.start,
        CauseRef::Pronoun { start, .. } => start,
    };
    if cause > reading.cue.start {
        // "To end crime, ban it": the cause follows the comma at once, or a recommendation stands between.
        return view.kind(cause - 1) == TokenKind::Comma
            || view
                .within(reading.cue.end, cause, Class::Recommendation)
                .next()
                .is_some();
    }
    let finite = (reading.start..reading.cue.start).any(|at| {
        view.at(at, Class::Auxiliary).is_some() || view.tokens[at].ending == Ending::Past
    });
    reading.start == scope && !finite
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

/// "several states": a verb's form after a determiner or a quantity is a noun.
fn is_plural_noun(view: &View, verb: Hit) -> bool {
    view.ending(verb.start)
        .any(|hit| matches!(hit.class, Class::Determiner | Class::Quantity))
}

/// "No law has ...": the negative word opens the noun phrase that is the subject.
fn is_subject_of(view: &View, hit: Hit, claim: usize) -> bool {
    claim <= hit.end + 2 && !(hit.end..claim).any(|at| view.kind(at) == TokenKind::Comma)
}

fn takes_complement(view: &View, verb: Hit, claim: usize) -> bool {
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
    that || whether
        || quoted
        || (commas == 0 && claim - verb.end <= COMPLEMENT)
        || (commas == 2 && claim - verb.end <= 3 * COMPLEMENT)
}

/// "She swears that ...": a complementizer right before the claim, after a word that is none of those which leave the
/// statement the author's own. English has many more verbs and nouns of saying than a list can hold; what stands before a
/// complementizer with a subject after it is nearly always one of them (Quirk et al. 1985, 16.30 to 16.33, 17.26).
fn unlisted_report(view: &View, claim: usize, scope: usize) -> Option<Hit> {
    let that = view
        .before(claim, Class::That)
        .filter(|that| that.start > scope)?;
    let plain = view.before(that.start, Class::PlainThat).is_some();
    let known = plain
        || view
            .ending(that.start)
            .chain(view.ending(claim))
            .any(|hit| {
                matches!(
                    hit.class,
                    Class::ReportVerb
                        | Class::SoftReportVerb
                        | Class::HedgeFrame
                        | Class::OpenFrame
                        | Class::DenialFrame
                        | Class::OwnView
                        | Class::Endorsement
                        | Class::PseudoNegation
                        | Class::Explains
                        | Class::Consequence
                        | Class::CauseVerb
                        | Class::Due
                        | Class::NegativeVerb
                )
            });
    // "The fear is that": what is announced so is the author's own only after a noun for a fact.
    let announced = view.before(that.start, Class::Be).is_some()
        && view
            .within(scope, that.start, Class::FactNoun)
            .next()
            .is_some();
    let own = announced
        || view
            .within(scope, that.start, Class::OwnSpeaker)
            .next()
            .is_some();
    let word = view.kind(that.start - 1) == TokenKind::Word;
    (!known && !own && word).then_some(that)
}

/// "As this paper has shown": the view is the author's own.
fn names_author(view: &View, hit: Hit) -> bool {
    view.hits.iter().any(|own| {
        own.class == Class::OwnSpeaker
            && own.end - own.start > 1
            && own.start >= hit.start
            && own.start < hit.end
    })
}

/// "That it works is ...": a clause as a subject is affirmed, doubted or denied by its predicate, and otherwise only spoken of.
fn subject_clause(view: &View, reading: &Reading, governors: &mut Governors) {
    let Some(that) = view
        .before(reading.start, Class::That)
        .filter(|that| that.start == 0)
    else {
        return;
    };
    let after = |class| view.within(reading.end, view.len(), class).next();
    if let Some(doubt) = after(Class::Unlikely) {
        governors.hedges.push(doubt);
    } else if after(Class::Settled).is_none() && after(Class::DenialAfter).is_none() {
        governors.reports.push(that);
    }
}

/// "We show that", "research shows that": the author's own voice.
fn is_own_voice(view: &View, verb: Hit, scope: usize) -> bool {
    let mut at = verb.start;
    let mut passive = false;
    while let Some(hit) = view.ending(at).find(|hit| {
        matches!(
            hit.class,
            Class::Auxiliary | Class::Adverb | Class::HedgeModal | Class::Negation
        ) && hit.start >= scope
    }) {
        passive |= view.at(hit.start, Class::Be).is_some();
        at = hit.start;
    }
    // "we are told" is not what we say.
    if passive && view.tokens[verb.start].ending == Ending::Past {
        return false;
    }
    // "Evidence from several states shows": nameless, as long as no name stands in between.
    let start = view.clause_start(at);
    let nameless = view.at(start, Class::VagueEvidence).is_some_and(|hit| {
        hit.end <= at
            && at - hit.end <= COMPLEMENT
            && !(hit.end..at).any(|i| view.tokens[i].token.capital)
    });
    nameless
        || view.ending(at).any(|hit| {
            hit.class == Class::OwnSpeaker
                || (hit.class == Class::VagueEvidence && is_nameless(view, hit))
        })
}

/// Nameless evidence stands at the start of its clause; with a name, number or article before it, it is a source.
fn is_nameless(view: &View, hit: Hit) -> bool {
    view.opens_clause(hit.start)
}

fn inside(view: &View, reading: &Reading, governors: &mut Governors) {
    let from = reading.cue.start.min(reading.effect.start);
    for hit in view.within(from, reading.end, Class::HedgeAdverb) {
        if !governors.hedges.contains(&hit) {
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
            && view.kind(hit.end) == TokenKind::Comma;
        if alone && !governors.hedges.contains(&hit) {
            governors.hedges.push(hit);
        }
    }
    governors.aims.extend(coordinated_aim(view, reading));
    // "want the zone to act as": the aim may run over the cause.
    let aims = view.hits.iter().copied().filter(|hit| {
        hit.class == Class::AimVerb && hit.end > reading.start && hit.end <= reading.cue.start
    });
    for hit in aims {
        let clause = !(hit.end..reading.cue.start).any(|at| is_break(view.kind(at)));
        if clause && !governors.aims.contains(&hit) {
            governors.aims.push(hit);
        }
    }
    for hit in view.within(reading.start, reading.end, Class::ReportVerb) {
        if is_parenthetical(view, hit) && !is_own_voice(view, hit, 0) {
            governors.reports.push(hit);
        }
    }
    governors
        .reports
        .extend(view.within(reading.start, reading.end, Class::According));
}

/// "was passed to reduce demand and (thereby) reduce ...": a bare verb after a coordinator goes on with the aim before it.
fn coordinated_aim(view: &View, reading: &Reading) -> Option<Hit> {
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
        .filter(|hit| matches!(hit.class, Class::AimVerb | Class::To | Class::Purpose))
        .find(|hit| hit.start >= cause && hit.end <= coordinator)
        .filter(|hit| hit.class != Class::Purpose || view.at(hit.start, Class::To).is_some())
}

/// "This essay will look at how the laws affect it": a matter of study right before the claim.
fn is_inquiry(view: &View, reading: &Reading) -> bool {
    (reading.start.saturating_sub(2)..=reading.start).any(|end| {
        view.before(end, Class::Inquiry)
            .is_some_and(|hit| view.at(hit.start, Class::OwnSpeaker).is_none())
    }) && !view
        .within(0, reading.start + 1, Class::Whether)
        .any(|hit| hit.end <= reading.start + 1)
}

/// The cause is a bare verb at the start of its clause.
fn is_command(view: &View, reading: &Reading) -> bool {
    match reading.cause {
        CauseRef::Named(mention) => {
            view.tokens[mention.start].bare && view.opens_clause(mention.start)
        }
        CauseRef::Pronoun { .. } => false,
    }
}

/// The title of a work: quotation marks after a noun for a work, around words that mostly begin with a capital.
fn is_title(view: &View, reading: &Reading) -> bool {
    let Some(open) = (0..reading.cue.start)
        .rev()
        .find(|&at| view.kind(at) == TokenKind::OpenQuote)
    else {
        return false;
    };
    let close = (reading.cue.end..view.len())
        .find(|&at| view.kind(at) == TokenKind::CloseQuote)
        .unwrap_or(view.len());
    let words = (open + 1..close).filter(|&at| view.kind(at) == TokenKind::Word);
    let capitals = words
        .clone()
        .filter(|&at| view.tokens[at].token.capital)
        .count();
    let named = (open.saturating_sub(2)..open).any(|at| view.at(at, Class::WorkNoun).is_some());
    named && 2 * capitals > words.count()
}

/// A claim inside quotation marks, in a sentence that outside of them has a verb of saying: somebody else's words. A word or
/// two in quotation marks are not: they keep a distance from a name, not from the claim.
fn quotation(view: &View, reading: &Reading) -> Option<Hit> {
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
fn is_parenthetical(view: &View, verb: Hit) -> bool {
    let closes = (verb.end..view.len().min(verb.end + LABEL))
        .any(|at| matches!(view.kind(at), TokenKind::Comma | TokenKind::Dash));
    let opens = (verb.start.saturating_sub(LABEL)..verb.start)
        .any(|at| matches!(view.kind(at), TokenKind::Comma | TokenKind::Dash));
    closes && opens
}

fn right_context(view: &View, reading: &Reading, governors: &mut Governors) {
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
            Class::HedgeAdverb if !(end..hit.start).any(|at| view.kind(at) == TokenKind::Comma) => {
                governors.hedges.push(hit)
            }
            Class::According if !names_author(view, hit) => governors.reports.push(hit),
            Class::ReportVerb if is_postposed(view, hit, end) && !is_own_voice(view, hit, end) => {
                governors.reports.push(hit)
            }
            Class::DenialAfter => governors.denials.push(hit),
            Class::OpenFrame => governors.open.push(hit),
            Class::Alone => governors.alone.push(hit),
            _ => {}
        }
    }
    let endorsed = view
        .hits
        .iter()
        .any(|hit| hit.class == Class::Endorsement && hit.start >= end && hit.end <= clause_end);
    if endorsed {
        governors.reports.clear();
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
    !attribute
        && view.tokens[verb.start].ending != Ending::Ing
        && !opens_other
        && !inner
        && verb.start - last <= POSTPOSED
}
