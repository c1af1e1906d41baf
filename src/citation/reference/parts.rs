use crate::citation::names::undated;
use crate::citation::reference::authors;
use crate::citation::{Work, Year};
use crate::document::{
    Block, Conventions, InlineKind, TextRange, Token, TokenKind, normalise, tokenize,
};

/// What an entry says of its work.
pub(super) struct Description {
    pub(super) work: Work,
    pub(super) title: Option<String>,
}

/// Reads an entry, `range` of a block's text.
///
/// Three orders are known: authors, year, title (APA 9.1, Chicago author-date 15.2); authors, title, the rest with the year
/// (MLA, Vancouver, notes in Chicago, OSCOLA and Bluebook form); title first, where nobody is named.
pub(super) fn describe(block: &Block, range: TextRange, conventions: &Conventions) -> Description {
    let text = range.slice(&block.text);
    let tokens = tokenize(text);
    let reader = Reader {
        block,
        range,
        text,
        tokens: &tokens,
        conventions,
    };
    let years: Vec<(usize, Year, usize)> = (0..tokens.len())
        .filter_map(|index| {
            let (year, next) = reader.year(index)?;
            Some((index, year, next))
        })
        .collect();
    // Authors, then the year.
    if let Some((index, year, next)) = years.first()
        && reader.are_names(*index)
    {
        let mut start = *next;
        // The rest of a date and its bracket: "(2013, May 12)."
        while start < tokens.len() && tokens[start - 1].kind != TokenKind::Stop {
            let kind = tokens[start].kind;
            let opens = matches!(kind, TokenKind::OpenQuote)
                || kind == TokenKind::Word && !reader.is_month(start);
            if opens {
                break;
            }
            start += 1;
        }
        let mut end = *index;
        while end > 0 && tokens[end - 1].kind == TokenKind::Open {
            end -= 1;
        }
        let (authors, et_al) = authors::read(text, &tokens[..end], conventions);
        return Description {
            title: reader
                .marked_title(start)
                .or_else(|| reader.title_from(start)),
            work: Work {
                authors,
                et_al,
                year: Some(year.clone()),
            },
        };
    }
    let end = reader.names_end();
    let (authors, et_al) = authors::read(text, &tokens[..end], conventions);
    let year = reader.publication_year(&years);
    Description {
        title: reader.marked_title(0).or_else(|| reader.title_from(end)),
        work: Work {
            authors,
            et_al,
            year,
        },
    }
}

struct Reader<'b> {
    block: &'b Block,
    range: TextRange,
    text: &'b str,
    tokens: &'b [Token],
    conventions: &'b Conventions,
}

