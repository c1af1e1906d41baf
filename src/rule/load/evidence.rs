use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::annotate::ListId;
use crate::citation::bibliography::doi_in;
use crate::claim::Direction;
use crate::rule::PackFault;
use crate::rule::evidence::{
    Confidence, Dispute, Evidence, Finding, Language, Model, Record, Version,
};
use crate::rule::load::fault::syntax;
use crate::rule::load::files;
use crate::rule::load::lists::{Lists, bad_id, is_id};
use crate::source::SourceFile;

/// `models.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawModels {
    #[serde(default)]
    reversed_by: Vec<Spanned<String>>,
    #[serde(default)]
    turned_by: Vec<String>,
    #[serde(default)]
    model: Vec<RawModel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModel {
    id: Spanned<String>,
    name: String,
    concepts: Vec<Spanned<String>>,
}

/// A file of works as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWorks {
    work: Vec<RawWork>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawWork {
    id: Spanned<String>,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    year: Option<i32>,
    title: Spanned<String>,
    #[serde(default)]
    container: String,
    doi: Option<Spanned<String>>,
    #[serde(default)]
    urls: Vec<String>,
    #[serde(default)]
    other_versions: Vec<RawVersion>,
    #[serde(default)]
    measures: String,
    measures_effect: bool,
    #[serde(default)]
    outcomes: Vec<String>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    models: Vec<Spanned<String>>,
    #[serde(default)]
    places: Vec<String>,
    #[serde(default)]
    design: String,
    #[serde(default)]
    findings: Vec<RawFinding>,
    #[serde(default)]
    argues: Vec<RawFinding>,
    language: Spanned<String>,
    #[serde(default)]
    limits: Vec<String>,
    #[serde(default)]
    disputed_by: Vec<RawDispute>,
    #[serde(default)]
    disputes: Vec<RawDispute>,
    confidence: Spanned<String>,
    basis: Option<Spanned<String>>,
    #[serde(default)]
    not_verified: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    year: Option<i32>,
    r#where: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFinding {
    model: Spanned<String>,
    direction: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDispute {
    work: Spanned<String>,
    kind: Spanned<String>,
}

const LANGUAGES: [(&str, Language); 4] = [
    ("causal", Language::Causal),
    ("associational", Language::Associational),
    ("mixed", Language::Mixed),
    ("descriptive", Language::Descriptive),
];

const CONFIDENCES: [(&str, Confidence); 2] =
    [("high", Confidence::High), ("medium", Confidence::Medium)];

const DIRECTIONS: [(&str, Direction); 4] = [
    ("increase", Direction::Increase),
    ("decrease", Direction::Decrease),
    ("no-effect", Direction::NoEffect),
    ("mixed", Direction::Mixed),
];

const DISPUTES: [(&str, ()); 3] = [
    ("criticism", ()),
    ("contrary-result", ()),
    ("contrary-view", ()),
];

/// What the files of a pack say of works. Those that are built in are read when a work is first looked for: their mistakes are found by a test.
pub(super) fn load(
    models: Option<&Arc<SourceFile>>,
    works: &[Arc<SourceFile>],
    has_builtin: bool,
    lists: &Lists,
    faults: &mut Vec<PackFault>,
) -> Evidence {
    let (models, reversed_by, turned_by) = match models {
        Some(file) => read_models(file, lists, faults),
        None => Default::default(),
    };
    let mut records = Vec::new();
    for file in works {
        let known: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
        records.extend(read_works(file, Some(&known), faults));
    }
    let builtin: Option<fn() -> Vec<Record>> = has_builtin.then_some(builtin_records);
    check_ids(works, &records, builtin, faults);
    Evidence::new(models, reversed_by, turned_by, records, builtin)
}

/// The records that are built in, without those in which there is a mistake.
fn builtin_records() -> Vec<Record> {
    let mut faults = Vec::new();
    let records = files::embedded_evidence()
        .flat_map(|file| read_works(&Arc::new(file), None, &mut faults))
        .collect();
    debug_assert!(faults.is_empty(), "{faults:?}");
    records
}

fn check_ids(
    works: &[Arc<SourceFile>],
    records: &[Record],
    builtin: Option<fn() -> Vec<Record>>,
    faults: &mut Vec<PackFault>,
) {
    let Some(file) = works.first() else {
        return;
    };
    let mut ids = HashSet::new();
    for record in records {
        if !ids.insert(record.id.clone()) {
            let message = format!("there are two works with the id `{}`", record.id);
            faults.push(PackFault::new(file, 0..0, message, ""));
        }
    }
    if let Some(builtin) = builtin {
        ids.extend(builtin().into_iter().map(|record| record.id));
    }
    for record in records {
        for dispute in record.disputed_by.iter().chain(&record.disputes) {
            if !ids.contains(&dispute.work) {
                let message = format!(
                    "`{}` names a work that there is no record of: `{}`",
                    record.id, dispute.work
                );
                let fault = PackFault::new(file, 0..0, message, "");
                faults.push(fault.near("a work", &dispute.work, ids.iter().map(String::as_str)));
            }
        }
    }
}

fn read_models(
    file: &Arc<SourceFile>,
    lists: &Lists,
    faults: &mut Vec<PackFault>,
) -> (Vec<Model>, Vec<ListId>, Vec<String>) {
    let raw: RawModels = match toml::from_str(file.text()) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(syntax(file, &error));
            return Default::default();
        }
    };
    let mut find = |ids: &[Spanned<String>]| -> Vec<ListId> {
        ids.iter()
            .filter_map(|id| lists.find(file, id, faults))
            .collect()
    };
    let reversed_by = find(&raw.reversed_by);
    let models: Vec<Model> = raw
        .model
        .iter()
        .map(|model| Model {
            concepts: find(&model.concepts),
            id: model.id.get_ref().clone(),
            name: model.name.clone(),
        })
        .collect();
    for model in &raw.model {
        if !is_id(model.id.get_ref()) {
            faults.push(bad_id(file, &model.id));
        }
    }
    (models, reversed_by, raw.turned_by)
}

