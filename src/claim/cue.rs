//! Which words that could be a cue are none where they stand: a verb form used as a noun, an adjective, a preposition, a word of a
//! longer verb.

use crate::claim::class::Class;
use crate::claim::view::{Ending, Hit, View};
use crate::document::TokenKind;

/// Whether `cue` links nothing, because it is another part of speech here or belongs to other words.
pub(super) fn is_no_cue(view: &View, cue: Hit) -> bool {
    is_noun(view, cue)
        || is_verb_of_perfect(view, cue)
        || is_adjective(view, cue)
        || is_preposition(view, cue)
        || is_in_chain(view, cue)
        || is_about_cases(view, cue)
        || is_denied_infinitive(view, cue)
        || is_in_longer_verb(view, cue)
        || likes_something_else(view, cue)
}

/// A verb right after an article or a preposition ("the cut", "into force"), unless it is a gerund ("by cutting"); a plural right
/// before the verb ("courts have").
fn is_noun(view: &View, cue: Hit) -> bool {
    let verb = matches!(
        cue.class,
        Class::ChangeVerb
            | Class::BenefitVerb
            | Class::CauseVerb
            | Class::RiseVerb
            | Class::AgentVerb
            | Class::GiveVerb
    );
    let nominal = |hit: &Hit| match hit.class {
        Class::Determiner => true,
        Class::Of => {
            view.tokens[cue.start].ending != Ending::Ing
                && view.before(hit.end, Class::To).is_none()
        }
        _ => false,
    };
    let subject = cue.end - cue.start == 1
        && view.tokens[cue.start].ending == Ending::Other
        && view
            .starting(cue.end)
            .iter()
            .any(|hit| matches!(hit.class, Class::Auxiliary | Class::HedgeModal));
    verb && (subject
        || (view.ending(cue.start).any(|hit| nominal(&hit))
            && view.before(cue.start, Class::Pronoun).is_none()
            && view.before(cue.start, Class::Relative).is_none()))
}

/// "has reduced" is no "reduced ..." of a noun phrase.
fn is_verb_of_perfect(view: &View, cue: Hit) -> bool {
    cue.class == Class::Quantity
        && view.tokens[cue.end - 1].ending == Ending::Past
        && view
            .ending(view.skip_parenthesis_left(cue.start))
            .chain(view.ending(cue.start))
            .any(|hit| matches!(hit.class, Class::Auxiliary | Class::Adverb))
}

/// "have, on average, lower rates": an adjective after a verb of level.
fn is_adjective(view: &View, cue: Hit) -> bool {
    let before = view.skip_parenthesis_left(cue.start);
    cue.class == Class::ChangeVerb
        && view.tokens[cue.start].ending == Ending::Other
        && view.at(cue.start, Class::Quantity).is_some()
        && view.before(before, Class::LevelVerb).is_some()
}

/// "smuggling in Oslo": a preposition with its noun is no particle.
fn is_preposition(view: &View, cue: Hit) -> bool {
    let name = view
        .tokens
        .get(cue.end)
        .is_some_and(|next| next.token.capital);
    let noun = view.at(cue.end, Class::Determiner).is_some()
        && !view.effects.iter().any(|m| m.end == cue.start);
    cue.class == Class::Particle
        && cue.end - cue.start == 1
        && view.at(cue.start, Class::Of).is_some()
        && (name || noun)
        && view
            .within(view.clause_start(cue.start), cue.start, Class::ParticleVerb)
            .next()
            .is_none()
}

/// "ends up widening": the verb of a chain is no cue of its own.
fn is_in_chain(view: &View, cue: Hit) -> bool {
    view.starting(cue.start)
        .iter()
        .any(|hit| hit.class == Class::NeutralChain && hit.end > cue.end)
}

/// "harder to find": how hard it is to deal with a case says nothing of how many there are.
fn is_about_cases(view: &View, cue: Hit) -> bool {
    matches!(cue.class, Class::State | Class::RiseVerb)
        && view
            .at(cue.end, Class::To)
            .is_some_and(|to| view.at(to.end, Class::CaseVerb).is_some())
}

/// "with nowhere to hide": an infinitive says what they cannot do.
fn is_denied_infinitive(view: &View, cue: Hit) -> bool {
    cue.class == Class::AgentVerb
        && view.before(cue.start, Class::To).is_some_and(|to| {
            let from = to.start.saturating_sub(DENIED);
            view.within(from, to.start, Class::Deprivation)
                .next()
                .is_some()
        })
}

/// How many words before an infinitive may hold what denies it.
const DENIED: usize = 4;

/// "bring it back down": a word of a verb with a gap is no verb of its own.
fn is_in_longer_verb(view: &View, cue: Hit) -> bool {
    cue.class == Class::AttitudeVerb
        && view.hits.iter().any(|hit| {
            hit.class == Class::ChangeVerb
                && hit.gapped
                && hit.start < cue.start
                && hit.end >= cue.end
        })
}

/// "smugglers prefer private flats": what they like is named, and it is not the cause.
fn likes_something_else(view: &View, cue: Hit) -> bool {
    let plain = view.tokens.get(cue.end).is_some_and(|next| {
        next.token.kind == TokenKind::Word
            && next.ending == Ending::Other
            && view.starting(cue.end).is_empty()
    });
    cue.class == Class::AgentVerb
        && view.at(cue.start, Class::AttitudeVerb).is_some()
        && plain
        && !view.causes.iter().any(|m| m.start == cue.end)
}
