//! Noun phrases around mentions: which words belong to them, what they make of the mention's sign, and whether the mention
//! is their head or buried in them ("opponents of the ban" is not the ban).

use crate::claim::class::Class;
use crate::claim::view::{CauseMention, EffectMention, Ending, Hit, View};
use crate::document::TokenKind;

/// What stands as a cause in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CauseRef {
    /// It is named here, on these tokens.
    Named(CauseMention),
    /// A pronoun on these tokens takes it up.
    Pronoun { start: usize, end: usize },
}

/// A noun phrase that names the effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EffectPhrase {
    pub(crate) mention: EffectMention,
    /// First token of the phrase, with its measure and quantity.
    pub(crate) start: usize,
    /// 1, or -1 where its words say that there is less of it; 0 where they say nothing.
    pub(crate) sign: i8,
    /// Whether it says that there is none of it.
    pub(crate) none: bool,
}

/// How many words of a noun phrase may stand between its head and the verb ("the ban in the five largest cities").
const TAIL: usize = 12;
/// How many words a place after a law may have, where a relative clause follows ("the ban in New Zealand that ...").
const PLACE: usize = 4;
/// The same for what stands between two commas.
const PARENTHESIS: usize = 30;
/// How many words may stand between a verb or preposition and the mention that it takes.
const REACH: usize = 10;
/// How many words without a known role a noun phrase may hold in a row: adjectives and names.
const UNKNOWN: usize = 4;

impl View {
    /// The cause whose noun phrase ends right before `end`, seen from a verb there, and its first token. `participle`: the
    /// verb has no subject of its own; `governed`: the frame has a preposition or conjunction before the cause.
    pub(crate) fn cause_left(
        &self,
        end: usize,
        participle: bool,
        governed: bool,
    ) -> Option<(CauseRef, usize)> {
        if end == 0
            || self
                .before(end, Class::To)
                .is_some_and(|to| to.end - to.start == 1)
        {
            return None;
        }
        if let Some(found) = self
            .relative_subject(end)
            .or_else(|| self.pronoun_subject(end))
        {
            return Some(found);
        }
        if governed && let Some(found) = self.governed_pronoun(end) {
            return Some(found);
        }
        let coordinated = self
            .before(end, Class::And)
            .or_else(|| self.at(end, Class::And))
            .or_else(|| self.before(self.skip_parenthesis_left(end), Class::And))
            .map(|and| and.start)
            .or_else(|| self.listed(end, participle))
            .or_else(|| self.means(end, participle));
        for mention in self.causes.iter().rev().filter(|m| m.end <= end).take(3) {
            let tail = (mention.end, end);
            let attached = self.is_tail(tail.0, tail.1)
                || (governed && self.is_predicate(tail.0, tail.1))
                || (participle && self.is_participial(tail.0, tail.1))
                || coordinated.is_some_and(|and| self.is_coordination(mention.end, and));
            if attached {
                // A cause that a preposition of the frame takes is governed by that; one that another noun governs gives way
                // to that noun, where it is a cause too ("raids under the Act").
                let start = self
                    .head_start(mention.start)
                    .or(governed.then_some(mention.start));
                if let Some(start) = start {
                    return Some((CauseRef::Named(*mention), start));
                }
            }
        }
        coordinated
            .and_then(|and| self.coordinated_pronoun(and))
            .or_else(|| participle.then(|| self.participial_pronoun(end)).flatten())
    }

    /// "It frightens clients, leaving ...": the subject of a participle is that of the clause before it.
    fn participial_pronoun(&self, end: usize) -> Option<(CauseRef, usize)> {
        let comma = end
            .checked_sub(1)
            .filter(|&at| self.kind(at) == TokenKind::Comma)?;
        self.coordinated_pronoun(comma)
    }

    /// "..., which has doubled": a relative pronoun right before the verb takes up the cause right before it.
    fn relative_subject(&self, end: usize) -> Option<(CauseRef, usize)> {
        let relative = self.before(end, Class::Relative)?;
        let before = self.skip_comma_left(relative.start);
        // "the model itself that": an adverb may stand in between.
        let close = self
            .before(before, Class::Adverb)
            .map_or(before, |adverb| adverb.start);
        let mention = self.causes.iter().rev().find(|m| {
            m.end <= before
                && (m.end == before
                    || m.end == close
                    || (self.at(m.end, Class::Of).is_some()
                        && before - m.end <= PLACE
                        && self.tokens[before - 1].token.capital))
        })?;
        Some((CauseRef::Named(*mention), self.head_start(mention.start)?))
    }

