use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cli::Failure;
use crate::cli::args::BaselineArgs;
use crate::diagnostic::Diagnostic;
use crate::source::{MAX_FILE_SIZE, SourceFile, read};

/// A finding that is known. It has no line: what is added above it, or how its sentence is broken into lines, changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// From the folder of the baseline, with `/`.
    path: String,
    rule: String,
    /// Its sentence, without what numbers and line ends change.
    sentence: String,
    /// The how-manieth such finding of the document it is, from 1.
    occurrence: usize,
}

/// The findings that are known, and those of this run.
#[derive(Debug)]
pub(super) struct Baseline<'a> {
    file: &'a Path,
    writes: bool,
    prunes: bool,
    /// The folder that paths start at.
    folder: PathBuf,
    known: BTreeSet<Entry>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    paths: BTreeSet<String>,
    entries: BTreeSet<Entry>,
}

/// What a run does to a baseline.
#[derive(Debug)]
pub(super) enum Change {
    /// It was written, with so many findings.
    Written(usize),
    /// So many of its entries are for findings that are gone.
    Stale(usize),
    /// So many such entries were taken out.
    Pruned(usize),
}

impl<'a> Baseline<'a> {
    /// The baseline that the arguments ask for.
    pub(super) fn new(args: &'a BaselineArgs) -> Result<Option<Self>, Failure> {
        let (file, writes) = match (&args.write_baseline, &args.baseline) {
            (Some(file), _) => (file, true),
            (None, Some(file)) => (file, false),
            (None, None) => return Ok(None),
        };
        let parent = file
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(|cause| {
            let folder = folder.display();
            Failure::Said(format!("cannot use {folder} for a baseline: {cause}"))
        })?;
        Ok(Some(Self {
            known: if writes {
                BTreeSet::new()
            } else {
                entries(file)?
            },
            prunes: args.prune_baseline,
            seen: Mutex::default(),
            writes,
            folder,
            file,
        }))
    }

    /// Takes out of the findings of a document those that are known; all of them where the baseline is being written.
    pub(super) fn apply(&self, file: &SourceFile, findings: &mut Vec<Diagnostic>) {
        let path = self.path_of(Path::new(file.name()));
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut entries = Vec::new();
        findings.retain(|finding| {
            let sentence = normalised(file.slice(finding.span));
            let count = counts
                .entry((finding.rule.clone(), sentence.clone()))
                .or_default();
            *count += 1;
            let entry = Entry {
                path: path.clone(),
                rule: finding.rule.clone(),
                sentence,
                occurrence: *count,
            };
            let is_known = self.writes || self.known.contains(&entry);
            entries.push(entry);
            !is_known
        });
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.paths.insert(path);
        seen.entries.extend(entries);
    }

    /// Writes what the run changes. Entries of documents that the run did not read, and that are still there, stay.
    pub(super) fn finish(self) -> Result<Change, Failure> {
        let seen = self
            .seen
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if self.writes {
            write(self.file, &seen.entries)?;
            return Ok(Change::Written(seen.entries.len()));
        }
        let is_stale = |entry: &&Entry| {
            let was_read = seen.paths.contains(&entry.path);
            !seen.entries.contains(entry) && (was_read || !self.folder.join(&entry.path).exists())
        };
        let stale = self.known.iter().filter(is_stale).count();
        if !self.prunes || stale == 0 {
            return Ok(Change::Stale(stale));
        }
        let kept = self.known.iter().filter(|entry| !is_stale(entry));
        write(self.file, &kept.cloned().collect())?;
        Ok(Change::Pruned(stale))
    }

    fn path_of(&self, path: &Path) -> String {
        let real = path.canonicalize();
        let inside = real
            .as_deref()
            .ok()
            .and_then(|it| it.strip_prefix(&self.folder).ok());
        let parts = inside
            .unwrap_or(path)
            .iter()
            .map(|part| part.to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }
}

fn entries(path: &Path) -> Result<BTreeSet<Entry>, Failure> {
    let file = read(path, MAX_FILE_SIZE).map_err(|error| {
        Failure::Said(format!(
            "{error}; to write a baseline, use --write-baseline"
        ))
    })?;
    let lines = file.text().lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| {
                let name = path.display();
                Failure::Said(format!(
                    "{name}:{}: this is no entry of a baseline: {error}; write the baseline anew with --write-baseline",
                    at + 1
                ))
            })
        })
        .collect()
}

/// One entry a line, sorted, so that two branches that change it merge.
fn write(path: &Path, entries: &BTreeSet<Entry>) -> Result<(), Failure> {
    let mut text = String::new();
    for entry in entries {
        let line =
            serde_json::to_string(entry).map_err(|error| Failure::Said(error.to_string()))?;
        text.push_str(&line);
        text.push('\n');
    }
    std::fs::write(path, text)
        .map_err(|cause| Failure::Said(format!("cannot write {}: {cause}", path.display())))
}

/// A sentence without what says nothing of it: line ends, the marks of block quotes at the start of lines, and the numbers of
/// footnotes and numbered citations (`[^3]`, `[12]`).
fn normalised(sentence: &str) -> String {
    let lines = sentence.lines().enumerate().map(|(at, line)| match at {
        0 => line,
        _ => line.trim_start_matches(['>', ' ', '\t']),
    });
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let text = words.join(" ");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('[') {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        let end = mark.find(']').map(|end| end + 1);
        let is_number = |mark: &str| {
            let inside = &mark[1..mark.len() - 1];
            let digits = inside.strip_prefix('^').unwrap_or(inside);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        match end.filter(|&end| is_number(&mark[..end])) {
            Some(end) => {
                out.push_str("[#]");
                rest = &mark[end..];
            }
            None => {
                out.push('[');
                rest = &mark[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn lines_and_numbers_say_nothing_of_a_sentence() {
        assert_eq!(normalised("> It\n> rose.[^2]"), "> It rose.[#]");
        assert_eq!(normalised("It rose [12]."), normalised("It\nrose [3]."));
        assert_ne!(normalised("It rose [a]."), normalised("It rose [b]."));
        assert_eq!(normalised("It [rose"), "It [rose");
    }
}
