use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Duration;

use super::args::ColorChoice;
use super::*;
use crate::diagnostic::{Diagnostic, Level};
use crate::linter::{Linter, Outcome};
use crate::report::Listing;
use crate::source::SourceFile;

/// Runs the program in this process; gives the status, standard output and standard error.
fn run_with(arguments: &[&str], stdin: &str, terminal: Terminal) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut stdin = stdin.as_bytes();
    let exit = run(
        ["caveat"].iter().chain(arguments).map(OsString::from),
        &mut Streams {
            stdin: &mut stdin,
            stdout: &mut stdout,
            stderr: &mut stderr,
            terminal,
        },
    );
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (exit, text(stdout), text(stderr))
}

fn pipe() -> Terminal {
    Terminal::new(false, false, None, |_| None)
}

#[test]
fn the_environment_decides_on_colour() {
    let color = |is_terminal, variables: &[(&str, &str)], choice| {
        let variables: BTreeMap<_, _> = variables.iter().copied().collect();
        Terminal::new(is_terminal, is_terminal, Some(80), |name| {
            variables.get(name).map(ToString::to_string)
        })
        .with_choice(choice)
        .look()
        .color
    };
    let auto = ColorChoice::Auto;
    for (expected, is_terminal, variables) in [
        (true, true, &[][..]),
        (false, false, &[]),
        (false, true, &[("NO_COLOR", "1")]),
        (true, true, &[("NO_COLOR", "")]),
        (false, true, &[("TERM", "dumb")]),
        (true, true, &[("TERM", "xterm")]),
        (false, true, &[("CLICOLOR", "0")]),
        (true, false, &[("CLICOLOR_FORCE", "1")]),
        (false, false, &[("CLICOLOR_FORCE", "0")]),
        (true, false, &[("FORCE_COLOR", "1")]),
        (false, true, &[("FORCE_COLOR", "0")]),
        (false, false, &[("FORCE_COLOR", "")]),
        (true, false, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]),
        (true, false, &[("FORCE_COLOR", "1"), ("TERM", "dumb")]),
    ] {
        assert_eq!(
            color(is_terminal, variables, auto),
            expected,
            "{is_terminal} {variables:?}"
        );
    }
    assert!(color(
        false,
        &[("NO_COLOR", "1"), ("TERM", "dumb")],
        ColorChoice::Always
    ));
    assert!(!color(true, &[("FORCE_COLOR", "1")], ColorChoice::Never));
}

#[test]
fn a_terminal_without_utf8_gets_ascii_frames() {
    let unicode = |stdout, name: &str, value: &str| {
        Terminal::new(stdout, true, None, |asked| {
            (asked == name).then(|| value.to_owned())
        })
        .look()
        .unicode
    };
    assert!(unicode(true, "LANG", "en_GB.UTF-8"));
    assert!(unicode(true, "LC_ALL", "de_DE.utf8"));
    assert!(unicode(true, "OTHER", ""));
    assert!(!unicode(true, "LC_CTYPE", "C"));
    assert!(!unicode(true, "TERM", "linux"));
    assert!(unicode(false, "LC_ALL", "C"), "a pipe or a file is UTF-8");
}

#[test]
fn exit_statuses_are_the_documented_ones() {
    assert_eq!(
        [Exit::Clean, Exit::Findings, Exit::Failed].map(Exit::code),
        [0, 1, 2]
    );
}

#[test]
fn a_path_without_a_command_is_answered_with_the_command() {
    let (exit, stdout, stderr) = run_with(&["my brief.md", "--quiet"], "", pipe());
    assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
    assert_eq!(
        stderr,
        "error: `my brief.md` is not a command of caveat; type: caveat check 'my brief.md' --quiet\n"
    );
}

#[test]
fn another_word_for_check_is_answered_with_check() {
    let (exit, _, stderr) = run_with(&["lint", "docs"], "", pipe());
    assert_eq!(exit, Exit::Failed);
    assert_eq!(
        stderr,
        "error: `lint` is not a command of caveat; type: caveat check docs\n"
    );
}

#[test]
fn a_line_apart_from_its_file_is_answered_with_both() {
    let (exit, _, stderr) = run_with(&["why", "my brief.md", "12"], "", pipe());
    assert_eq!(exit, Exit::Failed);
    assert_eq!(
        stderr,
        "error: the line belongs to the file, after a colon; type: caveat why 'my brief.md':12\n"
    );
}

#[test]
fn an_escape_on_the_command_line_is_not_echoed() {
    for arguments in [
        &["\u{1b}[31mx.md"][..],
        &["\u{1b}[31mx"],
        &["check", "--\u{1b}[31mx", "--color=always"],
        &["explain", "\u{1b}[31mx"],
        &["why", "\u{202e}x"],
        &["check", "\u{1b}[31m\u{202e}gone"],
    ] {
        let (exit, stdout, stderr) = run_with(arguments, "", pipe());
        assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
        assert!(
            !stderr.contains(['\u{1b}', '\u{202e}']),
            "{arguments:?}: {stderr:?}"
        );
    }
}

