use crate::annotate::clues::Clues;
use crate::annotate::stored::{Rows, Table};
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

/// When the phrases of a list are looked for: most sentences of a document need those of the first stage alone. The third and the
/// fourth go on from the second, each without the other. A list that another one refers to is looked for no later than that.
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

    /// The stages that a search up to this one goes through.
    pub(super) fn way(self) -> &'static [Self] {
        match self {
            Self::First => &[Self::First],
            Self::Second => &[Self::First, Self::Second],
            Self::Third => &[Self::First, Self::Second, Self::Third],
            Self::Fourth => &[Self::First, Self::Second, Self::Fourth],
        }
    }

    /// When a list that is to be looked for at `own` has to be, where one of this stage is made of it.
    pub(super) fn below(self, own: Self) -> Self {
        match (self, own) {
            (Self::Third, Self::Fourth) | (Self::Fourth, Self::Third) => Self::Second,
            _ => self.min(own),
        }
    }
}

/// What the words of a text may be signs of, without which some of it need not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A match of a list that makes others worth a look.
    First,
    /// A match of a list that is looked for beside those.
    Second,
    /// A match of a list that is looked for in documents that make a claim.
    Third,
    /// Words that stand for others in another sentence.
    Reference,
    /// Words that bear on the sentence before.
    After,
    /// A match of a list that a rule on words looks for.
    Term,
    /// A match of a list that makes figures in the sentence matter.
    About,
}

/// How many signs there are.
pub(super) const SIGNS: usize = 7;

/// Of which lists that are watched for each sign words may be a match of. The lower half of a sign's bits are those of one word that
/// every match has, the upper half those of another: only both together are a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(pub(super) [u32; SIGNS]);

impl Signs {
    /// Whether there may be a match of a list that is watched for this sign.
    pub fn has(self, sign: Sign) -> bool {
        let bits = self.0[sign as usize];
        bits & bits >> HALF & ((1 << HALF) - 1) != 0
    }

    /// Those of two texts together.
    pub(super) fn and(mut self, other: Self) -> Self {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own |= more;
        }
        self
    }
}

/// How many bits of a sign are those of one word.
pub(super) const HALF: u32 = u32::BITS / 2;

/// What is known of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseInfo {
    /// Its list.
    pub list: ListId,
    /// Which array of the list.
    pub mark: Mark,
    /// Whether it has a gap.
    pub gapped: bool,
}

/// All phrases of all lists, compiled. Made by [`crate::annotate::BookBuilder`].
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    pub(super) vocabulary: Vocabulary,
    pub(super) words: Table<WordFacts>,
    /// Of each word what it may be a sign of.
    pub(super) signs: Table<Signs>,
    /// Which words the phrases of the lists that are watched for the third sign need.
    pub(super) clues: Clues,
    /// The inflection groups of all words, each word's by its range in [`WordFacts`].
    pub(super) groups: Table<u32>,
    /// Where phrases that start with a word go on, each word's by its range in [`WordFacts`].
    pub(super) entries: Table<Entry>,
    pub(super) trie: Trie,
    pub(super) phrases: Table<Phrase>,
    pub(super) texts: Table<u8>,
    pub(super) lists: Vec<List>,
}

/// What the matcher needs to know of a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct WordFacts {
    /// Bit `n` is set where a phrase of root `n` starts with the word.
    pub(super) starts: u64,
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
    /// The bits of the next token without any of which nothing is found, see [`Grower::gate`](crate::annotate::grow::Grower::gate).
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
    pub(super) gapped: bool,
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
    /// Whether its matches are only looked for because other phrases are made of them.
    pub(super) inner: bool,
}

impl Book {
    /// The list with this id.
    pub fn list(&self, id: &str) -> Option<ListId> {
        let index = self.lists.iter().position(|list| &*list.id == id)?;
        Some(ListId(index as u16))
    }

    /// Says that nobody asks for the matches of other lists than these, and of those that they need, in what [`Book::find`] and
    /// [`Book::complete`] give.
    pub fn ask_for(&mut self, asked: &[ListId]) {
        let needs = |list: &ListId| {
            self.lists
                .get(list.0 as usize)
                .map(|list| list.needs.clone())
        };
        let needed: Vec<ListId> = asked.iter().filter_map(needs).flatten().collect();
        self.lists.iter_mut().for_each(|list| list.inner = true);
        for list in asked.iter().chain(&needed) {
            if let Some(list) = self.lists.get_mut(list.0 as usize) {
                list.inner = false;
            }
        }
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

    /// What words may be signs of.
    pub fn signs(&self, words: &[WordId]) -> Signs {
        let signs = self.signs.rows();
        words
            .iter()
            .filter_map(|word| signs.get(word.index()))
            .fold(Signs::default(), Signs::and)
    }

    /// Whether all that a phrase of the lists that are watched for [`Sign::Third`] needs may be among words.
    pub fn has_clue(&self, words: &[WordId]) -> bool {
        self.signs(words).has(Sign::Third) && self.clues.are_in(words)
    }

    /// The id of a list; empty for a list of another book.
    pub fn list_id(&self, list: ListId) -> &str {
        self.lists.get(list.0 as usize).map_or("", |list| &list.id)
    }

    /// What is known of a phrase. `None` for a phrase of another book.
    #[inline]
    pub fn info(&self, phrase: PhraseId) -> Option<PhraseInfo> {
        let phrase = self.phrases.rows().get(phrase.0 as usize)?;
        Some(PhraseInfo {
            list: phrase.list,
            mark: phrase.mark,
            gapped: phrase.gapped,
        })
    }

    /// A phrase as it was given; empty for a phrase of another book.
    pub fn phrase(&self, phrase: PhraseId) -> &str {
        let phrase = self.phrases.rows().get(phrase.0 as usize);
        let (start, end) = phrase.map_or((0, 0), |phrase| phrase.text);
        str::from_utf8(self.texts.rows().bytes(start, end)).unwrap_or_default()
    }

    /// The id of a word as it stands in a text: case and the form of its apostrophe do not matter.
    pub fn word(&self, text: &str) -> WordId {
        self.vocabulary.index().look_up(text, 0..text.len())
    }

    /// A word in lower case; empty for the unknown word.
    pub fn text(&self, word: WordId) -> &str {
        self.vocabulary.text(word)
    }

    /// The forms that `~` made of this word in any phrase.
    pub fn forms(&self, word: WordId) -> Forms {
        let facts = self.words.rows().get(word.index());
        facts.map_or(Forms::NONE, |facts| facts.forms)
    }

    /// What is known of the words of a text; an id of another book is none of its words.
    pub(super) fn facts(&self) -> Rows<'_, WordFacts> {
        self.words.rows()
    }
}
