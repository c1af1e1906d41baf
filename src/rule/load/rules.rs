use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::annotate::ListId;
use crate::claim::Frame;
use crate::diagnostic::Level;
use crate::rule::load::citation::{RawCases, RawCitation};
use crate::rule::load::claim::{self, RawClaim, RawDirections, RawLabels, RawTemplate, RawWords};
use crate::rule::load::coverage::{self, RawCoverage};
use crate::rule::load::fault::syntax;
use crate::rule::load::lists::{Lists, Place, bad_id, is_id};
use crate::rule::load::names::level;
use crate::rule::load::template;
use crate::rule::load::words::{self, RawAttribution, RawEquation, RawPhrase, RawStatistic};
use crate::rule::{BadExample, Docs, ExamplePlace, GoodExample, Kind, PackFault, Rule};
use crate::source::SourceFile;

/// A rule file as it is written. What is missing is reported together, so nothing is required here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Option<Spanned<String>>,
    level: Option<Spanned<String>>,
    summary: Option<Spanned<String>>,
    #[serde(default, rename = "yields-to")]
    yields_to: Vec<Spanned<String>>,
    #[serde(rename = "match")]
    kind: Option<RawKind>,
    report: Option<Spanned<RawReport>>,
    docs: Option<Spanned<RawDocs>>,
    examples: Option<RawExamples>,
}

/// The kinds of rules. A new kind is a variant here, a variant of [`Kind`] and a file beside this one.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawKind {
    Claim(RawClaim),
    Coverage(Box<RawCoverage>),
    Phrase(RawPhrase),
    Equation(Box<RawEquation>),
    Attribution(RawAttribution),
    Statistic(Box<RawStatistic>),
    Citation(RawCitation),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReport {
    message: Spanned<String>,
    help: Spanned<String>,
    // For citation rules only.
    cases: Option<RawCases>,
    // For rules on words and on citations.
    label: Option<Spanned<String>>,
    // What follows is for claim rules only.
    #[serde(rename = "plain-help")]
    plain_help: Option<Spanned<String>>,
    #[serde(rename = "bare-help")]
    bare_help: Option<Spanned<String>>,
    labels: Option<Spanned<RawLabels>>,
    directions: Option<Spanned<RawDirections>>,
    names: Option<Spanned<Vec<Spanned<String>>>>,
    rewording: Option<Spanned<Vec<RawTemplate>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocs {
    what: Option<Spanned<String>>,
    why: Option<Spanned<String>>,
    fix: Option<Spanned<String>>,
    #[serde(default)]
    references: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExamples {
    #[serde(default)]
    bad: Vec<RawBad>,
    #[serde(default)]
    good: Vec<RawGood>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBad {
    text: Spanned<String>,
    report: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGood {
    text: Spanned<String>,
    why: Spanned<String>,
}

/// What a kind of rule needs to check its own keys.
pub(super) struct Context<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) lists: &'a Lists,
    pub(super) frames: &'a [Frame],
    pub(super) faults: &'a mut Vec<PackFault>,
}

impl Context<'_> {
    pub(super) fn fault(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.faults
            .push(PackFault::new(self.file, range, message, ""));
    }

    /// The list with this id; reports it where there is none.
    pub(super) fn list(&mut self, id: &Spanned<String>) -> Option<ListId> {
        self.lists.find(self.file, id, self.faults)
    }

    /// Reports a frame that there is not.
    pub(super) fn frame(&mut self, id: &Spanned<String>) {
        let ids = || self.frames.iter().map(|frame| frame.id.as_str());
        let name = id.get_ref();
        if !ids().any(|known| known == name) {
            let message = format!("there is no frame `{name}`");
            let fault = PackFault::new(self.file, id.span(), message, "");
            self.faults.push(fault.near("a frame", name, ids()));
        }
    }
}

/// What every kind of rule has.
pub(super) struct Texts {
    pub(super) id: String,
    pub(super) url: Option<String>,
    /// Where `[report]` stands.
    pub(super) place: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// A rule, and what of it can only be checked beside all others.
pub(super) struct Loaded {
    pub(super) rule: Rule,
    pub(super) place: Place,
    /// The rules that it yields to, as they are written.
    pub(super) yields_to: Vec<Spanned<String>>,
}

/// Reads a rule file; none where it has a mistake.
pub(super) fn load(
    file: &Arc<SourceFile>,
    lists: &Lists,
    frames: &[Frame],
    base_url: &str,
    faults: &mut Vec<PackFault>,
) -> Option<Loaded> {
    let raw: RawRule = match toml::from_str(file.text()) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(syntax(file, &error));
            return None;
        }
    };
    let known = faults.len();
    let mut context = Context {
        file,
        lists,
        frames,
        faults,
    };
    for missing in raw.missing() {
        let message = format!("the rule has no {missing}");
        context.fault(0..0, message);
    }
    if let (Some(report), Some(kind)) = (&raw.report, &raw.kind) {
        let report = report.get_ref();
        let (in_message, in_help) = match kind {
            RawKind::Claim(_) => (claim::IN_MESSAGE, claim::IN_HELP),
            RawKind::Coverage(_) => (coverage::PLACEHOLDERS, coverage::PLACEHOLDERS),
            RawKind::Phrase(_)
            | RawKind::Equation(_)
            | RawKind::Attribution(_)
            | RawKind::Statistic(_) => (words::PLACEHOLDERS, words::PLACEHOLDERS),
            RawKind::Citation(raw) => (raw.placeholders(), raw.placeholders()),
        };
        template::check(file, &report.message, in_message, context.faults);
        template::check(file, &report.help, in_help, context.faults);
    }
    if let Some(id) = raw.id.as_ref().filter(|id| !is_id(id.get_ref())) {
        context.faults.push(bad_id(file, id));
    }
    let level = raw
        .level
        .as_ref()
        .and_then(|written| level(file, written, context.faults));
    let examples = raw.examples.map(|examples| examples.check(&mut context));
    let docs = raw.docs.and_then(|docs| {
        let head = docs.span();
        docs.into_inner().check(head, &mut context)
    });
    let id = raw.id?;
    let report = raw.report?;
    let report_place = report.span();
    let report = report.into_inner();
    let label = report.label;
    let mut words = RawWords {
        place: report_place.clone(),
        plain_help: report.plain_help,
        bare_help: report.bare_help,
        labels: report.labels,
        directions: report.directions,
        names: report.names,
        rewording: report.rewording,
    };
    let texts = Texts {
        place: report_place,
        id: id.get_ref().clone(),
        url: (!base_url.is_empty()).then(|| format!("{base_url}{}", id.get_ref())),
        message: report.message.into_inner(),
        help: report.help.into_inner(),
    };
    let rule_level = level.unwrap_or(Level::Error);
    let kind = match raw.kind? {
        RawKind::Claim(raw) => {
            refuse_label(label.as_ref(), &mut context);
            raw.check(rule_level, &texts, words, &mut context)
                .map(|rule| Kind::Claim(Box::new(rule)))
        }
        RawKind::Citation(raw) => {
            let directions = words.directions.take();
            words.refuse(&mut context);
            raw.check(
                rule_level,
                &texts,
                label,
                report.cases,
                directions,
                &mut context,
            )
            .map(Kind::Citation)
        }
        RawKind::Coverage(raw) => {
            refuse_label(label.as_ref(), &mut context);
            words.refuse(&mut context);
            raw.check(rule_level, &texts, &mut context)
                .map(Kind::Coverage)
        }
        on_words => {
            words.refuse(&mut context);
            let base = words::base(rule_level, &texts, label, &mut context);
            words::check(on_words, base, &mut context)
        }
    };
    let summary = raw.summary?.into_inner();
    let (bad, good) = examples?;
    let rule = Rule {
        id: texts.id,
        level: level?,
        summary,
        url: texts.url,
        kind: kind?,
        yields_to: (raw.yields_to.iter())
            .map(|id| id.get_ref().clone())
            .collect(),
        docs: docs?,
        bad,
        good,
    };
    let place = Place {
        file: file.clone(),
        range: id.span(),
    };
    (faults.len() == known).then_some(Loaded {
        rule,
        place,
        yields_to: raw.yields_to,
    })
}

