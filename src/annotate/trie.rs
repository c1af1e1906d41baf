use crate::annotate::{PhraseId, WordId};

/// What leads from one node of the trie to the next: a word, a group of inflected words, a reference, a gap ...
///
/// The kind stands in the four highest bits, so that a label is one number and an edge is a key of a flat table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label(u32);

const KIND: u32 = 28;
const WORD: u32 = 0;
const GROUP: u32 = 1;
const CAPITAL_WORD: u32 = 2;
const CAPITAL_GROUP: u32 = 3;
const STRONG_OF: u32 = 4;
const ANY_OF: u32 = 5;
const GAP: u32 = 6;
const SIGN: u32 = 7;

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

    /// Up to `longest` tokens.
    pub(crate) fn gap(longest: u8) -> Self {
        Self::new(GAP, u32::from(longest))
    }

    /// The longest gap, where this is one.
    pub(crate) fn as_gap(self) -> Option<u8> {
        (self.0 >> KIND == GAP).then_some(self.0 as u8)
    }

    /// The word, where this is one, capital or not.
    pub(crate) fn as_word(self) -> Option<WordId> {
        matches!(self.0 >> KIND, WORD | CAPITAL_WORD).then_some(WordId(self.0 & ((1 << KIND) - 1)))
    }

    /// The group of inflected words, where this is one, capital or not.
    pub(crate) fn as_group(self) -> Option<u32> {
        matches!(self.0 >> KIND, GROUP | CAPITAL_GROUP).then_some(self.0 & ((1 << KIND) - 1))
    }
}

/// Which kinds of edges leave a node, so that only those are looked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leaving {
    bits: u8,
    /// Bit `n` is set where a gap of up to `n` tokens leaves.
    gaps: u16,
}

impl Leaving {
    fn add(&mut self, label: Label) {
        match label.0 >> KIND {
            GAP => self.gaps |= 1 << (label.0 & 15),
            SIGN => self.bits |= 1 << (6 + u8::from(label == Label::NUMBER)),
            kind => self.bits |= 1 << kind,
        }
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
        let gaps = self.gaps;
        (1..16).filter(move |n| gaps & 1 << n != 0)
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
}

/// Phrases as sequences of labels, in flat vectors: nodes, one table of all edges, and the phrases that end at each node.
#[derive(Debug, Clone)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
    /// Node, label, child; child 0 is an empty slot (a root is nobody's child). The length is a power of two.
    edges: Vec<(u32, Label, u32)>,
    filled: usize,
    /// A phrase, and one past the index of the next that ends at the same node.
    ends: Vec<(PhraseId, u32)>,
}

impl Trie {
    /// A trie with this many roots, which will hold about so many labels.
    pub(crate) fn new(roots: usize, labels: usize) -> Self {
        let mut nodes = Vec::with_capacity(labels + roots);
        nodes.resize(roots.max(1), Node::default());
        Self {
            nodes,
            edges: vec![(0, Label(0), 0); (labels * 3 / 2).next_power_of_two().max(16)],
            filled: 0,
            ends: Vec::with_capacity(labels / 2),
        }
    }

    pub(crate) fn root(level: usize) -> NodeId {
        NodeId(level as u32)
    }

    /// The node at the end of `labels`, made where it is new.
    pub(crate) fn insert(&mut self, root: NodeId, labels: &[Label]) -> NodeId {
        let mut node = root;
        for &label in labels {
            let (slot, child) = self.find(node, label);
            node = child.unwrap_or_else(|| {
                let child = self.nodes.len() as u32;
                self.nodes.push(Node::default());
                self.nodes[node.0 as usize].leaving.add(label);
                self.edges[slot] = (node.0, label, child);
                self.filled += 1;
                if self.filled * 4 > self.edges.len() * 3 {
                    self.grow();
                }
                NodeId(child)
            });
        }
        node
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
