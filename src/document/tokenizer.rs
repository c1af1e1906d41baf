use crate::document::{TextRange, Token, TokenKind};

/// The tokens of a block's plain text, in order. White space and hyphens inside words give none, nor does a hard break before a
/// small letter.
///
/// A clitic (`'s`, `n't`, `'re`, `'ve`, `'ll`, `'d`, `'m`) holds its apostrophe, straight or curly; the apostrophe after a
/// plural (`the bootleggers' money`) is a word of its own. `cannot` is one word. Linear in the length of the text.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokenizer = Tokenizer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        hyphen: None,
        open_single: false,
        // English words have about five letters and a space (the corpus gives 5.3 bytes a token).
        tokens: Vec::with_capacity(text.len() / 5 + 1),
    };
    tokenizer.run();
    tokenizer.tokens
}

/// What an ASCII byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Mark(TokenKind),
    Dot,
    Hyphen,
    Apostrophe,
    DoubleQuote,
    Wide,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Mark(TokenKind::Symbol); 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' => Class::Mark(TokenKind::LineBreak),
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Space,
            b'.' => Class::Dot,
            b'-' => Class::Hyphen,
            b'\'' => Class::Apostrophe,
            b'"' => Class::DoubleQuote,
            b'?' => Class::Mark(TokenKind::QuestionMark),
            b'!' => Class::Mark(TokenKind::ExclamationMark),
            b',' => Class::Mark(TokenKind::Comma),
            b';' => Class::Mark(TokenKind::Semicolon),
            b':' => Class::Mark(TokenKind::Colon),
            b'/' => Class::Mark(TokenKind::Slash),
            b'(' | b'[' => Class::Mark(TokenKind::Open),
            b')' | b']' => Class::Mark(TokenKind::Close),
            128.. => Class::Wide,
            _ => Class::Mark(TokenKind::Symbol),
        };
        byte += 1;
    }
    table
}

/// Letters and digits of ASCII.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

struct Tokenizer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// The byte after a hyphen that stands right behind a token; a word that starts there is glued.
    hyphen: Option<usize>,
    /// Whether a single opening quotation mark waits for its partner.
    open_single: bool,
    tokens: Vec<Token>,
}

