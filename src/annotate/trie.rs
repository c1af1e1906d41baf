use crate::annotate::label::{Label, Leaving};
use crate::annotate::needs::Need;
use crate::annotate::stored::{Reader, Rows, Table, plain_struct};
use crate::annotate::{ListId, Mark, PhraseId};

/// Index of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(super) u32);

impl NodeId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) leaving: Leaving,
    /// Where in `needs` that stands without which nothing is found from here on.
    pub(super) need: u32,
    /// Where in `edges` those that leave stand, by label.
    pub(super) first_edge: u32,
    pub(super) last_edge: u32,
    /// Where in `ends` the phrases stand that end here.
    pub(super) first_end: u32,
    pub(super) last_end: u32,
    /// Where in `jumps` the nodes stand that this one leads to without a token.
    pub(super) first_jump: u32,
    pub(super) last_jump: u32,
}

/// A node that another leads to without a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jump {
    pub(super) to: NodeId,
    /// The bits of the next token without any of which nothing is found behind it; all of them where the node itself is an end, or
    /// leads on by more than words and references.
    pub(super) gate: u64,
}

/// A phrase that ends at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) phrase: PhraseId,
    pub(super) list: ListId,
    pub(super) mark: Mark,
}

/// Phrases as sequences of labels, in flat tables: nodes, the edges of each, and the phrases that end at each. Made by
/// [`Grower`](crate::annotate::grow::Grower).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trie {
    roots: u32,
    nodes: Table<Node>,
    edges: Table<(Label, NodeId)>,
    ends: Table<End>,
    jumps: Table<Jump>,
    /// The first one is always met.
    needs: Table<Need>,
}

/// A [`Trie`] in which ways are followed.
#[derive(Clone, Copy)]
pub(super) struct Ways<'t> {
    nodes: Rows<'t, Node>,
    edges: Rows<'t, (Label, NodeId)>,
    ends: Rows<'t, End>,
    jumps: Rows<'t, Jump>,
    needs: Rows<'t, Need>,
}

impl Trie {
    pub(super) fn new(
        roots: usize,
        nodes: &[Node],
        edges: &[(Label, NodeId)],
        ends: &[End],
        jumps: &[Jump],
        needs: &[Need],
    ) -> Self {
        Self {
            roots: roots as u32,
            nodes: Table::new(nodes),
            edges: Table::new(edges),
            ends: Table::new(ends),
            jumps: Table::new(jumps),
            needs: Table::new(needs),
        }
    }

    /// How many roots there are: one for each pass of the matcher. They are the first nodes.
    pub(super) fn roots(&self) -> usize {
        self.roots as usize
    }

    pub(super) fn ways(&self) -> Ways<'_> {
        Ways {
            nodes: self.nodes.rows(),
            edges: self.edges.rows(),
            ends: self.ends.rows(),
            jumps: self.jumps.rows(),
            needs: self.needs.rows(),
        }
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        Table::new(&[self.roots]).put(out);
        self.nodes.put(out);
        self.edges.put(out);
        self.ends.put(out);
        self.jumps.put(out);
        self.needs.put(out);
    }

    pub(super) fn get(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            roots: reader.table()?.rows().get(0)?,
            nodes: reader.table()?,
            edges: reader.table()?,
            ends: reader.table()?,
            jumps: reader.table()?,
            needs: reader.table()?,
        })
    }
}

/// Beyond so many edges the one in question is found by halving.
const FEW: u32 = 8;

impl<'t> Ways<'t> {
    #[inline]
    pub(super) fn node(self, node: NodeId) -> Node {
        self.nodes.at(node.index())
    }

    /// Whether anything can be found from a node on in a text that holds all these.
    #[inline]
    pub(super) fn may_go_on(self, node: &Node, present: &Need) -> bool {
        node.need == 0 || self.needs.at(node.need as usize).meets(present)
    }

    /// The phrases that end at a node, the last one added first.
    #[inline]
    pub(super) fn ends(self, node: &Node) -> impl ExactSizeIterator<Item = End> + 't {
        self.ends.range(node.first_end, node.last_end)
    }

    /// The nodes that a node leads to without a token.
    #[inline]
    pub(super) fn jumps(self, node: &Node) -> impl ExactSizeIterator<Item = Jump> + 't {
        self.jumps.range(node.first_jump, node.last_jump)
    }

    /// The node that a label leads to.
    #[inline]
    pub(super) fn child(self, node: &Node, label: Label) -> Option<NodeId> {
        let (mut first, mut last) = (node.first_edge, node.last_edge);
        while last - first > FEW {
            let middle = first + (last - first) / 2;
            if self.edges.at(middle as usize).0.0 <= label.0 {
                first = middle;
            } else {
                last = middle;
            }
        }
        self.edges
            .range(first, last)
            .find_map(|(by, to)| (by == label).then_some(to))
    }
}

plain_struct!(NodeId { 0: u32 });
plain_struct!(Node {
    leaving: Leaving,
    need: u32,
    first_edge: u32,
    last_edge: u32,
    first_end: u32,
    last_end: u32,
    first_jump: u32,
    last_jump: u32
});
plain_struct!(Jump {
    to: NodeId,
    gate: u64
});
plain_struct!(End {
    phrase: PhraseId,
    list: ListId,
    mark: Mark
});
