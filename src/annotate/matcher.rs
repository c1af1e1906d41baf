use std::ops::Range;

use crate::annotate::book::Phrase;
use crate::annotate::finds::{Finds, Found, Hints, Search};
use crate::annotate::label::{Label, Leaving};
use crate::annotate::needs::Need;
use crate::annotate::trie::{NodeId, Trie};
use crate::annotate::{Book, ListId, Mark, PhraseId, Stage, WordId};
use crate::document::{TextRange, Token, TokenKind, tokenize};

/// A block's text as words, and where phrases stand in it.
#[derive(Debug, Clone, Default)]
pub struct Annotated {
    /// Words, numbers and marks, in order.
    pub tokens: Vec<Token>,
    /// Of each token its word.
    pub words: Vec<WordId>,
    /// Where phrases stand: by start, the longest first, then by list. No match of a list lies inside a longer one of the same list
    /// that counts at least as much (a near miss and an anaphor only ever hold their own kind), and none that a near miss
    /// hides is here.
    pub matches: Vec<Match>,
    /// What was searched so far, by token.
    searches: Vec<Search>,
}

/// A phrase in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Match {
    /// Its first token.
    pub start: u32,
    /// The token after its last one.
    pub end: u32,
    /// The phrase.
    pub phrase: PhraseId,
}

impl Annotated {
    /// The matches of one list.
    pub fn of(&self, book: &Book, list: ListId) -> impl Iterator<Item = Match> {
        self.matches
            .iter()
            .copied()
            .filter(move |found| book.list_of(found.phrase) == list)
    }

    /// Takes over what was searched in some tokens of another block where these here are the same.
    pub fn borrow(&mut self, tokens: Range<usize>, other: &Self, theirs: Range<usize>) {
        let Some(search) = other.searches.iter().find(|search| search.tokens == theirs) else {
            return;
        };
        let look = |token: &Token| (token.kind, token.capital);
        let same = self.words.get(tokens.clone()) == other.words.get(theirs.clone())
            && match (self.tokens.get(tokens.clone()), other.tokens.get(theirs)) {
                (Some(own), Some(theirs)) => own.iter().map(look).eq(theirs.iter().map(look)),
                _ => false,
            };
        if same {
            self.searches.push(Search {
                tokens,
                ..search.clone()
            });
        }
    }

    /// Where a match stands in the block's plain text.
    pub fn range(&self, found: Match) -> TextRange {
        self.tokens_range(found.start, found.end)
    }

    /// Where the tokens `start..end` stand in the block's plain text; empty for none.
    pub fn tokens_range(&self, start: u32, end: u32) -> TextRange {
        match self.tokens.get(start as usize..end as usize) {
            Some([first, .., last]) => TextRange {
                start: first.range.start,
                end: last.range.end,
            },
            Some([only]) => only.range,
            _ => TextRange::default(),
        }
    }
}

impl Book {
    /// Cuts a block's text into words, and finds nothing in it yet.
    pub fn cut(&self, text: &str) -> Annotated {
        let tokens = tokenize(text);
        let words = tokens
            .iter()
            .map(|token| {
                let range = token.range.start as usize..token.range.end as usize;
                self.vocabulary.look_up(text, range)
            })
            .collect();
        Annotated {
            tokens,
            words,
            matches: Vec::new(),
            searches: Vec::new(),
        }
    }

    /// Cuts a block's text into words and finds every phrase in it.
    pub fn annotate(&self, text: &str) -> Annotated {
        let mut annotated = self.cut(text);
        annotated.matches = self.find(Stage::Fourth, text, &annotated, 0..annotated.words.len());
        annotated
    }

    /// Finds the phrases of the lists up to a stage, at least, in a block that was cut into words already, in some of its tokens alone. The
    /// matches are by token of the block.
    pub fn find(
        &self,
        last: Stage,
        text: &str,
        annotated: &Annotated,
        tokens: Range<usize>,
    ) -> Vec<Match> {
        let known = annotated
            .searches
            .iter()
            .find(|search| search.tokens == tokens);
        match known {
            Some(search) if search.stages > last as usize => self.found(search),
            Some(search) => self.found(&self.search(last, text, annotated, search.clone())),
            None => {
                let new = self.new_search(annotated, tokens);
                self.found(&self.search(last, text, annotated, new))
            }
        }
    }

    /// The matches of a search, by token of the block.
    fn found(&self, search: &Search) -> Vec<Match> {
        let offset = search.tokens.start as u32;
        let mut matches = search.finds.longest(self.lists.len());
        if offset > 0 {
            for found in &mut matches {
                found.start += offset;
                found.end += offset;
            }
        }
        matches
    }

