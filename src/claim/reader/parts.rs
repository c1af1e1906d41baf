//! The parts of a reading as they are found.

use crate::claim::class::Class;
use crate::claim::noun::{CauseRef, EffectPhrase};
use crate::claim::view::{Hit, View};

/// The parts found so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) cause: Option<CauseRef>,
    pub(super) effect: Option<EffectPhrase>,
    pub(super) group: Vec<Hit>,
    pub(super) sign: i8,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shown: Option<Hit>,
    /// Whether the verb whose subject comes next is a present participle.
    pub(super) participle: bool,
}

impl Parts {
    pub(super) fn with_effect(mut self, effect: EffectPhrase) -> Self {
        if effect.sign != 0 {
            self.sign *= effect.sign;
        }
        self.effect = Some(effect);
        self
    }

    /// What stands in a gap may deny or doubt the clause all the same ("is not the answer to", "was possibly one of").
    pub(super) fn with_qualifiers(mut self, view: &View, start: usize, end: usize) -> Self {
        self.group.extend(view.within(start, end, Class::Negation));
        // "some of" and its like are about how much.
        self.group.extend(
            view.within(start, end, Class::HedgeAdverb)
                .filter(|hit| hit.end - hit.start == 1),
        );
        self
    }

    /// A link that takes up a cause named before ("as a result") is shown as the cue.
    pub(super) fn with_pronoun(mut self, hit: Hit) -> Self {
        self.shown = Some(hit);
        self.cause = Some(CauseRef::Pronoun {
            start: hit.start,
            end: hit.end,
        });
        self
    }

    pub(super) fn with_hit(mut self, hit: Hit, shown: bool) -> Self {
        if shown {
            self.shown = Some(hit);
        }
        if matches!(
            hit.class,
            Class::Negation | Class::NegativeSubject | Class::OpenFrame
        ) {
            self.group.push(hit);
        }
        if hit.sign != 0 {
            self.sign *= hit.sign;
        }
        self
    }
}