impl Reader<'_> {
    fn word(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| token.range.slice(self.text))
    }

    fn is_month(&self, index: usize) -> bool {
        self.conventions
            .months
            .contains(&*normalise(self.word(index)))
    }

    /// The year at `index` and the token behind it: `2013`, `2013a`, `n.d.`, `forthcoming`.
    fn year(&self, index: usize) -> Option<(Year, usize)> {
        let word = self.word(index);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let year = |number, letter, text: &str, next: usize| {
            let text = text.to_owned();
            let year = Year {
                number,
                letter,
                text,
            };
            Some((year, next))
        };
        if digits.len() == 4 && word.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit()) {
            let number = digits
                .parse()
                .ok()
                .filter(|year| (1500..2100).contains(year))?;
            return year(Some(number), word[4..].chars().next(), word, index + 1);
        }
        // In brackets or behind a stop: a word like "forthcoming" is also part of titles.
        let before = index.checked_sub(1).map(|before| self.tokens[before].kind);
        if !matches!(
            before,
            Some(TokenKind::Open | TokenKind::Stop | TokenKind::Comma)
        ) {
            return None;
        }
        let rest = &self.text[self.tokens[index].range.start as usize..];
        let phrase = undated(rest, self.conventions)?;
        let end = self.tokens[index].range.start + phrase.len() as u32;
        let next = self.tokens.partition_point(|token| token.range.start < end);
        year(None, None, phrase, next)
    }

    /// Whether the tokens before `end` may be names of authors and nothing else.
    fn are_names(&self, end: usize) -> bool {
        let citations = &self.conventions.citations;
        let mut named = false;
        let fits = self.tokens[..end].iter().enumerate().all(|(index, token)| {
            let lower = normalise(self.word(index));
            named |= token.capital;
            match token.kind {
                TokenKind::Word => {
                    token.capital
                        || token.glued
                        || lower.starts_with('\'')
                        || citations.particles.contains(&*lower)
                        || citations.connectors.contains(&*lower)
                        || citations.others.contains(&*lower)
                        || citations.name_suffixes.contains(&*lower)
                        || self.conventions.headings.joiners.contains(&*lower)
                        || self.conventions.sources.small.contains(&*lower)
                }
                TokenKind::Comma
                | TokenKind::Stop
                | TokenKind::Open
                | TokenKind::Close
                | TokenKind::Slash
                | TokenKind::Semicolon
                | TokenKind::Symbol => true,
                _ => false,
            }
        });
        // "Name. Title in Capitals. 2013": a title stands between where a word in full ends with a stop.
        let stopped = (0..end.saturating_sub(1)).any(|index| {
            self.ends_names(index) && {
                let behind = self.tokens[index + 1..end].iter();
                behind.clone().any(|token| token.kind == TokenKind::Word)
            }
        });
        fits && named && !stopped && !self.has_title(end)
    }

    /// Whether emphasis or a quotation begins before the token `end`.
    fn has_title(&self, end: usize) -> bool {
        let end = self.tokens.get(end).map_or(0, |token| token.range.start) + self.range.start;
        self.block.inlines.iter().any(|inline| {
            inline.kind == InlineKind::Emphasis
                && self.range.contains(inline.range)
                && inline.range.start < end
                && inline.range.end < end
        })
    }

    /// Whether a stop at `index` ends the names: one that belongs to no initial and no abbreviation. Initials without a
    /// stop of their own (`Tan A, Orde TB.`) end them, too.
    fn ends_names(&self, index: usize) -> bool {
        if self.tokens[index].kind != TokenKind::Stop {
            return false;
        }
        let Some(before) = index.checked_sub(1).map(|before| self.word(before)) else {
            return true;
        };
        let is_initial = before.chars().count() == 1;
        // Behind "Orde T." a title follows, behind "Orde, T." more names may.
        let unparted = index > 1
            && self.tokens[index - 2].kind == TokenKind::Word
            && !self
                .conventions
                .headings
                .joiners
                .contains(self.word(index - 2));
        let goes_on = is_initial && (!unparted || self.is_initial(index - 2))
            || self.conventions.abbreviations.stands_alone(before)
                && !self.conventions.citations.others.contains(before);
        !goes_on
    }

    fn is_initial(&self, index: usize) -> bool {
        self.word(index).chars().count() == 1
    }

    /// The end of the names at the start: before a quotation, emphasis, or the first stop that is no initial's.
    fn names_end(&self) -> usize {
        let emphasis = self
            .block
            .inlines
            .iter()
            .find(|inline| inline.kind == InlineKind::Emphasis && self.range.contains(inline.range))
            .map(|inline| inline.range.start - self.range.start);
        for (index, token) in self.tokens.iter().enumerate() {
            let titled = emphasis.is_some_and(|start| token.range.start >= start);
            match token.kind {
                _ if titled => return index,
                TokenKind::OpenQuote | TokenKind::Colon | TokenKind::Number => return index,
                TokenKind::Stop if self.ends_names(index) => return index,
                _ => {}
            }
        }
        0
    }

    /// The title in quotation marks or else in emphasis, from token `from` on.
    fn marked_title(&self, from: usize) -> Option<String> {
        let start = self.tokens.get(from)?.range.start + self.range.start;
        let open = self.tokens[from..]
            .iter()
            .position(|token| token.kind == TokenKind::OpenQuote)
            .map(|open| open + from);
        let close = open.and_then(|open| {
            self.tokens[open..]
                .iter()
                .position(|token| token.kind == TokenKind::CloseQuote)
                .map(|close| close + open)
        });
        if let (Some(open), Some(close)) = (open, close)
            && close > open + 2
        {
            let range = TextRange::new(self.tokens[open].range.end, self.tokens[close].range.start);
            return clean(range.slice(self.text));
        }
        // Emphasis that comes later in an entry is rather the name of a journal.
        let emphasis = self.block.inlines.iter().find(|inline| {
            inline.kind == InlineKind::Emphasis
                && self.range.contains(inline.range)
                && inline.range.start >= start
        })?;
        let between = TextRange::new(start, emphasis.range.start).slice(&self.block.text);
        let near = !between.contains(char::is_alphanumeric) || from == 0;
        near.then(|| clean(emphasis.range.slice(&self.block.text)))
            .flatten()
    }

    /// The title from token `from` up to the next stop or question mark that ends it.
    fn title_from(&self, from: usize) -> Option<String> {
        let start = (from..self.tokens.len()).find(|index| {
            matches!(
                self.tokens[*index].kind,
                TokenKind::Word | TokenKind::Number
            )
        })?;
        let end = (start..self.tokens.len()).find(|index| {
            let kind = self.tokens[*index].kind;
            let ends = matches!(kind, TokenKind::Stop | TokenKind::QuestionMark);
            let at = self.tokens[*index].range.end as usize;
            ends && self.text[at..]
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
        });
        let end = end.map_or(self.text.len() as u32, |end| self.tokens[end].range.start);
        clean(TextRange::new(self.tokens[start].range.start, end).slice(self.text))
    }

    /// The year of publication where it does not stand right behind the authors: in brackets, before a semicolon, or last,
    /// but not that of a visit.
    fn publication_year(&self, years: &[(usize, Year, usize)]) -> Option<Year> {
        let in_brackets = |index: usize| {
            self.tokens[index + 1..]
                .first()
                .is_some_and(|next| matches!(next.kind, TokenKind::Close | TokenKind::Semicolon))
        };
        let visited = |index: usize| {
            let from = index.saturating_sub(5);
            (from..index).any(|at| {
                let lower = normalise(self.word(at));
                self.conventions.citations.visited.contains(&*lower)
            })
        };
        let is_page = |index: usize| {
            self.tokens[index].glued
                || index > 0
                    && matches!(
                        self.tokens[index - 1].kind,
                        TokenKind::Dash | TokenKind::Colon
                    )
        };
        let mut known = years
            .iter()
            .filter(|(index, ..)| !visited(*index) && !is_page(*index));
        let bracketed = known.clone().find(|(index, ..)| in_brackets(*index));
        bracketed
            .or_else(|| known.next_back())
            .map(|(_, year, _)| year.clone())
    }
}

/// A title without the signs around it.
fn clean(title: &str) -> Option<String> {
    let title = title.trim().trim_end_matches(['.', ',', ':']).trim();
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    words.contains(char::is_alphabetic).then_some(words)
}
