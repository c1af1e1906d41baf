use std::collections::HashMap;
use std::ops::Range;

use crate::annotate::book::{List, Phrase, WordFacts};
use crate::annotate::phrase::{self, Node};
use crate::annotate::trie::{Label, Trie};
use crate::annotate::vocabulary::Vocabulary;
use crate::annotate::{
    Book, Forms, Inflections, ListId, Mark, PhraseError, PhraseErrorKind, PhraseId, WordId,
};
use crate::document::tokenize;

/// The most sequences of words that one phrase may stand for. Beyond that a list with a reference is both smaller and easier
/// to read.
const MOST_VARIANTS: usize = 8192;

/// The longest chain of references. Levels are bits of a `u16`.
const MOST_LEVELS: usize = 16;

/// Collects phrases, then compiles them.
#[derive(Debug)]
pub struct BookBuilder {
    inflections: Inflections,
    vocabulary: Vocabulary,
    forms: Vec<Forms>,
    /// Which words belong to which inflection group.
    members: Vec<(WordId, u32)>,
    groups: HashMap<WordId, u32>,
    lists: Vec<List>,
    /// Whether a list was made by `list`; else it is only referred to.
    declared: Vec<bool>,
    ids: HashMap<Box<str>, ListId>,
    phrases: Vec<Phrase>,
    texts: String,
    labels: Vec<Label>,
    sequences: Vec<(Range<u32>, PhraseId)>,
    references: Vec<Reference>,
}

/// A reference of a phrase to a list.
#[derive(Debug)]
struct Reference {
    phrase: PhraseId,
    to: ListId,
    range: Range<usize>,
}

/// A mistake that shows only when all phrases are known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookFault {
    /// A reference to a list that is not there.
    #[error("there is no concept or list with the id `{id}`")]
    UnknownList {
        /// The phrase.
        phrase: PhraseId,
        /// The reference in it, in bytes of the phrase.
        range: Range<usize>,
        /// The id, in lower case.
        id: String,
    },
    /// A list that refers to itself, through others or not.
    #[error("`{}` refers back to itself", lists.join("` -> `"))]
    Circle {
        /// A phrase of the circle.
        phrase: PhraseId,
        /// The reference in it, in bytes of the phrase.
        range: Range<usize>,
        /// The ids along the circle, from the list of the phrase on.
        lists: Vec<String>,
    },
    /// References to references, too deep.
    #[error("the chain of references from here is more than {} long", MOST_LEVELS - 1)]
    ChainTooLong {
        /// The phrase.
        phrase: PhraseId,
        /// The reference in it, in bytes of the phrase.
        range: Range<usize>,
    },
    /// A phrase whose every variant stands in its list already.
    #[error("the list has this phrase already")]
    Duplicate {
        /// The later phrase.
        phrase: PhraseId,
        /// The earlier one.
        earlier: PhraseId,
    },
}

impl BookBuilder {
    /// A builder without phrases.
    pub fn new(inflections: Inflections) -> Self {
        Self {
            inflections,
            vocabulary: Vocabulary::new(),
            forms: Vec::new(),
            members: Vec::new(),
            groups: HashMap::new(),
            lists: Vec::new(),
            declared: Vec::new(),
            ids: HashMap::new(),
            phrases: Vec::new(),
            texts: String::new(),
            labels: Vec::new(),
            sequences: Vec::new(),
            references: Vec::new(),
        }
    }

    /// The list with this id, a new one where there is none. Ids are in lower case.
    pub fn list(&mut self, id: &str) -> ListId {
        let list = self.mention(id);
        self.declared[list.0 as usize] = true;
        list
    }

    fn mention(&mut self, id: &str) -> ListId {
        if let Some(&list) = self.ids.get(id) {
            return list;
        }
        // Far fewer lists than that are ever written; one too many would share the id of the last.
        let list = ListId(u16::try_from(self.lists.len()).unwrap_or(u16::MAX));
        self.lists.push(List {
            id: id.into(),
            ..List::default()
        });
        self.declared.push(false);
        self.ids.insert(id.into(), list);
        list
    }

