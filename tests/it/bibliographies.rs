use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::cli::{folder, run};

const TEXT: &str = "Legal brothels may increase trafficking [@lund2011].\n";

const BIB: &str =
    "@book{lund2011,\n  author = {Lund, Eva},\n  title = {The Harbour},\n  year = {2011}\n}\n";

/// A document on the subject that names a bibliography.
fn document(bibliography: &str) -> String {
    format!("---\nbibliography: {bibliography}\n---\n\n{TEXT}")
}

/// The status and what is said on standard error, of a check that needs no finding.
fn check(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let arguments = [&["check", "--exit-zero", "--quiet"], arguments].concat();
    let (status, _, said) = run(folder, &arguments);
    (status, said)
}

/// A document that names `bibliography`, in a repository of its own.
fn naming(bibliography: &str) -> TempDir {
    let text = document(bibliography);
    folder(&[("repo/.git/HEAD", b""), ("repo/a.md", text.as_bytes())])
}

#[test]
fn a_document_names_files_from_its_own_folder() {
    let texts = [
        document("../refs.bib"),
        document("[refs.json, ../refs]"),
        "+++\nbibliography = [\"refs.json\", \"../refs.bib\"]\n+++\n\nLegal brothels may increase trafficking [@lund2011].\n".to_owned(),
    ];
    for text in texts {
        let folder = folder(&[
            (".git/HEAD", b""),
            ("docs/a.md", text.as_bytes()),
            ("docs/refs.json", b"[{\"id\": \"berg2001\"}]"),
            ("refs.bib", BIB.as_bytes()),
        ]);
        assert_eq!(
            check(folder.path(), &["docs/a.md"]),
            (0, String::new()),
            "{text}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_said_where_it_is_named() {
    let folder = naming("refs.bib");
    insta::assert_snapshot!(check(folder.path(), &["repo/a.md"]).1);
}

#[test]
fn a_file_outside_of_the_repository_is_not_read() {
    for name in [
        "../refs.bib",
        "/etc/hostname",
        "/dev/zero",
        "../../../../../etc/passwd",
    ] {
        let folder = naming(name);
        fs::write(
            folder.path().join("refs.bib"),
            "@book{secret, title = {S}, month = foo}",
        )
        .expect("a file");
        let (status, said) = check(folder.path(), &["repo/a.md"]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("lies outside"), "{said}");
        assert!(!said.contains("foo"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_leads_not_out_of_the_repository() {
    let folder = naming("refs.bib");
    fs::write(
        folder.path().join("secret.bib"),
        "@book{secret, month = foo}",
    )
    .expect("a file");
    std::os::unix::fs::symlink("../secret.bib", folder.path().join("repo/refs.bib"))
        .expect("a link");
    let (status, said) = check(folder.path(), &["repo/a.md"]);
    assert_eq!(status, 2);
    assert!(
        said.contains("lies outside") && !said.contains("foo"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_never_opened() {
    let folder = naming("refs.bib");
    let repo = folder.path().join("repo");
    fs::create_dir(repo.join("refs.bib")).expect("a folder");
    let (status, said) = check(folder.path(), &["repo/a.md"]);
    assert!(status == 2 && said.contains("it is a folder"), "{said}");

    fs::remove_dir(repo.join("refs.bib")).expect("no folder");
    std::os::unix::fs::symlink("refs.bib", repo.join("refs.bib")).expect("a link");
    let (status, said) = check(folder.path(), &["repo/a.md"]);
    assert!(status == 2 && said.contains("symbolic link"), "{said}");

    fs::remove_file(repo.join("refs.bib")).expect("no link");
    let made = std::process::Command::new("mkfifo")
        .arg(repo.join("refs.bib"))
        .status();
    assert!(made.expect("mkfifo is there").success());
    let (status, said) = check(folder.path(), &["repo/a.md"]);
    assert!(status == 2 && said.contains("named pipe"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_on_the_command_line_is_not_read() {
    let folder = naming("");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.bib")).expect("a link");
    let (status, said) = check(folder.path(), &["--bibliography", "zero.bib", "repo/a.md"]);
    assert!(status == 2 && said.contains("device"), "{said}");
}

#[test]
fn the_largest_file_is_a_choice() {
    let folder = naming("refs.bib");
    let long = format!("@book{{lund2011, title = {{{}}}}}\n", "x".repeat(5000));
    fs::write(folder.path().join("repo/refs.bib"), long).expect("a file");
    let (status, said) = check(folder.path(), &["--max-file-size", "4KiB", "repo/a.md"]);
    assert!(status == 2 && said.contains("--max-file-size"), "{said}");
    assert_eq!(
        check(folder.path(), &["--max-file-size", "8k", "repo/a.md"]),
        (0, String::new())
    );
    for size in ["4XB", "0", "99999GiB", ""] {
        let (status, said) = check(folder.path(), &["--max-file-size", size, "repo/a.md"]);
        assert!(status == 2 && said.contains("--max-file-size"), "{said}");
    }
}

#[test]
fn the_command_line_may_name_any_file() {
    let folder = naming("");
    fs::write(folder.path().join("refs.bib"), BIB).expect("a file");
    assert_eq!(
        check(folder.path(), &["--bibliography", "refs.bib", "repo"]),
        (0, String::new())
    );
    let (status, said) = check(folder.path(), &["--bibliography", "gone.bib", "repo"]);
    assert!(
        status == 2 && said.contains("cannot read gone.bib"),
        "{said}"
    );
    let (status, said) = check(folder.path(), &["--bibliography", "repo/a.md", "repo"]);
    assert!(
        status == 2 && said.contains("a bibliography is BibTeX"),
        "{said}"
    );
}

#[test]
fn a_mistake_is_said_once_however_many_documents_use_the_file() {
    let text = document("refs.bib");
    let bib = format!("{BIB}\n@book{{berg2001, month = foo}}\n");
    let folder = folder(&[
        ("a.md", text.as_bytes()),
        ("b.md", text.as_bytes()),
        ("c/d.md", document("../refs.bib").as_bytes()),
        ("refs.bib", bib.as_bytes()),
    ]);
    let (status, said) = check(folder.path(), &["."]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(said);
}

#[test]
fn entries_in_the_front_matter_are_a_bibliography() {
    let text = format!(
        "---\nreferences:\n- id: lund2011\n  title: The Harbour\n- title: no id\n---\n\n{TEXT}"
    );
    let folder = folder(&[("a.md", text.as_bytes())]);
    let (status, said) = check(folder.path(), &["a.md"]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(said);
}

#[test]
fn the_sources_of_a_text_are_listed() {
    let text = format!(
        "---\nbibliography: refs.bib\n---\n\n{TEXT}\nLegalization reduces trafficking (Cho, Dreher and Neumayer 2013) [see also @lund2011]. Nobody counts trafficking.[^1] See [@gone].\n\n[^1]: As a clerk told us.\n"
    );
    let folder = folder(&[("a.md", text.as_bytes()), ("refs.bib", BIB.as_bytes())]);
    let (status, listed, said) = run(folder.path(), &["sources", "a.md"]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(format!("{listed}{said}"));
    let (_, listed, _) = run(folder.path(), &["sources", "--format", "json", "a.md"]);
    insta::assert_snapshot!("the_sources_of_a_text_in_json", listed);
    let (_, listed, _) = run(folder.path(), &["sources", "--format", "concise", "a.md"]);
    insta::assert_snapshot!("the_sources_of_a_text_in_lines", listed);
}
