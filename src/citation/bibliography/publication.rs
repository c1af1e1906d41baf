use crate::citation::bibliography::identifier::{doi_in, normal_url};
use crate::source::Span;

/// A work, as far as citations and what is known of works meet in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// The family names of its authors, or of its editors where no author is named; a body has its whole name.
    pub names: Vec<String>,
    /// The year in which it appeared.
    pub year: Option<i32>,
    /// Its title, without markup; empty where there is none.
    pub title: String,
    /// Its DOI in lower case, from `10.` on.
    pub doi: Option<String>,
    /// Where it can be read: addresses as [`normal_url`] gives them.
    pub urls: Vec<String>,
}

impl Publication {
    /// Takes in an address, or the DOI in it.
    pub(super) fn add_url(&mut self, url: &str) {
        match doi_in(url).filter(|_| url.contains("doi.org/")) {
            Some(doi) => {
                self.doi.get_or_insert(doi);
            }
            None => self.urls.extend(normal_url(url)),
        }
    }

    /// Takes in a DOI in any of the forms in which people write it.
    pub(super) fn add_doi(&mut self, text: &str) {
        if self.doi.is_none() {
            self.doi = doi_in(text);
        }
    }

    /// How people call it: `Cho, Dreher and Neumayer 2013` without the words between, or its title.
    pub fn label(&self) -> String {
        let names = match self.names.as_slice() {
            [] => self.title.clone(),
            [one] => one.clone(),
            [one, other] => format!("{one} & {other}"),
            [one, two, three] => format!("{one}, {two} & {three}"),
            [first, ..] => format!("{first} et al."),
        };
        match self.year {
            Some(year) if !names.is_empty() => format!("{names} {year}"),
            Some(year) => year.to_string(),
            None => names,
        }
    }
}

/// An entry of a bibliography.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key by which it is cited.
    pub key: String,
    /// Other keys for it.
    pub also: Vec<String>,
    /// What it describes.
    pub work: Publication,
    /// Its key (or else the whole entry) in its file.
    pub span: Span,
}
