//! The interpreter of frames: from a cue outwards, element by element, to the first reading that fits.

use crate::claim::class::Class;
use crate::claim::frame::{Element, Frame, Pattern};
use crate::claim::noun::{CauseRef, EffectPhrase, is_break};
use crate::claim::view::{Ending, Hit, View};
use crate::document::TokenKind;

/// A frame that fits around a cue.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) cue: Hit,
    pub(crate) cause: CauseRef,
    pub(crate) effect: EffectPhrase,
    /// Qualifying hits of the verb phrase, and the signs of the elements besides the cue.
    pub(crate) group: Vec<Hit>,
    pub(crate) sign: i8,
    /// The words to show as the cue, where they are not those that the reading started from.
    pub(crate) shown: Option<Hit>,
    /// First and last token of all its parts, end exclusive.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The parts found so far.
#[derive(Debug, Clone, Default)]
struct Parts {
    cause: Option<CauseRef>,
    effect: Option<EffectPhrase>,
    group: Vec<Hit>,
    sign: i8,
    start: usize,
    end: usize,
    shown: Option<Hit>,
    /// Whether the verb whose subject comes next is a present participle.
    participle: bool,
}

/// The furthest element at which a pattern failed, for the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) element: Element,
    pub(crate) depth: usize,
}

/// Reads `frame` around `cue`: the first of its patterns that fits, else where the one that came furthest failed.
pub(crate) fn read(view: &View, frame: &Frame, cue: Hit) -> Result<Reading, Option<Failure>> {
    let mut furthest = None;
    for pattern in frame
        .patterns
        .iter()
        .filter(|pattern| pattern.cue == cue.class)
    {
        match read_pattern(view, pattern, cue) {
            Ok(reading) => return Ok(reading),
            Err(failure) => {
                if furthest.is_none_or(|f: Failure| f.depth < failure.depth) {
                    furthest = Some(failure);
                }
            }
        }
    }
    Err(furthest)
}

fn read_pattern(view: &View, pattern: &Pattern, cue: Hit) -> Result<Reading, Failure> {
    let parts = Parts {
        sign: 1,
        start: cue.start,
        end: cue.end,
        participle: view.tokens[cue.start].ending == Ending::Ing,
        ..Parts::default()
    };
    let search = Search { view, cue };
    let parts = search.right(&pattern.right, cue.end, parts, 0)?;
    let depth = pattern.right.len();
    let parts = search.left(&pattern.left, cue.start, parts, depth)?;
    match (parts.cause, parts.effect) {
        (Some(cause), Some(effect)) if !overlap(cause, effect, cue) => Ok(Reading {
            cue,
            cause,
            effect,
            group: parts.group,
            sign: parts.sign,
            shown: parts.shown,
            start: parts.start,
            end: parts.end,
        }),
        _ => Err(Failure {
            element: Element::Cause,
            depth: depth + pattern.left.len(),
        }),
    }
}

/// A word cannot be two of cause, cue and effect.
fn overlap(cause: CauseRef, effect: EffectPhrase, cue: Hit) -> bool {
    let cause = match cause {
        CauseRef::Named(mention) => (mention.start, mention.end),
        CauseRef::Pronoun { start, end } => (start, end),
    };
    let effect = (effect.mention.start, effect.mention.end);
    let meet = |a: (usize, usize), b: (usize, usize)| a.0 < b.1 && b.0 < a.1;
    meet(cause, effect) || meet(cause, (cue.start, cue.end)) || meet(effect, (cue.start, cue.end))
}

struct Search<'a> {
    view: &'a View,
    cue: Hit,
}

impl Search<'_> {
    /// Matches `elements`, the last first, so that they end right before `end`.
    fn left(
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
                    if at == 0 || is_break(self.view.kind(at - 1)) {
                        break;
                    }
                }
                Err(best)
            }
            Element::Break { optional } => {
                if end > 0 && self.is_break(end - 1) {
                    on(end - 1, parts)
                } else if optional {
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
    fn right(
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
                    if at >= self.view.len() || is_break(self.view.kind(at)) {
                        break;
                    }
                }
                Err(best)
            }
            Element::Break { optional } => {
                if start < self.view.len() && self.is_break(start) {
                    on(start + 1, parts)
                } else if optional {
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

    /// What may stand before a verb at `end` and belong to it: after each step, where it begins and the hits so far.
    fn verb_group(&self, end: usize) -> Vec<(usize, Vec<Hit>)> {
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
            // An adverbial between commas: "has, in short, doubled".
            let before = self.view.skip_parenthesis_left(at);
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

    fn verb_group_right(&self, start: usize) -> Vec<(usize, Vec<Hit>)> {
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
    fn shorter_and_shorter(
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

impl Parts {
    fn with_effect(mut self, effect: EffectPhrase) -> Self {
        if effect.sign != 0 {
            self.sign *= effect.sign;
        }
        self.effect = Some(effect);
        self
    }

    /// What stands in a gap may deny the clause all the same ("is not the answer to").
    fn with_qualifiers(mut self, view: &View, start: usize, end: usize) -> Self {
        self.group.extend(view.within(start, end, Class::Negation));
        self
    }

    fn with_pronoun(mut self, hit: Hit) -> Self {
        self.cause = Some(CauseRef::Pronoun {
            start: hit.start,
            end: hit.end,
        });
        self
    }

    fn with_hit(mut self, hit: Hit, shown: bool) -> Self {
        if shown {
            self.shown = Some(hit);
        }
        if matches!(hit.class, Class::Negation | Class::NegativeSubject) {
            self.group.push(hit);
        }
        if hit.sign != 0 {
            self.sign *= hit.sign;
        }
        self
    }
}
