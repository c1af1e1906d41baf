use crate::citation::names::{Names, Setting, undated};
use crate::citation::{Work, Year};
use crate::document::{Conventions, TextRange, TokenKind, tokenize};

/// The works that one part of a bracket names: `see Cho et al., 2013, 2015, p. 70`, `2013a, p. 7`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The works, by place. Where no name stands in the part, they have no authors.
    pub(super) works: Vec<(TextRange, Work)>,
    pub(super) prefix: Option<TextRange>,
    pub(super) locator: Option<TextRange>,
    pub(super) suffix: Option<TextRange>,
}

/// A longer part of a bracket is prose.
const MAX_TOKENS: usize = 80;

/// What points to a work takes at most so many tokens, and so do words behind it.
const MAX_ASIDE: usize = 14;

/// So many words like "cited in" may stand between two works.
const MAX_LEADS: usize = 4;

/// The names of the authors before a bracket take at most so many bytes.
const MAX_AUTHORS: usize = 160;

/// Reads one part of a bracket, `range` of `text`; none where it is prose, a date or a law.
///
/// The form is that of author and date in the manuals of APA (7th edition, 8.10 to 8.17) and Chicago (17th edition,
/// 15.5): names with capitals, small words between them, the year last, then perhaps a page or section; and that of MLA (9th
/// edition, 6.2): names, then a page.
pub(super) fn named(text: &str, range: TextRange, conventions: &Conventions) -> Option<Named> {
    let part = range.slice(text);
    let tokens = tokenize(part);
    if tokens.len() > MAX_TOKENS {
        return None;
    }
    let mut named = Part(Names {
        text: part,
        tokens: &tokens,
        conventions,
    })
    .read()?;
    let moved =
        |inner: TextRange| TextRange::new(inner.start + range.start, inner.end + range.start);
    for (range, _) in &mut named.works {
        *range = moved(*range);
    }
    Some(Named {
        works: named.works,
        prefix: named.prefix.map(moved),
        locator: named.locator.map(moved),
        suffix: named.suffix.map(moved),
    })
}

/// The authors whose names end right at the end of `text`, and where they begin: `Cho, Dreher and Neumayer`, `Cho et al.'s`.
pub(super) fn authors_at_end(text: &str, conventions: &Conventions) -> Option<(usize, Work)> {
    let from = text.len().saturating_sub(MAX_AUTHORS);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at))?;
    // A word that is cut in two is no name.
    let from = match from {
        0 => 0,
        _ => from + text[from..].find(' ')?,
    };
    let part = &text[from..];
    let tokens = tokenize(part);
    let names = Names {
        text: part,
        tokens: &tokens,
        conventions,
    };
    let mut end = tokens.len();
    if end > 0 && matches!(names.word(end - 1), "'s" | "’s" | "'" | "’") {
        end -= 1;
    }
    let first = names.authors_before(end, Setting::Sentence)?;
    let last = end.checked_sub(1)?;
    let ends_with_name = tokens[last].capital || names.kind(last) != Some(TokenKind::Word) || {
        let lower = names.lower(last);
        conventions.citations.others.contains(&*lower) || tokens[last].glued
    };
    let start = from + tokens[first].range.start as usize;
    ends_with_name.then(|| (start, names.work(first..end)))
}

/// The place in a work, and what else stands behind it.
type Tail = (Option<TextRange>, Option<TextRange>);

/// The tokens of one part of a bracket.
struct Part<'t>(Names<'t>);

