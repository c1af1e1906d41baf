use crate::annotate::WordId;
use crate::annotate::stored::plain_struct;

/// What leads from one node of the trie to the next: a word, a group of inflected words, a reference, a gap ...
///
/// The kind stands in the four highest bits, so that a label is one number and an edge is a key of a flat table. Three kinds
/// never lead anywhere: they bracket the parts of a phrase while it is a flat sequence, each with the number of labels that
/// it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label(pub(super) u32);

const KIND: u32 = 28;
const VALUE: u32 = (1 << KIND) - 1;
const WORD: u32 = 0;
const GROUP: u32 = 1;
const CAPITAL_WORD: u32 = 2;
const CAPITAL_GROUP: u32 = 3;
const STRONG_OF: u32 = 4;
const ANY_OF: u32 = 5;
const GAP: u32 = 6;
const SIGN: u32 = 7;
const OPTIONAL: u32 = 8;
const CHOICE: u32 = 9;
const WAY: u32 = 10;

impl Label {
    /// Any one word.
    pub(crate) const ANY_WORD: Self = Self::new(SIGN, 0);
    /// Any one word with a capital.
    pub(crate) const ANY_CAPITAL: Self = Self::new(SIGN, 1);
    /// A number.
    pub(crate) const NUMBER: Self = Self::new(SIGN, 2);

    const fn new(kind: u32, value: u32) -> Self {
        Self(kind << KIND | value)
    }

    pub(crate) fn word(word: WordId, capital: bool) -> Self {
        Self::new(if capital { CAPITAL_WORD } else { WORD }, word.0)
    }

    /// One of 64 bits; different labels may share one.
    #[inline]
    pub(crate) fn bit(self) -> u64 {
        1 << (self.0 & 63)
    }

    /// Any form of the word that the group was made of.
    pub(crate) fn group(group: u32, capital: bool) -> Self {
        Self::new(if capital { CAPITAL_GROUP } else { GROUP }, group)
    }

    /// A match of a list: of its strong members, or of its weak ones, too.
    pub(crate) fn reference(list: u16, weak: bool) -> Self {
        Self::new(if weak { ANY_OF } else { STRONG_OF }, u32::from(list))
    }

    /// The next `length` labels are optional.
    pub(crate) fn optional(length: usize) -> Self {
        Self::new(OPTIONAL, length as u32)
    }

    /// The next `length` labels are alternatives, each behind a `way`.
    pub(crate) fn choice(length: usize) -> Self {
        Self::new(CHOICE, length as u32)
    }

    /// The next `length` labels are one alternative.
    pub(crate) fn way(length: usize) -> Self {
        Self::new(WAY, length as u32)
    }

    /// What this brackets, where it brackets anything.
    pub(crate) fn as_bracket(self) -> Option<(Bracket, usize)> {
        let bracket = match self.0 >> KIND {
            OPTIONAL => Bracket::Optional,
            CHOICE => Bracket::Choice,
            WAY => Bracket::Way,
            _ => return None,
        };
        Some((bracket, (self.0 & VALUE) as usize))
    }

    /// A number that equal sequences share and others hardly ever do.
    pub(crate) fn hash(labels: &[Self]) -> u64 {
        labels.iter().fold(0, |state, label| {
            (u64::rotate_left(state, 23) ^ u64::from(label.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    }

    /// Up to `longest` tokens.
    pub(crate) fn gap(longest: u8) -> Self {
        Self::new(GAP, u32::from(longest))
    }

    /// Whether this is a gap.
    pub(crate) fn is_gap(self) -> bool {
        self.0 >> KIND == GAP
    }

    /// Whether the word must have a capital.
    pub(crate) fn needs_capital(self) -> bool {
        matches!(self.0 >> KIND, CAPITAL_WORD | CAPITAL_GROUP)
    }

    /// The list, where this refers to one.
    pub(crate) fn as_reference(self) -> Option<u16> {
        matches!(self.0 >> KIND, STRONG_OF | ANY_OF).then_some(self.0 as u16)
    }

    /// The word, where this is one, capital or not.
    pub(crate) fn as_word(self) -> Option<WordId> {
        matches!(self.0 >> KIND, WORD | CAPITAL_WORD).then_some(WordId(self.0 & VALUE))
    }

    /// The group of inflected words, where this is one, capital or not.
    pub(crate) fn as_group(self) -> Option<u32> {
        matches!(self.0 >> KIND, GROUP | CAPITAL_GROUP).then_some(self.0 & VALUE)
    }
}

/// What a bracketing label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bracket {
    Optional,
    Choice,
    Way,
}

/// Which kinds of edges leave a node, so that only those are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Leaving {
    bits: u8,
    /// Bit `n` is set where a gap of up to `n` tokens leaves.
    gaps: u16,
    /// The bits of all labels that leave, see [`Label::bit`]: most labels that do not lead on are turned away without a look at
    /// the table of edges.
    pub(super) values: u64,
}

impl Leaving {
    pub(super) fn add(&mut self, label: Label) {
        self.values |= label.bit();
        match label.0 >> KIND {
            GAP => self.gaps |= 1 << (label.0 & 15),
            SIGN => self.bits |= 1 << (6 + u8::from(label == Label::NUMBER)),
            kind => self.bits |= 1 << kind,
        }
    }

    /// Whether this label may lead on.
    #[inline]
    pub(crate) fn may(self, label: Label) -> bool {
        self.values & label.bit() != 0
    }

    /// Whether a token with none of these bits leads nowhere; `bits` are those of its word, of its groups, and of the references
    /// to lists of which a match starts there.
    #[inline]
    pub(crate) fn turns_away(self, bits: u64) -> bool {
        self.values & bits == 0 && self.only_bits()
    }

    /// Whether nothing but words, groups of words and references leaves.
    pub(super) fn only_bits(self) -> bool {
        self.bits & !63 == 0 && self.gaps == 0
    }

    /// Whether one of these bits may lead on.
    #[inline]
    pub(crate) fn any_of(self, bits: u64) -> bool {
        self.values & bits != 0
    }

    pub(crate) fn words(self) -> bool {
        self.bits & 1 != 0
    }

    pub(crate) fn groups(self) -> bool {
        self.bits & 2 != 0
    }

    pub(crate) fn capitals(self) -> bool {
        self.bits & 12 != 0
    }

    pub(crate) fn references(self) -> bool {
        self.bits & 48 != 0
    }

    pub(crate) fn any_word(self) -> bool {
        self.bits & 64 != 0
    }

    pub(crate) fn number(self) -> bool {
        self.bits & 128 != 0
    }

    /// Lengths of the gaps that leave, shortest first.
    pub(crate) fn gaps(self) -> impl Iterator<Item = u8> {
        let mut gaps = self.gaps;
        std::iter::from_fn(move || {
            let shortest = gaps.trailing_zeros() as u8;
            gaps &= gaps.wrapping_sub(1);
            (shortest < 16).then_some(shortest)
        })
    }

    /// Whether anything leaves.
    #[inline]
    pub(crate) fn any(self) -> bool {
        self.values != 0
    }
}

plain_struct!(Label { 0: u32 });
plain_struct!(Leaving {
    bits: u8,
    gaps: u16,
    values: u64
});
