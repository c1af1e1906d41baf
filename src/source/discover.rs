use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::source::read::reach;
use crate::source::{ReadError, ReadFault};

/// Extensions of Markdown files, in lower case: what editors and static site generators use, Quarto and R Markdown.
pub const MARKDOWN_EXTENSIONS: [&str; 6] = ["md", "markdown", "mdown", "mkd", "qmd", "rmd"];

/// The name of our own ignore files; they have the form of `.gitignore` and go before it.
pub const IGNORE_FILE: &str = ".caveatignore";

/// What a list of paths comes to.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The files to read, sorted, each once.
    pub files: Vec<PathBuf>,
    /// Paths that were asked for and cannot be reached, in the order asked for.
    pub errors: Vec<ReadError>,
    /// Folders, as they were asked for, that hold no Markdown file that is to be read.
    pub empty_folders: Vec<PathBuf>,
    /// Paths that were asked for by name, which ignore files exclude.
    pub excluded: Vec<PathBuf>,
    /// Markdown files met on the way that are not regular files (symbolic links, named pipes): they are left alone.
    pub passed_over: Vec<PathBuf>,
    /// Ignore files with a line that could not be understood, as the parser put it.
    pub ignore_faults: Vec<String>,
}

/// Finds the files that `paths` stand for. A file is taken whatever its name. A folder is walked: files with a Markdown
/// extension in any case, without those that `.gitignore` (inside a repository), `.ignore` and [`IGNORE_FILE`] exclude, and
/// without hidden ones; symbolic links inside it are not followed, so that a walk ends. With `force_exclude`, ignore files
/// hold for the paths themselves, too.
pub fn discover(paths: &[PathBuf], force_exclude: bool) -> Discovered {
    let mut found = Discovered::default();
    let excluded = if force_exclude {
        excluded(paths)
    } else {
        BTreeSet::new()
    };
    for path in paths {
        match reach(path) {
            Ok(_) if excluded.contains(path) => found.excluded.push(path.clone()),
            Ok(metadata) if metadata.is_dir() => walk(path, &mut found),
            Ok(_) => found.files.push(path.clone()),
            Err(fault) => found.errors.push(ReadError {
                name: path.display().to_string(),
                fault,
            }),
        }
    }
    found.files.sort();
    if paths.len() > 1 {
        keep_one_name_each(&mut found.files);
    }
    found
}

fn walk(folder: &Path, found: &mut Discovered) {
    let before = (found.files.len(), found.errors.len());
    for entry in walker(folder).build() {
        match entry {
            Ok(entry) => {
                if let Some(error) = entry.error() {
                    found.ignore_faults.push(error.to_string());
                }
                sort_in(entry, found);
            }
            Err(error) => found.errors.push(walk_error(folder, &error)),
        }
    }
    if before == (found.files.len(), found.errors.len()) {
        found.empty_folders.push(folder.to_path_buf());
    }
}

fn walker(folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder
        .add_custom_ignore_filename(IGNORE_FILE)
        .sort_by_file_name(Ord::cmp);
    builder
}

fn sort_in(entry: DirEntry, found: &mut Discovered) {
    let is_markdown = entry
        .path()
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            MARKDOWN_EXTENSIONS
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        });
    let Some(file_type) = entry.file_type().filter(|_| is_markdown) else {
        return;
    };
    let path = without_dot(entry.path());
    if file_type.is_file() {
        found.files.push(path);
    } else if !file_type.is_dir() {
        found.passed_over.push(path);
    }
}

/// `./brief.md` is the same file as `brief.md` and reads worse.
fn without_dot(path: &Path) -> PathBuf {
    path.strip_prefix(Component::CurDir)
        .unwrap_or(path)
        .to_path_buf()
}

fn walk_error(folder: &Path, error: &ignore::Error) -> ReadError {
    let path = error_path(error).unwrap_or(folder);
    let cause = match error.io_error() {
        Some(cause) => std::io::Error::new(cause.kind(), cause.to_string()),
        None => std::io::Error::other(error.to_string()),
    };
    ReadError {
        name: without_dot(path).display().to_string(),
        fault: ReadFault::Refused { cause },
    }
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        _ => None,
    }
}

/// The same file may be named twice, as `a.md`, `./a.md` and within its folder; the name that sorts first stays.
fn keep_one_name_each(files: &mut Vec<PathBuf>) {
    let mut seen = BTreeSet::new();
    files.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
}

/// Those of `paths` that a walk from their root would not come to because of ignore files. The root is the nearest folder
/// above that holds `.git`, else the current folder, else the path's own. The walk itself is asked, held to the folders
/// above the paths, so that the answer cannot differ from what walking does.
fn excluded(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut by_root: BTreeMap<PathBuf, Vec<(PathBuf, PathBuf)>> = BTreeMap::new();
    for path in paths {
        let Some(real) = real_place(path) else {
            continue;
        };
        by_root
            .entry(root_of(&real))
            .or_default()
            .push((real, path.clone()));
    }
    let mut excluded = BTreeSet::new();
    for (root, targets) in by_root {
        let wanted: BTreeSet<PathBuf> = targets
            .iter()
            .flat_map(|(real, _)| real.ancestors().map(Path::to_path_buf))
            .collect();
        let reached: BTreeSet<PathBuf> = walker(&root)
            .hidden(false)
            .filter_entry(move |entry| wanted.contains(entry.path()))
            .build()
            .filter_map(|entry| Some(entry.ok()?.into_path()))
            .collect();
        excluded.extend(
            targets
                .into_iter()
                .filter(|(real, _)| !reached.contains(real))
                .map(|(_, path)| path),
        );
    }
    excluded
}

/// Where a path lies, its folder's links resolved; its own link is not, since ignore files name the link.
fn real_place(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => Some(folder.canonicalize().ok()?.join(name)),
        _ => absolute.canonicalize().ok(),
    }
}

fn root_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(path);
    let repository = folder.ancestors().find(|above| above.join(".git").exists());
    let current = std::env::current_dir()
        .and_then(|current| current.canonicalize())
        .ok()
        .filter(|current| folder.starts_with(current));
    repository
        .map(Path::to_path_buf)
        .or(current)
        .unwrap_or_else(|| folder.to_path_buf())
}
