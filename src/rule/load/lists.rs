use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;

use crate::annotate::list_file::{ConceptFile, RawList};
use crate::annotate::{
    Book, BookBuilder, BookFault, Inflections, ListId, Mark, PhraseError, PhraseErrorKind, Sign,
    Stage,
};
use crate::diagnostic::nearest;
use crate::rule::PackFault;
use crate::rule::load::fault::syntax;
use crate::rule::load::files::BUILT_IN_ENGLISH;
use crate::rule::load::literal;
use crate::rule::load::opposites::{Opposites, Sides};
use crate::source::SourceFile;

/// The lists that say where all others are worth a look.
#[derive(Debug, Default)]
pub(super) struct Watched {
    pub(super) effects: Vec<ListId>,
    pub(super) cause: Option<ListId>,
    /// What rules ask of the words of a claim, which may stand in a sentence before it.
    pub(super) asked: Vec<ListId>,
    pub(super) factors: Vec<ListId>,
    /// What rules on words look for.
    pub(super) terms: Vec<ListId>,
    /// Beside what figures matter.
    pub(super) about: Vec<ListId>,
    pub(super) pronouns: Vec<ListId>,
    /// What limits the sentence before.
    pub(super) limits: Option<ListId>,
}

impl Watched {
    fn tell(&self, builder: &mut BookBuilder) {
        for &list in &self.asked {
            builder.stage(list, Stage::Second);
        }
        for &list in &self.effects {
            builder.stage(list, Stage::First);
            builder.watch(list, Sign::First);
        }
        if let Some(list) = self.cause {
            builder.stage(list, Stage::Second);
            builder.watch(list, Sign::Second);
        }
        for &list in self.effects.iter().chain(&self.cause) {
            builder.watch_needs(list);
        }
        for &list in &self.factors {
            builder.watch(list, Sign::Third);
        }
        for &list in &self.terms {
            builder.watch(list, Sign::Term);
        }
        for &list in &self.about {
            builder.watch(list, Sign::About);
        }
        for &list in &self.pronouns {
            builder.watch(list, Sign::Reference);
        }
        if let Some(list) = self.limits {
            builder.watch(list, Sign::After);
        }
    }
}

/// Where something stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: Arc<SourceFile>,
    pub(super) range: Range<usize>,
}

impl Place {
    pub(super) fn fault(&self, message: impl Into<String>, label: impl Into<String>) -> PackFault {
        PackFault::new(&self.file, self.range.clone(), message, label)
    }
}

/// The concepts and lists of a pack while they are read.
#[derive(Debug)]
pub(super) struct Lists {
    builder: BookBuilder,
    /// Where each list has its id; none in a book that is compiled already. Ids of concepts and of lists are one set, since phrases
    /// refer to both alike.
    places: HashMap<String, (ListId, Option<Place>)>,
    /// Each phrase, and where it stands, its quotation marks included.
    phrases: Vec<(String, Place)>,
    /// The lists of English.
    english: Vec<String>,
    pub(super) opposites: Opposites,
    needs: Vec<(ListId, Arc<SourceFile>, Vec<Spanned<String>>)>,
    /// Whether a file could not be read: then an id that is not known may stand in it, and is not reported.
    incomplete: bool,
}

impl Lists {
    pub(super) fn new(inflections: Inflections) -> Self {
        Self {
            builder: BookBuilder::new(inflections),
            places: HashMap::new(),
            phrases: Vec::new(),
            english: Vec::new(),
            opposites: Opposites::default(),
            needs: Vec::new(),
            incomplete: false,
        }
    }

    /// The lists of a book.
    pub(super) fn of(book: &Book) -> Self {
        Self {
            places: book
                .lists()
                .map(|(list, id)| (id.to_owned(), (list, None)))
                .collect(),
            ..Self::new(Inflections::default())
        }
    }

    /// Takes note of a file that could not be read.
    pub(super) fn skip(&mut self) {
        self.incomplete = true;
    }

    /// Takes in a file of concepts.
    pub(super) fn concepts(&mut self, file: &Arc<SourceFile>, faults: &mut Vec<PackFault>) {
        let raw: ConceptFile = match toml::from_str(file.text()) {
            Ok(raw) => raw,
            Err(error) => {
                self.skip();
                return faults.push(syntax(file, &error));
            }
        };
        for mut concept in raw.concept {
            let Some(list) = self.declare(file, &concept.id, &concept.about, concept.adds, faults)
            else {
                continue;
            };
            if concept.strong.is_empty() && concept.weak.is_empty() && concept.anaphor.is_empty() {
                faults.push(empty(file, &concept.id, "strong, weak or anaphor"));
            }
            let needs = std::mem::take(&mut concept.weak_needs);
            if !concept.adds || !needs.is_empty() {
                self.needs.push((list, file.clone(), needs));
            }
            self.builder.stage(list, Stage::Third);
            for (mark, phrases) in concept.phrases() {
                self.add(list, mark, file, phrases, faults);
            }
        }
    }