    /// Weak members of `list` count where a strong member of one of `needs` is near; without this call, of `list` itself.
    pub fn needs(&mut self, list: ListId, needs: &[ListId]) {
        self.lists[list.0 as usize].needs = needs.to_vec();
    }

    /// Adds a phrase to a list. Gives its id, or what is wrong with how it is written.
    pub fn add(&mut self, list: ListId, mark: Mark, phrase: &str) -> Result<PhraseId, PhraseError> {
        let nodes = phrase::parse(phrase)?;
        let id = PhraseId(self.phrases.len() as u32);
        let references = self.references.len();
        let variants = self
            .expand(
                phrase,
                &nodes,
                vec![Vec::with_capacity(nodes.len() + 4)],
                id,
            )
            .ok_or(PhraseErrorKind::TooManyVariants(MOST_VARIANTS))
            .and_then(|variants| fit(&variants).map(|()| variants))
            .map_err(|kind| {
                self.references.truncate(references);
                PhraseError {
                    range: 0..phrase.len(),
                    kind,
                }
            })?;
        for labels in variants {
            let start = self.labels.len() as u32;
            self.labels.extend(labels);
            self.sequences.push((start..self.labels.len() as u32, id));
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(phrase);
        self.phrases.push(Phrase {
            list,
            mark,
            text: (start, self.texts.len() as u32),
        });
        Ok(id)
    }

    /// Each of `before`, followed by each way to read `nodes`; `None` where these are too many.
    fn expand(
        &mut self,
        phrase: &str,
        nodes: &[Node<'_>],
        mut before: Vec<Vec<Label>>,
        id: PhraseId,
    ) -> Option<Vec<Vec<Label>>> {
        for node in nodes {
            match node {
                Node::Words(range) => self.words(&phrase[range.clone()], &mut before),
                &Node::Word {
                    text,
                    inflected,
                    capital,
                } => self.word(text, inflected, capital, &mut before),
                &Node::AnyWord { capital: true } => push(&mut before, Label::ANY_CAPITAL),
                &Node::AnyWord { capital: false } => push(&mut before, Label::ANY_WORD),
                Node::Number => push(&mut before, Label::NUMBER),
                &Node::Gap(longest) => {
                    for labels in &mut before {
                        // Two gaps that meet because what stood between them is left out are one.
                        let met = labels.last().and_then(|label| label.as_gap());
                        labels.truncate(labels.len() - usize::from(met.is_some()));
                        labels.push(Label::gap((met.unwrap_or(0) + longest).min(15)));
                    }
                }
                Node::Reference {
                    id: to,
                    weak,
                    range,
                } => {
                    let to = self.mention(to);
                    self.references.push(Reference {
                        phrase: id,
                        to,
                        range: range.clone(),
                    });
                    push(&mut before, Label::reference(to.0, *weak));
                }
                Node::Optional(inner) => {
                    let with = self.expand(phrase, inner, before.clone(), id)?;
                    before.extend(with);
                }
                Node::Choice(ways) => {
                    let mut after = Vec::new();
                    for way in ways {
                        after.extend(self.expand(phrase, way, before.clone(), id)?);
                        if after.len() > MOST_VARIANTS {
                            return None;
                        }
                    }
                    before = after;
                }
            }
            if before.len() > MOST_VARIANTS {
                return None;
            }
        }
        Some(before)
    }

    fn words(&mut self, text: &str, before: &mut [Vec<Label>]) {
        // A clitic that stands alone in a phrase is cut as it is behind a word.
        let leading = text.starts_with(['\'', '’']);
        let padded = if leading {
            format!("x{text}")
        } else {
            String::new()
        };
        let text = if leading { padded.as_str() } else { text };
        for token in tokenize(text).into_iter().skip(usize::from(leading)) {
            let word = self.intern(&text[token.range.start as usize..token.range.end as usize]);
            push(before, Label::word(word, false));
        }
    }

    /// The last part of a hyphenated word is the one that inflects; the first is the one with the capital.
    fn word(&mut self, text: &str, inflected: bool, capital: bool, before: &mut [Vec<Label>]) {
        let tokens = tokenize(text);
        for (index, token) in tokens.iter().enumerate() {
            let part = &text[token.range.start as usize..token.range.end as usize];
            let capital = capital && index == 0;
            if inflected && index + 1 == tokens.len() {
                let group = self.group(&part.to_lowercase());
                push(before, Label::group(group, capital));
            } else {
                let word = self.intern(part);
                push(before, Label::word(word, capital));
            }
        }
    }

    fn intern(&mut self, word: &str) -> WordId {
        self.vocabulary.intern(word)
    }

    /// The group of all forms and spellings of a word; both spellings give the same group.
    fn group(&mut self, word: &str) -> u32 {
        let [first, second] = self.inflections.spellings(word);
        let key = match (&first, &second) {
            (Some(a), Some(b)) => a.min(b),
            _ => word,
        };
        let key = self.vocabulary.intern(key);
        if let Some(&group) = self.groups.get(&key) {
            return group;
        }
        let group = self.groups.len() as u32;
        self.groups.insert(key, group);
        let Self {
            vocabulary,
            forms,
            members,
            inflections,
            ..
        } = self;
        for spelling in [first, second].iter().flatten() {
            inflections.inflect(spelling, &mut |text, form| {
                let word = vocabulary.intern(text);
                if forms.len() <= word.index() {
                    forms.resize(word.index() + 1, Forms::NONE);
                }
                forms[word.index()] |= form;
                members.push((word, group));
            });
        }
        group
    }

    /// Compiles all phrases, or gives everything that is wrong between them.
    pub fn build(mut self) -> Result<Book, Vec<BookFault>> {
        let mut faults = Vec::new();
        for reference in &self.references {
            if !self.declared[reference.to.0 as usize] {
                faults.push(BookFault::UnknownList {
                    phrase: reference.phrase,
                    range: reference.range.clone(),
                    id: self.lists[reference.to.0 as usize].id.to_string(),
                });
            }
        }
        self.find_levels(&mut faults);
        let phrase_levels = self.phrase_levels();
        let levels = phrase_levels
            .iter()
            .max()
            .map_or(1, |&level| usize::from(level) + 1);
        let mut trie = Trie::new(levels, self.labels.len());
        let mut words = vec![WordFacts::default(); self.vocabulary.len()];
        let mut group_starts = vec![0u16; self.groups.len()];
        // Of each phrase, the earlier phrase that holds all of its variants so far.
        let mut earlier: Vec<Option<PhraseId>> = vec![None; self.phrases.len()];
        let mut fresh = vec![false; self.phrases.len()];
        for (range, phrase) in &self.sequences {
            let labels = &self.labels[range.start as usize..range.end as usize];
            let level = phrase_levels[phrase.0 as usize];
            let node = trie.insert(Trie::root(level.into()), labels);
            let list = self.phrases[phrase.0 as usize].list;
            let same = trie
                .ends(node)
                .find(|&other| self.phrases[other.0 as usize].list == list);
            match same {
                Some(other) if other == *phrase => continue,
                Some(other) => earlier[phrase.0 as usize] = Some(other),
                None => fresh[phrase.0 as usize] = true,
            }
            trie.end_here(node, *phrase);
            let first = labels.first().copied();
            if let Some(word) = first.and_then(Label::as_word) {
                words[word.index()].starts |= 1 << level;
            } else if let Some(group) = first.and_then(Label::as_group) {
                group_starts[group as usize] |= 1 << level;
            }
        }
        for (index, earlier) in earlier.iter().enumerate() {
            if let (Some(earlier), false) = (*earlier, fresh[index]) {
                faults.push(BookFault::Duplicate {
                    phrase: PhraseId(index as u32),
                    earlier,
                });
            }
        }
        if !faults.is_empty() {
            faults.sort_by_key(BookFault::phrase);
            return Err(faults);
        }
        self.members.sort_unstable();
        self.members.dedup();
        for (index, &(word, group)) in self.members.iter().enumerate() {
            let facts = &mut words[word.index()];
            if facts.last_group == 0 {
                facts.first_group = index as u32;
            }
            facts.last_group = index as u32 + 1;
            facts.starts |= group_starts[group as usize];
        }
        for (facts, forms) in words.iter_mut().zip(&self.forms) {
            facts.forms = *forms;
        }
        for (index, list) in self.lists.iter_mut().enumerate() {
            if list.needs.is_empty() {
                list.needs.push(ListId(index as u16));
            }
        }
        Ok(Book {
            vocabulary: self.vocabulary,
            words,
            groups: self.members.iter().map(|&(_, group)| group).collect(),
            trie,
            levels,
            phrases: self.phrases,
            texts: self.texts,
            lists: self.lists,
        })
    }

    /// A phrase without references has level 0, any other one more than the highest list it refers to.
    fn phrase_levels(&self) -> Vec<u8> {
        let mut levels = vec![0; self.phrases.len()];
        for reference in &self.references {
            let level = self.lists[reference.to.0 as usize].level + 1;
            let own = &mut levels[reference.phrase.0 as usize];
            *own = level.min(MOST_LEVELS as u8 - 1).max(*own);
        }
        levels
    }

    /// Gives each list its level, and reports the circles and the chains that are too long.
    fn find_levels(&mut self, faults: &mut Vec<BookFault>) {
        let mut edges: Vec<Vec<usize>> = vec![Vec::new(); self.lists.len()];
        for (index, reference) in self.references.iter().enumerate() {
            let from = self.phrases[reference.phrase.0 as usize].list;
            edges[from.0 as usize].push(index);
        }
        let mut visit = Visit {
            references: &self.references,
            edges: &edges,
            levels: vec![None; self.lists.len()],
            open: Vec::new(),
            circles: Vec::new(),
            too_long: Vec::new(),
        };
        for list in 0..self.lists.len() {
            visit.level(list);
        }
        let id = |list: usize| self.lists[list].id.to_string();
        for (reference, circle) in &visit.circles {
            let reference = &self.references[*reference];
            faults.push(BookFault::Circle {
                phrase: reference.phrase,
                range: reference.range.clone(),
                lists: circle.iter().map(|&list| id(list)).collect(),
            });
        }
        for &reference in &visit.too_long {
            let reference = &self.references[reference];
            faults.push(BookFault::ChainTooLong {
                phrase: reference.phrase,
                range: reference.range.clone(),
            });
        }
        let levels = visit.levels;
        for (list, level) in self.lists.iter_mut().zip(levels) {
            list.level = level.unwrap_or(0);
        }
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
            if self.open.len() >= MOST_LEVELS && self.levels[to].is_none() {
                self.too_long.push(index);
                continue;
            }
            let above = self.level(to) + 1;
            if usize::from(above) >= MOST_LEVELS {
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

impl BookFault {
    /// The phrase in which the mistake shows.
    pub fn phrase(&self) -> PhraseId {
        match self {
            Self::UnknownList { phrase, .. }
            | Self::Circle { phrase, .. }
            | Self::ChainTooLong { phrase, .. }
            | Self::Duplicate { phrase, .. } => *phrase,
        }
    }
}

fn push(variants: &mut [Vec<Label>], label: Label) {
    for labels in variants {
        labels.push(label);
    }
}

/// Whether the variants of a phrase can be matched.
fn fit(variants: &[Vec<Label>]) -> Result<(), PhraseErrorKind> {
    for labels in variants {
        let gap = |label: Option<&Label>| label.is_some_and(|label| label.as_gap().is_some());
        if gap(labels.first()) || gap(labels.last()) {
            return Err(PhraseErrorKind::GapAtEdge);
        }
        if !labels.iter().any(|label| holds_down(*label)) {
            return Err(PhraseErrorKind::NoWord);
        }
    }
    Ok(())
}

/// Whether a label keeps a variant from matching everywhere.
fn holds_down(label: Label) -> bool {
    label.as_gap().is_none() && label != Label::ANY_WORD && label != Label::ANY_CAPITAL
}
