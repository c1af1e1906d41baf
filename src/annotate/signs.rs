//! The words that every match of a list holds at least one of.

use crate::annotate::book::WordFacts;
use crate::annotate::builder::BookBuilder;
use crate::annotate::label::{Bracket, Label};
use crate::annotate::needs::{BITS, Need};
use crate::annotate::{Mark, Stage, WordId};

/// How much more a word costs for each phrase of the last stage that has it: those are the common words of the language.
const COMMON: u64 = 20;

/// What a word or a list costs at most.
const MOST_COMMON: u64 = 1 << 32;

/// Words, groups of words and lists, one of which is in every match; and how common they are together. No labels and any cost where
/// a match needs no certain word.
#[derive(Debug, Clone)]
struct Sure {
    labels: Vec<Label>,
    cost: u64,
}

impl Sure {
    const NOTHING: Self = Self {
        labels: Vec::new(),
        cost: u64::MAX,
    };

    fn also(&mut self, other: Self) {
        self.labels.extend(other.labels);
        self.cost = self.cost.saturating_add(other.cost);
    }
}

impl BookBuilder {
    /// Gives each word the bits of the stages whose watched lists it may be the sign of. Gives how common that is which each bit
    /// of a [`Need`] stands for.
    pub(super) fn signs_of_words(&self, words: &mut [WordFacts]) -> [u64; BITS] {
        let costs = self.costs(words.len());
        let mut lists = vec![Sure::NOTHING; self.lists.len()];
        let mut order: Vec<usize> = (0..self.lists.len()).collect();
        order.sort_by_key(|&list| self.lists[list].level);
        let mut phrases: Vec<Vec<usize>> = vec![Vec::new(); self.lists.len()];
        for (index, phrase) in self.phrases.iter().enumerate() {
            if phrase.mark != Mark::Never {
                phrases[phrase.list.0 as usize].push(index);
            }
        }
        for list in order {
            let mut all = Sure {
                labels: Vec::new(),
                cost: 0,
            };
            for &phrase in &phrases[list] {
                let range = &self.sequences[phrase];
                let labels = &self.labels[range.start as usize..range.end as usize];
                all.also(self.surest(labels, &costs, &lists));
            }
            lists[list] = all;
        }
        for &(list, stage) in &self.watched {
            let mut seen = vec![false; lists.len()];
            self.sign(usize::from(list.0), stage, &lists, &mut seen, words);
        }
        self.costs_of_bits(&costs, &lists)
    }

    fn sign(
        &self,
        list: usize,
        stage: Stage,
        lists: &[Sure],
        seen: &mut [bool],
        words: &mut [WordFacts],
    ) {
        if std::mem::replace(&mut seen[list], true) {
            return;
        }
        // Where a match may be without any of the words, every word is a sign.
        if lists[list].cost == u64::MAX {
            words
                .iter_mut()
                .for_each(|facts| facts.signs |= stage.bit());
            return;
        }
        for label in &lists[list].labels {
            if let Some(word) = label.as_word() {
                words[word.index()].signs |= stage.bit();
            } else if let Some(group) = label.as_group() {
                for word in self.members_of(group) {
                    words[word.index()].signs |= stage.bit();
                }
            } else if let Some(other) = label.as_reference() {
                self.sign(usize::from(other), stage, lists, seen, words);
            }
        }
    }

    /// What a phrase has in every match, the least common of that.
    fn surest(&self, labels: &[Label], costs: &[u64], lists: &[Sure]) -> Sure {
        let mut best = Sure::NOTHING;
        let mut at = 0;
        while let Some(&label) = labels.get(at) {
            at += 1;
            let found = match label.as_bracket() {
                Some((bracket, length)) => {
                    let inside = &labels[at..at + length];
                    at += length;
                    match bracket {
                        Bracket::Choice => self.surest_of_ways(inside, costs, lists),
                        Bracket::Optional | Bracket::Way => continue,
                    }
                }
                None => Sure {
                    labels: vec![label],
                    cost: self.cost(label, costs, lists),
                },
            };
            if found.cost < best.cost {
                best = found;
            }
        }
        best
    }

    fn surest_of_ways(&self, ways: &[Label], costs: &[u64], lists: &[Sure]) -> Sure {
        let mut all = Sure {
            labels: Vec::new(),
            cost: 0,
        };
        let mut at = 0;
        while let Some((_, length)) = ways.get(at).and_then(|label| label.as_bracket()) {
            let way = &ways[at + 1..at + 1 + length];
            at += 1 + length;
            all.also(self.surest(way, costs, lists));
        }
        all
    }

    fn cost(&self, label: Label, costs: &[u64], lists: &[Sure]) -> u64 {
        if let Some(word) = label.as_word() {
            costs[word.index()]
        } else if let Some(group) = label.as_group() {
            self.members_of(group).map(|word| costs[word.index()]).sum()
        } else if let Some(list) = label.as_reference() {
            lists[usize::from(list)].cost
        } else {
            u64::MAX
        }
    }

    fn costs_of_bits(&self, costs: &[u64], lists: &[Sure]) -> [u64; BITS] {
        let mut bits = [0; BITS];
        let mut add = |label: Label, cost: u64| {
            if let Some(bit) = Need::bit(label) {
                // A list without a sure word is common, and still better to look for than nothing.
                bits[bit] += cost.min(MOST_COMMON);
            }
        };
        for (word, &cost) in costs.iter().enumerate() {
            add(Label::word(WordId(word as u32), false), cost);
        }
        for &(group, word) in &self.members_by_group {
            add(Label::group(group, false), costs[word.index()]);
        }
        for (list, sure) in lists.iter().enumerate() {
            add(Label::reference(list as u16, false), sure.cost);
        }
        bits
    }

    /// Of each word how common it is taken to be.
    fn costs(&self, words: usize) -> Vec<u64> {
        let mut costs = vec![1; words];
        for (phrase, range) in self.phrases.iter().zip(&self.sequences) {
            if self.lists[phrase.list.0 as usize].stage != Stage::Fourth {
                continue;
            }
            for label in &self.labels[range.start as usize..range.end as usize] {
                if let Some(word) = label.as_word() {
                    costs[word.index()] += COMMON;
                } else if let Some(group) = label.as_group() {
                    for word in self.members_of(group) {
                        costs[word.index()] += COMMON;
                    }
                }
            }
        }
        costs
    }

    /// The words of a group; `members` are in the order of groups, as they were added.
    fn members_of(&self, group: u32) -> impl Iterator<Item = WordId> {
        let first = self
            .members_by_group
            .partition_point(|&(other, _)| other < group);
        self.members_by_group[first..]
            .iter()
            .take_while(move |(other, _)| *other == group)
            .map(|(_, word)| *word)
    }
}