    /// Takes in the lists of a file of English.
    pub(super) fn english(
        &mut self,
        file: &Arc<SourceFile>,
        lists: Vec<RawList>,
        faults: &mut Vec<PackFault>,
    ) {
        for raw in lists {
            let Some(list) = self.declare(file, &raw.id, &raw.about, raw.adds, faults) else {
                continue;
            };
            self.english.push(raw.id.get_ref().clone());
            self.builder.stage(list, Stage::Fourth);
            let sides = Sides {
                up: !raw.up.is_empty(),
                down: !raw.down.is_empty(),
                plain: !raw.phrases.is_empty(),
            };
            self.opposites.list(raw.id.get_ref(), sides);
            let both = sides.up && sides.down;
            if let Some(reason) = raw.one_sided.as_ref().filter(|_| both) {
                faults.push(not_one_sided(file, raw.id.get_ref(), reason));
            }
            match (
                raw.phrases.is_empty(),
                raw.up.is_empty(),
                raw.down.is_empty(),
            ) {
                (true, true, true) => faults.push(empty(file, &raw.id, "phrases, or up and down")),
                (true, false, true) if raw.one_sided.is_none() => {
                    faults.push(one_sided(file, &raw.id, "up", "down"))
                }
                (true, true, false) if raw.one_sided.is_none() => {
                    faults.push(one_sided(file, &raw.id, "down", "up"))
                }
                _ => {}
            }
            for (mark, phrases) in raw.phrases() {
                self.add(list, mark, file, phrases, faults);
            }
        }
    }

    fn declare(
        &mut self,
        file: &Arc<SourceFile>,
        id: &Spanned<String>,
        about: &Spanned<String>,
        adds: bool,
        faults: &mut Vec<PackFault>,
    ) -> Option<ListId> {
        let place = Place {
            file: file.clone(),
            range: id.span(),
        };
        if !is_id(id.get_ref()) {
            faults.push(bad_id(file, id));
        }
        if about.get_ref().trim().is_empty() {
            let about = PackFault::new(file, about.span(), "`about` is empty", "");
            faults
                .push(about.help("say in one or two sentences what it means and what it does not"));
        }
        if adds {
            return self.find(file, id, faults);
        }
        if let Some((_, first)) = self.places.get(id.get_ref()) {
            let message = format!("there are two lists with the id `{}`", id.get_ref());
            let fault = place
                .fault(message, "the second")
                .help("write `adds = true` in it where it adds phrases to the first");
            faults.push(match first {
                Some(first) => fault.also(&first.file, first.range.clone(), "the first"),
                None => fault,
            });
            return None;
        }
        let list = self.builder.list(id.get_ref());
        self.places
            .insert(id.get_ref().clone(), (list, Some(place)));
        Some(list)
    }

    fn add(
        &mut self,
        list: ListId,
        mark: Mark,
        file: &Arc<SourceFile>,
        phrases: Vec<Spanned<String>>,
        faults: &mut Vec<PackFault>,
    ) {
        for phrase in phrases {
            let place = Place {
                file: file.clone(),
                range: phrase.span(),
            };
            match self.builder.add(list, mark, phrase.get_ref()) {
                Ok(_) => self.phrases.push((phrase.into_inner(), place)),
                Err(error) => faults.push(phrase_fault(&place, phrase.get_ref(), &error)),
            }
        }
    }

    /// The list with this id. Reports it at `id` where there is none.
    pub(super) fn find(
        &self,
        file: &Arc<SourceFile>,
        id: &Spanned<String>,
        faults: &mut Vec<PackFault>,
    ) -> Option<ListId> {
        let found = self.places.get(id.get_ref()).map(|(list, _)| *list);
        if found.is_none() && !self.incomplete {
            let message = format!("there is no concept or list with the id `{}`", id.get_ref());
            let fault = PackFault::new(file, id.span(), message, "");
            faults.push(fault.near("a concept or list", id.get_ref(), self.ids()));
        }
        found
    }

