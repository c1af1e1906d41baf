//! The elements of a pattern, matched away from the cue in either direction.

use crate::claim::class::Class;
use crate::claim::frame::Element;
use crate::claim::noun::CauseRef;
use crate::claim::reader::{Failure, Parts, Search};
use crate::claim::view::Ending;
use crate::document::TokenKind;

impl Search<'_> {
    /// Matches `elements`, the last first, so that they end right before `end`.
    pub(super) fn left(
        &self,
        elements: &[Element],
        end: usize,
        parts: Parts,
        depth: usize,
    ) -> Result<Parts, Failure> {
        let Some((element, rest)) = elements.split_last() else {
            return Ok(parts);
        };
        let fail = Failure {
            element: *element,
            depth,
        };
        let on = |start: usize, mut parts: Parts| {
            parts.start = parts.start.min(start);
            self.left(rest, start, parts, depth + 1)
        };
        match *element {
            Element::Cause => {
                let governed = rest.iter().any(
                    |element| matches!(element, Element::List { class, .. } if is_link(*class)),
                );
                let (cause, start) = self
                    .view
                    .cause_left(end, parts.participle, governed)
                    .ok_or(fail)?;
                on(
                    start,
                    Parts {
                        cause: Some(cause),
                        ..parts
                    },
                )
            }
            Element::Answer => {
                if end > 0 || !self.view.answers {
                    return Err(fail);
                }
                let mut parts = parts;
                parts.cause = Some(CauseRef::Pronoun { start: 0, end: 0 });
                on(0, parts)
            }
            Element::Antecedent(class) => {
                let hit = self.view.before(end, class).ok_or(fail)?;
                if !self.view.opens_clause(hit.start) {
                    return Err(fail);
                }
                on(hit.start, parts.with_pronoun(hit))
            }
            Element::Effect | Element::Agent => {
                let effect = self
                    .view
                    .effect_left(end, *element == Element::Agent, self.cue)
                    .ok_or(fail)?;
                on(effect.start, parts.with_effect(effect))
            }
            Element::Verb => self.shorter_and_shorter(self.verb_group(end), fail, |start, hits| {
                let mut parts = parts.clone();
                parts.group.extend(hits);
                on(start, parts)
            }),
            Element::Gap(size) => {
                let mut best = fail;
                for at in (end.saturating_sub(usize::from(size))..=end).rev() {
                    match on(at, parts.clone().with_qualifiers(self.view, at, end)) {
                        Ok(parts) => return Ok(parts),
                        Err(failure) if failure.depth > best.depth => best = failure,
                        Err(_) => {}
                    }
                    if at == 0 || self.view.kind(at - 1).may_end_clause() {
                        break;
                    }
                }
                Err(best)
            }
            Element::Break { optional } => {
                if end > 0 && self.is_break(end - 1) {
                    on(end - 1, parts)
                } else if optional || self.is_seam(end) {
                    on(end, parts)
                } else {
                    Err(fail)
                }
            }
            Element::List {
                class,
                optional,
                shown,
            } => {
                let mut best = fail;
                for hit in self.view.ending(end).filter(|hit| hit.class == class) {
                    let mut parts = parts.clone().with_hit(hit, shown);
                    if matches!(class, Class::Make | Class::ParticleVerb | Class::Be) {
                        parts.participle = self.view.tokens[hit.start].ending == Ending::Ing;
                    }
                    match on(hit.start, parts) {
                        Ok(parts) => return Ok(parts),
                        Err(failure) if failure.depth > best.depth => best = failure,
                        Err(_) => {}
                    }
                }
                // A mention may hold its own link: "where it is legal".
                if optional
                    || self
                        .view
                        .at(end, class)
                        .is_some_and(|hit| is_link(hit.class))
                {
                    return on(end, parts);
                }
                Err(best)
            }
        }
    }

    /// Matches `elements`, the first first, so that they start at `start`.
    pub(super) fn right(
        &self,
        elements: &[Element],
        start: usize,
        parts: Parts,
        depth: usize,
    ) -> Result<Parts, Failure> {
        let Some((element, rest)) = elements.split_first() else {
            return Ok(parts);
        };
        let fail = Failure {
            element: *element,
            depth,
        };
        let on = |end: usize, mut parts: Parts| {
            parts.end = parts.end.max(end);
            self.right(rest, end, parts, depth + 1)
        };
        match *element {
            Element::Cause => {
                let (cause, end) = self.view.cause_right(start).ok_or(fail)?;
                on(
                    end,
                    Parts {
                        cause: Some(cause),
                        ..parts
                    },
                )
            }
            // An answer begins its sentence, so nothing of its frame stands before it.
            Element::Answer => Err(fail),
            Element::Antecedent(class) => {
                let hit = self.view.at(start, class).ok_or(fail)?;
                on(hit.end, parts.with_pronoun(hit))
            }
            Element::Effect | Element::Agent => {
                let effect = self
                    .view
                    .effect_right(start, *element == Element::Agent, self.cue)
                    .ok_or(fail)?;
                on(effect.mention.end, parts.with_effect(effect))
            }
            Element::Verb => {
                self.shorter_and_shorter(self.verb_group_right(start), fail, |end, hits| {
                    let mut parts = parts.clone();
                    parts.group.extend(hits);
                    on(end, parts)
                })
            }
            Element::Gap(size) => {
                let mut best = fail;
                for at in start..=start + usize::from(size) {
                    match on(at, parts.clone().with_qualifiers(self.view, start, at)) {
                        Ok(parts) => return Ok(parts),
                        Err(failure) if failure.depth > best.depth => best = failure,
                        Err(_) => {}
                    }
                    if at >= self.view.len() || self.view.kind(at).may_end_clause() {
                        break;
                    }
                }
                Err(best)
            }
            Element::Break { optional } => {
                if start < self.view.len() && self.is_break(start) {
                    on(start + 1, parts)
                } else if optional || self.is_seam(start) {
                    on(start, parts)
                } else {
                    Err(fail)
                }
            }
            Element::List {
                class,
                optional,
                shown,
            } => {
                let mut best = fail;
                for hit in self
                    .view
                    .starting(start)
                    .iter()
                    .filter(|hit| hit.class == class)
                {
                    match on(hit.end, parts.clone().with_hit(*hit, shown)) {
                        Ok(parts) => return Ok(parts),
                        Err(failure) if failure.depth > best.depth => best = failure,
                        Err(_) => {}
                    }
                }
                if optional {
                    on(start, parts)
                } else {
                    Err(best)
                }
            }
        }
    }

    /// Where a line that introduces something has lost its colon: between its words and those of the sentence.
    fn is_seam(&self, at: usize) -> bool {
        at > 0 && at == self.view.borrowed
    }

    /// A comma, dash or colon, or a sign that stands for "is" in a heading.
    fn is_break(&self, at: usize) -> bool {
        matches!(
            self.view.kind(at),
            TokenKind::Comma
                | TokenKind::Dash
                | TokenKind::Colon
                | TokenKind::LineBreak
                | TokenKind::Symbol
        )
    }
}

/// Whether a class ties an adverbial to its clause.
fn is_link(class: Class) -> bool {
    matches!(
        class,
        Class::TimeLink
            | Class::ConditionLink
            | Class::CauseLink
            | Class::WhereLink
            | Class::SameTime
            | Class::Means
            | Class::MoreCorrelative
    )
}
