use super::*;
use crate::rule::evidence::Described;

const MODELS: [&str; 2] = ["licences", "bans"];

fn read(text: &str) -> (Vec<Record>, Vec<String>) {
    let file = Arc::new(SourceFile::new("works.toml", text));
    let mut faults = Vec::new();
    let records = read_works(&file, Some(&MODELS), &mut faults);
    let faults = faults.iter().map(ToString::to_string).collect();
    (records, faults)
}

const WORK: &str = r#"
[[work]]
id = "lund-berg-2011"
authors = ["Lund", "Berg"]
aliases = ["Harbour study"]
year = 2011
title = "Licences and the Harbour: A Study of Smuggled Tea"
doi = "10.1000/Harbour"
urls = ["https://www.example.org/harbour/"]
other-versions = [{ year = 2009, where = "working paper" }]
measures-effect = true
findings = [{ model = "licences", direction = "increase" }]
language = "associational"
confidence = "high"
basis = "invented for a test"
"#;

#[test]
fn a_record_is_read_whole() {
    let (records, faults) = read(WORK);
    assert_eq!(faults, [] as [&str; 0]);
    let record = &records[0];
    assert_eq!(record.label(), "Lund & Berg 2011");
    assert_eq!(record.doi.as_deref(), Some("10.1000/harbour"));
    assert_eq!(
        record.finds("licences").collect::<Vec<_>>(),
        [Direction::Increase]
    );
    assert_eq!(record.finds("bans").count(), 0);
}

#[test]
fn mistakes_in_records_are_all_said() {
    for (from, to, fault) in [
        (
            "basis = \"invented for a test\"",
            "",
            "the work `lund-berg-2011` has no `basis`",
        ),
        (
            "basis = \"invented for a test\"",
            "basis = \" \"",
            "the work `lund-berg-2011` has no `basis`",
        ),
        (
            "model = \"licences\"",
            "model = \"licence\"",
            "there is no model `licence`",
        ),
        ("\"increase\"", "\"up\"", "there is no direction `up`"),
        (
            "\"associational\"",
            "\"vague\"",
            "there is no language `vague`",
        ),
        ("\"high\"", "\"low\"", "there is no confidence `low`"),
        ("10.1000/Harbour", "harbour", "`harbour` is no DOI"),
        (
            "measures-effect = true",
            "measures-effect = false",
            "a work that does not measure the effect can have no `findings`",
        ),
        (
            "id = \"lund-berg-2011\"",
            "id = \"Lund\"",
            "`Lund` is not an id",
        ),
    ] {
        assert!(WORK.contains(from), "{from}");
        let (records, faults) = read(&WORK.replace(from, to));
        assert!(records.is_empty(), "{to}");
        assert!(faults.iter().any(|it| it == fault), "{to}: {faults:?}");
    }
}

#[test]
fn a_work_is_known_from_what_a_text_says_of_it() {
    let (records, _) = read(WORK);
    let evidence = Evidence::new(Vec::new(), Vec::new(), Vec::new(), records, None);
    let known = |described: Described<'_>| evidence.find(&described).is_some();
    for text in [
        "Eva Lund and Jan Berg, Licences and the harbour: a study of smuggled tea. 2011.",
        "Lund, E., & Berg, J. (2009). *Licences and the Harbour: A Study of Smuggled Tea*. Working paper.",
        "See doi:10.1000/HARBOUR.",
    ] {
        assert!(known(Described::Text(text)), "{text}");
    }
    for text in [
        "Eva Lund and Jan Berg, Licences and the harbour: a study of smuggled tea. 1999.",
        "Eva Lund, The Port. 2011.",
        "Licences and the harbour: a study of smuggled tea, 2011.",
    ] {
        assert!(!known(Described::Text(text)), "{text}");
    }
    let address = |url: &str| Described::Address {
        url: crate::citation::bibliography::normal_url(url),
        doi: doi_in(url),
    };
    assert!(known(address("http://example.org/harbour")));
    assert!(known(address("https://doi.org/10.1000/harbour")));
    assert!(!known(address("http://example.org/port")));
}

/// Nothing is said of a real work without a basis, and what the records name is there.
#[test]
fn every_built_in_record_has_its_basis() {
    let pack = crate::rule::Pack::embedded().unwrap();
    let models: Vec<&str> = pack
        .evidence
        .models
        .iter()
        .map(|model| model.id.as_str())
        .collect();
    let mut faults = Vec::new();
    let mut records = Vec::new();
    for file in files::embedded_evidence() {
        records.extend(read_works(&Arc::new(file), Some(&models), &mut faults));
    }
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(records.len(), pack.evidence.records().len());
    let mut ids = HashSet::new();
    for record in &records {
        assert!(ids.insert(record.id.as_str()), "{} stands twice", record.id);
        assert!(!record.basis.trim().is_empty(), "{}", record.id);
    }
    for record in &records {
        for dispute in record.disputed_by.iter().chain(&record.disputes) {
            assert!(ids.contains(dispute.work.as_str()), "{}", dispute.work);
        }
    }
}
