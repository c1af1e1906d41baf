//! The cause that a sentence has set out before the clause of the effect: "The ban scared the clients off, and before long crime fell."
use crate::claim::class::Class;
use crate::claim::noun::{CauseRef, GIVEN};
use crate::claim::view::{Hit, View};
use crate::document::TokenKind;

impl View {
    /// The nearest cause before a clause at `end` that is set out in a clause of its own, or the words at the start of the sentence
    /// that take one up, and its first token; none where something in between speaks, turns round or names another cause.
    pub(crate) fn given_cause(&self, end: usize) -> Option<(CauseRef, usize, usize)> {
        let named = self.causes.iter().rev().find(|m| m.end <= end).map(|m| {
            let start = self.head_start(m.start).or_else(|| self.linked(m.start));
            (CauseRef::Named(*m), start, m.end)
        });
        let (cause, start, after) = named.or_else(|| {
            let hit = self.opening_reference()?;
            let (start, end) = (hit.start, hit.end);
            Some((CauseRef::Pronoun { start, end }, Some(start), end))
        })?;
        let near = after <= end && end - after <= GIVEN;
        let clear = near
            && self.begins_sequel(end)
            && self.has_seam(after, end)
            && !self.is_attribute(after)
            && !(after..end).any(|at| self.bars_sequel(at));
        Some((cause, start.filter(|_| clear)?, after))
    }

    /// The nearest cause before `end` that stands in an adverbial or adverbial clause ("By banning it we ..."), or words for a
    /// consequence at the start of the sentence, with its first token and the token after it; none where somebody speaks in between.
    pub(crate) fn linked_cause(&self, end: usize) -> Option<(CauseRef, usize, usize)> {
        let named = self.causes.iter().rev().find(|m| m.end <= end).map(|m| {
            // A place is no cause of all that is said of it: "where it is legal, debt drives ...".
            let start = self
                .linked(m.start)
                .filter(|&start| self.at(start, Class::WhereLink).is_none());
            let after = m.end;
            (CauseRef::Named(*m), start, after)
        });
        let (cause, start, after) = named.or_else(|| {
            let hit = (0..self.len().min(2))
                .find_map(|at| self.at(at, Class::Consequence))
                .filter(|hit| self.opens_clause(hit.start))?;
            let (start, end) = (hit.start, hit.end);
            Some((CauseRef::Pronoun { start, end }, Some(start), end))
        })?;
        // "need no warrant to check": an infinitive tells what somebody is to do.
        let infinitive = self
            .before(end, Class::To)
            .is_some_and(|to| to.end - to.start == 1);
        let clear = after <= end
            && end - after <= GIVEN
            && !infinitive
            && !self.is_attribute(after)
            && !(after..end).any(|at| self.bars_sequel(at));
        Some((cause, start.filter(|_| clear)?, after))
    }

    /// "Where the law allows it, ...": a conjunction or preposition of a frame opens the clause of the cause.
    fn linked(&self, mention: usize) -> Option<usize> {
        let from = self.clause_start(mention);
        // "and by banning it": a coordinator may stand before it.
        let start = self.at(from, Class::And).map_or(from, |and| and.end);
        self.starting(start)
            .iter()
            .any(|hit| {
                matches!(
                    hit.class,
                    Class::ConditionLink
                        | Class::If
                        | Class::TimeLink
                        | Class::CauseLink
                        | Class::Means
                        | Class::InPlaces
                        | Class::WhereLink
                )
            })
            .then_some(start)
    }

    /// A pronoun, or words for a consequence, that open the sentence.
    fn opening_reference(&self) -> Option<Hit> {
        (0..self.len().min(2)).find_map(|at| {
            [Class::Consequence, Class::Pronoun]
                .into_iter()
                .find_map(|class| self.at(at, class))
                .filter(|hit| self.opens_clause(hit.start))
        })
    }

    /// Whether a coordinated clause or a main clause after another begins at `at`.
    fn begins_sequel(&self, at: usize) -> bool {
        at > 0
            && (matches!(
                self.kind(at - 1),
                TokenKind::Comma | TokenKind::Dash | TokenKind::Colon
            ) || self
                .ending(at)
                .any(|hit| matches!(hit.class, Class::And | Class::Consequence)))
    }

    /// Whether one clause ends and another begins in `from..to`.
    fn has_seam(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            matches!(
                self.kind(at),
                TokenKind::Comma | TokenKind::Dash | TokenKind::Colon
            ) || self.at(at, Class::And).is_some()
        })
    }

    fn bars_sequel(&self, at: usize) -> bool {
        let ends = matches!(
            self.kind(at),
            TokenKind::Stop
                | TokenKind::Semicolon
                | TokenKind::QuestionMark
                | TokenKind::ExclamationMark
        );
        ends || self.starting(at).iter().any(|hit| match hit.class {
            Class::But
            | Class::Concession
            | Class::Despite
            | Class::ReportVerb
            | Class::PassiveReport
            | Class::According
            | Class::Verdict
            | Class::Speaker
            | Class::Whether
            | Class::CauseLink
            | Class::Due
            | Class::AimVerb
            | Class::SameTime
            | Class::OpenFrame
            | Class::TopicNoun => true,
            Class::Purpose => hit.end - hit.start > 1,
            _ => false,
        })
    }
}
