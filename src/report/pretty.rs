use std::fmt::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};

use crate::diagnostic::{Diagnostic, Level};
use crate::linter::PackFault;
use crate::report::snippet::{ROW_MARK, Snippet};
use crate::report::{Look, names, sanitize};
use crate::source::SourceFile;

/// Draws findings with miette.
#[derive(Debug)]
pub(super) struct Pretty {
    look: Look,
    handler: GraphicalReportHandler,
    theme: GraphicalTheme,
}

impl Pretty {
    pub(super) fn new(look: Look) -> Self {
        let theme = theme(look);
        Self {
            look,
            handler: handler(look, theme.clone()),
            theme,
        }
    }

    /// The findings of one file, an empty line after each.
    pub(super) fn diagnostics(&self, file: &SourceFile, diagnostics: &[Diagnostic]) -> String {
        let mut out = String::new();
        for diagnostic in diagnostics.iter().filter(|d| d.level != Level::Off) {
            self.push(&mut out, file, diagnostic);
        }
        out
    }

    fn push(&self, out: &mut String, file: &SourceFile, diagnostic: &Diagnostic) {
        let finding = Finding::new(file, diagnostic, self.look);
        let mut drawn = String::new();
        let rendered = self
            .handler_for(&finding.snippet)
            .render_report(&mut drawn, &finding);
        debug_assert!(rendered.is_ok(), "every mark lies in its snippet");
        self.number_rows(out, &drawn, finding.snippet.rows());
        out.push('\n');
    }

    /// miette gives its colours to labels in turn; here a role keeps its colour.
    fn handler_for(&self, snippet: &Snippet) -> GraphicalReportHandler {
        if !self.look.color {
            return self.handler.clone();
        }
        let mut theme = self.theme.clone();
        let tones = &self.theme.styles.highlights;
        theme.styles.highlights = snippet
            .marks()
            .iter()
            .map(|mark| tones[mark.tone % tones.len()])
            .collect();
        self.handler.clone().with_theme(theme)
    }

    /// Puts the numbers of the file's lines where miette counted rows.
    fn number_rows(&self, out: &mut String, drawn: &str, rows: &[Option<u32>]) {
        let bar = self.theme.characters.vbar;
        let mut numbers = rows.iter();
        for line in drawn.split_inclusive('\n') {
            let Some((before, after)) = line.split_once(ROW_MARK) else {
                out.push_str(line);
                continue;
            };
            let digits = visible_width(before).saturating_sub(4);
            let number = match numbers.next() {
                Some(Some(number)) => number.to_string(),
                _ => String::new(),
            };
            let number = format!("{number:>digits$}");
            // Writing to a string cannot fail.
            let _ = if self.look.color {
                write!(out, " \u{1b}[2m{number}\u{1b}[0m {bar} ")
            } else {
                write!(out, " {number} {bar} ")
            };
            out.push_str(after);
        }
    }
}

/// Columns of a row's head, which holds digits, spaces, a bar and colours.
fn visible_width(head: &str) -> usize {
    let mut escaped = false;
    head.chars()
        .filter(|&c| {
            let visible = !escaped && c != '\u{1b}';
            escaped = c == '\u{1b}' || (escaped && c != 'm');
            visible
        })
        .count()
}

fn theme(look: Look) -> GraphicalTheme {
    match (look.unicode, look.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    }
}

/// Context of one line: the snippet gives a frame whole whenever it is asked for more than a place.
fn handler(look: Look, theme: GraphicalTheme) -> GraphicalReportHandler {
    GraphicalReportHandler::new_themed(theme)
        .with_links(look.links)
        .with_width(look.page_width())
        .with_context_lines(1)
        .without_syntax_highlighting()
}

/// A finding as miette sees it, all text made safe.
#[derive(Debug)]
struct Finding {
    code: String,
    severity: Severity,
    message: String,
    help: Option<String>,
    url: Option<String>,
    snippet: Snippet,
}

impl Finding {
    fn new(file: &SourceFile, diagnostic: &Diagnostic, look: Look) -> Self {
        Self {
            code: code(diagnostic),
            severity: match diagnostic.level {
                Level::Error => Severity::Error,
                Level::Warning => Severity::Warning,
                Level::Advice | Level::Off => Severity::Advice,
            },
            message: sanitize::words(&diagnostic.message).into_owned(),
            help: diagnostic
                .help
                .as_deref()
                .map(|help| sanitize::lines(help).into_owned()),
            url: diagnostic
                .url
                .as_deref()
                .map(|url| sanitize::name(url).into_owned()),
            snippet: Snippet::new(file, diagnostic, look),
        }
    }
}

/// Level and rule; where the rule has no page of its own, the command that prints its documentation stands in its place.
fn code(diagnostic: &Diagnostic) -> String {
    let (level, rule) = (names::level(diagnostic.level), &diagnostic.rule);
    match diagnostic.url {
        Some(_) => format!("{level}[{rule}]"),
        None => format!("{level}[{rule}] (caveat explain {rule})"),
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Finding {}

impl miette::Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let url = self.url.as_ref()?;
        Some(Box::new(url))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.marks().iter().map(|mark| {
            LabeledSpan::new(mark.label.clone(), mark.start, mark.len)
        })))
    }
}

/// A mistake in a file of rules. It is drawn without colour, since its text comes from that file and is made safe only after
/// drawing.
pub(super) fn pack_fault(mistake: &PackFault, look: Look) -> String {
    fault(mistake.as_ref(), look)
}

/// A mistake in a file that the user gave, with its place.
pub(super) fn fault(fault: &dyn miette::Diagnostic, look: Look) -> String {
    let plain = Look {
        color: false,
        links: false,
        ..look
    };
    let mut drawn = String::new();
    let rendered = handler(plain, theme(plain)).render_report(&mut drawn, fault);
    if rendered.is_err() {
        drawn = format!("{fault}\n");
    }
    sanitize::lines(&drawn).into_owned()
}
