//! Which phrases of watched lists may be in a text, by all words that they need.

use std::collections::HashMap;

use crate::annotate::WordId;
use crate::annotate::stored::{Reader, Table};

/// Of each phrase up to three sets of words, of each of which every match has one. A set may stand for several phrases.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clues {
    /// Of each word, where in `sets` those stand that it is in.
    words: Table<(u32, u32)>,
    sets: Table<u32>,
    /// Of each set, where in `phrases` those stand of which it is the least common.
    anchored: Table<(u32, u32)>,
    /// The other sets of each phrase; the same twice where there are fewer.
    phrases: Table<(u32, u32)>,
}

/// The sets and phrases of [`Clues`] while they are collected.
#[derive(Debug, Default)]
pub(super) struct ClueBuilder {
    ids: HashMap<Vec<WordId>, u32>,
    phrases: Vec<(u32, u32, u32)>,
}

impl ClueBuilder {
    /// Adds a phrase by its sets of words, each in order, the least common first; there is at least one.
    pub(super) fn add(&mut self, sets: Vec<Vec<WordId>>) {
        let mut ids = sets.into_iter().map(|set| {
            let new = self.ids.len() as u32;
            *self.ids.entry(set).or_insert(new)
        });
        if let Some(first) = ids.next() {
            let second = ids.next().unwrap_or(first);
            let third = ids.next().unwrap_or(second);
            self.phrases.push((first, second, third));
        }
    }

    /// The clues for a book of so many words.
    pub(super) fn build(mut self, words: usize) -> Clues {
        let mut members: Vec<(u32, u32)> = Vec::new();
        let mut sets: Vec<(&Vec<WordId>, &u32)> = self.ids.iter().collect();
        sets.sort_unstable_by_key(|(_, id)| **id);
        for (set, id) in sets {
            members.extend(set.iter().map(|word| (word.0, *id)));
        }
        members.sort_unstable();
        self.phrases.sort_unstable();
        self.phrases.dedup();
        let anchors: Vec<u32> = self.phrases.iter().map(|phrase| phrase.0).collect();
        let of_words: Vec<u32> = members.iter().map(|member| member.0).collect();
        let sets: Vec<u32> = members.iter().map(|member| member.1).collect();
        let others: Vec<(u32, u32)> = self.phrases.iter().map(|&(_, a, b)| (a, b)).collect();
        Clues {
            words: Table::new(&ranges(&of_words, words)),
            sets: Table::new(&sets),
            anchored: Table::new(&ranges(&anchors, self.ids.len())),
            phrases: Table::new(&others),
        }
    }
}

/// Of each number below `count`, where it stands in `sorted`.
fn ranges(sorted: &[u32], count: usize) -> Vec<(u32, u32)> {
    let at = |number| sorted.partition_point(|&other| other < number) as u32;
    (0..count as u32)
        .map(|number| (at(number), at(number + 1)))
        .collect()
}

impl Clues {
    /// Whether all that a phrase needs is among these words.
    pub(super) fn are_in(&self, words: &[WordId]) -> bool {
        let (ranges, sets) = (self.words.rows(), self.sets.rows());
        let (anchored, phrases) = (self.anchored.rows(), self.phrases.rows());
        let mut present = vec![0u64; self.anchored.len().div_ceil(64)];
        let of = |word: &WordId| {
            let (first, end) = ranges.get(word.index()).unwrap_or((0, 0));
            sets.range(first, end)
        };
        for set in words.iter().flat_map(of) {
            present[set as usize / 64] |= 1 << (set % 64);
        }
        let has = |set: u32| present[set as usize / 64] >> (set % 64) & 1 != 0;
        words.iter().flat_map(of).any(|set| {
            let (first, end) = anchored.at(set as usize);
            let mut phrases = phrases.range(first, end);
            phrases.any(|(second, third)| has(second) && has(third))
        })
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        self.words.put(out);
        self.sets.put(out);
        self.anchored.put(out);
        self.phrases.put(out);
    }

    pub(super) fn get(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            words: reader.table()?,
            sets: reader.table()?,
            anchored: reader.table()?,
            phrases: reader.table()?,
        })
    }
}
