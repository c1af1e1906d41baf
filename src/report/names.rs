use crate::citation::CitationKind;
use crate::diagnostic::Level;
use crate::linter::LeadsTo;

/// The name of a level, as settings and every output format spell it.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Advice => "advice",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// The name of a style of citation.
pub(super) fn citation(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Footnote => "footnote",
        CitationKind::Key => "key",
        CitationKind::Number => "number",
        CitationKind::AuthorYear => "author-year",
        CitationKind::Link => "link",
        CitationKind::Law => "law",
        CitationKind::Same => "same",
    }
}

/// The name of where a citation leads.
pub(super) fn leads_to(to: LeadsTo) -> &'static str {
    match to {
        LeadsTo::Bibliography => "bibliography",
        LeadsTo::ReferenceList => "reference-list",
        LeadsTo::Note => "note",
        LeadsTo::Itself => "itself",
        LeadsTo::Nowhere => "nowhere",
    }
}
