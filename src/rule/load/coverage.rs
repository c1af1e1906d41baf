use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Level;
use crate::rule::Signs;
use crate::rule::coverage::{Coverage, CoverageLevels, Factor};
use crate::rule::load::names::level;
use crate::rule::load::rules::{Context, Texts};

/// What can be filled in to the texts of a coverage rule.
pub(super) const PLACEHOLDERS: &[&str] = &[
    "missing",
    "missing-meanings",
    "missing-count",
    "factor-count",
    "cause",
    "cue",
    "effect",
];

/// `[match.coverage]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawCoverage {
    claim_cause: Spanned<String>,
    claim_effect: Spanned<String>,
    about: Spanned<String>,
    tie: Spanned<String>,
    denied_before: Option<Spanned<String>>,
    denied_after: Option<Spanned<String>>,
    turn: Option<Spanned<String>>,
    worsened: Option<Spanned<String>>,
    levels: Option<RawLevels>,
    factor: Spanned<Vec<RawFactor>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawLevels {
    asserted_none_named: Spanned<String>,
    asserted_some_named: Spanned<String>,
    not_asserted: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFactor {
    id: Spanned<String>,
    concept: Spanned<String>,
    name: String,
    means: String,
}

impl RawCoverage {
    /// `rule_level` counts in all three cases where the rule does not set them apart.
    pub(super) fn check(
        &self,
        rule_level: Level,
        texts: &Texts,
        context: &mut Context<'_>,
    ) -> Option<Coverage> {
        let mut optional =
            |id: &Option<Spanned<String>>| id.as_ref().and_then(|id| context.list(id));
        let denied_before = optional(&self.denied_before);
        let denied_after = optional(&self.denied_after);
        let turn = optional(&self.turn);
        let worsened = optional(&self.worsened);
        let cause = context.list(&self.claim_cause);
        let effect = context.list(&self.claim_effect);
        let about = context.list(&self.about);
        let tie = context.list(&self.tie);
        let levels = self.levels(rule_level, context);
        let factors = self.factors(context);
        effect?;
        Some(Coverage {
            id: texts.id.clone(),
            url: texts.url.clone(),
            factors,
            enough: None,
            signs: Signs {
                cause: cause?,
                about: about?,
                tie: tie?,
                denied_before,
                denied_after,
                turn,
                worsened,
            },
            levels,
            message: texts.message.clone(),
            help: texts.help.clone(),
        })
    }

    fn levels(&self, rule_level: Level, context: &mut Context<'_>) -> CoverageLevels {
        let mut read = |written: Option<&Spanned<String>>| {
            written
                .and_then(|written| level(context.file, written, context.faults))
                .unwrap_or(rule_level)
        };
        let levels = self.levels.as_ref();
        CoverageLevels {
            asserted_none_named: read(levels.map(|levels| &levels.asserted_none_named)),
            asserted_some_named: read(levels.map(|levels| &levels.asserted_some_named)),
            not_asserted: read(levels.map(|levels| &levels.not_asserted)),
        }
    }

    fn factors(&self, context: &mut Context<'_>) -> Vec<Factor> {
        let raw = self.factor.get_ref();
        if raw.is_empty() {
            context.fault(
                self.factor.span(),
                "the rule has no factor, so it reports nothing",
            );
        }
        let mut factors: Vec<Factor> = Vec::new();
        for raw in raw {
            if factors.iter().any(|factor| factor.id == *raw.id.get_ref()) {
                let message = format!("there are two factors with the id `{}`", raw.id.get_ref());
                context.fault(raw.id.span(), message);
            }
            if let Some(concept) = context.list(&raw.concept) {
                factors.push(Factor {
                    id: raw.id.get_ref().clone(),
                    concept,
                    name: raw.name.clone(),
                    means: raw.means.clone(),
                });
            }
        }
        factors
    }
}
