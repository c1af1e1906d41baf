use crate::claim::model::{Direction, QualifierKind, Strength};

impl Strength {
    /// Its name in settings, rule files and every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
            Self::Hedged => "hedged",
            Self::Attributed => "attributed",
            Self::Correlational => "correlational",
            Self::Question => "question",
            Self::Intent => "intent",
        }
    }
}

impl Direction {
    /// Its name in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::NoEffect => "no-effect",
            Self::Mixed => "mixed",
        }
    }
}

impl QualifierKind {
    /// Its name in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hedge => "hedge",
            Self::Negation => "negation",
            Self::Attribution => "attribution",
            Self::Association => "association",
            Self::Question => "question",
            Self::Aim => "aim",
            Self::LimitInNextSentence => "limit-in-next-sentence",
        }
    }
}
