//! The program: arguments in, findings out.
//!
//! Owns arguments, one file per subcommand, the terminal, exit status, and what is said on standard error. Knows nothing of
//! how documents are read or findings drawn. In: arguments and the standard streams. Out: an [`Exit`]. Start at [`run`].

mod args;
mod baseline;
mod check;
mod claims;
mod exit;
mod explain;
mod files;
mod init;
mod output;
mod panic;
mod progress;
mod rules;
mod settings;
mod slips;
mod sources;
mod suppressions;
mod terminal;
mod test_pack;
#[cfg(test)]
mod tests;
mod why;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;

use clap::Parser;

use crate::citation::bibliography::Shelf;
use crate::diagnostic::Fault;
use crate::linter::{Linter, PackFault};
use crate::report::{self, Look};

pub use exit::Exit;
pub use panic::keep_panics_quiet;
pub use terminal::Terminal;

use args::{Cli, Command, PackArgs, ReadArgs};

/// What the program reads from and writes to, and what it knows of the terminal.
pub struct Streams<'a> {
    /// Read only where `-` is among the paths.
    pub stdin: &'a mut (dyn Read + Send),
    /// Findings, and nothing else.
    pub stdout: &'a mut dyn Write,
    /// Everything else.
    pub stderr: &'a mut (dyn Write + Send),
    /// What the two can show.
    pub terminal: Terminal,
}

/// Why a run could not do what was asked for; said in one line on standard error.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// Standard output was closed by its reader: nothing is left to do, and nothing to complain of.
    #[error("standard output was closed")]
    ClosedPipe,
    #[error("cannot write to standard output: {0}")]
    Stdout(io::Error),
    #[error("cannot write the findings to {path}: {cause}; name another file with --output", path = .path.display())]
    Output {
        path: std::path::PathBuf,
        cause: io::Error,
    },
    #[error("{0}")]
    Said(String),
    /// Mistakes in a pack, already drawn.
    #[error("{0}")]
    Pack(String),
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Stdout(cause)
        }
    }
}

/// Runs the program once. `arguments` begin with the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return say_usage(&error, &arguments, streams),
    };
    let terminal = streams.terminal.with_choice(cli.color);
    let look = terminal.look();
    let result = match &cli.command {
        Command::Check(args) => check::run(args, look, streams),
        Command::Claims(args) => claims::run(args, look, streams),
        Command::Sources(args) => sources::run(args, look, streams),
        Command::Suppressions(args) => suppressions::run(args, look, streams),
        Command::Why(args) => why::run(args, look, streams),
        Command::Explain(args) => explain::run(args, look, streams),
        Command::Init => init::run(streams),
        Command::Rules(args) => rules::run(args, look, streams),
        Command::TestPack(args) => test_pack::run(args, look, streams),
    };
    let result = result.and_then(|exit| {
        streams.stdout.flush()?;
        Ok(exit)
    });
    match result {
        Ok(exit) => exit,
        Err(Failure::ClosedPipe) => Exit::Clean,
        Err(Failure::Pack(drawn)) => {
            say(streams.stderr, &drawn);
            Exit::Failed
        }
        Err(failure) => {
            say_error(streams.stderr, &failure.to_string());
            Exit::Failed
        }
    }
}

/// Help and version go to standard output and are no failure; a mistake in the arguments is answered with what to type.
fn say_usage(error: &clap::Error, arguments: &[OsString], streams: &mut Streams<'_>) -> Exit {
    let color = args::color_asked_for(arguments);
    let terminal = streams.terminal.with_choice(color);
    if error.use_stderr() {
        let text = match slips::answer(error, arguments) {
            Some(answer) => answer,
            None => paint(error, arguments, terminal.stderr_color()),
        };
        say(streams.stderr, &text);
        return Exit::Failed;
    }
    let text = paint(error, arguments, terminal.look().color);
    match streams
        .stdout
        .write_all(text.as_bytes())
        .and_then(|()| streams.stdout.flush())
        .map_err(Failure::from)
    {
        Ok(()) | Err(Failure::ClosedPipe) => Exit::Clean,
        Err(failure) => {
            say_error(streams.stderr, &failure.to_string());
            Exit::Failed
        }
    }
}

/// What clap says. It repeats words of the command line; where these are not safe to show, it is made safe as a whole, which
/// its colours would not survive.
fn paint(error: &clap::Error, arguments: &[OsString], color: bool) -> String {
    let rendered = error.render();
    let is_safe = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        report::safe_name(&argument) == argument
    };
    if color && arguments.iter().all(is_safe) {
        return ended(rendered.ansi().to_string());
    }
    let plain = rendered.to_string();
    let lines: Vec<_> = plain.split('\n').map(report::safe_name).collect();
    ended(lines.join("\n"))
}

/// Help of a subcommand comes without its last line end.
fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Standard error may be closed; there is nobody left to tell.
fn say(stderr: &mut dyn Write, text: &str) {
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}

fn say_error(stderr: &mut dyn Write, text: &str) {
    say(stderr, &format!("error: {}\n", report::safe_name(text)));
}

fn say_note(stderr: &mut dyn Write, text: &str) {
    say(stderr, &format!("note: {}\n", report::safe_name(text)));
}

/// The linter for the documents of a run, with the bibliographies that serve all of them.
fn reading_linter(pack: &PackArgs, read: &ReadArgs, look: Look) -> Result<Linter, Failure> {
    let mut shelf = Shelf::open(read.max_file_size);
    for path in &read.bibliographies {
        shelf.add(path);
    }
    Ok(linter(pack.folder.as_deref(), look)?.with_shelf(shelf))
}

/// Says what is wrong in bibliographies; whether any could not be read.
fn say_faults<'f>(
    faults: impl Iterator<Item = &'f Fault>,
    look: Look,
    stderr: &mut dyn Write,
) -> bool {
    let mut fails = false;
    for fault in faults {
        say(stderr, &report::fault(fault, look));
        fails |= !fault.is_passable();
    }
    fails
}

/// The pack in `folder`, or the one built in.
fn linter(folder: Option<&Path>, look: Look) -> Result<Linter, Failure> {
    let loaded = match folder {
        Some(folder) => Linter::with_pack(folder),
        None => Linter::embedded(),
    };
    loaded.map_err(|faults| Failure::Pack(drawn(&faults, look)))
}

/// Mistakes in a pack as people see them.
fn drawn(faults: &[PackFault], look: Look) -> String {
    let drawn = faults.iter().map(|fault| report::pack_fault(fault, look));
    drawn.collect::<Vec<_>>().join("\n")
}