    /// Of the ids that the grammar reads, each with its list. Reports those without a list.
    pub(super) fn expect<'e>(
        &self,
        expected: impl IntoIterator<Item = &'e str>,
        faults: &mut Vec<PackFault>,
    ) -> HashMap<&'e str, ListId> {
        let mut found = HashMap::new();
        for id in expected {
            match self.places.get(id) {
                Some((list, _)) => {
                    found.insert(id, *list);
                }
                None if self.incomplete => {}
                None => faults.push(
                    PackFault::without_place(format!("there is no list with the id `{id}`"))
                        .help("the grammar reads this list; write it in a file under english/"),
                ),
            }
        }
        found
    }

    /// Reports the lists of English that are not among those that the grammar and the rules read, and that no phrase uses. `known` are the
    /// ids that the grammar reads. Those that are built in may be for the rules of other packs: they only count for the default one.
    pub(super) fn unread<'e>(
        &self,
        read: &[ListId],
        known: impl IntoIterator<Item = &'e str> + Clone,
        default: bool,
        faults: &mut Vec<PackFault>,
    ) {
        let counts = |place: &Place| default || !place.file.name().starts_with(BUILT_IN_ENGLISH);
        for id in &self.english {
            let Some((list, Some(place))) = self.places.get(id) else {
                continue;
            };
            if !self.incomplete
                && counts(place)
                && !read.contains(list)
                && !self.builder.refers_to(*list)
            {
                let message = format!("nothing reads the list `{id}`");
                let fault = place.fault(message, "");
                let near = nearest(id, known.clone());
                faults.push(match near {
                    Some(near) => fault.help(format!(
                        "the grammar reads a list with a similar name: `{near}`"
                    )),
                    None => fault.help("the grammar has no use for it, and no phrase refers to it"),
                });
            }
        }
    }

    /// All ids, sorted, so that of two names equally near the same one is always offered.
    fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.places.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// Compiles the phrases; none where they do not fit together.
    pub(super) fn build(mut self, watched: &Watched, faults: &mut Vec<PackFault>) -> Option<Book> {
        for (list, file, needs) in std::mem::take(&mut self.needs) {
            let needs: Vec<ListId> = needs
                .iter()
                .filter_map(|id| self.find(&file, id, faults))
                .collect();
            self.builder.needs(list, &needs);
        }
        if !self.incomplete {
            self.opposites.check(faults);
        }
        watched.tell(&mut self.builder);
        let Self {
            builder,
            places,
            phrases,
            incomplete,
            ..
        } = self;
        let mut ids: Vec<&str> = places.keys().map(String::as_str).collect();
        ids.sort_unstable();
        match builder.build() {
            Ok(book) => Some(book),
            Err(wrong) => {
                let wrong = wrong
                    .iter()
                    .filter(|fault| !incomplete || !matches!(fault, BookFault::UnknownList { .. }))
                    .map(|fault| book_fault(fault, &phrases, &ids));
                faults.extend(wrong.flatten());
                None
            }
        }
    }
}

fn empty(file: &Arc<SourceFile>, id: &Spanned<String>, keys: &str) -> PackFault {
    let message = format!("`{}` has no phrases", id.get_ref());
    PackFault::new(file, id.span(), message, "").help(format!("its phrases stand in {keys}"))
}

fn not_one_sided(file: &Arc<SourceFile>, id: &str, reason: &Spanned<String>) -> PackFault {
    let message = format!("`{id}` has phrases in `up` and in `down`");
    PackFault::new(
        file,
        reason.span(),
        message,
        "says that there is one side only",
    )
    .help("leave out `one-sided`")
}

fn one_sided(file: &Arc<SourceFile>, id: &Spanned<String>, has: &str, lacks: &str) -> PackFault {
    let message = format!(
        "`{}` has phrases in `{has}` and none in `{lacks}`",
        id.get_ref()
    );
    PackFault::new(file, id.span(), message, "")
        .help("both directions are read alike: give each phrase its opposite, or say in `one-sided` why there is none")
}

/// Whether an id can be written in capitals in a phrase.
pub(super) fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

pub(super) fn bad_id(file: &Arc<SourceFile>, id: &Spanned<String>) -> PackFault {
    let message = format!("`{}` is not an id", id.get_ref());
    PackFault::new(file, id.span(), message, "")
        .help("an id has lower-case letters, digits and hyphens, and starts with a letter")
}

fn phrase_fault(place: &Place, phrase: &str, error: &PhraseError) -> PackFault {
    let range = literal::place(
        place.file.text(),
        place.range.clone(),
        phrase,
        error.range.clone(),
    );
    let fault = PackFault::new(&place.file, range, error.kind.to_string(), "");
    match error.kind {
        PhraseErrorKind::PartOfWord => {
            fault.help("write each word out, as in `{word/words}`, or `~word` for all its forms")
        }
        PhraseErrorKind::NothingRequired => {
            fault.help("make the whole part optional, as in `({a/b})`")
        }
        _ => fault,
    }
}

fn book_fault(fault: &BookFault, phrases: &[(String, Place)], ids: &[&str]) -> Option<PackFault> {
    let (text, at) = phrases.get(fault.phrase().0 as usize)?;
    let within = |range: &Range<usize>| {
        literal::place(at.file.text(), at.range.clone(), text, range.clone())
    };
    Some(match fault {
        BookFault::UnknownList { range, id, .. } => {
            let fault = PackFault::new(&at.file, within(range), fault.to_string(), "");
            match nearest(id, ids.iter().copied()) {
                Some(_) => fault.near("a concept or list", id, ids.iter().copied()),
                None => fault.help("capitals refer to a concept or list; a name in capitals is written in lower case, since matching ignores case"),
            }
        }
        BookFault::Circle { range, .. } | BookFault::ChainTooLong { range, .. } => {
            PackFault::new(&at.file, within(range), fault.to_string(), "")
        }
        BookFault::Duplicate { earlier, .. } => {
            let fault = at.fault(fault.to_string(), "the second");
            match phrases.get(earlier.0 as usize) {
                Some((_, first)) => fault.also(&first.file, first.range.clone(), "the first"),
                None => fault,
            }
        }
    })
}