    /// The search of some tokens that has found nothing yet.
    fn new_search(&self, annotated: &Annotated, tokens: Range<usize>) -> Search {
        let kinds = annotated.tokens.get(tokens.clone()).unwrap_or(&[]);
        let words = annotated.words.get(tokens.clone()).unwrap_or(&[]);
        Search {
            tokens,
            stages: 0,
            hints: self.hints(kinds, words),
            finds: Finds::with_capacity(words.len() * FOUND_A_TOKEN),
        }
    }

    /// Goes on with a search up to a stage.
    fn search(&self, last: Stage, text: &str, annotated: &Annotated, search: Search) -> Search {
        let tokens = search.tokens.clone();
        let matcher = Matcher {
            book: self,
            text,
            tokens: annotated.tokens.get(tokens.clone()).unwrap_or(&[]),
            words: annotated.words.get(tokens).unwrap_or(&[]),
            hints: search.hints,
            finds: search.finds,
        };
        let (hints, finds) = matcher.run(search.stages..last as usize + 1);
        Search {
            tokens: search.tokens,
            stages: search.stages.max(last as usize + 1),
            hints,
            finds,
        }
    }

    fn hints(&self, tokens: &[Token], words: &[WordId]) -> Hints {
        let mut hints = Hints {
            bits: Vec::with_capacity(words.len() + 1),
            starts: Vec::with_capacity(words.len()),
            any: 0,
            present: Need::default(),
        };
        for (token, word) in tokens.iter().zip(words) {
            let facts = &self.words[word.index()];
            hints.starts.push(facts.starts);
            hints.any |= facts.starts;
            hints.present.add(Label::word(*word, false));
            for &group in &self.groups[facts.first_group as usize..facts.last_group as usize] {
                hints.present.add(Label::group(group, false));
            }
            hints.bits.push(match token.kind {
                TokenKind::OpenQuote | TokenKind::CloseQuote => u64::MAX,
                _ => facts.bits,
            });
        }
        hints.bits.push(0);
        hints
    }

    /// Finds the phrases of the lists up to a stage in some parts of a block of which those of an earlier stage are known. The parts are ranges of tokens in
    /// order; what stands across the end of one counts with it.
    pub fn complete(
        &self,
        last: Stage,
        text: &str,
        annotated: &mut Annotated,
        parts: &[Range<usize>],
    ) {
        let mut matches = Vec::with_capacity(annotated.matches.len() + parts.len() * 16);
        let mut next = 0;
        let mut done = 0;
        for part in parts {
            let known = |at: &mut usize, before: usize| {
                let from = *at;
                *at += annotated.matches[from..]
                    .partition_point(|found| (found.start as usize) < before);
                &annotated.matches[from..*at]
            };
            matches.extend_from_slice(known(&mut next, part.start));
            let end = known(&mut next, part.end)
                .iter()
                .map(|found| found.end as usize)
                .fold(part.end, usize::max);
            known(&mut next, end);
            let part = part.start.max(done)..end;
            done = end;
            let known = annotated
                .searches
                .iter()
                .position(|search| search.tokens == part);
            let search = match known {
                Some(at) => annotated.searches.swap_remove(at),
                None => self.new_search(annotated, part),
            };
            let search = self.search(last, text, annotated, search);
            matches.extend(self.found(&search));
            annotated.searches.push(search);
        }
        matches.extend_from_slice(&annotated.matches[next..]);
        annotated.matches = matches;
    }

    pub(super) fn list_of(&self, phrase: PhraseId) -> ListId {
        self.phrases
            .get(phrase.0 as usize)
            .map_or(ListId(u16::MAX), |phrase| phrase.list)
    }
}

/// How many matches a token begins, those inside of others and of building blocks among them: about so much room is made.
const FOUND_A_TOKEN: usize = 3;

struct Matcher<'a> {
    book: &'a Book,
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [WordId],
    hints: Hints,
    finds: Finds,
}

