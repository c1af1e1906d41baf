use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::cli::{caveat, folder, run};

/// One error of the rule that is tested, and one of another.
const CLAIM: &str = "Legal brothels increase trafficking.\n";
const RULE: &str = "unqualified-causal-claim";

/// A repository with these files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    let folder = folder(&files);
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder
}

/// The levels that the rule has, a line each, as `path level`.
fn levels(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let arguments: Vec<&str> = ["check", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let (_, stdout, stderr) = run(folder, &arguments);
    assert_eq!(stderr, "");
    let json: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    let found = json["diagnostics"].as_array().expect("a list");
    let own = found.iter().filter(|found| found["rule"] == RULE);
    own.map(|found| {
        format!(
            "{} {}",
            found["path"].as_str().unwrap(),
            found["level"].as_str().unwrap()
        )
    })
    .collect()
}

fn setting(level: &str) -> String {
    format!("[levels]\n{RULE} = \"{level}\"\n")
}

#[test]
fn the_nearest_file_counts_and_nothing_is_merged() {
    let folder = repository(&[
        ("caveat.toml", &setting("advice")),
        ("a.md", CLAIM),
        (
            "in/caveat.toml",
            "[levels]\nmissing-root-causes = \"off\"\n",
        ),
        ("in/deep/b.md", CLAIM),
    ]);
    let found = levels(folder.path(), &[]);
    assert_eq!(found, ["a.md advice", "in/deep/b.md error"]);
    assert_eq!(
        levels(&folder.path().join("in/deep"), &["../../a.md"]),
        ["../../a.md advice"]
    );
    assert_eq!(
        levels(folder.path(), &["--isolated", "a.md"]),
        ["a.md error"]
    );
    assert_eq!(
        levels(folder.path(), &["--config", "caveat.toml", "in/deep/b.md"]),
        ["in/deep/b.md advice"]
    );
}

#[test]
fn a_file_above_the_root_does_not_count() {
    let folder = folder(&[
        ("caveat.toml", setting("off").as_bytes()),
        ("r/a.md", CLAIM.as_bytes()),
        ("r/.git", b"gitdir: x\n"),
    ]);
    assert_eq!(levels(folder.path(), &[]), ["r/a.md error"]);
}

#[test]
fn levels_switch_rules_off_and_standard_input_has_the_settings_of_its_name() {
    let folder = repository(&[("caveat.toml", &setting("off")), ("a.md", CLAIM)]);
    assert_eq!(levels(folder.path(), &[]), [""; 0]);
    let mut command = caveat(
        folder.path(),
        &[
            "check",
            "--format",
            "concise",
            "-",
            "--stdin-filename",
            "b.md",
        ],
    );
    let input = fs::File::open(folder.path().join("a.md")).expect("it is there");
    let output = command.stdin(input).output().expect("it starts");
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        !stdout.contains(RULE) && stdout.contains("missing-root-causes"),
        "{stdout}"
    );
}

#[test]
fn what_is_extended_is_changed_by_what_extends_it() {
    let own = format!("extends = \"base.toml\"\n[levels]\n{RULE} = \"warning\"\n");
    let folder = repository(&[
        (
            "base.toml",
            "exclude = [\"old/**\"]\n[levels]\nunqualified-causal-claim = \"off\"\nmissing-root-causes = \"off\"\n",
        ),
        ("caveat.toml", &own),
        ("a.md", CLAIM),
        ("old/b.md", CLAIM),
    ]);
    assert_eq!(levels(folder.path(), &[]), ["a.md warning"]);
    let (status, _, _) = run(folder.path(), &["check"]);
    assert_eq!(status, 0);
}

#[test]
fn overrides_hold_for_their_files_and_the_later_goes_first() {
    let text = "[[overrides]]\nfiles = [\"op-eds/**\"]\nlevels = {unqualified-causal-claim = \"warning\"}\n\
                [[overrides]]\nfiles = [\"**/b.md\"]\nlevels = {unqualified-causal-claim = \"advice\"}\n";
    let folder = repository(&[
        ("caveat.toml", text),
        ("a.md", CLAIM),
        ("op-eds/a.md", CLAIM),
        ("op-eds/b.md", CLAIM),
    ]);
    assert_eq!(
        levels(folder.path(), &[]),
        ["a.md error", "op-eds/a.md warning", "op-eds/b.md advice"]
    );
}

