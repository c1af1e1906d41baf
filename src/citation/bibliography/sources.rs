use std::path::Path;
use std::sync::Arc;

use crate::citation::bibliography::matter::{self, Named};
use crate::citation::bibliography::{Bibliography, Entry, Shelf};
use crate::diagnostic::{Fault, nearest};
use crate::document::Document;
use crate::source::{SourceFile, Span, inside, root_of};

/// The bibliographies of one document.
#[derive(Debug, Default)]
pub struct Sources {
    /// Those in the document itself, then those it names, then those that serve all; where two have a key, the first counts.
    volumes: Vec<Volume>,
    incomplete: bool,
    faults: Vec<Fault>,
    nocite: String,
}

/// A bibliography of a document.
#[derive(Debug)]
pub struct Volume {
    /// What it holds.
    pub bibliography: Arc<Bibliography>,
    /// How the document comes by it.
    pub origin: Origin,
}

/// How a document comes by a bibliography.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Its entries stand in the front matter.
    Inline,
    /// The front matter names its file here.
    Named(Span),
    /// It serves every document.
    Given,
}

/// The extensions that pandoc tries for the name of a bibliography without one.
const EXTENSIONS: [&str; 4] = ["bib", "json", "yaml", "yml"];

impl Sources {
    /// The bibliographies of the document in `file`, from its front matter and from the shelf. The names in the front matter start at
    /// the folder of the document.
    pub fn read(file: &SourceFile, document: &Document, shelf: &Shelf) -> Self {
        let mut sources = Self {
            incomplete: shelf.lacks(),
            ..Self::default()
        };
        if let Some(front_matter) = &document.front_matter {
            let named = matter::read(file, front_matter);
            sources.take(named, file, shelf);
        }
        let given = shelf.always().iter().map(|bibliography| Volume {
            bibliography: bibliography.clone(),
            origin: Origin::Given,
        });
        sources.volumes.extend(given);
        sources
    }

    fn take(&mut self, named: Named, file: &SourceFile, shelf: &Shelf) {
        self.nocite = named.nocite;
        if let Some(inline) = named.inline {
            self.faults.extend(inline.faults().iter().cloned());
            self.volumes.push(Volume {
                bibliography: Arc::new(inline),
                origin: Origin::Inline,
            });
        }
        if !shelf.is_open() {
            self.incomplete |= !named.files.is_empty();
            return;
        }
        let folder = Path::new(file.name()).parent().unwrap_or(Path::new(""));
        for (name, place) in named.files {
            match open(&name, folder, shelf) {
                Ok(bibliography) => self.volumes.push(Volume {
                    bibliography,
                    origin: Origin::Named(place),
                }),
                Err((message, help)) => {
                    self.incomplete = true;
                    let place = place.start() as usize..place.end() as usize;
                    let file = Arc::new(file.clone());
                    let fault = Fault::new(&file, place, message, "named here");
                    self.faults.push(fault.help(help));
                }
            }
        }
    }

    /// Its bibliographies.
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// The entry with this key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.volumes
            .iter()
            .find_map(|volume| volume.bibliography.get(key))
    }

    /// All entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.volumes
            .iter()
            .flat_map(|volume| volume.bibliography.entries())
    }

    /// Whether there may be an entry with this key that could not be read: it is broken, or its whole bibliography is.
    pub fn may_have(&self, key: &str) -> bool {
        self.incomplete
            || self
                .volumes
                .iter()
                .any(|volume| volume.bibliography.is_broken(key))
    }

    /// The key nearest to one that is not there, if one is near.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        nearest(key, self.entries().map(|entry| entry.key.as_str()))
    }

    /// Whether the document has a work that no sentence need cite.
    pub fn counts_as_cited(&self, key: &str) -> bool {
        self.nocite
            .split(|c: char| c.is_whitespace() || ",;[]'\"".contains(c))
            .filter_map(|word| word.strip_prefix('@'))
            .any(|word| word == "*" || word == key)
    }

    /// Bibliographies that the document names and that cannot be read, and what is wrong in its own entries.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

/// The bibliography called `name` in a document of `folder`.
///
/// # Errors
/// What is wrong, and what to do.
fn open(
    name: &str,
    folder: &Path,
    shelf: &Shelf,
) -> Result<Arc<Bibliography>, (String, &'static str)> {
    let outside = || {
        let message = format!(
            "the bibliography `{name}` lies outside of the folder that this document may name files in"
        );
        let help = "that folder is the repository or else the working directory; `--bibliography` may name any file";
        (message, help)
    };
    let root = root_of(folder).ok_or_else(outside)?;
    let path = folder.join(name);
    let without_extension = path.extension().is_none();
    let path = EXTENSIONS
        .iter()
        .filter(|_| without_extension)
        .map(|extension| path.with_extension(extension))
        .find(|path| path.is_file())
        .unwrap_or(path);
    let path = inside(&root, &path).ok_or_else(outside)?;
    let help = "a path in the front matter starts at the folder of the document";
    shelf.get(&path).map_err(|why| (why, help))
}
