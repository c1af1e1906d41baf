use std::ops::Range;

use crate::annotate::intern::Interner;
use crate::annotate::stored::{Reader, Rows, Table};
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
    text: Table<u8>,
    /// End of each word in `text`; the word of id `i` starts at the end of `i - 1`. Index 0 is the unknown word.
    ends: Table<u32>,
    /// Of each word that is short and in ASCII, itself; else zeros.
    keys: Table<(u64, u64)>,
    /// Tag and id; id 0 is an empty slot. The length is a power of two.
    slots: Table<(u32, u32)>,
}

impl Vocabulary {
    pub(super) fn new(words: &Interner) -> Self {
        Self {
            text: Table::new(words.text.as_bytes()),
            ends: Table::new(&words.ends),
            keys: Table::new(&words.keys),
            slots: Table::new(&words.slots),
        }
    }

    /// The word with this id; empty for the unknown word.
    pub(crate) fn text(&self, word: WordId) -> &str {
        str::from_utf8(self.bytes(word)).unwrap_or_default()
    }

    fn bytes(&self, word: WordId) -> &[u8] {
        let ends = self.ends.rows();
        let start = word
            .index()
            .checked_sub(1)
            .and_then(|before| ends.get(before));
        let end = ends.get(word.index()).unwrap_or(0);
        self.text.rows().bytes(start.unwrap_or(0), end)
    }

    /// What looks words up.
    pub(super) fn index(&self) -> Index<'_> {
        Index {
            vocabulary: self,
            keys: self.keys.rows(),
            slots: self.slots.rows(),
            mask: self.slots.len() - 1,
        }
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        self.text.put(out);
        self.ends.put(out);
        self.keys.put(out);
        self.slots.put(out);
    }

    pub(super) fn get(reader: &mut Reader) -> Option<Self> {
        let vocabulary = Self {
            text: reader.table()?,
            ends: reader.table()?,
            keys: reader.table()?,
            slots: reader.table()?,
        };
        vocabulary
            .slots
            .len()
            .is_power_of_two()
            .then_some(vocabulary)
    }
}

/// A [`Vocabulary`] in which words are looked up.
#[derive(Clone, Copy)]
pub(super) struct Index<'v> {
    vocabulary: &'v Vocabulary,
    keys: Rows<'v, (u64, u64)>,
    slots: Rows<'v, (u32, u32)>,
    mask: usize,
}

impl Index<'_> {
    /// The id of the word that stands at `range` of a text.
    #[inline]
    pub(super) fn look_up(self, text: &str, range: Range<usize>) -> WordId {
        match short_at(text.as_bytes(), &range) {
            Some(key) => self.find(key),
            None => match text.get(range) {
                Some(word) => self.look_up_slowly(word),
                None => WordId::UNKNOWN,
            },
        }
    }

    #[cold]
    fn look_up_slowly(self, word: &str) -> WordId {
        self.find(Key::of(&normalise(word)))
    }

    #[inline]
    fn find(self, key: Key<'_>) -> WordId {
        let hash = key.hash();
        let mut slot = hash as usize & self.mask;
        loop {
            let (stored, id) = self.slots.at(slot);
            if id == 0 || (stored == tag(hash) && self.is(WordId(id), key)) {
                return WordId(id);
            }
            slot = (slot + 1) & self.mask;
        }
    }

    #[inline]
    fn is(self, word: WordId, key: Key<'_>) -> bool {
        match key {
            Key::Short(low, high) => self.keys.at(word.index()) == (low, high),
            Key::Long(text) => self.vocabulary.bytes(word) == text.as_bytes(),
        }
    }
}

/// What a word is compared by.
#[derive(Clone, Copy)]
pub(super) enum Key<'w> {
    /// Up to 16 bytes of ASCII in lower case, zeros behind them.
    Short(u64, u64),
    /// Any other word, as [`normalise`] has it.
    Long(&'w str),
}

impl<'w> Key<'w> {
    /// The key of a word in its normal form.
    pub(super) fn of(word: &'w str) -> Self {
        short_at(word.as_bytes(), &(0..word.len())).unwrap_or(Key::Long(word))
    }

    #[inline]
    pub(super) fn hash(self) -> u64 {
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

pub(super) fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}
