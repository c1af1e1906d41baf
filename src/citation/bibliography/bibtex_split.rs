use std::ops::Range;

/// A part of a `.bib` file that begins with `@`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// `@string{…}`
    Text(Range<usize>),
    /// `@book{…}`
    Entry(Range<usize>),
    /// One whose end cannot be found.
    Broken {
        /// Where to look.
        range: Range<usize>,
        /// Its key, if it has one.
        key: Option<Range<usize>>,
        fault: SplitFault,
    },
}

/// Why an entry has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SplitFault {
    /// A brace is never closed.
    Unclosed,
    /// More braces in each other than any text needs.
    TooDeep,
    /// One brace is closed too often: fields follow behind the end.
    ClosedEarly,
    /// `@book(…)`, which readers other than BibTeX itself refuse.
    Round,
}

impl SplitFault {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Unclosed => "a brace in this entry is never closed",
            Self::TooDeep => "the braces in this entry are nested too deep",
            Self::ClosedEarly => "a brace in this entry is closed once too often",
            Self::Round => "this entry stands in round brackets",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Unclosed => "close it; until then the entry ends where the next one begins",
            Self::TooDeep => "no more than 100 braces may stand in each other",
            Self::ClosedEarly => "take out one `}`: the fields behind it belong to no entry",
            Self::Round => "put it in braces: `@book{key, …}`",
        }
    }
}

/// Deeper braces than these are in no bibliography, and reading them could exhaust the stack.
const MAX_DEPTH: usize = 100;

/// The parts of a `.bib` file, in order. Text between them is no part of it, as BibTeX has it; a line that begins with an entry
/// begins one, whatever stands open before it. Linear in the length of the text.
pub(super) fn split(text: &str) -> impl Iterator<Item = Item> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let head = Head::next(text, at)?;
            let (item, next) = head.item(text);
            at = next;
            if item.is_some() {
                return item;
            }
        }
    })
}

/// `@book{`
struct Head {
    start: usize,
    kind: Range<usize>,
    /// The bracket.
    open: usize,
}

impl Head {
    fn next(text: &str, mut at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        loop {
            at += memchr::memchr2(b'@', b'%', bytes.get(at..)?)?;
            if bytes[at] == b'%' {
                // A comment reaches to the end of its line.
                at += memchr::memchr(b'\n', &bytes[at..])?;
                continue;
            }
            if let Some(head) = Self::at(text, at) {
                return Some(head);
            }
            at += 1;
        }
    }

    fn at(text: &str, start: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let letters = bytes[start + 1..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
            .count();
        let kind = start + 1..start + 1 + letters;
        let blank = bytes[kind.end..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        let open = kind.end + blank;
        let opens = matches!(bytes.get(open), Some(b'{' | b'('));
        (letters > 0 && opens).then_some(Self { start, kind, open })
    }

    /// What begins here, and where to go on.
    fn item(&self, text: &str) -> (Option<Item>, usize) {
        let kind = text[self.kind.clone()].to_ascii_lowercase();
        let is_entry = !["comment", "preamble", "string"].contains(&kind.as_str());
        let broken = |fault: SplitFault| {
            let key = is_entry
                .then(|| self.key(text))
                .filter(|key| !key.is_empty());
            let range = self.start..key.clone().map_or(self.open + 1, |key| key.end);
            Some(Item::Broken { range, key, fault })
        };
        if is_entry && text.as_bytes()[self.open] == b'(' {
            return (broken(SplitFault::Round), self.open + 1);
        }
        match self.end(text) {
            End::At(end) if kind == "string" => (Some(Item::Text(self.start..end)), end),
            End::At(end) if !is_entry => (None, end),
            End::At(end) => match fields_behind(text, end) {
                Some(next) => (broken(SplitFault::ClosedEarly), next),
                None => (Some(Item::Entry(self.start..end)), end),
            },
            End::TooDeep(next) => (broken(SplitFault::TooDeep), next),
            // An open comment hides nothing: what begins on a line of its own is read.
            End::None(next) if kind == "comment" => (None, next),
            End::None(next) => (broken(SplitFault::Unclosed), next),
        }
    }

    /// The words between the bracket and the first comma.
    fn key(&self, text: &str) -> Range<usize> {
        let start = self.open + 1;
        let rest = &text[start..text.floor_char_boundary(start + MAX_KEY)];
        let length = rest.find([',', '}', '\n', '=']).unwrap_or(rest.len());
        let written = &rest[..length];
        let start = self.open + 1 + (written.len() - written.trim_start().len());
        start..(start + written.trim().len())
    }

    fn end(&self, text: &str) -> End {
        let bytes = text.as_bytes();
        let close = match bytes[self.open] {
            b'(' => b')',
            _ => b'}',
        };
        let mut depth = 0_usize;
        let mut too_deep = false;
        let mut at = self.open;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'{' => depth += 1,
                b'(' if at == self.open => depth += 1,
                b'}' | b')' if byte == close && depth <= 1 => {
                    return if too_deep {
                        End::TooDeep(at + 1)
                    } else {
                        End::At(at + 1)
                    };
                }
                b'}' => depth = depth.saturating_sub(1),
                b'\n' => {
                    let blank = bytes[at + 1..]
                        .iter()
                        .take_while(|b| matches!(b, b' ' | b'\t'))
                        .count();
                    let next = at + 1 + blank;
                    if bytes.get(next) == Some(&b'@') && begins_entry(text, next) {
                        return End::None(next);
                    }
                    at += blank;
                }
                _ => {}
            }
            too_deep = too_deep || depth > MAX_DEPTH;
            at += 1;
        }
        if too_deep {
            End::TooDeep(bytes.len())
        } else {
            End::None(bytes.len())
        }
    }
}

/// Where an entry ends.
enum End {
    /// Behind its closing bracket.
    At(usize),
    /// The same, and it is not to be read.
    TooDeep(usize),
    /// It has none; the next one may begin here.
    None(usize),
}

/// The longest key that makes a line the head of an entry, in bytes.
const MAX_KEY: usize = 200;

/// `@book{key,`: what no value holds at the start of a line.
fn begins_entry(text: &str, at: usize) -> bool {
    Head::at(text, at).is_some_and(|head| {
        let rest = &text.as_bytes()[head.open + 1..];
        let key = &rest[..rest.len().min(MAX_KEY)];
        let length = key
            .iter()
            .position(|b| b.is_ascii_whitespace() || b"{}=\",".contains(b));
        length.is_some_and(|length| length > 0 && key[length] == b',')
    })
}

/// The end of a run of fields right behind an entry's end: `}, year = {2001} }`. None where nothing of the kind stands there.
fn fields_behind(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let behind = rest.trim_start().strip_prefix(',')?.trim_start();
    let name = behind
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(0);
    (name > 0 && behind[name..].trim_start().starts_with('='))
        .then_some(end + (rest.len() - behind.len()))
}
