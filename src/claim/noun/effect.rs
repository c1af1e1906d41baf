//! The effect before or after a verb.
use crate::claim::class::Class;
use crate::claim::noun::{ASIDE, EffectPhrase, LIST, PARENTHESIS, REACH, UNKNOWN};
use crate::claim::view::{EffectMention, Ending, Hit, View};
use crate::document::TokenKind;

impl View {
    /// The effect whose noun phrase ends right before `end`, seen from a verb there.
    pub(crate) fn effect_left(&self, end: usize, agents: bool, cue: Hit) -> Option<EffectPhrase> {
        if matches!(cue.class, Class::Particle | Class::State)
            && let Some(hit) = self.before(end, Class::ObjectPronoun)
            && let Some(pronoun) = self.effect_pronoun(hit, agents, cue)
        {
            return Some(pronoun);
        }
        let mut near = self
            .effects
            .iter()
            .rev()
            .filter(|m| m.end <= end && (!agents || m.agent) && self.is_tail(m.end, end))
            .filter(|m| !self.has_lost(m.end, end, cue))
            .take(2);
        let last = near.next()?;
        // "people who are smuggled through": of two that share a word, the one that begins the noun phrase.
        let first = near.next().filter(|m| m.end > last.start);
        self.effect_phrase(*first.unwrap_or(last), 0, cue)
    }

    /// "smugglers LOST THEIR best friend": a verb between the possessor and the noun that the possession begins with.
    fn has_lost(&self, from: usize, to: usize, cue: Hit) -> bool {
        cue.class == Class::Possession
            && (from..to).any(|at| {
                self.starting(at)
                    .iter()
                    .any(|hit| matches!(hit.class, Class::AgentVerb | Class::RiseVerb))
            })
    }

    /// The effect that a verb or preposition right before `from` takes.
    pub(crate) fn effect_right(&self, from: usize, agents: bool, cue: Hit) -> Option<EffectPhrase> {
        if let Some(hit) = self.at(from, Class::ObjectPronoun)
            && let Some(pronoun) = self.effect_pronoun(hit, agents, cue)
        {
            return Some(pronoun);
        }
        // "raises, rather than lowers, ...": what stands between two commas does not count.
        let from = match self.skip_parenthesis_right(from) {
            end if end - from <= ASIDE => end,
            _ => from,
        };
        let mention = self
            .effects
            .iter()
            .find(|m| m.start >= from && (!agents || m.agent))?;
        if self.begins_clause(from, mention) {
            return None;
        }
        if mention.start - from <= 2 * REACH && self.reaches(from, mention.start) {
            return self.effect_phrase(*mention, from, cue);
        }
        // "needles in the gardens, noise at night and a rise in ...": the last item of a list of objects.
        let and = (from..mention.start).rev().find_map(|at| {
            self.at(at, Class::And)
                .filter(|and| and.end <= mention.start)
        })?;
        let list = (from..and.start).any(|at| self.kind(at) == TokenKind::Comma)
            && and.start - from <= PARENTHESIS
            && !(from..and.start).any(|at| {
                self.kind(at).ends_clause()
                    || self.at(at, Class::Auxiliary).is_some()
                    || self.at(at, Class::Relative).is_some()
                    || self.at(at, Class::Subordinator).is_some()
            });
        (list && self.reaches(and.end, mention.start))
            .then(|| self.effect_phrase(*mention, and.end, cue))
            .flatten()
            .filter(|phrase| {
                phrase.sign != 0 || matches!(cue.class, Class::CauseVerb | Class::ChangeVerb)
            })
    }

    /// "fund the exits, and smuggling falls": after a coordinator the mention is the subject of a verb of its own.
    fn begins_clause(&self, from: usize, mention: &EffectMention) -> bool {
        let coordinated = (from..mention.start)
            .any(|at| self.kind(at) == TokenKind::Comma && self.at(at + 1, Class::And).is_some());
        coordinated
            && self.starting(mention.end).iter().any(|hit| {
                matches!(
                    hit.class,
                    Class::RiseVerb | Class::AgentVerb | Class::Auxiliary | Class::HedgeModal
                )
            })
    }

    /// The effect among the words of a cue with a gap: the whole object, so that it reaches the end of the gap or goes on in it.
    pub(crate) fn effect_inside(&self, cue: Hit, agents: bool) -> Option<EffectPhrase> {
        // "protects smugglers from" does them good, whatever it does for others.
        if self.at(cue.start, Class::BenefitVerb).is_some() {
            return None;
        }
        let mention = *self.effects.iter().find(|m| {
            cue.gapped && cue.start < m.start && m.end < cue.end && (!agents || m.agent)
        })?;
        self.reaches(cue.start + 1, mention.start)
            .then(|| self.effect_phrase(mention, cue.start + 1, cue))
            .flatten()
    }

