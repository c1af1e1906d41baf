use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::cli::args::WhyArgs;
use crate::cli::{Exit, Failure, Streams, reading_linter, say_note};
use crate::report::{self, Look};
use crate::source::{read, read_stream};

/// `caveat why`: how the sentences on a line were read.
pub(super) fn run(args: &WhyArgs, look: Look, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let (path, line) = place(&args.place)?;
    let file = if path.as_os_str() == "-" {
        read_stream("-", streams.stdin, args.read.max_file_size)
    } else {
        read(&path, args.read.max_file_size)
    }
    .map_err(|error| Failure::Said(error.to_string()))?;
    if line > file.lines() {
        return Err(Failure::Said(format!(
            "{} has no line {line}; its last line is {}",
            file.name(),
            file.lines()
        )));
    }
    let linter = reading_linter(&args.pack, &args.read, look)?;
    let traces = linter.trace(&file, line);
    if traces.is_empty() {
        say_note(
            streams.stderr,
            &format!(
                "no sentence of prose stands on line {line} of {}",
                file.name()
            ),
        );
    }
    streams
        .stdout
        .write_all(report::traces(&file, &traces, look).as_bytes())?;
    Ok(Exit::Clean)
}

/// `FILE:LINE`; `FILE:LINE:COLUMN`, as findings show it, is taken for its line.
fn place(argument: &OsStr) -> Result<(PathBuf, u32), Failure> {
    let text = argument.to_string_lossy();
    let without_line = || {
        let name = Path::new(argument).display();
        Failure::Said(format!(
            "which line of {name}? type its number after a colon, for example: caveat why {name}:12"
        ))
    };
    let (head, last) = text.rsplit_once(':').ok_or_else(without_line)?;
    let last = number(last).ok_or_else(without_line)?;
    let (file, line) = match head.rsplit_once(':') {
        Some((file, line)) if !file.is_empty() => match number(line) {
            Some(line) => (file, line),
            None => (head, last),
        },
        _ => (head, last),
    };
    if line == 0 {
        return Err(Failure::Said("lines are counted from 1".to_owned()));
    }
    Ok((PathBuf::from(file), line))
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}
