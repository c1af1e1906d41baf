use std::collections::BTreeMap;
use std::ffi::OsString;

use super::args::ColorChoice;
use super::*;

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

#[test]
fn long_work_shows_a_line_that_is_gone_at_the_end() {
    use std::sync::atomic::Ordering;
    let mut stderr = Vec::new();
    let result = progress::shown(7, &mut stderr, |done| {
        done.store(3, Ordering::Relaxed);
        7
    });
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
