use std::collections::{BTreeMap, HashMap};

use crate::citation::bibliography::{self, Sources};
use crate::citation::{Citation, Citations, Entry, Target, Work};
use crate::document::{BlockId, BlockKind, Document};

/// Where a citation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead<'s> {
    /// To an entry of a bibliography.
    Entry(&'s bibliography::Entry),
    /// To an entry of a reference list in the text, or to a note that gives a source and nothing else.
    Reference(&'s Entry),
    /// To a note that says more.
    Note(BlockId),
    /// Nowhere else: all that it says of the source stands in it.
    Itself,
    /// Nowhere, though it should.
    Nowhere(Missing),
}

/// What a citation that leads nowhere should lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// An entry with this key.
    Key(String),
    /// The definition of a note with this label.
    Note(String),
    /// An entry with this number in the reference list.
    Number(u32),
}

/// Leads from the citations of one document to what it says of their sources.
#[derive(Debug)]
pub struct Resolver<'s> {
    sources: &'s Sources,
    /// The entries of its reference lists and notes.
    entries: &'s [Entry],
    notes: HashMap<&'s str, Lead<'s>>,
    numbers: BTreeMap<u32, &'s Entry>,
}

impl<'s> Resolver<'s> {
    /// For the citations of `document`.
    pub fn new(document: &'s Document, citations: &'s Citations, sources: &'s Sources) -> Self {
        let mut resolver = Self {
            sources,
            entries: citations.entries(),
            notes: HashMap::new(),
            numbers: BTreeMap::new(),
        };
        for entry in citations.entries() {
            if let Some(label) = &entry.label {
                let lead = Lead::Reference(entry);
                resolver.notes.entry(label).or_insert(lead);
            } else if let Some(number) = entry.number {
                resolver.numbers.entry(number).or_insert(entry);
            }
        }
        for (index, block) in document.blocks.iter().enumerate() {
            if let BlockKind::Footnote(label) = &block.kind {
                let lead = Lead::Note(BlockId(index as u32));
                resolver.notes.entry(label).or_insert(lead);
            }
        }
        resolver
    }

    /// The bibliographies of the document.
    pub fn sources(&self) -> &'s Sources {
        self.sources
    }

    /// The largest number in the reference lists.
    pub fn last_number(&self) -> Option<u32> {
        self.numbers.keys().next_back().copied()
    }

    /// Where a citation leads: one lead for each number of a range, else one.
    pub fn leads(&self, citation: &Citation) -> Vec<Lead<'s>> {
        match &citation.target {
            // `[12]` with a link definition of that name.
            Target::Key(_) | Target::Numbers(_) if citation.address.is_some() => vec![Lead::Itself],
            Target::Key(key) => vec![self.key(key)],
            Target::Numbers(numbers) => numbers.iter().map(|number| self.number(*number)).collect(),
            Target::Note(label) => vec![self.note(label, citation)],
            Target::Work(work) => vec![self.work(work)],
            Target::InlineNote | Target::Link | Target::Law(_) | Target::Same => vec![Lead::Itself],
        }
    }

    fn key(&self, key: &str) -> Lead<'s> {
        match self.sources.get(key) {
            Some(entry) => Lead::Entry(entry),
            None if self.sources.may_have(key) => Lead::Itself,
            None => Lead::Nowhere(Missing::Key(key.to_owned())),
        }
    }

    /// A number leads nowhere only where there is a list that could have it.
    fn number(&self, number: u32) -> Lead<'s> {
        match self.numbers.get(&number) {
            Some(entry) => Lead::Reference(entry),
            None if self.numbers.is_empty() => Lead::Itself,
            None => Lead::Nowhere(Missing::Number(number)),
        }
    }

    /// The number of a note in text copied from print has no definition that a program could find.
    fn note(&self, label: &str, citation: &Citation) -> Lead<'s> {
        let written_for_a_program = citation.mark.len() as usize > label.len();
        match self.notes.get(label) {
            Some(lead) => lead.clone(),
            None if !written_for_a_program => Lead::Itself,
            None => Lead::Nowhere(Missing::Note(label.to_owned())),
        }
    }

    fn work(&self, work: &Work) -> Lead<'s> {
        let year = work.year.as_ref().and_then(|year| year.number);
        let entry = self.sources.entries().find(|entry| {
            entry.work.year.is_some()
                && entry.work.year == year.map(i32::from)
                && has_names(work, &entry.work.names)
        });
        if let Some(entry) = entry {
            return Lead::Entry(entry);
        }
        let reference = self.entries.iter().find(|entry| {
            let own = entry.work.year.as_ref();
            let same_year = own.is_some()
                && own.map(|it| (it.number, it.letter))
                    == work.year.as_ref().map(|it| (it.number, it.letter));
            same_year && has_names(work, &entry.work.authors)
        });
        reference.map_or(Lead::Itself, Lead::Reference)
    }
}

/// Whether a citation names the authors of a work: all of them, or the first and that there are more.
pub fn has_names(cited: &Work, names: &[String]) -> bool {
    let same = |one: &String, other: &String| fold(one) == fold(other);
    match cited.authors.as_slice() {
        [] => false,
        authors if cited.et_al => {
            names.len() > authors.len() && authors.iter().zip(names).all(|(a, b)| same(a, b))
        }
        authors => {
            authors.len() == names.len() && authors.iter().zip(names).all(|(a, b)| same(a, b))
        }
    }
}

/// A name as names are compared: letters and digits in lower case, without accents and small words before it.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace())
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The letter under the accent, for the letters of European names.
fn plain(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'ù'..='ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'ř' => 'r',
        'đ' => 'd',
        other => other,
    }
}
