//! A book as bytes: the build script compiles the built-in phrases once, and a run reads its tables where they are.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::annotate::book::{Entry, List, Phrase, SIGNS, Signs, WordFacts};
use crate::annotate::clues::Clues;
use crate::annotate::trie::Trie;
use crate::annotate::vocabulary::Vocabulary;
use crate::annotate::{Book, Forms, ListId, Mark, PhraseId, Stage, WordId};

/// A value of a fixed number of bytes, little-endian.
pub(super) trait Plain: Copy {
    /// How many bytes.
    const SIZE: usize;
    fn put(self, out: &mut Vec<u8>);
    /// From the first `SIZE` bytes; zeros where there are fewer.
    fn get(bytes: &[u8]) -> Self;
}

/// Values one after the other, as bytes: a part of the program, or made when it runs.
pub(super) struct Table<T> {
    bytes: Cow<'static, [u8]>,
    of: PhantomData<T>,
}

/// The values of a [`Table`], to be read.
pub(super) struct Rows<'b, T> {
    bytes: &'b [u8],
    of: PhantomData<T>,
}

impl<T: Plain> Table<T> {
    pub(super) fn new(values: &[T]) -> Self {
        let mut bytes = Vec::with_capacity(values.len() * T::SIZE);
        for value in values {
            value.put(&mut bytes);
        }
        Self {
            bytes: bytes.into(),
            of: PhantomData,
        }
    }

    /// How many values there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    #[inline]
    pub(super) fn rows(&self) -> Rows<'_, T> {
        Rows {
            bytes: &self.bytes,
            of: PhantomData,
        }
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        out.extend_from_slice(&self.bytes);
    }
}

impl<'b, T: Plain + 'b> Rows<'b, T> {
    /// The value at an index below the length.
    #[inline(always)]
    pub(super) fn at(self, index: usize) -> T {
        let start = index * T::SIZE;
        T::get(&self.bytes[start..start + T::SIZE])
    }

    /// The same, and none beyond the end.
    #[inline]
    pub(super) fn get(self, index: usize) -> Option<T> {
        let start = index.checked_mul(T::SIZE)?;
        self.bytes.get(start..start + T::SIZE).map(T::get)
    }

    /// The values from `first` up to `end`.
    #[inline]
    pub(super) fn range(self, first: u32, end: u32) -> impl ExactSizeIterator<Item = T> + 'b {
        let bytes = &self.bytes[first as usize * T::SIZE..end as usize * T::SIZE];
        bytes.chunks_exact(T::SIZE).map(T::get)
    }
}

impl<'b> Rows<'b, u8> {
    /// The bytes from `first` up to `end`; empty where there are none.
    pub(super) fn bytes(self, first: u32, end: u32) -> &'b [u8] {
        self.bytes
            .get(first as usize..end as usize)
            .unwrap_or_default()
    }
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<T> std::fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<'_, T> {}

/// What is left to be read.
pub(super) struct Reader(&'static [u8]);

impl Reader {
    pub(super) fn one<T: Plain>(&mut self) -> Option<T> {
        let (head, rest) = self.0.split_at_checked(T::SIZE)?;
        self.0 = rest;
        Some(T::get(head))
    }

    pub(super) fn table<T: Plain>(&mut self) -> Option<Table<T>> {
        let count = self.one::<u32>()? as usize;
        let (head, rest) = self.0.split_at_checked(count.checked_mul(T::SIZE)?)?;
        self.0 = rest;
        Some(Table {
            bytes: Cow::Borrowed(head),
            of: PhantomData,
        })
    }

    fn all<T: Plain>(&mut self) -> Option<Vec<T>> {
        let table = self.table::<T>()?;
        Some(table.rows().range(0, table.len() as u32).collect())
    }
}

impl Book {
    /// The book as bytes, for [`Book::from_bytes`] of the same version of this program.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.vocabulary.put(&mut out);
        self.words.put(&mut out);
        self.signs.put(&mut out);
        self.clues.put(&mut out);
        self.groups.put(&mut out);
        self.entries.put(&mut out);
        self.trie.put(&mut out);
        self.phrases.put(&mut out);
        self.texts.put(&mut out);
        (self.lists.len() as u32).put(&mut out);
        for list in &self.lists {
            Table::new(list.id.as_bytes()).put(&mut out);
            list.level.put(&mut out);
            (list.stage as u8).put(&mut out);
            list.starts.put(&mut out);
            Table::new(&list.needs).put(&mut out);
        }
        out
    }

    /// The book that [`Book::to_bytes`] gave; none where the bytes end too early or too late. Bytes from elsewhere may give a
    /// book that panics.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let book = Self {
            vocabulary: Vocabulary::get(&mut reader)?,
            words: reader.table()?,
            signs: reader.table()?,
            clues: Clues::get(&mut reader)?,
            groups: reader.table()?,
            entries: reader.table()?,
            trie: Trie::get(&mut reader)?,
            phrases: reader.table()?,
            texts: reader.table()?,
            lists: (0..reader.one::<u32>()?)
                .map(|_| {
                    Some(List {
                        id: String::from_utf8(reader.all()?).ok()?.into(),
                        level: reader.one()?,
                        stage: *Stage::ALL.get(usize::from(reader.one::<u8>()?))?,
                        starts: reader.one()?,
                        needs: reader.all()?,
                        inner: false,
                    })
                })
                .collect::<Option<_>>()?,
        };
        reader.0.is_empty().then_some(book)
    }
}

