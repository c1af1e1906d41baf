use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::report::{sanitize, text};
use crate::source::{SourceFile, Span};

/// A longer sentence is shown around its labels only: no reader wants more above the help.
const LONGEST_SENTENCE: u32 = 700;

/// The most bytes shown before and after what a finding is about, where the line is longer than a row.
const CONTEXT: u32 = 40;

/// Fewer bytes than these are not worth a cut.
const SMALLEST_CUT: u32 = 12;

/// Tabs are set to columns of this width.
const TAB: usize = 4;

/// A line that is shown: its number, and the stretches of bytes that are shown.
pub(super) type Line = (u32, Vec<(u32, u32)>);

/// The lines that are shown, in the order of the file.
pub(super) fn windows(file: &SourceFile, diagnostic: &Diagnostic) -> Vec<Line> {
    let length = file.text().len() as u32;
    let mut windows: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    let labels = diagnostic.labels.iter().map(|label| label.span);
    for span in labels.chain([diagnostic.span]) {
        let start = span.start().min(length);
        let mut end = span.end().min(length);
        if end - start > LONGEST_SENTENCE {
            end = start + CONTEXT;
        }
        for line in file.line_of(start)..=file.line_of(end.saturating_sub(1).max(start)) {
            if let Some(whole) = file.line(line) {
                windows.entry(line).or_default().push((
                    start.clamp(whole.start(), whole.end()),
                    end.clamp(whole.start(), whole.end()),
                ));
            }
        }
    }
    windows.into_iter().collect()
}

/// The characters of one line as they are shown, each with where it comes from.
pub(super) struct Cells {
    text: String,
    cells: Vec<Cell>,
}

struct Cell {
    /// Where it starts in the text shown.
    at: usize,
    /// Where it starts in the file; none for a cut.
    source: Option<u32>,
    width: usize,
    is_space: bool,
}

impl Cells {
    /// The line, cut down to some context around `windows` when it is longer than a row.
    pub(super) fn of_line(
        file: &SourceFile,
        line: u32,
        windows: &[(u32, u32)],
        room: usize,
        cut: &str,
    ) -> Self {
        let mut cells = Self {
            text: String::new(),
            cells: Vec::new(),
        };
        let Some(whole) = file.line(line) else {
            return cells;
        };
        let windows = if whole.len() as usize <= room {
            vec![(whole.start(), whole.end())]
        } else {
            widened(file, whole, windows, room as u32)
        };
        let mut end = whole.start();
        for (start, next) in windows {
            if start > end {
                let inner = format!(" {cut} ");
                cells.push_cut(if end == whole.start() { cut } else { &inner });
            }
            for (at, c) in file.slice(Span::new(start, next)).char_indices() {
                cells.push(start + at as u32, c);
            }
            end = next;
        }
        if end < whole.end() {
            cells.push_cut(cut);
        }
        cells
    }

    fn push_cut(&mut self, mark: &str) {
        for c in mark.chars() {
            self.cells.push(Cell {
                at: self.text.len(),
                source: None,
                width: text::char_width(c),
                is_space: c == ' ',
            });
            self.text.push(c);
        }
    }

    fn push(&mut self, source: u32, c: char) {
        if c == '\u{feff}' && source == 0 {
            return;
        }
        let at = self.text.len();
        if c == '\t' {
            let column: usize = self.cells.iter().map(|cell| cell.width).sum();
            self.text.push_str(&" ".repeat(TAB - column % TAB));
        } else {
            sanitize::push(&mut self.text, c);
        }
        self.cells.push(Cell {
            at,
            source: Some(source),
            width: text::width(&self.text[at..]),
            is_space: matches!(c, ' ' | '\t'),
        });
    }

    /// Ranges of cells that fit `room` columns each, broken after spaces where there are any; spaces at a row's end are
    /// left out.
    pub(super) fn rows(&self, room: usize) -> Vec<std::ops::Range<usize>> {
        let mut rows = Vec::new();
        let (mut start, mut used, mut space) = (0, 0, None);
        for (index, cell) in self.cells.iter().enumerate() {
            if used + cell.width > room && !cell.is_space && index > start {
                let next = space.unwrap_or(index);
                rows.push(start..next);
                used = self.cells[next..index].iter().map(|cell| cell.width).sum();
                (start, space) = (next, None);
            }
            used += cell.width;
            if cell.is_space {
                space = Some(index + 1);
            }
        }
        rows.push(start..self.cells.len());
        for row in &mut rows {
            while row.end > row.start && self.cells[row.end - 1].is_space {
                row.end -= 1;
            }
        }
        rows
    }

    pub(super) fn slice(&self, row: &std::ops::Range<usize>) -> &str {
        &self.text[self.at(row.start)..self.at(row.end)]
    }

    /// The bytes of a row's shown text that `span` covers; an empty span takes the character that it stands before.
    pub(super) fn covered(
        &self,
        row: &std::ops::Range<usize>,
        span: Span,
    ) -> Option<(usize, usize)> {
        let end = span.end().max(span.start() + 1);
        let inside = |index: &usize| {
            self.cells[*index]
                .source
                .is_some_and(|at| span.start() <= at && at < end)
        };
        let first = row.clone().find(inside)?;
        let last = row.clone().rfind(inside)?;
        let base = self.at(row.start);
        Some((self.at(first) - base, self.at(last + 1) - base))
    }

    fn at(&self, cell: usize) -> usize {
        self.cells.get(cell).map_or(self.text.len(), |cell| cell.at)
    }
}

/// The windows with their context, joined where they meet. Context fills a row and does not begin another.
fn widened(file: &SourceFile, whole: Span, windows: &[(u32, u32)], room: u32) -> Vec<(u32, u32)> {
    let longest = windows.iter().map(|(start, end)| end - start).max();
    let context = CONTEXT.min(room.saturating_sub(longest.unwrap_or(0) + 2) / 2);
    let mut wide: Vec<(u32, u32)> = windows
        .iter()
        .map(|&(start, end)| {
            (
                context_before(file, whole, start, context),
                context_after(file, whole, end, context),
            )
        })
        .collect();
    wide.sort_unstable();
    wide.dedup_by(|next, kept| {
        let near = next.0 <= kept.1 + SMALLEST_CUT;
        if near {
            kept.1 = kept.1.max(next.1);
        }
        near
    });
    wide
}

/// Where the context before `at` starts: at the start of a word, or of the line if that is near.
fn context_before(file: &SourceFile, whole: Span, at: u32, length: u32) -> u32 {
    let from = at.saturating_sub(length).max(whole.start());
    if from <= whole.start() + SMALLEST_CUT {
        return whole.start();
    }
    let from = boundary(file, from);
    let context = file.slice(Span::new(from, at));
    context
        .find(' ')
        .map_or(from, |space| from + space as u32 + 1)
}

/// Where the context after `at` ends: at the end of a word, or of the line if that is near.
fn context_after(file: &SourceFile, whole: Span, at: u32, length: u32) -> u32 {
    let to = at.saturating_add(length).min(whole.end());
    if to + SMALLEST_CUT >= whole.end() {
        return whole.end();
    }
    let to = boundary(file, to);
    let context = file.slice(Span::new(at, to.max(at)));
    context.rfind(' ').map_or(to, |space| at + space as u32)
}

/// The character boundary at `at` or after it.
fn boundary(file: &SourceFile, at: u32) -> u32 {
    let text = file.text();
    (at..at + 4)
        .find(|&at| text.is_char_boundary(at as usize))
        .unwrap_or(at)
}
