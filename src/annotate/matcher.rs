use crate::annotate::trie::{Label, Leaving, NodeId, Trie};
use crate::annotate::{Book, ListId, Mark, PhraseId, WordId};
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

/// A match while others are still looked for.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: u32,
    end: u32,
    phrase: PhraseId,
    /// How many tokens its gaps hold.
    skipped: u32,
    hidden: bool,
    /// One past the index of another match with the same start.
    next: u32,
}

impl Book {
    /// Cuts a block's text into words and finds every phrase in it.
    pub fn annotate(&self, text: &str) -> Annotated {
        let tokens = tokenize(text);
        let words = tokens
            .iter()
            .map(|token| {
                let range = token.range.start as usize..token.range.end as usize;
                self.vocabulary.look_up(&text[range])
            })
            .collect();
        let mut annotated = Annotated {
            tokens,
            words,
            matches: Vec::new(),
        };
        annotated.matches = Matcher::new(self, text, &annotated).run();
        annotated
    }

    pub(super) fn list_of(&self, phrase: PhraseId) -> ListId {
        self.phrases
            .get(phrase.0 as usize)
            .map_or(ListId(u16::MAX), |phrase| phrase.list)
    }
}

/// The matches that start at a token.
#[derive(Debug, Clone, Copy, Default)]
struct Head {
    /// One past the index in `found` of the last one; 0 for none.
    first: u32,
    /// Bit `n` is set where a phrase of level `n` starts with a reference to one of their lists.
    starts: u16,
}

struct Matcher<'a> {
    book: &'a Book,
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [WordId],
    found: Vec<Found>,
    /// Of each token, what starts there; empty while nothing does.
    heads: Vec<Head>,
}

impl<'a> Matcher<'a> {
    fn new(book: &'a Book, text: &'a str, annotated: &'a Annotated) -> Self {
        Self {
            book,
            text,
            tokens: &annotated.tokens,
            words: &annotated.words,
            found: Vec::new(),
            heads: Vec::new(),
        }
    }

    /// One pass for each level of references. A phrase of level `n` holds a match of a list that is whole after pass `n - 1`
    /// exactly, so a pass without such a match before it is left out.
    fn run(mut self) -> Vec<Match> {
        for level in 0..self.book.trie.roots() {
            let below = |found: &Found| self.list_level(found) + 1 == level;
            if level == 0 || self.found.iter().any(below) {
                let known = self.found.len();
                self.pass(level);
                self.keep_nearest(known);
                self.chain(known);
            }
            self.hide(level);
        }
        self.longest()
    }

