use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::citation::bibliography::builder::Builder;
use crate::citation::bibliography::csl;
use crate::citation::bibliography::node::Node;
use crate::source::SourceFile;

/// Reads CSL-JSON: a list of items, or a map with such a list as `items` or `references`. What stands before a mistake in the
/// syntax is kept, and a mistake in an item loses no other item.
pub(super) fn read(file: &SourceFile, builder: &mut Builder) {
    let text = file.text().trim_start_matches('\u{feff}');
    let base = file.text().len() - text.len();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut raw: Vec<&RawValue> = Vec::new();
    let read = Items(&mut raw)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    let offset = |part: &str| base + (part.as_ptr() as usize - text.as_ptr() as usize);
    for item in raw {
        let item = item.get();
        let start = offset(item);
        let whole = start..start + item.len();
        let node = match serde_json::from_str::<Node>(item) {
            Ok(node) => node,
            Err(error) => {
                builder.fault(whole, said(&error), TO_MEND);
                continue;
            }
        };
        match csl::item(&node) {
            Ok((key, work)) => {
                let probe = serde_json::from_str::<Probe<'_>>(item).ok();
                let id = probe.and_then(|probe| probe.id).map(|id| {
                    let start = offset(id.get());
                    start..start + id.get().len()
                });
                builder.entry(&key, Vec::new(), work, id.unwrap_or(whole));
            }
            Err(wrong) => builder.fault(whole, wrong, TO_MEND),
        }
    }
    if let Err(error) = read {
        let line = file.line(error.line() as u32);
        let start = line.map_or(0, |line| line.start() as usize);
        let at = start + error.column().saturating_sub(1);
        let help = "mend it; what stands before it in the file is used";
        builder.fault(at..at + 1, said(&error), help);
    }
}

const TO_MEND: &str = "mend this item; the others in the file are used as they are";

/// What the reader says, without the place, which is shown.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or(&text);
    format!("this is no CSL-JSON: {said}")
}

/// Where the `id` of an item stands.
#[derive(Deserialize)]
struct Probe<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

/// Collects the items of a list as they are written, up to the first mistake.
struct Items<'s, 'de>(&'s mut Vec<&'de RawValue>);

/// The keys under which a map holds the list: those of citeproc and of pandoc.
const LISTS: [&str; 2] = ["items", "references"];

impl<'de> DeserializeSeed<'de> for Items<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(item) = seq.next_element()? {
            self.0.push(item);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                map.next_value_seed(Items(&mut *self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
