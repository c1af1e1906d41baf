//! The head of a noun phrase around a cause, and the cause that a preposition takes.
use crate::claim::class::Class;
use crate::claim::noun::{CauseRef, REACH, UNKNOWN};
use crate::claim::view::View;
use crate::document::TokenKind;

impl View {
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
            // "We call for the repeal": what is urged is a cause, whatever word urges it.
            if self.before(at, Class::Recommendation).is_some() {
                return Some(known);
            }
            if let Some(preposition) = self.before(at, Class::Of) {
                // "To ban it is to ...": an infinitive may be a subject where it opens its clause.
                let opens = self.opens_clause(preposition.start);
                if opens
                    && self.is_place(at, known)
                    && self.at(preposition.start, Class::WhereLink).is_some()
                    && self.starts_with_opener(known)
                {
                    break;
                }
                let infinitive = opens && self.at(preposition.start, Class::To).is_some();
                return infinitive.then_some(preposition.start);
            }
            if !self.is_plain_word(at - 1) || unknown == UNKNOWN {
                break;
            }
            unknown += 1;
            at -= 1;
        }
        Some(known)
    }

    /// "In Norr |the ban ...", "In 2014 |the ban ...": names or years alone between a preposition and a noun phrase.
    fn is_place(&self, from: usize, to: usize) -> bool {
        from < to
            && (from..to)
                .all(|at| self.tokens[at].token.capital || self.kind(at) == TokenKind::Number)
    }

    /// Whether a noun phrase has its determiner, so that a word before it is none of its own.
    fn starts_with_opener(&self, start: usize) -> bool {
        self.at(start, Class::Determiner).is_some()
    }

    /// A word with no role that would end a noun phrase: a noun, a name, an adjective.
    pub(super) fn is_plain_word(&self, at: usize) -> bool {
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
                self.kind(at).may_end_clause()
                    || self.at(at, Class::Relative).is_some()
                    || self.at(at, Class::But).is_some()
            });
        clear.then_some((CauseRef::Named(*mention), mention.end))
    }
}
