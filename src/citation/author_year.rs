use crate::citation::{Work, Year};
use crate::document::{Conventions, TextRange, Token, TokenKind, normalise, tokenize};

/// The works that one part of a bracket names: `see Cho et al., 2013, 2015, p. 70`, `2013a, p. 7`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The works, by place. Where no name stands in the part, they have no authors.
    pub(super) works: Vec<(TextRange, Work)>,
    pub(super) prefix: Option<TextRange>,
    pub(super) locator: Option<TextRange>,
    pub(super) suffix: Option<TextRange>,
}

/// A longer part of a bracket is prose.
const MAX_TOKENS: usize = 60;

/// The most words of the authors' names.
const MAX_NAMES: usize = 12;

/// Reads one part of a bracket, `range` of `text`; `None` where it is prose, a date or a law.
///
/// The form is that of author and date in the manuals of APA (7th edition, 8.10 to 8.17) and Chicago (17th edition,
/// 15.5): names with capitals, small words between them, the year last, then perhaps a page or section.
pub(super) fn named(text: &str, range: TextRange, conventions: &Conventions) -> Option<Named> {
    let part = range.slice(text);
    let tokens = tokenize(part);
    if tokens.len() > MAX_TOKENS {
        return None;
    }
    let reader = Reader {
        text: part,
        tokens: &tokens,
        conventions,
    };
    let named = reader.read()?;
    let moved =
        |inner: TextRange| TextRange::new(inner.start + range.start, inner.end + range.start);
    Some(Named {
        works: named
            .works
            .into_iter()
            .map(|(range, work)| (moved(range), work))
            .collect(),
        prefix: named.prefix.map(moved),
        locator: named.locator.map(moved),
        suffix: named.suffix.map(moved),
    })
}

/// The authors whose names end right at the end of `text`, and where they begin: `Cho, Dreher and Neumayer`, `Cho et al.'s`.
/// A law's name is nobody's.
pub(super) fn authors_at_end(text: &str, conventions: &Conventions) -> Option<(usize, Work)> {
    let start = text.len().saturating_sub(MAX_AUTHORS);
    let start = (start..=text.len()).find(|at| text.is_char_boundary(*at))?;
    let part = &text[start..];
    let tokens = tokenize(part);
    let reader = Reader {
        text: part,
        tokens: &tokens,
        conventions,
    };
    let mut end = tokens.len();
    let possessive = |token: &Token| matches!(reader.word(token), "'s" | "’s" | "'" | "’");
    if end > 0 && possessive(&tokens[end - 1]) {
        end -= 1;
    }
    let first = reader.authors_before(end, false)?;
    let work = reader.work(first..end);
    Some((start + tokens[first].range.start as usize, work))
}

/// The names of the authors before a bracket take at most so many bytes.
const MAX_AUTHORS: usize = 160;

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    conventions: &'t Conventions,
}

impl<'t> Reader<'t> {
    fn word(&self, token: &Token) -> &'t str {
        token.range.slice(self.text)
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn range(&self, tokens: std::ops::Range<usize>) -> Option<TextRange> {
        let inside = self.tokens.get(tokens)?;
        let (first, last) = (inside.first()?, inside.last()?);
        Some(TextRange::new(first.range.start, last.range.end))
    }

    fn read(&self) -> Option<Named> {
        let mut works: Vec<(TextRange, Work)> = Vec::new();
        let mut prefix = 0..0;
        let mut at = 0;
        while let Some((first, year)) = self.next_work(at, !works.is_empty()) {
            if works.is_empty() {
                prefix = 0..first;
            }
            let mut work = self.work(first..year);
            let mut start = first;
            at = year;
            while let Some((found, next)) = self.year(at, work.year.as_ref()) {
                work.year = Some(found);
                works.push((self.range(start..next)?, work.clone()));
                start = self.after_joint(next);
                at = next;
                if start == next || self.year(start, work.year.as_ref()).is_none() {
                    break;
                }
                at = start;
            }
        }
        if works.is_empty() {
            return self.without_year();
        }
        let (locator, suffix) = self.tail(at)?;
        Some(Named {
            works,
            prefix: self.range(prefix),
            locator,
            suffix,
        })
    }

