//! The interpreter of frames: from a cue outwards, element by element, to the first reading that fits.

mod elements;
mod parts;
mod verb;

use crate::claim::frame::{Element, Frame, Pattern};
use crate::claim::noun::{CauseRef, EffectPhrase};
use crate::claim::view::{Ending, Hit, View};
use parts::Parts;

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
    // The object of a verb may stand between the words of its cue: "keeps smugglers from".
    let inside = cue.gapped && cue.start < effect.0 && effect.1 < cue.end;
    meet(cause, effect)
        || meet(cause, (cue.start, cue.end))
        || (!inside && meet(effect, (cue.start, cue.end)))
}

struct Search<'a> {
    pub(super) view: &'a View,
    pub(super) cue: Hit,
}
