use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Level;
use crate::report::Format;

const EXAMPLES: &str = "\
Examples:
  caveat check brief.md             Check one document
  caveat check                      Check every Markdown file in this folder
  caveat claims brief.md            List every claim, with how strongly it is made
  caveat why brief.md:12            Show how the sentences on line 12 were read
  caveat explain RULE               Say what a rule reports, why, and what to do";

/// Finds claims in Markdown that link a policy to an outcome, and says which are made without qualification.
#[derive(Debug, Parser)]
#[command(
    name = "caveat",
    version,
    after_help = EXAMPLES,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colour: auto, always or never
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report claims made without qualification, and documents that leave out root causes
    Check(CheckArgs),
    /// List every claim with its strength, direction, cause and effect
    Claims(ListArgs),
    /// List every source that is cited: how often, for which claims, and what is known of it
    Sources(ListArgs),
    /// List every comment and key of front matter that suppresses findings, with its reason
    Suppressions(ListArgs),
    /// Show how the sentences on a line were read, and why they were reported or not
    Why(WhyArgs),
    /// Say what a rule reports, why, and how to put it right
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Run the examples of a pack, and show those that do not hold
    TestPack(TestPackArgs),
    /// Write a commented caveat.toml, a file of settings, in this folder
    Init,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) list: ListArgs,
    /// The lowest level of a finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    pub(super) fail_on: FailOn,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    /// Print the settings that apply to a document and where each comes from, and check nothing
    #[arg(long, value_name = "FILE")]
    pub(super) show_settings: Option<PathBuf>,
    /// Exit with status 0 whatever is found (a run that fails still exits with 2)
    #[arg(long)]
    pub(super) exit_zero: bool,
}

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// Leave out the findings that are known from this file
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write every finding to this file, as known from now on, and report none
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Take out of the baseline what is no longer found
    #[arg(long, requires = "baseline")]
    pub(super) prune_baseline: bool,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Files and folders to read, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: FormatChoice,
    /// Write what is found to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Print what is found and errors, but no notes and no summary
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// The name to show for standard input
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Let ignore files and settings exclude files that are named on the command line, too
    #[arg(long)]
    pub(super) force_exclude: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    #[command(flatten)]
    pub(super) pack: PackArgs,
}

#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// A bibliography for every document, besides those that it names itself: BibTeX (.bib), CSL-JSON (.json), or YAML. May be given more than once
    #[arg(long = "bibliography", value_name = "FILE")]
    pub(super) bibliographies: Vec<PathBuf>,
    /// Use the settings in this file instead of the nearest caveat.toml above each document
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use no file of settings
    #[arg(long, conflicts_with = "config")]
    pub(super) isolated: bool,
    /// The largest file that is read, as a number of bytes or as in `200MiB`
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64MiB")]
    pub(super) max_file_size: u64,
}

/// A number of bytes, or of KiB, MiB or GiB (also written K, KB and so on). Offsets are 32 bits wide, so 4 GiB is the end.
fn size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u32); 4] = [("", 0), ("k", 10), ("m", 20), ("g", 30)];
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_lowercase();
    let unit = unit.strip_suffix('b').unwrap_or(&unit);
    let unit = unit.strip_suffix('i').unwrap_or(unit);
    let shift = UNITS.iter().find(|(name, _)| *name == unit);
    let number = digits.trim().parse::<u64>().ok();
    match (number, shift) {
        (Some(number @ 1..), Some((_, shift))) => number
            .checked_mul(1 << shift)
            .filter(|bytes| *bytes < u64::from(u32::MAX))
            .ok_or_else(|| "a file has less than 4 GiB".to_owned()),
        _ => Err(
            "write a number of bytes, or one with KiB, MiB or GiB behind it, as in `200MiB`"
                .to_owned(),
        ),
    }
}

#[derive(Debug, Args)]
pub(super) struct PackArgs {
    /// Use the rules in this folder, or of the built-in pack of this name, instead of the usual ones
    #[arg(long = "pack", value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// A file and a line in it, as in `brief.md:12`
    #[arg(value_name = "FILE:LINE", allow_hyphen_values = true)]
    pub(super) place: OsString,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    #[command(flatten)]
    pub(super) pack: PackArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The name of the rule, as findings show it
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) pack: PackArgs,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[command(flatten)]
    pub(super) pack: PackArgs,
}

#[derive(Debug, Args)]
pub(super) struct TestPackArgs {
    /// The folder of the pack, or the name of a built-in one
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// Where the terminal takes it and the environment does not say otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatChoice {
    /// Excerpts with labels
    #[default]
    Pretty,
    /// One line each
    Concise,
    /// One JSON document
    Json,
}

impl From<FormatChoice> for Format {
    fn from(choice: FormatChoice) -> Self {
        match choice {
            FormatChoice::Pretty => Self::Pretty,
            FormatChoice::Concise => Self::Concise,
            FormatChoice::Json => Self::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Advice,
    Warning,
    Error,
}

impl From<FailOn> for Level {
    fn from(choice: FailOn) -> Self {
        match choice {
            FailOn::Advice => Self::Advice,
            FailOn::Warning => Self::Warning,
            FailOn::Error => Self::Error,
        }
    }
}

/// The choice of colour in arguments that could not be parsed, so that the complaint about them follows it.
pub(super) fn color_asked_for(arguments: &[OsString]) -> ColorChoice {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        if let Some(choice) = value.and_then(|value| ColorChoice::from_str(value, false).ok()) {
            return choice;
        }
    }
    ColorChoice::Auto
}
