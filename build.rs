//! Puts every TOML file under `rules/` into the binary, so that adding a file there is enough, and compiles the phrases of the
//! built-in pack, so that a run need not. Where a file has a mistake the phrases are left out; the program then reads the files
//! itself and says what is wrong with them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::annotate::list_file::{ConceptFile, RawList};
use crate::annotate::{Book, BookBuilder, Inflections, ListId};

// The rooms that a book is made in, as far down as it needs them.
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the program uses the rest"
)]
#[path = "src/source"]
mod source {
    mod span;
    pub use span::Span;
}
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the program uses the rest"
)]
#[path = "src/document"]
mod document {
    mod text_map;
    mod token;
    mod tokenizer;
    pub use text_map::TextRange;
    pub use token::{Token, TokenKind, normalise};
    pub use tokenizer::tokenize;
}
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the program uses the rest"
)]
#[path = "src/annotate/mod.rs"]
mod annotate;

/// The folder of the lists of English; the first of the other folders is the built-in pack.
const ENGLISH: &str = "english";

fn main() -> io::Result<()> {
    for path in ["rules", "src/annotate", "src/document", "src/source"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut paths = Vec::new();
    find(&root, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    let mut code = String::from("&[\n");
    for path in &paths {
        let name = path.strip_prefix(&root).unwrap_or(path);
        let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        let (name, path) = (name.join("/"), path.to_string_lossy());
        // Writing to a string cannot fail.
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?})),");
        files.push((name, fs::read_to_string(&*path)?));
    }
    code.push_str("]\n");
    fs::write(out.join("rule_files.rs"), code)?;
    let book = compile(&files).map_or(Vec::new(), |book| book.to_bytes());
    fs::write(out.join("book.bin"), book)
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
    }
    Ok(())
}

/// A file of English; its frames are read when the program runs.
#[derive(serde::Deserialize)]
struct EnglishFile {
    #[serde(default)]
    list: Vec<RawList>,
}

/// The lists in the order in which the program reads them; none where anything is wrong.
fn compile(files: &[(String, String)]) -> Option<Book> {
    let text = |name: &str| files.iter().find(|file| file.0 == name).map(|file| &file.1);
    let inflections = Inflections::parse(text("english/inflection.toml")?).ok()?;
    let mut builder = BookBuilder::new(inflections);
    let within = |folder: &str| {
        let folder = format!("{folder}/");
        files
            .iter()
            .filter(move |(name, _)| name.starts_with(&folder))
    };
    for (name, text) in within(ENGLISH) {
        if name.ends_with("/inflection.toml") || name.ends_with("/conventions.toml") {
            continue;
        }
        for list in toml::from_str::<EnglishFile>(text).ok()?.list {
            let id = builder.list(list.id.get_ref());
            for (mark, phrases) in list.phrases() {
                for phrase in phrases {
                    builder.add(id, mark, phrase.get_ref()).ok()?;
                }
            }
        }
    }
    let pack = files
        .iter()
        .filter_map(|(name, _)| name.split('/').next())
        .find(|folder| *folder != ENGLISH)?;
    let mut needs = Vec::new();
    for (_, text) in within(&format!("{pack}/concepts")) {
        for mut concept in toml::from_str::<ConceptFile>(text).ok()?.concept {
            let id = builder.list(concept.id.get_ref());
            needs.push((id, std::mem::take(&mut concept.weak_needs)));
            for (mark, phrases) in concept.phrases() {
                for phrase in phrases {
                    builder.add(id, mark, phrase.get_ref()).ok()?;
                }
            }
        }
    }
    for (list, ids) in needs {
        let ids: Vec<ListId> = ids.iter().map(|id| builder.list(id.get_ref())).collect();
        builder.needs(list, &ids);
    }
    builder.build().ok()
}
