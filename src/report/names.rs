use crate::citation::CitationKind;
use crate::claim::{Direction, QualifierKind, Strength};
use crate::diagnostic::Level;

/// The name of a level, as settings and every output format spell it.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Advice => "advice",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// The name of a strength.
pub(super) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Asserted => "asserted",
        Strength::Denied => "denied",
        Strength::Hedged => "hedged",
        Strength::Attributed => "attributed",
        Strength::Correlational => "correlational",
        Strength::Question => "question",
        Strength::Intent => "intent",
    }
}

/// The name of a direction.
pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "increase",
        Direction::Decrease => "decrease",
        Direction::NoEffect => "no-effect",
        Direction::Mixed => "mixed",
    }
}

/// The name of a kind of qualifier.
pub(super) fn qualifier(kind: QualifierKind) -> &'static str {
    match kind {
        QualifierKind::Hedge => "hedge",
        QualifierKind::Negation => "negation",
        QualifierKind::Attribution => "attribution",
        QualifierKind::Association => "association",
        QualifierKind::Question => "question",
        QualifierKind::Aim => "aim",
        QualifierKind::LimitInNextSentence => "limit-in-next-sentence",
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
    }
}
