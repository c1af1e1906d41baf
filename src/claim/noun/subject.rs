//! The cause as a subject: the noun phrase, pronoun or clause before a verb that names it.
use crate::claim::class::Class;
use crate::claim::noun::{CauseRef, PARENTHESIS, PLACE, REACH, TAIL};
use crate::claim::view::{CauseMention, View};
use crate::document::TokenKind;

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
        // "credit the ban with cutting": what a preposition takes has no subject here, unless it names the means.
        if participle
            && self.before(end, Class::Of).is_some()
            && self.before(end, Class::Means).is_none()
            && self.before(end, Class::By).is_none()
        {
            return None;
        }
        if let Some(found) = self
            .relative_subject(end)
            .or_else(|| self.pronoun_subject(end))
        {
            return Some(found);
        }
        // "ads that ...": the verb's subject is the relative pronoun, and that takes up another noun.
        if !governed
            && self.before(end, Class::Relative).is_some_and(|relative| {
                relative.start > 0 && self.before(relative.start, Class::And).is_none()
            })
        {
            return None;
        }
        if governed && let Some(found) = self.governed_pronoun(end) {
            return Some(found);
        }
        let coordinated = self
            .before(end, Class::And)
            .or_else(|| self.before(end, Class::But))
            .or_else(|| self.at(end, Class::And))
            .or_else(|| self.before(self.skip_parenthesis_left(end), Class::And))
            .map(|and| and.start)
            .or_else(|| self.listed(end, participle))
            .or_else(|| self.means(end, participle));
        let named = |m: &&CauseMention| m.end <= end && !self.is_attribute(m.end);
        for mention in self.causes.iter().rev().filter(named).take(3) {
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

    /// "Legalisation supporters": people follow at once, and the mention only says what they are for.
    pub(super) fn is_attribute(&self, end: usize) -> bool {
        self.at(end, Class::Speaker).is_some()
    }

    /// "..., which has doubled": a relative pronoun right before the verb takes up the cause right before it.
    pub(super) fn relative_subject(&self, end: usize) -> Option<(CauseRef, usize)> {
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
    pub(super) fn governed_pronoun(&self, end: usize) -> Option<(CauseRef, usize)> {
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

    pub(super) fn pronoun_subject(&self, end: usize) -> Option<(CauseRef, usize)> {
        let at = self.skip_parenthesis_left(end);
        let hit = [end, at]
            .into_iter()
            .find_map(|end| self.before(end, Class::Pronoun))?;
        // "the crime it causes": right after a noun, the pronoun opens a relative clause.
        let opens = self.opens_clause(hit.start)
            || self.effects.iter().any(|m| m.end == hit.start)
            // "what it brought was": the pronoun is the subject of a cleft.
            || self.before(hit.start, Class::Cleft).is_some()
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
    pub(super) fn follows_adverbial(&self, at: usize) -> bool {
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
    pub(super) fn coordinated_pronoun(&self, and: usize) -> Option<(CauseRef, usize)> {
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

    /// "It frightens clients, leaving ...": the subject of a participle is that of the clause before it.
    pub(super) fn participial_pronoun(&self, end: usize) -> Option<(CauseRef, usize)> {
        let comma = end
            .checked_sub(1)
            .filter(|&at| self.kind(at) == TokenKind::Comma)?;
        self.coordinated_pronoun(comma)
    }

    /// "It saves lives by making ...": the subject of the gerund is that of the clause.
    pub(super) fn means(&self, end: usize, participle: bool) -> Option<usize> {
        let means = self.before(end, Class::Means)?;
        (participle && means.start > 0).then_some(means.start)
    }

    /// "It shrinks the market, deters ... and ...": a comma between verb phrases of a list that a coordinator closes.
    pub(super) fn listed(&self, end: usize, participle: bool) -> Option<usize> {
        let comma = end
            .checked_sub(1)
            .filter(|&at| self.kind(at) == TokenKind::Comma && !participle)?;
        (end..self.len())
            .take_while(|&at| !self.kind(at).ends_clause())
            .any(|at| self.at(at, Class::And).is_some())
            .then_some(comma)
    }

    /// ", swelling": the subject of a participle is that of the clause before it.
    pub(super) fn is_participial(&self, from: usize, to: usize) -> bool {
        let one_clause = |to: usize| {
            to - from <= PARENTHESIS
                && !(from..to)
                    .any(|at| self.kind(at).ends_clause() || self.at(at, Class::But).is_some())
        };
        to > from && self.kind(to - 1) == TokenKind::Comma && one_clause(to - 1)
            || (to > from
                && self.before(to, Class::Consequence).is_some_and(|hit| {
                    hit.start > from && self.kind(hit.start - 1) == TokenKind::Comma
                }))
    }

    /// "The ban protects nobody and ...": between the mention and the coordinator stands one verb phrase.
    pub(super) fn is_coordination(&self, from: usize, and: usize) -> bool {
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
}