macro_rules! plain_numbers {
    ($($number:ty),*) => {$(
        impl Plain for $number {
            const SIZE: usize = size_of::<$number>();
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            #[inline(always)]
            fn get(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(0, |bytes| Self::from_le_bytes(*bytes))
            }
        }
    )*};
}

/// A struct as its fields, one after the other.
macro_rules! plain_struct {
    ($name:ty { $($field:tt: $kind:ty),* }) => {
        impl $crate::annotate::stored::Plain for $name {
            const SIZE: usize = 0 $(+ <$kind as $crate::annotate::stored::Plain>::SIZE)*;
            fn put(self, out: &mut Vec<u8>) {
                $($crate::annotate::stored::Plain::put(self.$field, out);)*
            }
            #[inline(always)]
            fn get(bytes: &[u8]) -> Self {
                let mut at = 0;
                Self {
                    $($field: {
                        let rest = bytes.get(at..).unwrap_or_default();
                        at += <$kind as $crate::annotate::stored::Plain>::SIZE;
                        let _ = at;
                        <$kind as $crate::annotate::stored::Plain>::get(rest)
                    },)*
                }
            }
        }
    };
}
pub(super) use plain_struct;

plain_numbers!(u8, u16, u32, u64);
plain_struct!(WordId { 0: u32 });
plain_struct!(ListId { 0: u16 });
plain_struct!(PhraseId { 0: u32 });
plain_struct!(Phrase {
    list: ListId,
    mark: Mark,
    gapped: bool,
    text: (u32, u32)
});
plain_struct!(WordFacts {
    starts: u64,
    forms: Forms,
    bits: u64,
    first_group: u32,
    last_group: u32,
    first_entry: u32,
    last_entry: u32
});
plain_struct!(Entry {
    node: crate::annotate::trie::NodeId,
    gate: u64,
    root: u8,
    capital: bool
});

impl Plain for Signs {
    const SIZE: usize = SIGNS * u32::SIZE;
    fn put(self, out: &mut Vec<u8>) {
        for bits in self.0 {
            bits.put(out);
        }
    }
    #[inline]
    fn get(bytes: &[u8]) -> Self {
        let mut signs = Self::default();
        for (sign, bytes) in signs.0.iter_mut().zip(bytes.chunks_exact(u32::SIZE)) {
            *sign = u32::get(bytes);
        }
        signs
    }
}

impl Plain for bool {
    const SIZE: usize = 1;
    fn put(self, out: &mut Vec<u8>) {
        out.push(u8::from(self));
    }
    #[inline(always)]
    fn get(bytes: &[u8]) -> Self {
        u8::get(bytes) != 0
    }
}

impl Plain for Mark {
    const SIZE: usize = 1;
    fn put(self, out: &mut Vec<u8>) {
        out.push(self as u8);
    }
    #[inline]
    fn get(bytes: &[u8]) -> Self {
        const MARKS: [Mark; 7] = [
            Mark::Plain,
            Mark::Up,
            Mark::Down,
            Mark::Strong,
            Mark::Weak,
            Mark::Anaphor,
            Mark::Never,
        ];
        MARKS[usize::from(u8::get(bytes)) % MARKS.len()]
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    const SIZE: usize = A::SIZE + B::SIZE;
    fn put(self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    #[inline(always)]
    fn get(bytes: &[u8]) -> Self {
        (
            A::get(bytes),
            B::get(bytes.get(A::SIZE..).unwrap_or_default()),
        )
    }
}

impl<A: Plain, B: Plain, C: Plain> Plain for (A, B, C) {
    const SIZE: usize = A::SIZE + B::SIZE + C::SIZE;
    fn put(self, out: &mut Vec<u8>) {
        (self.0, self.1).put(out);
        self.2.put(out);
    }
    #[inline(always)]
    fn get(bytes: &[u8]) -> Self {
        let (first, second) = <(A, B)>::get(bytes);
        let third = bytes.get(<(A, B)>::SIZE..).unwrap_or_default();
        (first, second, C::get(third))
    }
}
