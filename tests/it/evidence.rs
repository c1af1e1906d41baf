use std::fmt::Write;
use std::fs;
use std::path::Path;

use caveat::claim::Direction;
use caveat::rule::Pack;
use caveat::rule::evidence::{Confidence, Dispute, Evidence, Finding, Language, Record};

/// docs/evidence.md is made from the records, and says what they say now.
#[test]
fn the_page_on_works_is_what_the_records_say() {
    let pack = Pack::embedded().expect("the built-in pack is good");
    let page = page(&pack.evidence);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/evidence.md");
    let written = fs::read_to_string(&path).unwrap_or_default();
    if written == page {
        return;
    }
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evidence.md");
    fs::write(&made, page).expect("the folder for files of tests");
    panic!(
        "docs/evidence.md is not what the records say; the page as it should be is {}",
        made.display()
    );
}

fn page(evidence: &Evidence) -> String {
    let mut records: Vec<&Record> = evidence.records().iter().collect();
    records.sort_by(|one, other| one.id.cmp(&other.id));
    let measured = records.iter().filter(|it| !it.findings.is_empty()).count();
    let effect = records.iter().filter(|it| it.measures_effect).count();
    let high = records
        .iter()
        .filter(|it| it.confidence == Confidence::High)
        .count();
    let mut out = format!(
        "\
# What works on the subject measured

This page is made from the records in `rules/prostitution-policy/evidence/`; a test keeps the two together. It takes no side: it says what a work measured, for which legal model,
with what result, how causal its own words are, who disputes it, where the facts of its record were seen, and what was seen in no source. It is no review of the field and no
judgement of quality. [sources.md](sources.md) says how caveat uses it.

There are records on {} works. {effect} of them measured trafficking by any proxy, {measured} of these against the law on prostitution. {high} records were checked against a source of the
work itself or an official record (\"high\"); the others (\"medium\") rest partly on other sources, and are held against no claim.
",
        records.len()
    );
    for record in records {
        entry(evidence, record, &mut out);
    }
    out
}

fn entry(evidence: &Evidence, record: &Record, out: &mut String) {
    let year = record
        .year
        .map_or(String::new(), |year| format!(" ({year})"));
    let _ = writeln!(out, "\n## {}{year}\n", record.authors.join(", "));
    let _ = write!(out, "*{}*", record.title.replace('*', "\\*"));
    if !record.container.is_empty() {
        let _ = write!(out, ". {}", record.container);
    }
    if let Some(doi) = &record.doi {
        let _ = write!(out, ". doi:{doi}");
    }
    let _ = writeln!(out, ". Record `{}`.\n", record.id);
    let mut line = |name: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "- **{name}**: {text}");
        }
    };
    line("Also cited as", &record.aliases.join("; "));
    let versions: Vec<String> = record
        .other_versions
        .iter()
        .map(|it| match it.year {
            Some(year) => format!("{year}, {}", it.place),
            None => it.place.clone(),
        })
        .collect();
    line("Other versions", &versions.join("; "));
    line("Measures", &record.measures);
    line("Design", &record.design);
    line("Where", &record.places.join(", "));
    line("Says", &record.summary);
    line("Can bear", &can_bear(evidence, record));
    line("Cannot bear", &cannot_bear(record));
    line(
        "Argues, without having measured it",
        &findings(evidence, &record.argues),
    );
    line("Limits", &record.limits.join("; "));
    line("Disputed by", &disputes(evidence, &record.disputed_by));
    line("Disputes", &disputes(evidence, &record.disputes));
    let confidence = match record.confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
    };
    line("Confidence of the record", confidence);
    line("Seen in", &record.basis);
    line("Not verified", &record.not_verified.join("; "));
}

fn can_bear(evidence: &Evidence, record: &Record) -> String {
    let words = match record.language {
        Language::Causal => "in its own words as cause and effect",
        Language::Associational => "as an association",
        Language::Mixed => "partly as an association, partly as cause and effect",
        Language::Descriptive => "as a description",
    };
    match (record.findings.as_slice(), record.measures_effect) {
        ([], _) => format!("what it says of what it measured, {words}"),
        (found, _) => format!("{}, {words}", findings(evidence, found)),
    }
}

fn cannot_bear(record: &Record) -> String {
    match (record.measures_effect, record.findings.is_empty()) {
        (false, _) => "a claim on how much trafficking there is under any law: it did not measure trafficking".to_owned(),
        (true, true) => "a claim on what a law on prostitution does to trafficking: no result of that kind is on record".to_owned(),
        (true, false) if record.language == Language::Causal => {
            "a claim on another legal model, place or measure".to_owned()
        }
        (true, false) => {
            "a claim that the law is the cause; a claim on another legal model, place or measure".to_owned()
        }
    }
}

fn findings(evidence: &Evidence, findings: &[Finding]) -> String {
    let shown = findings.iter().map(|finding| {
        let mut models = evidence.models.iter();
        let model = models.find(|model| model.id == finding.model);
        let name = model.map_or(finding.model.as_str(), |model| model.name.as_str());
        let what = match finding.direction {
            Direction::Increase => "more trafficking",
            Direction::Decrease => "less trafficking",
            Direction::NoEffect => "no difference in trafficking",
            Direction::Mixed => "more trafficking in some cases and less in others",
        };
        format!("{what} under {name}")
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn disputes(evidence: &Evidence, disputes: &[Dispute]) -> String {
    let shown = disputes.iter().map(|dispute| {
        let mut records = evidence.records().iter();
        let other = records.find(|record| record.id == dispute.work);
        let label = other.map_or_else(|| dispute.work.clone(), Record::label);
        format!("{label} ({})", dispute.kind.replace('-', " "))
    });
    shown.collect::<Vec<_>>().join("; ")
}
