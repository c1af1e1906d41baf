use super::*;

fn place(text: &str, at: &str) -> (u32, u32) {
    let file = SourceFile::new("a.md", text);
    let offset = text.find(at).expect("the test's mark is in its text") as u32;
    let place = file.position(offset);
    assert_eq!(place.offset, offset);
    (place.line, place.column)
}

#[test]
fn lines_end_at_lf_crlf_and_cr() {
    assert_eq!(place("a\nb\r\nc\rd!", "b"), (2, 1));
    assert_eq!(place("a\nb\r\nc\rd!", "c"), (3, 1));
    assert_eq!(place("a\nb\r\nc\rd!", "!"), (4, 2));
}

#[test]
fn columns_count_characters() {
    assert_eq!(place("naïve “café” 日本語 x", "x"), (1, 18));
    assert_eq!(place("👩‍👩‍👧 x", "x"), (1, 7));
}

#[test]
fn only_a_byte_order_mark_at_the_start_is_not_counted() {
    assert_eq!(place("\u{feff}ab", "b"), (1, 2));
    assert_eq!(place("\u{feff}a\nab", "ab"), (2, 1));
    assert_eq!(place("a\u{feff}b", "b"), (1, 3));
}

#[test]
fn columns_far_into_a_line_are_the_same_as_counted_ones() {
    for prefix in ["", "\u{feff}", "short é line\n", "\u{feff}é\r\n"] {
        let text = format!("{prefix}{}", "é日a😀".repeat(3000));
        let file = SourceFile::new("a.md", text.as_str());
        let line_start = text.rfind('\n').map_or(0, |at| at + 1);
        for (at, _) in text[line_start..].char_indices().step_by(997) {
            let before = &text[line_start..line_start + at];
            let marks = before.matches('\u{feff}').count();
            let column = file.position((line_start + at) as u32).column as usize;
            assert_eq!(
                column,
                before.chars().count() - marks + 1,
                "{prefix:?} {at}"
            );
        }
    }
}

#[test]
fn a_line_is_given_without_its_end() {
    let file = SourceFile::new("a.md", "a\r\n\nlast");
    let lines = (0..=4).map(|line| file.line(line).map(|span| file.slice(span)));
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [None, Some("a"), Some(""), Some("last"), None]
    );
}

