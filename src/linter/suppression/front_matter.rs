use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::document::{FrontMatter, FrontMatterStyle};
use crate::linter::suppression::{Reach, Statement, Written};
use crate::source::{SourceFile, Span};

const KEY: &str = "caveat";
const FORM: &str =
    "write `caveat:`, under it `disable: [RULE, RULE]` and `reason: ...`, and nothing else";

/// What stands under the key, in either language.
#[derive(Deserialize)]
struct Own {
    disable: Option<Vec<String>>,
    reason: Option<String>,
    #[serde(flatten)]
    other: BTreeMap<String, IgnoredAny>,
}

/// What the front matter says, if it has a key `caveat`. Front matter with another mistake in it says nothing: it is for
/// another program to report.
pub(super) fn read(file: &SourceFile, front_matter: &FrontMatter) -> Option<Statement> {
    let text = file.text().get(front_matter.range.clone())?;
    let key = key_place(text, front_matter.style)?;
    let base = front_matter.range.start;
    let place =
        |range: Range<usize>| Span::new((base + range.start) as u32, (base + range.end) as u32);
    let span = place(key.clone());
    let found = match front_matter.style {
        FrontMatterStyle::Yaml => yaml(text),
        FrontMatterStyle::Toml => toml(text),
    };
    let slip = |message: &str| Statement::Slip {
        message: message.to_owned(),
        help: FORM.to_owned(),
        span,
    };
    Some(match found {
        Err(Unread::Elsewhere) => return None,
        Err(Unread::Form) => slip("the key `caveat` of the front matter cannot be understood"),
        Err(Unread::Key(name)) => slip(&format!("there is no key `{name}` under `caveat`")),
        Ok(found) => {
            // A name is looked for behind the key only for its place; without one the key itself is shown.
            let rules = found.rules.into_iter().map(|name| {
                let at = text[key.end..].find(name.as_str()).map(|at| key.end + at);
                let name_place = at.map_or(span, |at| place(at..at + name.len()));
                (name.to_lowercase(), name_place)
            });
            Statement::Disable(Written {
                reach: Reach::FrontMatter,
                rules: rules.collect(),
                reason: found.reason,
                span,
                next_block: None,
            })
        }
    })
}

struct Found {
    rules: Vec<String>,
    reason: Option<String>,
}

enum Unread {
    /// The front matter as a whole is no YAML or TOML.
    Elsewhere,
    Form,
    Key(String),
}

/// Where the key stands at the start of a line.
fn key_place(text: &str, style: FrontMatterStyle) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = match style {
            FrontMatterStyle::Yaml => 0,
            FrontMatterStyle::Toml => usize::from(line.starts_with('[')),
        };
        let rest = line.get(start..).and_then(|rest| rest.strip_prefix(KEY));
        if rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=', ']', '.'])) {
            return Some(at + start..at + start + KEY.len());
        }
        at += line.len();
    }
    None
}

#[derive(Deserialize)]
struct Document<T> {
    caveat: Option<T>,
}

fn yaml(text: &str) -> Result<Found, Unread> {
    if serde_saphyr::from_str::<Document<IgnoredAny>>(text).is_err() {
        return Err(Unread::Elsewhere);
    }
    let document: Document<Own> = serde_saphyr::from_str(text).map_err(|_| Unread::Form)?;
    checked(document)
}

fn toml(text: &str) -> Result<Found, Unread> {
    if toml::de::DeTable::parse(text).is_err() {
        return Err(Unread::Elsewhere);
    }
    checked(toml::from_str(text).map_err(|_| Unread::Form)?)
}

fn checked(document: Document<Own>) -> Result<Found, Unread> {
    let own = document.caveat.ok_or(Unread::Form)?;
    if let Some((name, _)) = own.other.into_iter().next() {
        return Err(Unread::Key(name));
    }
    let reason = own.reason.map(|reason| reason.trim().to_owned());
    Ok(Found {
        rules: own.disable.unwrap_or_default(),
        reason: reason.filter(|reason| !reason.is_empty()),
    })
}
