use std::ops::Range;

/// The longest gap that a phrase may ask for, in tokens.
const LONGEST_GAP: u8 = 9;
/// The gap of a bare `…`, in tokens.
const USUAL_GAP: u8 = 4;
/// How deep braces and parentheses may stand in each other: far beyond what anybody can read, and a bound on recursion.
const DEEPEST: u8 = 6;

/// The longest phrase, in bytes: more than twice what is ever written, and a bound on how deep the matcher goes.
const LONGEST: usize = 1000;

/// A piece of a phrase as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node<'p> {
    /// Plain words with the white space between them: bytes of the phrase.
    Words(Range<usize>),
    /// `~word`, `^word`, `^~word`, and a bracket of the text: `\(`.
    Word {
        text: &'p str,
        inflected: bool,
        capital: bool,
    },
    /// `_`, `^_`
    AnyWord { capital: bool },
    /// `#`
    Number,
    /// `…`, `…2`
    Gap(u8),
    /// `SEX-TRADE`, `SEX-TRADE*`: an id in lower case, and where it stands in the phrase.
    Reference {
        id: String,
        weak: bool,
        range: Range<usize>,
    },
    /// `(x)`
    Optional(Vec<Node<'p>>),
    /// `{a/b c}`
    Choice(Vec<Vec<Node<'p>>>),
}

/// What is wrong with a phrase, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct PhraseError {
    /// Bytes of the phrase.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: PhraseErrorKind,
}

/// What can be wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseErrorKind {
    /// No word at all.
    #[error("the phrase has no word, number or reference in it")]
    NoWord,
    /// `(` or `{` without its end.
    #[error("this `{0}` is never closed")]
    Unclosed(char),
    /// `)` or `}` without its start.
    #[error("this `{0}` closes nothing")]
    Unopened(char),
    /// `/` outside of braces.
    #[error("`/` stands outside of braces; alternatives are written `{{a/b}}`")]
    StraySlash,
    /// `()`, `{a/}`
    #[error("there is nothing between these signs")]
    Empty,
    /// `smuggl(ing)`
    #[error("braces and parentheses hold whole words, never a part of one")]
    PartOfWord,
    /// `a~b`
    #[error("`{0}` stands inside a word; it goes before one")]
    SignInsideWord(char),
    /// `~` and no word.
    #[error("`{0}` goes right before a word of letters")]
    NoWordAfter(char),
    /// `\word`
    #[error("`\\` goes right before a bracket that stands in the text")]
    NoBracketAfter,
    /// `… word`
    #[error("a gap stands between two words, never at the start or the end of a phrase")]
    GapAtEdge,
    /// `…99`
    #[error("a gap is 1 to {LONGEST_GAP} words long")]
    GapLength,
    /// Too many braces in braces.
    #[error("braces and parentheses stand more than {DEEPEST} deep in each other")]
    TooDeep,
    /// More text than a phrase may have.
    #[error(
        "the phrase is longer than {LONGEST} bytes; make a list of its own of one part, and refer to it"
    )]
    TooLong,
    /// `{(a)/b}`
    #[error("everything in here is optional already")]
    NothingRequired,
}

/// Reads a phrase. Neither an alternative nor an optional part is ever empty in all its ways, and no way to read the phrase
/// has a gap at its edge. Words stay as they are written; the builder gives them their ids.
pub(crate) fn parse(phrase: &str) -> Result<Vec<Node<'_>>, PhraseError> {
    let mut parser = Parser {
        text: phrase,
        at: 0,
        depth: 0,
    };
    if phrase.len() > LONGEST {
        return parser.fail(0, phrase.len(), PhraseErrorKind::TooLong);
    }
    let nodes = parser.sequence(None)?;
    if !nodes.iter().any(anchors) {
        return parser.fail(0, phrase.len(), PhraseErrorKind::NoWord);
    }
    if touches_gap(&nodes, false) || touches_gap(&nodes, true) {
        return parser.fail(0, phrase.len(), PhraseErrorKind::GapAtEdge);
    }
    Ok(nodes)
}

