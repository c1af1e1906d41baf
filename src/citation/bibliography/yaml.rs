use std::fmt;
use std::ops::Range;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_saphyr::{DuplicateKeyPolicy, Options, Spanned};

use crate::citation::bibliography::builder::Builder;
use crate::citation::bibliography::node::Node;
use crate::citation::bibliography::{csl, hayagriva};

/// Reads YAML: hayagriva's map from keys to entries, or the list of CSL items that pandoc takes, alone or as `references`. What
/// stands before a mistake in the syntax is kept, and a mistake in an entry loses no other.
///
/// `base` is where `text` starts in its file.
pub(super) fn read(text: &str, base: usize, builder: &mut Builder) {
    let mut found = Vec::new();
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, options(text), |de| {
        Entries(&mut found).deserialize(de)
    });
    for entry in found {
        entry.take(base, builder);
    }
    if let Err(error) = read {
        mistake(text, base, &error, builder);
    }
}

/// Reports a mistake in the syntax at its place.
pub(super) fn mistake(text: &str, base: usize, error: &serde_saphyr::Error, builder: &mut Builder) {
    let start = error.location().map_or(0, |place| {
        let offset = place.span().byte_offset().map(|offset| offset as usize);
        offset.unwrap_or_else(|| offset_of(text, place.line(), place.column()))
    });
    let said = error.without_snippet().to_string();
    let said = said.lines().next().unwrap_or("");
    let said = said.split(" at line ").next().unwrap_or(said).trim();
    let help = "mend it; what stands before it in the file is used";
    let message = format!("this cannot be read as YAML: {said}");
    builder.fault(base + start..base + start + 1, message, help);
}

/// The byte of a place as the reader of YAML gives it: line and column (characters) from 1.
fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let lines = text.split_inclusive('\n');
    let before = line.saturating_sub(1) as usize;
    let start: usize = lines.clone().take(before).map(str::len).sum();
    let line = lines.clone().nth(before).unwrap_or("");
    let column = column.saturating_sub(1) as usize;
    let characters = line.char_indices().map(|(at, _)| at);
    start + characters.clone().nth(column).unwrap_or(line.len())
}

/// Limits that the length of the text sets: a value that is larger than the text it was made from comes of aliases.
pub(super) fn options(text: &str) -> Options {
    let most = text.len().saturating_add(1024);
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: most,
            max_nodes: most,
            max_total_scalar_bytes: most,
            max_depth: 64,
            max_documents: 1,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAX_REPLAYED.min(most),
        },
    }
}

/// The most that aliases may repeat. A bibliography that names a journal once for all its articles repeats far less.
const MAX_REPLAYED: usize = 100_000;

/// An entry as it is found, with its place in the text.
pub(super) enum Found {
    /// Of hayagriva.
    Keyed(Spanned<String>, Node),
    Item(Item),
    /// What stands where neither can.
    Neither,
}

impl Found {
    pub(super) fn take(self, base: usize, builder: &mut Builder) {
        match self {
            Self::Keyed(key, node) => {
                let place = range(&key);
                let place = base + place.start..base + place.end;
                match hayagriva::entry(&node) {
                    Ok(work) => {
                        builder.entry(&key.value, Vec::new(), work, place);
                    }
                    Err(wrong) => builder.fault(place, wrong, TO_MEND),
                }
            }
            Self::Item(item) => {
                let place = base + item.place.start..base + item.place.end;
                match csl::item(&item.node) {
                    Ok((key, work)) => {
                        builder.entry(&key, Vec::new(), work, place);
                    }
                    Err(wrong) => builder.fault(place, wrong, TO_MEND),
                }
            }
            Self::Neither => {
                let message = "this holds no entries";
                builder.fault(base..base + 1, message, "a bibliography in YAML is a map from keys to entries, or a list of items with an `id`");
            }
        }
    }
}

pub(super) const TO_MEND: &str = "mend this entry; the others in the file are used as they are";

pub(super) fn range<T>(spanned: &Spanned<T>) -> Range<usize> {
    let span = spanned.defined.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    start..start + span.byte_len().unwrap_or(1).max(1) as usize
}

/// An item of CSL, with the place of its `id` or else of itself.
pub(super) struct Item {
    node: Node,
    place: Range<usize>,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Fields>::deserialize(deserializer)?;
        let whole = range(&spanned);
        Ok(Self {
            place: spanned.value.id.unwrap_or(whole),
            node: spanned.value.node,
        })
    }
}

/// The fields of an item, with the place of the one that is its key.
struct Fields {
    node: Node,
    id: Option<Range<usize>>,
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        let mut id = None;
        while let Some(key) = map.next_key::<String>()? {
            let value = match key == "id" {
                true => {
                    let value = map.next_value::<Spanned<Node>>()?;
                    id = Some(range(&value));
                    value.value
                }
                false => map.next_value()?,
            };
            fields.push((key, value));
        }
        let node = Node::Map(fields);
        Ok(Fields { node, id })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Fields, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(NO_FIELDS)
    }

    fn visit_str<E>(self, _: &str) -> Result<Fields, E> {
        Ok(NO_FIELDS)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Fields, E> {
        Ok(NO_FIELDS)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Fields, E> {
        Ok(NO_FIELDS)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Fields, E> {
        Ok(NO_FIELDS)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Fields, E> {
        Ok(NO_FIELDS)
    }

    fn visit_unit<E>(self) -> Result<Fields, E> {
        Ok(NO_FIELDS)
    }
}

/// What is no item.
const NO_FIELDS: Fields = Fields {
    node: Node::Other,
    id: None,
};

/// Collects entries up to the first mistake.
pub(super) struct Entries<'s>(pub(super) &'s mut Vec<Found>);

/// The key under which pandoc's files hold their list.
const REFERENCES: &str = "references";

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map from keys to entries, or a list of items")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.0.push(Found::Neither);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(item) = seq.next_element()? {
            self.0.push(Found::Item(item));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            if key.value == REFERENCES {
                map.next_value_seed(Entries(&mut *self.0))?;
            } else if key.value == "nocite" {
                map.next_value::<IgnoredAny>()?;
            } else {
                self.0.push(Found::Keyed(key, map.next_value()?));
            }
        }
        Ok(())
    }
}
