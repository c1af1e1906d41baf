use std::collections::HashMap;
use std::ops::Range;

use crate::annotate::book::{List, Phrase};
use crate::annotate::intern::Interner;
use crate::annotate::label::Label;
use crate::annotate::levels::MOST_LEVELS;
use crate::annotate::phrase::{self, Node};
use crate::annotate::{
    Forms, Inflections, ListId, Mark, PhraseError, PhraseId, Sign, Stage, WordId,
};
use crate::document::tokenize;

/// Collects phrases, then compiles them.
#[derive(Debug)]
pub struct BookBuilder {
    pub(super) inflections: Inflections,
    pub(super) vocabulary: Interner,
    pub(super) forms: Vec<Forms>,
    /// Which words belong to which inflection group.
    pub(super) members: Vec<(WordId, u32)>,
    pub(super) groups: HashMap<WordId, u32>,
    pub(super) lists: Vec<List>,
    /// Whether a list was made by `list`; else it is only referred to.
    pub(super) declared: Vec<bool>,
    pub(super) ids: HashMap<Box<str>, ListId>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) texts: String,
    pub(super) labels: Vec<Label>,
    /// Of each phrase its labels.
    pub(super) sequences: Vec<Range<u32>>,
    pub(super) references: Vec<Reference>,
    /// The same the other way round, once all are known.
    pub(super) members_by_group: Vec<(u32, WordId)>,
    /// The lists that are watched, each for a sign.
    pub(super) watched: Vec<(ListId, Sign)>,
}

/// A reference of a phrase to a list.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) phrase: PhraseId,
    pub(super) to: ListId,
    pub(super) range: Range<usize>,
}

/// A mistake that shows only when all phrases are known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookFault {
    /// A reference to a list that is not there.
    #[error("there is no concept or list with the id `{id}`")]
    UnknownList {
        /// The phrase.
        phrase: PhraseId,
        /// The reference in it, in bytes of the phrase.
        range: Range<usize>,
        /// The id, in lower case.
        id: String,
    },
    /// A list that refers to itself, through others or not.
    #[error("`{}` refers back to itself", lists.join("` -> `"))]
    Circle {
        /// A phrase of the circle.
        phrase: PhraseId,
        /// The reference in it, in bytes of the phrase.
        range: Range<usize>,
        /// The ids along the circle, from the list of the phrase on.
        lists: Vec<String>,
    },
    /// References to references, too deep.
    #[error("the chain of references from here is more than {} long", MOST_LEVELS - 1)]
    ChainTooLong {
        /// The phrase.
        phrase: PhraseId,
        /// The reference in it, in bytes of the phrase.
        range: Range<usize>,
    },
    /// A phrase that stands in its list already, perhaps with another hyphen or spelling.
    #[error("the list has this phrase already")]
    Duplicate {
        /// The later phrase.
        phrase: PhraseId,
        /// The earlier one.
        earlier: PhraseId,
    },
}

impl BookBuilder {
    /// A builder without phrases.
    pub fn new(inflections: Inflections) -> Self {
        Self {
            inflections,
            vocabulary: Interner::new(),
            forms: Vec::new(),
            members: Vec::new(),
            groups: HashMap::new(),
            lists: Vec::new(),
            declared: Vec::new(),
            ids: HashMap::new(),
            phrases: Vec::new(),
            texts: String::new(),
            labels: Vec::new(),
            sequences: Vec::new(),
            references: Vec::new(),
            members_by_group: Vec::new(),
            watched: Vec::new(),
        }
    }

    /// The list with this id, a new one where there is none. Ids are in lower case.
    pub fn list(&mut self, id: &str) -> ListId {
        let list = self.mention(id);
        self.declared[list.0 as usize] = true;
        list
    }

    fn mention(&mut self, id: &str) -> ListId {
        if let Some(&list) = self.ids.get(id) {
            return list;
        }
        // Far fewer lists than that are ever written; one too many would share the id of the last.
        let list = ListId(u16::try_from(self.lists.len()).unwrap_or(u16::MAX));
        self.lists.push(List {
            id: id.into(),
            ..List::default()
        });
        self.declared.push(false);
        self.ids.insert(id.into(), list);
        list
    }

    /// Weak members of `list` count where a strong member of one of `needs` is near; without this call, of `list` itself.
    pub fn needs(&mut self, list: ListId, needs: &[ListId]) {
        self.lists[list.0 as usize].needs = needs.to_vec();
    }

    /// When the phrases of `list` are looked for; without this call, in the first stage.
    pub fn stage(&mut self, list: ListId, stage: Stage) {
        self.lists[list.0 as usize].stage = stage;
    }

    /// Makes known by [`Book::signs`] where a list may have a match.
    ///
    /// [`Book::signs`]: crate::annotate::Book::signs
    pub fn watch(&mut self, list: ListId, sign: Sign) {
        self.watched.push((list, sign));
    }

    /// The same, in the first stage, for the lists of which a strong member lets a weak one of `list` count.
    pub fn watch_needs(&mut self, list: ListId) {
        for need in self.lists[list.0 as usize].needs.clone() {
            self.stage(need, Stage::First);
            self.watch(need, Sign::First);
        }
    }

