use crate::annotate::stored::{Reader, put_all, put_text};
use crate::document::normalise;

/// A normalised word of the book: lower case, straight apostrophes. 0 is every word that no phrase uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that no phrase uses.
    pub const UNKNOWN: Self = Self(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Words longer than this take a slower way.
const SHORT: usize = 48;

/// The words of all phrases. One open-addressed table with a tag of the hash in each slot, so that looking up a word that is
/// not in it seldom reads more than one slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vocabulary {
    text: String,
    /// End of each word in `text`; the word of id `i` starts at the end of `i - 1`. Index 0 is the unknown word.
    ends: Vec<u32>,
    /// Tag and id; id 0 is an empty slot. The length is a power of two.
    slots: Vec<(u32, u32)>,
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            slots: vec![(0, 0); 1 << 12],
        }
    }

    /// How many ids are given out, the unknown word's included.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word with this id; empty for the unknown word.
    pub(crate) fn text(&self, word: WordId) -> &str {
        let end = self.ends[word.index()] as usize;
        let start = match word.index() {
            0 => 0,
            index => self.ends[index - 1] as usize,
        };
        &self.text[start..end]
    }

    /// The id of a word as it stands in a text.
    #[inline]
    pub(crate) fn look_up(&self, word: &str) -> WordId {
        normalised(word, |word| self.find(word, hash(word.as_bytes())).1)
    }

    /// The id of a word as it stands in a phrase, a new one where it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        normalised(word, |word| {
            let hash = hash(word.as_bytes());
            let (slot, found) = self.find(word, hash);
            if found != WordId::UNKNOWN || word.is_empty() {
                return found;
            }
            self.text.push_str(word);
            let id = self.ends.len() as u32;
            self.ends.push(self.text.len() as u32);
            self.slots[slot] = (tag(hash), id);
            if self.ends.len() * 2 > self.slots.len() {
                self.grow();
            }
            WordId(id)
        })
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        put_text(&self.text, out);
        put_all(&self.ends, out);
        put_all(&self.slots, out);
    }

    pub(super) fn get(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            text: reader.text()?,
            ends: reader.all()?,
            slots: reader.all()?,
        })
    }

    /// The slot of a normalised word, or the empty one where it would go.
    fn find(&self, word: &str, hash: u64) -> (usize, WordId) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (stored, id) = self.slots[slot];
            if id == 0 || (stored == tag(hash) && self.text(WordId(id)) == word) {
                return (slot, WordId(id));
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = vec![(0, 0); mask + 1];
        for id in 1..self.ends.len() as u32 {
            let hash = hash(self.text(WordId(id)).as_bytes());
            let mut slot = hash as usize & mask;
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = (tag(hash), id);
        }
    }
}

/// Gives the word as [`normalise`] has it to `then`; no allocation for a short word in ASCII.
#[inline]
fn normalised<T>(word: &str, then: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; SHORT];
    if let Some(buffer) = buffer.get_mut(..word.len())
        && word.is_ascii()
    {
        buffer.copy_from_slice(word.as_bytes());
        buffer.make_ascii_lowercase();
        // Lower-casing ASCII keeps it ASCII.
        return then(str::from_utf8(buffer).unwrap_or(word));
    }
    then(&normalise(word))
}

/// Eight bytes a step, mixed by a folded multiplication (as in wyhash, public domain).
#[inline]
fn hash(bytes: &[u8]) -> u64 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product as u64) ^ (product >> 64) as u64
    };
    let mut state = bytes.len() as u64 ^ 0xa076_1d64_78bd_642f;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        state = fold(state ^ u64::from_le_bytes(eight), MIX);
    }
    let rest = chunks
        .remainder()
        .iter()
        .fold(0u64, |value, &byte| value << 8 | u64::from(byte));
    fold(state ^ rest, MIX ^ 0x1234_5678)
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}
