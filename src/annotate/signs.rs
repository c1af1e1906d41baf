//! The words that every match of a list holds at least one of.

use crate::annotate::book::{HALF, Signs};
use crate::annotate::builder::BookBuilder;
use crate::annotate::clues::{ClueBuilder, Clues};
use crate::annotate::label::{Bracket, Label};
use crate::annotate::needs::{BITS, Need};
use crate::annotate::{Mark, Sign, Stage, WordId};

/// How much more a word costs for each phrase of the last stage that has it: those are the common words of the language.
const COMMON: u64 = 20;

/// What a word of up to three letters costs, and one of four: most words that stand in every sentence are as short as that.
const SHORT: u64 = 400;
const RATHER_SHORT: u64 = 60;

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
    /// Of each word what it may be a sign of, the clues to the lists of the third sign, and how common that is which each bit of a
    /// [`Need`] stands for.
    pub(super) fn signs_of_words(&self) -> (Vec<Signs>, Clues, [u64; BITS]) {
        let costs = self.costs();
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
                all.also(self.surest(self.labels_of(phrase), &costs, &lists));
            }
            lists[list] = all;
        }
        let mut signs = vec![Signs::default(); costs.len()];
        let mut clues = ClueBuilder::default();
        let every: Vec<WordId> = (0..costs.len() as u32).map(WordId).collect();
        for &(list, sign) in &self.watched {
            for &phrase in &phrases[usize::from(list.0)] {
                let sets = self.sure(self.labels_of(phrase), &costs, &lists);
                let one = sets.first().map_or(&[][..], |one| &one.labels);
                let bit = Label::hash(one) >> 32 & u64::from(HALF - 1);
                let mut words: Vec<Vec<WordId>> = sets
                    .iter()
                    .map(|sure| self.words_of(sure, &lists))
                    .collect();
                // Where a match may be without any certain word, every word is a sign.
                if words.is_empty() {
                    words.push(every.clone());
                }
                for (half, words) in [&words[0], words.get(1).unwrap_or(&words[0])]
                    .iter()
                    .enumerate()
                {
                    for word in *words {
                        signs[word.index()].0[sign as usize] |= 1 << (half as u32 * HALF) << bit;
                    }
                }
                if sign == Sign::Third {
                    clues.add(words);
                }
            }
        }
        (
            signs,
            clues.build(costs.len()),
            self.costs_of_bits(&costs, &lists),
        )
    }

    fn labels_of(&self, phrase: usize) -> &[Label] {
        let range = &self.sequences[phrase];
        &self.labels[range.start as usize..range.end as usize]
    }

    /// The words of which every match has one, in order.
    fn words_of(&self, sure: &Sure, lists: &[Sure]) -> Vec<WordId> {
        let mut words = Vec::new();
        let mut seen = vec![false; lists.len()];
        let mut open = vec![sure];
        while let Some(sure) = open.pop() {
            for label in &sure.labels {
                if let Some(word) = label.as_word() {
                    words.push(word);
                } else if let Some(group) = label.as_group() {
                    words.extend(self.members_of(group));
                } else if let Some(list) = label.as_reference()
                    && !std::mem::replace(&mut seen[usize::from(list)], true)
                {
                    open.push(&lists[usize::from(list)]);
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// What a phrase has in every match, the least common first.
    fn sure(&self, labels: &[Label], costs: &[u64], lists: &[Sure]) -> Vec<Sure> {
        let mut all = Vec::new();
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
            if found.cost < u64::MAX {
                all.push(found);
            }
        }
        all.sort_by_key(|sure| sure.cost);
        all
    }

    /// The least common of that.
    fn surest(&self, labels: &[Label], costs: &[u64], lists: &[Sure]) -> Sure {
        let all = self.sure(labels, costs, lists);
        all.into_iter().next().unwrap_or(Sure::NOTHING)
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

    /// Of each word how common it is taken to be: the short ones are, and those of many phrases of the last stage.
    fn costs(&self) -> Vec<u64> {
        let words =
            (0..self.vocabulary.len() as u32).map(|word| self.vocabulary.text(WordId(word)));
        let mut costs: Vec<u64> = words
            .map(|word| match word.len() {
                0..=3 => SHORT,
                4 => RATHER_SHORT,
                _ => 1,
            })
            .collect();
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