fn refuse_label(label: Option<&Spanned<String>>, context: &mut Context<'_>) {
    if let Some(label) = label {
        let message = "a rule about claims has `labels`, a word for each part of the claim";
        context.fault(label.span(), message);
    }
}

impl RawRule {
    fn missing(&self) -> impl Iterator<Item = &'static str> {
        [
            ("`id`", self.id.is_none()),
            ("`level`", self.level.is_none()),
            ("`summary`", self.summary.is_none()),
            (
                "`[match.…]`, which says what it looks for",
                self.kind.is_none(),
            ),
            ("`[report]` with message and help", self.report.is_none()),
            ("`[docs]` with what, why and fix", self.docs.is_none()),
            (
                "`[[examples.bad]]` and `[[examples.good]]`",
                self.examples.is_none(),
            ),
        ]
        .into_iter()
        .filter_map(|(name, missing)| missing.then_some(name))
    }
}

impl RawDocs {
    fn check(self, head: Range<usize>, context: &mut Context<'_>) -> Option<Docs> {
        let mut read = |name: &str, text: Option<Spanned<String>>| match text {
            Some(text) if !text.get_ref().trim().is_empty() => Some(text.into_inner()),
            Some(text) => {
                context.fault(text.span(), format!("`{name}` is empty"));
                None
            }
            None => {
                context.fault(head.clone(), format!("`[docs]` has no `{name}`"));
                None
            }
        };
        let what = read("what", self.what);
        let why = read("why", self.why);
        let fix = read("fix", self.fix);
        Some(Docs {
            what: what?,
            why: why?,
            fix: fix?,
            references: self.references,
        })
    }
}

impl RawExamples {
    fn check(self, context: &mut Context<'_>) -> (Vec<BadExample>, Vec<GoodExample>) {
        if self.bad.is_empty() {
            context.fault(0..0, "the rule has no `[[examples.bad]]`");
        }
        if self.good.is_empty() {
            context.fault(0..0, "the rule has no `[[examples.good]]`");
        }
        let place = |text: &Spanned<String>| ExamplePlace::new(context.file, text.span());
        let good = self
            .good
            .into_iter()
            .map(|raw| GoodExample {
                place: place(&raw.text),
                text: raw.text.into_inner(),
                why: raw.why.into_inner(),
            })
            .collect();
        let mut bad = Vec::new();
        for raw in self.bad {
            if !raw.text.get_ref().contains(raw.report.get_ref().as_str()) {
                let message = "the words to be reported are not in the text";
                context.fault(raw.report.span(), message);
            }
            bad.push(BadExample {
                place: ExamplePlace::new(context.file, raw.text.span()),
                text: raw.text.into_inner(),
                report: raw.report.into_inner(),
            });
        }
        (bad, good)
    }
}
