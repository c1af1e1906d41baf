use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const MISSING: &str = "there is no such file or folder; check its spelling, and that the path starts at the current folder";

/// The program, in `folder`, with an environment of its own.
pub(crate) fn caveat(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("caveat"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .stdin(Stdio::null());
    command
}

/// Exit status, standard output, standard error.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    ended(
        caveat(folder, arguments)
            .output()
            .expect("the program starts"),
    )
}

fn ended(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (
        output.status.code().expect("no signal ended the program"),
        text(output.stdout),
        text(output.stderr),
    )
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// How many files the JSON summary says were read, and how many could not be.
fn counts(stdout: &str) -> (u64, u64) {
    let json: serde_json::Value = serde_json::from_str(stdout).expect("standard output is JSON");
    let count = |key| json["summary"][key].as_u64().expect("a number");
    (count("files"), count("failed"))
}

/// Checks `bad` together with a good file: the good one is read, the bad one gets this line, the status is 2.
fn check_beside_a_good_file(folder: &TempDir, bad: &str, line: &str) {
    fs::write(folder.path().join("good.md"), "Text.\n").expect("a file");
    let mut command = caveat(
        folder.path(),
        &["check", "--format", "json", bad, "good.md"],
    );
    check_bad_and_good(command.output().expect("the program starts"), line);
}

fn check_bad_and_good(output: Output, line: &str) {
    let (status, stdout, stderr) = ended(output);
    assert_eq!(stderr, format!("error: {line}\n"));
    assert_eq!(counts(&stdout), (1, 1));
    assert_eq!(status, 2);
}

#[test]
fn a_missing_path() {
    check_beside_a_good_file(
        &folder(&[]),
        "gone.md",
        &format!("cannot read gone.md: {MISSING}"),
    );
}

#[test]
fn a_file_that_is_not_utf8() {
    check_beside_a_good_file(
        &folder(&[("latin.md", b"caf\xE9\n")]),
        "latin.md",
        "cannot read latin.md: it is not UTF-8 text: byte 0xE9 on line 1 belongs to no character; save it again as UTF-8",
    );
}

#[test]
fn a_file_in_utf16() {
    let bytes: Vec<u8> = "\u{feff}Text"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check_beside_a_good_file(
        &folder(&[("wide.md", &bytes)]),
        "wide.md",
        "cannot read wide.md: it is encoded as UTF-16; save it again as UTF-8",
    );
}

/// Nothing is unreadable to root, so where the tests run as root the program runs as nobody.
#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "what is not checked is said aloud")]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    /// The user and group that own nothing, by custom.
    const NOBODY: u32 = 65534;
    let folder = folder(&[("secret.md", b"Text.\n"), ("good.md", b"Text.\n")]);
    let path = folder.path().join("secret.md");
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    };
    allow(&path, 0o000);
    let mut command = caveat(
        folder.path(),
        &["check", "--format", "json", "secret.md", "good.md"],
    );
    if fs::read(&path).is_ok() {
        allow(folder.path(), 0o755);
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Ok(output) => check_bad_and_good(
            output,
            "cannot read secret.md: Permission denied (os error 13); allow reading it, or leave it out",
        ),
        Err(error) => {
            eprintln!("not checked: nobody cannot run the program here ({error})");
            assert!(fs::read(&path).is_ok(), "{error}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_broken_symlink() {
    let folder = folder(&[]);
    std::os::unix::fs::symlink("gone.md", folder.path().join("link.md")).expect("a link");
    check_beside_a_good_file(
        &folder,
        "link.md",
        "cannot read link.md: it is a symbolic link to gone.md, which cannot be reached; mend the link or remove it",
    );
}

#[cfg(unix)]
#[test]
fn a_directory_loop_ends() {
    let folder = folder(&[("docs/a.md", b"Text.\n")]);
    std::os::unix::fs::symlink("..", folder.path().join("docs/up")).expect("a link");
    let (status, stdout, stderr) = run(folder.path(), &["check", "--format", "json", "docs"]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert_eq!(counts(&stdout), (1, 0));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_not_opened() {
    let folder = folder(&[]);
    let made = Command::new("mkfifo")
        .arg(folder.path().join("pipe.md"))
        .status();
    assert!(made.expect("mkfifo starts").success());
    check_beside_a_good_file(
        &folder,
        "pipe.md",
        "cannot read pipe.md: it is a named pipe, not a file; to check text from another program, pipe it in and name it `-`",
    );
    let (status, stdout, stderr) = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(
        (status, stderr.as_str()),
        (0, ""),
        "met in a folder, it is passed over"
    );
    assert_eq!(counts(&stdout), (1, 0));
}

#[test]
fn a_folder_named_like_a_file() {
    let folder = folder(&[("x.md/y.md", b"Text.\n"), ("z.md/n.txt", b"Text.\n")]);
    let (status, stdout, stderr) = run(folder.path(), &["check", "--format", "json", "x.md"]);
    assert_eq!((status, stderr.as_str(), counts(&stdout)), (0, "", (1, 0)));

    let (status, _, stderr) = run(folder.path(), &["why", "x.md:1"]);
    assert_eq!(
        stderr,
        "error: cannot read x.md: it is a folder; name a file in it\n"
    );
    assert_eq!(status, 2);
}

#[test]
fn a_folder_without_markdown() {
    let folder = folder(&[("z.md/n.txt", b"Text.\n")]);
    for arguments in [&["check", "z.md"][..], &["check"]] {
        let name = arguments.get(1).unwrap_or(&".");
        let (status, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!(
            stderr,
            format!(
                "note: {name} holds no Markdown file to read (.md .markdown .mdown .mkd .qmd .rmd; hidden and ignored files are left out); name a file to read it whatever its name\nnothing to report in 0 files\n"
            )
        );
        assert_eq!((status, stdout.as_str()), (0, ""));
    }
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xE9\x1B.md");
    fs::write(folder.path().join(name), b"caf\xE9").expect("a file");
    let (status, stdout, stderr) = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(
        stderr,
        "error: cannot read caf\u{fffd}\\u{1b}.md: it is not UTF-8 text: byte 0xE9 on line 1 belongs to no character; save it again as UTF-8\n"
    );
    assert_eq!((status, counts(&stdout)), (2, (0, 1)));
}

#[test]
fn an_empty_file() {
    let folder = folder(&[("empty.md", b"")]);
    let (status, stdout, stderr) = run(folder.path(), &["check", "--format", "json", "empty.md"]);
    assert_eq!((status, stderr.as_str(), counts(&stdout)), (0, "", (1, 0)));
}

#[test]
fn a_file_over_the_size_limit() {
    let folder = folder(&[]);
    // Sparse: it takes no room on disk, and is refused by its size before it is read.
    fs::File::create(folder.path().join("big.md"))
        .and_then(|file| file.set_len(64 * 1024 * 1024 + 1))
        .expect("a file");
    check_beside_a_good_file(
        &folder,
        "big.md",
        "cannot read big.md: it has more than 67108864 bytes, the most that one file may have; split it, leave it out, or raise the limit with --max-file-size",
    );
}

#[test]
fn an_unknown_flag_is_answered_with_the_nearest() {
    let (status, stdout, stderr) = run(folder(&[]).path(), &["check", "--fromat", "json"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert_eq!(
        stderr,
        "error: unexpected argument '--fromat' found\n\n  tip: a similar argument exists: '--format'\n\nUsage: caveat check --format <FORMAT> [PATHS]...\n\nFor more information, try '--help'.\n"
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder(&[]);
    let mut child = caveat(folder.path(), &["check", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The reader is gone before the program has its input, and so before it writes.
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(b"Text.\n").expect("the program reads");
    drop(stdin);
    let (status, _, stderr) = ended(child.wait_with_output().expect("the program ends"));
    assert_eq!((status, stderr.as_str()), (0, ""));
}

#[test]
fn findings_go_to_a_file_and_never_over_a_document() {
    let folder = folder(&[("a.md", b"Text.\n")]);
    let (status, stdout, stderr) = run(
        folder.path(),
        &["check", "--format", "json", "--output", "out.json", "a.md"],
    );
    assert_eq!((status, stdout.as_str(), stderr.as_str()), (0, "", ""));
    let written = fs::read_to_string(folder.path().join("out.json")).expect("it is written");
    assert_eq!(counts(&written), (1, 0));

    let (status, _, stderr) = run(folder.path(), &["check", "--output", "./a.md"]);
    assert_eq!(
        stderr,
        "error: --output ./a.md would overwrite ./a.md, which is one of the files to read; name another file\n"
    );
    assert_eq!(status, 2);
    assert_eq!(
        fs::read(folder.path().join("a.md")).expect("it is there"),
        b"Text.\n"
    );

    let (status, _, stderr) = run(folder.path(), &["check", "--output", "no/out.txt"]);
    assert_eq!(
        stderr,
        "error: cannot write the findings to no/out.txt: No such file or directory (os error 2); name another file with --output\n"
    );
    assert_eq!(status, 2);
}

#[test]
fn ignored_files_are_read_by_name_unless_exclusion_is_forced() {
    let folder = folder(&[
        (".git/HEAD", b""),
        (".gitignore", b"drafts/\n"),
        ("drafts/a.md", b"Text.\n"),
        ("b.md", b"Text.\n"),
    ]);
    let files = |arguments: &[&str]| {
        let (status, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!((status, stderr.as_str()), (0, ""));
        counts(&stdout).0
    };
    assert_eq!(files(&["check", "--format=json"]), 1);
    assert_eq!(files(&["check", "--format=json", "drafts/a.md", "b.md"]), 2);
    assert_eq!(
        files(&[
            "check",
            "--format=json",
            "--force-exclude",
            "drafts/a.md",
            "b.md"
        ]),
        1
    );
    assert_eq!(
        files(&["claims", "--format=json", "--force-exclude", "drafts"]),
        0
    );
}

#[test]
fn quiet_says_nothing_but_errors() {
    let folder = folder(&[("a.md", b"Text.\n"), ("empty/n.txt", b"")]);
    let (status, stdout, stderr) = run(folder.path(), &["check", "--quiet", "a.md", "empty"]);
    assert_eq!((status, stdout.as_str(), stderr.as_str()), (0, "", ""));
    let (status, stdout, stderr) = run(folder.path(), &["claims", "-q", "a.md", "gone.md"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert_eq!(stderr, format!("error: cannot read gone.md: {MISSING}\n"));
}

#[test]
fn no_arguments_print_the_help() {
    let (status, stdout, stderr) = run(folder(&[]).path(), &[]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("caveat check brief.md"), "{stderr}");
}

/// A rule whose second example does not hold, since the sentence is hedged.
const RULE_WITH_A_WRONG_EXAMPLE: &str = r#"
id = "flat-link"
level = "warning"
summary = "A link stated as fact"
[match.claim]
cause = "any"
effect = "any"
strength = ["asserted"]
[report]
message = "states a link"
help = "say who found it"
[docs]
what = "Flat links."
why = "Readers take them for facts."
fix = "Name the source."
references = []
[[examples.bad]]
text = "Street lamps reduce burglary."
report = "Street lamps reduce burglary."
[[examples.bad]]
text = "Street lamps may reduce burglary."
report = "Street lamps may reduce burglary."
[[examples.good]]
text = "Street lamps stand in every street."
why = "There is no link."
"#;

const PACK_OF_ANY: &str = r#"
id = "lamps"
name = "Lamps"
about = "Flat links."
anchors = ["lamp"]
[subject]
cause = "any"
effect = "any"
"#;

#[test]
fn a_pack_is_tried_and_its_wrong_example_shown() {
    let right = RULE_WITH_A_WRONG_EXAMPLE.replace("lamps may", "lamps");
    let packs = folder(&[
        ("wrong/pack.toml", PACK_OF_ANY.as_bytes()),
        (
            "wrong/rules/flat-link.toml",
            RULE_WITH_A_WRONG_EXAMPLE.as_bytes(),
        ),
        ("right/pack.toml", PACK_OF_ANY.as_bytes()),
        ("right/rules/flat-link.toml", right.as_bytes()),
        ("broken/pack.toml", b"id = 3"),
    ]);
    let (status, out, err) = run(packs.path(), &["test-pack", "wrong"]);
    assert_eq!((status, &*err), (1, "2 of 3 examples hold, of 1 rule\n"));
    assert!(out.contains("`flat-link` reports nothing here"), "{out}");
    let lines = RULE_WITH_A_WRONG_EXAMPLE.lines();
    let before = lines.take_while(|line| !line.starts_with("text") || !line.contains("may"));
    let place = format!("wrong/rules/flat-link.toml:{}:8", before.count() + 1);
    assert!(out.contains(&place), "{out}");
    let (status, out, err) = run(packs.path(), &["test-pack", "right"]);
    assert_eq!(
        (status, &*out, &*err),
        (0, "", "3 of 3 examples hold, of 1 rule\n")
    );
    let (status, out, _) = run(packs.path(), &["test-pack", "broken"]);
    assert_eq!((status, &*out), (2, ""));
}