/// The works of a file, without those in which there is a mistake. `models` are the ids that records may name; none where that has been checked.
fn read_works(
    file: &Arc<SourceFile>,
    models: Option<&[&str]>,
    faults: &mut Vec<PackFault>,
) -> Vec<Record> {
    let raw: RawWorks = match toml::from_str(file.text()) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(syntax(file, &error));
            return Vec::new();
        }
    };
    let mut reader = Reader {
        file,
        models,
        faults,
    };
    raw.work
        .into_iter()
        .filter_map(|work| reader.record(work))
        .collect()
}

struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    models: Option<&'a [&'a str]>,
    faults: &'a mut Vec<PackFault>,
}

impl Reader<'_> {
    fn record(&mut self, raw: RawWork) -> Option<Record> {
        let known = self.faults.len();
        if !is_id(raw.id.get_ref()) {
            self.faults.push(bad_id(self.file, &raw.id));
        }
        let basis = raw.basis.as_ref().map(|it| it.get_ref().trim());
        if basis.is_none_or(str::is_empty) {
            let message = format!("the work `{}` has no `basis`", raw.id.get_ref());
            let fault = PackFault::new(self.file, raw.id.span(), message, "");
            self.faults
                .push(fault.help("say where its facts were seen; nothing is written from memory"));
        }
        if raw.authors.is_empty() && raw.aliases.is_empty() {
            let message = format!("the work `{}` has no name to be known by", raw.id.get_ref());
            let fault = PackFault::new(self.file, raw.id.span(), message, "");
            self.faults
                .push(fault.help("give its `authors`, or the body that made it"));
        }
        let doi = raw.doi.as_ref().and_then(|doi| {
            let found = doi_in(doi.get_ref());
            if found.is_none() {
                let message = format!("`{}` is no DOI", doi.get_ref());
                self.faults
                    .push(PackFault::new(self.file, doi.span(), message, ""));
            }
            found
        });
        for model in &raw.models {
            self.model(model);
        }
        let language = self.one_of("language", &LANGUAGES, &raw.language);
        let confidence = self.one_of("confidence", &CONFIDENCES, &raw.confidence);
        let findings = self.findings(raw.findings);
        if !raw.measures_effect && !findings.is_empty() {
            let message = "a work that does not measure the effect can have no `findings`";
            let fault = PackFault::new(self.file, raw.id.span(), message, "");
            self.faults
                .push(fault.help("what it says without having measured it belongs in `argues`"));
        }
        let argues = self.findings(raw.argues);
        let disputed_by = self.disputes(raw.disputed_by);
        let disputes = self.disputes(raw.disputes);
        let record = Record {
            id: raw.id.into_inner(),
            kind: raw.kind,
            authors: raw.authors,
            aliases: raw.aliases,
            year: raw.year,
            title: raw.title.into_inner(),
            container: raw.container,
            doi,
            urls: raw.urls,
            other_versions: raw
                .other_versions
                .into_iter()
                .map(|version| Version {
                    year: version.year,
                    place: version.r#where,
                })
                .collect(),
            measures: raw.measures,
            measures_effect: raw.measures_effect,
            outcomes: raw.outcomes,
            summary: raw.summary,
            models: raw.models.into_iter().map(Spanned::into_inner).collect(),
            places: raw.places,
            design: raw.design,
            findings,
            argues,
            language: language?,
            limits: raw.limits,
            disputed_by,
            disputes,
            confidence: confidence?,
            basis: raw.basis.map(Spanned::into_inner).unwrap_or_default(),
            not_verified: raw.not_verified,
        };
        (self.faults.len() == known).then_some(record)
    }

    fn findings(&mut self, raw: Vec<RawFinding>) -> Vec<Finding> {
        raw.into_iter()
            .filter_map(|finding| {
                self.model(&finding.model);
                let direction = self.one_of("direction", &DIRECTIONS, &finding.direction)?;
                Some(Finding {
                    model: finding.model.into_inner(),
                    direction,
                })
            })
            .collect()
    }

    fn disputes(&mut self, raw: Vec<RawDispute>) -> Vec<Dispute> {
        raw.into_iter()
            .filter_map(|dispute| {
                self.one_of("dispute", &DISPUTES, &dispute.kind)?;
                Some(Dispute {
                    work: dispute.work.into_inner(),
                    kind: dispute.kind.into_inner(),
                })
            })
            .collect()
    }

    fn model(&mut self, id: &Spanned<String>) {
        let Some(models) = self.models else {
            return;
        };
        let name = id.get_ref();
        if !models.contains(&name.as_str()) {
            let message = format!("there is no model `{name}`");
            let fault = PackFault::new(self.file, id.span(), message, "");
            let fault = fault.help(format!("a model is one of {}", models.join(", ")));
            self.faults
                .push(fault.near("a model", name, models.iter().copied()));
        }
    }

    fn one_of<T: Copy>(
        &mut self,
        kind: &str,
        values: &[(&str, T)],
        written: &Spanned<String>,
    ) -> Option<T> {
        let name = written.get_ref();
        let found = values.iter().find(|(known, _)| known == name);
        if found.is_none() {
            let names: Vec<&str> = values.iter().map(|(known, _)| *known).collect();
            let message = format!("there is no {kind} `{name}`");
            let fault = PackFault::new(self.file, written.span(), message, "");
            self.faults
                .push(fault.help(format!("a {kind} is one of {}", names.join(", "))));
        }
        found.map(|(_, value)| *value)
    }
}

#[cfg(test)]
#[path = "tests/evidence.rs"]
mod tests;