#[test]
fn a_place_for_why_has_a_file_and_a_line() {
    let error = |place: &str| run_with(&["why", place], "One.\n", pipe()).2;
    let which = |name: &str| {
        format!(
            "error: which line of {name}? type its number after a colon, for example: caveat why {name}:12\n"
        )
    };
    assert_eq!(error("brief.md"), which("brief.md"));
    assert_eq!(error("brief.md:x"), which("brief.md:x"));
    assert_eq!(error("-:0"), "error: lines are counted from 1\n");
    assert_eq!(error("-:3"), "error: - has no line 3; its last line is 2\n");
    assert_eq!(
        error("-:3:1"),
        "error: - has no line 3; its last line is 2\n"
    );
    assert_eq!(
        error("gone.md:3"),
        "error: cannot read gone.md: there is no such file or folder; check its spelling, and that the path starts at the current folder\n"
    );
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest_name() {
    let rules = ["uncited-claim", "uncited-statistic"];
    let answer = |name| slips::unknown_rule(name, rules.into_iter());
    assert_eq!(
        answer("uncited-clam"),
        "there is no rule `uncited-clam`; there is a rule with a similar name: caveat explain uncited-claim"
    );
    assert_eq!(
        answer("something"),
        "there is no rule `something`; to list the rules, type: caveat rules"
    );
    assert_eq!(
        answer("brief.md"),
        "`brief.md` is a file, not a rule; to see what is found in it, type: caveat check brief.md"
    );
}

#[test]
fn a_panic_is_told_with_its_words() {
    assert_eq!(panic::caught(|| 1), Ok(1));
    let caught = panic::caught(|| -> u8 { panic!("no {}", "luck") });
    assert!(
        caught
            .as_ref()
            .is_err_and(|said| said.starts_with("no luck")),
        "{caught:?}"
    );
}

/// Standard error that tells a waiting thread when something is written.
struct Telling(Vec<u8>, mpsc::Sender<()>);

impl Write for Telling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        let _ = self.1.send(());
        Ok(())
    }
}

#[test]
fn long_work_shows_a_line_that_is_gone_at_the_end() {
    let (sender, written) = mpsc::channel();
    let mut stderr = Telling(Vec::new(), sender);
    let result = progress::shown(7, Duration::ZERO, &mut stderr, |done| {
        // The line is written before this work ends.
        written.recv().expect("the line is written");
        done.store(3, Ordering::Relaxed);
        7
    });
    let said = String::from_utf8(stderr.0).expect("UTF-8");
    assert_eq!(result, 7);
    assert!(said.starts_with("\rread 0 of 7 files"), "{said:?}");
    assert!(said.ends_with("\r\u{1b}[K"), "{said:?}");
}

#[test]
fn short_work_is_done_in_silence() {
    let mut stderr = Vec::new();
    let result = progress::shown(7, Duration::from_secs(3600), &mut stderr, |_| 7);
    assert_eq!((result, stderr.as_slice()), (7, &b""[..]));
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let (exit, stdout, stderr) = run_with(
        &["check", "-", "--stdin-filename", "notes/brief.md"],
        "caf\u{e9}",
        pipe(),
    );
    assert_eq!((exit, stdout.as_str()), (Exit::Clean, ""));
    assert!(
        stderr.starts_with("nothing to report in 1 file"),
        "{stderr}"
    );

    let (exit, _, stderr) = run_with(&["check", "--stdin-filename", "a.md"], "", pipe());
    assert_eq!(exit, Exit::Failed);
    assert_eq!(
        stderr,
        "error: --stdin-filename a.md names what is read from standard input, and nothing is: add `-` to the paths\n"
    );
}

/// A stream whose reader has gone, or that is full.
struct Refusing(io::ErrorKind);

impl Write for Refusing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn a_closed_pipe_ends_quietly_and_a_full_disk_does_not() {
    let exit = |kind, arguments: &[&str]| {
        let mut stderr = Vec::new();
        let exit = run(
            ["caveat"].iter().chain(arguments).map(OsString::from),
            &mut Streams {
                stdin: &mut "text".as_bytes(),
                stdout: &mut Refusing(kind),
                stderr: &mut stderr,
                terminal: pipe(),
            },
        );
        (exit, String::from_utf8(stderr).expect("UTF-8"))
    };
    for arguments in [
        &["check", "-", "--format", "json"][..],
        &["claims", "-"],
        &["rules"],
        &["--help"],
        &["--version"],
    ] {
        assert_eq!(
            exit(io::ErrorKind::BrokenPipe, arguments),
            (Exit::Clean, String::new()),
            "{arguments:?}"
        );
        let (status, said) = exit(io::ErrorKind::StorageFull, arguments);
        assert_eq!(status, Exit::Failed, "{arguments:?}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.starts_with("error: cannot write to standard output: "),
            "{said}"
        );
    }
}