impl Matcher<'_> {
    /// One pass for each stage and level of references. A phrase of level `n` holds a match of a list that is whole after pass `n - 1`
    /// exactly, so a pass without such a match before it is left out.
    fn run(mut self, stages: Range<usize>) -> (Hints, Finds) {
        let levels = self.book.trie.roots() / Stage::ALL.len();
        for stage in stages {
            for level in 0..levels {
                if level == 0 || self.finds.has_whole(level - 1) {
                    self.pass(stage * levels + level);
                    self.finds.link_new(&self.book.lists, &mut self.hints);
                }
                self.finds.hide(level, &self.book.lists);
            }
        }
        (self.hints, self.finds)
    }

    fn pass(&mut self, index: usize) {
        let book = self.book;
        let root = Trie::root(index);
        let leaving = book.trie.leaving(root);
        let bit = 1 << index;
        if self.hints.any & bit == 0 && !leaving.any_word() && !leaving.number()
            || !book.trie.may_go_on(root, &self.hints.present)
        {
            return;
        }
        for start in 0..self.words.len() {
            let starts = self.hints.starts[start] & bit != 0;
            let by_sign =
                leaving.any_word() || leaving.number() && self.is_number(&self.tokens[start]);
            if !starts && !by_sign {
                continue;
            }
            let known = self.finds.len();
            let way = Way { start, skipped: 0 };
            if starts {
                let facts = &book.words[self.words[start].index()];
                let entries = &book.entries[facts.first_entry as usize..facts.last_entry as usize];
                let first = entries.partition_point(|entry| entry.root < index as u8);
                let own = entries[first..]
                    .iter()
                    .take_while(|entry| entry.root == index as u8);
                for entry in own {
                    if may(entry.gate, self.hints.bits[start + 1])
                        && (!entry.capital || self.tokens[start].capital)
                    {
                        self.arrive(entry.node, start + 1, way);
                    }
                }
                if leaving.references() {
                    self.step_references(root, leaving, start, way);
                }
            }
            if by_sign {
                self.step_signs(root, leaving, start, way);
            }
            self.finds.keep_nearest(known);
        }
    }

    /// Follows every edge out of `node` that the token at `at` allows. The depth of the recursion is bounded by the length of
    /// a phrase.
    fn step(&mut self, node: NodeId, at: usize, way: Way) {
        let book = self.book;
        let leaving = book.trie.leaving(node);
        let Some(token) = self.tokens.get(at) else {
            return;
        };
        let word = self.words[at];
        if leaving.turns_away(self.hints.bits[at]) {
            return;
        }
        let facts = &book.words[word.index()];
        let groups = facts.first_group as usize..facts.last_group as usize;
        if leaving.any_of(facts.bits) {
            if leaving.words() {
                self.follow(node, leaving, Label::word(word, false), at + 1, way);
            }
            if leaving.groups() {
                for &group in &book.groups[groups.clone()] {
                    self.follow(node, leaving, Label::group(group, false), at + 1, way);
                }
            }
            if leaving.capitals() && token.capital {
                self.follow(node, leaving, Label::word(word, true), at + 1, way);
                for &group in &book.groups[groups] {
                    self.follow(node, leaving, Label::group(group, true), at + 1, way);
                }
            }
        }
        if leaving.any_word() || leaving.number() {
            self.step_signs(node, leaving, at, way);
        }
        if leaving.references() {
            self.step_references(node, leaving, at, way);
        }
        for longest in leaving.gaps() {
            let Some(after) = book.trie.child(node, Label::gap(longest)) else {
                continue;
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

    fn step_signs(&mut self, node: NodeId, leaving: Leaving, at: usize, way: Way) {
        let token = &self.tokens[at];
        let wordlike = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        if leaving.any_word() && wordlike {
            self.follow(node, leaving, Label::ANY_WORD, at + 1, way);
            if token.capital {
                self.follow(node, leaving, Label::ANY_CAPITAL, at + 1, way);
            }
        }
        if leaving.number() && self.is_number(token) {
            self.follow(node, leaving, Label::NUMBER, at + 1, way);
        }
    }

    fn step_references(&mut self, node: NodeId, leaving: Leaving, at: usize, way: Way) {
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
                self.follow(node, leaving, label, found.end as usize, way);
            }
            if weak {
                let label = Label::reference(found.list.0, true);
                self.follow(node, leaving, label, found.end as usize, way);
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
    fn follow(&mut self, node: NodeId, leaving: Leaving, label: Label, at: usize, way: Way) {
        if leaving.may(label)
            && let Some(child) = self.book.trie.child(node, label)
        {
            self.arrive(child, at, way);
        }
    }

    fn arrive(&mut self, node: NodeId, at: usize, way: Way) {
        let trie = &self.book.trie;
        if !trie.may_go_on(node, &self.hints.present) {
            return;
        }
        for phrase in trie.ends(node) {
            let Phrase { list, mark, .. } = self.book.phrases[phrase.0 as usize];
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
        if trie.leaving(node).any() {
            self.step(node, at, way);
        }
        let bits = self.hints.bits[at];
        for jump in trie.jumps(node) {
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