    /// The next work from `at` on: the first token of its authors and that of its year. Behind another work nothing but a
    /// comma or a word like "and" stands between.
    fn next_work(&self, at: usize, behind_other: bool) -> Option<(usize, usize)> {
        if behind_other {
            let start = self.after_joint(at);
            let year =
                (start..self.tokens.len()).find(|index| self.year(*index, None).is_some())?;
            let first = self.authors_before(year, true)?;
            return (start > at && first == start).then_some((first, year));
        }
        let year = (at..self.tokens.len()).find(|index| self.year(*index, None).is_some())?;
        if year == 0 {
            return Some((0, 0));
        }
        let first = self.authors_before(year, true)?;
        self.is_prefix(first).then_some((first, year))
    }

    /// Whether the tokens up to `end` are words that point to a source.
    fn is_prefix(&self, end: usize) -> bool {
        self.tokens[..end].iter().all(|token| {
            let lower = normalise(self.word(token));
            token.kind != TokenKind::Word || self.is_between_names(&lower) || self.is_part(&lower)
        })
    }

    /// The year whose first token is at `index`, and the token behind it; a letter alone, behind a year that has one.
    fn year(&self, index: usize, before: Option<&Year>) -> Option<(Year, usize)> {
        let token = self.tokens.get(index)?;
        let word = self.word(token);
        if let Some(before) = before
            && before.letter.is_some()
            && word.len() == 1
            && word.as_bytes()[0].is_ascii_lowercase()
            && self.kind(index + 1) != Some(TokenKind::Stop)
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
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if word.len() - digits.len() > 1 || digits.len() != 4 {
            return None;
        }
        let number = digits.parse::<u16>().ok()?;
        let year = Year {
            number: Some(number),
            letter: word[4..].chars().next(),
            text: word.to_owned(),
        };
        (1800..2100).contains(&number).then_some((year, index + 1))
    }

    /// The token behind a comma or a word that joins, at `at`.
    fn after_joint(&self, at: usize) -> usize {
        let joins = |index: usize| {
            self.tokens.get(index).is_some_and(|token| {
                token.kind == TokenKind::Comma
                    || self.conventions.headings.joiners.contains(self.word(token))
            })
        };
        (at..).find(|index| !joins(*index)).unwrap_or(at)
    }

    /// The first token of the authors whose names stand right before the token `end`. `listed`: names may be joined by
    /// commas alone, as in a bracket.
    fn authors_before(&self, end: usize, listed: bool) -> Option<usize> {
        let sources = &self.conventions.sources;
        let mut first = None;
        let mut last_name = None;
        let mut names = 0;
        let mut joined = listed;
        for index in (0..end).rev() {
            let token = &self.tokens[index];
            let lower = normalise(self.word(token));
            match token.kind {
                TokenKind::Word if token.capital => {
                    if !listed && self.conventions.starters.contains(&*lower) && first.is_some() {
                        break;
                    }
                    names += 1;
                    last_name = last_name.or(Some(lower.into_owned()));
                    first = Some(index);
                }
                TokenKind::Word if self.is_particle(&lower) && first == Some(index + 1) => {
                    first = Some(index);
                }
                TokenKind::Word if sources.introducers.contains(&*lower) => break,
                TokenKind::Word if self.is_between_names(&lower) => joined = true,
                TokenKind::Symbol if lower == "&" => joined = true,
                TokenKind::Comma if joined || first.is_none() => {}
                TokenKind::Stop
                | TokenKind::Slash
                | TokenKind::Open
                | TokenKind::Close
                | TokenKind::OpenQuote
                | TokenKind::CloseQuote => {}
                _ => break,
            }
            if names > MAX_NAMES {
                return None;
            }
        }
        let last_name = last_name?;
        let is_nobody = self.conventions.months.contains(&*last_name)
            || sources.laws.contains(&*last_name)
            || self.conventions.caption_words.contains(&*last_name);
        first.filter(|_| !is_nobody)
    }

