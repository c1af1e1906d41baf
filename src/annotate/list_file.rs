//! The TOML form of concepts and of lists of English. Its checks are the loader's.

use serde::Deserialize;
use toml::Spanned;

use crate::annotate::Mark;

/// A file of concepts as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConceptFile {
    #[serde(default)]
    pub(crate) concept: Vec<RawConcept>,
}

/// A concept as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawConcept {
    pub(crate) id: Spanned<String>,
    pub(crate) about: Spanned<String>,
    /// Whether its phrases are added to those of a concept with this id in another file.
    #[serde(default)]
    pub(crate) adds: bool,
    #[serde(default)]
    pub(crate) strong: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) weak: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) weak_needs: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) anaphor: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) never: Vec<Spanned<String>>,
}

impl RawConcept {
    /// Its phrases, array by array.
    pub(crate) fn phrases(self) -> [(Mark, Vec<Spanned<String>>); 4] {
        [
            (Mark::Strong, self.strong),
            (Mark::Weak, self.weak),
            (Mark::Anaphor, self.anaphor),
            (Mark::Never, self.never),
        ]
    }
}

/// A list of English as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawList {
    pub(crate) id: Spanned<String>,
    pub(crate) about: Spanned<String>,
    /// Whether its phrases are added to those of a list with this id in another file.
    #[serde(default)]
    pub(crate) adds: bool,
    /// Why the list has words of one direction only.
    pub(crate) one_sided: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) phrases: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) up: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) down: Vec<Spanned<String>>,
}

impl RawList {
    /// Its phrases, array by array.
    pub(crate) fn phrases(self) -> [(Mark, Vec<Spanned<String>>); 3] {
        [
            (Mark::Plain, self.phrases),
            (Mark::Up, self.up),
            (Mark::Down, self.down),
        ]
    }
}
