use std::fs;
use std::panic;
use std::path::Path;

use caveat::linter::Linter;
use caveat::report::{Format, Look, Reporter};
use caveat::source::SourceFile;

/// The program's own rules, or every mistake in them.
pub(crate) fn linter() -> Linter {
    Linter::embedded().unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("the built-in pack has mistakes:\n{}", faults.join("\n"))
    })
}

/// The claims of a file, a line each, and then its findings as people see them.
fn shown(linter: &Linter, file: &SourceFile) -> String {
    let look = Look::plain();
    let claims = Reporter::new(Format::Concise, look).claims(file, &linter.claims(file).claims);
    let findings =
        Reporter::new(Format::Pretty, look).diagnostics(file, &linter.check(file).diagnostics);
    let or_none = |text: String| match text.as_str() {
        "" => "none\n".to_owned(),
        _ => text,
    };
    format!(
        "Claims\n\n{}\nFindings\n\n{}",
        or_none(claims),
        or_none(findings)
    )
}

/// Compares what is said of each Markdown file in `folder` with the file of its name in `expected`. Both folders are named
/// from the root of the package. Every file is compared before the test fails.
fn check(folder: &str, expected: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let linter = linter();
    let mut names: Vec<String> = fs::read_dir(root.join(folder))
        .expect("the folder is part of the package")
        .map(|entry| entry.expect("an entry").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned()))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "no documents in {folder}");

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root.join(expected));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let differs = |name: &&String| {
        let path = format!("{folder}/{name}.md");
        let text = fs::read_to_string(root.join(&path)).expect("a document is UTF-8");
        let shown = shown(&linter, &SourceFile::new(path, text));
        let compare = || settings.bind(|| insta::assert_snapshot!(name.as_str(), shown));
        panic::catch_unwind(panic::AssertUnwindSafe(compare)).is_err()
    };
    let different: Vec<&String> = names.iter().filter(differs).collect();
    assert!(different.is_empty(), "in {folder}: {different:?}");
}

/// An expected output whose document is gone would be kept for ever.
fn check_no_orphans(folder: &str, expected: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let orphans: Vec<String> = fs::read_dir(root.join(expected))
        .expect("the folder is part of the package")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| {
            name.strip_suffix(".snap")
                .is_some_and(|name| !root.join(folder).join(format!("{name}.md")).exists())
        })
        .collect();
    assert_eq!(orphans, [""; 0], "in {expected}");
}

#[test]
fn examples_are_read_as_expected() {
    check("examples", "tests/examples");
}

#[test]
fn documents_are_read_as_expected() {
    check("tests/documents", "tests/documents");
}

#[test]
fn every_expected_output_has_its_document() {
    check_no_orphans("examples", "tests/examples");
    check_no_orphans("tests/documents", "tests/documents");
}

/// A page that defines both words and keeps them apart, gives both sides as theirs and says what no policy reaches has
/// nothing to be told, whatever else changes.
#[test]
fn a_balanced_page_gets_no_error_and_nothing_on_root_causes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("examples/faq.md")).expect("an example");
    let file = SourceFile::new("examples/faq.md", text);
    let outcome = linter().check(&file);
    let faults: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|d| d.level == caveat::diagnostic::Level::Error || d.rule == "missing-root-causes")
        .map(|d| format!("{}: {}", d.rule, file.slice(d.span)))
        .collect();
    assert_eq!(faults, [""; 0]);
    assert!(outcome.on_subject && !outcome.claims.is_empty());
}

/// The first fenced block after a comment in the README.
fn fenced(readme: &str, comment: &str) -> String {
    let after = readme
        .split(comment)
        .nth(1)
        .expect("the README has the comment");
    let block = after.split("\n```").nth(1).expect("a fenced block follows");
    let (_, text) = block.split_once('\n').expect("the block has lines");
    format!("{text}\n")
}

#[test]
fn the_readme_shows_what_is_said_of_its_sample() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let readme = readme.expect("the README");
    let file = SourceFile::new("brief.md", fenced(&readme, "<!-- sample -->"));
    let diagnostics = linter().check(&file).diagnostics;
    let shown = Reporter::new(Format::Pretty, Look::plain()).diagnostics(&file, &diagnostics);
    assert_eq!(
        fenced(&readme, "<!-- output -->").trim_end(),
        shown.trim_end()
    );
}
