//! Verb phrases: what may stand before a verb and belongs to it.

use crate::claim::class::Class;
use crate::claim::reader::{Failure, Parts, Search};
use crate::claim::view::Hit;
use crate::document::TokenKind;

impl Search<'_> {
    /// What may stand before a verb at `end` and belong to it: after each step, where it begins and the hits so far.
    pub(super) fn verb_group(&self, end: usize) -> Vec<(usize, Vec<Hit>)> {
        let mut at = end;
        let mut hits = Vec::new();
        let mut steps = vec![(end, Vec::new())];
        while at > 0 {
            let hit = self
                .view
                .ending(at)
                .find(|hit| is_verbal(hit.class) && !self.view.in_mention(*hit));
            if let Some(hit) = hit {
                hits.push(hit);
                at = hit.start;
                steps.push((at, hits.clone()));
                continue;
            }
            // A quotation that begins inside the verb phrase: would "invite".
            if matches!(
                self.view.kind(at - 1),
                TokenKind::OpenQuote | TokenKind::CloseQuote
            ) {
                at -= 1;
                steps.push((at, hits.clone()));
                continue;
            }
            // "Legal casinos would: feed": the colon of a lead-in inside the verb phrase.
            let lead_in = self.view.kind(at - 1) == TokenKind::Colon
                && self.view.ending(at - 1).any(|hit| {
                    matches!(hit.class, Class::Auxiliary | Class::HedgeModal)
                        && !self.view.in_mention(hit)
                });
            if lead_in {
                at -= 1;
                continue;
            }
            // "seems, so far, to feed": the mark of the infinitive behind an adverbial.
            let to = self.view.before(at, Class::To).map_or(at, |to| to.start);
            // An adverbial between commas: "has, in short, doubled".
            let before = match self.view.skip_parenthesis_left(to) {
                before if before < to => before,
                _ => at,
            };
            let adverbial = before < at
                && at - before <= ADVERBIAL
                && self.view.ending(before).any(|hit| is_verbal(hit.class));
            if !adverbial {
                break;
            }
            hits.extend(
                self.view
                    .within(before, at, Class::HedgeAdverb)
                    .chain(self.view.within(before, at, Class::According))
                    .chain(self.view.within(before, at, Class::ReportVerb)),
            );
            at = before;
            steps.push((at, hits.clone()));
        }
        steps
    }

    pub(super) fn verb_group_right(&self, start: usize) -> Vec<(usize, Vec<Hit>)> {
        let mut at = start;
        let mut hits = Vec::new();
        let mut steps = vec![(start, Vec::new())];
        while let Some(hit) = self
            .view
            .starting(at)
            .iter()
            .find(|hit| is_verbal(hit.class))
        {
            hits.push(*hit);
            at = hit.end;
            steps.push((at, hits.clone()));
        }
        steps
    }

    /// Tries the longest verb group first; a copula of the frame may be one of its auxiliaries.
    pub(super) fn shorter_and_shorter(
        &self,
        steps: Vec<(usize, Vec<Hit>)>,
        fail: Failure,
        on: impl Fn(usize, Vec<Hit>) -> Result<Parts, Failure>,
    ) -> Result<Parts, Failure> {
        let mut best = fail;
        for (at, hits) in steps.into_iter().rev() {
            match on(at, hits) {
                Ok(parts) => return Ok(parts),
                Err(failure) if failure.depth > best.depth => best = failure,
                Err(_) => {}
            }
        }
        Err(best)
    }
}

/// How many words an adverbial between two commas inside a verb phrase may have.
const ADVERBIAL: usize = 16;

fn is_verbal(class: Class) -> bool {
    matches!(
        class,
        Class::Auxiliary
            | Class::Adverb
            | Class::HedgeModal
            | Class::HedgeAdverb
            | Class::HedgeVerb
            | Class::Negation
            | Class::NegativeVerb
            | Class::NegativeSubject
            | Class::NoLonger
            | Class::PseudoNegation
            | Class::NeutralChain
            | Class::AimVerb
            | Class::Alone
            | Class::PassiveReport
            | Class::Consequence
    )
}
