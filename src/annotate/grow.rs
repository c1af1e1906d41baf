use crate::annotate::PhraseId;
use crate::annotate::book::Phrase;
use crate::annotate::label::{Label, Leaving};
use crate::annotate::needs::{BITS, find_needs};
use crate::annotate::trie::{End, Jump, Node, NodeId, Trie};

/// A node while the trie grows.
#[derive(Debug, Clone, Copy, Default)]
struct Growing {
    leaving: Leaving,
    /// One past the index in `ends` of the last phrase added that ends here; 0 where none does.
    end: u32,
    /// Where in `jumps` the nodes stand that this one leads to without a token; until they are put together, `first_jump` is one past
    /// the index of the last one added, and 0 for none.
    first_jump: u32,
    last_jump: u32,
}

/// A node that another leads to without a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leap {
    pub(super) to: NodeId,
    /// See [`Grower::gate`].
    gate: u64,
    /// One past the index of the one added before from the same node; 0 for none.
    before: u32,
}

impl Growing {
    fn gate(self) -> u64 {
        match self.end {
            0 if self.leaving.only_bits() => self.leaving.values,
            _ => u64::MAX,
        }
    }
}

/// A [`Trie`] that phrases are added to: nodes, one table of all edges, and the phrases that end at each node.
#[derive(Debug)]
pub(super) struct Grower {
    roots: usize,
    nodes: Vec<Growing>,
    /// Node, label, child; child 0 is an empty slot (a root is nobody's child). The length is a power of two.
    edges: Vec<(u32, Label, u32)>,
    filled: usize,
    /// A phrase, and one past the index of the next that ends at the same node.
    ends: Vec<(PhraseId, u32)>,
    jumps: Vec<Leap>,
}

