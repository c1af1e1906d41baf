use std::collections::BTreeMap;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Diagnostic;
use crate::report::{Look, sanitize, text};
use crate::source::{SourceFile, Span};

/// The part of a file that a finding shows, ready to be drawn: made safe, cut to the sentence and some context, and set to
/// rows that fit the width. A row that continues a line has no number.
///
/// The renderer numbers rows itself, one after the other; each row begins with [`ROW_MARK`], by which the real number is put
/// in afterwards.
#[derive(Debug, Default)]
pub(super) struct Snippet {
    name: String,
    text: String,
    rows: Vec<Option<u32>>,
    groups: Vec<Group>,
    marks: Vec<Mark>,
}

/// Lines of the file that follow one another, drawn in one frame.
#[derive(Debug)]
struct Group {
    start: usize,
    end: usize,
    rows: usize,
    last_line: u32,
    /// What the frame's head says, from 1.
    line: u32,
    column: u32,
}

/// Underlined text of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) label: Option<String>,
    pub(super) tone: usize,
}

/// U+2060, which takes no room; the text itself never holds it, since sanitizing shows it as an escape.
pub(super) const ROW_MARK: char = '\u{2060}';

/// A longer sentence is shown around its labels only: no reader wants more above the help.
const LONGEST_SENTENCE: u32 = 700;

/// The most bytes shown before and after what a finding is about, where the line is longer than a row.
const CONTEXT: u32 = 40;

/// Fewer bytes than these are not worth a cut.
const SMALLEST_CUT: u32 = 12;

/// Tabs are set to columns of this width.
const TAB: usize = 4;

impl Snippet {
    /// The snippet of a finding, set for a page of the look's width.
    pub(super) fn new(file: &SourceFile, diagnostic: &Diagnostic, look: Look) -> Self {
        let windows = windows(file, diagnostic);
        let digits = windows
            .keys()
            .next_back()
            .map_or(1, |line| line.to_string().len());
        let mut snippet = Self {
            name: sanitize::name(file.name()).into_owned(),
            ..Self::default()
        };
        let labels = labels(diagnostic);
        let mut pieces = vec![Vec::new(); labels.len()];
        let room = look.page_width().saturating_sub(digits + 5).max(20);
        let cut = if look.unicode { "…" } else { "..." };
        let sentence = file.position(diagnostic.span.start());
        for (line, windows) in windows {
            let cells = Cells::of_line(file, line, &windows, room, cut);
            snippet.open_group(file, line, &labels);
            if line == sentence.line
                && let Some(group) = snippet.groups.last_mut()
            {
                (group.line, group.column) = (sentence.line, sentence.column);
            }
            for (index, row) in cells.rows(room).into_iter().enumerate() {
                let at = snippet.push_row(cells.slice(&row), (index == 0).then_some(line));
                for (label, pieces) in labels.iter().zip(&mut pieces) {
                    if let Some((start, end)) = cells.covered(&row, label.span) {
                        pieces.push((at + start, end - start));
                    }
                }
            }
        }
        snippet.mark(&labels, &pieces);
        snippet
    }

    /// What is underlined, by place.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The number of each row, from the first.
    pub(super) fn rows(&self) -> &[Option<u32>] {
        &self.rows
    }

