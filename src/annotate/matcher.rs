//! The walk along the trie from each token of a text.

use crate::annotate::book::{Entry, List, WordFacts};
use crate::annotate::finds::{Finds, Found};
use crate::annotate::label::{Label, Leaving};
use crate::annotate::search::Hints;
use crate::annotate::stored::Rows;
use crate::annotate::trie::{End, Node, NodeId, Ways};
use crate::annotate::{Mark, Stage, WordId};
use crate::document::{Token, TokenKind};

/// Some tokens of a text, and what is known of them.
pub(super) struct Matcher<'a> {
    pub(super) ways: Ways<'a>,
    pub(super) facts: Rows<'a, WordFacts>,
    pub(super) groups: Rows<'a, u32>,
    pub(super) entries: Rows<'a, Entry>,
    pub(super) lists: &'a [List],
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a [WordId],
    pub(super) hints: &'a mut Hints,
    pub(super) finds: &'a mut Finds,
}

impl Matcher<'_> {
    /// One pass for each stage and level of references. A phrase of level `n` holds a match of a list that is whole after pass `n - 1`
    /// exactly, so a pass without such a match before it is left out.
    pub(super) fn run(mut self, stages: impl Iterator<Item = Stage>, levels: usize) {
        for stage in stages.map(|stage| stage as usize) {
            for level in 0..levels {
                if level == 0 || self.finds.has_whole(level - 1) {
                    self.pass(stage * levels + level);
                    self.finds.link_new(self.lists, self.hints);
                }
                self.finds.hide(level, self.lists);
            }
        }
    }

    fn pass(&mut self, index: usize) {
        let root = self.ways.node(NodeId(index as u32));
        let leaving = root.leaving;
        let signs = leaving.any_word() || leaving.number();
        let bit = 1 << index;
        if self.hints.any & bit == 0 && !signs || !self.ways.may_go_on(&root, &self.hints.present) {
            return;
        }
        for start in 0..self.hints.starts.len() {
            let starts = self.hints.starts[start].roots & bit != 0;
            let by_sign = signs
                && (leaving.any_word() || leaving.number() && self.is_number(&self.tokens[start]));
            if !starts && !by_sign {
                continue;
            }
            let known = self.finds.len();
            let way = Way { start, skipped: 0 };
            if starts {
                self.enter(index as u8, start, way);
                if leaving.references() {
                    self.step_references(&root, start, way);
                }
            }
            if by_sign {
                self.step_signs(&root, start, way);
            }
            self.finds.keep_nearest(known);
        }
    }

    /// Follows the beginnings of phrases of a root that the word at `start` allows. Roots are asked for in order.
    fn enter(&mut self, root: u8, start: usize, way: Way) {
        let own = self.hints.starts[start];
        let next = self.hints.bits[start + 1];
        let mut at = own.next_entry;
        while at < own.last_entry {
            let entry = self.entries.at(at as usize);
            if entry.root > root {
                break;
            }
            at += 1;
            if entry.root == root
                && may(entry.gate, next)
                && (!entry.capital || self.tokens[start].capital)
            {
                self.arrive(entry.node, start + 1, way);
            }
        }
        self.hints.starts[start].next_entry = at;
    }

    /// Follows every edge out of `node` that the token at `at` allows. The depth of the recursion is bounded by the length of
    /// a phrase.
    fn step(&mut self, node: &Node, at: usize, way: Way) {
        let leaving = node.leaving;
        let Some(token) = self.tokens.get(at) else {
            return;
        };
        if leaving.turns_away(self.hints.bits[at]) {
            return;
        }
        let word = self.words[at];
        let facts = self.facts.at(word.index());
        if leaving.any_of(facts.bits) {
            let groups = self.groups;
            let groups = || groups.range(facts.first_group, facts.last_group);
            if leaving.words() {
                self.follow(node, Label::word(word, false), at + 1, way);
            }
            if leaving.groups() {
                for group in groups() {
                    self.follow(node, Label::group(group, false), at + 1, way);
                }
            }
            if leaving.capitals() && token.capital {
                self.follow(node, Label::word(word, true), at + 1, way);
                for group in groups() {
                    self.follow(node, Label::group(group, true), at + 1, way);
                }
            }
        }
        if leaving.any_word() || leaving.number() {
            self.step_signs(node, at, way);
        }
        if leaving.references() {
            self.step_references(node, at, way);
        }
        for longest in leaving.gaps() {
            self.step_gap(node, longest, at, way);
        }
        // A quotation mark between two words of a phrase is passed over, once: `a "legal" casino`.
        if is_quote(token.kind)
            && at > way.start
            && !is_quote(self.tokens[at - 1].kind)
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| !is_quote(next.kind))
        {
            self.step(node, at + 1, way);
        }
    }

    fn step_gap(&mut self, node: &Node, longest: u8, at: usize, way: Way) {
        let Some(after) = self.ways.child(node, Label::gap(longest)) else {
            return;
        };
        for skip in 0..=usize::from(longest) {
            if skip > 0
                && self
                    .tokens
                    .get(at + skip - 1)
                    .is_none_or(|token| token.kind.ends_clause())
            {
                break;
            }
            let skipped = way.skipped.saturating_add(skip as u8);
            self.arrive(after, at + skip, Way { skipped, ..way });
        }
    }

    fn step_signs(&mut self, node: &Node, at: usize, way: Way) {
        let leaving: Leaving = node.leaving;
        let token = &self.tokens[at];
        let wordlike = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        if leaving.any_word() && wordlike {
            self.follow(node, Label::ANY_WORD, at + 1, way);
            if token.capital {
                self.follow(node, Label::ANY_CAPITAL, at + 1, way);
            }
        }
        if leaving.number() && self.is_number(token) {
            self.follow(node, Label::NUMBER, at + 1, way);
        }
    }

    fn step_references(&mut self, node: &Node, at: usize, way: Way) {
        let mut next = self.finds.link(at);
        while let Some(found) = self.finds.linked(next) {
            next = found.next;
            let (strong, weak) = match found.mark {
                _ if found.hidden => (false, false),
                Mark::Plain | Mark::Up | Mark::Down | Mark::Strong => (true, true),
                Mark::Weak => (false, true),
                Mark::Anaphor | Mark::Never => (false, false),
            };
            if strong {
                let label = Label::reference(found.list.0, false);
                self.follow(node, label, found.end as usize, way);
            }
            if weak {
                let label = Label::reference(found.list.0, true);
                self.follow(node, label, found.end as usize, way);
            }
        }
    }

    /// A number, or a word that starts as one (`1990s`, `53A`).
    fn is_number(&self, token: &Token) -> bool {
        let first = self.text.as_bytes().get(token.range.start as usize);
        token.kind == TokenKind::Number
            || token.kind == TokenKind::Word && first.is_some_and(u8::is_ascii_digit)
    }

    #[inline]
    fn follow(&mut self, node: &Node, label: Label, at: usize, way: Way) {
        if node.leaving.may(label)
            && let Some(child) = self.ways.child(node, label)
        {
            self.arrive(child, at, way);
        }
    }

    #[inline]
    fn arrive(&mut self, node: NodeId, at: usize, way: Way) {
        let node = self.ways.node(node);
        if self.ways.may_go_on(&node, &self.hints.present) {
            self.go_on(&node, at, way);
        }
    }

    fn go_on(&mut self, node: &Node, at: usize, way: Way) {
        for End { phrase, list, mark } in self.ways.ends(node) {
            self.finds.push(Found {
                start: way.start as u32,
                end: at as u32,
                phrase,
                next: 0,
                list,
                mark,
                skipped: way.skipped,
                hidden: false,
            });
        }
        if node.leaving.any() {
            self.step(node, at, way);
        }
        let bits = self.hints.bits[at];
        for jump in self.ways.jumps(node) {
            if may(jump.gate, bits) {
                self.arrive(jump.to, at, way);
            }
        }
    }
}

/// Where a phrase that is being followed started, and how many tokens its gaps hold.
#[derive(Clone, Copy)]
struct Way {
    start: usize,
    skipped: u8,
}

/// Whether anything can be found behind a gate at a token with these bits.
fn may(gate: u64, bits: u64) -> bool {
    gate == u64::MAX || gate & bits != 0
}

fn is_quote(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::OpenQuote | TokenKind::CloseQuote)
}
