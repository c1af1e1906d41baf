use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use crate::diagnostic::{Diagnostic, Level};
use crate::linter::{ClaimRow, SourceRow, SuppressionRow};
use crate::report::names;
use crate::report::sanitize::is_unsafe;
use crate::report::summary::{Listing, Summary};
use crate::source::{Position, SourceFile, Span};

/// The version of what is documented in `docs/output.md`; it grows when a field is removed or changes its meaning.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Place {
    offset: u32,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct DiagnosticWire<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    start: Place,
    end: Place,
    labels: Vec<LabelWire<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    missing: &'a [String],
}

#[derive(Serialize)]
struct LabelWire<'a> {
    role: &'a str,
    start: Place,
    end: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct ClaimWire<'a> {
    path: &'a str,
    start: Place,
    end: Place,
    strength: &'static str,
    direction: &'static str,
    cause: WordsWire<'a>,
    cue: WordsWire<'a>,
    effect: WordsWire<'a>,
    qualifiers: Vec<KindWire<'a>>,
    citations: Vec<CitationWire<'a>>,
    frame: &'a str,
}

#[derive(Serialize)]
struct WordsWire<'a> {
    start: Place,
    end: Place,
    text: &'a str,
    /// The words that a pronoun stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<NamedWire<'a>>,
}

#[derive(Serialize)]
struct NamedWire<'a> {
    start: Place,
    end: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct KindWire<'a> {
    kind: &'a str,
    start: Place,
    end: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct CitationWire<'a> {
    kind: &'a str,
    start: Place,
    end: Place,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    leads_to: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceWire<'a> {
    path: &'a str,
    source: &'a str,
    leads_to: &'static str,
    record: Option<&'a str>,
    known: Option<&'a str>,
    citations: Vec<RangeWire>,
    claims: Vec<RangeWire>,
}

#[derive(Serialize)]
struct RangeWire {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct SourceSummary {
    files: usize,
    off_subject: usize,
    excluded: usize,
    passed_over: usize,
    failed: usize,
    sources: usize,
}

#[derive(Serialize)]
struct DiagnosticSummary {
    files: usize,
    off_subject: usize,
    excluded: usize,
    passed_over: usize,
    failed: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
}

#[derive(Serialize)]
struct SuppressionWire<'a> {
    path: &'a str,
    start: Place,
    end: Place,
    reach: &'static str,
    rules: &'a [String],
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct SuppressionSummary {
    files: usize,
    off_subject: usize,
    excluded: usize,
    passed_over: usize,
    failed: usize,
    suppressions: usize,
}

#[derive(Serialize)]
struct ClaimSummary {
    files: usize,
    off_subject: usize,
    excluded: usize,
    passed_over: usize,
    failed: usize,
    claims: usize,
}

/// The objects of one file, a line each, separated by commas.
pub(super) fn diagnostics(file: &SourceFile, diagnostics: &[Diagnostic]) -> String {
    let shown = diagnostics.iter().filter(|d| d.level != Level::Off);
    joined(shown.map(|diagnostic| {
        let (start, end) = places(file, diagnostic.span);
        let labels = diagnostic.labels.iter().map(|label| {
            let (start, end) = places(file, label.span);
            LabelWire {
                role: &label.role,
                start,
                end,
                text: &label.text,
            }
        });
        DiagnosticWire {
            rule: &diagnostic.rule,
            level: names::level(diagnostic.level),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            path: file.name(),
            start,
            end,
            labels: labels.collect(),
            missing: &diagnostic.missing,
        }
    }))
}

/// The objects of one file, a line each, separated by commas.
pub(super) fn suppressions(file: &SourceFile, rows: &[SuppressionRow]) -> String {
    joined(rows.iter().map(|row| {
        let (start, end) = places(file, row.span);
        SuppressionWire {
            path: file.name(),
            start,
            end,
            reach: row.reach.name(),
            rules: &row.rules,
            reason: row.reason.as_deref(),
        }
    }))
}

/// The objects of one file, a line each, separated by commas.
pub(super) fn claims(file: &SourceFile, claims: &[ClaimRow]) -> String {
    joined(claims.iter().map(|row| {
        let claim = &row.claim;
        let (start, end) = places(file, row.sentence);
        let qualifiers = claim.qualifiers.iter().map(|qualifier| {
            let span = qualifier.part.span;
            kind(file, qualifier.kind.name(), span, file.slice(span))
        });
        let citations = row.citations.iter().enumerate().map(|(index, citation)| {
            let (start, end) = places(file, citation.span);
            let led = row.leads.get(index);
            CitationWire {
                kind: names::citation(citation.target.kind()),
                start,
                end,
                text: &citation.text,
                leads_to: led.map(|led| names::leads_to(led.to)),
                record: led.and_then(|led| led.record.as_deref()),
                known: led.and_then(|led| led.known.as_deref()),
            }
        });
        ClaimWire {
            path: file.name(),
            start,
            end,
            strength: claim.strength.name(),
            direction: claim.direction.name(),
            cause: words(file, claim.cause.span, claim.cause_named.span),
            cue: words(file, claim.cue.span, claim.cue.span),
            effect: words(file, claim.effect.span, claim.effect_named.span),
            qualifiers: qualifiers.collect(),
            citations: citations.collect(),
            frame: &claim.frame,
        }
    }))
}

/// The objects of one file, a line each, separated by commas.
pub(super) fn sources(file: &SourceFile, sources: &[SourceRow]) -> String {
    let ranges = |spans: &[Span]| -> Vec<RangeWire> {
        let range = |span: &Span| {
            let (start, end) = places(file, *span);
            RangeWire { start, end }
        };
        spans.iter().map(range).collect()
    };
    joined(sources.iter().map(|row| SourceWire {
        path: file.name(),
        source: &row.label,
        leads_to: names::leads_to(row.led.to),
        record: row.led.record.as_deref(),
        known: row.led.known.as_deref(),
        citations: ranges(&row.marks),
        claims: ranges(&row.claims),
    }))
}

/// Writes the document: the parts in their order, and the counts.
pub(super) fn write<'a>(
    listing: Listing,
    parts: impl Iterator<Item = &'a str>,
    summary: &Summary,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let (key, counts) = match listing {
        Listing::Diagnostics => ("diagnostics", serialized(&diagnostic_summary(summary))),
        Listing::Claims => ("claims", serialized(&claim_summary(summary))),
        Listing::Sources => ("sources", serialized(&source_summary(summary))),
        Listing::Suppressions => ("suppressions", serialized(&suppression_summary(summary))),
    };
    write!(out, "{{\"schema_version\":{SCHEMA_VERSION},\"{key}\":[")?;
    let mut separator = "\n";
    for part in parts {
        out.write_all(separator.as_bytes())?;
        out.write_all(part.as_bytes())?;
        separator = ",\n";
    }
    let line_end = if separator == "\n" { "" } else { "\n" };
    writeln!(out, "{line_end}],\"summary\":{counts}}}")
}

