use std::env;
use std::path::{Component, Path, PathBuf};

/// The folder that a document may name files in: the nearest one above it that holds `.git` (a folder, or a file in a worktree), else the
/// working directory; where the document does not lie in that, its own folder. None where it cannot be told. A document is
/// given by its folder.
///
/// What a repository contains names no file outside of it: a document comes from anybody.
pub fn root_of(folder: &Path) -> Option<PathBuf> {
    let folder = folder_or_here(folder).canonicalize().ok()?;
    if let Some(root) = folder
        .ancestors()
        .find(|folder| folder.join(".git").exists())
    {
        return Some(root.to_path_buf());
    }
    let here = env::current_dir().and_then(|here| here.canonicalize());
    match here {
        Ok(here) if folder.starts_with(&here) => Some(here),
        _ => Some(folder),
    }
}

/// The path of a file that lies under `root`, whatever links and `..` lead to it; none for any other. The file need not be there: then the path
/// is judged by its names alone.
pub fn inside(root: &Path, path: &Path) -> Option<PathBuf> {
    match path.canonicalize() {
        Ok(path) => path.starts_with(root).then_some(path),
        Err(_) => {
            let path = folder_or_here(path);
            let path = std::path::absolute(path).ok()?;
            let path = without_dots(&path);
            path.starts_with(root).then_some(path)
        }
    }
}

/// The path as it is shown: from the working directory where it lies in it.
pub fn shown_path(path: &Path) -> String {
    let here = env::current_dir().and_then(|here| here.canonicalize());
    let shown = match &here {
        Ok(here) => path.strip_prefix(here).unwrap_or(path),
        Err(_) => path,
    };
    shown.display().to_string()
}

fn folder_or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}