    /// "under it": a pronoun that a preposition of the frame takes.
    fn governed_pronoun(&self, end: usize) -> Option<(CauseRef, usize)> {
        let hit = self.before(end, Class::ObliquePronoun)?;
        let named = self
            .causes
            .iter()
            .any(|m| m.start < hit.end && hit.start < m.end);
        (!named).then_some((
            CauseRef::Pronoun {
                start: hit.start,
                end: hit.end,
            },
            hit.start,
        ))
    }

    fn pronoun_subject(&self, end: usize) -> Option<(CauseRef, usize)> {
        let at = self.skip_parenthesis_left(end);
        let hit = [end, at]
            .into_iter()
            .find_map(|end| self.before(end, Class::Pronoun))?;
        // "the crime it causes": right after a noun, the pronoun opens a relative clause.
        let opens = self.opens_clause(hit.start)
            || self.effects.iter().any(|m| m.end == hit.start)
            || self.follows_adverbial(hit.start);
        let named = self
            .causes
            .iter()
            .any(|m| m.start < hit.end && hit.start < m.end);
        (opens && !named).then_some((
            CauseRef::Pronoun {
                start: hit.start,
                end: hit.end,
            },
            hit.start,
        ))
    }

    /// "In its first five years it ...": only an adverbial stands between the start of the clause and `at`.
    fn follows_adverbial(&self, at: usize) -> bool {
        let from = self.clause_start(at);
        at - from <= REACH
            && self.starting(from).iter().any(|hit| {
                matches!(
                    hit.class,
                    Class::Of | Class::TimeLink | Class::Adverb | Class::Consequence
                )
            })
            && !(from..at).any(|i| self.at(i, Class::Auxiliary).is_some())
    }

    /// "It protects nobody and ...": the subject of the first verb is that of the second.
    fn coordinated_pronoun(&self, and: usize) -> Option<(CauseRef, usize)> {
        let from = self.clause_start(and);
        let hit = (from..and)
            .take(3)
            .find_map(|at| self.at(at, Class::Pronoun))
            .filter(|hit| self.opens_clause(hit.start) || hit.start == from)?;
        Some((
            CauseRef::Pronoun {
                start: hit.start,
                end: hit.end,
            },
            hit.start,
        ))
    }

    /// Whether a clause may begin at `at`: the sentence does, or a break, a conjunction or a complementizer stands before it.
    pub(crate) fn opens_clause(&self, at: usize) -> bool {
        at == 0
            || is_break(self.kind(at - 1))
            || matches!(
                self.kind(at - 1),
                TokenKind::OpenQuote
                    | TokenKind::CloseQuote
                    | TokenKind::Open
                    | TokenKind::LineBreak
            )
            || self.ending(at).any(|hit| {
                matches!(
                    hit.class,
                    Class::That
                        | Class::Subordinator
                        | Class::But
                        | Class::And
                        | Class::Whether
                        | Class::Consequence
                        | Class::Adverb
                        | Class::HedgeFrame
                        | Class::OpenFrame
                        | Class::DenialFrame
                        | Class::HedgeAdverb
                        | Class::ReportVerb
                        | Class::Auxiliary
                )
            })
    }

