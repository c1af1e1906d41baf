use std::collections::HashMap;
use std::ops::Range;

use biblatex::{DateValue, Field, PermissiveType, Person, RawBibliography, RawChunk};

use crate::citation::bibliography::Publication;
use crate::citation::bibliography::bibtex_split::{Item, split};
use crate::citation::bibliography::builder::Builder;

/// A chain of `@string`s that refer to each other makes at most this many bytes: one that doubles itself grows without end.
const MAX_STRING: usize = 64 * 1024;

/// Reads a `.bib` file, entry by entry, so that a mistake in one loses no other.
///
/// The format is that of BibTeX as the manual of biblatex (section 2, "Database Guide") extends it; single entries are read by
/// the crate `biblatex`.
pub(super) fn read(text: &str, builder: &mut Builder) {
    let mut strings: HashMap<String, String> = HashMap::new();
    let mut parents: Vec<(usize, String)> = Vec::new();
    for item in split(text) {
        match item {
            Item::Text(range) => read_string(text, range, &mut strings, builder),
            Item::Entry(range) => {
                read_entry(text, range, &strings, &mut parents, builder);
            }
            Item::Broken { range, key, fault } => {
                if let Some(key) = key {
                    builder.broken(&text[key]);
                }
                builder.fault(range, fault.message(), fault.help());
            }
        }
    }
    inherit(&parents, builder);
}

/// `@string{name = "value"}`
fn read_string(
    text: &str,
    range: Range<usize>,
    strings: &mut HashMap<String, String>,
    builder: &mut Builder,
) {
    let raw = match RawBibliography::parse(&text[range.clone()]) {
        Ok(raw) => raw,
        Err(error) => {
            builder.fault(inside(&range, &error.span), wrong(&error), TO_MEND);
            return;
        }
    };
    for pair in raw.abbreviations {
        let value = written_out(&pair.value.v, strings);
        if value.len() > MAX_STRING {
            let message = format!("the value of `{}` is too long", pair.key.v);
            let help = "an abbreviation stands for a name or a title";
            builder.fault(inside(&range, &pair.key.span), message, help);
        } else {
            strings.insert(pair.key.v.to_lowercase(), value);
        }
    }
}

/// A field with what is known of its abbreviations put in; the text stays TeX.
fn written_out(field: &Field<'_>, strings: &HashMap<String, String>) -> String {
    let parts = field.iter().map(|chunk| match chunk.v {
        RawChunk::Normal(text) => text,
        RawChunk::Abbreviation(name) => strings
            .get(&name.to_lowercase())
            .map_or(name, String::as_str),
    });
    parts.collect()
}

fn read_entry(
    text: &str,
    range: Range<usize>,
    strings: &HashMap<String, String>,
    parents: &mut Vec<(usize, String)>,
    builder: &mut Builder,
) {
    let parsed = RawBibliography::parse(&text[range.clone()]);
    let mut raw = match parsed {
        Ok(raw) if raw.entries.len() == 1 => raw,
        Ok(_) => return,
        Err(error) => {
            let key = key_at(&text[range.clone()]);
            builder.broken(key);
            builder.fault(inside(&range, &error.span), wrong(&error), TO_MEND);
            return;
        }
    };
    let entry = &mut raw.entries[0].v;
    let key = entry.key.v.to_owned();
    let place = match key.is_empty() {
        true => range.start..range.start + entry.kind.span.end,
        false => inside(&range, &entry.key.span),
    };
    let urls = urls(entry, strings);
    // What an entry takes over from another is added when all have been read: here it would be looked for in this entry alone.
    let mut parent = None;
    entry.fields.retain(|pair| {
        let is_link = ["crossref", "xdata"].contains(&&*pair.key.v.to_lowercase());
        if is_link && parent.is_none() {
            parent = Some(written_out(&pair.value.v, strings));
        }
        !is_link
    });
    for pair in &mut entry.fields {
        for chunk in &mut pair.value.v {
            if let RawChunk::Abbreviation(name) = chunk.v
                && let Some(value) = strings.get(&name.to_lowercase())
            {
                chunk.v = RawChunk::Normal(value);
            }
        }
    }
    let parsed = match biblatex::Bibliography::from_raw(raw) {
        Ok(parsed) => parsed,
        Err(error) => {
            builder.broken(&key);
            builder.fault(inside(&range, &error.span), wrong(&error), TO_MEND);
            return;
        }
    };
    let Some(entry) = parsed.iter().next() else {
        return;
    };
    let also = entry.get_as::<Vec<String>>("ids").unwrap_or_default();
    let mut work = work(entry);
    for url in urls {
        work.add_url(&url);
    }
    if let Some(index) = builder.entry(&key, also, work, place)
        && let Some(parent) = parent
    {
        parents.push((index, parent));
    }
}

