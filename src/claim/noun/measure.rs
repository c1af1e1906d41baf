//! The measure and quantity of an effect: which words of its noun phrase say that there is more or less of it.
use crate::claim::class::Class;
use crate::claim::noun::{ADJECTIVES, EffectPhrase, UNKNOWN};
use crate::claim::view::{EffectMention, Ending, Hit, View};
use crate::document::TokenKind;

impl View {
    /// Whether a noun follows the mention at once, so that the mention only says what kind of thing that is ("the smuggling
    /// squad"): a plain word without any role, neither a verb form nor an adverb.
    pub(super) fn is_modifier(&self, end: usize) -> bool {
        // "the victims' access": a possessive before a noun that measures nothing.
        let bare = end;
        let end = match self.at(end, Class::Determiner) {
            Some(clitic) if clitic.end == end + 1 && self.at(end, Class::Be).is_some() => {
                clitic.end
            }
            _ => end,
        };
        let Some(next) = self.tokens.get(end) else {
            return false;
        };
        // "the smuggler's strongest hold": a measure behind adjectives.
        let measure = end > bare
            && (end..self.len().min(end + ADJECTIVES)).any(|at| {
                self.at(at, Class::Level).is_some() || self.at(at, Class::Possession).is_some()
            });
        if measure {
            return false;
        }
        // "the smuggling debate"; those who smuggle may debate something.
        let topic = (self.at(end, Class::TopicNoun).is_some()
            || self.at(end, Class::Speaker).is_some())
            && (end > bare || self.tokens[end - 1].ending == Ending::Ing);
        topic
            || next.token.kind == TokenKind::Word
                && !next.token.capital
                && next.ending == Ending::Other
                && self.starting(end).is_empty()
                && !self.causes.iter().any(|m| m.start == end)
    }

    /// The noun phrase of an effect mention: walks left over its measure, quantity and determiner, not beyond
    /// `from`; a change noun after it counts, unless it is the cue.
    pub(super) fn effect_phrase(
        &self,
        mention: EffectMention,
        from: usize,
        cue: Hit,
    ) -> Option<EffectPhrase> {
        if self.is_modifier(mention.end) {
            return None;
        }
        let mut at = mention.start;
        // The phrase is only known to reach as far as its last determiner, quantity or measure.
        let mut start = at;
        let mut sign = 0;
        let mut none = false;
        let mut unknown = 0;
        let event = self.is_event(mention.start);
        while at > from {
            let step = self.ending(at).filter(|hit| hit.start >= from).find(|hit| {
                matches!(
                    hit.class,
                    Class::Level
                        | Class::Quantity
                        | Class::State
                        | Class::Determiner
                        | Class::People
                        | Class::NegativeSubject
                ) || (event
                    && matches!(
                        hit.class,
                        Class::Auxiliary | Class::HedgeModal | Class::Adverb
                    ))
            });
            if let Some(hit) = step {
                if matches!(hit.class, Class::Level | Class::Quantity | Class::State)
                    && hit.sign != 0
                {
                    sign = if sign == 0 { hit.sign } else { sign * hit.sign };
                }
                none |= hit.class == Class::NegativeSubject;
                at = hit.start;
                start = at;
                unknown = 0;
                continue;
            }
            if let Some(preposition) = self.before(at, Class::Of)
                && preposition.start >= from
            {
                let Some(noun) = self.ending(preposition.start).find(|hit| {
                    matches!(hit.class, Class::ChangeNoun | Class::Level | Class::People)
                        && hit.start >= from
                }) else {
                    let opens = preposition.start == from || cue.class == Class::Possession;
                    // "point to a drop in": a change that another word governs is a change all the same.
                    let changed = sign != 0 && start < mention.start;
                    return (from > 0 || opens || changed).then_some(EffectPhrase {
                        mention,
                        named: (mention.start, mention.end),
                        start,
                        sign,
                        none,
                    });
                };
                if noun.class == Class::ChangeNoun {
                    sign = if sign == 0 {
                        noun.sign
                    } else {
                        sign * noun.sign
                    };
                }
                at = noun.start;
                start = at;
                unknown = 0;
                continue;
            }
            if !self.is_plain_word(at - 1)
                || unknown == UNKNOWN
                || self.before(at, Class::Reason).is_some()
            {
                break;
            }
            unknown += 1;
            at -= 1;
        }
        // "the smuggling surge": the change noun follows.
        if let Some(noun) = self
            .at(mention.end, Class::ChangeNoun)
            .filter(|noun| noun.start != cue.start)
        {
            sign = if sign == 0 {
                noun.sign
            } else {
                sign * noun.sign
            };
        }
        Some(EffectPhrase {
            mention,
            named: (mention.start, mention.end),
            start,
            sign,
            none,
        })
    }
}
