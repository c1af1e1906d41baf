//! Forms of words and lines that decide about the end of a sentence.

use crate::document::enclosure::is_opener;
use crate::document::inline::OBJECT;

/// What follows a possible end of a sentence.
pub(super) struct After<'t> {
    /// The text there.
    text: &'t str,
    /// The same from the first character on that opens nothing.
    inner: &'t str,
}

impl<'t> After<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        let text = &text[at..];
        let inner = if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            text
        } else {
            text.trim_start_matches(is_opener)
        };
        Self { text, inner }
    }

    /// Whether it starts in lower case, and not with the number of an item.
    pub(super) fn is_lower(&self) -> bool {
        self.inner.starts_with(char::is_lowercase) && !starts_with_number(self.text)
    }

    /// Whether its very first character is a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Its first word.
    pub(super) fn word(&self) -> &'t str {
        let end = self.inner.find(|c: char| !c.is_alphanumeric());
        &self.inner[..end.unwrap_or(self.inner.len())]
    }

    /// Whether it is a number: digits, a roman one, or an amount or section behind its sign.
    pub(super) fn is_number(&self) -> bool {
        let word = self.word();
        self.inner
            .starts_with(|c: char| c.is_ascii_digit() || "$€£¥§¶#~±<>≈".contains(c))
            || is_roman(word)
            || is_lettered_number(word)
    }
}

/// A single capital letter.
pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Roman numerals in capitals; a single `I` is the pronoun.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b"IVXLC".contains(&b)) || matches!(word, "V" | "X")
}

/// A number behind a capital letter: "Table A1".
fn is_lettered_number(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase())
        && word.len() > 1
        && bytes.all(|b| b.is_ascii_digit())
}

/// `4`, `4.2`, `a`, `iv`, `B`: the number of an item or heading, where it starts the sentence.
pub(super) fn is_enumerator(word: &str) -> bool {
    let letters = word.bytes().filter(|b| b.is_ascii_alphabetic()).count();
    let numbers = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let roman = word.len() <= 5 && word.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
    word.len() <= 8 && (numbers || letters == 1 && word.len() <= 3 || roman)
}

/// Letters with stops between them: `U.S`, `e.g`.
pub(super) fn is_lettered(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// Whether a line starts with the dash of a signature.
pub(super) fn starts_with_dash(text: &str) -> bool {
    text.starts_with(['—', '–', '―']) || text.starts_with("--") || text.starts_with("- ")
}

/// Whether a line starts like the item of a list.
pub(super) fn starts_with_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| "•‣·▪◦*".contains(c)) && chars.next() == Some(' ')
        || starts_with_dash(text)
}

/// Whether a line starts with the number of an item: `2.`, `2)`, `(b)`.
pub(super) fn starts_with_number(text: &str) -> bool {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let len = inner
        .bytes()
        .take(4)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let digits = inner[..len].bytes().all(|b| b.is_ascii_digit());
    let mut rest = inner[len..].chars();
    let stop = match rest.next() {
        Some(')') => true,
        Some('.') => digits,
        _ => false,
    };
    let short = (1..=3).contains(&len) && (digits || len == 1);
    short && stop && rest.next() == Some(' ') && !text.starts_with(OBJECT)
}
