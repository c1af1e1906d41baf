//! Frames: constructions in which a cue ties a cause to an effect, as patterns over what the grammar knows.

use crate::claim::class::{Class, Classes};
use crate::claim::model::Strength;

/// A construction of English.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Its id in the data.
    pub id: String,
    /// A sentence that shows it.
    pub example: String,
    /// The ways in which it may be laid out; the first that fits counts.
    pub patterns: Vec<Pattern>,
    /// The strength that the construction itself decides.
    pub strength: Option<Strength>,
    /// Whether a negative object after the effect turns the direction ("gives them no room").
    pub reversible: bool,
    /// Whether a recommendation before the cause makes it the author's own assertion ("ban it to end crime").
    pub recommendable: bool,
    /// Whether the cause has to be a command ("ban it and ...").
    pub imperative: bool,
    /// Whether its negative words affirm ("nothing helps them like").
    pub affirms: bool,
    /// Whether it has no verb, so that it is no clause ("Legal casinos, more crime").
    pub verbless: bool,
    /// Whether a universal ("every country that ...") turns the association into a statement about all of them.
    pub universal: bool,
    /// Whether the construction only counts when it is denied, since unqualified it names a topic ("the effect on crime").
    pub needs_negation: bool,
}

/// Elements in the order of the sentence, one of them the cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What stands before the cue.
    pub left: Vec<Element>,
    /// The class of the cue.
    pub cue: Class,
    /// What stands after it.
    pub right: Vec<Element>,
}

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// A noun phrase or clause that names the cause, or a pronoun for one.
    Cause,
    /// A cause named further off in the sentence, with no other subject in between.
    FarCause,
    /// A cause that the sentence has set out in a clause before this one, or takes up at its start.
    GivenCause,
    /// A cause that an adverbial before this clause names, or takes up at the start of the sentence, however far off.
    LinkedCause,
    /// A question mark.
    Asked,
    /// A noun phrase that names the effect.
    Effect,
    /// A noun phrase that names those who do the harm.
    Agent,
    /// An effect named further off after the cue, as part of what the cue changes ("the profit in ...").
    FarEffect,
    /// The same, but only those who do the harm.
    FarAgent,
    /// The start of a sentence that answers a question in which the cause is named.
    Answer,
    /// What may stand before a verb.
    Verb,
    /// Up to so many words of the same clause.
    Gap(u8),
    /// A comma, dash or colon.
    Break {
        /// Whether it may be missing.
        optional: bool,
    },
    /// A phrase of a class that takes up a cause named before.
    Antecedent(Class),
    /// A phrase of a class.
    List {
        /// The class.
        class: Class,
        /// Whether it may be missing.
        optional: bool,
        /// Whether these words are shown as the cue, in place of those that the reading starts from.
        shown: bool,
    },
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A word of the pattern is no element and no class.
    #[error("`{word}` is neither a part of a frame nor a list")]
    UnknownElement {
        /// The word.
        word: String,
        /// Where it starts in the pattern, in bytes.
        at: usize,
    },
    /// There is no cue, or more than one.
    #[error("a pattern has exactly one part marked with `*`, and this one has {count}")]
    CueCount {
        /// How many there are.
        count: usize,
    },
}

impl Classes {
    /// The classes whose words may stand for a cause that is named elsewhere.
    pub(crate) fn referring(frames: &[Frame]) -> Self {
        let patterns = frames.iter().flat_map(|frame| &frame.patterns);
        let elements = patterns.flat_map(|pattern| pattern.left.iter().chain(&pattern.right));
        let mut classes = Self::default();
        classes.add(Class::Pronoun);
        classes.add(Class::ObliquePronoun);
        for element in elements {
            if let Element::Antecedent(class) = element {
                classes.add(*class);
            }
        }
        classes
    }
}

impl Pattern {
    /// The classes of which it takes a phrase, however it is read.
    pub(crate) fn needs(&self) -> Classes {
        let mut needs = Classes::default();
        for element in self.left.iter().chain(&self.right) {
            match *element {
                Element::Antecedent(class)
                | Element::List {
                    class,
                    optional: false,
                    ..
                } => needs.add(class),
                _ => {}
            }
        }
        needs
    }
}

/// How many words `..` stands for where no number says it.
const DEFAULT_GAP: u8 = 6;

impl Pattern {
    /// Reads a pattern as the frame file writes it.
    ///
    /// # Errors
    /// An unknown word, or not exactly one cue.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let (mut left, mut right, mut cues) = (Vec::new(), Vec::new(), Vec::new());
        for word in text.split_whitespace() {
            // The words are slices of `text`, so their distance is their place in it.
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            if let Some(name) = word.strip_prefix('*') {
                cues.push(class(name, at)?);
            } else if cues.is_empty() {
                left.push(element(word, at)?);
            } else {
                right.push(element(word, at)?);
            }
        }
        match cues[..] {
            [cue] => Ok(Self { left, cue, right }),
            _ => Err(PatternError::CueCount { count: cues.len() }),
        }
    }
}

fn element(word: &str, at: usize) -> Result<Element, PatternError> {
    Ok(match word {
        "CAUSE" => Element::Cause,
        "FAR-CAUSE" => Element::FarCause,
        "GIVEN-CAUSE" => Element::GivenCause,
        "LINKED-CAUSE" => Element::LinkedCause,
        "?" => Element::Asked,
        "EFFECT" => Element::Effect,
        "AGENT" => Element::Agent,
        "FAR-EFFECT" => Element::FarEffect,
        "FAR-AGENT" => Element::FarAgent,
        "ANSWER" => Element::Answer,
        "VERB" => Element::Verb,
        "," => Element::Break { optional: false },
        ",?" => Element::Break { optional: true },
        ".." => Element::Gap(DEFAULT_GAP),
        _ => {
            if let Some(size) = word.strip_prefix("..").and_then(|size| size.parse().ok()) {
                return Ok(Element::Gap(size));
            }
            if let Some(name) = word.strip_prefix('@') {
                return Ok(Element::Antecedent(class(name, at)?));
            }
            let (name, optional) = match word.strip_suffix('?') {
                Some(name) => (name, true),
                None => (word, false),
            };
            let (name, shown) = match name.strip_prefix('!') {
                Some(name) => (name, true),
                None => (name, false),
            };
            Element::List {
                class: class(name, at)?,
                optional,
                shown,
            }
        }
    })
}

fn class(name: &str, at: usize) -> Result<Class, PatternError> {
    Class::from_id(name).ok_or_else(|| PatternError::UnknownElement {
        word: name.to_owned(),
        at,
    })
}
