//! The elements of a pattern, matched away from the cue in either direction.

use crate::claim::class::Class;
use crate::claim::frame::Element;
use crate::claim::noun::{ASIDE, CauseRef};
use crate::claim::reader::{Failure, Parts, Search};
use crate::claim::view::{Ending, Hit};
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
            Element::FarCause => {
                let (mention, start) = self.view.far_cause(end).ok_or(fail)?;
                let clause = self.view.last_clause(mention.end, end);
                let mut parts = parts.with_qualifiers(self.view, clause, end);
                parts.cause = Some(CauseRef::Named(mention));
                parts.group.extend(self.view.hedges(mention.end, end));
                on(start, parts)
            }
            Element::GivenCause | Element::LinkedCause => {
                let found = match *element {
                    Element::GivenCause => self.view.given_cause(end),
                    _ => self.view.linked_cause(end),
                };
                let (cause, start, after) = found.ok_or(fail)?;
                let clause = self.view.last_clause(after, end);
                let mut parts = parts.with_qualifiers(self.view, clause, end);
                parts.cause = Some(cause);
                parts.group.extend(self.view.hedges(after, end));
                on(start, parts)
            }
            // What a cue changes stands after it, and so does the answer to a question.
            Element::FarEffect | Element::FarAgent | Element::Asked => Err(fail),
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
                let mut at = end;
                let mut left = usize::from(size);
                loop {
                    match on(at, parts.clone().with_qualifiers(self.view, at, end)) {
                        Ok(parts) => return Ok(parts),
                        Err(failure) if failure.depth > best.depth => best = failure,
                        Err(_) => {}
                    }
                    // What stands between two commas does not count.
                    let aside = self.view.skip_parenthesis_left(at);
                    if aside < at && self.is_aside(aside, at) {
                        at = aside;
                        continue;
                    }
                    if left == 0 || at == 0 || self.view.kind(at - 1).may_end_clause() {
                        break;
                    }
                    at -= 1;
                    left -= 1;
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
                    // "has meant fewer": an auxiliary is no verb of its own.
                    if class == Class::LevelVerb
                        && hit.end < self.cue.start
                        && self.view.tokens[hit.end].ending == Ending::Past
                    {
                        continue;
                    }
                    // "seems, in places, to have fed": the infinitive of a verb of doubt is no purpose.
                    // "with the result that": a longer link takes the place of its first word.
                    let longer = self
                        .view
                        .at(hit.start, Class::Consequence)
                        .is_some_and(|link| is_link(class) && link.end > hit.end);
                    // "had they banned it": an auxiliary makes a condition at the start of its clause.
                    let inner = class == Class::ConditionLink
                        && self.view.at(hit.start, Class::Auxiliary).is_some()
                        && (!self.view.opens_clause(hit.start)
                            || self
                                .view
                                .tokens
                                .get(hit.end)
                                .is_some_and(|next| next.ending == Ending::Past));
                    if longer || inner {
                        continue;
                    }
                    if class == Class::Purpose && self.is_chain(hit) {
                        continue;
                    }
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
            // An answer begins its sentence, and a cause further off stands before its verb.
            Element::Answer | Element::FarCause | Element::GivenCause | Element::LinkedCause => {
                Err(fail)
            }
            Element::Asked => {
                let asked = self.view.tokens.get(start).ok_or(fail)?;
                if asked.token.kind != TokenKind::QuestionMark {
                    return Err(fail);
                }
                on(start + 1, parts)
            }
            Element::FarEffect | Element::FarAgent => {
                let effect = self
                    .view
                    .far_effect(start, *element == Element::FarAgent, self.cue)
                    .ok_or(fail)?;
                let parts = parts.with_qualifiers(self.view, start, effect.mention.start);
                on(effect.mention.end, parts.with_effect(effect))
            }
            Element::Antecedent(class) => {
                let hit = self.view.at(start, class).ok_or(fail)?;
                on(hit.end, parts.with_pronoun(hit))
            }
            Element::Effect | Element::Agent => {
                let agents = *element == Element::Agent;
                // "keeps smugglers from": the object stands in the cue.
                if start == self.cue.end
                    && let Some(effect) = self.view.effect_inside(self.cue, agents)
                    && let Ok(parts) = on(start, parts.clone().with_effect(effect))
                {
                    return Ok(parts);
                }
                let effect = self
                    .view
                    .effect_right(start, agents, self.cue)
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
                let mut at = start;
                let mut left = usize::from(size);
                loop {
                    match on(at, parts.clone().with_qualifiers(self.view, start, at)) {
                        Ok(parts) => return Ok(parts),
                        Err(failure) if failure.depth > best.depth => best = failure,
                        Err(_) => {}
                    }
                    let aside = self.view.skip_parenthesis_right(at);
                    if aside > at && self.is_aside(at, aside) {
                        at = aside;
                        continue;
                    }
                    if left == 0 || at >= self.view.len() || self.view.kind(at).may_end_clause() {
                        break;
                    }
                    at += 1;
                    left -= 1;
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

    /// "seems, in places, to have fed", "need to mean": the infinitive belongs to the verb before it and is no purpose.
    fn is_chain(&self, to: Hit) -> bool {
        let before = self.view.skip_parenthesis_left(to.start);
        let doubts = self.view.before(before, Class::HedgeVerb).is_some();
        doubts
            || self.view.ending(to.end).any(|hit| {
                hit.start < to.start
                    && matches!(
                        hit.class,
                        Class::HedgeVerb
                            | Class::NeutralChain
                            | Class::NegativeVerb
                            | Class::Auxiliary
                            | Class::Recommendation
                    )
            })
    }

    /// Whether `from..to`, between two commas, says something by the way and is no clause or item of a list.
    fn is_aside(&self, from: usize, to: usize) -> bool {
        to - from <= ASIDE
            && !(from..to).any(|at| {
                self.view.starting(at).iter().any(|hit| {
                    matches!(
                        hit.class,
                        Class::Subordinator | Class::And | Class::Relative
                    )
                })
            })
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
            | Class::If
            | Class::InPlaces
    )
}
