//! A book as bytes: the build script compiles the built-in phrases once, and a run only copies the tables.

use crate::annotate::book::{Entry, List, Phrase, WordFacts};
use crate::annotate::trie::Trie;
use crate::annotate::vocabulary::Vocabulary;
use crate::annotate::{Book, Forms, ListId, Mark, PhraseId, Stage, WordId};

/// A value of a fixed number of bytes, little-endian.
pub(super) trait Plain: Copy {
    /// How many bytes.
    const SIZE: usize;
    fn put(self, out: &mut Vec<u8>);
    /// From exactly `SIZE` bytes.
    fn get(bytes: &[u8]) -> Self;
}

/// What is left to be read.
pub(super) struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    pub(super) fn one<T: Plain>(&mut self) -> Option<T> {
        let (head, rest) = self.0.split_at_checked(T::SIZE)?;
        self.0 = rest;
        Some(T::get(head))
    }

    pub(super) fn all<T: Plain>(&mut self) -> Option<Vec<T>> {
        let count = self.one::<u32>()? as usize;
        let (head, rest) = self.0.split_at_checked(count.checked_mul(T::SIZE)?)?;
        self.0 = rest;
        Some(head.chunks_exact(T::SIZE).map(T::get).collect())
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let count = self.one::<u32>()? as usize;
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(str::from_utf8(head).ok()?.to_owned())
    }
}

pub(super) fn put_all<T: Plain>(values: &[T], out: &mut Vec<u8>) {
    (values.len() as u32).put(out);
    for value in values {
        value.put(out);
    }
}

pub(super) fn put_text(text: &str, out: &mut Vec<u8>) {
    (text.len() as u32).put(out);
    out.extend_from_slice(text.as_bytes());
}

impl Book {
    /// The book as bytes, for [`Book::from_bytes`] of the same version of this program.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.vocabulary.put(&mut out);
        put_all(&self.words, &mut out);
        put_all(&self.groups, &mut out);
        put_all(&self.entries, &mut out);
        self.trie.put(&mut out);
        put_all(&self.phrases, &mut out);
        put_text(&self.texts, &mut out);
        (self.lists.len() as u32).put(&mut out);
        for list in &self.lists {
            put_text(&list.id, &mut out);
            list.level.put(&mut out);
            (list.stage as u8).put(&mut out);
            list.starts.put(&mut out);
            put_all(&list.needs, &mut out);
        }
        out
    }

    /// The book that [`Book::to_bytes`] gave; none where the bytes end too early or too late. Bytes from elsewhere may give a
    /// book that panics.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let book = Self {
            vocabulary: Vocabulary::get(&mut reader)?,
            words: reader.all()?,
            groups: reader.all()?,
            entries: reader.all()?,
            trie: Trie::get(&mut reader)?,
            phrases: reader.all()?,
            texts: reader.text()?,
            lists: (0..reader.one::<u32>()?)
                .map(|_| {
                    Some(List {
                        id: reader.text()?.into(),
                        level: reader.one()?,
                        stage: *Stage::ALL.get(usize::from(reader.one::<u8>()?))?,
                        starts: reader.one()?,
                        needs: reader.all()?,
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
            #[inline]
            fn get(bytes: &[u8]) -> Self {
                let mut value = [0; size_of::<$number>()];
                value.copy_from_slice(bytes);
                Self::from_le_bytes(value)
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
            #[inline]
            fn get(bytes: &[u8]) -> Self {
                let mut rest = bytes;
                Self {
                    $($field: {
                        let (head, tail) = rest.split_at(<$kind as $crate::annotate::stored::Plain>::SIZE);
                        rest = tail;
                        let _ = rest;
                        <$kind as $crate::annotate::stored::Plain>::get(head)
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
    text: (u32, u32)
});
plain_struct!(WordFacts {
    starts: u64,
    signs: u8,
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

impl Plain for bool {
    const SIZE: usize = 1;
    fn put(self, out: &mut Vec<u8>) {
        out.push(u8::from(self));
    }
    fn get(bytes: &[u8]) -> Self {
        u8::get(bytes) != 0
    }
}

impl Plain for Mark {
    const SIZE: usize = 1;
    fn put(self, out: &mut Vec<u8>) {
        out.push(self as u8);
    }
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
    #[inline]
    fn get(bytes: &[u8]) -> Self {
        let (first, second) = bytes.split_at(A::SIZE);
        (A::get(first), B::get(second))
    }
}

impl<A: Plain, B: Plain, C: Plain> Plain for (A, B, C) {
    const SIZE: usize = A::SIZE + B::SIZE + C::SIZE;
    fn put(self, out: &mut Vec<u8>) {
        (self.0, self.1).put(out);
        self.2.put(out);
    }
    #[inline]
    fn get(bytes: &[u8]) -> Self {
        let (first, rest) = bytes.split_at(A::SIZE);
        let (second, third) = rest.split_at(B::SIZE);
        (A::get(first), B::get(second), C::get(third))
    }
}
