use std::ops::Range;

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

/// The words of all phrases. One open-addressed table with a tag of the hash in each slot, so that looking up a word that is
/// not in it seldom reads more than one slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vocabulary {
    text: String,
    /// End of each word in `text`; the word of id `i` starts at the end of `i - 1`. Index 0 is the unknown word.
    ends: Vec<u32>,
    /// Of each word that is short and in ASCII, itself; else zeros.
    keys: Vec<(u64, u64)>,
    /// Tag and id; id 0 is an empty slot. The length is a power of two.
    slots: Vec<(u32, u32)>,
}

/// What a word is compared by.
#[derive(Clone, Copy)]
enum Key<'w> {
    /// Up to 16 bytes of ASCII in lower case, zeros behind them.
    Short(u64, u64),
    /// Any other word, as [`normalise`] has it.
    Long(&'w str),
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            keys: vec![(0, 0)],
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

    /// The id of the word that stands at `range` of a text.
    #[inline]
    pub(crate) fn look_up(&self, text: &str, range: Range<usize>) -> WordId {
        match short_at(text.as_bytes(), &range) {
            Some(key) => self.find(key, key.hash()).1,
            None => match text.get(range) {
                Some(word) => self.look_up_slowly(word),
                None => WordId::UNKNOWN,
            },
        }
    }

    #[cold]
    fn look_up_slowly(&self, word: &str) -> WordId {
        let word = normalise(word);
        let key = Key::of(&word);
        self.find(key, key.hash()).1
    }

    /// The id of a word as it stands in a phrase, a new one where it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
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
    #[inline]
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

    #[inline]
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

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        put_text(&self.text, out);
        put_all(&self.ends, out);
        put_all(&self.keys, out);
        put_all(&self.slots, out);
    }

    pub(super) fn get(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            text: reader.text()?,
            ends: reader.all()?,
            keys: reader.all()?,
            slots: reader.all()?,
        })
    }
}

impl<'w> Key<'w> {
    /// The key of a word in its normal form.
    fn of(word: &'w str) -> Self {
        short_at(word.as_bytes(), &(0..word.len())).unwrap_or(Key::Long(word))
    }

    #[inline]
    fn hash(self) -> u64 {
        match self {
            Key::Short(low, high) => {
                fold(low ^ 0xa076_1d64_78bd_642f, high ^ 0xe703_7ed1_a0b4_28db)
            }
            Key::Long(text) => {
                text.as_bytes()
                    .chunks(8)
                    .fold(0x8ebc_6af0_9c88_c6e3, |state, chunk| {
                        let mut eight = [0; 8];
                        eight[..chunk.len()].copy_from_slice(chunk);
                        fold(state ^ u64::from_le_bytes(eight), 0x9e37_79b9_7f4a_7c15)
                    })
            }
        }
    }
}

/// The key of a short word in ASCII, in lower case, whatever its case in the text.
#[inline]
fn short_at(text: &[u8], range: &Range<usize>) -> Option<Key<'static>> {
    const WIDE: u128 = 0x8080_8080_8080_8080_8080_8080_8080_8080;
    let length = range.len();
    if length > 16 || length == 0 {
        return None;
    }
    // Mostly there is text behind the word, so that 16 bytes can be read at once.
    let bytes: [u8; 16] = match text.get(range.start..range.start + 16) {
        Some(bytes) => bytes.try_into().ok()?,
        None => {
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(text.get(range.clone())?);
            bytes
        }
    };
    let word = u128::from_le_bytes(bytes) & (u128::MAX >> (128 - 8 * length));
    if word & WIDE != 0 {
        return None;
    }
    Some(Key::Short(
        lower_case(word as u64),
        lower_case((word >> 64) as u64),
    ))
}

/// Eight ASCII bytes in lower case: a byte from `A` to `Z` has its sixth bit set. Adding brings a byte's highest bit up where it is
/// at least `A`, and where it is beyond `Z`; no byte carries into the next, since none has the highest bit set before.
#[inline]
fn lower_case(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let from_a = bytes + ONES * (0x80 - b'A' as u64);
    let beyond_z = bytes + ONES * (0x7f - b'Z' as u64);
    bytes | (from_a ^ beyond_z) >> 2 & (ONES * 0x20)
}

/// A folded multiplication, as in wyhash (public domain).
#[inline]
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product as u64) ^ (product >> 64) as u64
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}
