use std::collections::HashMap;

use crate::rule::PackFault;
use crate::rule::load::lists::Place;

/// Which directions the lists of English have words for, and in which frames they are cues.
#[derive(Debug, Default)]
pub(super) struct Opposites {
    sides: HashMap<String, Sides>,
    cues: Vec<Cue>,
}

/// Whether a list has words for more, for less, and words without a side, which count as words for more.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Sides {
    pub(super) up: bool,
    pub(super) down: bool,
    pub(super) plain: bool,
}

/// A list that a pattern of a frame has as its cue.
#[derive(Debug)]
struct Cue {
    frame: String,
    list: &'static str,
    place: Place,
}

impl Opposites {
    /// Takes note of the phrases of a list, or of phrases that are added to it.
    pub(super) fn list(&mut self, id: &str, more: Sides) {
        let sides = self.sides.entry(id.to_owned()).or_default();
        sides.up |= more.up;
        sides.down |= more.down;
        sides.plain |= more.plain;
    }

    /// Takes note of the cue of a pattern. A frame that decides the strength itself is no matter of this check: what is said
    /// to be wanted, or to have failed, is wanted less or has failed whichever way it is put.
    pub(super) fn cue(&mut self, frame: &str, list: &'static str, place: Place) {
        self.cues.push(Cue {
            frame: frame.to_owned(),
            list,
            place,
        });
    }

    /// Reports each cue that says more in a frame where none says less, or the reverse.
    pub(super) fn check(&self, faults: &mut Vec<PackFault>) {
        let sides = |cue: &Cue| self.sides.get(cue.list).copied().unwrap_or_default();
        for cue in &self.cues {
            let (own, mut all) = (sides(cue), Sides::default());
            for other in self.cues.iter().filter(|other| other.frame == cue.frame) {
                let other = sides(other);
                all.up |= other.up || other.plain;
                all.down |= other.down;
            }
            let (has, lacks) = match (own.up && !all.down, own.down && !all.up) {
                (true, _) => ("more", "down"),
                (_, true) => ("less", "up"),
                _ => continue,
            };
            let message = format!(
                "the frame `{}` has cues for {has} and none for the opposite",
                cue.frame
            );
            let fault = cue
                .place
                .fault(message, format!("`{}` has no `{lacks}`", cue.list));
            faults.push(fault.help(format!(
                "give `{}` phrases in `{lacks}`, or the frame a pattern whose cue has some: both directions are read alike",
                cue.list
            )));
        }
    }
}
