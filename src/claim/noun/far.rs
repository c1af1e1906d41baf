//! Cause and effect further off: what a sentence was about before it came to the verb, and what the object of the verb is part of.
use crate::claim::class::Class;
use crate::claim::noun::{EffectPhrase, FAR, FAR_EFFECT};
use crate::claim::view::{CauseMention, Ending, Hit, View};
use crate::document::TokenKind;

impl View {
    /// The nearest cause before a verb at `end`, and the first token of its noun phrase, where nothing in between can be the subject
    /// of that verb: "The ban means fewer clients, and fewer clients mean ..."
    pub(crate) fn far_cause(&self, end: usize) -> Option<(CauseMention, usize)> {
        let mention = *self.causes.iter().rev().find(|m| m.end <= end)?;
        let start = self.head_start(mention.start)?;
        // "Under the scheme, inspectors ...": an adverbial is no subject, and an infinitive has none.
        let adverbial = self.starting(start).iter().any(|hit| {
            hit.end <= mention.start && matches!(hit.class, Class::Of | Class::ConditionLink)
        });
        let subject = end - mention.end <= FAR
            && !self.is_attribute(mention.end)
            && !adverbial
            && !self.asks(start)
            && self.before(end, Class::To).is_none()
            && !(mention.end..end).any(|at| self.bars_subject(mention.end, at, end));
        subject.then_some((mention, start))
    }

    /// The nearest effect after a verb that ends at `from`, as part of its object: "took the profit out of ..."
    pub(crate) fn far_effect(&self, from: usize, agents: bool, cue: Hit) -> Option<EffectPhrase> {
        // "was brought in lest": a passive has no object.
        let passive = self.tokens[cue.start].ending == Ending::Past
            && self.before(cue.start, Class::Be).is_some();
        let mention = *self
            .effects
            .iter()
            .find(|m| m.start >= from && (!agents || m.agent))?;
        // "must check that": a clause is no object with a part.
        let clause = self.at(from, Class::That).is_some();
        let object = !passive
            && !clause
            && mention.start - from <= FAR_EFFECT
            && !(from..mention.start).any(|at| self.bars_object(at));
        let mut phrase = object
            .then(|| self.effect_phrase(mention, from, cue))
            .flatten()?;
        // "means fewer customers for ...": how much of the object there is tells how much of the effect there is.
        if phrase.sign == 0 {
            phrase.sign = self
                .starting(from)
                .iter()
                .find(|hit| matches!(hit.class, Class::Quantity | Class::ChangeNoun))
                .map_or(0, |hit| hit.sign);
        }
        Some(phrase)
    }

    /// Where the last clause or coordinated part of `from..to` begins.
    pub(crate) fn last_clause(&self, from: usize, to: usize) -> usize {
        (from..to)
            .rev()
            .find(|&at| self.kind(at).may_end_clause() || self.at(at, Class::And).is_some())
            .map_or(from, |at| at + 1)
    }

    /// Words of doubt in `from..to`.
    pub(crate) fn hedges(&self, from: usize, to: usize) -> impl Iterator<Item = Hit> + '_ {
        [Class::HedgeVerb, Class::HedgeAdverb, Class::HedgeModal]
            .into_iter()
            .flat_map(move |class| self.within(from, to, class))
    }

    /// "what the ban has meant for": an indirect question about the cause.
    fn asks(&self, start: usize) -> bool {
        self.ending(start).any(|hit| {
            matches!(
                hit.class,
                Class::Cleft | Class::Whether | Class::Subordinator
            )
        })
    }

    /// A pronoun, a clause with a subject of its own, or somebody who speaks or judges. A relative right before the verb takes up the
    /// object of a verb before it ("creates a market that feeds").
    fn bars_subject(&self, from: usize, at: usize, verb: usize) -> bool {
        let ends_sentence = matches!(
            self.kind(at),
            TokenKind::Stop
                | TokenKind::Semicolon
                | TokenKind::Colon
                | TokenKind::QuestionMark
                | TokenKind::ExclamationMark
        );
        ends_sentence
            || self.starting(at).iter().any(|hit| match hit.class {
                Class::Personal
                | Class::Pronoun
                | Class::Subordinator
                | Class::That
                | Class::Relative
                | Class::Whether => hit.end != verb || !self.has_change(from, at),
                Class::But | Class::Verdict | Class::ReportVerb | Class::PassiveReport => true,
                _ => false,
            })
    }

    fn has_change(&self, from: usize, to: usize) -> bool {
        [
            Class::ChangeVerb,
            Class::CauseVerb,
            Class::GiveVerb,
            Class::Make,
        ]
        .into_iter()
        .any(|class| self.within(from, to, class).next().is_some())
    }

    fn opens_noun(&self, at: usize) -> bool {
        self.effects.iter().any(|m| m.start == at)
            || self.starting(at).iter().any(|hit| {
                matches!(
                    hit.class,
                    Class::Determiner | Class::Quantity | Class::Level | Class::People
                )
            })
    }

    fn opens_verb(&self, at: usize) -> bool {
        self.starting(at).iter().any(|hit| {
            matches!(
                hit.class,
                Class::ChangeVerb
                    | Class::CauseVerb
                    | Class::GiveVerb
                    | Class::Make
                    | Class::Auxiliary
            )
        })
    }

    /// The end of the clause, a verb with an object of its own ("need a warrant to search for", "and supply"), or a noun that makes
    /// what follows it a mere topic ("a debate on").
    fn bars_object(&self, at: usize) -> bool {
        self.kind(at).may_end_clause()
            || self.starting(at).iter().any(|hit| {
                matches!(
                    hit.class,
                    Class::TopicNoun | Class::CaseVerb | Class::Subordinator | Class::Whether
                )
            })
            || self
                .at(at, Class::To)
                .is_some_and(|to| !self.opens_noun(to.end))
            || self
                .at(at, Class::And)
                .is_some_and(|and| self.opens_verb(and.end))
    }
}
