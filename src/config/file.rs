use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use toml::Spanned;

use crate::config::rulings::{CoverageRuling, Rulings, Said};
use crate::diagnostic::{Fault, Level};
use crate::source::SourceFile;

/// The name of a file of settings.
pub const SETTINGS_FILE: &str = "caveat.toml";

/// A file of settings as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Raw {
    pub(super) extends: Option<Spanned<String>>,
    include: Option<Vec<Spanned<String>>>,
    exclude: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    levels: BTreeMap<Spanned<String>, Spanned<LevelName>>,
    #[serde(default)]
    status: BTreeMap<String, Spanned<LevelName>>,
    #[serde(default)]
    coverage: BTreeMap<Spanned<String>, RawCoverage>,
    #[serde(default)]
    overrides: Vec<RawOverride>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCoverage {
    factors: Option<Vec<Spanned<String>>>,
    enough: Option<Spanned<usize>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverride {
    files: Vec<Spanned<String>>,
    levels: BTreeMap<Spanned<String>, Spanned<LevelName>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LevelName {
    Off,
    Advice,
    Warning,
    Error,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Off => Self::Off,
            LevelName::Advice => Self::Advice,
            LevelName::Warning => Self::Warning,
            LevelName::Error => Self::Error,
        }
    }
}

/// A file of settings, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    include: Option<Patterns>,
    exclude: Option<Patterns>,
    rulings: Rulings,
    overrides: Vec<(Patterns, BTreeMap<String, Said<Level>>)>,
}

/// Patterns for paths from a folder.
#[derive(Debug, Clone)]
struct Patterns {
    set: GlobSet,
    folder: PathBuf,
}

impl Patterns {
    fn has(&self, path: &Path) -> bool {
        path.strip_prefix(&self.folder)
            .is_ok_and(|inside| self.set.is_match(inside))
    }
}

impl Settings {
    /// What `raw` says, on top of `base`, which it extends. Mistakes go to `faults`.
    pub(super) fn new(
        file: &Arc<SourceFile>,
        folder: &Path,
        raw: Raw,
        base: Self,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut settings = base;
        let mut patterns = |globs: &[Spanned<String>]| Patterns {
            set: set(file, globs, faults),
            folder: folder.to_path_buf(),
        };
        if let Some(globs) = raw.include {
            settings.include = Some(patterns(&globs));
        }
        if let Some(globs) = raw.exclude {
            settings.exclude = Some(patterns(&globs));
        }
        for raw in raw.overrides {
            let files = patterns(&raw.files);
            settings.overrides.push((files, levels(file, raw.levels)));
        }
        settings.rulings.levels.extend(levels(file, raw.levels));
        for (status, level) in raw.status {
            let status = status.to_lowercase();
            settings.rulings.status.insert(status, said(file, &level));
        }
        for (rule, raw) in raw.coverage {
            let factors = raw.factors.map(|names| {
                let places = names
                    .iter()
                    .map(|name| Said::new(file, name.span(), name.get_ref().clone()));
                places.collect()
            });
            if let Some(enough) = raw.enough.as_ref().filter(|enough| *enough.get_ref() == 0) {
                let fault = Fault::new(file, enough.span(), "nothing is enough for this rule", "");
                faults.push(fault.help("to switch it off, write `off` for it under [levels]"));
            }
            let ruling = CoverageRuling {
                factors,
                enough: raw.enough.map(Spanned::into_inner),
            };
            let place = rule.span();
            settings
                .rulings
                .coverage
                .insert(rule.into_inner(), Said::new(file, place, ruling));
        }
        settings
    }

    /// Whether a run over folders leaves out the file at `path` (without links, absolute).
    pub fn excludes(&self, path: &Path) -> bool {
        let left_out = self.include.as_ref().is_some_and(|it| !it.has(path));
        left_out || self.exclude.as_ref().is_some_and(|it| it.has(path))
    }

    /// What holds for the findings in the file at `path` (without links, absolute).
    pub fn rulings(&self, path: &Path) -> Rulings {
        let mut rulings = self.rulings.clone();
        for (files, levels) in &self.overrides {
            if files.has(path) {
                rulings.levels.extend(levels.clone());
            }
        }
        rulings
    }

    /// Mistakes in the names of rules and of factors; `rules` are those that there are, `factors` those of a rule.
    pub fn check_names<'r>(
        &self,
        rules: &[&'r str],
        factors: impl Fn(&str) -> Option<Vec<&'r str>>,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let levels = self.overrides.iter().flat_map(|(_, levels)| levels);
        for (name, said) in self.rulings.levels.iter().chain(levels) {
            if !rules.contains(&name.as_str()) {
                faults.push(said.unknown("rule", name, rules));
            }
        }
        for (name, said) in &self.rulings.coverage {
            let Some(known) = factors(name) else {
                let message = format!("there is no rule `{name}` that asks for factors");
                faults.push(
                    said.fault(message)
                        .near("a rule", name, rules.iter().copied()),
                );
                continue;
            };
            for factor in said.value.factors.iter().flatten() {
                if !known.contains(&factor.value.as_str()) {
                    faults.push(factor.unknown("factor", &factor.value, &known));
                }
            }
        }
        faults
    }
}

fn levels(
    file: &Arc<SourceFile>,
    raw: BTreeMap<Spanned<String>, Spanned<LevelName>>,
) -> BTreeMap<String, Said<Level>> {
    raw.into_iter()
        .map(|(rule, level)| {
            let place = rule.span();
            let said = Said::new(file, place, Level::from(*level.get_ref()));
            (rule.into_inner(), said)
        })
        .collect()
}

fn said(file: &Arc<SourceFile>, level: &Spanned<LevelName>) -> Said<Level> {
    Said::new(file, level.span(), Level::from(*level.get_ref()))
}

/// `*` does not cross folders, so that `op-eds/*.md` means what it says.
fn set(file: &Arc<SourceFile>, globs: &[Spanned<String>], faults: &mut Vec<Fault>) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        match GlobBuilder::new(glob.get_ref())
            .literal_separator(true)
            .build()
        {
            Ok(built) => {
                builder.add(built);
            }
            Err(error) => {
                let message = format!("this pattern cannot be understood: {}", error.kind());
                faults.push(Fault::new(file, glob.span(), message, ""));
            }
        }
    }
    builder.build().unwrap_or_else(|error| {
        faults.push(Fault::new(
            file,
            0..0,
            format!("these patterns cannot be used: {error}"),
            "",
        ));
        GlobSet::empty()
    })
}
