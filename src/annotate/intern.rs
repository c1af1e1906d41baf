use crate::annotate::WordId;
use crate::annotate::vocabulary::{Key, tag};
use crate::document::normalise;

/// The words of phrases while they are collected, laid out as in a [`Vocabulary`].
///
/// [`Vocabulary`]: crate::annotate::vocabulary::Vocabulary
#[derive(Debug)]
pub(super) struct Interner {
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
    pub(super) keys: Vec<(u64, u64)>,
    pub(super) slots: Vec<(u32, u32)>,
}

impl Interner {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            keys: vec![(0, 0)],
            slots: vec![(0, 0); 1 << 12],
        }
    }

    /// How many ids are given out, the unknown word's included.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word with this id; empty for the unknown word.
    pub(super) fn text(&self, word: WordId) -> &str {
        let end = self.ends[word.index()] as usize;
        let start = match word.index() {
            0 => 0,
            index => self.ends[index - 1] as usize,
        };
        &self.text[start..end]
    }

    /// The id of a word as it stands in a phrase, a new one where it is new.
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        let word = normalise(word);
        let key = Key::of(&word);
        let hash = key.hash();
        let (slot, found) = self.find(key, hash);
        if found != WordId::UNKNOWN || word.is_empty() {
            return found;
        }
        let id = self.ends.len() as u32;
        self.text.push_str(&word);
        self.ends.push(self.text.len() as u32);
        self.keys.push(match key {
            Key::Short(low, high) => (low, high),
            Key::Long(_) => (0, 0),
        });
        self.slots[slot] = (tag(hash), id);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        WordId(id)
    }

    /// The slot of a word, or the empty one where it would go.
    fn find(&self, key: Key<'_>, hash: u64) -> (usize, WordId) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (stored, id) = self.slots[slot];
            if id == 0 || (stored == tag(hash) && self.is(WordId(id), key)) {
                return (slot, WordId(id));
            }
            slot = (slot + 1) & mask;
        }
    }

    fn is(&self, word: WordId, key: Key<'_>) -> bool {
        match key {
            Key::Short(low, high) => self.keys[word.index()] == (low, high),
            Key::Long(text) => self.text(word) == text,
        }
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = vec![(0, 0); mask + 1];
        for id in 1..self.ends.len() as u32 {
            let hash = Key::of(self.text(WordId(id))).hash();
            let mut slot = hash as usize & mask;
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = (tag(hash), id);
        }
    }
}
