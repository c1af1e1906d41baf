use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Level;
use crate::rule::PackFault;
use crate::rule::citation::{CitationRule, Fault, Texts};
use crate::rule::load::claim::RawDirections;
use crate::rule::load::rules::{self, Context};
use crate::rule::load::template;

/// `[match.citation]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCitation {
    fault: Spanned<String>,
}

/// `[report.cases.NAME]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    message: Spanned<String>,
    help: Spanned<String>,
}

/// What is to be said in single cases, by their names.
pub(super) type RawCases = BTreeMap<Spanned<String>, RawCase>;

impl RawCitation {
    /// What can be filled in to the texts of the rule; nothing where it names no fault.
    pub(super) fn placeholders(&self) -> &'static [&'static str] {
        self.fault().map_or(&[], Fault::placeholders)
    }

    fn fault(&self) -> Option<Fault> {
        let name = self.fault.get_ref();
        Fault::ALL
            .iter()
            .find_map(|(known, fault)| (known == name).then_some(*fault))
    }

    pub(super) fn check(
        &self,
        level: Level,
        texts: &rules::Texts,
        label: Option<Spanned<String>>,
        cases: Option<RawCases>,
        directions: Option<Spanned<RawDirections>>,
        context: &mut Context<'_>,
    ) -> Option<CitationRule> {
        let Some(fault) = self.fault() else {
            let names = Fault::ALL.map(|(name, _)| name);
            let name = self.fault.get_ref();
            let message = format!("there is no fault `{name}`");
            let wrong = PackFault::new(context.file, self.fault.span(), message, "");
            let wrong = wrong.help(format!("a fault is one of {}", names.join(", ")));
            context.faults.push(wrong.near("a fault", name, names));
            return None;
        };
        let mut checked = BTreeMap::new();
        for (name, case) in cases.unwrap_or_default() {
            if !fault.cases().contains(&name.get_ref().as_str()) {
                let message = format!("there is no case `{}` of this fault", name.get_ref());
                let wrong = PackFault::new(context.file, name.span(), message, "");
                let known = fault.cases().join(", ");
                context
                    .faults
                    .push(wrong.help(format!("its cases: {known}")));
            }
            for text in [&case.message, &case.help] {
                template::check(context.file, text, fault.placeholders(), context.faults);
            }
            let texts = Texts {
                message: case.message.into_inner(),
                help: case.help.into_inner(),
                label: String::new(),
            };
            checked.insert(name.into_inner(), texts);
        }
        Some(CitationRule {
            id: texts.id.clone(),
            url: texts.url.clone(),
            level,
            fault,
            texts: Texts {
                message: texts.message.clone(),
                help: texts.help.clone(),
                label: label.map(Spanned::into_inner).unwrap_or_default(),
            },
            cases: checked,
            directions: directions
                .map(|words| words.into_inner().checked())
                .unwrap_or_default(),
        })
    }
}
