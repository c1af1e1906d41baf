use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Diagnostic;
use crate::report::cells::{Cells, Line, windows};
use crate::report::{Look, sanitize, text};
use crate::source::{Position, SourceFile, Span};

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
    /// What the frame's head says.
    place: Position,
    /// Where that place is in the text: before the first character shown of what follows it in its line, or at the line's end.
    point: usize,
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

impl Snippet {
    /// The snippet of a finding, set for a page of the look's width.
    pub(super) fn new(file: &SourceFile, diagnostic: &Diagnostic, look: Look) -> Self {
        let lines = windows(file, diagnostic);
        let digits = lines.last().map_or(1, |(line, _)| line.to_string().len());
        let mut snippet = Self {
            name: sanitize::name(file.name()).into_owned(),
            ..Self::default()
        };
        let labels = labels(diagnostic);
        let mut pieces = vec![Vec::new(); labels.len()];
        let room = look.page_width().saturating_sub(digits + 5).max(20);
        let cut = if look.unicode { "…" } else { "..." };
        let sentence = file.position(diagnostic.span.start());
        let mut groups: Vec<_> = lines
            .chunk_by(|(one, _), (next, _)| one + 1 == *next)
            .collect();
        // The sentence's frame comes first, also where a label stands far before it: the first head is the finding's place.
        groups.sort_by_key(|lines| lines.iter().all(|&(line, _)| line != sentence.line));
        for lines in groups {
            snippet.open_group(file, lines, sentence, &labels);
            for (line, windows) in lines {
                let cells = Cells::of_line(file, *line, windows, room, cut);
                snippet.push_line(*line, &cells, room, &labels, &mut pieces);
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

    /// A frame for `lines`. Its head gives the sentence's place if that is in it, and its first label's otherwise.
    fn open_group(
        &mut self,
        file: &SourceFile,
        lines: &[Line],
        sentence: Position,
        labels: &[Shown<'_>],
    ) {
        let (Some(&(first, _)), Some(&(last_line, _))) = (lines.first(), lines.last()) else {
            return;
        };
        let place = if (first..=last_line).contains(&sentence.line) {
            sentence
        } else {
            let start = file.line(first).map_or(0, Span::start);
            let label = labels.iter().find(|label| label.span.start() >= start);
            file.position(label.map_or(start, |label| label.span.start()))
        };
        let start = self.text.len();
        self.groups.push(Group {
            start,
            end: start,
            rows: 0,
            last_line,
            place,
            point: start,
        });
    }

    /// Adds a line to the last group, and the pieces of each label in it to `pieces`.
    fn push_line(
        &mut self,
        line: u32,
        cells: &Cells,
        room: usize,
        labels: &[Shown<'_>],
        pieces: &mut [Vec<(usize, usize)>],
    ) {
        let place = self.groups.last().map(|group| group.place);
        let place = place.filter(|place| place.line == line);
        let mut point = None;
        for (index, row) in cells.rows(room).into_iter().enumerate() {
            let at = self.push_row(cells.slice(&row), (index == 0).then_some(line));
            let covered = |span| cells.covered(&row, span);
            if let Some(place) = place.filter(|_| point.is_none()) {
                let rest = Span::new(place.offset, u32::MAX);
                point = covered(rest).map(|(start, _)| at + start);
            }
            for (label, pieces) in labels.iter().zip(&mut *pieces) {
                if let Some((start, end)) = covered(label.span) {
                    pieces.push((at + start, end - start));
                }
            }
        }
        if let (Some(_), Some(group)) = (place, self.groups.last_mut()) {
            group.point = point.unwrap_or(self.text.len() - 1);
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
        // The renderer draws no group without a mark. One where nothing is underlined (an empty file, a span at a line's end,
        // the start of a very long sentence) is drawn around a point.
        for group in &self.groups {
            let within = group.start..group.end;
            if self.marks.iter().any(|mark| within.contains(&mark.start)) {
                continue;
            }
            let label = labels
                .iter()
                .zip(pieces)
                .find(|(label, pieces)| {
                    pieces.is_empty() && label.span.start() == group.place.offset
                })
                .map(|(label, _)| label);
            self.marks.push(Mark {
                start: group.point,
                len: 0,
                label: label
                    .and_then(|label| label.text)
                    .map(|words| sanitize::words(words).into_owned()),
                tone: label.map_or(0, |label| label.tone),
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
            (
                group.place.line as usize - 1,
                group.place.column as usize - 1,
            )
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
