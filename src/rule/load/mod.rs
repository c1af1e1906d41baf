//! Reads the files of a pack and reports every mistake in them at its place.
//!
//! Owns the TOML forms and their checks. Knows no word of a subject or of English. In: the built-in files or a folder. Out: a
//! [`Pack`], or all [`PackFault`]s. Start at [`embedded`]; a new kind of rule starts in `rules.rs`.

mod citation;
mod claim;
mod coverage;
mod english;
mod evidence;
mod fault;
mod files;
mod lists;
mod literal;
mod names;
mod opposites;
mod pack;
mod rules;
mod template;
mod words;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

pub use fault::PackFault;

use crate::annotate::{Book, Inflections, ListId};
use crate::claim::{Class, Classes, Frame, Grammar};
use crate::document::Conventions;
use crate::rule::evidence::Evidence;
use crate::rule::load::fault::syntax;
use crate::rule::load::files::PackFiles;
use crate::rule::load::lists::{Lists, Place, Watched};
use crate::rule::load::pack::Head;
use crate::rule::load::rules::Loaded;
use crate::rule::{Kind, Pack, Rule, Wording};
use crate::source::SourceFile;

/// The built-in pack: its phrases are compiled already, unless one of its files has a mistake.
pub(super) fn embedded() -> Result<Pack, Vec<PackFault>> {
    match files::embedded_book() {
        Some(book) => with_book(PackFiles::embedded(false), book),
        None => embedded_from_files(),
    }
}

/// The built-in pack, read from its files alone, which finds every mistake.
fn embedded_from_files() -> Result<Pack, Vec<PackFault>> {
    load(PackFiles::embedded(true), Vec::new())
}

/// The pack in a folder; where there is none, the built-in pack of that name.
pub(super) fn folder(folder: &Path) -> Result<Pack, Vec<PackFault>> {
    let mut faults = Vec::new();
    if !folder.exists()
        && let Some(files) = folder.to_str().and_then(PackFiles::named)
    {
        return load(files, faults);
    }
    let files = PackFiles::folder(folder, &mut faults);
    load(files, faults)
}

/// Every file is read whatever is wrong with the others, so that all mistakes are reported at once.
fn load(files: PackFiles, mut faults: Vec<PackFault>) -> Result<Pack, Vec<PackFault>> {
    let inflections = inflections(files.inflection.as_ref(), &mut faults);
    let mut lists = Lists::new(inflections);
    let mut frames = Vec::new();
    for file in &files.english {
        english::load(file, &mut lists, &mut frames, &mut faults);
    }
    for file in &files.concepts {
        lists.concepts(file, &mut faults);
    }
    let parts = Parts::load(&files, &lists, &frames, &mut faults);
    let book = lists.build(&parts.watched(&frames), &mut faults);
    parts.together(frames, book, faults)
}

/// The same, for files whose phrases are compiled already.
fn with_book(files: PackFiles, book: Book) -> Result<Pack, Vec<PackFault>> {
    let mut faults = Vec::new();
    let lists = Lists::of(&book);
    let mut frames = Vec::new();
    for file in &files.english {
        english::load_frames(file, &mut frames, &mut faults);
    }
    let parts = Parts::load(&files, &lists, &frames, &mut faults);
    parts.together(frames, Some(book), faults)
}

/// What a pack has besides phrases and frames.
struct Parts {
    head: Option<Head>,
    classes: Vec<(Class, ListId)>,
    conventions: Conventions,
    wording: Wording,
    rules: Vec<Rule>,
    evidence: Evidence,
}

impl Parts {
    fn load(
        files: &PackFiles,
        lists: &Lists,
        frames: &[Frame],
        faults: &mut Vec<PackFault>,
    ) -> Self {
        let known = Class::ALL.iter().map(|class| class.id());
        let found = lists.expect(known.clone(), faults);
        let head = match &files.pack {
            Some(file) => pack::load(file, lists, faults),
            None => None,
        };
        let url = head.as_ref().map_or("", |head| head.url.as_str());
        let rules = rules(&files.rules, lists, frames, url, faults);
        let mut used: Vec<ListId> = found.values().copied().collect();
        let evidence = evidence::load(
            files.models.as_ref(),
            &files.evidence,
            files.has_builtin_evidence,
            lists,
            faults,
        );
        used.extend(evidence.lists());
        used.extend(rules.iter().flat_map(|rule| rule.kind.lists()));
        lists.unread(&used, known, files.default, faults);
        Self {
            rules,
            evidence,
            conventions: read(files.conventions.as_ref(), Conventions::from_toml, faults),
            wording: read(files.rewording.as_ref(), Wording::from_toml, faults),
            classes: Class::ALL
                .iter()
                .filter_map(|class| Some((*class, *found.get(class.id())?)))
                .collect(),
            head,
        }
    }

