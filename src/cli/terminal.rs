use std::io::IsTerminal;

use crate::cli::args::ColorChoice;
use crate::report::Look;

/// What the standard streams can show. All that the environment and the streams say about colour, links and width is read
/// here, once, and handed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    stdout: Stream,
    stderr: Stream,
    unicode: bool,
    hyperlinks: bool,
    width: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stream {
    is_terminal: bool,
    color: bool,
}

impl Terminal {
    /// The terminal of this process.
    pub fn of_process() -> Self {
        let stdout = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size_of(std::io::stdout())
            .map(|(terminal_size::Width(columns), _)| usize::from(columns));
        let variable = |name: &str| std::env::var(name).ok();
        Self {
            hyperlinks: supports_hyperlinks::supports_hyperlinks(),
            ..Self::new(stdout, std::io::stderr().is_terminal(), width, variable)
        }
    }

    /// A terminal by what is known of the two streams and of the environment; it takes no hyperlinks.
    pub(super) fn new(
        stdout: bool,
        stderr: bool,
        width: Option<usize>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let stream = |is_terminal| Stream {
            is_terminal,
            color: color(is_terminal, &variable),
        };
        Self {
            stdout: stream(stdout),
            stderr: stream(stderr),
            unicode: !stdout || takes_unicode(&variable),
            hyperlinks: false,
            width: width.filter(|_| stdout),
        }
    }

    /// `--color` goes before everything else.
    pub(super) fn with_choice(mut self, choice: ColorChoice) -> Self {
        let forced = match choice {
            ColorChoice::Auto => return self,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        self.stdout.color = forced;
        self.stderr.color = forced;
        self
    }

    /// What standard output can show.
    pub(super) fn look(&self) -> Look {
        Look {
            color: self.stdout.color,
            unicode: self.unicode,
            links: self.hyperlinks && self.stdout.is_terminal,
            width: self.width,
        }
    }

    pub(super) fn stderr_color(&self) -> bool {
        self.stderr.color
    }

    pub(super) fn stderr_is_terminal(&self) -> bool {
        self.stderr.is_terminal
    }
}

/// Colour without `--color`: `FORCE_COLOR` and `CLICOLOR_FORCE`, then `NO_COLOR` (which counts only when it is not empty:
/// no-color.org), then `CLICOLOR=0` (bixense.com/clicolors) and a terminal without abilities, then whether it is a terminal.
fn color(is_terminal: bool, variable: &impl Fn(&str) -> Option<String>) -> bool {
    let value = |name| variable(name).filter(|value| !value.is_empty());
    let is_on = |name| value(name).is_some_and(|value| value != "0");
    if is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE") {
        return true;
    }
    let is_off = value("NO_COLOR").is_some()
        || value("FORCE_COLOR").is_some()
        || value("CLICOLOR").is_some_and(|value| value == "0")
        || value("TERM").is_some_and(|value| value == "dumb");
    is_terminal && !is_off
}

/// Box characters, unless the locale (POSIX: the first of the three that is set) names another encoding than UTF-8, or the
/// terminal is the Linux console, whose fonts lack them.
fn takes_unicode(variable: &impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    let is_console = variable("TERM").is_some_and(|value| value == "linux");
    !is_console
        && locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}
