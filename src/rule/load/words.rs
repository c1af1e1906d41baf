use serde::Deserialize;
use toml::Spanned;

use crate::annotate::ListId;
use crate::diagnostic::Level;
use crate::rule::Kind;
use crate::rule::attribution::AttributionRule;
use crate::rule::equation::EquationRule;
use crate::rule::load::rules::{Context, RawKind, Texts};
use crate::rule::phrase::PhraseRule;
use crate::rule::statistic::StatisticRule;
use crate::rule::words::{WORDS, WordRule};

/// What can be filled in to the texts of a rule on words.
pub(super) const PLACEHOLDERS: &[&str] = &[WORDS];

/// `[match.phrase]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawPhrase {
    words: Spanned<String>,
    spoken_of: Option<Spanned<String>>,
}

/// `[match.equation]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawEquation {
    words: Spanned<String>,
    heads: Option<Spanned<String>>,
    joined_by: Option<Spanned<String>>,
    narrowed_by: Option<Spanned<String>>,
    #[serde(default)]
    whole_with: Vec<Spanned<String>>,
    #[serde(default)]
    denied_by: Vec<Spanned<String>>,
    #[serde(default)]
    governed_by: Vec<Spanned<String>>,
    #[serde(default)]
    undone_by: Vec<Spanned<String>>,
    #[serde(default)]
    own: Vec<Spanned<String>>,
}

/// `[match.attribution]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawAttribution {
    words: Spanned<String>,
    named: Option<Spanned<String>>,
    about: Spanned<Vec<Spanned<String>>>,
}

/// `[match.statistic]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawStatistic {
    words: Spanned<String>,
    about: Spanned<Vec<Spanned<String>>>,
    numbers: Spanned<String>,
    small_numbers: Spanned<String>,
    counted: Vec<Spanned<String>>,
    #[serde(default)]
    counted_beside: Vec<Spanned<String>>,
    between: Vec<Spanned<String>>,
    no_figure: Spanned<String>,
    own_count: Option<Spanned<String>>,
}

impl RawPhrase {
    pub(super) fn check(&self, base: WordRule, context: &mut Context<'_>) -> Option<PhraseRule> {
        let spoken_of = optional(self.spoken_of.as_ref(), context);
        Some(PhraseRule {
            terms: context.list(&self.words)?,
            spoken_of: spoken_of?,
            base,
        })
    }
}

impl RawEquation {
    pub(super) fn check(&self, base: WordRule, context: &mut Context<'_>) -> Option<EquationRule> {
        let statements = context.list(&self.words);
        let whole_with = lists(&self.whole_with, context);
        let denied_by = lists(&self.denied_by, context);
        let governed_by = lists(&self.governed_by, context);
        let undone_by = lists(&self.undone_by, context);
        let own = lists(&self.own, context);
        let heads = optional(self.heads.as_ref(), context);
        let joined_by = optional(self.joined_by.as_ref(), context);
        let narrowed_by = optional(self.narrowed_by.as_ref(), context);
        Some(EquationRule {
            statements: statements?,
            heads: heads?,
            joined_by: joined_by?,
            narrowed_by: narrowed_by?,
            whole_with: whole_with?,
            denied_by: denied_by?,
            governed_by: governed_by?,
            undone_by: undone_by?,
            own: own?,
            base,
        })
    }
}

impl RawAttribution {
    pub(super) fn check(
        &self,
        base: WordRule,
        context: &mut Context<'_>,
    ) -> Option<AttributionRule> {
        let vague = context.list(&self.words);
        let named = optional(self.named.as_ref(), context);
        let about = required(&self.about, context);
        Some(AttributionRule {
            vague: vague?,
            named: named?,
            about: about?,
            base,
        })
    }
}

impl RawStatistic {
    pub(super) fn check(&self, base: WordRule, context: &mut Context<'_>) -> Option<StatisticRule> {
        let mut one = |id| context.list(id);
        let figures = one(&self.words);
        let numbers = one(&self.numbers);
        let small_numbers = one(&self.small_numbers);
        let no_figure = one(&self.no_figure);
        let own_count = optional(self.own_count.as_ref(), context);
        let about = required(&self.about, context);
        let counted = lists(&self.counted, context);
        let counted_beside = lists(&self.counted_beside, context);
        let between = lists(&self.between, context);
        Some(StatisticRule {
            figures: figures?,
            numbers: numbers?,
            small_numbers: small_numbers?,
            no_figure: no_figure?,
            own_count: own_count?,
            about: about?,
            counted: counted?,
            counted_beside: counted_beside?,
            between: between?,
            base,
        })
    }
}

/// A rule on words; none for a kind that is no such rule.
pub(super) fn check(raw: RawKind, base: WordRule, context: &mut Context<'_>) -> Option<Kind> {
    match raw {
        RawKind::Phrase(raw) => raw.check(base, context).map(Kind::Phrase),
        RawKind::Equation(raw) => raw.check(base, context).map(Kind::Equation),
        RawKind::Attribution(raw) => raw.check(base, context).map(Kind::Attribution),
        RawKind::Statistic(raw) => raw.check(base, context).map(Kind::Statistic),
        RawKind::Claim(_) | RawKind::Coverage(_) | RawKind::Citation(_) => None,
    }
}

/// What a rule on words has besides what it looks for.
pub(super) fn base(
    level: Level,
    texts: &Texts,
    label: Option<Spanned<String>>,
    context: &mut Context<'_>,
) -> WordRule {
    if label.is_none() {
        let message = "`[report]` has no `label`, a few words to show beside what is found";
        context.fault(texts.place.clone(), message);
    }
    WordRule {
        id: texts.id.clone(),
        url: texts.url.clone(),
        level,
        message: texts.message.clone(),
        help: texts.help.clone(),
        label: label.map(Spanned::into_inner).unwrap_or_default(),
    }
}

/// A list that may be left out; `None` where it is named and there is none.
fn optional(id: Option<&Spanned<String>>, context: &mut Context<'_>) -> Option<Option<ListId>> {
    match id {
        Some(id) => context.list(id).map(Some),
        None => Some(None),
    }
}

/// All lists with these ids; every id that is none is reported.
fn lists(ids: &[Spanned<String>], context: &mut Context<'_>) -> Option<Vec<ListId>> {
    let found: Vec<Option<ListId>> = ids.iter().map(|id| context.list(id)).collect();
    found.into_iter().collect()
}

/// The same for a key that names one list at least.
fn required(ids: &Spanned<Vec<Spanned<String>>>, context: &mut Context<'_>) -> Option<Vec<ListId>> {
    if ids.get_ref().is_empty() {
        let message = "the rule is about nothing, so it reports nothing";
        context.fault(ids.span(), message);
    }
    lists(ids.get_ref(), context)
}
