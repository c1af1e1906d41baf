use crate::annotate::BookFault;
use crate::annotate::book::{List, Phrase};
use crate::annotate::builder::Reference;

/// One more than the longest chain of references. Levels of all stages are bits of a `u64`.
pub(super) const MOST_LEVELS: u8 = 16;

/// Gives each list its level: 0 where no phrase of it refers to a list, else one more than the highest of those. Reports the
/// circles and the chains that are too long.
pub(super) fn find_levels(
    phrases: &[Phrase],
    references: &[Reference],
    lists: &mut [List],
    faults: &mut Vec<BookFault>,
) {
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); lists.len()];
    for (index, reference) in references.iter().enumerate() {
        let from = phrases[reference.phrase.0 as usize].list;
        edges[from.0 as usize].push(index);
    }
    let mut visit = Visit {
        references,
        edges: &edges,
        levels: vec![None; lists.len()],
        open: Vec::new(),
        circles: Vec::new(),
        too_long: Vec::new(),
    };
    for list in 0..lists.len() {
        visit.level(list);
    }
    for (reference, circle) in &visit.circles {
        let reference = &references[*reference];
        faults.push(BookFault::Circle {
            phrase: reference.phrase,
            range: reference.range.clone(),
            lists: circle
                .iter()
                .map(|&list| lists[list].id.to_string())
                .collect(),
        });
    }
    for &reference in &visit.too_long {
        let reference = &references[reference];
        faults.push(BookFault::ChainTooLong {
            phrase: reference.phrase,
            range: reference.range.clone(),
        });
    }
    for (list, level) in lists.iter_mut().zip(visit.levels) {
        list.level = level.unwrap_or(0);
    }
}

/// A walk over the lists along their references.
struct Visit<'b> {
    references: &'b [Reference],
    /// The references of each list's phrases.
    edges: &'b [Vec<usize>],
    levels: Vec<Option<u8>>,
    /// The lists on the way to the one being looked at.
    open: Vec<usize>,
    circles: Vec<(usize, Vec<usize>)>,
    too_long: Vec<usize>,
}

impl Visit<'_> {
    fn level(&mut self, list: usize) -> u8 {
        if let Some(level) = self.levels[list] {
            return level;
        }
        self.open.push(list);
        let mut level = 0;
        for &index in &self.edges[list] {
            let to = usize::from(self.references[index].to.0);
            if let Some(start) = self.open.iter().position(|&open| open == to) {
                let mut circle = self.open[start..].to_vec();
                circle.rotate_right(1);
                circle.push(list);
                self.circles.push((index, circle));
                continue;
            }
            // Bounds the recursion, too: a longer chain is a fault anyway.
            if self.open.len() >= usize::from(MOST_LEVELS) && self.levels[to].is_none() {
                self.too_long.push(index);
                continue;
            }
            let above = self.level(to) + 1;
            if above >= MOST_LEVELS {
                self.too_long.push(index);
            } else {
                level = level.max(above);
            }
        }
        self.open.pop();
        self.levels[list] = Some(level);
        level
    }
}
