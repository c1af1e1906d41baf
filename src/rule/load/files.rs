use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::annotate::Book;
use crate::rule::PackFault;
use crate::rule::load::pack;
use crate::source::{self, SourceFile};

/// Every file under `rules/`, with its path from there, by path.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// The folder of the pack that is used where none is named.
const DEFAULT: &str = include!(concat!(env!("OUT_DIR"), "/default_pack.rs"));

/// The book of that pack's phrases; empty where one of its files has a mistake.
const BOOK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/book.bin"));

/// How the names of the built-in files of English start.
pub(super) const BUILT_IN_ENGLISH: &str = "rules/english/";

/// The folder with the lists of English, beside the folders of packs and perhaps in one.
const ENGLISH: &str = "english";

/// The files of a pack, by what they are.
#[derive(Debug, Default)]
pub(super) struct PackFiles {
    pub(super) pack: Option<Arc<SourceFile>>,
    pub(super) concepts: Vec<Arc<SourceFile>>,
    pub(super) rules: Vec<Arc<SourceFile>>,
    pub(super) inflection: Option<Arc<SourceFile>>,
    pub(super) conventions: Option<Arc<SourceFile>>,
    pub(super) rewording: Option<Arc<SourceFile>>,
    /// The models of the works, and the works.
    pub(super) models: Option<Arc<SourceFile>>,
    pub(super) evidence: Vec<Arc<SourceFile>>,
    /// Whether the works that are built in are part of it; they are read when one is looked for.
    pub(super) has_builtin_evidence: bool,
    /// All other files of English: lists and frames.
    pub(super) english: Vec<Arc<SourceFile>>,
    /// Whether these are the files of the pack that is used where none is named.
    pub(super) default: bool,
}

/// The phrases of the built-in pack, as the build script compiled them.
pub(super) fn embedded_book() -> Option<Book> {
    Book::from_bytes(BOOK)
}

impl PackFiles {
    /// The built-in pack that is used where none is named; with the files that hold nothing but phrases, or without.
    pub(super) fn embedded(phrases: bool) -> Self {
        let files = Self::built_in(DEFAULT, phrases).unwrap_or_default();
        Self {
            default: true,
            ..files
        }
    }

    /// The built-in pack with this id, if there is one.
    pub(super) fn named(id: &str) -> Option<Self> {
        Self::built_in(id, true)
    }