    fn watched(&self, frames: &[Frame]) -> Watched {
        let subject = self.head.as_ref().map(|head| head.subject);
        let kinds = || self.rules.iter().map(|rule| &rule.kind);
        let factors = kinds().flat_map(|kind| match kind {
            Kind::Coverage(rule) => rule.factors.as_slice(),
            _ => &[],
        });
        let asked = kinds().filter_map(|kind| match kind {
            Kind::Claim(rule) => Some(rule.lists()),
            _ => None,
        });
        let referring = Classes::referring(frames);
        Watched {
            asked: asked.flatten().collect(),
            effects: subject.map_or(Vec::new(), |it| it.of_effect().collect()),
            cause: subject.and_then(|subject| subject.cause.list()),
            factors: factors.map(|factor| factor.concept).collect(),
            terms: kinds().flat_map(Kind::terms).collect(),
            about: kinds().flat_map(Kind::about).copied().collect(),
            limits: self
                .classes
                .iter()
                .find_map(|&(class, list)| (class == Class::Limit).then_some(list)),
            pronouns: self
                .classes
                .iter()
                .filter(|(class, _)| referring.has(*class))
                .map(|(_, list)| *list)
                .collect(),
        }
    }

    /// The lists whose matches the grammar and the rules look at.
    fn asked(&self) -> Vec<ListId> {
        let mut asked: Vec<ListId> = self.classes.iter().map(|(_, list)| *list).collect();
        if let Some(subject) = self.head.as_ref().map(|head| head.subject) {
            asked.extend(subject.lists());
        }
        asked.extend(self.evidence.lists());
        asked.extend(self.rules.iter().flat_map(|rule| rule.kind.lists()));
        asked
    }

    fn together(
        self,
        frames: Vec<Frame>,
        book: Option<Book>,
        mut faults: Vec<PackFault>,
    ) -> Result<Pack, Vec<PackFault>> {
        let asked = self.asked();
        match (self.head, book) {
            (Some(head), Some(mut book)) if faults.is_empty() => {
                book.ask_for(&asked);
                Ok(Pack {
                    grammar: Grammar::new(self.classes, Some(head.subject), frames),
                    id: head.id,
                    name: head.name,
                    about: head.about,
                    url: head.url,
                    anchors: head.anchors,
                    rules: self.rules,
                    book,
                    conventions: self.conventions,
                    wording: self.wording,
                    evidence: self.evidence,
                })
            }
            _ => {
                faults.sort_by(|one, other| one.order().cmp(&other.order()));
                Err(faults)
            }
        }
    }
}

fn rules(
    files: &[Arc<SourceFile>],
    lists: &Lists,
    frames: &[Frame],
    url: &str,
    faults: &mut Vec<PackFault>,
) -> Vec<Rule> {
    let mut places: HashMap<String, Place> = HashMap::new();
    let mut rules = Vec::new();
    let mut yields = Vec::new();
    for file in files {
        let Some(loaded) = rules::load(file, lists, frames, url, faults) else {
            continue;
        };
        let Loaded {
            rule,
            place,
            yields_to,
        } = loaded;
        yields.extend(yields_to.into_iter().map(|id| (file, id)));
        if let Some(first) = places.get(&rule.id) {
            let message = format!("there are two rules with the id `{}`", rule.id);
            let fault = place.fault(message, "the second");
            faults.push(fault.also(&first.file, first.range.clone(), "the first"));
        }
        places.insert(rule.id.clone(), place);
        rules.push(rule);
    }
    rules.sort_by(|one: &Rule, other| one.id.cmp(&other.id));
    let ids = || rules.iter().map(|rule| rule.id.as_str());
    // Where a rule could not be read, its id is not known.
    for (file, id) in yields.iter().filter(|_| rules.len() == files.len()) {
        let name = id.get_ref();
        if !ids().any(|known| known == name) {
            let message = format!("there is no rule `{name}`");
            let fault = PackFault::new(file, id.span(), message, "");
            faults.push(fault.near("a rule", name, ids()));
        }
    }
    rules
}

fn inflections(file: Option<&Arc<SourceFile>>, faults: &mut Vec<PackFault>) -> Inflections {
    let Some(file) = file else {
        return Inflections::default();
    };
    Inflections::parse(file.text()).unwrap_or_else(|wrong| {
        faults.extend(
            wrong
                .iter()
                .map(|fault| PackFault::new(file, fault.range.clone(), &fault.message, "")),
        );
        Inflections::default()
    })
}

/// A file that is read as a whole; what stands for it where it is missing or wrong is empty.
fn read<T: Default>(
    file: Option<&Arc<SourceFile>>,
    parse: fn(&str) -> Result<T, toml::de::Error>,
    faults: &mut Vec<PackFault>,
) -> T {
    let Some(file) = file else {
        return T::default();
    };
    parse(file.text()).unwrap_or_else(|error| {
        faults.push(syntax(file, &error));
        T::default()
    })
}

#[cfg(test)]
mod tests;
