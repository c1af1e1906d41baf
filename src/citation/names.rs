use std::ops::Range;

use crate::citation::Work;
use crate::document::{Conventions, TextRange, Token, TokenKind, normalise};

/// The most words of the authors' names.
const MAX_NAMES: usize = 24;

/// Tokens of a text, with what a reader of names asks of them.
#[derive(Clone, Copy)]
pub(super) struct Names<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) conventions: &'t Conventions,
}

/// Where names stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// In brackets, where nothing else stands beside them: commas join them, and a title may stand for them.
    Bracket,
    /// In a sentence, before a bracket: commas join them only before "and" and the like.
    Sentence,
}

/// The words at the start of a text that stand in the place of a year: "n.d.", "forthcoming", "in press"; the longest of them.
pub(super) fn undated<'t>(text: &'t str, conventions: &Conventions) -> Option<&'t str> {
    let starts = |phrase: &str| {
        text.get(..phrase.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(phrase))
            && !text[phrase.len()..].starts_with(char::is_alphanumeric)
    };
    let phrases = conventions.citations.undated.iter();
    let longest = phrases
        .filter(|phrase| starts(phrase))
        .map(|phrase| phrase.len())
        .max()?;
    text.get(..longest)
}

impl<'t> Names<'t> {
    pub(super) fn word(&self, index: usize) -> &'t str {
        self.tokens
            .get(index)
            .map_or("", |token| token.range.slice(self.text))
    }

    pub(super) fn lower(&self, index: usize) -> std::borrow::Cow<'t, str> {
        normalise(self.word(index))
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The text of some tokens, from the first to the last.
    pub(super) fn range(&self, tokens: Range<usize>) -> Option<TextRange> {
        let inside = self.tokens.get(tokens)?;
        let (first, last) = (inside.first()?, inside.last()?);
        Some(TextRange::new(first.range.start, last.range.end))
    }

    /// The first token of the authors whose names stand right before the token `end`; none where those words are nobody's
    /// name: a month, a country, a law.
    pub(super) fn authors_before(&self, end: usize, setting: Setting) -> Option<usize> {
        let words = &self.conventions.citations;
        let mut first = None;
        let mut names = 0;
        let mut joined = setting == Setting::Bracket;
        let mut index = end;
        while let Some(at) = index.checked_sub(1) {
            index = at;
            let lower = self.lower(at);
            let token = &self.tokens[at];
            match token.kind {
                TokenKind::Word if token.capital => {
                    if !self.is_initial(at) && self.opens_sentence(&lower, setting) {
                        break;
                    }
                    names += 1;
                    first = Some(at);
                }
                TokenKind::Word if self.is_particle(at) => {
                    if first == Some(at + 1) {
                        first = Some(at);
                    }
                }
                TokenKind::Word if self.is_joiner(at) => joined = true,
                TokenKind::Word if self.is_others(at) && first.is_none() => joined = true,
                // "Directorate-general"; "Women's".
                TokenKind::Word if self.is_glued(at + 1) || lower.starts_with('\'') => {}
                TokenKind::Word if setting == Setting::Bracket && first.is_none() => {
                    // "Eurostat data 2015"
                    if !words.products.contains(&*lower) {
                        break;
                    }
                }
                TokenKind::Word if token.glued => {}
                TokenKind::Word => {
                    let inside = match setting {
                        Setting::Bracket => self.conventions.sources.small.contains(&*lower),
                        Setting::Sentence => words.connectors.contains(&*lower),
                    };
                    if !inside || first.is_none() {
                        break;
                    }
                }
                TokenKind::Symbol if lower == "&" => joined = true,
                TokenKind::Comma if joined || first.is_none() && setting == Setting::Bracket => {}
                TokenKind::Stop if self.is_abbreviated(at) => {}
                TokenKind::Slash => {}
                TokenKind::Close | TokenKind::Open if self.is_short_name(at) => {}
                TokenKind::OpenQuote | TokenKind::CloseQuote if setting == Setting::Bracket => {}
                _ => break,
            }
            if names > MAX_NAMES {
                return None;
            }
        }
        let first = first?;
        self.is_somebody(first..end).then_some(first)
    }

    /// Words with a capital that open a sentence or point to a source and are no part of a name behind them.
    fn opens_sentence(&self, lower: &str, setting: Setting) -> bool {
        let opener = self.conventions.starters.contains(lower)
            || self.conventions.citations.openers.contains(lower);
        self.conventions.sources.introducers.contains(lower)
            || setting == Setting::Sentence && opener
    }

    fn is_initial(&self, index: usize) -> bool {
        let word = self.word(index);
        word.chars().count() == 1 && self.kind(index + 1) == Some(TokenKind::Stop)
    }

    /// Whether the stop at `index` belongs to an initial or an abbreviation.
    fn is_abbreviated(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| {
            let word = self.word(before);
            word.chars().count() == 1
                || self.conventions.abbreviations.stands_alone(word)
                || self.is_others(before)
        })
    }

    fn is_glued(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.glued)
    }

    pub(super) fn is_particle(&self, index: usize) -> bool {
        let followed = self.tokens.get(index + 1).is_some_and(|next| {
            next.capital || next.kind == TokenKind::Word && !self.is_others(index)
        });
        // "al" of "et al." is none.
        followed
            && self
                .conventions
                .citations
                .particles
                .contains(&*self.lower(index))
    }

    /// "and", "&"
    pub(super) fn is_joiner(&self, index: usize) -> bool {
        self.conventions.headings.joiners.contains(self.word(index))
    }

    /// "et al.", "and colleagues"
    pub(super) fn is_others(&self, index: usize) -> bool {
        self.conventions
            .citations
            .others
            .contains(&*self.lower(index))
    }

    /// Whether the bracket at `index` is one around the short form of a name: `[ILO]`.
    fn is_short_name(&self, index: usize) -> bool {
        let word = match self.kind(index) {
            Some(TokenKind::Close) => index.checked_sub(1),
            _ => Some(index + 1),
        };
        let brackets = word.is_some_and(|word| {
            self.kind(word + 1) == Some(TokenKind::Close)
                && word.checked_sub(1).and_then(|at| self.kind(at)) == Some(TokenKind::Open)
        });
        brackets && word.is_some_and(|word| self.tokens[word].capital)
    }

    /// Whether the names at `tokens` may be those of authors: not of a month, a place, a law, an event, a figure.
    fn is_somebody(&self, tokens: Range<usize>) -> bool {
        let words = &self.conventions.citations;
        // "Part II"
        let last = tokens.clone().rev().find(|index| {
            let roman = self.word(*index).bytes().all(|b| b"IVX".contains(&b));
            self.tokens[*index].capital && (!roman || *index == tokens.start)
        });
        let Some(last) = last else {
            return false;
        };
        let lower = self.lower(last);
        let nobody = self.conventions.months.contains(&*lower)
            || self.conventions.sources.laws.contains(&*lower)
            || self.conventions.caption_words.contains(&*lower)
            || words.nobody.contains(&*lower);
        if nobody {
            return false;
        }
        let work = self.work(tokens);
        let is_place = |author: &String| words.places.contains(&*author.to_lowercase());
        !work.authors.iter().any(is_place)
    }

    /// The authors whose names stand at `tokens`.
    pub(super) fn work(&self, tokens: Range<usize>) -> Work {
        let mut work = Work::default();
        let mut name: Option<Range<usize>> = None;
        for index in tokens {
            let token = &self.tokens[index];
            let is_name = token.kind == TokenKind::Word
                && (token.capital || token.glued || self.is_particle(index))
                && !self.is_initial(index);
            if self.is_others(index) && !token.glued {
                work.et_al = true;
                self.end_name(&mut name, &mut work);
            } else if is_name {
                let start = name.map_or(index, |name| name.start);
                name = Some(start..index + 1);
            } else if token.kind == TokenKind::Comma
                || self.is_joiner(index) && !self.is_within_body(name.as_ref())
            {
                self.end_name(&mut name, &mut work);
            } else if self.lower(index).starts_with('\'') {
                name = name.map(|name| name.start..index + 1);
            }
        }
        self.end_name(&mut name, &mut work);
        work
    }

    /// Whether a name is that of a body, which may hold an "and": "Ministry of Justice and Police".
    fn is_within_body(&self, name: Option<&Range<usize>>) -> bool {
        name.is_some_and(|name| {
            let mut inside = name.clone();
            inside.any(|index| {
                self.conventions
                    .citations
                    .connectors
                    .contains(self.word(index))
            })
        })
    }

    fn end_name(&self, name: &mut Option<Range<usize>>, work: &mut Work) {
        let Some(mut range) = name.take() else {
            return;
        };
        while range.len() > 1 && self.lower(range.end - 1).starts_with('\'') {
            range.end -= 1;
        }
        let Some(range) = self.range(range) else {
            return;
        };
        let author = range.slice(self.text);
        let is_suffix = self
            .conventions
            .citations
            .name_suffixes
            .contains(&*normalise(author));
        if !is_suffix {
            work.authors.push(author.to_owned());
        }
    }
}