    fn open_group(&mut self, file: &SourceFile, line: u32, labels: &[Shown<'_>]) {
        match self.groups.last_mut() {
            Some(group) if group.last_line + 1 == line => group.last_line = line,
            _ => {
                let start = self.text.len();
                let first = file.line(line).map_or(0, Span::start);
                let place = labels
                    .iter()
                    .map(|label| label.span.start())
                    .find(|&at| at >= first)
                    .unwrap_or(first);
                let place = file.position(place);
                self.groups.push(Group {
                    start,
                    end: start,
                    rows: 0,
                    last_line: line,
                    line: place.line,
                    column: place.column,
                });
            }
        }
    }

    /// Adds a row to the last group; gives where its text begins.
    fn push_row(&mut self, row: &str, number: Option<u32>) -> usize {
        self.rows.push(number);
        self.text.push(ROW_MARK);
        let at = self.text.len();
        self.text.push_str(row);
        self.text.push('\n');
        if let Some(group) = self.groups.last_mut() {
            group.rows += 1;
            group.end = self.text.len();
        }
        at
    }

    /// A label that runs over several rows has its words beside the widest piece.
    fn mark(&mut self, labels: &[Shown<'_>], pieces: &[Vec<(usize, usize)>]) {
        for (label, pieces) in labels.iter().zip(pieces) {
            let widest = pieces
                .iter()
                .map(|&(start, len)| text::width(&self.text[start..start + len]))
                .enumerate()
                .max_by_key(|&(index, width)| (width, std::cmp::Reverse(index)))
                .map(|(index, _)| index);
            for (index, &(start, len)) in pieces.iter().enumerate() {
                let words = label.text.filter(|_| Some(index) == widest);
                self.marks.push(Mark {
                    start,
                    len,
                    label: words.map(|words| sanitize::words(words).into_owned()),
                    tone: label.tone,
                });
            }
        }
        if self.marks.is_empty() {
            // Nothing to underline (an empty file, a span at a line's end): the frame is drawn around a point.
            let start = self.text.len().saturating_sub(1);
            self.marks.push(Mark {
                start,
                len: 0,
                label: None,
                tone: 0,
            });
        }
        self.marks.sort_by_key(|mark| (mark.start, mark.len));
    }
}

/// The renderer asks with context lines for the text to draw, and without for the place in a frame's head. A group is
/// always drawn whole.
impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let group = self
            .groups
            .iter()
            .find(|group| group.start <= span.offset() && span.offset() + span.len() <= group.end)
            .ok_or(MietteError::OutOfBounds)?;
        // Numbered so that the last row has the number of the last line: the renderer makes room for its digits.
        let (line, column) = if (before, after) == (0, 0) {
            (group.line as usize - 1, group.column as usize - 1)
        } else {
            ((group.last_line as usize).saturating_sub(group.rows), 0)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[group.start..group.end],
            SourceSpan::from((group.start, group.end - group.start)),
            line,
            column,
            group.rows,
        )))
    }
}

/// A label as it is drawn.
#[derive(Debug, Clone, Copy)]
struct Shown<'a> {
    span: Span,
    text: Option<&'a str>,
    tone: usize,
}

/// The labels by place; the sentence itself where none of them lies in it.
fn labels(diagnostic: &Diagnostic) -> Vec<Shown<'_>> {
    let mut shown: Vec<Shown<'_>> = diagnostic
        .labels
        .iter()
        .map(|label| Shown {
            span: label.span,
            text: Some(label.text.as_str()).filter(|text| !text.is_empty()),
            tone: tone(&label.role),
        })
        .collect();
    if !diagnostic
        .labels
        .iter()
        .any(|label| label.span.overlaps(diagnostic.span))
    {
        shown.push(Shown {
            span: diagnostic.span,
            text: None,
            tone: 0,
        });
    }
    shown.sort_by_key(|label| label.span);
    shown
}

/// The three parts of a claim have a colour each, whatever their order.
fn tone(role: &str) -> usize {
    match role {
        "cue" => 1,
        "effect" => 2,
        _ => 0,
    }
}

/// For each line that is shown, the stretches of bytes that are.
fn windows(file: &SourceFile, diagnostic: &Diagnostic) -> BTreeMap<u32, Vec<(u32, u32)>> {
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
    windows
}

/// The characters of one line as they are shown, each with where it comes from.
struct Cells {
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
    fn of_line(
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
    fn rows(&self, room: usize) -> Vec<std::ops::Range<usize>> {
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

    fn slice(&self, row: &std::ops::Range<usize>) -> &str {
        &self.text[self.at(row.start)..self.at(row.end)]
    }

    /// The bytes of a row's shown text that `span` covers; an empty span takes the character that it stands before.
    fn covered(&self, row: &std::ops::Range<usize>, span: Span) -> Option<(usize, usize)> {
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
