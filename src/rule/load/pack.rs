use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::claim::Subject;
use crate::rule::PackFault;
use crate::rule::load::fault::syntax;
use crate::rule::load::lists::{Lists, bad_id, is_id};
use crate::source::SourceFile;

/// `pack.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPack {
    id: Spanned<String>,
    name: String,
    about: String,
    #[serde(default)]
    url: String,
    anchors: Spanned<Vec<Spanned<String>>>,
    subject: RawSubject,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSubject {
    cause: Spanned<String>,
    effect: Spanned<String>,
    agents: Spanned<String>,
    people: Spanned<String>,
}

/// `pack.toml`, checked.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) url: String,
    pub(super) anchors: Vec<String>,
    pub(super) subject: Subject,
}

pub(super) fn load(
    file: &Arc<SourceFile>,
    lists: &Lists,
    faults: &mut Vec<PackFault>,
) -> Option<Head> {
    let raw: RawPack = match toml::from_str(file.text()) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(syntax(file, &error));
            return None;
        }
    };
    if !is_id(raw.id.get_ref()) {
        faults.push(bad_id(file, &raw.id));
    }
    if raw.anchors.get_ref().is_empty() {
        let fault = PackFault::new(file, raw.anchors.span(), "the pack has no anchors", "");
        faults.push(fault.help("without one it speaks about no document"));
    }
    for anchor in raw.anchors.get_ref() {
        let text = anchor.get_ref();
        // Three bytes: a shorter stem stands in nearly every document.
        if text.len() < 3 || text.to_lowercase() != *text {
            let message = format!("`{text}` cannot be an anchor");
            let fault = PackFault::new(file, anchor.span(), message, "");
            faults.push(fault.help("an anchor is in lower case and has three letters or more"));
        }
    }
    let mut list = |id: &Spanned<String>| lists.find(file, id, faults);
    let cause = list(&raw.subject.cause);
    let effect = list(&raw.subject.effect);
    let agents = list(&raw.subject.agents);
    let people = list(&raw.subject.people);
    Some(Head {
        id: raw.id.into_inner(),
        name: raw.name,
        about: raw.about.trim().to_owned(),
        url: raw.url,
        anchors: raw
            .anchors
            .into_inner()
            .into_iter()
            .map(Spanned::into_inner)
            .collect(),
        subject: Subject {
            cause: cause?,
            effect: effect?,
            agents: agents?,
            people: people?,
        },
    })
}
