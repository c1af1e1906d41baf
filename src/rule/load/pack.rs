use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::claim::{Subject, Topic};
use crate::rule::PackFault;
use crate::rule::load::claim::ANY;
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
    /// Whether it is the built-in pack that is used where none is named.
    #[serde(default, rename = "default")]
    _default: bool,
    /// Whether its folder `english` stands for the built-in English; without it, the folder adds to that.
    #[serde(default, rename = "own-english")]
    _own_english: bool,
    anchors: Spanned<Vec<Spanned<String>>>,
    subject: RawSubject,
}

/// Whether a `pack.toml` says that its pack brings all of its English.
pub(super) fn has_own_english(file: &SourceFile) -> bool {
    #[derive(Deserialize)]
    struct English {
        #[serde(default, rename = "own-english")]
        own: bool,
    }
    // A mistake is reported where the whole file is read.
    toml::from_str(file.text()).is_ok_and(|english: English| english.own)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSubject {
    cause: Spanned<String>,
    effect: Spanned<String>,
    agents: Option<Spanned<String>>,
    people: Option<Spanned<String>>,
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
    let mut topic = |id: &Spanned<String>| match id.get_ref() == ANY {
        true => Some(Topic::Any),
        false => list(id).map(Topic::List),
    };
    let cause = topic(&raw.subject.cause);
    let effect = topic(&raw.subject.effect);
    let agents = raw.subject.agents.as_ref().and_then(&mut list);
    let people = raw.subject.people.as_ref().and_then(&mut list);
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
            agents,
            people,
        },
    })
}
