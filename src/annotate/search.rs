//! How far the phrases of a book were looked for in some tokens of a block, and how that goes on.

use std::ops::Range;

use crate::annotate::finds::Finds;
use crate::annotate::label::Label;
use crate::annotate::matcher::Matcher;
use crate::annotate::needs::Need;
use crate::annotate::{Annotated, Book, Match, Stage, WordId};
use crate::document::{Token, TokenKind};

/// How far some tokens of a block were searched, so that a later stage goes on from there.
#[derive(Debug, Clone)]
pub(super) struct Search {
    /// The tokens; what was found is by token from the first of these on.
    pub(super) tokens: Range<usize>,
    /// Bit `n` is set where stage `n` is done.
    stages: u8,
    hints: Hints,
    finds: Finds,
}

/// What the walk knows of each token before it looks at the trie.
#[derive(Debug, Clone)]
pub(super) struct Hints {
    /// The bits of its word and of the references to lists of which a match starts there; all of them for a quotation mark, which
    /// is passed over. One more at the end.
    pub(super) bits: Vec<u64>,
    pub(super) starts: Vec<Start>,
    /// The bits of the roots of all of them.
    pub(super) any: u64,
    /// All words, and all lists of which a match is linked.
    pub(super) present: Need,
}

/// What may start at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// Bit `n` is set where a phrase of root `n` starts with its word, or with a reference to a list of which a match starts there.
    pub(super) roots: u64,
    /// Where in the book the beginnings of phrases stand that no pass has come to yet, by root.
    pub(super) next_entry: u32,
    pub(super) last_entry: u32,
}

impl Search {
    /// Which stages up to one are still to be done.
    fn rest(&self, last: Stage) -> impl Iterator<Item = Stage> + use<> {
        let done = self.stages;
        let way = last.way().iter().copied();
        way.filter(move |stage| done >> *stage as u8 & 1 == 0)
    }

    /// The same search of tokens that are the same.
    pub(super) fn moved(&self, tokens: Range<usize>) -> Self {
        Self {
            tokens,
            ..self.clone()
        }
    }
}

/// How many matches a token begins, those inside of others and of building blocks among them: about so much room is made.
const FOUND_A_TOKEN: usize = 3;

impl Book {
    /// Finds the phrases of the lists up to a stage, at least, in a block that was cut into words already, in some of its tokens alone. The
    /// matches are by token of the block, those of lists that are asked for.
    pub fn find(
        &self,
        last: Stage,
        text: &str,
        annotated: &Annotated,
        tokens: Range<usize>,
    ) -> Vec<Match> {
        let mut matches = Vec::new();
        let known = annotated
            .searches
            .iter()
            .find(|search| search.tokens == tokens);
        match known {
            Some(search) if search.rest(last).next().is_none() => {
                self.found(search, false, &mut matches)
            }
            _ => {
                let new = || self.new_search(annotated, tokens);
                let mut search = known.cloned().unwrap_or_else(new);
                self.go_on(last, text, annotated, &mut search);
                self.found(&search, false, &mut matches);
            }
        }
        matches
    }

    /// Finds the phrases of every list in a block.
    pub(super) fn find_all(&self, text: &str, annotated: &Annotated) -> Vec<Match> {
        let mut search = self.new_search(annotated, 0..annotated.words.len());
        self.go_on(Stage::Third, text, annotated, &mut search);
        self.go_on(Stage::Fourth, text, annotated, &mut search);
        let mut matches = Vec::new();
        self.found(&search, true, &mut matches);
        matches
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
            let mut search = match known {
                Some(at) => annotated.searches.swap_remove(at),
                None => self.new_search(annotated, part),
            };
            self.go_on(last, text, annotated, &mut search);
            self.found(&search, false, &mut matches);
            annotated.searches.push(search);
        }
        matches.extend_from_slice(&annotated.matches[next..]);
        annotated.matches = matches;
    }

    /// Adds the matches of a search, by token of the block: of every list, or of those that are asked for.
    fn found(&self, search: &Search, all: bool, matches: &mut Vec<Match>) {
        let offset = search.tokens.start as u32;
        search.finds.longest(&self.lists, all, offset, matches);
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

    fn hints(&self, tokens: &[Token], words: &[WordId]) -> Hints {
        let mut hints = Hints {
            bits: Vec::with_capacity(words.len() + 1),
            starts: Vec::with_capacity(words.len()),
            any: 0,
            present: Need::default(),
        };
        let (all, groups) = (self.facts(), self.groups.rows());
        for (token, word) in tokens.iter().zip(words) {
            let facts = all.at(word.index());
            hints.starts.push(Start {
                roots: facts.starts,
                next_entry: facts.first_entry,
                last_entry: facts.last_entry,
            });
            hints.any |= facts.starts;
            hints.present.add(Label::word(*word, false));
            for group in groups.range(facts.first_group, facts.last_group) {
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

    /// Goes on with a search up to a stage.
    fn go_on(&self, last: Stage, text: &str, annotated: &Annotated, search: &mut Search) {
        let stages = search.rest(last);
        let tokens = search.tokens.clone();
        let words = annotated.words.get(tokens.clone()).unwrap_or(&[]);
        // Beginnings are taken in the order of stages.
        if last == Stage::Third && search.stages >> Stage::Fourth as u8 & 1 != 0 {
            let facts = self.facts();
            for (start, word) in search.hints.starts.iter_mut().zip(words) {
                start.next_entry = facts.at(word.index()).first_entry;
            }
        }
        for stage in last.way() {
            search.stages |= 1 << *stage as u8;
        }
        let matcher = Matcher {
            ways: self.trie.ways(),
            facts: self.facts(),
            groups: self.groups.rows(),
            entries: self.entries.rows(),
            lists: &self.lists,
            text,
            tokens: annotated.tokens.get(tokens).unwrap_or(&[]),
            words,
            hints: &mut search.hints,
            finds: &mut search.finds,
        };
        matcher.run(stages, self.trie.roots() / Stage::ALL.len());
    }
}