impl Part<'_> {
    fn len(&self) -> usize {
        self.0.tokens.len()
    }

    fn read(&self) -> Option<Named> {
        let mut works: Vec<(TextRange, Work)> = Vec::new();
        let mut first_name = 0;
        let mut at = 0;
        while let Some((first, year)) = self.next_work(at, works.is_empty()) {
            if works.is_empty() {
                first_name = first;
            }
            let mut work = self.0.work(first..year);
            let mut start = first;
            at = year;
            while let Some((found, next)) = self.year(at, work.year.as_ref()) {
                work.year = Some(found);
                works.push((self.0.range(start..next)?, work.clone()));
                at = next;
                start = self.after_joints(next);
                if start == next || self.year(start, work.year.as_ref()).is_none() {
                    break;
                }
                at = start;
            }
        }
        if works.is_empty() {
            return self.with_place();
        }
        let (locator, suffix) = self.tail(at, first_name > 0)?;
        Some(Named {
            works,
            prefix: self.prefix(first_name),
            locator,
            suffix,
        })
    }

    /// The next work from `at` on: the first token of its authors, and that of its year. Behind another work nothing but a
    /// comma or a word like "and" stands between.
    fn next_work(&self, at: usize, is_first: bool) -> Option<(usize, usize)> {
        let start = match is_first {
            true => at,
            // "2022, cited in", "2022, with"
            false => self.after_leads(self.after_joints(at)),
        };
        let mut year = start;
        // The first number that looks like a year may be that of a law or an amount; one that a name stands before is wanted.
        while year < self.len() {
            if self.year(year, None).is_some() {
                if is_first && year == 0 {
                    return Some((0, 0));
                }
                if let Some(first) = self.0.authors_before(year, Setting::Bracket)
                    && first >= start
                {
                    let follows = !is_first && start > at && first == start;
                    let opens = is_first && self.is_prefix(first);
                    return (follows || opens).then_some((first, year));
                }
                if !is_first {
                    return None;
                }
            }
            year += 1;
        }
        None
    }

    /// Whether the tokens up to `end` lead to a source: none, "see", "as shown by", "for a review,".
    fn is_prefix(&self, end: usize) -> bool {
        let Some(last) = end.checked_sub(1) else {
            return true;
        };
        if end > MAX_ASIDE {
            return false;
        }
        match self.0.kind(last) {
            Some(TokenKind::Colon) => true,
            // "for a review, Doe 2013", but not "an interview, Malmö 2013"
            Some(TokenKind::Comma) => last > 0 && (self.leads(0) || self.is_prefix(last)),
            Some(TokenKind::Stop) => last > 0 && self.leads(last - 1),
            Some(TokenKind::OpenQuote) => self.is_prefix(last),
            _ => self.leads(last),
        }
    }

    /// Whether the word at `index` may stand right before the name of an author.
    fn leads(&self, index: usize) -> bool {
        let conventions = self.0.conventions;
        let lower = self.0.lower(index);
        conventions.sources.introducers.contains(&*lower)
            || conventions.citations.leads.contains(&*lower)
            || conventions.citations.weak_leads.contains(&*lower)
                && self.before(index).is_none_or(|before| self.leads(before))
            // The last part of "e.g"
            || lower == "g" && index > 1 && self.0.word(index - 2).eq_ignore_ascii_case("e")
    }

    /// The word before the one at `index`; a stop of an abbreviation may stand between.
    fn before(&self, index: usize) -> Option<usize> {
        let before = index.checked_sub(1)?;
        match self.0.kind(before) {
            Some(TokenKind::Stop) => before.checked_sub(1),
            _ => Some(before),
        }
    }

    fn prefix(&self, end: usize) -> Option<TextRange> {
        let range = self.0.range(0..end)?;
        let words = range.slice(self.0.text);
        let trimmed = words.trim_end_matches([',', ':', ' ', '"', '“']);
        Some(TextRange::new(
            range.start,
            range.start + trimmed.len() as u32,
        ))
        .filter(|range| !range.is_empty())
    }

    /// The year whose first token is at `index`, and the token behind it. Behind a year with a letter, a letter alone is one.
    fn year(&self, index: usize, before: Option<&Year>) -> Option<(Year, usize)> {
        let token = self.0.tokens.get(index)?;
        let word = self.0.word(index);
        if let Some(before) = before
            && before.letter.is_some()
            && word.len() == 1
            && word.as_bytes()[0].is_ascii_lowercase()
            && self.0.kind(index + 1) != Some(TokenKind::Stop)
        {
            let digits = before
                .text
                .trim_end_matches(|c: char| c.is_ascii_lowercase());
            let year = Year {
                letter: word.chars().next(),
                text: format!("{digits}{word}"),
                ..*before
            };
            return Some((year, index + 1));
        }
        // "[1949] 1984": a reprint, by the year of the first print.
        if token.kind == TokenKind::Open && self.0.kind(index + 2) == Some(TokenKind::Close) {
            let (year, _) = self.number(index + 1)?;
            let behind = self.number(index + 3).map_or(index + 3, |(_, next)| next);
            return Some((year, behind));
        }
        if token.kind == TokenKind::Word && !word.as_bytes()[0].is_ascii_digit() {
            return self.undated(index);
        }
        self.number(index)
    }

    /// `2013`, `2013a`, `2010–12`, `1999/2000`
    fn number(&self, index: usize) -> Option<(Year, usize)> {
        let word = self.0.word(index);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if word.len() - digits.len() > 1 || digits.len() != 4 {
            return None;
        }
        let number = digits.parse::<u16>().ok()?;
        if !(1500..2100).contains(&number) {
            return None;
        }
        let mut next = index + 1;
        let is_end = |at: usize| {
            let word = self.0.word(at);
            matches!(word.len(), 2 | 4) && word.bytes().all(|b| b.is_ascii_digit())
        };
        if self.0.tokens.get(next).is_some_and(|token| token.glued) && is_end(next) {
            next += 1;
        } else if matches!(self.0.kind(next), Some(TokenKind::Dash | TokenKind::Slash))
            && is_end(next + 1)
        {
            next += 2;
        }
        let year = Year {
            number: Some(number),
            letter: word[4..].chars().next(),
            text: self.0.range(index..next)?.slice(self.0.text).to_owned(),
        };
        Some((year, next))
    }

    /// "n.d.", "forthcoming", "in press"
    fn undated(&self, index: usize) -> Option<(Year, usize)> {
        let start = self.0.tokens[index].range.start as usize;
        let rest = &self.0.text[start..];
        let phrase = undated(rest, self.0.conventions)?;
        let end = start + phrase.len();
        let next = self
            .0
            .tokens
            .partition_point(|token| (token.range.start as usize) < end);
        let year = Year {
            number: None,
            letter: None,
            text: phrase.to_owned(),
        };
        Some((year, next))
    }

    /// The token behind commas and a word that joins, at `at`.
    fn after_joints(&self, at: usize) -> usize {
        (at..)
            .find(|index| {
                self.0.kind(*index) != Some(TokenKind::Comma) && !self.0.is_joiner(*index)
            })
            .unwrap_or(at)
    }

    /// The token behind words that may stand before a name, at `at`.
    fn after_leads(&self, at: usize) -> usize {
        (at..at + MAX_LEADS)
            .find(|index| !self.leads(*index))
            .unwrap_or(at)
    }

    /// What stands behind the last year, from token `at` on: a place in the work, a few words more, or both. `pointed`: words
    /// like "see" stand before the work.
    fn tail(&self, at: usize, pointed: bool) -> Option<Tail> {
        let parted = matches!(
            self.0.kind(at),
            Some(TokenKind::Comma | TokenKind::Colon | TokenKind::Stop | TokenKind::CloseQuote)
        );
        let start = at + usize::from(parted);
        let end = self.place_end(start);
        let locator = self.0.range(start..end);
        let mut rest = end;
        while matches!(self.0.kind(rest), Some(TokenKind::Comma | TokenKind::Stop)) {
            rest += 1;
        }
        let suffix = self.0.range(rest..self.len());
        let opens_suffix = parted
            || rest > end
            || pointed
            || matches!(self.0.kind(rest), Some(TokenKind::Open | TokenKind::Dash))
            || self.leads(rest)
            || self.is_part(&self.0.lower(rest));
        let short = self.len() - rest <= MAX_ASIDE;
        (suffix.is_none() || short && opens_suffix).then_some((locator, suffix))
    }

    /// The end of the tokens from `start` on that name a place in a work: `p. 70`, `§ 3`, `67–70`, `chap. 2, note 4`.
    fn place_end(&self, start: usize) -> usize {
        let mut end = start;
        let mut numbered = false;
        for index in start..self.len() {
            let lower = self.0.lower(index);
            let is_number = lower.starts_with(|c: char| c.is_ascii_digit())
                || !lower.is_empty() && lower.bytes().all(|b| b"ivxlc".contains(&b));
            match self.0.kind(index) {
                _ if is_number => {
                    numbered = true;
                    end = index + 1;
                }
                Some(TokenKind::Word) if self.is_part(&lower) && numbered => end = index + 1,
                Some(TokenKind::Word) if self.is_part(&lower) => {}
                Some(
                    TokenKind::Word
                    | TokenKind::QuestionMark
                    | TokenKind::ExclamationMark
                    | TokenKind::LineBreak,
                ) => break,
                _ => {}
            }
        }
        if numbered { end } else { start }
    }

    /// A name with a place in a work, without a year: `Explanatory Note, para 12`, `Smith 67`.
    fn with_place(&self) -> Option<Named> {
        let named = |index: usize| self.0.tokens[index].capital;
        let last = (0..self.len()).rev().find(|index| {
            named(*index)
                && !self
                    .0
                    .lower(*index)
                    .starts_with(|c: char| c.is_ascii_digit())
                && !self.0.word(*index).bytes().all(|b| b"IVXLC".contains(&b))
        })?;
        let mut end = last + 1;
        while end < self.len()
            && (!self.is_place_start(end) || self.0.is_others(end))
            && !matches!(self.0.kind(end), Some(TokenKind::Comma | TokenKind::Number))
        {
            end += 1;
        }
        let first = self.0.authors_before(end, Setting::Bracket)?;
        let start = match self.0.kind(end) {
            Some(TokenKind::Comma) => end + 1,
            _ => end,
        };
        let place_end = self.place_end(start);
        let whole = place_end == self.len() && place_end > start;
        let marked = (start..place_end).any(|index| self.is_place_start(index));
        let bare = self.0.kind(end) == Some(TokenKind::Number) && self.may_be_paged(first..end);
        if !whole || !(marked || bare) || !self.is_prefix(first) {
            return None;
        }
        Some(Named {
            works: vec![(self.0.range(first..end)?, self.0.work(first..end))],
            prefix: self.prefix(first),
            locator: self.0.range(start..place_end),
            suffix: None,
        })
    }

    /// A word like "para" that a number follows.
    fn is_place_start(&self, index: usize) -> bool {
        let lower = self.0.lower(index);
        let numbered = (index + 1..self.len().min(index + 3))
            .any(|at| self.0.word(at).starts_with(|c: char| c.is_ascii_digit()));
        numbered && self.0.kind(index) == Some(TokenKind::Word) && self.is_part(&lower)
    }

    /// Whether a page alone may stand behind the names at `tokens`: behind no abbreviation, whose number it would be.
    fn may_be_paged(&self, tokens: std::ops::Range<usize>) -> bool {
        let words = &self.0.conventions.citations;
        tokens.clone().all(|index| {
            let lower = self.0.lower(index);
            !words.numbered.contains(&*lower) && !self.is_part(&lower)
                || self.0.is_joiner(index)
                || words.others.contains(&*lower)
        }) && tokens.clone().any(|index| {
            let word = self.0.word(index);
            self.0.tokens[index].capital && word.chars().skip(1).any(char::is_lowercase)
        })
    }

    fn is_part(&self, lower: &str) -> bool {
        self.0.conventions.sources.words.contains(lower)
    }
}
