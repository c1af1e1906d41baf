use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, Severity, SourceCode, SourceSpan,
    SpanContents,
};

use crate::diagnostic::nearest;
use crate::source::{SourceFile, Span};

/// A mistake in a file that the user gave, other than a document's prose: rules, a bibliography. It points at its place.
#[derive(Debug, Clone)]
pub struct Fault {
    message: String,
    help: Option<String>,
    source: Option<Source>,
    labels: Vec<(Range<usize>, String)>,
    /// Whether what was asked for can be done all the same.
    passable: bool,
}

impl Fault {
    /// A mistake in `file` at `range` (bytes). `label` says in a few words what is there; it may be empty.
    pub(crate) fn new(
        file: &Arc<SourceFile>,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        let range = shown(file, range);
        Self {
            message: message.into(),
            help: None,
            source: Some(Source(file.clone())),
            labels: vec![(range, label.into())],
            passable: false,
        }
    }

    /// A mistake that stands in no file.
    pub(crate) fn without_place(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            source: None,
            labels: Vec::new(),
            passable: false,
        }
    }

    /// With what to do about it.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// As one that stops nothing: what is not right is left out, and all else is done.
    #[must_use]
    pub(crate) fn passable(mut self) -> Self {
        self.passable = true;
        self
    }

    /// Whether it stops nothing.
    pub fn is_passable(&self) -> bool {
        self.passable
    }

    /// With the nearest of the names that would be right, if one is near. `kind` is what they name, with its article.
    #[must_use]
    pub(crate) fn near<'n>(
        self,
        kind: &str,
        written: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        match nearest(written, names) {
            Some(name) => self.help(format!("there is {kind} with a similar name: `{name}`")),
            None => self,
        }
    }

    /// With another place, where that is in the same file; else the help names the other file.
    #[must_use]
    pub(crate) fn also(mut self, file: &Arc<SourceFile>, range: Range<usize>, label: &str) -> Self {
        match &self.source {
            Some(Source(own)) if Arc::ptr_eq(own, file) => {
                self.labels.push((shown(file, range), label.to_owned()));
                self
            }
            _ => {
                let line = file.position(range.start as u32).line;
                self.help(format!("{label}: {}:{line}", file.name()))
            }
        }
    }

    /// The file's name and the first byte, to put faults in order.
    pub(crate) fn order(&self) -> (&str, usize) {
        let name = self.source.as_ref().map_or("", |source| source.0.name());
        (
            name,
            self.labels.first().map_or(0, |(range, _)| range.start),
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl Diagnostic for Fault {
    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn severity(&self) -> Option<Severity> {
        self.passable.then_some(Severity::Warning)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().map(|(range, label)| {
            let label = (!label.is_empty()).then(|| label.clone());
            LabeledSpan::new(label, range.start, range.len())
        })))
    }
}

/// The part of a range that is shown: its first line, and not more than fits beside its context.
fn shown(file: &SourceFile, range: Range<usize>) -> Range<usize> {
    let length = file.text().len();
    let start = boundary(file, range.start.min(length) as u32);
    let line_end = file
        .line(file.line_of(start))
        .map_or(start, |line| line.end().max(start));
    let end = (file.text().ceil_char_boundary(range.end.min(length)) as u32)
        .min(line_end)
        .min(boundary(file, start.saturating_add(CONTEXT)));
    start as usize..end.max(start) as usize
}

/// A file as miette wants it. Its columns are characters, where those of miette's own sources are bytes, and its lines come off
/// a table, where those are counted from the start of the file for each label. A long line is cut around the label.
#[derive(Debug, Clone)]
struct Source(Arc<SourceFile>);

/// The most bytes of a line that are shown before a label and behind it.
const CONTEXT: u32 = 160;

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let file = &*self.0;
        let length = file.text().len();
        if span.offset() + span.len() > length {
            return Err(MietteError::OutOfBounds);
        }
        let (from, to) = (span.offset() as u32, (span.offset() + span.len()) as u32);
        let first = file
            .line_of(from)
            .saturating_sub(lines_before as u32)
            .max(1);
        let last = (file.line_of(to) + lines_after as u32).min(file.lines());
        let start = match (lines_before, file.line(first)) {
            (1.., Some(line)) => line
                .start()
                .max(boundary(file, from.saturating_sub(CONTEXT))),
            _ => from,
        };
        let end = match (lines_after, file.line(last)) {
            (1.., Some(line)) => line.end().min(boundary(file, to.saturating_add(CONTEXT))),
            _ => to,
        };
        let place = file.position(start);
        let contents = Span::new(start, end.max(start));
        Ok(Box::new(MietteSpanContents::new_named(
            file.name().to_owned(),
            file.slice(contents).as_bytes(),
            SourceSpan::new((start as usize).into(), contents.len() as usize),
            place.line as usize - 1,
            place.column as usize - 1,
            (last + 1 - first) as usize,
        )))
    }
}

/// The start of a character at `at` or right before it; the end of the text for what lies behind it.
fn boundary(file: &SourceFile, at: u32) -> u32 {
    file.text().floor_char_boundary(at as usize) as u32
}
