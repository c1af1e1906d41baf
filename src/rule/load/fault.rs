use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use crate::rule::load::nearest::nearest;
use crate::source::SourceFile;

/// A mistake in a file of a pack, with its place.
#[derive(Debug, Clone)]
pub struct PackFault {
    message: String,
    help: Option<String>,
    source: Option<Source>,
    labels: Vec<(Range<usize>, String)>,
}

impl PackFault {
    /// A mistake in `file` at `range` (bytes). `label` says in a few words what is there; it may be empty.
    pub(crate) fn new(
        file: &Arc<SourceFile>,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        let length = file.text().len();
        let range = range.start.min(length)..range.end.min(length);
        Self {
            message: message.into(),
            help: None,
            source: Some(Source(file.clone())),
            labels: vec![(range, label.into())],
        }
    }

    /// A mistake that stands in no file.
    pub(crate) fn without_place(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            source: None,
            labels: Vec::new(),
        }
    }

    /// With what to do about it.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
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
                self.labels.push((range, label.to_owned()));
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

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PackFault {}

impl Diagnostic for PackFault {
    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
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

/// A file as miette wants it. Its columns are characters; those of miette's own sources are bytes.
#[derive(Debug, Clone)]
struct Source(Arc<SourceFile>);

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.0.text().read_span(span, lines_before, lines_after)?;
        let place = self.0.position(contents.span().offset() as u32);
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.name().to_owned(),
            contents.data(),
            *contents.span(),
            contents.line(),
            place.column as usize - 1,
            contents.line_count(),
        )))
    }
}

/// The fault for what the TOML reader says about a file.
pub(super) fn syntax(file: &Arc<SourceFile>, error: &toml::de::Error) -> PackFault {
    let range = error.span().unwrap_or(0..0);
    let message = error.message();
    // serde names what it found and then what it knows, each in backticks.
    let mut names = message.split('`').skip(1).step_by(2);
    let written = names.next().unwrap_or("");
    let known: Vec<&str> = names.collect();
    let fault = |text: String| PackFault::new(file, range.clone(), text, "");
    let (fault, kind) = if message.starts_with("unknown field") {
        (fault(format!("there is no key `{written}` here")), "a key")
    } else if message.starts_with("unknown variant") {
        (
            fault(format!("there is no value `{written}` here")),
            "a value",
        )
    } else if message.starts_with("missing field") {
        return fault(format!("`{written}` is missing here"));
    } else if let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.split_once(", expected "))
    {
        return fault(format!(
            "this is a value of another kind: {found}, where {expected} belongs"
        ));
    } else {
        return fault(message.to_owned());
    };
    match nearest(written, known.iter().copied()) {
        Some(_) => fault.near(kind, written, known),
        None => fault.help(format!("what can stand here: {}", known.join(", "))),
    }
}
