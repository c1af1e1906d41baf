use crate::citation::bibliography::Publication;
use crate::citation::bibliography::csl::year_in;
use crate::citation::bibliography::node::Node;

/// The work of an entry of hayagriva's YAML; what it does not say itself, the work says that it is a part of.
///
/// The fields are those of hayagriva's file format (`docs/file-format.md`).
///
/// # Errors
/// What is wrong with the entry, in words.
pub(super) fn entry(node: &Node) -> Result<Publication, String> {
    let Node::Map(_) = node else {
        return Err(
            "an entry is a map with `type`, `title` and so on; this is another kind of value"
                .to_owned(),
        );
    };
    let parents = node.get("parent").map_or(&[][..], Node::items);
    let levels = || std::iter::once(node).chain(parents);
    let mut work = Publication {
        title: node.text_of("title").unwrap_or("").to_owned(),
        names: ["author", "editor", "organization", "publisher"]
            .iter()
            .flat_map(|key| levels().filter_map(|level| level.get(key)))
            .map(|people| people.items().iter().filter_map(name).collect::<Vec<_>>())
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        year: levels().find_map(|level| level.text_of("date").and_then(year_in)),
        ..Publication::default()
    };
    if let Some(serial) = node.get("serial-number") {
        for text in [serial.text(), serial.text_of("doi")].into_iter().flatten() {
            work.add_doi(text);
        }
    }
    if let Some(url) = node.text_of("url") {
        work.add_url(url);
    }
    Ok(work)
}

/// `Family, Given`, or a map with `name` and `prefix`; for a body, `name`.
fn name(person: &Node) -> Option<String> {
    let written = match person.get("name") {
        Some(name) => name.text(),
        None => person.text(),
    }?;
    let family = written.split(',').next().unwrap_or(written).trim();
    Some(match person.text_of("prefix") {
        Some(prefix) => format!("{prefix} {family}"),
        None => family.to_owned(),
    })
}
