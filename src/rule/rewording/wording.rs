use std::collections::BTreeMap;

use serde::Deserialize;

/// How English makes a verb less certain, and which words cannot open a statement; the file is
/// `rules/english/rewording.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Wording {
    /// Before the base form of a verb: "increases" becomes "may increase".
    pub(super) before_base: String,
    /// Before a participle: "increased" becomes "may have increased".
    pub(super) before_participle: String,
    /// What takes the place of an auxiliary: "has" becomes "may have".
    pub(super) auxiliaries: BTreeMap<String, String>,
    /// Words in lower case that always have a capital.
    pub(super) always_capital: Vec<String>,
    /// Ends of words that are no names.
    pub(super) common_endings: Vec<String>,
    /// Words in lower case which, at the start of a sentence, make it no statement that could follow "that".
    pub(super) no_statement: Vec<String>,
}

impl Wording {
    /// Reads the text of a `rewording.toml`.
    ///
    /// # Errors
    /// Bad TOML, a missing key, a key that is not known, or a value of another kind, with its place.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}
