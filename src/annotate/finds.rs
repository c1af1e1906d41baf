use crate::annotate::book::List;
use crate::annotate::trie::Label;
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

/// The matches that start at a token.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Head {
    /// One past the index of the last one; 0 for none.
    pub(super) last: u32,
    /// Bit `n` is set where a phrase of level `n` starts with a reference to one of their lists.
    pub(super) starts: u16,
    /// The bits of the references to their lists.
    pub(super) bits: u64,
}

/// The matches of a block so far.
#[derive(Debug, Default)]
pub(super) struct Finds {
    found: Vec<Found>,
    /// How many of them are linked to their first token.
    linked: usize,
    /// Of each token, what starts there; empty while nothing does.
    heads: Vec<Head>,
    /// Bit `n` is set where a match of a list of level `n` is linked.
    whole: u16,
    /// Whether a near miss is linked.
    misses: bool,
}

impl Finds {
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn push(&mut self, found: Found) {
        self.found.push(found);
    }

    /// What starts at a token, as far as it is linked.
    #[inline]
    pub(super) fn head(&self, token: usize) -> Option<&Head> {
        self.heads.get(token)
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
        if new.len() < 2 {
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
    pub(super) fn link_new(&mut self, tokens: usize, lists: &[List]) {
        if self.found.len() > self.linked && self.heads.is_empty() {
            self.heads.resize(tokens, Head::default());
        }
        for index in self.linked..self.found.len() {
            let found = &mut self.found[index];
            let list = &lists[found.list.0 as usize];
            let head = &mut self.heads[found.start as usize];
            head.starts |= list.starts;
            head.bits |= Label::reference(found.list.0, false).bit()
                | Label::reference(found.list.0, true).bit();
            found.next = std::mem::replace(&mut head.last, index as u32 + 1);
            self.whole |= 1 << list.level;
            self.misses |= found.mark == Mark::Never;
        }
        self.linked = self.found.len();
    }

    /// Hides what the near misses of the lists that are whole after this level overlap.
    pub(super) fn hide(&mut self, level: usize, lists: &[List]) {
        if !self.misses {
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

    /// The matches that no longer one holds, in order. `lists` is how many lists there are.
    pub(super) fn longest(self, lists: usize) -> Vec<Match> {
        if self.found.is_empty() {
            return Vec::new();
        }
        // The last kept match of each list and weight: their ends rise, since one inside another is not kept.
        let mut held = vec![[(0, 0, Mark::Plain); WEIGHTS]; lists];
        let mut matches = Vec::with_capacity(self.found.len());
        let mut here: Vec<(u64, Found)> = Vec::new();
        for head in &self.heads {
            here.clear();
            let mut next = head.last;
            while let Some(found) = self.linked(next) {
                next = found.next;
                if !found.hidden {
                    let longest_first = u64::from(u32::MAX - found.end);
                    let list = u64::from(found.list.0);
                    here.push((longest_first << 32 | list << 8 | found.mark as u64, found));
                }
            }
            if here.len() > 1 {
                here.sort_unstable_by_key(|(key, found)| (*key, found.phrase));
            }
            for (_, found) in &here {
                let holders = &mut held[found.list.0 as usize];
                let inside = holders_of(found.mark).iter().any(|&weight| {
                    let (start, end, mark) = holders[weight];
                    let longer = (start, end) != (found.start, found.end);
                    found.end <= end && (longer || !are_opposites(mark, found.mark))
                });
                if !inside {
                    holders[weight(found.mark)] = (found.start, found.end, found.mark);
                    matches.push(Match {
                        start: found.start,
                        end: found.end,
                        phrase: found.phrase,
                    });
                }
            }
        }
        matches
    }
}

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
