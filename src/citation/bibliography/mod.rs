//! Bibliographies: the works that keys lead to.
//!
//! Owns the formats of bibliographies, one file each, and the shelf that reads each file once a run. Knows nothing of marks,
//! claims or rules. In: files. Out: a [`Bibliography`] with its good entries and its mistakes, each at its place. Start at
//! [`Bibliography::parse`]; a new format is a variant of [`Style`] and a file beside `json.rs`.

mod bibtex;
mod bibtex_split;
mod builder;
mod csl;
mod hayagriva;
mod identifier;
mod json;
mod matter;
mod node;
mod publication;
mod shelf;
mod sources;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::citation::bibliography::builder::Builder;
use crate::diagnostic::Fault;
use crate::source::SourceFile;

pub use identifier::{doi_in, normal_url};
pub use publication::{Entry, Publication};
pub use shelf::Shelf;
pub use sources::{Origin, Sources, Volume};

/// A bibliography: what could be read of it, and what could not.
#[derive(Debug)]
pub struct Bibliography {
    file: Arc<SourceFile>,
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    broken: HashSet<String>,
    faults: Vec<Fault>,
}

/// The formats of bibliographies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `.bib`
    Bibtex,
    /// CSL-JSON: `.json`
    Json,
    /// Hayagriva's format or CSL in YAML: `.yaml`, `.yml`
    Yaml,
}

impl Style {
    /// The format that a file's name shows.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "bib" | "bibtex" | "biblatex" => Some(Self::Bibtex),
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

impl Bibliography {
    /// Reads a bibliography; never fails: what is wrong with it is among its faults.
    pub fn parse(file: Arc<SourceFile>, style: Style) -> Self {
        let mut builder = Builder::new(file.clone());
        match style {
            Style::Bibtex => bibtex::read(file.text(), &mut builder),
            Style::Json => json::read(&file, &mut builder),
            Style::Yaml => yaml::read(file.text(), 0, &mut builder),
        }
        builder.finish()
    }

    /// Its file.
    pub fn file(&self) -> &SourceFile {
        &self.file
    }

    /// Its good entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.by_key
            .get(key)
            .and_then(|&index| self.entries.get(index))
    }

    /// Whether an entry with this key is there but cannot be read.
    pub fn is_broken(&self, key: &str) -> bool {
        self.broken.contains(key)
    }

    /// What is wrong with it, by place.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}
