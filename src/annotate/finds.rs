use crate::annotate::book::List;
use crate::annotate::label::Label;
use crate::annotate::search::Hints;
use crate::annotate::{ListId, Mark, Match, PhraseId};

/// A match while others are still looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) phrase: PhraseId,
    /// One past the index of another match with the same start; 0 for none.
    pub(super) next: u32,
    pub(super) list: ListId,
    pub(super) mark: Mark,
    /// How many tokens its gaps hold.
    pub(super) skipped: u8,
    /// Whether a near miss hides it.
    pub(super) hidden: bool,
}

/// The matches of a block so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Finds {
    found: Vec<Found>,
    /// How many of them are linked to their first token.
    linked: usize,
    /// Of each token, one past the index of the last match that starts there, 0 for none; empty while nothing is linked.
    heads: Vec<u32>,
    /// Bit `n` is set where a match of a list of level `n` is linked.
    whole: u16,
    /// Bit `n` is set where a near miss of a list of level `n` is linked.
    misses: u16,
}

impl Finds {
    pub(super) fn with_capacity(matches: usize) -> Self {
        Self {
            found: Vec::with_capacity(matches),
            ..Self::default()
        }
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn push(&mut self, found: Found) {
        self.found.push(found);
    }

    /// The link to what starts at a token.
    #[inline]
    pub(super) fn link(&self, token: usize) -> u32 {
        self.heads.get(token).copied().unwrap_or(0)
    }

    /// The match at a link.
    #[inline]
    pub(super) fn linked(&self, link: u32) -> Option<Found> {
        Some(self.found[(link as usize).checked_sub(1)?])
    }

    /// Whether a match of a list of this level is linked.
    pub(super) fn has_whole(&self, level: usize) -> bool {
        self.whole >> level & 1 != 0
    }

    /// Of the matches from `known` on, which have one start: of each phrase keeps the one with the shortest gaps, the longest of
    /// those.
    pub(super) fn keep_nearest(&mut self, known: usize) {
        let new = &mut self.found[known..];
        let twice = |at: usize| {
            let (before, own) = (&new[..at], new[at].phrase);
            before.iter().any(|found| found.phrase == own)
        };
        if new.len() <= FEW && !(1..new.len()).any(twice) {
            return;
        }
        new.sort_unstable_by_key(|found| (found.phrase, found.skipped, u32::MAX - found.end));
        let mut kept = known;
        for index in known..self.found.len() {
            let found = self.found[index];
            if kept == known || self.found[kept - 1].phrase != found.phrase {
                self.found[kept] = found;
                kept += 1;
            }
        }
        self.found.truncate(kept);
    }

    /// Makes the new matches known to the passes after this one.
    pub(super) fn link_new(&mut self, lists: &[List], hints: &mut Hints) {
        if self.found.len() > self.linked && self.heads.is_empty() {
            self.heads.resize(hints.starts.len(), 0);
        }
        for index in self.linked..self.found.len() {
            let found = &mut self.found[index];
            let list = &lists[found.list.0 as usize];
            let start = found.start as usize;
            hints.starts[start].roots |= list.starts;
            hints.any |= list.starts;
            hints.present.add(Label::reference(found.list.0, true));
            hints.bits[start] |= Label::reference(found.list.0, false).bit();
            found.next = std::mem::replace(&mut self.heads[start], index as u32 + 1);
            self.whole |= 1 << list.level;
            self.misses |= u16::from(found.mark == Mark::Never) << list.level;
        }
        self.linked = self.found.len();
    }

    /// Hides what the near misses of the lists that are whole after this level overlap.
    pub(super) fn hide(&mut self, level: usize, lists: &[List]) {
        if self.misses >> level & 1 == 0 {
            return;
        }
        let whole = |list: ListId| usize::from(lists[list.0 as usize].level) == level;
        let mut misses: Vec<(ListId, u32, u32)> = self
            .found
            .iter()
            .filter(|found| found.mark == Mark::Never && whole(found.list))
            .map(|found| (found.list, found.start, found.end))
            .collect();
        misses.sort_unstable();
        // One that starts inside another lengthens it, so that ends rise with starts and one look is enough.
        misses.dedup_by(|next, before| {
            let overlap = next.0 == before.0 && next.1 < before.2;
            if overlap {
                before.2 = before.2.max(next.2);
            }
            overlap
        });
        for found in &mut self.found {
            let place = (found.list, found.start);
            let next = misses.partition_point(|miss| (miss.0, miss.2) <= place);
            found.hidden |= found.mark != Mark::Never
                && misses
                    .get(next)
                    .is_some_and(|miss| miss.0 == found.list && miss.1 < found.end);
        }
    }

    /// Adds the matches that no longer one holds, in order, each moved by `offset` tokens: of all lists, or of those that are no inner
    /// ones.
    pub(super) fn longest(&self, lists: &[List], all: bool, offset: u32, matches: &mut Vec<Match>) {
        if self.found.is_empty() {
            return;
        }
        // The last kept match of each list and weight: their ends rise, since one inside another is not kept. Few lists have a match,
        // so those are given places as they come; 0 is none.
        let mut places = vec![0u16; lists.len()];
        let mut held = Vec::with_capacity(lists.len().min(self.found.len()) + 1);
        held.push([(0, 0, Mark::Plain); WEIGHTS]);
        matches.reserve(self.found.len());
        let mut here: Vec<(u32, ListId, Mark, PhraseId)> = Vec::with_capacity(ROOM);
        for (start, &head) in self.heads.iter().enumerate() {
            here.clear();
            let mut next = head;
            while let Some(found) = self.linked(next) {
                next = found.next;
                if !found.hidden && (all || !lists[found.list.0 as usize].inner) {
                    // The longest first.
                    here.push((u32::MAX - found.end, found.list, found.mark, found.phrase));
                }
            }
            if here.len() > 1 {
                here.sort_unstable();
            }
            let start = start as u32;
            for &(end, list, mark, phrase) in &here {
                let end = u32::MAX - end;
                let place = &mut places[list.0 as usize];
                if *place == 0 {
                    *place = held.len() as u16;
                    held.push([(0, 0, Mark::Plain); WEIGHTS]);
                }
                let holders = &mut held[usize::from(*place)];
                let inside = holders_of(mark).iter().any(|&weight| {
                    let holder = holders[weight];
                    let longer = (holder.0, holder.1) != (start, end);
                    end <= holder.1 && (longer || !are_opposites(holder.2, mark))
                });
                if !inside {
                    holders[weight(mark)] = (start, end, mark);
                    matches.push(Match {
                        start: start + offset,
                        end: end + offset,
                        phrase,
                    });
                }
            }
        }
    }
}

/// How many matches seldom start at one token.
const ROOM: usize = 16;

/// Up to so many matches are compared each with each.
const FEW: usize = 8;

const WEIGHTS: usize = 4;

/// Which marks are weighed against each other.
fn weight(mark: Mark) -> usize {
    match mark {
        Mark::Plain | Mark::Up | Mark::Down | Mark::Strong => 0,
        Mark::Weak => 1,
        Mark::Anaphor => 2,
        Mark::Never => 3,
    }
}

/// The weights of which a longer match takes the place of one with this mark.
fn holders_of(mark: Mark) -> &'static [usize] {
    match mark {
        Mark::Plain | Mark::Up | Mark::Down | Mark::Strong => &[0],
        Mark::Weak => &[0, 1],
        Mark::Anaphor => &[0, 1, 2],
        Mark::Never => &[3],
    }
}

/// Whether the same words count under both marks.
fn are_opposites(one: Mark, other: Mark) -> bool {
    matches!(
        (one, other),
        (Mark::Up, Mark::Down) | (Mark::Down, Mark::Up)
    )
}