    /// "..., it brings it in": a pronoun right after the verb takes up the effect named before it in the sentence.
    pub(super) fn effect_pronoun(&self, hit: Hit, agents: bool, cue: Hit) -> Option<EffectPhrase> {
        let before = self
            .effects
            .iter()
            .rev()
            .find(|m| m.end <= hit.start.min(cue.start) && (!agents || m.agent))?;
        Some(EffectPhrase {
            mention: EffectMention {
                start: hit.start,
                end: hit.end,
                ..*before
            },
            named: (before.start, before.end),
            start: hit.start,
            sign: 0,
            none: false,
        })
    }

    /// "women would have BEEN SMUGGLED": a mention that is a verb, so that its auxiliaries stand before it.
    pub(super) fn is_event(&self, start: usize) -> bool {
        self.tokens
            .get(start)
            .is_some_and(|token| token.ending == Ending::Past)
            || self.at(start, Class::Be).is_some()
    }

    /// Whether only words of a noun phrase stand between `from` and the mention at `to`: determiners, quantities, measures,
    /// plain words, and the items of a list before it.
    pub(super) fn reaches(&self, from: usize, to: usize) -> bool {
        // "protects women, the ban increases": the subject of another verb stands in between.
        if self.causes.iter().any(|m| from <= m.start && m.end <= to) {
            return false;
        }
        // "for ignoring smuggled men": the object of a gerund of its own.
        let gerund = self.tokens.get(from).is_some_and(|token| {
            token.ending == Ending::Ing && self.starting(from).is_empty() && from < to
        });
        if gerund && self.before(from, Class::Of).is_some() {
            return false;
        }
        // "ended the control, smuggling has tripled": a comma without a coordinator is no list.
        let comma = to > from && self.kind(to - 1) == TokenKind::Comma;
        if comma && !(from..self.len().min(to + LIST)).any(|at| self.at(at, Class::And).is_some()) {
            return false;
        }
        let mut at = from;
        let mut unknown = 0;
        let event = self.is_event(to);
        while at < to {
            let step = self
                .starting(at)
                .iter()
                .filter(|hit| {
                    hit.end <= to
                        && (matches!(
                            hit.class,
                            Class::Level
                                | Class::Quantity
                                | Class::State
                                | Class::ChangeNoun
                                | Class::Determiner
                                | Class::People
                                | Class::Adverb
                                | Class::And
                        ) || (event
                            && at > from
                            && matches!(hit.class, Class::Auxiliary | Class::HedgeModal)))
                })
                .map(|hit| hit.end)
                .max();
            if let Some(end) = step {
                if self.starting(at).iter().any(|hit| hit.class == Class::And) {
                    unknown = 0;
                }
                at = end;
                continue;
            }
            match self.kind(at) {
                TokenKind::Comma => unknown = 0,
                TokenKind::OpenQuote
                | TokenKind::CloseQuote
                | TokenKind::Number
                | TokenKind::Symbol => {}
                // "easier to prosecute smugglers": the object of a verb that deals with cases.
                TokenKind::Word
                    if self.at(at, Class::CaseVerb).is_some()
                        && self.tokens[at].ending != Ending::Past =>
                {
                    return false;
                }
                TokenKind::Word => {
                    // "the women found there": a participle after a noun goes on with its phrase.
                    if self.at(at, Class::Find).is_some() && at > from {
                        at += 1;
                        continue;
                    }
                    let preposition = self.at(at, Class::Of).is_some();
                    let coordinated = self.before(at, Class::And).is_some();
                    if preposition && !coordinated && !self.measured(from, at) {
                        return false;
                    }
                    if !preposition && (!self.is_plain_word(at) || unknown == UNKNOWN) {
                        return false;
                    }
                    unknown += usize::from(!preposition);
                }
                _ => return false,
            }
            at += 1;
        }
        true
    }

    /// Whether a measure or a change noun of the effect was named in `from..to`, so that a preposition goes on with it ("the
    /// vulnerability of migrants to").
    pub(super) fn measured(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            self.starting(at)
                .iter()
                .any(|hit| matches!(hit.class, Class::Level | Class::ChangeNoun) && hit.end <= to)
        })
    }
}
