use crate::annotate::book::WordFacts;
use crate::annotate::builder::BookBuilder;
use crate::annotate::levels::{MOST_LEVELS, find_levels};
use crate::annotate::trie::{Bracket, Label, NodeId, Trie};
use crate::annotate::{Book, BookFault, ListId, PhraseId};

impl BookBuilder {
    /// Compiles all phrases, or gives everything that is wrong between them, by phrase.
    pub fn build(mut self) -> Result<Book, Vec<BookFault>> {
        let mut faults = self.unknown_lists();
        find_levels(
            &self.phrases,
            &self.references,
            &mut self.lists,
            &mut faults,
        );
        let levels = self.phrase_levels();
        let mut compiler = Compiler {
            trie: Trie::new(
                levels
                    .iter()
                    .max()
                    .map_or(1, |&level| usize::from(level) + 1),
                self.labels.len(),
            ),
            words: vec![WordFacts::default(); self.vocabulary.len()],
            group_starts: vec![0; self.groups.len()],
            list_starts: vec![0; self.lists.len()],
        };
        self.insert(&mut compiler, &levels, &mut faults);
        if !faults.is_empty() {
            faults.sort_by_key(BookFault::phrase);
            return Err(faults);
        }
        let groups = self.groups_of_words(&mut compiler);
        for (facts, forms) in compiler.words.iter_mut().zip(&self.forms) {
            facts.forms = *forms;
        }
        for (index, list) in self.lists.iter_mut().enumerate() {
            list.starts = compiler.list_starts[index];
            if list.needs.is_empty() {
                list.needs.push(ListId(index as u16));
            }
        }
        Ok(Book {
            vocabulary: self.vocabulary,
            words: compiler.words,
            groups,
            trie: compiler.trie,
            phrases: self.phrases,
            texts: self.texts,
            lists: self.lists,
        })
    }

    fn unknown_lists(&self) -> Vec<BookFault> {
        let unknown = |to: ListId| !self.declared[to.0 as usize];
        self.references
            .iter()
            .filter(|reference| unknown(reference.to))
            .map(|reference| BookFault::UnknownList {
                phrase: reference.phrase,
                range: reference.range.clone(),
                id: self.lists[reference.to.0 as usize].id.to_string(),
            })
            .collect()
    }

    /// A phrase without references has level 0, any other one more than the highest list it refers to.
    fn phrase_levels(&self) -> Vec<u8> {
        let mut levels = vec![0; self.phrases.len()];
        for reference in &self.references {
            let level = self.lists[reference.to.0 as usize].level + 1;
            let own = &mut levels[reference.phrase.0 as usize];
            // A higher one is a fault already.
            *own = level.min(MOST_LEVELS - 1).max(*own);
        }
        levels
    }

    fn insert(&self, compiler: &mut Compiler, levels: &[u8], faults: &mut Vec<BookFault>) {
        // Phrases with groups end at nodes of their own, so equal ones are told by their labels.
        let mut grouped: Vec<(ListId, u64, PhraseId)> = Vec::new();
        for (index, (range, &level)) in self.sequences.iter().zip(levels).enumerate() {
            let phrase = PhraseId(index as u32);
            let labels = &self.labels[range.start as usize..range.end as usize];
            let list = self.phrases[index].list;
            let node = compiler.sequence(labels, Trie::root(level.into()), Place::Root(level), 1);
            if has_groups(labels) {
                grouped.push((list, Label::hash(labels), phrase));
            } else if let Some(earlier) = compiler
                .trie
                .ends(node)
                .find(|&other| self.phrases[other.0 as usize].list == list)
            {
                faults.push(BookFault::Duplicate { phrase, earlier });
            }
            compiler.trie.end_here(node, phrase);
        }
        grouped.sort_unstable();
        for pair in grouped.windows(2) {
            if let [(list, hash, earlier), (other_list, other_hash, phrase)] = *pair
                && (list, hash) == (other_list, other_hash)
            {
                faults.push(BookFault::Duplicate { phrase, earlier });
            }
        }
    }

