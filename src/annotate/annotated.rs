use std::ops::Range;

use crate::annotate::search::Search;
use crate::annotate::{Book, ListId, PhraseId, WordId};
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
    pub(super) searches: Vec<Search>,
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
    /// Matches without the text that they stand in, to be asked for mentions.
    pub fn of_matches(matches: Vec<Match>) -> Self {
        Self {
            matches,
            ..Self::default()
        }
    }

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
            self.searches.push(search.moved(tokens));
        }
    }

    /// Whether a mark before the token at `end` keeps every phrase from going on beyond it.
    pub fn is_parted(&self, end: usize) -> bool {
        let before = self.tokens.iter().zip(&self.words).take(end).rev();
        let mut marks = before.take_while(|(token, word)| {
            **word == WordId::UNKNOWN && !matches!(token.kind, TokenKind::Word | TokenKind::Number)
        });
        marks.any(|(token, _)| token.kind.ends_clause())
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
        let index = self.vocabulary.index();
        let words = tokens
            .iter()
            .map(|token| index.look_up(text, token.range.start as usize..token.range.end as usize))
            .collect();
        Annotated {
            tokens,
            words,
            matches: Vec::new(),
            searches: Vec::new(),
        }
    }

    /// Cuts a block's text into words and finds every phrase of every list in it.
    pub fn annotate(&self, text: &str) -> Annotated {
        let mut annotated = self.cut(text);
        annotated.matches = self.find_all(text, &annotated);
        annotated
    }

    pub(super) fn list_of(&self, phrase: PhraseId) -> ListId {
        self.info(phrase)
            .map_or(ListId(u16::MAX), |phrase| phrase.list)
    }
}