#[test]
fn a_status_sets_the_highest_level() {
    let with = |status: &str| format!("---\nstatus: {status}\n---\n\n{CLAIM}");
    let folder = repository(&[
        ("caveat.toml", "[status]\ndraft = \"warning\"\n"),
        ("a.md", &with("Draft")),
        ("b.md", &with("published")),
        ("c.md", CLAIM),
        ("d.md", &format!("+++\nstatus = \"draft\"\n+++\n{CLAIM}")),
    ]);
    assert_eq!(
        levels(folder.path(), &[]),
        ["a.md warning", "b.md error", "c.md error", "d.md warning"]
    );
}

#[test]
fn excluded_files_are_read_by_name_unless_exclusion_is_forced() {
    let folder = repository(&[
        (
            "caveat.toml",
            "include = [\"docs/**\"]\nexclude = [\"docs/old/**\"]\n",
        ),
        ("a.md", CLAIM),
        ("docs/b.md", CLAIM),
        ("docs/old/c.md", CLAIM),
    ]);
    assert_eq!(levels(folder.path(), &[]), ["docs/b.md error"]);
    assert_eq!(
        levels(folder.path(), &["docs/old/c.md"]),
        ["docs/old/c.md error"]
    );
    assert_eq!(
        levels(folder.path(), &["--force-exclude", "docs/old/c.md", "a.md"]),
        [""; 0]
    );
}

#[test]
fn a_coverage_rule_asks_for_what_settings_say() {
    let missing = |settings: &str| {
        let text = format!("{CLAIM}\nPoverty drives trafficking everywhere.\n");
        let folder = repository(&[("caveat.toml", settings), ("a.md", &text)]);
        let (_, stdout, stderr) = run(folder.path(), &["check", "--format", "json"]);
        assert_eq!(stderr, "");
        let json: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
        let found = json["diagnostics"].as_array().expect("a list");
        let own = found
            .iter()
            .find(|found| found["rule"] == "missing-root-causes");
        own.map_or(0, |own| own["missing"].as_array().expect("a list").len())
    };
    assert_eq!(missing(""), 4);
    assert_eq!(missing("[coverage.missing-root-causes]\nenough = 1\n"), 0);
    assert_eq!(missing("[coverage.missing-root-causes]\nenough = 2\n"), 4);
    assert_eq!(
        missing(
            "[coverage.missing-root-causes]\nfactors = [\"economic-opportunity\", \"gender-inequality\"]\n"
        ),
        1
    );
}

