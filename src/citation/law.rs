use std::ops::Range;

use crate::citation::Target;
use crate::citation::found::{Found, Page};
use crate::document::{Conventions, Sentence, TextRange, Token, TokenKind, normalise, tokenize};

/// The most tokens of the name of a law, a case or a reporter.
const MAX_NAME: usize = 14;

/// The references to laws, treaties, judgments and documents in a block: `22 U.S.C. § 7102`, `Directive 2011/36/EU`,
/// `[2014] UKSC 12`. The forms are those of the Bluebook (21st edition, rules 10 to 12 and 21) and OSCOLA (4th edition, parts 2
/// and 3). A name alone (`the Harbour Act 2002`) refers to no passage and is none.
pub(super) fn laws(page: &Page<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, sentence) in page.sentences() {
        let words = sentence.range.slice(&page.block.text);
        if words.bytes().any(|b| b.is_ascii_digit()) {
            in_sentence(page, sentence, &mut found);
        }
    }
    found
}

fn in_sentence(page: &Page<'_>, sentence: &Sentence, found: &mut Vec<Found>) {
    let text = sentence.range.slice(&page.block.text);
    let tokens = tokenize(text);
    let reader = Reader {
        text,
        tokens: &tokens,
        conventions: page.conventions,
    };
    let mut at = 0;
    let mut laws: Vec<Range<usize>> = Vec::new();
    while at < tokens.len() {
        let Some(law) = reader.law(at, laws.last().map_or(0, |law| law.end)) else {
            at += 1;
            continue;
        };
        at = law.end.max(at + 1);
        match laws.last_mut() {
            // Parallel references: "Pub. L. No. 106-386, 114 Stat. 1464".
            Some(last)
                if last.end + 1 == law.start && reader.kind(last.end) == Some(TokenKind::Comma) =>
            {
                last.end = law.end;
            }
            _ => laws.push(law),
        }
    }
    for law in laws {
        let place = reader.pinpoint(law.end);
        let within = |tokens: Range<usize>| {
            let first = tokens.start;
            let last = tokens.end.checked_sub(1)?;
            let start = sentence.range.start + reader.tokens.get(first)?.range.start;
            let end = sentence.range.start + reader.tokens.get(last)?.range.end;
            (start < end).then(|| TextRange::new(start, end))
        };
        let Some(range) = within(law.clone()) else {
            continue;
        };
        let text = range.slice(&page.block.text).to_owned();
        let locator = within(law.end + 1..place).filter(|_| place > law.end + 1);
        let mark = locator.map_or(range, |locator| TextRange::new(range.start, locator.end));
        found.push(Found {
            locator,
            ..Found::new(Target::Law(text), range, mark)
        });
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    conventions: &'t Conventions,
}

impl Reader<'_> {
    fn word(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| token.range.slice(self.text))
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn is(&self, index: usize, sign: &str) -> bool {
        self.word(index) == sign
    }

    fn is_capital(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.capital)
    }

    fn starts_with_digit(&self, index: usize) -> bool {
        self.word(index).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether nothing stands between the token at `index` and the one before.
    fn is_close(&self, index: usize) -> bool {
        let end = index
            .checked_sub(1)
            .map(|before| self.tokens[before].range.end);
        self.tokens
            .get(index)
            .is_some_and(|token| Some(token.range.start) == end)
    }

    fn is_year(&self, index: usize) -> bool {
        let word = self.word(index);
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20") || word.starts_with("18"))
            && word.bytes().all(|b| b.is_ascii_digit())
    }

    /// `UKSC`, `SFS`, `A`
    fn is_in_capitals(&self, index: usize) -> bool {
        let word = self.word(index);
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase())
    }

    fn is_word_of(&self, index: usize, words: &crate::document::Words) -> bool {
        self.kind(index) == Some(TokenKind::Word) && words.contains(&*normalise(self.word(index)))
    }

    /// The reference one of whose tokens is at `at`; it begins at `from` or later.
    fn law(&self, at: usize, from: usize) -> Option<Range<usize>> {
        self.section(at, from)
            .or_else(|| self.act(at))
            .or_else(|| self.numbered_act(at))
            .or_else(|| self.application(at, from))
            .or_else(|| self.case_number(at, from))
            .or_else(|| self.symbol(at))
            .or_else(|| self.series(at))
            .or_else(|| self.neutral(at, from))
            .or_else(|| self.reporter(at, from))
            .or_else(|| self.public_law(at))
            .or_else(|| self.article(at))
            .or_else(|| self.section_of_act(at, from))
    }

    /// `22 U.S.C. § 7102(9)`, `Cal. Penal Code § 647(b)`, `§ 3 ProstSchG`, `§ 232 Abs. 1 StGB`
    fn section(&self, at: usize, from: usize) -> Option<Range<usize>> {
        if !self.is(at, "§") {
            return None;
        }
        let mut first = at;
        let mut named = false;
        while first > from && at - first < MAX_NAME {
            let before = first - 1;
            let word = self.kind(before) == Some(TokenKind::Word) && self.is_capital(before);
            let inside = word
                || self.kind(before) == Some(TokenKind::Stop)
                    && before > from
                    && self.is_capital(before - 1);
            if !inside {
                break;
            }
            named |= word;
            first = before;
        }
        if named && first > from && self.kind(first - 1) == Some(TokenKind::Number) {
            first -= 1;
        }
        let start = (at..self.tokens.len()).find(|index| !self.is(*index, "§"))?;
        let mut end = self.numbers(start)?;
        if !named {
            // The name of a German law stands behind its section.
            while end < self.tokens.len() && end - at < MAX_NAME {
                let part = self.is_word_of(end, &self.conventions.laws.parts)
                    || self.kind(end) == Some(TokenKind::Stop)
                    || self.starts_with_digit(end);
                if !part {
                    break;
                }
                end += 1;
            }
            let name = self.word(end);
            let capitals = name.chars().filter(|c| c.is_uppercase()).count();
            if !self.is_capital(end) || capitals < 2 {
                return None;
            }
            end += 1;
        }
        Some(first..end)
    }

    /// The end of a number from `start` on with what is part of it: `7102(9)(b)`, `1591–1592`, `214.11`, `53A`.
    fn numbers(&self, start: usize) -> Option<usize> {
        if !self.starts_with_digit(start) {
            return None;
        }
        let mut end = start + 1;
        loop {
            let group = self.kind(end) == Some(TokenKind::Open)
                && self.is_close(end)
                && self.kind(end + 2) == Some(TokenKind::Close);
            let range = self.kind(end) == Some(TokenKind::Dash)
                && self.is_close(end)
                && self.starts_with_digit(end + 1);
            let glued = self.tokens.get(end).is_some_and(|token| token.glued);
            match (group, range, glued) {
                (true, ..) => end += 3,
                (_, true, _) => end += 2,
                (.., true) => end += 1,
                _ => return Some(end),
            }
        }
    }

    /// The token behind "No." at `at`, if it stands there.
    fn after_number_word(&self, at: usize) -> usize {
        if !self.is_word_of(at, &self.conventions.laws.number_words) {
            return at;
        }
        at + 1 + usize::from(self.kind(at + 1) == Some(TokenKind::Stop))
    }

    /// `Law No. 2016-444`
    fn numbered_act(&self, at: usize) -> Option<Range<usize>> {
        if !self.is_capital(at) || !self.is_word_of(at, &self.conventions.sources.laws) {
            return None;
        }
        let next = self.after_number_word(at + 1);
        let end = self.numbers(next).filter(|_| next > at + 1)?;
        Some(at..end)
    }

    /// `Directive 2011/36/EU`, `Regulation (EU) No 604/2013`
    fn act(&self, at: usize) -> Option<Range<usize>> {
        if !self.is_capital(at) || !self.is_word_of(at, &self.conventions.laws.numbered) {
            return None;
        }
        let mut next = at + 1;
        if self.kind(next) == Some(TokenKind::Open) && self.kind(next + 2) == Some(TokenKind::Close)
        {
            next += 3;
        }
        next = self.after_number_word(next);
        let stroke = self.kind(next + 1) == Some(TokenKind::Slash);
        if !self.starts_with_digit(next) || !stroke || !self.starts_with_digit(next + 2) {
            return None;
        }
        let mut end = next + 3;
        if self.kind(end) == Some(TokenKind::Slash) && self.is_in_capitals(end + 1) {
            end += 2;
        }
        Some(at..end)
    }

    /// `C-341/05`, with or without "Case" before it
    fn case_number(&self, at: usize, from: usize) -> Option<Range<usize>> {
        let letter = self.is_in_capitals(at) && self.word(at).len() == 1;
        let number = self.tokens.get(at + 1).is_some_and(|token| token.glued)
            && self.starts_with_digit(at + 1)
            && self.kind(at + 2) == Some(TokenKind::Slash)
            && self.starts_with_digit(at + 3);
        if !letter || !number {
            return None;
        }
        let before = at.checked_sub(1).filter(|before| *before >= from);
        let named = before.filter(|before| self.is_word_of(*before, &self.conventions.laws.cases));
        Some(named.unwrap_or(at)..at + 4)
    }

    /// `App no 25965/04`, with the names of the parties before it and the court and date behind it
    fn application(&self, at: usize, from: usize) -> Option<Range<usize>> {
        if !self.is_word_of(at, &self.conventions.laws.applications) {
            return None;
        }
        let word = at + 1 + usize::from(self.kind(at + 1) == Some(TokenKind::Stop));
        let next = self.after_number_word(word);
        let number = next > word
            && self.starts_with_digit(next)
            && self.kind(next + 1) == Some(TokenKind::Slash)
            && self.starts_with_digit(next + 2);
        if !number {
            return None;
        }
        let end = next + 3;
        Some(self.parties(at, from)..self.court_and_year(end).unwrap_or(end))
    }

    /// `A/RES/55/25`, `E/CN.4/2000/68`: a document of the United Nations
    fn symbol(&self, at: usize) -> Option<Range<usize>> {
        if !self.is_in_capitals(at)
            || at > 0 && self.is_close(at) && self.kind(at - 1) == Some(TokenKind::Slash)
        {
            return None;
        }
        let mut end = at + 1;
        let mut strokes = 0;
        while self.is_close(end) {
            match self.kind(end) {
                Some(TokenKind::Slash) => strokes += 1,
                Some(TokenKind::Stop) if self.is_close(end + 1) => {}
                Some(TokenKind::Word | TokenKind::Number)
                    if self.is_capital(end) || self.starts_with_digit(end) => {}
                _ => break,
            }
            end += 1;
        }
        (strokes >= 2 && self.starts_with_digit(end - 1)).then_some(at..end)
    }

    /// `SFS 1998:408`, `Prop. 1997/98:55`, `COM(2012) 286`
    fn series(&self, at: usize) -> Option<Range<usize>> {
        let in_capitals = self.is_in_capitals(at) && self.word(at).len() > 1;
        let in_series = self.is_capital(at) && self.is_word_of(at, &self.conventions.laws.series);
        if !(in_capitals || in_series) {
            return None;
        }
        let mut next = at + 1;
        if self.kind(next) == Some(TokenKind::Open) && self.is_close(next) {
            let year = self.is_year(next + 1) && self.kind(next + 2) == Some(TokenKind::Close);
            let end = year.then(|| self.numbers(next + 3)).flatten()?;
            return Some(at..end);
        }
        next += usize::from(self.kind(next) == Some(TokenKind::Stop));
        if !self.is_year(next) {
            return None;
        }
        let mut colon = next + 1;
        if self.kind(colon) == Some(TokenKind::Slash) && self.is_close(colon) {
            colon += 2;
        }
        let number = self.kind(colon) == Some(TokenKind::Colon)
            && self.is_close(colon)
            && self.is_close(colon + 1)
            && self.starts_with_digit(colon + 1);
        number.then_some(at..colon + 2)
    }

    /// `[2014] UKSC 12`, `[2002] 1 AC 615`, `(2014) 41 Harbour Studies 67`, with the names of the parties before it
    fn neutral(&self, at: usize, from: usize) -> Option<Range<usize>> {
        let opens = self.kind(at) == Some(TokenKind::Open)
            && self.is_year(at + 1)
            && self.kind(at + 2) == Some(TokenKind::Close);
        if !opens {
            return None;
        }
        let square = self.is(at, "[");
        let mut next = at + 3;
        let volume = self.kind(next) == Some(TokenKind::Number) && !self.is_close(next);
        next += usize::from(volume);
        let name = next;
        while next - name < MAX_NAME
            && (self.kind(next) == Some(TokenKind::Word)
                && (self.is_capital(next)
                    || self.is_word_of(next, &self.conventions.sources.small)))
        {
            next += 1;
        }
        let abbreviated = self.is_in_capitals(name) && self.word(name).len() > 1;
        let named = next > name && (square && abbreviated || volume && self.is_capital(name));
        let mut end = named.then(|| self.numbers(next)).flatten()?;
        // "[2010] EWHC 12 (Admin)"
        if self.kind(end) == Some(TokenKind::Open)
            && self.is(end, "(")
            && self.is_capital(end + 1)
            && self.kind(end + 2) == Some(TokenKind::Close)
        {
            end += 3;
        }
        Some(self.parties(at, from)..end)
    }

    /// Where the names of the parties to a case begin that stands before `at`: `R v Lowe`, `Abbott v. Lowe,`; `at` where there
    /// are none.
    fn parties(&self, at: usize, from: usize) -> usize {
        let mut first = at;
        let mut versus = false;
        let mut index = at;
        while index > from && at - index < MAX_NAME {
            index -= 1;
            let is_versus = self.is_word_of(index, &self.conventions.laws.versus);
            let small = self.is_word_of(index, &self.conventions.sources.small);
            match self.kind(index) {
                _ if is_versus => versus = true,
                Some(TokenKind::Word) if self.is_capital(index) => {
                    let lower = normalise(self.word(index));
                    let opener = self.conventions.sources.introducers.contains(&*lower)
                        || versus
                            && self.word(index).len() > 1
                            && self.conventions.starters.contains(&*lower);
                    if opener {
                        break;
                    }
                    first = index;
                }
                Some(TokenKind::Word) if small && first < at => {}
                Some(TokenKind::Stop) => {
                    let abbreviated = index > from
                        && (self.is_word_of(index - 1, &self.conventions.laws.versus)
                            || self
                                .conventions
                                .abbreviations
                                .stands_alone(self.word(index - 1))
                            || self.word(index - 1).len() == 1);
                    if !abbreviated {
                        break;
                    }
                }
                Some(TokenKind::Comma) if index + 1 == at => {}
                // "R (on the application of Lowe) v Home Office"
                Some(TokenKind::Close) if versus => {
                    let open = (from..index)
                        .rev()
                        .find(|at| self.kind(*at) == Some(TokenKind::Open));
                    match open {
                        Some(open) if index - open < MAX_NAME => index = open,
                        _ => break,
                    }
                }
                _ => break,
            }
        }
        if versus { first } else { at }
    }

    /// `410 U.S. 113 (1973)`, `539 F.3d 1202, 1206 (9th Cir. 2008)`, `2237 U.N.T.S. 319`: volume, reporter, page, with the
    /// names of the parties before it
    fn reporter(&self, at: usize, from: usize) -> Option<Range<usize>> {
        if self.kind(at) != Some(TokenKind::Number) || !self.is_capital(at + 1) {
            return None;
        }
        let name = at + 1;
        let mut next = name;
        while next - name < MAX_NAME {
            let inside = match self.kind(next) {
                Some(TokenKind::Word) => {
                    self.is_capital(next)
                        || next > name && self.is_close(next) && self.starts_with_digit(next)
                }
                Some(TokenKind::Stop) => self.is_close(next),
                _ => false,
            };
            if !inside {
                break;
            }
            next += 1;
        }
        let first = self.tokens.get(name)?.range.start as usize;
        let last = self.tokens.get(next.checked_sub(1)?)?.range.end as usize;
        let shown = self.text.get(first..last)?.to_lowercase();
        let known = self.conventions.laws.reporters.contains(&*shown);
        let abbreviated = shown.ends_with('.');
        let mut end = self.numbers(next).filter(|_| known || abbreviated)?;
        while self.kind(end) == Some(TokenKind::Comma) && self.starts_with_digit(end + 1) {
            end = self.numbers(end + 1)?;
        }
        let year = self.court_and_year(end);
        if year.is_none() && !known {
            return None;
        }
        Some(self.parties(at, from)..year.unwrap_or(end))
    }

    /// The end of `(1973)` or `(9th Cir. 2008)` at `at`.
    fn court_and_year(&self, at: usize) -> Option<usize> {
        if self.kind(at) != Some(TokenKind::Open) || !self.is(at, "(") {
            return None;
        }
        let close = (at + 1..self.tokens.len().min(at + MAX_NAME))
            .find(|index| self.kind(*index) == Some(TokenKind::Close))?;
        self.is_year(close - 1).then_some(close + 1)
    }

    /// `Pub. L. No. 106-386`
    fn public_law(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.text[self.tokens.get(at)?.range.start as usize..];
        let phrases = self.conventions.laws.public.iter().filter(|phrase| {
            rest.get(..phrase.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(phrase))
        });
        let phrase = phrases.max_by_key(|phrase| phrase.len())?;
        let end = self.tokens[at].range.start + phrase.len() as u32;
        let next = self.tokens.partition_point(|token| token.range.start < end);
        Some(at..self.numbers(next)?)
    }

    /// `Art. 9(4) Palermo Protocol`, `Article 9(4) of the Palermo Protocol`, `Article 6 ECHR`
    fn article(&self, at: usize) -> Option<Range<usize>> {
        if !self.is_word_of(at, &self.conventions.laws.parts) {
            return None;
        }
        let mut next = at + 1;
        next += usize::from(self.kind(next) == Some(TokenKind::Stop));
        let mut next = self.numbers(next)?;
        while self.is_word_of(next, &self.conventions.laws.of) {
            next += 1;
        }
        let name = next;
        while next - name < MAX_NAME
            && self.kind(next) == Some(TokenKind::Word)
            && !self.is_close(next)
        {
            if !self.is_capital(next) && !self.is_word_of(next, &self.conventions.sources.small) {
                break;
            }
            next += 1;
            if next - name > 1
                && self.is_word_of(next - 1, &self.conventions.sources.laws)
                && self.is_capital(next - 1)
            {
                next += usize::from(self.is_year(next));
                return Some(at..next);
            }
        }
        let abbreviated = self.is_in_capitals(name) && self.word(name).len() > 2;
        abbreviated.then_some(at..name + 1)
    }

    /// `Sexual Offences Act 2003, s 53A`
    fn section_of_act(&self, at: usize, from: usize) -> Option<Range<usize>> {
        if !self.is_capital(at) || !self.is_word_of(at, &self.conventions.sources.laws) {
            return None;
        }
        let mut next = at + 1;
        next += usize::from(self.is_year(next));
        if self.kind(next) != Some(TokenKind::Comma)
            || !self.is_word_of(next + 1, &self.conventions.laws.parts)
        {
            return None;
        }
        let mut number = next + 2;
        number += usize::from(self.kind(number) == Some(TokenKind::Stop));
        let end = self.numbers(number)?;
        let mut first = at;
        while first > from && at - first < MAX_NAME {
            let before = first - 1;
            let bracket = matches!(self.kind(before), Some(TokenKind::Close))
                && before >= from + 2
                && self.kind(before - 2) == Some(TokenKind::Open)
                && self.is_capital(before - 1);
            if bracket {
                first = before - 2;
            } else if self.kind(before) == Some(TokenKind::Word)
                && (self.is_capital(before)
                    || self.is_word_of(before, &self.conventions.sources.small))
            {
                first = before;
            } else {
                break;
            }
        }
        while first < at
            && (!self.is_capital(first) || self.is_word_of(first, &self.conventions.starters))
            && self.kind(first) == Some(TokenKind::Word)
        {
            first += 1;
        }
        (first < at).then_some(first..end)
    }

    /// The end of the place in the law or judgment that is named behind it: `, [15]`, `, art 2`, `at [15]`.
    fn pinpoint(&self, end: usize) -> usize {
        let mut next = end;
        next += usize::from(self.kind(next) == Some(TokenKind::Comma));
        while self.is_word_of(next, &self.conventions.laws.parts)
            || self.is_word_of(next, &self.conventions.citations.no_citation_before)
        {
            next += 1;
            next += usize::from(self.kind(next) == Some(TokenKind::Stop));
        }
        let square = self.is(next, "[") && self.kind(next + 2) == Some(TokenKind::Close);
        if square && self.starts_with_digit(next + 1) && !self.is_year(next + 1) {
            return next + 3;
        }
        match self.numbers(next).filter(|_| next > end + 1) {
            Some(end) => end,
            None => end,
        }
    }
}