fn diagnostic_summary(summary: &Summary) -> DiagnosticSummary {
    DiagnosticSummary {
        files: summary.files,
        off_subject: summary.off_subject,
        excluded: summary.excluded,
        passed_over: summary.passed_over,
        failed: summary.failed,
        errors: summary.errors,
        warnings: summary.warnings,
        advice: summary.advice,
    }
}

fn suppression_summary(summary: &Summary) -> SuppressionSummary {
    SuppressionSummary {
        files: summary.files,
        off_subject: summary.off_subject,
        excluded: summary.excluded,
        passed_over: summary.passed_over,
        failed: summary.failed,
        suppressions: summary.suppressions,
    }
}

fn claim_summary(summary: &Summary) -> ClaimSummary {
    ClaimSummary {
        files: summary.files,
        off_subject: summary.off_subject,
        excluded: summary.excluded,
        passed_over: summary.passed_over,
        failed: summary.failed,
        claims: summary.claims,
    }
}

fn source_summary(summary: &Summary) -> SourceSummary {
    SourceSummary {
        files: summary.files,
        off_subject: summary.off_subject,
        excluded: summary.excluded,
        passed_over: summary.passed_over,
        failed: summary.failed,
        sources: summary.sources,
    }
}

fn places(file: &SourceFile, span: Span) -> (Place, Place) {
    let place = |Position {
                     offset,
                     line,
                     column,
                 }| Place {
        offset,
        line,
        column,
    };
    (
        place(file.position(span.start())),
        place(file.position(span.end())),
    )
}

/// Words of a claim, and apart from them those that name what they stand for.
fn words(file: &SourceFile, span: Span, named: Span) -> WordsWire<'_> {
    let (start, end) = places(file, span);
    let named = (!span.overlaps(named)).then(|| {
        let (start, end) = places(file, named);
        NamedWire {
            start,
            end,
            text: file.slice(named),
        }
    });
    WordsWire {
        start,
        end,
        text: file.slice(span),
        named,
    }
}

fn kind<'a>(file: &SourceFile, kind: &'a str, span: Span, text: &'a str) -> KindWire<'a> {
    let (start, end) = places(file, span);
    KindWire {
        kind,
        start,
        end,
        text,
    }
}

fn joined(objects: impl Iterator<Item = impl Serialize>) -> String {
    objects
        .map(|object| serialized(&object))
        .collect::<Vec<_>>()
        .join(",\n")
}

fn serialized(object: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Escaping);
    let written = object.serialize(&mut serializer);
    debug_assert!(
        written.is_ok(),
        "structs of strings and numbers, written to memory, always serialize"
    );
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes characters that are unsafe on a terminal as `\u` escapes: a program that reads the JSON gets the text as it is,
/// and a person who looks at it is not deceived.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            CompactFormatter.write_string_fragment(writer, &rest[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}