    /// Where the clause that `at` stands in begins: after the last break before it.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|&i| is_break(self.kind(i)))
            .map_or(0, |i| i + 1)
    }

    /// Whether the words `from..to` after a mention belong to its noun phrase: nothing, a prepositional phrase, a relative
    /// clause, a participle, a coordinated noun, or something between commas or brackets.
    pub(crate) fn is_tail(&self, from: usize, to: usize) -> bool {
        if from >= to {
            return from == to;
        }
        let last = self.kind(to - 1);
        match self.kind(from) {
            TokenKind::Comma | TokenKind::Dash => {
                let closed = to - from > 1 && matches!(last, TokenKind::Comma | TokenKind::Dash);
                let closes_next =
                    to < self.len() && matches!(self.kind(to), TokenKind::Comma | TokenKind::Dash);
                to - from <= PARENTHESIS && (closed || (closes_next && to - from > 1))
            }
            TokenKind::Open => to - from <= PARENTHESIS && last == TokenKind::Close,
            TokenKind::CloseQuote | TokenKind::OpenQuote | TokenKind::Number => {
                self.is_tail(from + 1, to)
            }
            // "trafficker's dream": the possessive belongs to its noun.
            TokenKind::Word if to - from == 1 && self.at(from, Class::Determiner).is_some() => true,
            TokenKind::Word => {
                let parenthesis = (from..to).find(|&i| {
                    matches!(
                        self.kind(i),
                        TokenKind::Comma | TokenKind::Open | TokenKind::Dash
                    )
                });
                let list = (from..to).any(|at| self.at(at, Class::And).is_some());
                let (plain, rest) = match parenthesis {
                    Some(at) if !self.is_tail(at, to) => (to, list),
                    Some(at) => (at, true),
                    None => (to, true),
                };
                rest && plain - from <= TAIL
                    && self.opens_tail(from)
                    && !self.has_barrier(from, plain)
            }
            TokenKind::Stop
            | TokenKind::QuestionMark
            | TokenKind::ExclamationMark
            | TokenKind::Semicolon
            | TokenKind::Colon
            | TokenKind::Slash
            | TokenKind::Close
            | TokenKind::LineBreak
            | TokenKind::Symbol => false,
        }
    }

    /// "since the ban WAS PASSED IN MAY": the rest of the clause that a conjunction of the frame opens.
    fn is_predicate(&self, from: usize, to: usize) -> bool {
        to >= from
            && to - from <= TAIL
            && !(from..to).any(|at| is_break(self.kind(at)) || self.at(at, Class::But).is_some())
    }

    fn opens_tail(&self, at: usize) -> bool {
        self.starting(at).iter().any(|hit| {
            matches!(
                hit.class,
                Class::Of
                    | Class::Relative
                    | Class::Adverb
                    | Class::And
                    | Class::HedgeAdverb
                    | Class::ConditionLink
                    | Class::Find
                    | Class::Alone
            )
        }) || self.looks_like_participle(at)
    }

    /// Words of a clause of its own inside a tail end the noun phrase, unless a relative pronoun opened it.
    fn has_barrier(&self, from: usize, to: usize) -> bool {
        let relative = self.at(from, Class::Relative).is_some();
        (from..to).any(|at| {
            matches!(
                self.kind(at),
                TokenKind::Stop
                    | TokenKind::Semicolon
                    | TokenKind::Colon
                    | TokenKind::QuestionMark
                    | TokenKind::ExclamationMark
            ) || self.starting(at).iter().any(|hit| match hit.class {
                Class::But => true,
                Class::Auxiliary | Class::Subordinator | Class::Personal | Class::ReportVerb => {
                    !relative && at > from
                }
                _ => false,
            })
        })
    }

    /// "It saves lives by making ...": the subject of the gerund is that of the clause.
    fn means(&self, end: usize, participle: bool) -> Option<usize> {
        let means = self.before(end, Class::Means)?;
        (participle && means.start > 0).then_some(means.start)
    }

    /// "It shrinks the market, deters ... and ...": a comma between verb phrases of a list that a coordinator closes.
    fn listed(&self, end: usize, participle: bool) -> Option<usize> {
        let comma = end
            .checked_sub(1)
            .filter(|&at| self.kind(at) == TokenKind::Comma && !participle)?;
        (end..self.len())
            .take_while(|&at| !is_hard_break(self.kind(at)))
            .any(|at| self.at(at, Class::And).is_some())
            .then_some(comma)
    }

    /// ", swelling": the subject of a participle is that of the clause before it.
    fn is_participial(&self, from: usize, to: usize) -> bool {
        let one_clause = |to: usize| {
            to - from <= PARENTHESIS
                && !(from..to)
                    .any(|at| is_hard_break(self.kind(at)) || self.at(at, Class::But).is_some())
        };
        to > from && self.kind(to - 1) == TokenKind::Comma && one_clause(to - 1)
            || (to > from
                && self.before(to, Class::Consequence).is_some_and(|hit| {
                    hit.start > from && self.kind(hit.start - 1) == TokenKind::Comma
                }))
    }

    /// "The ban protects nobody and ...": between the mention and the coordinator stands one verb phrase.
    fn is_coordination(&self, from: usize, and: usize) -> bool {
        let from = if from < and && self.kind(from) == TokenKind::Comma {
            from + 1
        } else {
            from
        };
        and >= from
            && and - from <= 2 * TAIL
            && !(from..and).any(|at| {
                matches!(
                    self.kind(at),
                    TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash
                ) || self.at(at, Class::But).is_some()
                    || (self.at(at, Class::Personal).is_some())
                    || (self.at(at, Class::Pronoun).is_some() && self.opens_clause(at))
            })
    }

    fn looks_like_participle(&self, at: usize) -> bool {
        // The participles that follow a noun ("laws treating buyers as", "a policy sold as") end in -ing, -ed or -en; the
        // irregular ones come with the forms of their verbs.
        let token = self.tokens[at].token;
        token.kind == TokenKind::Word && !token.capital && self.suffix_is_participle(at)
    }

    fn skip_comma_left(&self, end: usize) -> usize {
        if end > 0 && self.kind(end - 1) == TokenKind::Comma {
            end - 1
        } else {
            end
        }
    }

    /// Skips ", ... ," right before `end`.
    pub(crate) fn skip_parenthesis_left(&self, end: usize) -> usize {
        if end == 0 || !matches!(self.kind(end - 1), TokenKind::Comma | TokenKind::Dash) {
            return end;
        }
        let kind = self.kind(end - 1);
        (end.saturating_sub(PARENTHESIS)..end - 1)
            .rev()
            .find(|&at| self.kind(at) == kind)
            .unwrap_or(end)
    }

    /// First token of the noun phrase whose head is the mention at `start`; none where another noun governs the mention.
    pub(crate) fn head_start(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let mut known = start;
        let mut unknown = 0;
        while at > 0 {
            if let Some(carrier) = self.before(at, Class::Carrier) {
                at = carrier.start;
                known = at;
                unknown = 0;
                continue;
            }
            if let Some(opener) = self
                .before(at, Class::Determiner)
                .or_else(|| self.before(at, Class::Quantity))
            {
                at = opener.start;
                known = at;
                unknown = 0;
                continue;
            }
            // "places which start to punish it": a chain of verbs before a cause that is a verb.
            if let Some(chain) = self.before(at, Class::NeutralChain) {
                at = chain.start;
                known = at;
                unknown = 0;
                continue;
            }
            if self.before(at, Class::Of).is_some() {
                return None;
            }
            if !self.is_plain_word(at - 1) || unknown == UNKNOWN {
                break;
            }
            unknown += 1;
            at -= 1;
        }
        Some(known)
    }

    /// A word with no role that would end a noun phrase: a noun, a name, an adjective.
    fn is_plain_word(&self, at: usize) -> bool {
        matches!(self.kind(at), TokenKind::Word | TokenKind::Number)
            && !self.starting(at).iter().any(|hit| {
                hit.end == at + 1
                    && matches!(
                        hit.class,
                        Class::Auxiliary
                            | Class::HedgeModal
                            | Class::Subordinator
                            | Class::Relative
                            | Class::That
                            | Class::And
                            | Class::But
                            | Class::Personal
                            | Class::Pronoun
                            | Class::Negation
                            | Class::To
                            | Class::Of
                            | Class::Whether
                            | Class::Consequence
                            | Class::Make
                            | Class::Be
                            | Class::CauseVerb
                            | Class::GiveVerb
                            | Class::ChangeVerb
                            | Class::ParticleVerb
                            | Class::ReportVerb
                    )
            })
    }

    /// The cause that a preposition or a subordinator at `from` takes: the nearest one in its clause.
    pub(crate) fn cause_right(&self, from: usize) -> Option<(CauseRef, usize)> {
        if let Some(hit) = self.at(from, Class::ObliquePronoun)
            && !self
                .causes
                .iter()
                .any(|m| m.start < hit.end + 3 && m.start >= hit.start)
        {
            return Some((
                CauseRef::Pronoun {
                    start: hit.start,
                    end: hit.end,
                },
                hit.end,
            ));
        }
        let mention = self.causes.iter().find(|m| m.end > from)?;
        let clear = mention.start <= from + REACH
            && !(from..mention.start).any(|at| {
                is_break(self.kind(at))
                    || self.at(at, Class::Relative).is_some()
                    || self.at(at, Class::But).is_some()
            });
        clear.then_some((CauseRef::Named(*mention), mention.end))
    }

    /// The effect whose noun phrase ends right before `end`, seen from a verb there.
    pub(crate) fn effect_left(&self, end: usize, agents: bool, cue: Hit) -> Option<EffectPhrase> {
        if matches!(cue.class, Class::Particle | Class::State)
            && let Some(hit) = self.before(end, Class::ObjectPronoun)
            && let Some(pronoun) = self.effect_pronoun(hit, agents, cue)
        {
            return Some(pronoun);
        }
        self.effects
            .iter()
            .rev()
            .filter(|m| m.end <= end && (!agents || m.agent))
            .take(2)
            .find(|m| self.is_tail(m.end, end))
            .and_then(|mention| self.effect_phrase(*mention, 0, cue))
    }

    /// The effect that a verb or preposition right before `from` takes.
    pub(crate) fn effect_right(&self, from: usize, agents: bool, cue: Hit) -> Option<EffectPhrase> {
        if let Some(hit) = self.at(from, Class::ObjectPronoun)
            && let Some(pronoun) = self.effect_pronoun(hit, agents, cue)
        {
            return Some(pronoun);
        }
        let mention = self
            .effects
            .iter()
            .find(|m| m.start >= from && (!agents || m.agent))?;
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
                is_hard_break(self.kind(at))
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

    /// "..., it brings it in": a pronoun right after the verb takes up the effect named before it in the sentence.
    fn effect_pronoun(&self, hit: Hit, agents: bool, cue: Hit) -> Option<EffectPhrase> {
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
            start: hit.start,
            sign: 0,
            none: false,
        })
    }

    /// "women would have BEEN TRAFFICKED": a mention that is a verb, so that its auxiliaries stand before it.
    fn is_event(&self, start: usize) -> bool {
        self.tokens
            .get(start)
            .is_some_and(|token| token.ending == Ending::Past)
            || self.at(start, Class::Be).is_some()
    }

    /// Whether only words of a noun phrase stand between `from` and the mention at `to`: determiners, quantities, measures,
    /// plain words, and the items of a list before it.
    fn reaches(&self, from: usize, to: usize) -> bool {
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
    fn measured(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            self.starting(at)
                .iter()
                .any(|hit| matches!(hit.class, Class::Level | Class::ChangeNoun) && hit.end <= to)
        })
    }

    /// Whether a noun follows the mention at once, so that the mention only says what kind of thing that is ("the smuggling
    /// squad"): a plain word without any role, neither a verb form nor an adverb.
    fn is_modifier(&self, end: usize) -> bool {
        let Some(next) = self.tokens.get(end) else {
            return false;
        };
        next.token.kind == TokenKind::Word
            && !next.token.capital
            && next.ending == Ending::Other
            && self.starting(end).is_empty()
            && !self.causes.iter().any(|m| m.start == end)
    }

    /// The noun phrase of an effect mention: walks left over its measure, quantity and determiner, not beyond
    /// `from`; a change noun after it counts, unless it is the cue.
    fn effect_phrase(&self, mention: EffectMention, from: usize, cue: Hit) -> Option<EffectPhrase> {
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
                    return (from > 0 || opens).then_some(EffectPhrase {
                        mention,
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
            if !self.is_plain_word(at - 1) || unknown == UNKNOWN {
                break;
            }
            unknown += 1;
            at -= 1;
        }
        // "the trafficking surge": the change noun follows.
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
            start,
            sign,
            none,
        })
    }
}

/// A mark that ends a clause, or may.
pub(crate) fn is_break(kind: TokenKind) -> bool {
    is_hard_break(kind) || matches!(kind, TokenKind::Comma)
}

/// A mark that ends a clause.
pub(crate) fn is_hard_break(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Stop
            | TokenKind::QuestionMark
            | TokenKind::ExclamationMark
            | TokenKind::Semicolon
            | TokenKind::Colon
            | TokenKind::Dash
            | TokenKind::LineBreak
    )
}
