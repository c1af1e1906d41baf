use serde::Deserialize;
use toml::Spanned;

use crate::rule::load::names::strength;
use crate::rule::load::rules::Context;
use crate::rule::{ClaimMatch, Subject};

/// What can be filled in to the texts of a claim rule.
pub(super) const PLACEHOLDERS: &[&str] = &["cause", "cue", "effect", "direction", "rewording"];

/// `[match.claim]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClaim {
    cause: Spanned<String>,
    effect: Spanned<String>,
    strength: Spanned<Vec<Spanned<String>>>,
}

impl RawClaim {
    pub(super) fn check(&self, context: &mut Context<'_>) -> Option<ClaimMatch> {
        let cause = subject(&self.cause, context);
        let effect = subject(&self.effect, context);
        let written = self.strength.get_ref();
        if written.is_empty() {
            context.fault(
                self.strength.span(),
                "the rule asks for no strength, so it reports nothing",
            );
        }
        let strengths: Vec<_> = written
            .iter()
            .filter_map(|written| strength(context.file, written, context.faults))
            .collect();
        Some(ClaimMatch {
            cause: cause?,
            effect: effect?,
            strengths,
        })
    }
}

fn subject(id: &Spanned<String>, context: &mut Context<'_>) -> Option<Subject> {
    if id.get_ref() == Subject::ANY {
        return Some(Subject::Any);
    }
    context.list(id).map(Subject::List)
}
