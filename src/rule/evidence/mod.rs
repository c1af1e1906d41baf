//! What is known of single works: what they measured, and so what they can bear.
//!
//! Owns the records and how a cited work is known among them. Knows no citation mark, no claim and no word of a subject. In: what a text says of a
//! source. Out: the record on it. Start at [`Evidence::find`].

mod find;

pub use find::Described;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::annotate::ListId;
use crate::citation::fold;
use crate::claim::Direction;

/// The records of a pack.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The models that they speak of.
    pub models: Vec<Model>,
    /// Lists whose words turn what is said of a model into its opposite.
    pub reversed_by: Vec<ListId>,
    /// Words that set a citation against a claim, in lower case.
    pub turned_by: Vec<String>,
    unread: Option<fn() -> Vec<Record>>,
    own: Vec<Record>,
    index: OnceLock<Index>,
}

/// A cause that records tell from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its id in records.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The concepts whose words name it, and no other model.
    pub concepts: Vec<ListId>,
}

/// What is known of one work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id, unique in the pack.
    pub id: String,
    /// What it is: `article`, `report` and so on.
    pub kind: String,
    /// Family names of its authors, or the name of the body that made it.
    pub authors: Vec<String>,
    /// Other names under which it is cited.
    pub aliases: Vec<String>,
    /// Its year; none for a series.
    pub year: Option<i32>,
    /// Its title.
    pub title: String,
    /// Where it appeared.
    pub container: String,
    /// Its DOI, in lower case.
    pub doi: Option<String>,
    /// Where it can be read.
    pub urls: Vec<String>,
    /// Other versions of it.
    pub other_versions: Vec<Version>,
    /// What it measured.
    pub measures: String,
    /// Whether it measured the effect that the pack is about, by any proxy.
    pub measures_effect: bool,
    /// Kinds of outcomes, the first is the main one.
    pub outcomes: Vec<String>,
    /// What it found, in a sentence.
    pub summary: String,
    /// The models it covers, by id.
    pub models: Vec<String>,
    /// Where.
    pub places: Vec<String>,
    /// How it was made.
    pub design: String,
    /// The effect it measured under each model; empty where it measured none.
    pub findings: Vec<Finding>,
    /// What it says of models without having measured it.
    pub argues: Vec<Finding>,
    /// How causal its own words are.
    pub language: Language,
    /// Limits that are stated.
    pub limits: Vec<String>,
    /// Works that dispute it.
    pub disputed_by: Vec<Dispute>,
    /// Works that it disputes.
    pub disputes: Vec<Dispute>,
    /// How well the record itself is founded.
    pub confidence: Confidence,
    /// Where its facts were seen; never empty.
    pub basis: String,
    /// What of it was seen in no source.
    pub not_verified: Vec<String>,
}

/// Another version of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its year.
    pub year: Option<i32>,
    /// Where it appeared.
    pub place: String,
}

/// What happens to the effect under a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The model, by id.
    pub model: String,
    /// What happens.
    pub direction: Direction,
}

/// A dispute with another work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The other work, by id.
    pub work: String,
    /// `criticism`, `contrary-result` or `contrary-view`.
    pub kind: String,
}

/// How causal the words of a work are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// It says what causes what.
    Causal,
    /// It says what goes with what.
    Associational,
    /// It says both.
    Mixed,
    /// It says neither.
    Descriptive,
}

/// How well a record is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Seen in a source of the work itself or an official record.
    High,
    /// Partly from others.
    Medium,
}

#[derive(Debug, Default)]
struct Index {
    records: Vec<Record>,
    by_doi: HashMap<String, usize>,
    by_url: HashMap<String, usize>,
    /// By the first author, or a name that stands for the work.
    by_name: HashMap<String, Vec<usize>>,
}

impl Record {
    /// How people call the work: its authors and year.
    pub fn label(&self) -> String {
        let publication = crate::citation::bibliography::Publication {
            names: self.authors.clone(),
            year: self.year,
            title: self.title.clone(),
            ..Default::default()
        };
        publication.label()
    }

    /// What it measured under a model.
    pub fn finds(&self, model: &str) -> impl Iterator<Item = Direction> {
        self.findings
            .iter()
            .filter(move |finding| finding.model == model)
            .map(|finding| finding.direction)
    }
}

impl Evidence {
    /// Records that are there already, and others that are read when one is first looked for.
    pub(super) fn new(
        models: Vec<Model>,
        reversed_by: Vec<ListId>,
        turned_by: Vec<String>,
        own: Vec<Record>,
        unread: Option<fn() -> Vec<Record>>,
    ) -> Self {
        Self {
            models,
            reversed_by,
            turned_by,
            unread,
            own,
            index: OnceLock::new(),
        }
    }

    /// All records, those of the pack first, by id in each.
    pub fn records(&self) -> &[Record] {
        &self.index().records
    }

    /// The lists whose words show which model a claim is about.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let concepts = self.models.iter().flat_map(|model| model.concepts.iter());
        concepts.chain(&self.reversed_by).copied()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut records = self.unread.map_or(Vec::new(), |read| read());
            // What users know of a work counts before what the pack knows of it.
            records.retain(|record| self.own.iter().all(|own| own.id != record.id));
            records.extend(self.own.iter().cloned());
            let mut index = Index {
                records,
                ..Index::default()
            };
            for (at, record) in index.records.iter().enumerate() {
                if let Some(doi) = &record.doi {
                    index.by_doi.insert(doi.clone(), at);
                }
                let urls = record.urls.iter();
                for url in urls.filter_map(|url| crate::citation::bibliography::normal_url(url)) {
                    index.by_url.insert(url, at);
                }
                for name in record.authors.first().into_iter().chain(&record.aliases) {
                    index.by_name.entry(fold(name)).or_default().push(at);
                }
            }
            index
        })
    }
}
