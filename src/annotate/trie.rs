use crate::annotate::{PhraseId, WordId};

/// What leads from one node of the trie to the next: a word, a group of inflected words, a reference, a gap ...
///
/// The kind stands in the four highest bits, so that a label is one number and an edge is a key of a flat table. Three kinds
/// never lead anywhere: they bracket the parts of a phrase while it is a flat sequence, each with the number of labels that
/// it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label(u32);

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
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leaving {
    bits: u8,
    /// Bit `n` is set where a gap of up to `n` tokens leaves.
    gaps: u16,
    /// Bit `n` is set where a label leaves whose value ends in `n`: most labels that do not lead on are turned away without a
    /// look at the table of edges.
    values: u32,
}

impl Leaving {
    fn add(&mut self, label: Label) {
        self.values |= 1 << (label.0 & 31);
        match label.0 >> KIND {
            GAP => self.gaps |= 1 << (label.0 & 15),
            SIGN => self.bits |= 1 << (6 + u8::from(label == Label::NUMBER)),
            kind => self.bits |= 1 << kind,
        }
    }

    /// Whether this label may lead on.
    #[inline]
    pub(crate) fn may(self, label: Label) -> bool {
        self.values >> (label.0 & 31) & 1 != 0
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

/// Index of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    leaving: Leaving,
    /// One past the index in `ends` of the first phrase that ends here; 0 where none does.
    end: u32,
    /// One past the index in `jumps` of the first node that this one leads to without a token; 0 for none.
    jump: u32,
}

/// Phrases as sequences of labels, in flat vectors: nodes, one table of all edges, and the phrases that end at each node.
#[derive(Debug, Clone)]
pub(crate) struct Trie {
    roots: usize,
    nodes: Vec<Node>,
    /// Node, label, child; child 0 is an empty slot (a root is nobody's child). The length is a power of two.
    edges: Vec<(u32, Label, u32)>,
    filled: usize,
    /// A phrase, and one past the index of the next that ends at the same node.
    ends: Vec<(PhraseId, u32)>,
    /// A node, and one past the index of the next that the same node leads to.
    jumps: Vec<(NodeId, u32)>,
}

impl Trie {
    /// A trie with this many roots, which will hold about so many labels.
    pub(crate) fn new(roots: usize, labels: usize) -> Self {
        let mut nodes = Vec::with_capacity(labels + roots);
        nodes.resize(roots, Node::default());
        Self {
            roots,
            nodes,
            edges: vec![(0, Label(0), 0); (labels * 3 / 2).next_power_of_two().max(16)],
            filled: 0,
            ends: Vec::with_capacity(labels / 2),
            jumps: Vec::new(),
        }
    }

    /// How many roots there are: one for each pass of the matcher.
    pub(crate) fn roots(&self) -> usize {
        self.roots
    }

    pub(crate) fn root(level: usize) -> NodeId {
        NodeId(level as u32)
    }

    /// A node that nothing leads to yet.
    pub(crate) fn add_node(&mut self) -> NodeId {
        self.nodes.push(Node::default());
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// The node that `label` leads to from `node`, made where it is new.
    pub(crate) fn extend(&mut self, node: NodeId, label: Label) -> NodeId {
        let (slot, child) = self.find(node, label);
        child.unwrap_or_else(|| {
            let child = self.add_node();
            self.connect(slot, node, label, child);
            child
        })
    }

    /// Makes `label` lead from `node` to `to`; where it leads elsewhere already, that place leads on to `to`.
    pub(crate) fn link(&mut self, node: NodeId, label: Label, to: NodeId) {
        match self.find(node, label) {
            (_, Some(child)) if child == to => {}
            (_, Some(child)) => self.jump(child, to),
            (slot, None) => self.connect(slot, node, label, to),
        }
    }

    fn connect(&mut self, slot: usize, node: NodeId, label: Label, child: NodeId) {
        self.nodes[node.0 as usize].leaving.add(label);
        self.edges[slot] = (node.0, label, child.0);
        self.filled += 1;
        if self.filled * 4 > self.edges.len() * 3 {
            self.grow();
        }
    }

    /// Makes `from` lead to `to` without a token.
    pub(crate) fn jump(&mut self, from: NodeId, to: NodeId) {
        let node = &mut self.nodes[from.0 as usize];
        self.jumps.push((to, node.jump));
        node.jump = self.jumps.len() as u32;
    }

    /// Says that a phrase ends at a node.
    pub(crate) fn end_here(&mut self, node: NodeId, phrase: PhraseId) {
        let node = &mut self.nodes[node.0 as usize];
        self.ends.push((phrase, node.end));
        node.end = self.ends.len() as u32;
    }

    /// The phrases that end at a node, the last one added first.
    pub(crate) fn ends(&self, node: NodeId) -> impl Iterator<Item = PhraseId> {
        let mut next = self.nodes[node.0 as usize].end;
        std::iter::from_fn(move || {
            let (phrase, after) = *self.ends.get((next as usize).checked_sub(1)?)?;
            next = after;
            Some(phrase)
        })
    }

    /// The nodes that a node leads to without a token.
    #[inline]
    pub(crate) fn jumps(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = self.nodes[node.0 as usize].jump;
        std::iter::from_fn(move || {
            let (to, after) = *self.jumps.get((next as usize).checked_sub(1)?)?;
            next = after;
            Some(to)
        })
    }

    #[inline]
    pub(crate) fn leaving(&self, node: NodeId) -> Leaving {
        self.nodes[node.0 as usize].leaving
    }

    /// The node that a label leads to.
    #[inline]
    pub(crate) fn child(&self, node: NodeId, label: Label) -> Option<NodeId> {
        self.find(node, label).1
    }

    #[inline]
    fn find(&self, node: NodeId, label: Label) -> (usize, Option<NodeId>) {
        let mask = self.edges.len() - 1;
        let mut slot = hash(node.0, label) & mask;
        loop {
            let (from, by, child) = self.edges[slot];
            if child == 0 {
                return (slot, None);
            }
            if from == node.0 && by == label {
                return (slot, Some(NodeId(child)));
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = self.edges.len() * 2;
        let old = std::mem::replace(&mut self.edges, vec![(0, Label(0), 0); size]);
        for edge in old.into_iter().filter(|edge| edge.2 != 0) {
            let mut slot = hash(edge.0, edge.1) & (size - 1);
            while self.edges[slot].2 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.edges[slot] = edge;
        }
    }
}

fn hash(node: u32, label: Label) -> usize {
    let key = u64::from(node) << 32 | u64::from(label.0);
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}
