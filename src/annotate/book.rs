use crate::annotate::trie::{NodeId, Trie};
use crate::annotate::vocabulary::Vocabulary;
use crate::annotate::{Forms, WordId};

/// A concept or a list of English words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListId(pub u16);

/// A phrase, in the order in which they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseId(pub u32);

/// In which array of its list a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// A list without opposites.
    Plain,
    /// A list with opposites: more.
    Up,
    /// A list with opposites: less.
    Down,
    /// Enough alone.
    Strong,
    /// Counts only near a strong member of a list that it needs.
    Weak,
    /// Takes up a mention before it.
    Anaphor,
    /// A near miss: hides the matches of its list that it overlaps.
    Never,
}

/// When the phrases of a list are looked for: most sentences of a document need those of the first stage alone. A list that
/// another one refers to is looked for no later than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Stage {
    /// What makes any other list worth a look.
    #[default]
    First,
    /// Beside something of the first stage.
    Second,
    /// In documents that make a claim.
    Third,
    /// In sentences that may make one.
    Fourth,
}

impl Stage {
    /// Every stage, in order.
    pub(super) const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// The bit of the stage among those of [`Book::signs`].
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A phrase as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseInfo<'b> {
    /// Its list.
    pub list: ListId,
    /// Which array of the list.
    pub mark: Mark,
    /// As it is written.
    pub text: &'b str,
}

/// All phrases of all lists, compiled. Made by [`crate::annotate::BookBuilder`].
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    pub(super) vocabulary: Vocabulary,
    pub(super) words: Vec<WordFacts>,
    /// The inflection groups of all words, each word's by its range in [`WordFacts`].
    pub(super) groups: Vec<u32>,
    /// Where phrases that start with a word go on, each word's by its range in [`WordFacts`].
    pub(super) entries: Vec<Entry>,
    pub(super) trie: Trie,
    pub(super) phrases: Vec<Phrase>,
    pub(super) texts: String,
    pub(super) lists: Vec<List>,
}

/// What the matcher needs to know of a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct WordFacts {
    /// Bit `n` is set where a phrase of root `n` starts with the word.
    pub(super) starts: u64,
    /// The bits of the stages of the watched lists of which no match is without this word or another one with the bit.
    pub(super) signs: u8,
    pub(super) forms: Forms,
    /// The bits of its label and of its groups' labels.
    pub(super) bits: u64,
    pub(super) first_group: u32,
    pub(super) last_group: u32,
    pub(super) first_entry: u32,
    pub(super) last_entry: u32,
}

/// The node after the first word of phrases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    pub(super) node: NodeId,
    /// The bits of the next token without any of which nothing is found, see [`Trie::gate`].
    pub(super) gate: u64,
    /// The root of the phrases.
    pub(super) root: u8,
    /// Whether the word must have a capital.
    pub(super) capital: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Phrase {
    pub(super) list: ListId,
    pub(super) mark: Mark,
    /// Where in [`Book::texts`].
    pub(super) text: (u32, u32),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct List {
    pub(super) id: Box<str>,
    /// The highest level of its phrases: after that pass it is whole.
    pub(super) level: u8,
    pub(super) stage: Stage,
    /// Bit `n` is set where a phrase of root `n` starts with a reference to it.
    pub(super) starts: u64,
    /// Lists of which a strong member lets a weak member of this one count; itself where it names none.
    pub(super) needs: Vec<ListId>,
}

impl Book {
    /// The list with this id.
    pub fn list(&self, id: &str) -> Option<ListId> {
        let index = self.lists.iter().position(|list| &*list.id == id)?;
        Some(ListId(index as u16))
    }

    /// Every list with its id.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &str)> {
        (0..)
            .map(ListId)
            .zip(self.lists.iter().map(|list| &*list.id))
    }

    /// When the phrases of a list are looked for.
    pub fn stage(&self, list: ListId) -> Stage {
        self.lists
            .get(list.0 as usize)
            .map_or(Stage::First, |list| list.stage)
    }

    /// Of the stages whose watched lists may have a match in words, the bits.
    pub fn signs(&self, words: &[WordId]) -> u8 {
        words
            .iter()
            .filter_map(|word| self.words.get(word.index()))
            .fold(0, |signs, facts| signs | facts.signs)
    }

    /// The id of a list; empty for a list of another book.
    pub fn list_id(&self, list: ListId) -> &str {
        self.lists.get(list.0 as usize).map_or("", |list| &list.id)
    }

    /// A phrase as it was given. `None` for a phrase of another book.
    pub fn info(&self, phrase: PhraseId) -> Option<PhraseInfo<'_>> {
        let phrase = self.phrases.get(phrase.0 as usize)?;
        Some(PhraseInfo {
            list: phrase.list,
            mark: phrase.mark,
            text: &self.texts[phrase.text.0 as usize..phrase.text.1 as usize],
        })
    }

    /// The id of a word as it stands in a text: case and the form of its apostrophe do not matter.
    pub fn word(&self, text: &str) -> WordId {
        self.vocabulary.look_up(text, 0..text.len())
    }

    /// A word in lower case; empty for the unknown word.
    pub fn text(&self, word: WordId) -> &str {
        match self.words.get(word.index()) {
            Some(_) => self.vocabulary.text(word),
            None => "",
        }
    }

    /// The forms that `~` made of this word in any phrase.
    pub fn forms(&self, word: WordId) -> Forms {
        self.words
            .get(word.index())
            .map_or(Forms::NONE, |facts| facts.forms)
    }
}
