use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Level};
use crate::linter::{ClaimRow, SourceRow, SuppressionRow};
use crate::report::{names, sanitize};
use crate::source::{SourceFile, Span};

/// `path:line:column: level[rule] message`, a line each.
pub(super) fn diagnostics(file: &SourceFile, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter().filter(|d| d.level != Level::Off) {
        push_place(&mut out, file, diagnostic.span);
        let level = names::level(diagnostic.level);
        let message = sanitize::words(&diagnostic.message);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{level}[{}] {message}", diagnostic.rule);
    }
    out
}

/// `path:line:column: strength direction: cause -> effect`, a line each.
pub(super) fn claims(file: &SourceFile, claims: &[ClaimRow]) -> String {
    let mut out = String::new();
    for row in claims {
        push_place(&mut out, file, row.sentence);
        let _ = writeln!(
            out,
            "{} {}: {} -> {}",
            row.claim.strength.name(),
            row.claim.direction.name(),
            sanitize::words(&row.cause),
            sanitize::words(&row.effect),
        );
    }
    out
}

/// `path:line:column: times cited, where its marks lead: source`, a line each, at the first mark.
pub(super) fn sources(file: &SourceFile, sources: &[SourceRow]) -> String {
    let mut out = String::new();
    for row in sources {
        let Some(first) = row.marks.first() else {
            continue;
        };
        push_place(&mut out, file, *first);
        let to = names::leads_to(row.led.to);
        let label = sanitize::words(&row.label).replace('\n', " ");
        let _ = writeln!(out, "{} {to}: {label}", row.marks.len());
    }
    out
}

/// `path:line:column: reach: rule, rule -- reason`, a line each.
pub(super) fn suppressions(file: &SourceFile, rows: &[SuppressionRow]) -> String {
    let mut out = String::new();
    for row in rows {
        push_place(&mut out, file, row.span);
        let rules = match row.rules.as_slice() {
            [] => "(no rule)".to_owned(),
            rules => sanitize::words(&rules.join(", ")).into_owned(),
        };
        let reason = sanitize::words(row.reason.as_deref().unwrap_or("(no reason)"));
        let _ = writeln!(out, "{}: {rules} -- {reason}", row.reach.name());
    }
    out
}

fn push_place(out: &mut String, file: &SourceFile, span: Span) {
    let place = file.position(span.start());
    let _ = write!(
        out,
        "{}:{}:{}: ",
        sanitize::name(file.name()),
        place.line,
        place.column
    );
}