fn fault_of_bytes(bytes: &[u8]) -> String {
    let mut stream = bytes;
    match read_stream("x.md", &mut stream, 1000) {
        Ok(file) => format!("read {} bytes", file.text().len()),
        Err(error) => error.to_string(),
    }
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn encodings_are_named() {
    let is_utf16 = "cannot read x.md: it is encoded as UTF-16; save it again as UTF-8";
    assert_eq!(
        fault_of_bytes(&utf16("\u{feff}Text", u16::to_le_bytes)),
        is_utf16
    );
    assert_eq!(
        fault_of_bytes(&utf16("\u{feff}Text", u16::to_be_bytes)),
        is_utf16
    );
    assert_eq!(
        fault_of_bytes(&utf16("# A naïve title", u16::to_le_bytes)),
        is_utf16
    );
    assert_eq!(
        fault_of_bytes(&utf16("# A naïve title", u16::to_be_bytes)),
        is_utf16
    );
    assert_eq!(
        fault_of_bytes(b"\xFF\xFE\0\0T\0\0\0"),
        "cannot read x.md: it is encoded as UTF-32; save it again as UTF-8"
    );
    assert_eq!(
        fault_of_bytes(b"one\ntwo caf\xE9\n"),
        "cannot read x.md: it is not UTF-8 text: byte 0xE9 on line 2 belongs to no character; save it again as UTF-8"
    );
}

#[test]
fn each_error_of_the_system_has_its_fault() {
    use std::io::{Error, ErrorKind};
    let said = |kind: ErrorKind, target: Option<&str>| {
        let fault = read::out_of_reach(Error::from(kind), target.map(std::path::PathBuf::from));
        fault.to_string()
    };
    let missing = "there is no such file or folder; check its spelling, and that the path starts at the current folder";
    let broken =
        "it is a symbolic link to b.md, which cannot be reached; mend the link or remove it";
    let refused = "permission denied; allow reading it, or leave it out";
    assert_eq!(said(ErrorKind::NotFound, None), missing);
    assert_eq!(said(ErrorKind::NotADirectory, None), missing);
    assert_eq!(said(ErrorKind::NotFound, Some("b.md")), broken);
    assert_eq!(said(ErrorKind::PermissionDenied, None), refused);
    assert_eq!(said(ErrorKind::PermissionDenied, Some("b.md")), refused);
    assert_eq!(
        said(ErrorKind::TimedOut, None),
        "timed out; allow reading it, or leave it out"
    );
}

#[test]
fn utf8_is_read_as_it_is() {
    assert_eq!(fault_of_bytes(b""), "read 0 bytes");
    assert_eq!(fault_of_bytes(b"a\0b"), "read 3 bytes");
    assert_eq!(fault_of_bytes("\u{feff}a\r\n".as_bytes()), "read 6 bytes");
}

#[test]
fn a_stream_may_have_as_many_bytes_as_the_limit() {
    assert_eq!(fault_of_bytes(&[b'a'; 1000]), "read 1000 bytes");
    assert_eq!(
        fault_of_bytes(&[b'a'; 1001]),
        "cannot read x.md: it has more than 1000 bytes, the most that one file may have; split it, leave it out, or raise the limit with --max-file-size"
    );
}

#[test]
fn a_file_may_have_as_many_bytes_as_the_limit() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.md");
    std::fs::write(&path, "12345").expect("a file");
    assert_eq!(read(&path, 5).expect("within the limit").text(), "12345");
    let fault = read(&path, 4).expect_err("over the limit").fault;
    assert!(
        matches!(fault, ReadFault::TooLarge { limit: 4 }),
        "{fault:?}"
    );
}

#[test]
fn what_is_not_a_file_is_named_for_what_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fault = |name: &str| {
        read(&folder.path().join(name), 5)
            .expect_err("nothing to read")
            .fault
    };
    std::fs::create_dir(folder.path().join("x.md")).expect("a folder");
    assert!(matches!(fault("x.md"), ReadFault::Folder));
    assert!(matches!(fault("gone.md"), ReadFault::Missing));
    assert!(matches!(fault("x.md/gone/gone.md"), ReadFault::Missing));
}

#[cfg(feature = "cli")]
mod discovery {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::super::*;

    /// A folder with these files; a name that ends in `/` is a folder.
    fn tree(names: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a temporary folder");
        for name in names {
            let path = root.path().join(name);
            if name.ends_with('/') {
                fs::create_dir_all(&path).expect("a folder");
            } else {
                fs::create_dir_all(path.parent().expect("inside the root")).expect("a folder");
                fs::write(&path, "text\n").expect("a file");
            }
        }
        root
    }

    fn under(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        paths
            .iter()
            .map(|path| {
                path.strip_prefix(root)
                    .unwrap_or(path)
                    .display()
                    .to_string()
            })
            .collect()
    }

