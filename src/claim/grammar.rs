//! The grammar as data: which list is which class, what the subject's concepts are, and the frames.

use crate::annotate::ListId;
use crate::claim::class::{Class, Classes};
use crate::claim::frame::Frame;

/// What the reader of claims knows: lists, concepts and frames of a pack.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    classes: Vec<Option<Class>>,
    /// The concepts that claims are about.
    pub subject: Option<Subject>,
    /// The frames, in the order of preference.
    pub frames: Vec<Frame>,
    /// Of each class, the patterns that have it as their cue: the frame of each by index, in order, and which classes it needs.
    by_cue: Vec<Vec<(usize, Classes)>>,
    /// The classes whose words may stand for a cause that is named elsewhere.
    referring: Classes,
}

/// The concepts that claims are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// What causes.
    pub cause: Topic,
    /// What is caused.
    pub effect: Topic,
    /// Those members of the effect who do the harm.
    pub agents: Option<ListId>,
    /// Those members of the effect who suffer it.
    pub people: Option<ListId>,
}

/// What one side of a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Whatever a noun phrase names.
    Any,
    /// Mentions of this concept.
    List(ListId),
}

impl Topic {
    /// Its concept, where it has one.
    pub fn list(self) -> Option<ListId> {
        match self {
            Self::Any => None,
            Self::List(list) => Some(list),
        }
    }
}

impl Subject {
    /// Whether any noun phrase may be one of its sides, so that no word tells which sentences are worth a look.
    pub fn is_open(self) -> bool {
        self.cause == Topic::Any || self.effect == Topic::Any
    }

    /// The concepts by which an effect is found.
    pub fn of_effect(self) -> impl Iterator<Item = ListId> {
        [self.effect.list(), self.agents, self.people]
            .into_iter()
            .flatten()
    }

    /// All its concepts.
    pub fn lists(self) -> impl Iterator<Item = ListId> {
        self.cause.list().into_iter().chain(self.of_effect())
    }
}

impl Grammar {
    /// A grammar over `lists`, the list of each class, with these concepts and frames.
    pub fn new(
        lists: impl IntoIterator<Item = (Class, ListId)>,
        subject: Option<Subject>,
        frames: Vec<Frame>,
    ) -> Self {
        let mut classes = Vec::new();
        for (class, list) in lists {
            let at = usize::from(list.0);
            if classes.len() <= at {
                classes.resize(at + 1, None);
            }
            classes[at] = Some(class);
        }
        let mut by_cue = vec![Vec::new(); Class::ALL.len()];
        for (rank, frame) in frames.iter().enumerate() {
            for pattern in &frame.patterns {
                by_cue[pattern.cue as usize].push((rank, pattern.needs()));
            }
        }
        Self {
            by_cue,
            referring: Classes::referring(&frames),
            classes,
            subject,
            frames,
        }
    }

    /// The frames with a pattern whose cue is of this class and which takes phrases of no other classes than these, each with its
    /// place among all frames, in order.
    pub(crate) fn frames_of(
        &self,
        cue: Class,
        classes: Classes,
    ) -> impl Iterator<Item = (usize, &Frame)> {
        let patterns = self.by_cue.get(cue as usize).map_or(&[][..], Vec::as_slice);
        let mut last = None;
        patterns.iter().filter_map(move |&(rank, needs)| {
            if !needs.are_in(classes) || last.replace(rank) == Some(rank) {
                return None;
            }
            Some((rank, self.frames.get(rank)?))
        })
    }

    /// Whether a phrase of one of these classes may stand for a cause that is named elsewhere.
    pub(crate) fn may_refer(&self, classes: Classes) -> bool {
        self.referring.meet(classes)
    }

    /// The class whose list this is.
    pub(crate) fn class(&self, list: ListId) -> Option<Class> {
        self.classes.get(usize::from(list.0)).copied().flatten()
    }
}