    /// The authors whose names stand at `tokens`.
    fn work(&self, tokens: std::ops::Range<usize>) -> Work {
        let mut work = Work::default();
        let mut name: Option<std::ops::Range<usize>> = None;
        let end = |name: &mut Option<std::ops::Range<usize>>, work: &mut Work| {
            let range = name.take().and_then(|name| self.range(name));
            work.authors
                .extend(range.map(|range| range.slice(self.text).to_owned()));
        };
        for index in tokens {
            let token = &self.tokens[index];
            let word = self.word(token);
            if token.kind == TokenKind::Word && self.conventions.abbreviations.stands_alone(word) {
                work.et_al |= word == "al";
            }
            match token.kind {
                TokenKind::Word
                    if token.capital || self.is_particle(&normalise(word)) && !work.et_al =>
                {
                    let start = name.map_or(index, |name| name.start);
                    name = Some(start..index + 1);
                }
                TokenKind::Comma => end(&mut name, &mut work),
                _ if self.conventions.headings.joiners.contains(word) => end(&mut name, &mut work),
                _ => {}
            }
        }
        end(&mut name, &mut work);
        work
    }

    /// What stands behind the last year, from token `at` on: a place in the work, or a few words more.
    fn tail(&self, at: usize) -> Option<(Option<TextRange>, Option<TextRange>)> {
        let is_place = self.tokens[at..].iter().all(|token| {
            let lower = normalise(self.word(token));
            match token.kind {
                TokenKind::Word => {
                    self.is_part(&lower) || lower.starts_with(|c: char| c.is_ascii_digit())
                }
                TokenKind::QuestionMark | TokenKind::ExclamationMark | TokenKind::LineBreak => {
                    false
                }
                _ => true,
            }
        });
        let parted = matches!(self.kind(at), Some(TokenKind::Comma | TokenKind::Colon));
        let rest = self.range(at + usize::from(parted)..self.tokens.len());
        is_place.then_some((rest, None))
    }

    /// A name with a place in a work, without a year: `Explanatory Note, para 12`.
    fn without_year(&self) -> Option<Named> {
        let place = (1..self.tokens.len()).find(|index| {
            let token = &self.tokens[*index];
            let lower = normalise(self.word(token));
            token.kind == TokenKind::Word
                && !token.capital
                && self.is_part(&lower)
                && !self.is_between_names(&lower)
        })?;
        let numbered = self.tokens[place..]
            .iter()
            .any(|token| self.word(token).starts_with(|c: char| c.is_ascii_digit()));
        let first = self.authors_before(place, true)?;
        let (locator, _) = self.tail(place)?;
        if !numbered || !self.is_prefix(first) {
            return None;
        }
        let last = (first..place)
            .rev()
            .find(|index| self.tokens[*index].capital)?;
        Some(Named {
            works: vec![(self.range(first..last + 1)?, self.work(first..place))],
            prefix: self.range(0..first),
            locator,
            suffix: None,
        })
    }

    fn is_particle(&self, lower: &str) -> bool {
        self.conventions.citations.particles.contains(lower)
    }

    fn is_part(&self, lower: &str) -> bool {
        self.conventions.sources.words.contains(lower)
    }

    /// Words that stand between or before names: "and", "van", "et al.", "see".
    fn is_between_names(&self, lower: &str) -> bool {
        let sources = &self.conventions.sources;
        sources.small.contains(lower)
            || sources.introducers.contains(lower)
            || self.conventions.abbreviations.stands_alone(lower)
            || lower.starts_with(['\'', '’'])
    }
}
