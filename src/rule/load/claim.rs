use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::claim::Topic;
use crate::diagnostic::Level;
use crate::rule::claim::{ClaimRule, DirectionWords, PartNames};
use crate::rule::load::names::{level, strength};
use crate::rule::load::rules::{Context, Texts};
use crate::rule::load::template;
use crate::rule::{Frames, Template};

/// What can be filled in to the message of a claim rule.
pub(super) const IN_MESSAGE: &[&str] = &["cause", "cue", "effect", "direction"];

/// What can be filled in to its help.
pub(super) const IN_HELP: &[&str] = &[
    "cause",
    "cue",
    "effect",
    "direction",
    "opening",
    "rewording",
];

const IN_PLAIN_HELP: &[&str] = &["cause", "cue", "effect", "direction", "opening"];

const IN_REWORDING: &[&str] = &[
    "sentence",
    "softened",
    "cause",
    "cue",
    "effect",
    "direction",
];

/// How the cause or effect of a rule or pack is written that is about any.
pub(super) const ANY: &str = "any";

/// `[match.claim]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawClaim {
    cause: Spanned<String>,
    effect: Spanned<String>,
    strength: Spanned<Vec<Spanned<String>>>,
    cited_level: Option<Spanned<String>>,
    limit_excuses: Option<bool>,
    #[serde(default)]
    spared_by: Vec<Spanned<String>>,
}

/// The part of `[report]` that only claim rules have, as it is written.
pub(super) struct RawWords {
    /// Where `[report]` stands.
    pub(super) place: Range<usize>,
    pub(super) plain_help: Option<Spanned<String>>,
    pub(super) bare_help: Option<Spanned<String>>,
    pub(super) labels: Option<Spanned<RawLabels>>,
    pub(super) directions: Option<Spanned<RawDirections>>,
    pub(super) names: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) rewording: Option<Spanned<Vec<RawTemplate>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLabels {
    cause: String,
    cue: String,
    effect: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawDirections {
    increase: String,
    decrease: String,
    no_effect: String,
    mixed: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawTemplate {
    text: Spanned<String>,
    frames: Option<Vec<Spanned<String>>>,
    not_frames: Option<Spanned<Vec<Spanned<String>>>>,
}

impl RawClaim {
    /// `rule_level` counts in all sentences where the rule does not set those apart that cite a source.
    pub(super) fn check(
        &self,
        rule_level: Level,
        texts: &Texts,
        words: RawWords,
        context: &mut Context<'_>,
    ) -> Option<ClaimRule> {
        let cause = matter(&self.cause, context);
        let effect = matter(&self.effect, context);
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
        let cited_level = self
            .cited_level
            .as_ref()
            .and_then(|written| level(context.file, written, context.faults))
            .unwrap_or(rule_level);
        let spared_by = self.spared_by.iter();
        let spared_by = spared_by.filter_map(|id| context.list(id)).collect();
        let names = words.names.map(Spanned::into_inner).unwrap_or_default();
        let names = names.iter().filter_map(|id| context.list(id)).collect();
        let rewordings = words.rewording.map(Spanned::into_inner).unwrap_or_default();
        let rewordings: Vec<Template> = rewordings
            .into_iter()
            .map(|template| template.check(context))
            .collect();
        if let Some(help) = &words.plain_help {
            template::check(context.file, help, IN_PLAIN_HELP, context.faults);
        }
        if let Some(help) = &words.bare_help {
            template::check(context.file, help, IN_MESSAGE, context.faults);
        }
        let uses = |name: &str| {
            rewordings
                .iter()
                .map(|template| &template.text)
                .chain([&texts.message, &texts.help])
                .any(|text| text.contains(name))
        };
        if uses("{rewording}") && words.plain_help.is_none() {
            let message = "`[report]` has no `plain-help`, for sentences without a `{rewording}`";
            context.fault(words.place.clone(), message);
        }
        let plain_help = words
            .plain_help
            .map_or_else(|| texts.help.clone(), Spanned::into_inner);
        let opens = texts.help.contains("{opening}") || plain_help.contains("{opening}");
        if opens && words.bare_help.is_none() {
            let message = "`[report]` has no `bare-help`, for sentences without an `{opening}`";
            context.fault(words.place.clone(), message);
        }
        if uses("{direction}") && words.directions.is_none() {
            context.fault(
                words.place.clone(),
                "`[report.directions]` is missing, with the words for `{direction}`",
            );
        }
        Some(ClaimRule {
            id: texts.id.clone(),
            url: texts.url.clone(),
            level: rule_level,
            cited_level,
            spared_by,
            limit_excuses: self.limit_excuses.unwrap_or(true),
            cause: cause?,
            effect: effect?,
            strengths,
            message: texts.message.clone(),
            help: texts.help.clone(),
            bare_help: words
                .bare_help
                .map_or_else(|| plain_help.clone(), Spanned::into_inner),
            plain_help,
            labels: words
                .labels
                .map(|labels| labels.into_inner().checked())
                .unwrap_or_default(),
            directions: words
                .directions
                .map(|words| words.into_inner().checked())
                .unwrap_or_default(),
            rewordings,
            names,
        })
    }
}

impl RawWords {
    /// Reports what is written here for a rule of another kind.
    pub(super) fn refuse(&self, context: &mut Context<'_>) {
        let written = [
            self.plain_help.as_ref().map(|it| ("plain-help", it.span())),
            self.bare_help.as_ref().map(|it| ("bare-help", it.span())),
            self.labels.as_ref().map(|it| ("labels", it.span())),
            self.directions.as_ref().map(|it| ("directions", it.span())),
            self.names.as_ref().map(|it| ("names", it.span())),
            self.rewording.as_ref().map(|it| ("rewording", it.span())),
        ];
        for (name, range) in written.into_iter().flatten() {
            context.fault(range, format!("only a claim rule has `{name}`"));
        }
    }
}

impl RawLabels {
    fn checked(self) -> PartNames {
        PartNames {
            cause: self.cause,
            cue: self.cue,
            effect: self.effect,
        }
    }
}

impl RawDirections {
    pub(super) fn checked(self) -> DirectionWords {
        DirectionWords {
            increase: self.increase,
            decrease: self.decrease,
            no_effect: self.no_effect,
            mixed: self.mixed,
        }
    }
}

impl RawTemplate {
    fn check(self, context: &mut Context<'_>) -> Template {
        template::check(context.file, &self.text, IN_REWORDING, context.faults);
        if let (Some(_), Some(except)) = (&self.frames, &self.not_frames) {
            let message = "a rewording has `frames` or `not-frames`, not both";
            context.fault(except.span(), message);
        }
        let mut ids = |written: Vec<Spanned<String>>| -> Vec<String> {
            for id in &written {
                context.frame(id);
            }
            written.into_iter().map(Spanned::into_inner).collect()
        };
        let frames = match (self.frames, self.not_frames) {
            (None, None) => Frames::All,
            (Some(only), None) => Frames::Only(ids(only)),
            (None, Some(except)) => Frames::Except(ids(except.into_inner())),
            (Some(only), Some(except)) => {
                ids(except.into_inner());
                Frames::Only(ids(only))
            }
        };
        Template {
            text: self.text.into_inner(),
            frames,
        }
    }
}

fn matter(id: &Spanned<String>, context: &mut Context<'_>) -> Option<Topic> {
    if id.get_ref() == ANY {
        return Some(Topic::Any);
    }
    context.list(id).map(Topic::List)
}
