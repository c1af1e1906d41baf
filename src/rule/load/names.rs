use std::sync::Arc;

use toml::Spanned;

use crate::claim::Strength;
use crate::diagnostic::Level;
use crate::rule::PackFault;
use crate::source::SourceFile;

const LEVELS: [(&str, Level); 4] = [
    ("off", Level::Off),
    ("advice", Level::Advice),
    ("warning", Level::Warning),
    ("error", Level::Error),
];

const STRENGTHS: [(&str, Strength); 7] = [
    ("asserted", Strength::Asserted),
    ("denied", Strength::Denied),
    ("hedged", Strength::Hedged),
    ("attributed", Strength::Attributed),
    ("correlational", Strength::Correlational),
    ("question", Strength::Question),
    ("intent", Strength::Intent),
];

/// The level with this name; reports a name that is none.
pub(super) fn level(
    file: &Arc<SourceFile>,
    written: &Spanned<String>,
    faults: &mut Vec<PackFault>,
) -> Option<Level> {
    one_of("level", &LEVELS, file, written, faults)
}

/// The strength with this name; reports a name that is none.
pub(super) fn strength(
    file: &Arc<SourceFile>,
    written: &Spanned<String>,
    faults: &mut Vec<PackFault>,
) -> Option<Strength> {
    one_of("strength", &STRENGTHS, file, written, faults)
}

fn one_of<T: Copy>(
    kind: &str,
    values: &[(&str, T)],
    file: &Arc<SourceFile>,
    written: &Spanned<String>,
    faults: &mut Vec<PackFault>,
) -> Option<T> {
    let name = written.get_ref();
    let found = values.iter().find(|(known, _)| known == name);
    if found.is_none() {
        let names: Vec<&str> = values.iter().map(|(known, _)| *known).collect();
        let message = format!("there is no {kind} `{name}`");
        let fault = PackFault::new(file, written.span(), message, "");
        faults.push(fault.help(format!("a {kind} is one of {}", names.join(", "))));
    }
    found.map(|(_, value)| *value)
}