impl Tokenizer<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Letter => self.plain_word(),
                Class::Digit => self.word(),
                Class::Space => self.at += 1,
                Class::Mark(TokenKind::LineBreak) if self.runs_on() => self.at += 1,
                Class::Mark(kind) => self.push(self.at + 1, kind),
                Class::Dot => {
                    let end = self.run_end(b'.');
                    self.push(end, TokenKind::Stop);
                }
                Class::Hyphen => self.hyphen(),
                Class::Apostrophe => self.apostrophe(1),
                Class::DoubleQuote => {
                    let kind = self.straight_quote(1);
                    self.push(self.at + 1, kind);
                }
                Class::Wide => self.wide(),
            }
        }
    }

    /// Whether the line after the hard break here goes on with a small letter, as a sentence does that is only broken for the eye.
    fn runs_on(&self) -> bool {
        self.text[self.at..]
            .trim_start()
            .starts_with(char::is_lowercase)
    }

    /// A word from here: by far most are letters of ASCII alone, up to a space or mark.
    fn plain_word(&mut self) {
        let rest = &self.bytes[self.at..];
        let len = rest
            .iter()
            .position(|byte| !IN_WORD[*byte as usize])
            .unwrap_or(rest.len());
        if matches!(rest.get(len), Some(b'\'' | 128..)) {
            return self.word();
        }
        let glued = self.hyphen.take() == Some(self.at);
        let end = self.at + len;
        self.tokens.push(Token {
            range: TextRange {
                start: self.at as u32,
                end: end as u32,
            },
            kind: TokenKind::Word,
            glued,
            capital: rest[0].is_ascii_uppercase(),
        });
        self.at = end;
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        self.tokens.push(Token {
            range: TextRange {
                start: self.at as u32,
                end: end as u32,
            },
            kind,
            glued: false,
            capital: false,
        });
        self.at = end;
    }

    fn run_end(&self, byte: u8) -> usize {
        let rest = &self.bytes[self.at..];
        self.at + rest.iter().position(|&b| b != byte).unwrap_or(rest.len())
    }

    /// A word or number from here, with its clitics.
    fn word(&mut self) {
        let glued = self.hyphen.take() == Some(self.at);
        let first = self.tokens.len();
        let (mut end, digits_only) = self.letters(self.at);
        let mut kind = TokenKind::Word;
        if digits_only {
            end = self.number_end(end);
            kind = TokenKind::Number;
        }
        // The run of letters stops at an apostrophe; the word goes on behind it unless a clitic starts there.
        while let Some(apostrophe) = self.apostrophe_len(end) {
            let (tail_end, _) = self.letters(end + apostrophe);
            let tail = &self.bytes[end + apostrophe..tail_end];
            if tail.is_empty() {
                break;
            }
            let negation =
                tail.eq_ignore_ascii_case(b"t") && self.bytes[end - 1].eq_ignore_ascii_case(&b'n');
            if is_clitic(tail) || negation {
                self.push_word(end - usize::from(negation), kind);
                self.push_word(tail_end, TokenKind::Word);
            }
            end = tail_end;
        }
        self.push_word(end, kind);
        if let Some(token) = self.tokens.get_mut(first) {
            token.glued = glued;
        }
    }

    /// Pushes the word from here to `end`, if it holds anything.
    fn push_word(&mut self, end: usize, kind: TokenKind) {
        if end <= self.at {
            return;
        }
        let first = self.bytes[self.at];
        let capital = if first < 128 {
            first.is_ascii_uppercase()
        } else {
            self.text[self.at..]
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
        };
        self.push(end, kind);
        if let Some(token) = self.tokens.last_mut() {
            token.capital = capital;
        }
    }

    /// The end of the run of letters and digits from `at`, and whether it holds digits alone (and at least one).
    fn letters(&self, at: usize) -> (usize, bool) {
        let mut end = at;
        let mut digits_only = true;
        while let Some(&byte) = self.bytes.get(end) {
            match CLASSES[byte as usize] {
                Class::Letter => {
                    digits_only = false;
                    end += 1;
                }
                Class::Digit => end += 1,
                Class::Wide => {
                    let Some(c) = self.text[end..].chars().next() else {
                        break;
                    };
                    if !is_word_char(c) {
                        break;
                    }
                    digits_only &= c.is_numeric();
                    end += c.len_utf8();
                }
                _ => break,
            }
        }
        (end, digits_only && end > at)
    }

    /// Extends a number over `,` and `.` that stand between digits.
    fn number_end(&self, mut end: usize) -> usize {
        while matches!(self.bytes.get(end), Some(b',' | b'.'))
            && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
        {
            end += 1;
            while self.bytes.get(end).is_some_and(u8::is_ascii_digit) {
                end += 1;
            }
        }
        end
    }

    /// The length of the apostrophe at `at`, if there is one.
    fn apostrophe_len(&self, at: usize) -> Option<usize> {
        match self.bytes.get(at)? {
            b'\'' => Some(1),
            0xe2 if self.bytes[at..].starts_with("\u{2019}".as_bytes()) => Some(3),
            _ => None,
        }
    }

    /// One or more hyphens: a dash, or the joint of a compound, which gives no token.
    fn hyphen(&mut self) {
        let end = self.run_end(b'-');
        let alone = self.at_space_before() && self.space_at(end);
        if end - self.at > 1 || alone {
            self.push(end, TokenKind::Dash);
        } else {
            self.joint(end);
        }
    }

    /// Steps over the hyphen up to `end` and remembers it if it stands right behind a token.
    fn joint(&mut self, end: usize) {
        let behind = self
            .tokens
            .last()
            .is_some_and(|token| token.range.end as usize == self.at);
        self.hyphen = behind.then_some(end);
        self.at = end;
    }

    /// A single quotation mark or a free apostrophe of `len` bytes.
    fn apostrophe(&mut self, len: usize) {
        let (tail_end, _) = self.letters(self.at + len);
        if is_clitic(&self.bytes[self.at + len..tail_end]) && self.after_token() {
            return self.push_word(tail_end, TokenKind::Word);
        }
        let kind = match self.straight_quote(len) {
            // A straight or curly mark behind a word closes a quotation if one is open; else it marks a plural possessive.
            TokenKind::CloseQuote if self.after_word() && !self.open_single => TokenKind::Word,
            kind => kind,
        };
        match kind {
            TokenKind::OpenQuote => self.open_single = true,
            TokenKind::CloseQuote => self.open_single = false,
            _ => {}
        }
        self.push(self.at + len, kind);
    }

    /// Whether the quotation mark of `len` bytes here opens or closes, by its neighbours.
    fn straight_quote(&self, len: usize) -> TokenKind {
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at + len..].chars().next();
        let open_before = before.is_none_or(|c| {
            c.is_whitespace()
                || "([{-/\u{2010}\u{2013}\u{2014}\"'\u{201c}\u{2018}\u{ab}".contains(c)
        });
        let nothing_after = after.is_none_or(char::is_whitespace);
        if open_before && !nothing_after {
            TokenKind::OpenQuote
        } else {
            TokenKind::CloseQuote
        }
    }

    fn after_word(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            token.range.end as usize == self.at && token.kind == TokenKind::Word
        })
    }

    /// Whether a token other than an opening mark ends right here.
    fn after_token(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            token.range.end as usize == self.at
                && !matches!(
                    token.kind,
                    TokenKind::Open | TokenKind::OpenQuote | TokenKind::LineBreak
                )
        })
    }

    fn at_space_before(&self) -> bool {
        self.text[..self.at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    }

    fn space_at(&self, at: usize) -> bool {
        self.text[at..]
            .chars()
            .next()
            .is_none_or(char::is_whitespace)
    }

    /// A character outside of ASCII.
    fn wide(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else {
            return;
        };
        let end = self.at + c.len_utf8();
        if is_word_char(c) {
            return self.word();
        }
        match c {
            '\u{2019}' => self.apostrophe(c.len_utf8()),
            '\u{2018}' | '\u{201a}' | '\u{201b}' | '\u{2039}' => {
                self.open_single = true;
                self.push(end, TokenKind::OpenQuote);
            }
            '\u{201c}' | '\u{201e}' | '\u{201f}' | '\u{ab}' => self.push(end, TokenKind::OpenQuote),
            '\u{203a}' => {
                self.open_single = false;
                self.push(end, TokenKind::CloseQuote);
            }
            '\u{201d}' | '\u{bb}' => self.push(end, TokenKind::CloseQuote),
            '\u{2010}' | '\u{2011}' => self.joint(end),
            '\u{2012}'..='\u{2015}' => self.push(end, TokenKind::Dash),
            '\u{2026}' => self.push(end, TokenKind::Stop),
            c if c.is_whitespace() => self.at = end,
            _ => self.push(end, TokenKind::Symbol),
        }
    }
}

/// Letters, digits of any script, and the marks that combine with them.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20f0}')
}

/// The clitics of the Penn Treebank, without their apostrophe (`n't` is told by the letter before).
fn is_clitic(tail: &[u8]) -> bool {
    match tail.len() {
        1 => matches!(tail[0].to_ascii_lowercase(), b's' | b'd' | b'm'),
        2 => [b"re", b"ve", b"ll"]
            .iter()
            .any(|clitic| tail.eq_ignore_ascii_case(*clitic)),
        _ => false,
    }
}