    /// The groups of all words, word by word; sets where each word's are, and with which levels it starts through them.
    fn groups_of_words(&mut self, compiler: &mut Compiler) -> Vec<u32> {
        self.members.sort_unstable();
        self.members.dedup();
        for (index, &(word, group)) in self.members.iter().enumerate() {
            let facts = &mut compiler.words[word.index()];
            if facts.last_group == 0 {
                facts.first_group = index as u32;
            }
            facts.last_group = index as u32 + 1;
            facts.starts |= compiler.group_starts[group as usize];
        }
        self.members.iter().map(|&(_, group)| group).collect()
    }
}

/// How often what follows an optional part is added both behind it and without it. That keeps the beginnings of phrases
/// together, which is what costs time in a text; beyond it the two ways meet at one node, which keeps the book small.
const MOST_COPIES: u8 = 8;

/// Whose node it is that labels are added to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A root, of phrases of this level.
    Root(u8),
    /// Phrases that begin alike share it.
    Shared,
    /// One phrase alone leads on from it.
    Own,
}

struct Compiler {
    trie: Trie,
    words: Vec<WordFacts>,
    group_starts: Vec<u16>,
    list_starts: Vec<u16>,
}

impl Compiler {
    /// Adds the labels behind `from`; gives the node after the last one. The groups of a phrase are not multiplied out, but
    /// for optional parts near its start: their ways meet at one node, so a book is about as large as what is written.
    fn sequence(&mut self, labels: &[Label], from: NodeId, place: Place, copies: u8) -> NodeId {
        let (mut node, mut place) = (from, place);
        let mut at = 0;
        while let Some(&label) = labels.get(at) {
            let Some((bracket, length)) = label.as_bracket() else {
                node = self.label(node, label, place);
                if let Place::Root(_) = place {
                    place = Place::Shared;
                }
                at += 1;
                continue;
            };
            let inside = &labels[at + 1..at + 1 + length];
            at += 1 + length;
            match bracket {
                Bracket::Optional => {
                    let end = self.sequence(inside, node, place, copies);
                    let few = place == Place::Shared && copies < MOST_COPIES;
                    // Nothing leads on from a root without a token, or each word would be tried with it.
                    if few || matches!(place, Place::Root(_)) {
                        let rest = &labels[at..];
                        let inner = if has_groups(inside) {
                            Place::Own
                        } else {
                            Place::Shared
                        };
                        let with = self.sequence(rest, end, inner, copies.saturating_mul(2));
                        let without = self.sequence(rest, node, place, copies.saturating_mul(2));
                        let end = self.trie.add_node();
                        self.trie.jump(with, end);
                        self.trie.jump(without, end);
                        return end;
                    }
                    let meeting = self.trie.add_node();
                    self.trie.jump(end, meeting);
                    self.trie.jump(node, meeting);
                    (node, place) = (meeting, Place::Own);
                }
                Bracket::Choice | Bracket::Way => {
                    let meeting = self.trie.add_node();
                    self.choice(inside, node, place, copies, meeting);
                    (node, place) = (meeting, Place::Own);
                }
            }
        }
        node
    }

    /// Adds alternatives behind `from` that all end at `meeting`.
    fn choice(&mut self, ways: &[Label], from: NodeId, place: Place, copies: u8, meeting: NodeId) {
        let mut single = Vec::new();
        let mut at = 0;
        while let Some((_, length)) = ways.get(at).and_then(|label| label.as_bracket()) {
            let way = &ways[at + 1..at + 1 + length];
            at += 1 + length;
            if let ([label], Place::Own) = (way, place) {
                single.push(*label);
            } else {
                let end = self.sequence(way, from, place, copies);
                self.trie.jump(end, meeting);
            }
        }
        // Last, because a longer way that begins with the same word must not go on behind the meeting.
        for label in single {
            self.trie.link(from, label, meeting);
        }
    }

    fn label(&mut self, node: NodeId, label: Label, place: Place) -> NodeId {
        if let Place::Root(level) = place {
            if let Some(word) = label.as_word() {
                self.words[word.index()].starts |= 1 << level;
            } else if let Some(group) = label.as_group() {
                self.group_starts[group as usize] |= 1 << level;
            } else if let Some(list) = label.as_reference() {
                self.list_starts[usize::from(list)] |= 1 << level;
            }
        }
        self.trie.extend(node, label)
    }
}

fn has_groups(labels: &[Label]) -> bool {
    labels.iter().any(|label| label.as_bracket().is_some())
}
