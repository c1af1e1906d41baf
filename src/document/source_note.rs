use crate::document::mark::is_year;
use crate::document::{
    Block, Conventions, Inline, InlineKind, TextRange, Token, TokenKind, normalise, tokenize,
};

/// A text of more tokens than this is no mere source, whatever it looks like.
const MAX_TOKENS: usize = 150;

/// This many words in lower case in a row, none of which belongs to descriptions of sources, make prose.
const PROSE_RUN: usize = 3;

/// Whether a block only gives a source: it has signs of one (a year, a page, a URL, a law's section, a citation key) and,
/// titles left out, no word that only running prose has.
pub(super) fn is_source(block: &Block, conventions: &Conventions) -> bool {
    names_a_source(&block.text, &block.inlines, conventions)
}

/// The same of a text with its markup, whose ranges are those of `text`.
pub fn names_a_source(text: &str, inlines: &[Inline], conventions: &Conventions) -> bool {
    let tokens = tokenize(text);
    if tokens.is_empty() || tokens.len() > MAX_TOKENS {
        return false;
    }
    let description = Description {
        text,
        inlines,
        conventions,
        titles: titles(text, inlines, &tokens),
        tokens: &tokens,
    };
    description.has_evidence() && !description.has_prose()
}

struct Description<'b> {
    text: &'b str,
    inlines: &'b [Inline],
    conventions: &'b Conventions,
    titles: Vec<TextRange>,
    tokens: &'b [Token],
}

impl Description<'_> {
    fn word(&self, token: &Token) -> &str {
        token.range.slice(self.text)
    }

    fn is_title(&self, token: &Token) -> bool {
        self.titles.iter().any(|title| title.contains(token.range))
    }

    fn has_evidence(&self) -> bool {
        let linked = self.inlines.iter().any(|inline| match &inline.kind {
            InlineKind::Url => true,
            InlineKind::Link { destination, .. } => !destination.starts_with('#'),
            _ => false,
        });
        linked || self.opens_with_pointer() || self.has_title_and_author() || self.has_number()
    }

    /// "See ...", "Ibid."
    fn opens_with_pointer(&self) -> bool {
        let lower = self.text.trim_start().to_lowercase();
        self.conventions.sources.introducers.iter().any(|pointer| {
            lower
                .strip_prefix(&**pointer)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }

    /// A title in emphasis or quotation marks beside other words.
    fn has_title_and_author(&self) -> bool {
        !self.titles.is_empty()
            && self.tokens.iter().any(|token| {
                token.kind == TokenKind::Word && token.capital && !self.is_title(token)
            })
    }

    /// A year, a page, a section of a law, a citation key.
    fn has_number(&self) -> bool {
        let sources = &self.conventions.sources;
        let mut before: [&str; 2] = ["", ""];
        self.tokens.iter().any(|token| {
            let word = self.word(token);
            let is_pointer = |word: &str| sources.words.contains(&*normalise(word));
            let is_law = |word: &str| sources.laws.contains(&*normalise(word));
            let found = match token.kind {
                TokenKind::Number | TokenKind::Word
                    if word.starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    is_year(word)
                        || is_pointer(before[1])
                        || before[1] == "." && is_pointer(before[0])
                        || is_law(before[1])
                }
                TokenKind::Word => before[1] == "@" || token.capital && is_law(word),
                _ => before[1] == "§",
            };
            before = [before[1], word];
            found
        })
    }

    fn has_prose(&self) -> bool {
        let sources = &self.conventions.sources;
        let mut run = 0;
        self.tokens.iter().any(|token| {
            if self.is_title(token) || token.kind != TokenKind::Word || token.capital {
                // A hyphen or a clitic does not part a run of words, all else does.
                run = 0;
                return false;
            }
            let word = normalise(self.word(token));
            if sources.prose.contains(&*word) {
                return true;
            }
            if !sources.small.contains(&*word) && !sources.words.contains(&*word) {
                run += 1;
            }
            run >= PROSE_RUN
        })
    }
}

/// Where titles stand: in emphasis, links, URLs and quotation marks, and behind the year of an entry in the author-date
/// form (`Moyo, T. (1981). Title of the work. Place: Press.`).
fn titles(text: &str, inlines: &[Inline], tokens: &[Token]) -> Vec<TextRange> {
    let mut titles: Vec<TextRange> = inlines
        .iter()
        .filter(|inline| {
            matches!(
                inline.kind,
                InlineKind::Emphasis | InlineKind::Url | InlineKind::Link { .. }
            )
        })
        .map(|inline| inline.range)
        .collect();
    let mut open = None;
    for token in tokens {
        match token.kind {
            TokenKind::OpenQuote => open = open.or(Some(token.range.start)),
            TokenKind::CloseQuote => {
                if let Some(start) = open.take() {
                    titles.push(TextRange::new(start, token.range.end));
                }
            }
            _ => {}
        }
    }
    titles.extend(author_date_title(text, tokens));
    titles.extend(author_title(text, tokens));
    titles
}

/// The title in an entry that starts with a surname and initials (`Moyo, T. Title of the work. Press, 1981.`, `Moyo T,
/// Reyes M. Title`): from the word before the first one in lower case to the next stop, if more of the entry follows.
fn author_title(text: &str, tokens: &[Token]) -> Option<TextRange> {
    let word = |index: usize| tokens.get(index).map(|token| token.range.slice(text));
    let is_initials = |index: usize| {
        word(index)
            .is_some_and(|word| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let kind = |index: usize| tokens.get(index).map(|token| token.kind);
    let surname = tokens.first().is_some_and(|token| token.capital);
    let parted =
        kind(1) == Some(TokenKind::Comma) && is_initials(2) && kind(3) == Some(TokenKind::Stop);
    let joined = is_initials(1) && matches!(kind(2), Some(TokenKind::Comma | TokenKind::Stop));
    if !surname || !(parted || joined) {
        return None;
    }
    // Words as short as "and" and "et al" stand between names.
    let lower = tokens.iter().position(|token| {
        token.kind == TokenKind::Word && !token.capital && token.range.end - token.range.start > 3
    })?;
    title_to_stop(tokens, lower.checked_sub(1)?)
}

/// The title in an entry of the author-date form: from the year to the next stop, if more of the entry follows.
fn author_date_title(text: &str, tokens: &[Token]) -> Option<TextRange> {
    let year = tokens
        .iter()
        .position(|token| is_year(token.range.slice(text)))?;
    let authors = tokens[..year].iter().all(|token| {
        let word = token.range.slice(text);
        token.capital || token.kind != TokenKind::Word || word.len() <= 3
    });
    let named = tokens[..year].iter().any(|token| token.capital);
    if !authors || !named {
        return None;
    }
    let first = tokens[year + 1..]
        .iter()
        .position(|token| token.kind == TokenKind::Word)?
        + year
        + 1;
    title_to_stop(tokens, first)
}

/// From the token `first` to the next stop, if more follows.
fn title_to_stop(tokens: &[Token], first: usize) -> Option<TextRange> {
    let end = tokens[first..]
        .iter()
        .position(|token| matches!(token.kind, TokenKind::Stop | TokenKind::QuestionMark))?
        + first;
    tokens.get(end + 1)?;
    Some(TextRange::new(
        tokens[first].range.start,
        tokens[end].range.end,
    ))
}
