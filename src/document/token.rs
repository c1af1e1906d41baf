use std::borrow::Cow;

use crate::document::TextRange;

/// A word, number or mark of a block's plain text.
///
/// Words are split as the Penn Treebank does it (Marcus et al. 1993, tokenizer notes): a clitic is a token of its own
/// (`smuggler` `'s`, `do` `n't`); and besides, at each hyphen and slash, so that `red-light` and `red light` are the same
/// words (the hyphen itself gives no token; the word after it is `glued`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where, in the block's plain text.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
    /// Whether nothing but a hyphen stands between the token before and this one.
    pub glued: bool,
    /// Whether its first letter is a capital one.
    pub capital: bool,
}

/// Kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits (`SB`, `s.53A` gives `s` `.` `53A`), or a clitic with its apostrophe.
    Word,
    /// Digits with their separators, a percent or currency sign left outside.
    Number,
    /// `.`, `…` or `...`
    Stop,
    /// `?`
    QuestionMark,
    /// `!`
    ExclamationMark,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// A dash between words: `–`, `—`, `--`, or a hyphen with white space on both sides.
    Dash,
    /// `/`
    Slash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// An opening quotation mark, double or single.
    OpenQuote,
    /// A closing quotation mark, double or single.
    CloseQuote,
    /// A line feed: a hard break.
    LineBreak,
    /// `=`, `+`, `→`, `%`, `€`, an emoji, U+FFFC and all other signs.
    Symbol,
}

impl TokenKind {
    /// Whether the mark ends a clause.
    pub fn ends_clause(self) -> bool {
        match self {
            Self::Stop
            | Self::QuestionMark
            | Self::ExclamationMark
            | Self::Semicolon
            | Self::Colon
            | Self::Dash
            | Self::LineBreak => true,
            Self::Word
            | Self::Number
            | Self::Comma
            | Self::Slash
            | Self::Open
            | Self::Close
            | Self::OpenQuote
            | Self::CloseQuote
            | Self::Symbol => false,
        }
    }

    /// Whether the mark ends a clause, or may: a comma does not always.
    pub fn may_end_clause(self) -> bool {
        self == Self::Comma || self.ends_clause()
    }
}

/// The form under which words are compared: lower case, a curly apostrophe made straight.
pub fn normalise(word: &str) -> Cow<'_, str> {
    let same = word
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if same {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let mut lower = word.to_lowercase();
    if lower.contains(CURLY_APOSTROPHE) {
        lower = lower.replace(CURLY_APOSTROPHE, "'");
    }
    Cow::Owned(lower)
}

const CURLY_APOSTROPHE: char = '\u{2019}';