impl Grower {
    /// A trie with this many roots, which will hold about so many labels.
    pub(super) fn new(roots: usize, labels: usize) -> Self {
        let mut nodes = Vec::with_capacity(labels + roots);
        nodes.resize(roots, Growing::default());
        Self {
            roots,
            nodes,
            edges: vec![(0, Label(0), 0); (labels * 3 / 2).next_power_of_two().max(16)],
            filled: 0,
            ends: Vec::with_capacity(labels / 2),
            jumps: Vec::new(),
        }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node that nothing leads to yet.
    pub(super) fn add_node(&mut self) -> NodeId {
        self.nodes.push(Growing::default());
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// The node that `label` leads to from `node`, made where it is new.
    pub(super) fn extend(&mut self, node: NodeId, label: Label) -> NodeId {
        let (slot, child) = self.find(node, label);
        child.unwrap_or_else(|| {
            let child = self.add_node();
            self.connect(slot, node, label, child);
            child
        })
    }

    /// Makes `label` lead from `node` to `to`; where it leads elsewhere already, that place leads on to `to`.
    pub(super) fn link(&mut self, node: NodeId, label: Label, to: NodeId) {
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
    pub(super) fn jump(&mut self, from: NodeId, to: NodeId) {
        let node = &mut self.nodes[from.0 as usize];
        self.jumps.push(Leap {
            to,
            gate: 0,
            before: node.first_jump,
        });
        node.first_jump = self.jumps.len() as u32;
    }

    /// Puts the jumps of each node together, gives each its gate, and lets the table of edges be no larger than it must, once the
    /// trie is whole.
    pub(super) fn finish(&mut self) {
        let mut jumps: Vec<Leap> = Vec::with_capacity(self.jumps.len());
        for node in &mut self.nodes {
            let mut next = node.first_jump;
            node.first_jump = jumps.len() as u32;
            while let Some(jump) = (next as usize).checked_sub(1).map(|i| self.jumps[i]) {
                next = jump.before;
                jumps.push(Leap { before: 0, ..jump });
            }
            node.last_jump = jumps.len() as u32;
        }
        self.jumps = jumps;
        self.resize((self.filled * 4 / 3 + 1).next_power_of_two());
        let mut gates = vec![None; self.nodes.len()];
        for index in 0..self.jumps.len() {
            self.jumps[index].gate = self.find_gate(self.jumps[index].to, &mut gates);
        }
    }

    /// The bits of a token without any of which nothing is found from a node on; all of them where the node itself is an end, or
    /// leads on by more than words and references.
    pub(super) fn gate(&self, node: NodeId) -> u64 {
        let node = self.nodes[node.0 as usize];
        let jumps = &self.jumps[node.first_jump as usize..node.last_jump as usize];
        let gates = jumps.iter().fold(0, |gates, jump| gates | jump.gate);
        node.gate() | gates
    }

    /// The same, while the gates of jumps are not known. Jumps lead forward in a phrase, never around.
    fn find_gate(&self, id: NodeId, known: &mut [Option<u64>]) -> u64 {
        if let Some(gate) = known[id.0 as usize] {
            return gate;
        }
        let node = self.nodes[id.0 as usize];
        let mut gate = node.gate();
        for jump in &self.jumps[node.first_jump as usize..node.last_jump as usize] {
            gate |= self.find_gate(jump.to, known);
        }
        known[id.0 as usize] = Some(gate);
        gate
    }

    /// Every edge: from, by, to.
    pub(super) fn edges(&self) -> impl Iterator<Item = (NodeId, Label, NodeId)> {
        let edges = self.edges.iter().filter(|edge| edge.2 != 0);
        edges.map(|&(from, label, to)| (NodeId(from), label, NodeId(to)))
    }

    /// Says that a phrase ends at a node.
    pub(super) fn end_here(&mut self, node: NodeId, phrase: PhraseId) {
        let node = &mut self.nodes[node.0 as usize];
        self.ends.push((phrase, node.end));
        node.end = self.ends.len() as u32;
    }

    /// The phrases that end at a node, the last one added first.
    pub(super) fn ends(&self, node: NodeId) -> impl Iterator<Item = PhraseId> {
        let mut next = self.nodes[node.0 as usize].end;
        std::iter::from_fn(move || {
            let (phrase, after) = *self.ends.get((next as usize).checked_sub(1)?)?;
            next = after;
            Some(phrase)
        })
    }

    /// The nodes that a node leads to without a token.
    pub(super) fn jumps(&self, node: NodeId) -> &[Leap] {
        let node = &self.nodes[node.0 as usize];
        &self.jumps[node.first_jump as usize..node.last_jump as usize]
    }

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
        self.resize(self.edges.len() * 2);
    }

    fn resize(&mut self, size: usize) {
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

impl Grower {
    /// The trie, of which nothing can be changed any more. `costs` are how common that is which each bit of a [`Need`] stands for.
    pub(super) fn grown(self, phrases: &[Phrase], costs: &[u64; BITS]) -> Trie {
        let (places, needs) = find_needs(&self, costs);
        let mut edges: Vec<(NodeId, Label, NodeId)> = self.edges().collect();
        edges.sort_unstable_by_key(|&(from, label, _)| (from, label.0));
        let (mut nodes, mut ends) = (Vec::with_capacity(self.nodes.len()), Vec::new());
        let mut next = 0;
        for (index, (node, need)) in self.nodes.iter().zip(places).enumerate() {
            let first_edge = next;
            next += edges[next..].partition_point(|edge| edge.0.index() == index);
            let first_end = ends.len() as u32;
            ends.extend(self.ends(NodeId(index as u32)).map(|phrase| {
                let Phrase { list, mark, .. } = phrases[phrase.0 as usize];
                End { phrase, list, mark }
            }));
            nodes.push(Node {
                leaving: node.leaving,
                need,
                first_edge: first_edge as u32,
                last_edge: next as u32,
                first_end,
                last_end: ends.len() as u32,
                first_jump: node.first_jump,
                last_jump: node.last_jump,
            });
        }
        let edges: Vec<(Label, NodeId)> = edges.iter().map(|&(_, by, to)| (by, to)).collect();
        let jumps: Vec<Jump> = self
            .jumps
            .iter()
            .map(|&Leap { to, gate, .. }| Jump { to, gate })
            .collect();
        Trie::new(self.roots, &nodes, &edges, &ends, &jumps, &needs)
    }
}

fn hash(node: u32, label: Label) -> usize {
    let key = u64::from(node) << 32 | u64::from(label.0);
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}
