use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::cli::{folder, run};

const TEXT: &str = "# Title\n\nLegal brothels increase trafficking.[^1]\n\n[^1]: Lund 2011.\n";

/// A folder with a document whose findings are known.
fn known(text: &str) -> TempDir {
    let folder = folder(&[("in/a.md", text.as_bytes())]);
    let (status, stdout, _) = run(folder.path(), &["check", "--write-baseline", "known.jsonl"]);
    assert_eq!((status, stdout.as_str()), (0, ""));
    folder
}

/// The rules that report something new in the document when its text is `text`, and what is said on standard error.
fn news(folder: &Path, text: &str) -> (Vec<String>, String) {
    fs::write(folder.join("in/a.md"), text).expect("a file");
    let (_, stdout, stderr) = run(
        folder,
        &["check", "--format", "json", "--baseline", "known.jsonl"],
    );
    let json: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    let found = json["diagnostics"].as_array().expect("a list");
    let rules = found
        .iter()
        .map(|found| found["rule"].as_str().expect("a rule").to_owned());
    (rules.collect(), stderr)
}

#[test]
fn what_says_the_same_stays_known() {
    let folder = known(TEXT);
    for text in [
        TEXT.to_owned(),
        format!("More text above.\n\n{TEXT}"),
        TEXT.replace("increase trafficking", "increase\ntrafficking"),
        TEXT.replace("[^1]", "[^7]"),
        TEXT.replace('\n', "\r\n"),
    ] {
        assert_eq!(
            news(folder.path(), &text),
            (Vec::new(), String::new()),
            "{text}"
        );
    }
}

#[test]
fn one_fault_exchanged_for_another_is_new() {
    let folder = known(TEXT);
    let (rules, stderr) = news(
        folder.path(),
        &TEXT.replace("Legal brothels", "Purchase bans"),
    );
    assert!(
        rules.contains(&"unqualified-causal-claim".to_owned()),
        "{rules:?}"
    );
    assert!(
        stderr.contains("entries of known.jsonl are for findings that are gone"),
        "{stderr}"
    );
}

#[test]
fn the_same_sentence_once_more_is_new() {
    let folder = known(TEXT);
    let twice = format!("{TEXT}\nLegal brothels increase trafficking.[^1]\n");
    assert_eq!(news(folder.path(), &twice).0, ["unqualified-causal-claim"]);
}

#[test]
fn entries_whose_findings_are_gone_are_taken_out_on_request() {
    let folder = known(TEXT);
    let path = folder.path().join("known.jsonl");
    let before = fs::read_to_string(&path).expect("it is there");
    news(folder.path(), "Text.\n");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), before);
    let (status, _, stderr) = run(
        folder.path(),
        &["check", "--baseline", "known.jsonl", "--prune-baseline"],
    );
    assert_eq!(status, 0);
    assert!(
        stderr.contains("took 2 entries out of known.jsonl"),
        "{stderr}"
    );
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "");
}

#[test]
fn a_baseline_is_sorted_with_an_entry_a_line_and_no_numbers_of_lines() {
    let folder = folder(&[("b.md", TEXT.as_bytes()), ("a.md", TEXT.as_bytes())]);
    run(folder.path(), &["check", "--write-baseline", "known.jsonl"]);
    let text = fs::read_to_string(folder.path().join("known.jsonl")).expect("it is there");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.is_sorted());
    assert_eq!(
        lines[1],
        r##"{"path":"a.md","rule":"unqualified-causal-claim","sentence":"Legal brothels increase trafficking.[#]","occurrence":1}"##
    );
}

#[test]
fn a_baseline_that_cannot_be_read_fails_the_run() {
    let folder = folder(&[("a.md", TEXT.as_bytes()), ("bad.jsonl", b"{}\n")]);
    for file in ["gone.jsonl", "bad.jsonl"] {
        let (status, stdout, stderr) = run(folder.path(), &["check", "--baseline", file]);
        assert_eq!((status, stdout.as_str()), (2, ""));
        assert!(
            stderr.contains(file) && stderr.contains("--write-baseline"),
            "{stderr}"
        );
    }
}

/// What docs/adopting.md shows is what happens.
#[test]
fn four_hundred_documents_are_adopted_as_the_guide_says() {
    let folder = folder(&[]);
    for number in 1..=400 {
        let text = match number % 4 {
            0 => format!("# Brief {number}\n\nLegal brothels increase trafficking.\n"),
            1 => format!(
                "# Brief {number}\n\nThe purchase ban has ended trafficking in district {number}.\n"
            ),
            2 => format!("# Brief {number}\n\nThe ban may reduce trafficking (Lund 2011).\n"),
            _ => format!("# Note {number}\n\nThe meeting is on the {number}th day.\n"),
        };
        fs::write(folder.path().join(format!("{number:03}.md")), text).expect("a file");
    }
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/adopting.md"))
        .expect("the guide");
    let mut shown = String::new();
    for arguments in [
        &["check", "--format", "concise", "--output", "findings.txt"][..],
        &["check", "--write-baseline", "caveat-baseline.jsonl"],
        &["check", "--baseline", "caveat-baseline.jsonl"],
    ] {
        let (status, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!(stdout, "");
        shown.push_str(&format!(
            "$ caveat {}\n{stderr}$ echo $?\n{status}\n",
            arguments.join(" ")
        ));
    }
    assert!(
        guide.contains(&shown),
        "docs/adopting.md should show:\n{shown}"
    );
}
