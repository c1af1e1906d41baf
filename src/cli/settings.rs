use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::ReadArgs;
use crate::cli::{Exit, Failure, Streams, say_faults};
use crate::config::{Finder, Settings, place_of};
use crate::diagnostic::{Fault, Level};
use crate::linter::Linter;
use crate::report::{self, Look};
use crate::source::Discovered;

/// What finds the settings of the documents of a run.
pub(super) fn finder(args: &ReadArgs) -> Finder {
    match &args.config {
        _ if args.isolated => Finder::isolated(),
        Some(path) => Finder::fixed(path),
        None => Finder::default(),
    }
}

/// What settings make of the files of a run.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// Mistakes in settings, each once.
    pub(super) faults: Vec<Fault>,
    /// How many files are not read because their settings have mistakes.
    pub(super) failed: usize,
    checked: Vec<(Arc<Settings>, bool)>,
    broken: Vec<Arc<Vec<Fault>>>,
}

impl Sorted {
    /// Takes out of `found` what settings exclude, and what has settings with mistakes. Files in `named` are excluded only with
    /// `force`.
    pub(super) fn files(
        &mut self,
        found: &mut Discovered,
        named: &[PathBuf],
        force: bool,
        finder: &Finder,
        linter: &Linter,
    ) {
        let files = std::mem::take(&mut found.files);
        for path in files {
            let Some(settings) = self.settings(&path, finder, linter) else {
                self.failed += 1;
                continue;
            };
            let may = force || !named.contains(&path);
            let excluded = settings
                .filter(|_| may)
                .is_some_and(|it| place_of(&path).is_some_and(|place| it.excludes(&place)));
            if !excluded {
                found.files.push(path);
            } else if named.contains(&path) {
                found.excluded.push(path);
            }
        }
    }

    /// The settings of a document; none where they have mistakes, which are taken note of.
    #[expect(
        clippy::option_option,
        reason = "no settings are as good as some; mistakes are not"
    )]
    pub(super) fn settings(
        &mut self,
        path: &Path,
        finder: &Finder,
        linter: &Linter,
    ) -> Option<Option<Arc<Settings>>> {
        match finder.settings_of(path) {
            Ok(None) => Some(None),
            Ok(Some(settings)) => {
                let known = self
                    .checked
                    .iter()
                    .find(|(it, _)| Arc::ptr_eq(it, &settings));
                let is_right = match known {
                    Some((_, is_right)) => *is_right,
                    None => {
                        let faults = linter.check_names(&settings);
                        let is_right = faults.is_empty();
                        self.faults.extend(faults);
                        self.checked.push((settings.clone(), is_right));
                        is_right
                    }
                };
                is_right.then_some(Some(settings))
            }
            Err(faults) => {
                if !self.broken.iter().any(|it| Arc::ptr_eq(it, &faults)) {
                    self.faults.extend(faults.iter().cloned());
                    self.broken.push(faults);
                }
                None
            }
        }
    }
}

/// `caveat check --show-settings FILE`: every value that applies, and where it comes from.
pub(super) fn show(
    path: &Path,
    finder: &Finder,
    linter: &Linter,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut sorted = Sorted::default();
    let Some(settings) = sorted.settings(path, finder, linter) else {
        say_faults(sorted.faults.iter(), look, streams.stderr);
        return Ok(Exit::Failed);
    };
    let rulings = finder.rulings(path);
    let built_in = || "built in".to_owned();
    let excluded =
        settings.is_some_and(|it| place_of(path).is_some_and(|place| it.excludes(&place)));
    let mut out = format!("excluded = {excluded}\n\n[levels]\n");
    let mut line = |key: &str, value: &str, place: String| {
        out.push_str(&format!(
            "{key} = {value}  # {}\n",
            report::safe_name(&place)
        ));
    };
    for rule in linter.rules() {
        let said = rulings.levels.get(&rule.id);
        let level = said.map_or(rule.level, |said| said.value);
        let place = said.map_or_else(built_in, |said| said.place());
        line(&rule.id, &format!("\"{}\"", level_name(level)), place);
    }
    for (status, said) in &rulings.status {
        let value = format!("\"{}\"", level_name(said.value));
        line(
            &format!("status.{}", report::safe_name(status)),
            &value,
            said.place(),
        );
    }
    for (rule, said) in &rulings.coverage {
        if let Some(factors) = &said.value.factors {
            let names: Vec<&str> = factors.iter().map(|factor| factor.value.as_str()).collect();
            line(
                &format!("coverage.{rule}.factors"),
                &format!("{names:?}"),
                said.place(),
            );
        }
        if let Some(enough) = said.value.enough {
            line(
                &format!("coverage.{rule}.enough"),
                &enough.to_string(),
                said.place(),
            );
        }
    }
    streams.stdout.write_all(out.as_bytes())?;
    Ok(Exit::Clean)
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Advice => "advice",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}
