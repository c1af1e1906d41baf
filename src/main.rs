//! The program `caveat`.

use std::io;
use std::process::ExitCode;

use caveat::cli::{self, Streams, Terminal};

fn main() -> ExitCode {
    cli::keep_panics_quiet();
    let mut streams = Streams {
        stdin: &mut io::stdin(),
        stdout: &mut io::stdout().lock(),
        stderr: &mut io::stderr(),
        terminal: Terminal::of_process(),
    };
    cli::run(std::env::args_os(), &mut streams).into()
}
