use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::document::prepare::{FrontMatter, FrontMatterStyle};
use crate::document::scalar::Scalar;
use crate::document::{
    Block, BlockId, BlockKind, CellHeads, Conventions, Document, Inline, Sentence, TextMap,
    TextRange,
};
use crate::source::Span;

/// What is read in front matter.
pub(super) struct Values {
    /// The prose, each value with its key in lower case, in the order of the file.
    pub(super) prose: Vec<(String, Scalar)>,
    /// Where the document is published.
    pub(super) url: Option<String>,
}

/// The values of the front matter of `file`. With a mistake in it, it has none: that is for another program to report.
pub(super) fn prose_values(
    file: &str,
    front_matter: &FrontMatter,
    conventions: &Conventions,
) -> Values {
    let text = file.get(front_matter.range.clone()).unwrap_or("");
    let base = front_matter.range.start as u32;
    let strings = match front_matter.style {
        FrontMatterStyle::Yaml => yaml_strings(text),
        FrontMatterStyle::Toml => toml_strings(text),
    };
    let url = strings
        .iter()
        .find(|(key, ..)| key.eq_ignore_ascii_case(URL));
    let url = url.map(|(_, value, _)| value.clone());
    let mut prose: Vec<(Range<usize>, String, String)> = strings
        .into_iter()
        .map(|(key, value, range)| (range, key.to_lowercase(), value))
        .filter(|(_, key, _)| conventions.prose_keys.contains(key.as_str()))
        .collect();
    prose.sort_by_key(|(range, _, _)| range.start);
    let prose = prose
        .into_iter()
        .filter_map(|(range, key, value)| {
            let raw = text.get(range.clone())?;
            let scalar = match front_matter.style {
                FrontMatterStyle::Yaml => Scalar::yaml(text, range, base, &value),
                FrontMatterStyle::Toml => Scalar::toml(raw, base + range.start as u32, &value),
            };
            Some((key, scalar))
        })
        .collect();
    Values { prose, url }
}

/// The key for where the document is published.
const URL: &str = "url";

/// Adds to `document` the blocks of one that was read from the value of `key`; `map` leads from its text to the file.
pub(super) fn add_value(document: &mut Document, value: Document, key: &str, map: &TextMap) {
    let through = |span: Span| map.source(TextRange::new(span.start(), span.end()));
    let first_block = document.blocks.len() as u32;
    let first_sentence = document.sentences.len() as u32;
    let shift = |block: BlockId| BlockId(block.0 + first_block);
    for block in value.blocks {
        document.blocks.push(Block {
            kind: BlockKind::FrontMatter(key.to_owned()),
            map: block.map.through(map),
            span: through(block.span),
            heading: None,
            lead_in: block.lead_in.map(shift),
            heads: CellHeads::default(),
            inlines: block
                .inlines
                .into_iter()
                .map(|inline| Inline {
                    span: through(inline.span),
                    ..inline
                })
                .collect(),
            sentences: block.sentences.start + first_sentence..block.sentences.end + first_sentence,
            ..block
        });
    }
    for sentence in value.sentences {
        document.sentences.push(Sentence {
            block: shift(sentence.block),
            range: sentence.range,
            span: through(sentence.span),
        });
    }
}

/// Key, value and place of a string.
type Entry = (String, String, Range<usize>);

/// The strings at the top level of YAML.
fn yaml_strings(text: &str) -> Vec<Entry> {
    let Ok(map) = serde_saphyr::from_str::<BTreeMap<String, serde_saphyr::Spanned<Node>>>(text)
    else {
        return Vec::new();
    };
    map.into_iter()
        .filter_map(|(key, node)| {
            let Node::Text(value) = node.value else {
                return None;
            };
            let span = node.defined.span();
            let start = span.byte_offset()? as usize;
            let len = span.byte_len()? as usize;
            Some((key, value, start..start + len))
        })
        .collect()
}

/// The strings at the top level of TOML.
fn toml_strings(text: &str) -> Vec<Entry> {
    let Ok(table) = toml::de::DeTable::parse(text) else {
        return Vec::new();
    };
    table
        .into_inner()
        .into_iter()
        .filter_map(|(key, value)| {
            let range = value.span();
            let value = value.get_ref().as_str()?.to_owned();
            Some((key.into_inner().into_owned(), value, range))
        })
        .collect()
}

/// A value of YAML, as far as it matters here.
enum Node {
    Text(String),
    Other,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Node::Other)
    }
}
