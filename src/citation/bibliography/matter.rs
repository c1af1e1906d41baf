use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::citation::bibliography::builder::Builder;
use crate::citation::bibliography::node::Node;
use crate::citation::bibliography::yaml::{self, Entries, Found};
use crate::citation::bibliography::{Bibliography, csl};
use crate::document::{FrontMatter, FrontMatterStyle};
use crate::source::{SourceFile, Span};

/// What the front matter of a document says of bibliographies, as pandoc's manual has it (section "Specifying bibliographic data").
#[derive(Debug, Default)]
pub(super) struct Named {
    /// The files of `bibliography`, each with its place.
    pub(super) files: Vec<(String, Span)>,
    /// The items of `references`.
    pub(super) inline: Option<Bibliography>,
    /// The text of `nocite`: works that belong to the document though no sentence cites them.
    pub(super) nocite: String,
}

const BIBLIOGRAPHY: &str = "bibliography";
const REFERENCES: &str = "references";
const NOCITE: &str = "nocite";

/// Reads the front matter of `file`. Where it has a mistake, what stands before is taken: the rest is for another program to report.
pub(super) fn read(file: &SourceFile, front_matter: &FrontMatter) -> Named {
    let text = file
        .text()
        .get(front_matter.range.clone())
        .unwrap_or_default();
    if ![BIBLIOGRAPHY, REFERENCES, NOCITE]
        .iter()
        .any(|key| text.contains(key))
    {
        return Named::default();
    }
    let base = front_matter.range.start;
    let builder = Builder::new(Arc::new(file.clone()));
    match front_matter.style {
        FrontMatterStyle::Yaml => of_yaml(text, base, builder),
        FrontMatterStyle::Toml => of_toml(text, base, builder),
    }
}

fn of_yaml(text: &str, base: usize, mut builder: Builder) -> Named {
    let mut found = Keys::default();
    let read = serde_saphyr::with_deserializer_from_str_with_options(
        text,
        yaml::options(text),
        |deserializer| KeysSeed(&mut found).deserialize(deserializer),
    );
    let has_references = !found.items.is_empty() || found.has_references;
    for item in found.items {
        item.take(base, &mut builder);
    }
    if let (Err(error), true) = (&read, has_references) {
        yaml::mistake(text, base, error, &mut builder);
    }
    Named {
        files: placed(found.files, base),
        inline: has_references.then(|| builder.finish()),
        nocite: found.nocite,
    }
}

fn placed(files: Vec<(String, Range<usize>)>, base: usize) -> Vec<(String, Span)> {
    let place = |range: Range<usize>| {
        let at = |offset: usize| (base + offset) as u32;
        Span::new(at(range.start), at(range.end))
    };
    files
        .into_iter()
        .map(|(name, range)| (name, place(range)))
        .collect()
}

#[derive(Default)]
struct Keys {
    files: Vec<(String, Range<usize>)>,
    items: Vec<Found>,
    has_references: bool,
    nocite: String,
}

struct KeysSeed<'s>(&'s mut Keys);

impl<'de> DeserializeSeed<'de> for KeysSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for KeysSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                BIBLIOGRAPHY => map.next_value_seed(Files(&mut self.0.files))?,
                REFERENCES => {
                    self.0.has_references = true;
                    map.next_value_seed(Entries(&mut self.0.items))?;
                }
                NOCITE => {
                    let value = map.next_value::<Node>()?;
                    self.0.nocite = value.text().unwrap_or("").to_owned();
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// One name or a list of names.
struct Files<'s>(&'s mut Vec<(String, Range<usize>)>);

impl<'de> DeserializeSeed<'de> for Files<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = serde_saphyr::Spanned::<Names>::deserialize(deserializer)?;
        let place = yaml::range(&value);
        match value.value {
            Names::One(name) => self.0.push((name, place)),
            Names::Many(names) => self.0.extend(names),
            Names::None => {}
        }
        Ok(())
    }
}

enum Names {
    One(String),
    Many(Vec<(String, Range<usize>)>),
    None,
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesVisitor)
    }
}

struct NamesVisitor;

impl<'de> Visitor<'de> for NamesVisitor {
    type Value = Names;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a file, or a list of names")
    }

    fn visit_str<E>(self, name: &str) -> Result<Names, E> {
        Ok(Names::One(name.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Names, E> {
        Ok(Names::None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = seq.next_element::<serde_saphyr::Spanned<String>>()? {
            let range = yaml::range(&name);
            names.push((name.value, range));
        }
        Ok(Names::Many(names))
    }
}

/// The same keys in TOML.
#[derive(Deserialize, Default)]
struct Table {
    #[serde(default)]
    bibliography: Option<TomlNames>,
    #[serde(default)]
    references: Option<Vec<toml::Spanned<Node>>>,
    #[serde(default)]
    nocite: Option<Node>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TomlNames {
    Many(Vec<toml::Spanned<String>>),
    One(toml::Spanned<String>),
}

fn of_toml(text: &str, base: usize, mut builder: Builder) -> Named {
    let table: Table = toml::from_str(text).unwrap_or_default();
    let names = match table.bibliography {
        Some(TomlNames::Many(names)) => names,
        Some(TomlNames::One(name)) => vec![name],
        None => Vec::new(),
    };
    let files = names.into_iter().map(|name| {
        let range = name.span();
        (name.into_inner(), range)
    });
    let inline = table.references.map(|items| {
        for item in items {
            let range = base + item.span().start..base + item.span().end;
            match csl::item(item.get_ref()) {
                Ok((key, work)) => {
                    builder.entry(&key, Vec::new(), work, range);
                }
                Err(wrong) => builder.fault(range, wrong, yaml::TO_MEND),
            }
        }
        builder.finish()
    });
    Named {
        files: placed(files.collect(), base),
        inline,
        nocite: table
            .nocite
            .as_ref()
            .and_then(Node::text)
            .unwrap_or("")
            .to_owned(),
    }
}
