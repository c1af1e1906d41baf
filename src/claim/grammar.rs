//! The grammar as data: which list is which class, what the subject's concepts are, and the frames.

use crate::annotate::ListId;
use crate::claim::class::Class;
use crate::claim::frame::Frame;

/// What the reader of claims knows: lists, concepts and frames of a pack.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    classes: Vec<Option<Class>>,
    /// The concepts that claims are about.
    pub subject: Option<Subject>,
    /// The frames, in the order of preference.
    pub frames: Vec<Frame>,
    /// Of each class, the frames with a pattern that has it as its cue, by index, in their order.
    by_cue: Vec<Vec<usize>>,
}

/// The concepts that claims are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// What causes.
    pub cause: ListId,
    /// What is caused.
    pub effect: ListId,
    /// Those members of the effect who do the harm.
    pub agents: ListId,
    /// Those members of the effect who suffer it.
    pub people: ListId,
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
        let has_cue =
            |frame: &Frame, class| frame.patterns.iter().any(|pattern| pattern.cue == class);
        let by_cue = Class::ALL.iter().map(|&class| {
            let ranks = 0..frames.len();
            ranks
                .filter(|&rank| has_cue(&frames[rank], class))
                .collect()
        });
        Self {
            by_cue: by_cue.collect(),
            classes,
            subject,
            frames,
        }
    }

    /// The frames with a pattern whose cue is of this class, each with its place among all frames, in order.
    pub(crate) fn frames_of(&self, cue: Class) -> impl Iterator<Item = (usize, &Frame)> {
        let ranks = self.by_cue.get(cue as usize).map_or(&[][..], Vec::as_slice);
        ranks
            .iter()
            .filter_map(|&rank| Some((rank, self.frames.get(rank)?)))
    }

    /// The class whose list this is.
    pub(crate) fn class(&self, list: ListId) -> Option<Class> {
        self.classes.get(usize::from(list.0)).copied().flatten()
    }
}
