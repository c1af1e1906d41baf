use std::ops::Range;

use crate::document::{Conventions, TextRange, Token, TokenKind, normalise};

/// The authors named by the first tokens of an entry, and whether there are more of them. Of a person whose surname comes first
/// (`Cho, S.-Y., & Dreher, A.`, `Tan A, Orde TB`) the surname, else the whole name.
pub(super) fn read(text: &str, tokens: &[Token], conventions: &Conventions) -> (Vec<String>, bool) {
    let reader = Reader {
        text,
        tokens,
        conventions,
    };
    let mut authors = Vec::new();
    let mut et_al = false;
    // Whether the part before was a name to which given names may follow.
    let mut open = false;
    for part in reader.parts() {
        let words = reader.words(part.range.clone());
        if words.is_empty() {
            continue;
        }
        if words.iter().all(|index| reader.is_others(*index)) {
            et_al = true;
            continue;
        }
        let is_suffix = words.len() == 1
            && conventions
                .citations
                .name_suffixes
                .contains(&*normalise(reader.word(words[0])));
        let initials = words.iter().all(|index| reader.is_initials(*index));
        // Given names in full stand behind the first surname only: "Brandt, Ada, and Petra Novotná".
        let given = open && authors.len() == 1 && !part.joined && words.len() <= 2;
        if is_suffix || open && initials {
            open = false;
            continue;
        }
        if given && reader.inverts(&authors) {
            open = false;
            continue;
        }
        let surname = reader.surname(&words);
        open = surname.len() == words.len();
        let Some(range) = reader.range(surname) else {
            continue;
        };
        authors.push(range.slice(text).to_owned());
    }
    (authors, et_al)
}

/// A stretch of the names between commas and words that join.
struct Part {
    range: Range<usize>,
    /// Whether a word like "and" stands before it.
    joined: bool,
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    conventions: &'t Conventions,
}

impl Reader<'_> {
    fn word(&self, index: usize) -> &str {
        self.tokens[index].range.slice(self.text)
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut joined = false;
        for (index, token) in self.tokens.iter().enumerate() {
            let joiner = self.conventions.headings.joiners.contains(self.word(index));
            // "Ministry of Justice and Police"
            let inside = joiner
                && self.words(start..index).iter().any(|word| {
                    self.conventions
                        .citations
                        .connectors
                        .contains(self.word(*word))
                });
            if matches!(token.kind, TokenKind::Comma | TokenKind::Semicolon) || joiner && !inside {
                parts.push(Part {
                    range: start..index,
                    joined,
                });
                start = index + 1;
                joined = joiner;
            }
        }
        parts.push(Part {
            range: start..self.tokens.len(),
            joined,
        });
        parts
    }

    /// The words among some tokens; "et" of "et al." is a joiner and so is not among them.
    fn words(&self, range: Range<usize>) -> Vec<usize> {
        range
            .filter(|index| {
                let word = self.word(*index);
                self.tokens[*index].kind == TokenKind::Word && !word.starts_with(['\'', '’'])
            })
            .collect()
    }

    fn is_others(&self, index: usize) -> bool {
        let lower = normalise(self.word(index));
        self.conventions.citations.others.contains(&*lower)
            || self.tokens[index].kind != TokenKind::Word
    }

    /// `S`, `TB`, `Y` of `S.-Y`
    fn is_initials(&self, index: usize) -> bool {
        let word = self.word(index);
        word.chars().count() <= 3 && word.chars().all(char::is_uppercase)
    }

    /// The words of a surname: all but initials behind it (`Tan A`) or before it (`A. Tan`).
    fn surname(&self, words: &[usize]) -> Vec<usize> {
        let own: Vec<usize> = words
            .iter()
            .copied()
            .filter(|index| !self.is_initials(*index))
            .collect();
        if own.is_empty() { words.to_vec() } else { own }
    }

    /// Whether the first name is a surname alone, behind which given names stand.
    fn inverts(&self, authors: &[String]) -> bool {
        authors.first().is_some_and(|first| {
            let mut words = first.split_whitespace();
            let name = words.next_back();
            let particles = &self.conventions.citations.particles;
            name.is_some() && words.all(|word| particles.contains(&*normalise(word)))
        })
    }

    fn range(&self, words: Vec<usize>) -> Option<TextRange> {
        let (first, last) = (*words.first()?, *words.last()?);
        Some(TextRange::new(
            self.tokens[first].range.start,
            self.tokens[last].range.end,
        ))
    }
}
