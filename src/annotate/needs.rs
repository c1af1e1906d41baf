//! What must stand somewhere in a text for anything to be found from a node of the trie on.

use std::collections::HashMap;

use crate::annotate::grow::Grower;
use crate::annotate::label::Label;
use crate::annotate::stored::Plain;
use crate::annotate::trie::NodeId;

/// Words and lists, of which one at least must stand in the text. Each has one of 256 bits for words and 256 for lists; some share
/// one, so that more may seem to stand there than does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Need([u64; PARTS]);

const PARTS: usize = 8;
/// How many bits there are.
pub(super) const BITS: usize = PARTS * 64;
const HALF: u32 = BITS as u32 / 2;

impl Need {
    /// The bit of a word, of a group of words or of a reference; none for any other label.
    pub(super) fn bit(label: Label) -> Option<usize> {
        let word = label.as_word().map(|word| word.0);
        word.or_else(|| label.as_group())
            .map(|word| word % HALF)
            .or_else(|| {
                let list = label.as_reference()?;
                Some(HALF + u32::from(list) % HALF)
            })
            .map(|bit| bit as usize)
    }

    pub(super) fn add(&mut self, label: Label) {
        if let Some(bit) = Self::bit(label) {
            self.set(bit);
        }
    }

    fn set(&mut self, bit: usize) {
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn also(&mut self, other: Self) {
        for (part, more) in self.0.iter_mut().zip(other.0) {
            *part |= more;
        }
    }

    #[inline]
    pub(super) fn meets(&self, other: &Self) -> bool {
        let shared = self.0.iter().zip(&other.0);
        shared.fold(0, |all, (one, other)| all | one & other) != 0
    }

    fn cost(self, costs: &[u64; BITS]) -> u64 {
        let bits = (0..BITS).filter(|bit| self.0[bit / 64] >> (bit % 64) & 1 != 0);
        bits.fold(0, |all, bit| all.saturating_add(costs[bit]))
    }
}

/// What each node needs, while some are not known. 0 is nothing, and stands for a need that cannot be told.
struct Finder<'t> {
    trie: &'t Grower,
    /// Node, label and child of each edge, by node.
    edges: Vec<(NodeId, Label, NodeId)>,
    costs: &'t [u64; BITS],
    needs: Vec<(Need, u64)>,
    places: HashMap<Need, u32>,
    known: Vec<Option<u32>>,
}

/// Of each node of a trie the place of what it needs, and the needs; the first one is nothing, and always met. `costs` are how
/// common that is which each bit stands for: of several needs, the least common is kept.
pub(super) fn find_needs(trie: &Grower, costs: &[u64; BITS]) -> (Vec<u32>, Vec<Need>) {
    let mut edges: Vec<_> = trie.edges().collect();
    edges.sort_unstable_by_key(|edge| edge.0);
    let mut finder = Finder {
        trie,
        edges,
        costs,
        needs: vec![(Need::default(), u64::MAX)],
        places: HashMap::new(),
        known: vec![None; trie.len()],
    };
    // A phrase may be long, so its nodes wait in a list of their own and not on the stack.
    let mut open: Vec<NodeId> = (0..trie.len() as u32).map(NodeId).collect();
    while let Some(&node) = open.last() {
        let before = open.len();
        if finder.known[node.index()].is_none() {
            let next = finder.next(node);
            open.extend(next.filter(|next| finder.known[next.index()].is_none()));
        }
        if open.len() == before {
            open.pop();
            if finder.known[node.index()].is_none() {
                finder.known[node.index()] = Some(finder.need(node));
            }
        }
    }
    let needs = finder.needs.into_iter().map(|(need, _)| need).collect();
    let places = finder.known.into_iter().map(|place| place.unwrap_or(0));
    (places.collect(), needs)
}

impl Finder<'_> {
    fn edges_of(&self, node: NodeId) -> &[(NodeId, Label, NodeId)] {
        let start = self.edges.partition_point(|edge| edge.0 < node);
        let end = self.edges.partition_point(|edge| edge.0 <= node);
        &self.edges[start..end]
    }

    fn next(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let jumps = self.trie.jumps(node).iter().map(|jump| jump.to);
        self.edges_of(node).iter().map(|edge| edge.2).chain(jumps)
    }

    /// The need of a node, once those of all nodes that it leads to are known.
    fn need(&mut self, node: NodeId) -> u32 {
        if self.trie.ends(node).next().is_some() {
            return 0;
        }
        let of = |node: NodeId| self.needs[self.known[node.index()].unwrap_or(0) as usize];
        let by_edge = self.edges_of(node).iter().map(|&(_, label, child)| {
            let behind = of(child);
            match Need::bit(label) {
                Some(bit) if self.costs[bit] < behind.1 => {
                    let mut own = Need::default();
                    own.set(bit);
                    (own, self.costs[bit])
                }
                _ => behind,
            }
        });
        let jumps = self.trie.jumps(node).iter().map(|jump| of(jump.to));
        let mut all = Need::default();
        for (need, cost) in by_edge.chain(jumps) {
            if cost == u64::MAX {
                return 0;
            }
            all.also(need);
        }
        let cost = all.cost(self.costs);
        if cost == u64::MAX {
            return 0;
        }
        let new = self.needs.len() as u32;
        let place = *self.places.entry(all).or_insert(new);
        if place == new {
            self.needs.push((all, cost));
        }
        place
    }
}

impl Plain for Need {
    const SIZE: usize = BITS / 8;
    fn put(self, out: &mut Vec<u8>) {
        for part in self.0 {
            part.put(out);
        }
    }
    #[inline(always)]
    fn get(bytes: &[u8]) -> Self {
        let mut need = Self::default();
        for (part, bytes) in need.0.iter_mut().zip(bytes.chunks_exact(8)) {
            *part = u64::get(bytes);
        }
        need
    }
}