/// Whether a node holds a phrase down to certain words, so that it does not match everywhere.
fn anchors(node: &Node<'_>) -> bool {
    match node {
        Node::Words(_) | Node::Word { .. } | Node::Number | Node::Reference { .. } => true,
        Node::AnyWord { .. } | Node::Gap(_) | Node::Optional(_) => false,
        Node::Choice(ways) => ways.iter().all(|way| way.iter().any(anchors)),
    }
}

/// Whether some way to read the nodes begins with a gap or, read `backwards`, ends with one.
fn touches_gap(nodes: &[Node<'_>], backwards: bool) -> bool {
    for index in 0..nodes.len() {
        let index = if backwards {
            nodes.len() - 1 - index
        } else {
            index
        };
        match &nodes[index] {
            Node::Gap(_) => return true,
            Node::Optional(inner) if touches_gap(inner, backwards) => return true,
            Node::Optional(_) => {}
            Node::Choice(ways) => return ways.iter().any(|way| touches_gap(way, backwards)),
            Node::Words(_)
            | Node::Word { .. }
            | Node::AnyWord { .. }
            | Node::Number
            | Node::Reference { .. } => return false,
        }
    }
    false
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    depth: u8,
}

impl<'p> Parser<'p> {
    /// Nodes up to the end of the phrase or, in a group that was opened at `group`, up to its closing sign or a slash, which
    /// is left for the caller.
    fn sequence(&mut self, group: Option<usize>) -> Result<Vec<Node<'p>>, PhraseError> {
        let mut nodes: Vec<Node<'p>> = Vec::with_capacity(4);
        while let Some(sign) = self.skip_space() {
            let start = self.at;
            match sign {
                ')' | '}' | '/' if group.is_some() => break,
                ')' | '}' => return self.fail(start, 1, PhraseErrorKind::Unopened(sign)),
                '/' => return self.fail(start, 1, PhraseErrorKind::StraySlash),
                '(' | '{' => nodes.push(self.group(sign)?),
                '…' => nodes.push(self.gap('…'.len_utf8())?),
                '.' if self.rest().starts_with("...") => nodes.push(self.gap(3)?),
                '#' => {
                    self.at += 1;
                    nodes.push(Node::Number);
                }
                '_' => {
                    self.at += 1;
                    nodes.push(Node::AnyWord { capital: false });
                }
                '^' | '~' => nodes.push(self.marked_word()?),
                '\\' => nodes.push(self.bracket()?),
                '*' => return self.fail(start, 1, PhraseErrorKind::SignInsideWord('*')),
                _ => self.plain(&mut nodes)?,
            }
        }
        let optional = |node: &Node<'_>| matches!(node, Node::Optional(_));
        match group {
            Some(_) if nodes.is_empty() => {
                self.fail(self.at.saturating_sub(1), 2, PhraseErrorKind::Empty)
            }
            Some(start) if nodes.iter().all(optional) => {
                self.fail(start, self.at - start, PhraseErrorKind::NothingRequired)
            }
            _ => Ok(nodes),
        }
    }

    fn group(&mut self, open: char) -> Result<Node<'p>, PhraseError> {
        let start = self.at;
        let before = self.text[..start].chars().next_back();
        if before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '{' | '/')) {
            return self.fail(start, 1, PhraseErrorKind::PartOfWord);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fail(start, 1, PhraseErrorKind::TooDeep);
        }
        let close = if open == '(' { ')' } else { '}' };
        let mut ways = Vec::new();
        loop {
            self.at += 1;
            ways.push(self.sequence(Some(start))?);
            match self.peek() {
                Some(c) if c == close => break,
                Some('/') if open == '{' => {}
                Some('/') => return self.fail(self.at, 1, PhraseErrorKind::StraySlash),
                Some(c) => return self.fail(self.at, 1, PhraseErrorKind::Unopened(c)),
                None => return self.fail(start, 1, PhraseErrorKind::Unclosed(open)),
            }
        }
        self.at += 1;
        self.depth -= 1;
        if self.peek().is_some_and(char::is_alphanumeric) {
            return self.fail(self.at, 1, PhraseErrorKind::PartOfWord);
        }
        Ok(match open {
            '(' => Node::Optional(ways.swap_remove(0)),
            _ => Node::Choice(ways),
        })
    }

    fn gap(&mut self, sign: usize) -> Result<Node<'p>, PhraseError> {
        let start = self.at;
        self.at += sign;
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let written = &self.rest()[..digits];
        self.at += digits;
        let length = match written {
            "" => USUAL_GAP,
            _ => written.parse().unwrap_or(u8::MAX),
        };
        if (1..=LONGEST_GAP).contains(&length) {
            Ok(Node::Gap(length))
        } else {
            self.fail(start, sign + digits, PhraseErrorKind::GapLength)
        }
    }

    /// `~word`, `^word`, `^~word`, `^_`
    fn marked_word(&mut self) -> Result<Node<'p>, PhraseError> {
        let start = self.at;
        let capital = self.eat('^');
        if capital && self.eat('_') {
            return Ok(Node::AnyWord { capital });
        }
        let inflected = self.eat('~');
        let word = self.at;
        let length: usize = self
            .rest()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '-')
            .map(char::len_utf8)
            .sum();
        self.at += length;
        let text = &self.text[word..self.at];
        if !text.starts_with(char::is_alphabetic) || !text.ends_with(char::is_alphanumeric) {
            let sign = if inflected { '~' } else { '^' };
            return self.fail(start, self.at - start, PhraseErrorKind::NoWordAfter(sign));
        }
        self.end_of_word()?;
        Ok(Node::Word {
            text,
            inflected,
            capital,
        })
    }

    /// `\(` and `\)`: a bracket of the text, round or not.
    fn bracket(&mut self) -> Result<Node<'p>, PhraseError> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some('(' | ')') => self.at += 1,
            _ => return self.fail(start, 1, PhraseErrorKind::NoBracketAfter),
        }
        Ok(Node::Word {
            text: &self.text[start + 1..self.at],
            inflected: false,
            capital: false,
        })
    }

    /// A run of characters without white space or a sign of the language: a reference where it is in capitals, else words,
    /// which join the plain words right before them.
    fn plain(&mut self, nodes: &mut Vec<Node<'p>>) -> Result<(), PhraseError> {
        let start = self.at;
        while let Some(c) = self.peek() {
            let sign = matches!(
                c,
                '(' | ')' | '{' | '}' | '/' | '…' | '#' | '_' | '^' | '~' | '*' | '\\'
            );
            // A possessive after a reference is a word of its own.
            let possessive = matches!(c, '\'' | '’') && is_reference(&self.text[start..self.at]);
            if c.is_whitespace() || sign || possessive || self.rest().starts_with("...") {
                break;
            }
            self.at += c.len_utf8();
        }
        let run = &self.text[start..self.at];
        if is_reference(run) {
            let range = start..self.at;
            let weak = self.eat('*');
            self.end_of_word()?;
            nodes.push(Node::Reference {
                id: run.to_ascii_lowercase(),
                weak,
                range,
            });
            return Ok(());
        }
        self.end_of_word()?;
        // The white space between two runs is part of the joined text, so that both are cut into words as in a document; a
        // clitic that stands alone is joined to nothing, or it would be cut as a quotation mark.
        let clitic = run.starts_with(['\'', '’']);
        match nodes.last_mut() {
            Some(Node::Words(range)) if !clitic => range.end = self.at,
            _ => nodes.push(Node::Words(start..self.at)),
        }
        Ok(())
    }

    /// Fails where a sign that goes before a word, or opens a group, stands right behind one.
    fn end_of_word(&mut self) -> Result<(), PhraseError> {
        match self.peek() {
            Some('(' | '{') => self.fail(self.at, 1, PhraseErrorKind::PartOfWord),
            Some(c @ ('#' | '_' | '^' | '~' | '*')) => {
                self.fail(self.at, 1, PhraseErrorKind::SignInsideWord(c))
            }
            _ => Ok(()),
        }
    }

    fn rest(&self) -> &'p str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn skip_space(&mut self) -> Option<char> {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.peek()
    }

    fn fail<T>(
        &self,
        start: usize,
        length: usize,
        kind: PhraseErrorKind,
    ) -> Result<T, PhraseError> {
        // Ends on a character boundary whatever `length` was meant for.
        let mut end = (start + length).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Err(PhraseError {
            range: start..end,
            kind,
        })
    }
}

/// Whether a run of characters is an id in capitals.
fn is_reference(run: &str) -> bool {
    run.starts_with(|c: char| c.is_ascii_uppercase())
        && run
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}
