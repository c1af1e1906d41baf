use serde::Deserialize;

use crate::config::Rulings;
use crate::diagnostic::Level;
use crate::document::{Document, FrontMatterStyle};
use crate::source::SourceFile;

#[derive(Deserialize)]
struct FrontMatter {
    status: Option<String>,
}

/// The highest level that a finding may have in a document, by the `status` in its front matter.
pub(super) fn most(file: &SourceFile, document: &Document, rulings: &Rulings) -> Level {
    let status = || {
        let front_matter = document.front_matter.as_ref()?;
        let text = file.text().get(front_matter.range.clone())?;
        let read: FrontMatter = match front_matter.style {
            FrontMatterStyle::Yaml => serde_saphyr::from_str(text).ok()?,
            FrontMatterStyle::Toml => toml::from_str(text).ok()?,
        };
        rulings
            .status
            .get(read.status?.trim().to_lowercase().as_str())
    };
    match rulings.status.is_empty() {
        true => Level::Error,
        false => status().map_or(Level::Error, |said| said.value),
    }
}
