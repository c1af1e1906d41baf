use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Rulings;
use crate::config::file::{Raw, SETTINGS_FILE, Settings};
use crate::diagnostic::Fault;
use crate::source::{self, SourceFile, inside, root_of};

/// The largest file of settings, in bytes: far more than anybody writes.
const MAX_SIZE: u64 = 1024 * 1024;
/// How many files one may extend another: an end to circles.
const MOST_STEPS: usize = 8;

/// Finds the settings of documents. Each file is read once, whatever the number of documents and threads.
#[derive(Debug, Default)]
pub struct Finder {
    /// What counts for all documents, where that was chosen.
    fixed: Option<Found>,
    /// By the folder of a document.
    by_folder: Mutex<BTreeMap<PathBuf, Found>>,
    by_file: Mutex<BTreeMap<PathBuf, Found>>,
}

/// The settings that count, if any file says any, or what is wrong with them.
type Found = Result<Option<Arc<Settings>>, Arc<Vec<Fault>>>;

impl Finder {
    /// One that finds none.
    pub fn isolated() -> Self {
        Self {
            fixed: Some(Ok(None)),
            ..Self::default()
        }
    }

    /// One for which the file at `path` counts for every document. It may extend a file anywhere: it is the user's own choice.
    pub fn fixed(path: &Path) -> Self {
        let mut faults = Vec::new();
        let read = read(path, None, 0, &mut faults);
        Self {
            fixed: Some(if faults.is_empty() {
                Ok(Some(Arc::new(read)))
            } else {
                Err(Arc::new(faults))
            }),
            ..Self::default()
        }
    }

    /// What holds for the findings in the document at `path`; nothing where its settings have mistakes.
    pub fn rulings(&self, path: &Path) -> Rulings {
        match (self.settings_of(path), place_of(path)) {
            (Ok(Some(settings)), Some(place)) => settings.rulings(&place),
            _ => Rulings::default(),
        }
    }

    /// The settings of the document at `path`: those of the nearest `caveat.toml` above it, up to its root.
    ///
    /// # Errors
    /// Every mistake in the file, or in one that it extends.
    pub fn settings_of(&self, path: &Path) -> Found {
        if let Some(fixed) = &self.fixed {
            return fixed.clone();
        }
        let parent = path.parent().unwrap_or(Path::new(""));
        let folder = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let known = |by: &Mutex<BTreeMap<PathBuf, Found>>, key: &Path| {
            let by = by.lock().unwrap_or_else(PoisonError::into_inner);
            by.get(key).cloned()
        };
        if let Some(found) = known(&self.by_folder, folder) {
            return found;
        }
        let found = match nearest_file(folder) {
            None => Ok(None),
            Some((file, root)) => known(&self.by_file, &file).unwrap_or_else(|| {
                let mut faults = Vec::new();
                let settings = read(&file, Some(&root), 0, &mut faults);
                let found = match faults.is_empty() {
                    true => Ok(Some(Arc::new(settings))),
                    false => Err(Arc::new(faults)),
                };
                let mut by = self.by_file.lock().unwrap_or_else(PoisonError::into_inner);
                by.entry(file).or_insert(found).clone()
            }),
        };
        let mut by = self
            .by_folder
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        by.entry(folder.to_path_buf()).or_insert(found).clone()
    }
}

/// Where a document lies, the links of its folder resolved: what patterns are held against.
pub fn place_of(path: &Path) -> Option<PathBuf> {
    let parent = path.parent().unwrap_or(Path::new(""));
    let folder = if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// The nearest file of settings above a folder, and the root of that folder.
fn nearest_file(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let folder = folder.canonicalize().ok()?;
    let root = root_of(&folder)?;
    let within = folder
        .ancestors()
        .take_while(|above| above.starts_with(&root));
    let file = within
        .map(|above| above.join(SETTINGS_FILE))
        .find(|file| file.symlink_metadata().is_ok())?;
    Some((file, root))
}

/// Reads a file of settings and those that it extends. With a `root`, none of them may lie outside of it.
fn read(path: &Path, root: Option<&Path>, step: usize, faults: &mut Vec<Fault>) -> Settings {
    let name = match path.canonicalize() {
        Ok(real) => source::shown_path(&real),
        Err(_) => source::shown_path(path),
    };
    if root.is_some_and(|root| inside(root, path).is_none()) {
        faults.push(
            Fault::without_place(format!(
                "{} leads out of the repository",
                source::shown_path(path)
            ))
            .help("settings of a repository lie in it; to use another file, name it with --config"),
        );
        return Settings::default();
    }
    let file = match source::read_as(path, &name, MAX_SIZE) {
        Ok(file) => Arc::new(file),
        Err(error) => {
            faults.push(Fault::without_place(error.to_string()));
            return Settings::default();
        }
    };
    let raw: Raw = match toml::from_str(file.text()) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(Fault::toml(&file, &error));
            return Settings::default();
        }
    };
    let folder = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = folder.parent().unwrap_or(Path::new("")).to_path_buf();
    let base = match &raw.extends {
        None => Settings::default(),
        Some(extends) => base(&file, &folder, extends, root, step, faults),
    };
    Settings::new(&file, &folder, raw, base, faults)
}

fn base(
    file: &Arc<SourceFile>,
    folder: &Path,
    extends: &toml::Spanned<String>,
    root: Option<&Path>,
    step: usize,
    faults: &mut Vec<Fault>,
) -> Settings {
    let path = folder.join(extends.get_ref());
    let fault = |message: &str| Fault::new(file, extends.span(), message, "");
    if step >= MOST_STEPS {
        faults.push(fault(
            "these settings extend each other in a circle, or through too many files",
        ));
    } else if root.is_some_and(|root| inside(root, &path).is_none()) {
        let fault = fault("this file lies outside of the repository, so it is not read");
        faults.push(
            fault.help("to use it, name a file of settings with --config on the command line"),
        );
    } else if !path.is_file() {
        faults.push(fault("there is no such file"));
    } else {
        return read(&path, root, step + 1, faults);
    }
    Settings::default()
}