#[test]
fn mistakes_are_shown_at_their_place_and_other_files_are_read() {
    let mut shown = String::new();
    for settings in [
        "[levles]\n",
        "[levels]\nunqualified-causal-clam = \"off\"\n",
        "[levels]\nunqualified-causal-claim = \"eror\"\n",
        "exclude = [\"a[\"]\n",
        "[coverage.missing-root-causes]\nfactors = [\"economic-oportunity\"]\n",
        "[coverage.missing-root-causes]\nenough = 0\n",
        "extends = \"gone.toml\"\n",
        "extends = \"caveat.toml\"\n",
        "extends = \"../../outside.toml\"\n",
        "levels = 3\n",
    ] {
        let folder = repository(&[
            ("a.md", "Text.\n"),
            ("in/caveat.toml", settings),
            ("in/b.md", CLAIM),
            ("in/c.md", CLAIM),
        ]);
        let (status, stdout, stderr) = run(folder.path(), &["check"]);
        assert_eq!((status, stdout.as_str()), (2, ""), "{settings}");
        shown.push_str(&stderr);
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn settings_are_shown_with_where_they_come_from() {
    let text = format!(
        "{}\n[[overrides]]\nfiles = [\"x/*\"]\nlevels = {{missing-root-causes = \"off\"}}\n",
        setting("warning")
    );
    let folder = repository(&[("caveat.toml", &text), ("x/a.md", CLAIM)]);
    let (status, stdout, _) = run(folder.path(), &["check", "--show-settings", "x/a.md"]);
    assert_eq!(status, 0);
    for line in [
        "excluded = false",
        "bad-suppression = \"error\"  # built in",
        "missing-root-causes = \"off\"  # caveat.toml:6",
        "unqualified-causal-claim = \"warning\"  # caveat.toml:2",
    ] {
        assert!(
            stdout.lines().any(|shown| shown == line),
            "{line}\n{stdout}"
        );
    }
}

#[test]
fn init_writes_a_file_once() {
    let folder = repository(&[("a.md", CLAIM)]);
    let before = levels(folder.path(), &[]);
    assert_eq!(run(folder.path(), &["init"]).0, 0);
    assert_eq!(levels(folder.path(), &[]), before);
    let (status, _, stderr) = run(folder.path(), &["init"]);
    assert_eq!(
        (status, stderr.as_str()),
        (
            2,
            "error: there is a caveat.toml here already, and it is left as it is\n"
        )
    );
}

/// A rule that settings switch off is no reason to report its suppressions.
#[test]
fn a_suppression_of_a_rule_that_is_off_is_not_unused() {
    let text = format!("<!-- caveat-disable-file {RULE} -- why -->\n\nText.\n");
    let folder = repository(&[("caveat.toml", &setting("off")), ("a.md", &text)]);
    let (status, stdout, _) = run(folder.path(), &["check", "--fail-on", "advice"]);
    assert_eq!((status, stdout.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn settings_do_not_leave_the_repository_or_hang() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("caveat.toml", b"[levels]\nsecret = \"off\"\n")]);
    let linked = repository(&[("a.md", CLAIM)]);
    symlink(
        outside.path().join("caveat.toml"),
        linked.path().join("caveat.toml"),
    )
    .expect("a link");
    let (status, stdout, stderr) = run(linked.path(), &["check"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(
        stderr.contains("leads out of the repository") && !stderr.contains("secret"),
        "{stderr}"
    );

    let extended = repository(&[
        ("a.md", CLAIM),
        ("caveat.toml", "extends = \"base.toml\"\n"),
    ]);
    symlink(
        outside.path().join("caveat.toml"),
        extended.path().join("base.toml"),
    )
    .expect("a link");
    let (status, _, stderr) = run(extended.path(), &["check"]);
    assert_eq!(status, 2);
    assert!(
        stderr.contains("outside of the repository") && !stderr.contains("secret"),
        "{stderr}"
    );

    let device = repository(&[("a.md", CLAIM)]);
    symlink("/dev/zero", device.path().join("caveat.toml")).expect("a link");
    assert_eq!(run(device.path(), &["check"]).0, 2);

    let huge = repository(&[("a.md", CLAIM), ("caveat.toml", &"#\n".repeat(600_000))]);
    let (status, _, stderr) = run(huge.path(), &["check"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("more than 1048576 bytes"), "{stderr}");
}

/// A link to a document outside is passed over, and the summary says so.
#[cfg(unix)]
#[test]
fn links_in_a_repository_are_passed_over() {
    let outside = folder(&[("secret.md", CLAIM.as_bytes())]);
    let folder = repository(&[("a.md", "Text.\n")]);
    std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("b.md"))
        .expect("a link");
    let (status, stdout, stderr) = run(folder.path(), &["check"]);
    assert_eq!((status, stdout.as_str()), (0, ""));
    assert!(stderr.contains("1 link or device passed over"), "{stderr}");
}

/// What the exit status is for each state of a repository, by flags.
#[test]
fn the_exit_status_by_what_is_found() {
    let at = |level: &str| {
        let text = format!("{}missing-root-causes = \"off\"\n", setting(level));
        repository(&[("caveat.toml", &text), ("a.md", CLAIM)])
    };
    let clean = repository(&[("a.md", "Text.\n")]);
    let broken = repository(&[("caveat.toml", "[levles]\n"), ("a.md", CLAIM)]);
    let missing = repository(&[("a.md", CLAIM)]);
    let empty = repository(&[("a.txt", CLAIM)]);
    let flags: [&[&str]; 5] = [
        &[],
        &["--exit-zero"],
        &["--fail-on", "advice"],
        &["--fail-on", "warning"],
        &["--fail-on", "error"],
    ];
    for (name, folder, paths, expected) in [
        ("clean", &clean, &["."][..], [0, 0, 0, 0, 0]),
        ("advice", &at("advice"), &["."], [0, 0, 1, 0, 0]),
        ("warning", &at("warning"), &["."], [0, 0, 1, 1, 0]),
        ("error", &at("error"), &["."], [1, 0, 1, 1, 1]),
        ("broken settings", &broken, &["."], [2, 2, 2, 2, 2]),
        ("missing file", &missing, &[".", "gone.md"], [2, 2, 2, 2, 2]),
        ("no file", &empty, &["."], [0, 0, 0, 0, 0]),
    ] {
        let statuses = flags.map(|flags| {
            let arguments: Vec<&str> = ["check"]
                .iter()
                .chain(flags)
                .chain(paths)
                .copied()
                .collect();
            run(folder.path(), &arguments).0
        });
        assert_eq!(statuses, expected, "{name}");
    }
}