    /// Whether a phrase so far refers to this list.
    pub fn refers_to(&self, list: ListId) -> bool {
        self.references.iter().any(|reference| reference.to == list)
    }

    /// Adds a phrase to a list. Gives its id, or what is wrong with how it is written.
    pub fn add(&mut self, list: ListId, mark: Mark, phrase: &str) -> Result<PhraseId, PhraseError> {
        let nodes = phrase::parse(phrase)?;
        let id = PhraseId(self.phrases.len() as u32);
        let labels = self.labels.len() as u32;
        self.lower(phrase, &nodes, id);
        let gapped = self.labels[labels as usize..]
            .iter()
            .any(|label| label.is_gap());
        let text = self.texts.len() as u32;
        self.texts.push_str(phrase);
        self.phrases.push(Phrase {
            list,
            mark,
            gapped,
            text: (text, self.texts.len() as u32),
        });
        self.sequences.push(labels..self.labels.len() as u32);
        Ok(id)
    }

    /// Writes nodes as labels, the parts of a group behind a label that says how many they are.
    fn lower(&mut self, phrase: &str, nodes: &[Node<'_>], id: PhraseId) {
        for node in nodes {
            match node {
                Node::Words(range) => self.words(&phrase[range.clone()]),
                &Node::Word {
                    text,
                    inflected,
                    capital,
                } => self.word(text, inflected, capital),
                Node::AnyWord { capital: true } => self.labels.push(Label::ANY_CAPITAL),
                Node::AnyWord { capital: false } => self.labels.push(Label::ANY_WORD),
                Node::Number => self.labels.push(Label::NUMBER),
                &Node::Gap(longest) => self.labels.push(Label::gap(longest)),
                Node::Reference {
                    id: to,
                    weak,
                    range,
                } => {
                    let to = self.mention(to);
                    self.references.push(Reference {
                        phrase: id,
                        to,
                        range: range.clone(),
                    });
                    self.labels.push(Label::reference(to.0, *weak));
                }
                Node::Optional(inner) => {
                    self.bracket(Label::optional, |builder| builder.lower(phrase, inner, id));
                }
                Node::Choice(ways) => self.bracket(Label::choice, |builder| {
                    for way in ways {
                        builder.bracket(Label::way, |builder| builder.lower(phrase, way, id));
                    }
                }),
            }
        }
    }

    fn bracket(&mut self, label: fn(usize) -> Label, inside: impl FnOnce(&mut Self)) {
        let at = self.labels.len();
        self.labels.push(label(0));
        inside(self);
        self.labels[at] = label(self.labels.len() - at - 1);
    }

    fn words(&mut self, text: &str) {
        // A clitic that stands alone in a phrase is cut as it is behind a word.
        let leading = text.starts_with(['\'', '’']);
        let padded = if leading {
            format!("x{text}")
        } else {
            String::new()
        };
        let text = if leading { padded.as_str() } else { text };
        for token in tokenize(text).into_iter().skip(usize::from(leading)) {
            let word = &text[token.range.start as usize..token.range.end as usize];
            let word = self.vocabulary.intern(word);
            self.labels.push(Label::word(word, false));
        }
    }

    /// The last part of a hyphenated word is the one that inflects; the first is the one with the capital.
    fn word(&mut self, text: &str, inflected: bool, capital: bool) {
        let tokens = tokenize(text);
        for (index, token) in tokens.iter().enumerate() {
            let part = &text[token.range.start as usize..token.range.end as usize];
            let capital = capital && index == 0;
            let label = if inflected && index + 1 == tokens.len() {
                Label::group(self.group(&part.to_lowercase()), capital)
            } else {
                Label::word(self.vocabulary.intern(part), capital)
            };
            self.labels.push(label);
        }
    }

    /// The group of all forms and spellings of a word; both spellings give the same group.
    fn group(&mut self, word: &str) -> u32 {
        let [first, second] = self.inflections.spellings(word);
        let key = match (&first, &second) {
            (Some(a), Some(b)) => a.min(b),
            _ => word,
        };
        let key = self.vocabulary.intern(key);
        if let Some(&group) = self.groups.get(&key) {
            return group;
        }
        let group = self.groups.len() as u32;
        self.groups.insert(key, group);
        let Self {
            vocabulary,
            forms,
            members,
            inflections,
            ..
        } = self;
        for spelling in [first, second].iter().flatten() {
            inflections.inflect(spelling, &mut |text, form| {
                let word = vocabulary.intern(text);
                if forms.len() <= word.index() {
                    forms.resize(word.index() + 1, Forms::NONE);
                }
                forms[word.index()] |= form;
                members.push((word, group));
            });
        }
        group
    }
}

impl BookFault {
    /// The phrase in which the mistake shows.
    pub fn phrase(&self) -> PhraseId {
        match self {
            Self::UnknownList { phrase, .. }
            | Self::Circle { phrase, .. }
            | Self::ChainTooLong { phrase, .. }
            | Self::Duplicate { phrase, .. } => *phrase,
        }
    }
}