/// Runs `check` over `files` in a folder of their own with `lint` for a linter; gives the status, standard output and
/// standard error, with the folder's name taken out.
fn check_with(
    files: &[(&str, &str)],
    flags: &[&str],
    lint: impl Fn(&SourceFile) -> Outcome + Sync,
) -> (Exit, String, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut arguments: Vec<OsString> = ["caveat", "check"].map(OsString::from).into();
    arguments.extend(flags.iter().map(OsString::from));
    arguments.push(folder.path().into());
    let cli = Cli::try_parse_from(arguments).expect("good arguments");
    let Command::Check(args) = cli.command else {
        panic!("not check");
    };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        stdin: &mut io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: pipe(),
    };
    let listing = Listing::Diagnostics;
    let linter = Linter::embedded().expect("the built-in pack is good");
    let listed = files::list(
        &args.list,
        listing,
        &linter,
        |file, _| lint(file),
        Look::plain(),
        &mut streams,
    );
    let listed = listed.expect("the run itself succeeds");
    files::say_summary(&args.list, listing, &listed, &mut streams);
    let exit = check::status(&args, &listed);
    let text = |bytes| {
        let text = String::from_utf8(bytes).expect("output is UTF-8");
        text.replace(&format!("{}/", folder.path().display()), "")
    };
    (exit, text(stdout), text(stderr))
}

/// Reports a file's first line at the level that it names.
fn level_on_the_first_line(file: &SourceFile) -> Outcome {
    let level = match file.text().lines().next() {
        Some("error") => Level::Error,
        Some("warning") => Level::Warning,
        Some("advice") => Level::Advice,
        Some("panic") => panic!("what now"),
        _ => return Outcome::default(),
    };
    Outcome {
        diagnostics: vec![Diagnostic {
            rule: "first-line".to_owned(),
            level,
            message: "is first".to_owned(),
            help: None,
            rewording: None,
            url: None,
            span: file.line(1).expect("a first line"),
            labels: Vec::new(),
            missing: Vec::new(),
        }],
        on_subject: true,
        ..Outcome::default()
    }
}

#[test]
fn the_status_says_whether_a_finding_has_the_level_to_fail_on() {
    for (text, flags, expected) in [
        ("clean", &[][..], Exit::Clean),
        ("error", &[], Exit::Findings),
        ("warning", &[], Exit::Clean),
        ("advice", &[], Exit::Clean),
        ("warning", &["--fail-on", "warning"], Exit::Findings),
        ("error", &["--fail-on", "warning"], Exit::Findings),
        ("advice", &["--fail-on", "warning"], Exit::Clean),
        ("advice", &["--fail-on", "advice"], Exit::Findings),
        ("clean", &["--fail-on", "advice"], Exit::Clean),
        ("error", &["--exit-zero"], Exit::Clean),
        ("panic", &["--exit-zero"], Exit::Failed),
    ] {
        let (exit, ..) = check_with(&[("a.md", text)], flags, level_on_the_first_line);
        assert_eq!(exit, expected, "{text} {flags:?}");
    }
}

#[test]
fn a_panic_in_one_document_leaves_the_others() {
    let (exit, stdout, stderr) = check_with(
        &[
            ("a.md", "error"),
            ("b.md", "panic"),
            ("c.md", "warning"),
            ("d.md", ""),
        ],
        &["--format", "concise"],
        level_on_the_first_line,
    );
    assert_eq!(exit, Exit::Failed);
    assert_eq!(
        stdout,
        "a.md:1:1: error[first-line] is first\nc.md:1:1: warning[first-line] is first\n"
    );
    assert_eq!(
        stderr,
        "error: b.md: caveat stopped on this file because of a mistake of its own: what now; the other files are not affected. Please report it with the file\n\
         1 error and 1 warning in 2 of 3 files (1 not on the subject of the rules, 1 could not be read)\n"
    );
}

#[test]
fn the_order_is_that_of_the_paths_whatever_the_order_of_the_work() {
    let names: Vec<String> = (10..60).map(|number| format!("{number}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "error")).collect();
    let (_, stdout, _) = check_with(
        &files,
        &["--format=concise", "--quiet"],
        level_on_the_first_line,
    );
    let expected: String = names
        .iter()
        .map(|name| format!("{name}:1:1: error[first-line] is first\n"))
        .collect();
    assert_eq!(stdout, expected);
}

#[test]
fn the_last_line_says_what_to_type_next() {
    let (_, _, stderr) = check_with(&[("a.md", "error")], &[], level_on_the_first_line);
    assert_eq!(
        stderr,
        "1 error in 1 file\nnote: to read why a rule reports and what to do, type: caveat explain first-line\n"
    );
    let (_, _, stderr) = check_with(&[("a.md", "error")], &["--quiet"], level_on_the_first_line);
    assert_eq!(stderr, "");
    let (_, _, stderr) = check_with(
        &[("a.md", "error")],
        &["--format=json"],
        level_on_the_first_line,
    );
    assert_eq!(stderr, "");
}
