use std::sync::OnceLock;

use crate::source::Span;

/// A file's name and text, with a table of its lines.
///
/// The text is exactly what is on disk (a byte order mark and carriage returns included), so every offset is an offset
/// into the file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    /// Characters before byte `i * COLUMN_STEP`; made when the first column far into a line is asked for.
    characters: OnceLock<Vec<u32>>,
}

/// A place in a file, as people and the JSON output count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Bytes from the start of the file, from 0.
    pub offset: u32,
    /// Line, from 1. A line ends at LF, at CR LF, or at a CR alone, as in CommonMark.
    pub line: u32,
    /// Characters (Unicode scalar values) from the start of the line, from 1. A byte order mark at the start of the file is
    /// not counted.
    pub column: u32,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// How far into its line a byte may lie before its column is read off a table: a document can be one line of megabytes, and
/// counting from the start of that line for each place would take time that grows with its square.
const COLUMN_STEP: u32 = 4096;

impl SourceFile {
    /// A file called `name` (as it is shown to people) that holds `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            name: name.into(),
            line_starts: line_starts(&text),
            text,
            characters: OnceLock::new(),
        }
    }

    /// The name, as given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Line and column of a byte offset; one past the end is the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.text.len() as u32);
        let line = self.line_of(offset);
        let start = self.line_starts[line as usize - 1];
        let mut column = if offset - start < COLUMN_STEP {
            characters(&self.text.as_bytes()[start as usize..offset as usize])
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        if line == 1 && offset > 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            column -= 1;
        }
        Position {
            offset,
            line,
            column: column + 1,
        }
    }

    /// The line (from 1) of a byte offset; past the end is the last line.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    fn characters_before(&self, offset: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let table = self.characters.get_or_init(|| {
            let mut sum = 0;
            let steps = bytes.chunks(COLUMN_STEP as usize).map(|chunk| {
                sum += characters(chunk);
                sum
            });
            std::iter::once(0).chain(steps).collect()
        });
        let step = offset / COLUMN_STEP;
        table[step as usize] + characters(&bytes[(step * COLUMN_STEP) as usize..offset as usize])
    }

    /// The bytes of line `line` (from 1), its line end left out; `None` past the last line.
    pub fn line(&self, line: u32) -> Option<Span> {
        let index = line.checked_sub(1)? as usize;
        let start = *self.line_starts.get(index)?;
        let end = self
            .line_starts
            .get(index + 1)
            .map_or(self.text.len(), |&next| next as usize);
        let text = self.text[start as usize..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + text.len() as u32))
    }

    /// How many lines there are; an empty file has one.
    pub fn lines(&self) -> u32 {
        self.line_starts.len() as u32
    }
}

/// How many characters of UTF-8 begin in `bytes`.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    std::iter::once(0)
        .chain(ends.map(|at| at as u32 + 1))
        .collect()
}