    fn found(root: &tempfile::TempDir, paths: &[&str], force_exclude: bool) -> Discovered {
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.path().join(path)).collect();
        discover(&paths, force_exclude)
    }

    #[test]
    fn a_folder_gives_its_markdown_files_in_order() {
        let root = tree(&[
            "z.md",
            "a.MD",
            "b.markdown",
            "c.Rmd",
            "d.qmd",
            "e.mdown",
            "f.mkd",
            "n.txt",
            "Makefile",
            "sub/x.md",
            ".hidden/y.md",
            "folder.md/in.md",
        ]);
        let found = found(&root, &[""], false);
        assert_eq!(
            under(root.path(), &found.files),
            [
                "a.MD",
                "b.markdown",
                "c.Rmd",
                "d.qmd",
                "e.mdown",
                "f.mkd",
                "folder.md/in.md",
                "sub/x.md",
                "z.md"
            ]
        );
        assert_eq!(
            (found.errors.len(), found.empty_folders),
            (0, Vec::<PathBuf>::new())
        );
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_name_and_once() {
        let root = tree(&["n.txt", "a.md", ".hidden.md", "sub/b.md"]);
        let found = found(
            &root,
            &["n.txt", "a.md", "sub/../a.md", "", ".hidden.md", "sub"],
            false,
        );
        assert_eq!(
            under(root.path(), &found.files),
            [".hidden.md", "a.md", "n.txt", "sub/b.md"]
        );
    }

    #[test]
    fn ignore_files_hold_in_folders_and_for_named_files_only_when_forced() {
        let root = tree(&[
            ".git/",
            "drafts/a.md",
            "drafts/keep.md",
            "b.md",
            "c.md",
            "d.md",
            "e.md",
        ]);
        fs::write(root.path().join(".gitignore"), "b.md\n").expect("a file");
        fs::write(root.path().join(".ignore"), "c.md\n").expect("a file");
        fs::write(
            root.path().join(".caveatignore"),
            "drafts/*\n!drafts/keep.md\n",
        )
        .expect("a file");
        let all = ["drafts/a.md", "drafts/keep.md", "b.md", "c.md", "d.md"];
        assert_eq!(
            under(root.path(), &found(&root, &[""], false).files),
            ["d.md", "drafts/keep.md", "e.md"]
        );
        assert_eq!(
            under(root.path(), &found(&root, &all, false).files),
            ["b.md", "c.md", "d.md", "drafts/a.md", "drafts/keep.md"]
        );
        let forced = found(&root, &all, true);
        assert_eq!(
            under(root.path(), &forced.files),
            ["d.md", "drafts/keep.md"]
        );
        assert_eq!(
            under(root.path(), &forced.excluded),
            ["drafts/a.md", "b.md", "c.md"]
        );
    }

    #[test]
    fn forcing_excludes_no_hidden_file_and_hides_no_missing_one() {
        let root = tree(&[".git/", ".github/a.md"]);
        let forced = found(&root, &[".github/a.md", "gone.md"], true);
        assert_eq!(under(root.path(), &forced.files), [".github/a.md"]);
        let errors: Vec<String> = forced.errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [format!(
                "cannot read {}: there is no such file or folder; check its spelling, and that the path starts at the current folder",
                root.path().join("gone.md").display()
            )]
        );
    }

    #[test]
    fn a_folder_without_markdown_is_told_from_one_with() {
        let root = tree(&["empty/", "other/n.txt", "full/a.md"]);
        let found = found(&root, &["empty", "other", "full"], false);
        assert_eq!(under(root.path(), &found.empty_folders), ["empty", "other"]);
        assert_eq!(under(root.path(), &found.files), ["full/a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_inside_a_folder_and_are_when_named() {
        use std::os::unix::fs::symlink;
        let root = tree(&["docs/a.md", "elsewhere/b.md"]);
        let docs = root.path().join("docs");
        symlink(&docs, docs.join("loop")).expect("a link");
        symlink("gone.md", docs.join("broken.md")).expect("a link");
        symlink("round.md", docs.join("round.md")).expect("a link");
        symlink("../elsewhere/b.md", docs.join("b.md")).expect("a link");

        let walked = found(&root, &["docs"], false);
        assert_eq!(under(root.path(), &walked.files), ["docs/a.md"]);
        assert_eq!(
            under(root.path(), &walked.passed_over),
            ["docs/b.md", "docs/broken.md", "docs/round.md"]
        );

        let named = found(
            &root,
            &["docs/b.md", "docs/broken.md", "docs/round.md", "docs/loop"],
            false,
        );
        assert_eq!(
            under(root.path(), &named.files),
            ["docs/b.md", "docs/loop/a.md"]
        );
        let targets: Vec<_> = named
            .errors
            .iter()
            .map(|error| match &error.fault {
                ReadFault::BrokenLink { target } => target.display().to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(targets, ["gone.md", "round.md"]);
    }
}
