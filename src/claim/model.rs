use crate::document::{BlockId, SentenceId, TextRange};
use crate::source::Span;

/// A statement that a cause changes an effect, with how it is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The sentence that makes it.
    pub sentence: SentenceId,
    /// The words that name the cause, or the pronoun for one that is named in an earlier sentence or another block.
    pub cause: Part,
    /// The words that name the cause where `cause` is a pronoun; otherwise `cause`.
    pub cause_named: Part,
    /// The shortest run of words that carries the link.
    pub cue: Part,
    /// The words that name the effect, or the pronoun for it.
    pub effect: Part,
    /// The words that name the effect where `effect` is a pronoun; otherwise the mention inside `effect`.
    pub effect_named: Part,
    /// What happens to the effect.
    pub direction: Direction,
    /// How surely, and in whose voice, it is said.
    pub strength: Strength,
    /// What qualifies it, in source order.
    pub qualifiers: Vec<Qualifier>,
    /// The frame of the rule data that read it, by its id.
    pub frame: String,
}

/// Words of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The block they stand in.
    pub block: BlockId,
    /// Where, in that block's plain text.
    pub range: TextRange,
    /// Where, in the file.
    pub span: Span,
}

/// How surely, and in whose voice, a claim is made: exactly one. The order is that of the annotation guideline: where a
/// sentence holds several claims, it takes the first of these that any of them has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// The author says flatly that it is so.
    Asserted,
    /// The author says flatly that there is no effect.
    Denied,
    /// The author says it with an epistemic qualifier.
    Hedged,
    /// Somebody else says it, and the author does not make it his own.
    Attributed,
    /// An association or comparison, without production.
    Correlational,
    /// It is asked.
    Question,
    /// It is the aim of the cause, or of those who want it.
    Intent,
}

/// What happens to the effect under the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// It rises.
    Increase,
    /// It falls.
    Decrease,
    /// Nothing.
    NoEffect,
    /// It rises here and falls there, or it is left open which.
    Mixed,
}

/// Words that qualify a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Qualifier {
    /// How they qualify it.
    pub kind: QualifierKind,
    /// The words.
    pub part: Part,
}

/// Kinds of qualifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QualifierKind {
    /// "may", "appears to"
    Hedge,
    /// "not", "no effect"
    Negation,
    /// "critics say", "according to"
    Attribution,
    /// "is associated with"
    Association,
    /// A question mark or a question's form.
    Question,
    /// "in order to", "aims to"
    Aim,
    /// A limit on this very claim in the next sentence.
    LimitInNextSentence,
}
