//! Noun phrases around mentions: which words belong to them, what they make of the mention's sign, and whether the mention
//! is their head or buried in them ("opponents of the ban" is not the ban).

mod effect;
mod far;
mod given;
mod head;
mod measure;
mod subject;
mod tail;

use crate::claim::view::{CauseMention, EffectMention};

/// What stands as a cause in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CauseRef {
    /// It is named here, on these tokens.
    Named(CauseMention),
    /// A pronoun on these tokens takes it up.
    Pronoun { start: usize, end: usize },
}

/// A noun phrase that names the effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EffectPhrase {
    pub(crate) mention: EffectMention,
    /// The tokens that name it: those of the mention, or the words before that a pronoun takes up.
    pub(crate) named: (usize, usize),
    /// First token of the phrase, with its measure and quantity.
    pub(crate) start: usize,
    /// 1, or -1 where its words say that there is less of it; 0 where they say nothing.
    pub(crate) sign: i8,
    /// Whether it says that there is none of it.
    pub(crate) none: bool,
}

/// How many words of a noun phrase may stand between its head and the verb ("the ban in the five largest cities").
const TAIL: usize = 12;

/// How many words a place after a law may have, where a relative clause follows ("the ban in New Zealand that ...").
const PLACE: usize = 4;

/// The same for what stands between two commas.
const PARENTHESIS: usize = 30;

/// How many tokens an aside between the parts of a frame may have, its commas included.
pub(crate) const ASIDE: usize = 10;

/// How many words after a possessive are looked at for its noun.
const ADJECTIVES: usize = 3;

/// How many words may stand between a verb and a cause further off.
const FAR: usize = 20;

/// How many words may stand between a cause and the clause that tells what came of it.
const GIVEN: usize = 30;

/// How many words may stand between a verb and an effect further off.
const FAR_EFFECT: usize = 8;

/// How many words may stand between a verb or preposition and the mention that it takes.
const REACH: usize = 10;

/// How many words after the start of an effect are looked at for the coordinator of a list that it stands in.
const LIST: usize = 8;

/// How many words without a known role a noun phrase may hold in a row: adjectives and names.
const UNKNOWN: usize = 4;
