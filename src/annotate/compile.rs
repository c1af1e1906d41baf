use crate::annotate::book::{Entry, WordFacts};
use crate::annotate::builder::BookBuilder;
use crate::annotate::grow::Grower;
use crate::annotate::label::{Bracket, Label};
use crate::annotate::levels::{MOST_LEVELS, find_levels};
use crate::annotate::stored::Table;
use crate::annotate::trie::NodeId;
use crate::annotate::vocabulary::Vocabulary;
use crate::annotate::{Book, BookFault, ListId, PhraseId, Stage, WordId};

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
        for (index, list) in self.lists.iter_mut().enumerate() {
            if list.needs.is_empty() {
                list.needs.push(ListId(index as u16));
            }
        }
        self.lower_stages();
        let levels = self.phrase_levels();
        let height = levels.iter().max().map_or(1, |&level| level + 1);
        let roots: Vec<u8> = self
            .phrases
            .iter()
            .zip(&levels)
            .map(|(phrase, level)| self.lists[phrase.list.0 as usize].stage as u8 * height + level)
            .collect();
        let mut compiler = Compiler {
            trie: Grower::new(usize::from(height) * Stage::ALL.len(), self.labels.len()),
            words: vec![WordFacts::default(); self.vocabulary.len()],
            beginnings: Vec::new(),
            list_starts: vec![0; self.lists.len()],
        };
        self.insert(&mut compiler, &roots, &mut faults);
        if !faults.is_empty() {
            faults.sort_by_key(BookFault::phrase);
            return Err(faults);
        }
        compiler.trie.finish();
        let groups = self.groups_of_words(&mut compiler.words);
        let entries = self.entries_of_words(&mut compiler);
        self.members_by_group = self
            .members
            .iter()
            .map(|&(word, group)| (group, word))
            .collect();
        self.members_by_group.sort_unstable();
        let (signs, clues, costs) = self.signs_of_words();
        for (facts, forms) in compiler.words.iter_mut().zip(&self.forms) {
            facts.forms = *forms;
        }
        for (index, list) in self.lists.iter_mut().enumerate() {
            list.starts = compiler.list_starts[index];
        }
        Ok(Book {
            vocabulary: Vocabulary::new(&self.vocabulary),
            words: Table::new(&compiler.words),
            signs: Table::new(&signs),
            clues,
            groups: Table::new(&groups),
            entries: Table::new(&entries),
            trie: compiler.trie.grown(&self.phrases, &costs),
            phrases: Table::new(&self.phrases),
            texts: Table::new(self.texts.as_bytes()),
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

    /// Lets no list be looked for later than one that refers to it or needs it.
    fn lower_stages(&mut self) {
        let mut open: Vec<usize> = (0..self.lists.len()).collect();
        let mut below: Vec<Vec<ListId>> =
            self.lists.iter().map(|list| list.needs.clone()).collect();
        for reference in &self.references {
            let from = self.phrases[reference.phrase.0 as usize].list;
            below[from.0 as usize].push(reference.to);
        }
        while let Some(list) = open.pop() {
            let stage = self.lists[list].stage;
            for &other in &below[list] {
                let other = other.0 as usize;
                let own = self.lists[other].stage;
                if stage.below(own) < own {
                    self.lists[other].stage = stage.below(own);
                    open.push(other);
                }
            }
        }
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

    fn insert(&self, compiler: &mut Compiler, roots: &[u8], faults: &mut Vec<BookFault>) {
        // Phrases with groups end at nodes of their own, so equal ones are told by their labels.
        let mut grouped: Vec<(ListId, u64, PhraseId)> = Vec::new();
        for (index, (range, &root)) in self.sequences.iter().zip(roots).enumerate() {
            let phrase = PhraseId(index as u32);
            let labels = &self.labels[range.start as usize..range.end as usize];
            let list = self.phrases[index].list;
            let node = compiler.sequence(labels, NodeId(root.into()), Place::Root(root), 1);
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

    /// The groups of all words, word by word; sets where each word's are.
    fn groups_of_words(&mut self, words: &mut [WordFacts]) -> Vec<u32> {
        self.members.sort_unstable();
        self.members.dedup();
        for (index, facts) in words.iter_mut().enumerate().skip(1) {
            facts.bits = Label::word(WordId(index as u32), false).bit();
        }
        for (index, &(word, group)) in self.members.iter().enumerate() {
            let facts = &mut words[word.index()];
            facts.bits |= Label::group(group, false).bit();
            if facts.last_group == 0 {
                facts.first_group = index as u32;
            }
            facts.last_group = index as u32 + 1;
        }
        self.members.iter().map(|&(_, group)| group).collect()
    }

    /// The beginnings of phrases, word by word; sets where each word's are.
    fn entries_of_words(&self, compiler: &mut Compiler) -> Vec<Entry> {
        let mut of_groups: Vec<Vec<Entry>> = vec![Vec::new(); self.groups.len()];
        let mut of_words: Vec<(WordId, Entry)> = Vec::new();
        for (label, entry) in &mut compiler.beginnings {
            entry.gate = compiler.trie.gate(entry.node);
            if let Some(group) = label.as_group() {
                of_groups[group as usize].push(*entry);
            } else if let Some(word) = label.as_word() {
                of_words.push((word, *entry));
            }
        }
        for &(word, group) in &self.members {
            let entries = of_groups[group as usize].iter();
            of_words.extend(entries.map(|entry| (word, *entry)));
        }
        of_words.sort_unstable_by_key(|(word, entry)| (*word, entry.root, entry.node));
        for (index, (word, entry)) in of_words.iter().enumerate() {
            let facts = &mut compiler.words[word.index()];
            if facts.last_entry == 0 {
                facts.first_entry = index as u32;
            }
            facts.last_entry = index as u32 + 1;
            facts.starts |= 1 << entry.root;
        }
        of_words.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// How often what follows an optional part is added both behind it and without it. That keeps the beginnings of phrases
/// together, which is what costs time in a text; beyond it the two ways meet at one node, which keeps the book small.
const MOST_COPIES: u8 = 8;

/// Whose node it is that labels are added to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// This root.
    Root(u8),
    /// Phrases that begin alike share it.
    Shared,
    /// One phrase alone leads on from it.
    Own,
}

struct Compiler {
    trie: Grower,
    words: Vec<WordFacts>,
    /// The edges of the roots that are words or groups of words.
    beginnings: Vec<(Label, Entry)>,
    list_starts: Vec<u64>,
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
        let nodes = self.trie.len();
        let child = self.trie.extend(node, label);
        if let (Place::Root(root), true) = (place, self.trie.len() > nodes) {
            if let Some(list) = label.as_reference() {
                self.list_starts[usize::from(list)] |= 1 << root;
            }
            let entry = Entry {
                node: child,
                gate: 0,
                root,
                capital: label.needs_capital(),
            };
            self.beginnings.push((label, entry));
        }
        child
    }
}

fn has_groups(labels: &[Label]) -> bool {
    labels.iter().any(|label| label.as_bracket().is_some())
}
