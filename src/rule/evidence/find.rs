use std::collections::BTreeSet;

use crate::citation::bibliography::{Publication, doi_in};
use crate::citation::{Work, fold, has_names};
use crate::rule::evidence::{Evidence, Index, Record};

/// What a text says of a source.
#[derive(Debug, Clone)]
pub enum Described<'a> {
    /// An entry of a bibliography.
    Entry(&'a Publication),
    /// Authors and year in a mark.
    Named(&'a Work),
    /// An address, or the DOI in it.
    Address {
        /// As [`crate::citation::bibliography::normal_url`] gives it.
        url: Option<String>,
        /// In lower case.
        doi: Option<String>,
    },
    /// An entry of a reference list or a note, as it is written.
    Text(&'a str),
}

/// Two titles are of one work if this part of the longer words of the shorter one stands in the other.
const TITLE_IN_COMMON: f64 = 0.75;

/// Shorter words of titles say little.
const LONG_WORD: usize = 4;

/// A title with fewer long words is no sign of a work by itself.
const MIN_TITLE_WORDS: usize = 3;

impl Evidence {
    /// The record on a work that a text cites, if there is one and no other fits.
    pub fn find(&self, described: &Described<'_>) -> Option<&Record> {
        let index = self.index();
        match described {
            Described::Entry(publication) => index.of_entry(publication),
            Described::Named(work) => index.of_names(work),
            Described::Address { url, doi } => index.at(url.as_deref(), doi.as_deref()),
            Described::Text(text) => index.of_text(text),
        }
    }
}

impl Index {
    fn at(&self, url: Option<&str>, doi: Option<&str>) -> Option<&Record> {
        let by_doi = doi.and_then(|doi| self.by_doi.get(doi));
        let by_url = || url.and_then(|url| self.by_url.get(url));
        by_doi.or_else(by_url).map(|&at| &self.records[at])
    }

    fn of_entry(&self, publication: &Publication) -> Option<&Record> {
        let doi = publication.doi.as_deref();
        let mut urls = publication.urls.iter();
        self.at(None, doi)
            .or_else(|| urls.find_map(|url| self.at(Some(url), None)))
            .or_else(|| {
                let mut fitting = publication
                    .names
                    .first()
                    .and_then(|name| self.by_name.get(&fold(name)))
                    .into_iter()
                    .flatten()
                    .map(|&at| &self.records[at])
                    .filter(|record| fits(record, publication));
                let first = fitting.next()?;
                fitting.next().is_none().then_some(first)
            })
    }

    fn of_names(&self, work: &Work) -> Option<&Record> {
        let year = work.year.as_ref()?.number.map(i32::from)?;
        let first = fold(work.authors.first()?);
        let mut fitting = self
            .by_name
            .get(&first)
            .into_iter()
            .flatten()
            .map(|&at| &self.records[at])
            .filter(|record| is_of_year(record, year))
            .filter(|record| {
                let alias = record.aliases.iter().any(|alias| fold(alias) == first);
                has_names(work, &record.authors) || alias && work.authors.len() == 1
            });
        let found = fitting.next()?;
        // Two works of one year under one name: nobody can say which is meant.
        fitting.next().is_none().then_some(found)
    }

    fn of_text(&self, text: &str) -> Option<&Record> {
        if let Some(found) = doi_in(text).and_then(|doi| self.at(None, Some(&doi))) {
            return Some(found);
        }
        let folded = format!(" {} ", fold(&text.replace(['-', '/', '’', '\''], " ")));
        let words: BTreeSet<&str> = folded.split(' ').collect();
        let holds = |name: &str| {
            let name = fold(&name.replace(['-', '/', '’', '\''], " "));
            !name.is_empty() && folded.contains(&format!(" {name} "))
        };
        let fitting = self.records.iter().filter(|record| {
            let named = record.authors.first().is_some_and(|name| holds(name))
                || record.aliases.iter().any(|alias| holds(alias));
            let title = long_words(&record.title);
            named
                && title.len() >= MIN_TITLE_WORDS
                && share(&title, |word| words.contains(word)) >= TITLE_IN_COMMON
        });
        // Of several, the one whose year stands there; a series has any year.
        let fitting: Vec<&Record> = fitting.collect();
        let dated = |record: &&&Record| {
            let years = record.year.iter().copied();
            let others = record.other_versions.iter().filter_map(|it| it.year);
            record.year.is_none()
                || years
                    .chain(others)
                    .any(|year| words.contains(year.to_string().as_str()))
        };
        let mut dated = fitting.iter().filter(dated);
        let first = dated.next()?;
        dated.next().is_none().then_some(*first)
    }
}

/// Whether an entry without a known address is the work of a record: the same names, and a title or at least a year in common.
fn fits(record: &Record, publication: &Publication) -> bool {
    let same_names = publication.names.len() == record.authors.len()
        && publication
            .names
            .iter()
            .zip(&record.authors)
            .all(|(one, other)| fold(one) == fold(other));
    let by_alias = publication.names.first().is_some_and(|name| {
        let name = fold(name);
        record.aliases.iter().any(|alias| fold(alias) == name)
    });
    if !same_names && !by_alias {
        return false;
    }
    let year = match publication.year {
        Some(year) => is_of_year(record, year),
        None => false,
    };
    let title = long_words(&publication.title);
    if title.is_empty() {
        return year && same_names;
    }
    let own = long_words(&record.title);
    let (short, long) = match own.len() <= title.len() {
        true => (own, title),
        false => (title, own),
    };
    let long: BTreeSet<&str> = long.iter().map(String::as_str).collect();
    let in_common = share(&short, |word| long.contains(word)) >= TITLE_IN_COMMON;
    in_common && (year || short.len() >= MIN_TITLE_WORDS)
}

/// Whether a work, or another version of it, is of this year; a series is of any.
fn is_of_year(record: &Record, year: i32) -> bool {
    record.year.is_none_or(|own| own == year)
        || record
            .other_versions
            .iter()
            .any(|version| version.year == Some(year))
}

fn long_words(title: &str) -> Vec<String> {
    fold(&title.replace(['-', '/', '’', '\'', ':'], " "))
        .split(' ')
        .filter(|word| word.chars().count() >= LONG_WORD)
        .map(str::to_owned)
        .collect()
}

fn share(words: &[String], holds: impl Fn(&str) -> bool) -> f64 {
    let held = words.iter().filter(|word| holds(word)).count();
    held as f64 / words.len().max(1) as f64
}