/// Gives an entry the year and the names of the one that it is a part of, where it has none.
fn inherit(parents: &[(usize, String)], builder: &mut Builder) {
    for (index, parent) in parents {
        let Some(parent) = parent.split(',').next().map(str::trim) else {
            continue;
        };
        let Some(from) = builder.find(parent).cloned() else {
            continue;
        };
        if let Some(work) = builder.work_mut(*index) {
            work.year = work.year.or(from.year);
            if work.names.is_empty() {
                work.names = from.names;
            }
        }
    }
}

fn work(entry: &biblatex::Entry) -> Publication {
    let mut work = Publication {
        names: names(entry),
        year: year(entry),
        title: text_of(entry, "title").unwrap_or_default(),
        ..Publication::default()
    };
    if let Some(doi) = text_of(entry, "doi") {
        work.add_doi(&doi);
    }
    work
}

/// The addresses in the fields that hold some, as they are written: a command of TeX around one leaves nothing of it.
fn urls(entry: &biblatex::RawEntry<'_>, strings: &HashMap<String, String>) -> Vec<String> {
    let mut urls = Vec::new();
    for pair in &entry.fields {
        if !["url", "howpublished", "note"].contains(&&*pair.key.v.to_lowercase()) {
            continue;
        }
        let text = written_out(&pair.value.v, strings);
        let Some(start) = text.find("http") else {
            continue;
        };
        let rest = &text[start..];
        let end = rest.find(|c: char| c.is_whitespace() || "{}\"<>".contains(c));
        let url = rest[..end.unwrap_or(rest.len())].trim_end_matches([',', '.', ';']);
        urls.push(url.replace('\\', ""));
    }
    urls
}

fn text_of(entry: &biblatex::Entry, field: &str) -> Option<String> {
    entry.get_as::<String>(field).ok()
}

/// `and others` at the end of a list of names.
const OTHERS: &str = "others";

fn names(entry: &biblatex::Entry) -> Vec<String> {
    for field in ["author", "editor"] {
        let Ok(people) = entry.get_as::<Vec<Person>>(field) else {
            continue;
        };
        let names: Vec<String> = people
            .iter()
            .filter(|person| person.name != OTHERS && !person.name.is_empty())
            .map(|person| match person.prefix.as_str() {
                "" => person.name.clone(),
                prefix => format!("{prefix} {}", person.name),
            })
            .collect();
        if !names.is_empty() {
            return names;
        }
    }
    ["institution", "organization", "publisher"]
        .iter()
        .find_map(|field| text_of(entry, field))
        .into_iter()
        .collect()
}

fn year(entry: &biblatex::Entry) -> Option<i32> {
    let date = entry.date().ok().and_then(|date| match date {
        PermissiveType::Typed(date) => Some(match date.value {
            DateValue::At(at) | DateValue::After(at) | DateValue::Before(at) => at.year,
            DateValue::Between(_, at) => at.year,
        }),
        PermissiveType::Chunks(_) => None,
    });
    date.or_else(|| {
        ["date", "year"]
            .iter()
            .filter_map(|field| text_of(entry, field))
            .find_map(|text| super::csl::year_in(&text))
    })
}

/// What to do about any mistake in the syntax of an entry.
const TO_MEND: &str = "mend this entry; the others in the file are used as they are";

/// What the reader says is wrong, in words.
fn wrong(error: &biblatex::ParseError) -> String {
    use biblatex::ParseErrorKind as Kind;
    match &error.kind {
        Kind::UnexpectedEof => "this entry is not finished".to_owned(),
        Kind::Unexpected(token) => format!("there is {token} where none belongs"),
        Kind::Expected(token) => format!("{token} is missing here"),
        Kind::UnknownAbbreviation(name) => {
            format!("`{name}` is no abbreviation that the file defines")
        }
        Kind::MalformedCommand => "this command of TeX is not complete".to_owned(),
        other => other.to_string(),
    }
}

/// A place in an entry as a place in the file.
fn inside(entry: &Range<usize>, span: &Range<usize>) -> Range<usize> {
    let at = |offset: usize| (entry.start + offset).min(entry.end);
    at(span.start)..at(span.end.max(span.start + 1))
}

/// The key at the head of an entry, as far as it can be read.
fn key_at(entry: &str) -> &str {
    let Some((_, rest)) = entry.split_once(['{', '(']) else {
        return "";
    };
    rest.split([',', '}', '\n']).next().unwrap_or("").trim()
}