    /// The names of the built-in packs.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        EMBEDDED
            .iter()
            .filter_map(|(path, _)| path.strip_suffix("/pack.toml"))
    }

    /// The English comes first, since a pack adds to it.
    fn built_in(id: &str, phrases: bool) -> Option<Self> {
        if !Self::names().any(|name| name == id) {
            return None;
        }
        let mut files = Self::default();
        for folder in [ENGLISH, id] {
            for (path, text) in EMBEDDED {
                let Some(("", rest)) = path.split_once(folder) else {
                    continue;
                };
                let place = match folder {
                    ENGLISH => *path,
                    _ => rest.trim_start_matches('/'),
                };
                if is_works(place) {
                    files.has_builtin_evidence |= id == DEFAULT;
                } else if phrases || !has_only_phrases(place, text) {
                    files.put(place, SourceFile::new(format!("rules/{path}"), *text));
                }
            }
        }
        Some(files)
    }

    /// The pack in a folder. One with a `pack.toml` is a pack of its own, which adds to the built-in English unless it says that it brings its own;
    /// one without adds its concepts and rules to the built-in pack, and its rules may stand in the folder itself.
    pub(super) fn folder(folder: &Path, faults: &mut Vec<PackFault>) -> Self {
        let whole = folder.join("pack.toml").is_file();
        let mut paths = Vec::new();
        if let Err(error) = find(folder, 0, &mut paths) {
            let names: Vec<_> = Self::names().map(|name| format!("`{name}`")).collect();
            faults.push(
                PackFault::without_place(format!(
                    "cannot read the folder {}: {error}",
                    folder.display()
                ))
                .help(format!("the packs that are built in: {}", names.join(", "))),
            );
        }
        paths.sort();
        if paths.is_empty() && faults.is_empty() {
            faults.push(
                PackFault::without_place(format!(
                    "there is no rule file in {}",
                    folder.display()
                ))
                .help("a pack is a folder with a pack.toml, and concepts/ and rules/ beside it; a folder of rule files alone adds to the built-in pack"),
            );
        }
        let mut own = Self::default();
        for path in paths {
            let place = path.strip_prefix(folder).unwrap_or(&path);
            let place: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
            let mut place = place.join("/");
            if !whole && !place.contains('/') {
                place.insert_str(0, "rules/");
            }
            match source::read(&path, source::MAX_FILE_SIZE) {
                Ok(file) => {
                    if let Some(file) = own.put(&place, file) {
                        faults.push(
                            PackFault::new(&file, 0..0, "this file is no part of a pack", "")
                                .help("a pack holds pack.toml and the folders concepts, rules, evidence and english"),
                        );
                    }
                }
                Err(error) => faults.push(PackFault::without_place(error.to_string())),
            }
        }
        let base = Self::embedded(true);
        if !whole {
            return own.added_to(base);
        }
        if !own.pack.as_deref().is_some_and(pack::has_own_english) {
            own.english.splice(0..0, base.english);
        }
        own.inflection = own.inflection.or(base.inflection);
        own.conventions = own.conventions.or(base.conventions);
        own.rewording = own.rewording.or(base.rewording);
        own
    }

    fn added_to(self, mut base: Self) -> Self {
        base.concepts.extend(self.concepts);
        base.rules.extend(self.rules);
        base.english.extend(self.english);
        base.inflection = self.inflection.or(base.inflection);
        base.conventions = self.conventions.or(base.conventions);
        base.rewording = self.rewording.or(base.rewording);
        base.models = self.models.or(base.models);
        base.evidence.extend(self.evidence);
        base
    }

    /// Puts a file where its path in the pack says; gives it back where that says nothing.
    fn put(&mut self, place: &str, file: SourceFile) -> Option<Arc<SourceFile>> {
        let file = Arc::new(file);
        match place.split_once('/') {
            None if place == "pack.toml" => self.pack = Some(file),
            Some((ENGLISH, "inflection.toml")) => self.inflection = Some(file),
            Some((ENGLISH, "conventions.toml")) => self.conventions = Some(file),
            Some((ENGLISH, "rewording.toml")) => self.rewording = Some(file),
            Some((ENGLISH, _)) => self.english.push(file),
            Some(("concepts", _)) => self.concepts.push(file),
            Some(("rules", _)) => self.rules.push(file),
            Some((EVIDENCE, "models.toml")) => self.models = Some(file),
            Some((EVIDENCE, _)) => self.evidence.push(file),
            _ => return Some(file),
        }
        None
    }
}

/// The folder of what is known of works.
const EVIDENCE: &str = "evidence";

/// Whether a file describes works.
fn is_works(place: &str) -> bool {
    place
        .split_once('/')
        .is_some_and(|(folder, name)| folder == EVIDENCE && name != "models.toml")
}

/// The files of works that are built in.
pub(super) fn embedded_evidence() -> impl Iterator<Item = SourceFile> {
    EMBEDDED.iter().filter_map(|(path, text)| {
        let place = path.strip_prefix(DEFAULT)?.strip_prefix('/')?;
        is_works(place).then(|| SourceFile::new(format!("rules/{path}"), *text))
    })
}

/// Whether a run that has the phrases already needs nothing of a file.
fn has_only_phrases(place: &str, text: &str) -> bool {
    match place.split_once('/') {
        Some(("concepts", _)) | Some((ENGLISH, "inflection.toml")) => true,
        Some((ENGLISH, "conventions.toml" | "rewording.toml")) => false,
        Some((ENGLISH, _)) => !text.contains(FRAME),
        _ => false,
    }
}

/// How a frame begins in a file of English.
pub(super) const FRAME: &str = "[[frame]]";

/// Deeper folders than this are not looked into: more than any pack has, and an end to a circle of links.
const DEEPEST: usize = 8;

fn find(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if depth < DEEPEST {
                find(&path, depth + 1, paths)?;
            }
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
    }
    Ok(())
}
