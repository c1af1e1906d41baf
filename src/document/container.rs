use crate::document::{BlockId, BlockKind};

/// What stands before a block among its siblings.
#[derive(Debug, Clone, Copy)]
pub(super) enum Previous {
    /// Nothing that could introduce it.
    Nothing,
    /// A paragraph or heading.
    Block(BlockId),
    /// A list, with its lead-in: only a comment stands between it and its continuation.
    List(Option<BlockId>),
    /// A block quote, by its index.
    Quote(usize),
}

/// What a paragraph is, by the container around it that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    Item,
    /// A footnote, by its index in the labels.
    Footnote(usize),
    Term,
    Detail,
}

/// A container of blocks that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) place: Place,
    /// Lists around, at most 255.
    pub(super) depth: u8,
    /// The innermost block quote.
    pub(super) quote: Option<usize>,
    pub(super) previous: Previous,
    /// Whether a table, figure, code or raw HTML stands right before.
    pub(super) after_float: bool,
    /// What introduces the first paragraph in here, until that has come.
    pub(super) lead_in: Option<BlockId>,
    /// For a numbered list the number of its next item; for an item its own, until its first paragraph has come.
    pub(super) number: Option<u32>,
    /// The headings around, to come back to at its end: one inside governs nothing outside.
    pub(super) headings: [Option<BlockId>; 6],
}

/// Containers that are kept apart. Deeper ones are read as part of the one around them: no writer nests so deep, and a
/// line of a million `>` must not take a hundred times its size in memory.
const MAX_FRAMES: usize = 200;

/// The containers around the place that is being read, and the headings above it.
#[derive(Debug)]
pub(super) struct Containers {
    /// Never empty: the first one is the document.
    frames: Vec<Frame>,
    /// How many open containers have no frame of their own.
    unframed: usize,
    headings: [Option<BlockId>; 6],
}

impl Containers {
    pub(super) fn new() -> Self {
        let document = Frame {
            place: Place::Body,
            depth: 0,
            quote: None,
            previous: Previous::Nothing,
            after_float: false,
            lead_in: None,
            number: None,
            headings: [None; 6],
        };
        Self {
            frames: vec![document],
            unframed: 0,
            headings: [None; 6],
        }
    }

    /// Whether the innermost container has no frame of its own.
    pub(super) fn too_deep(&self) -> bool {
        self.unframed > 0
    }

    /// Opens a list, with the number of its first item if it is a numbered one.
    pub(super) fn push_list(&mut self, number: Option<u32>) {
        let frame = *self.frame();
        let lead_in = match frame.previous {
            Previous::Block(block) => Some(block),
            Previous::List(lead_in) => lead_in,
            // A list that is all there is in an item has the introduction of the item.
            Previous::Nothing => frame.lead_in,
            Previous::Quote(_) => None,
        };
        self.push(frame.place, lead_in);
        if !self.too_deep() {
            let list = self.frame_mut();
            list.depth = frame.depth.saturating_add(1);
            list.number = number;
        }
    }

    /// Opens an item of the list that is open; every item is introduced by what introduces the list.
    pub(super) fn push_item(&mut self) {
        let list = *self.frame();
        let known = !self.too_deep();
        if known {
            self.frame_mut().number = list.number.map(|number| number.saturating_add(1));
        }
        self.push(Place::Item, list.lead_in);
        if known && !self.too_deep() {
            self.frame_mut().number = list.number;
        }
    }

    pub(super) fn frame(&self) -> &Frame {
        // The root frame is never popped, so the index stays in bounds.
        &self.frames[self.frames.len() - 1]
    }

    pub(super) fn frame_mut(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub(super) fn push(&mut self, place: Place, lead_in: Option<BlockId>) {
        if self.frames.len() == MAX_FRAMES {
            self.unframed += 1;
            return;
        }
        let frame = Frame {
            place,
            previous: Previous::Nothing,
            after_float: false,
            lead_in,
            number: None,
            headings: self.headings,
            ..*self.frame()
        };
        self.frames.push(frame);
    }

    pub(super) fn pop(&mut self) {
        if self.unframed > 0 {
            self.unframed -= 1;
        } else if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.headings = frame.headings;
        }
    }

    /// Says what the next sibling will find before it.
    pub(super) fn between(&mut self, previous: Previous, after_float: bool) {
        let frame = self.frame_mut();
        frame.previous = previous;
        frame.after_float = after_float;
    }

    /// The heading above the block `id`; a heading also takes its own place among them.
    pub(super) fn heading_of(&mut self, kind: &BlockKind, id: BlockId) -> Option<BlockId> {
        let BlockKind::Heading(level) = *kind else {
            return self.headings.iter().rev().find_map(|heading| *heading);
        };
        let index = usize::from(level.clamp(1, 6)) - 1;
        let above = self.headings[..index]
            .iter()
            .rev()
            .find_map(|heading| *heading);
        self.headings[index] = Some(id);
        self.headings[index + 1..].fill(None);
        above
    }
}