    fn pass(&mut self, level: usize) {
        let root = Trie::root(level);
        let leads = |label| self.book.trie.child(root, label).is_some();
        let by_any_word = leads(Label::ANY_WORD);
        let by_capital = leads(Label::ANY_CAPITAL);
        let by_number = leads(Label::NUMBER);
        let bit = 1 << level;
        for start in 0..self.words.len() {
            let by_word = self.book.words[self.words[start].index()].starts;
            let by_match = self.heads.get(start).map_or(0, |head| head.starts);
            let token = &self.tokens[start];
            if (by_word | by_match) & bit != 0
                || by_any_word
                || by_capital && token.capital
                || by_number && self.is_number(token)
            {
                self.step(root, start, Way { start, skipped: 0 });
            }
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
        let facts = &book.words[word.index()];
        let groups = facts.first_group as usize..facts.last_group as usize;
        if word != WordId::UNKNOWN {
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
        if leaving.references() {
            let mut next = self.heads.get(at).map_or(0, |head| head.first);
            while let Some(found) = (next as usize).checked_sub(1).map(|i| self.found[i]) {
                next = found.next;
                let phrase = &book.phrases[found.phrase.0 as usize];
                let (strong, weak) = match phrase.mark {
                    _ if found.hidden => (false, false),
                    Mark::Plain | Mark::Up | Mark::Down | Mark::Strong => (true, true),
                    Mark::Weak => (false, true),
                    Mark::Anaphor | Mark::Never => (false, false),
                };
                if strong {
                    let label = Label::reference(phrase.list.0, false);
                    self.follow(node, leaving, label, found.end as usize, way);
                }
                if weak {
                    let label = Label::reference(phrase.list.0, true);
                    self.follow(node, leaving, label, found.end as usize, way);
                }
            }
        }
        for longest in leaving.gaps() {
            let Some(after) = book.trie.child(node, Label::gap(longest)) else {
                continue;
            };
            for skip in 0..=usize::from(longest) {
                if skip > 0 && self.tokens.get(at + skip - 1).is_none_or(ends_gap) {
                    break;
                }
                let skipped = way.skipped + skip as u32;
                self.arrive(after, at + skip, Way { skipped, ..way });
            }
        }
        // A quotation mark between two words of a phrase is passed over, once: `a "legal" brothel`.
        let quote = |kind| matches!(kind, TokenKind::OpenQuote | TokenKind::CloseQuote);
        if quote(token.kind)
            && at > way.start
            && !quote(self.tokens[at - 1].kind)
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| !quote(next.kind))
        {
            self.step(node, at + 1, way);
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
        for phrase in trie.ends(node) {
            self.found.push(Found {
                start: way.start as u32,
                end: at as u32,
                phrase,
                skipped: way.skipped,
                hidden: false,
                next: 0,
            });
        }
        if trie.leaving(node).any() {
            self.step(node, at, way);
        }
        for next in trie.jumps(node) {
            self.arrive(next, at, way);
        }
    }

    /// Of the new matches of one phrase with one start, keeps the one with the shortest gaps, the longest of those.
    fn keep_nearest(&mut self, known: usize) {
        let new = &mut self.found[known..];
        if new.len() < 2 {
            return;
        }
        new.sort_unstable_by_key(|found| {
            (
                found.start,
                found.phrase,
                found.skipped,
                u32::MAX - found.end,
            )
        });
        let mut kept = known;
        for index in known..self.found.len() {
            let found = self.found[index];
            let same = |other: &Found| (other.start, other.phrase) == (found.start, found.phrase);
            if kept == known || !same(&self.found[kept - 1]) {
                self.found[kept] = found;
                kept += 1;
            }
        }
        self.found.truncate(kept);
    }

    /// Hides what the near misses of the lists that are whole after this level overlap.
    fn hide(&mut self, level: usize) {
        let mut misses: Vec<(ListId, u32, u32)> = Vec::new();
        for found in &self.found {
            let phrase = &self.book.phrases[found.phrase.0 as usize];
            if phrase.mark == Mark::Never && self.list_level(found) == level {
                misses.push((phrase.list, found.start, found.end));
            }
        }
        if misses.is_empty() {
            return;
        }
        misses.sort_unstable();
        // One that starts inside another lengthens it, so that ends rise with starts and one look is enough.
        misses.dedup_by(|next, before| {
            let overlap = next.0 == before.0 && next.1 < before.2;
            if overlap {
                before.2 = before.2.max(next.2);
            }
            overlap
        });
        for found in &mut self.found {
            let phrase = &self.book.phrases[found.phrase.0 as usize];
            let next =
                misses.partition_point(|miss| (miss.0, miss.2) <= (phrase.list, found.start));
            found.hidden |= phrase.mark != Mark::Never
                && misses
                    .get(next)
                    .is_some_and(|miss| miss.0 == phrase.list && miss.1 < found.end);
        }
    }

    /// Makes the new matches known to the passes after this one.
    fn chain(&mut self, known: usize) {
        if known < self.found.len() && self.heads.is_empty() {
            self.heads.resize(self.words.len(), Head::default());
        }
        for index in known..self.found.len() {
            let found = &mut self.found[index];
            let phrase = &self.book.phrases[found.phrase.0 as usize];
            let head = &mut self.heads[found.start as usize];
            head.starts |= self.book.lists[phrase.list.0 as usize].starts;
            found.next = std::mem::replace(&mut head.first, index as u32 + 1);
        }
    }

    /// The matches that no longer one holds, in order.
    fn longest(mut self) -> Vec<Match> {
        self.found.retain(|found| !found.hidden);
        if self.found.is_empty() {
            return Vec::new();
        }
        let phrases = &self.book.phrases;
        self.found.sort_unstable_by_key(|found| {
            let phrase = &phrases[found.phrase.0 as usize];
            let longest_first = u32::MAX - found.end;
            (
                found.start,
                longest_first,
                phrase.list,
                phrase.mark,
                found.phrase,
            )
        });
        // The end and the mark of the last kept match of each list and weight: ends rise, since one inside it is not kept.
        let mut held = vec![[(0u32, 0u32, Mark::Plain); WEIGHTS]; self.book.lists.len()];
        let mut matches = Vec::with_capacity(self.found.len());
        for found in &self.found {
            let phrase = &phrases[found.phrase.0 as usize];
            let holders = &mut held[phrase.list.0 as usize];
            let inside = holders_of(phrase.mark).iter().any(|&weight| {
                let (start, end, mark) = holders[weight];
                let longer = (start, end) != (found.start, found.end);
                found.end <= end && (longer || !are_opposites(mark, phrase.mark))
            });
            if inside {
                continue;
            }
            holders[weight(phrase.mark)] = (found.start, found.end, phrase.mark);
            matches.push(Match {
                start: found.start,
                end: found.end,
                phrase: found.phrase,
            });
        }
        matches
    }

    fn list_level(&self, found: &Found) -> usize {
        let list = self.book.phrases[found.phrase.0 as usize].list;
        usize::from(self.book.lists[list.0 as usize].level)
    }
}

/// Where a phrase that is being followed started, and how many tokens its gaps hold.
#[derive(Clone, Copy)]
struct Way {
    start: usize,
    skipped: u32,
}

const WEIGHTS: usize = 4;

/// Which marks are weighed against each other.
fn weight(mark: Mark) -> usize {
    match mark {
        Mark::Plain | Mark::Up | Mark::Down | Mark::Strong => 0,
        Mark::Weak => 1,
        Mark::Anaphor => 2,
        Mark::Never => 3,
    }
}

/// The weights of which a longer match takes the place of one with this mark.
fn holders_of(mark: Mark) -> &'static [usize] {
    match mark {
        Mark::Plain | Mark::Up | Mark::Down | Mark::Strong => &[0],
        Mark::Weak => &[0, 1],
        Mark::Anaphor => &[0, 1, 2],
        Mark::Never => &[3],
    }
}

/// Whether the same words count under both marks.
fn are_opposites(one: Mark, other: Mark) -> bool {
    matches!(
        (one, other),
        (Mark::Up, Mark::Down) | (Mark::Down, Mark::Up)
    )
}

/// The marks that a gap does not cross.
fn ends_gap(token: &Token) -> bool {
    match token.kind {
        TokenKind::Stop
        | TokenKind::QuestionMark
        | TokenKind::ExclamationMark
        | TokenKind::Semicolon
        | TokenKind::Colon
        | TokenKind::Dash
        | TokenKind::LineBreak => true,
        TokenKind::Word
        | TokenKind::Number
        | TokenKind::Comma
        | TokenKind::Slash
        | TokenKind::Open
        | TokenKind::Close
        | TokenKind::OpenQuote
        | TokenKind::CloseQuote
        | TokenKind::Symbol => false,
    }
}
