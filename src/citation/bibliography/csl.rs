use crate::citation::bibliography::Publication;
use crate::citation::bibliography::node::Node;

/// The key and the work of an item of CSL.
///
/// The fields are those of the CSL 1.0.2 data schema (`csl-data.json`); as pandoc's manual has it for YAML ("references"), a
/// date is also a string, a number or a list of maps.
///
/// # Errors
/// What the item lacks, in words.
pub(super) fn item(node: &Node) -> Result<(String, Publication), String> {
    if !matches!(node, Node::Map(_)) {
        return Err("an item is a map with an `id`; this is another kind of value".to_owned());
    }
    let key = node
        .text_of("id")
        .or_else(|| node.text_of("citation-key"))
        .ok_or("this item has no `id`, so nothing can cite it")?;
    let mut work = Publication {
        title: node.text_of("title").map(plain).unwrap_or_default(),
        names: names(node),
        year: node.get("issued").and_then(year),
        ..Publication::default()
    };
    if let Some(doi) = node.text_of("DOI").or_else(|| node.text_of("doi")) {
        work.add_doi(doi);
    }
    if let Some(url) = node.text_of("URL").or_else(|| node.text_of("url")) {
        work.add_url(url);
    }
    Ok((key.to_owned(), work))
}

/// The names of those who made it: authors before editors, and those before bodies.
fn names(node: &Node) -> Vec<String> {
    ["author", "editor", "publisher"]
        .iter()
        .filter_map(|key| node.get(key))
        .map(|people| people.items().iter().filter_map(name).collect::<Vec<_>>())
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn name(person: &Node) -> Option<String> {
    if let Some(text) = person.text() {
        return Some(text.to_owned());
    }
    let family = person.text_of("family").or_else(|| person.text_of("name"));
    match (family, person.text_of("non-dropping-particle")) {
        (Some(family), Some(particle)) => Some(format!("{particle} {family}")),
        (Some(family), None) => Some(family.to_owned()),
        (None, _) => person.text_of("literal").map(str::to_owned),
    }
}

/// The year of a date: `2013`, `"2013-05"`, `{date-parts: [[2013, 5]]}`, `{raw: …}`, `{literal: …}`, `[{year: 2013}]`.
fn year(date: &Node) -> Option<i32> {
    match date {
        Node::Text(text) => year_in(text),
        Node::List(items) => items.first().and_then(year),
        Node::Map(_) => ["date-parts", "year", "raw", "literal"]
            .iter()
            .find_map(|key| date.get(key).and_then(year)),
        Node::Other => None,
    }
}

/// The first number of four digits in a text.
pub(super) fn year_in(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 4)
        .and_then(|digits| digits.parse().ok())
}

/// A title without the tags that CSL allows in it (`<i>`, `<span class="nocase">`).
fn plain(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(open) = rest.find('<') {
        let tag = rest[open..].find('>').filter(|_| {
            rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        });
        let Some(length) = tag else {
            text.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        text.push_str(&rest[..open]);
        rest = &rest[open + length + 1..];
    }
    text.push_str(rest);
    text
}
