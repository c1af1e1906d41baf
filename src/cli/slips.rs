use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::report::safe_name;
use crate::source::MARKDOWN_EXTENSIONS;

/// What somebody types who means `check`.
const WORDS_FOR_CHECK: [&str; 5] = ["lint", "run", "scan", "test", "validate"];

/// Edits between a mistyped name and one that is offered.
const FARTHEST_NAME: usize = 3;

/// What to type instead, where the arguments show what was meant.
pub(super) fn answer(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    match error.kind() {
        ErrorKind::InvalidSubcommand => not_a_command(error, arguments),
        ErrorKind::UnknownArgument => line_apart(arguments),
        _ => None,
    }
}

/// `caveat why brief.md 12`
fn line_apart(arguments: &[OsString]) -> Option<String> {
    let [_, why, file, line] = arguments else {
        return None;
    };
    let (file, line) = (file.to_str()?, line.to_str()?);
    if why != "why" || line.parse::<u32>().is_err() {
        return None;
    }
    Some(format!(
        "error: the line belongs to the file, after a colon; type: caveat why {}:{line}\n",
        quoted(file)
    ))
}

/// `caveat brief.md`, `caveat lint brief.md`
fn not_a_command(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    let ContextValue::String(word) = error.get(ContextKind::InvalidSubcommand)? else {
        return None;
    };
    let rest = arguments
        .iter()
        .skip_while(|argument| argument.to_str() != Some(word))
        .skip(1);
    let mut command = if names_a_file(word) {
        format!("caveat check {}", quoted(word))
    } else if WORDS_FOR_CHECK.contains(&word.as_str()) {
        "caveat check".to_owned()
    } else {
        return None;
    };
    for argument in rest {
        command.push(' ');
        command.push_str(&quoted(&argument.to_string_lossy()));
    }
    Some(format!(
        "error: `{}` is not a command of caveat; type: {command}\n",
        safe_name(word)
    ))
}

fn names_a_file(word: &str) -> bool {
    let path = Path::new(word);
    let is_markdown = path
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            MARKDOWN_EXTENSIONS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(extension))
        });
    is_markdown || word == "-" || path.exists()
}

/// A word as it is typed in a shell.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", safe_name(word).replace('\'', "'\\''"))
    }
}

/// What to say about a rule that does not exist: the nearest name, if one is near, and where the names are.
pub(super) fn unknown_rule<'a>(name: &str, rules: impl Iterator<Item = &'a str>) -> String {
    if names_a_file(name) {
        return format!(
            "`{name}` is a file, not a rule; to see what is found in it, type: caveat check {}",
            quoted(name)
        );
    }
    let nearest = rules
        .map(|rule| (strsim::damerau_levenshtein(rule, name), rule))
        .filter(|(edits, _)| *edits <= FARTHEST_NAME)
        .min();
    match nearest {
        Some((_, rule)) => format!(
            "there is no rule `{name}`; there is a rule with a similar name: caveat explain {rule}"
        ),
        None => format!("there is no rule `{name}`; to list the rules, type: caveat rules"),
    }
}
