use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::citation::bibliography::{Bibliography, Style};
use crate::diagnostic::Fault;
use crate::source::{self, MAX_FILE_SIZE, ReadFault};

/// The bibliographies of a run. Each file is read once, however many documents name it and however many threads ask for it.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Whether files are read at all.
    open: bool,
    limit: u64,
    /// Those that serve every document.
    always: Vec<Arc<Bibliography>>,
    /// Why others that should could not be read.
    unread: Vec<Fault>,
    read: Mutex<BTreeMap<PathBuf, Slot>>,
}

type Slot = Arc<OnceLock<Result<Arc<Bibliography>, String>>>;

impl Shelf {
    /// One without files: a document has the works that its own front matter describes, and no others.
    pub fn closed() -> Self {
        Self::default()
    }

    /// One that reads the files that documents name, of at most `limit` bytes each.
    pub fn open(limit: u64) -> Self {
        Self {
            open: true,
            limit,
            ..Self::default()
        }
    }

    /// Puts the file at `path`, wherever it lies, at the service of every document; one that cannot be read is among the faults.
    pub fn add(&mut self, path: &Path) {
        let read = Style::of(path)
            .ok_or_else(|| unknown_style(path))
            .and_then(|style| load(path, &path.display().to_string(), style, self.limit));
        match read {
            Ok(bibliography) => self.always.push(bibliography),
            Err(why) => self.unread.push(Fault::without_place(why)),
        }
    }

    /// What is wrong in the bibliographies that have been read: by file and place, each mistake once.
    pub fn faults(&self) -> Vec<Fault> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let named = read.values().filter_map(|slot| slot.get()?.as_ref().ok());
        let mut faults = self.unread.clone();
        let mut names: Vec<&str> = Vec::new();
        for bibliography in self.always.iter().chain(named) {
            let name = bibliography.file().name();
            if !names.contains(&name) {
                names.push(name);
                faults.extend(bibliography.faults().iter().cloned());
            }
        }
        faults.sort_by(|one, other| one.order().cmp(&other.order()));
        faults
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Those that serve every document.
    pub(super) fn always(&self) -> &[Arc<Bibliography>] {
        &self.always
    }

    /// Whether one that should serve every document is not there.
    pub(super) fn lacks(&self) -> bool {
        !self.unread.is_empty()
    }

    /// The bibliography in the file at `path`, which leads to it without links.
    ///
    /// # Errors
    /// Why it cannot be read, in words that go on from "cannot read the bibliography X: ".
    pub(super) fn get(&self, path: &Path) -> Result<Arc<Bibliography>, String> {
        let slot = {
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            read.entry(path.to_path_buf()).or_default().clone()
        };
        slot.get_or_init(|| {
            let style = Style::of(path).ok_or_else(|| unknown_style(path))?;
            load(path, &source::shown_path(path), style, self.limit)
        })
        .clone()
    }
}

fn unknown_style(path: &Path) -> String {
    format!(
        "cannot read {}: a bibliography is BibTeX (.bib), CSL-JSON (.json), or CSL or hayagriva's format in YAML (.yaml, .yml)",
        path.display()
    )
}

fn load(path: &Path, name: &str, style: Style, limit: u64) -> Result<Arc<Bibliography>, String> {
    let limit = if limit == 0 { MAX_FILE_SIZE } else { limit };
    match source::read_as(path, name, limit) {
        Ok(file) => Ok(Arc::new(Bibliography::parse(Arc::new(file), style))),
        Err(error) => Err(match error.fault {
            ReadFault::Missing => format!("cannot read {name}: there is no such file"),
            ReadFault::Special { kind } => {
                format!("cannot read {name}: it is a {kind}, not a file")
            }
            _ => error.to_string(),
        }),
    }
}
