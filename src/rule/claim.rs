use crate::annotate::{ListId, Mark};
use crate::claim::{Claim, Direction, Part, QualifierKind, Strength, Topic};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::document::SentenceId;
use crate::rule::Case;
use crate::rule::case::on_one_line;
use crate::rule::citation::support::bears_nothing;
use crate::rule::fill::fill;
use crate::rule::rewording::{Rewording, Template, reworded};

/// A rule of the kind claim, checked: it reports sentences that make a claim of a certain strength.
#[derive(Debug, Clone)]
pub struct ClaimRule {
    /// The id of the rule.
    pub id: String,
    /// Where the rule is documented.
    pub url: Option<String>,
    /// The level of a finding in a sentence that cites nothing.
    pub level: Level,
    /// The level of a finding in a sentence that cites a source; off where such a sentence is not reported.
    pub cited_level: Level,
    /// What the claim's cause is.
    pub cause: Topic,
    /// What its effect is.
    pub effect: Topic,
    /// How strongly it is put: one of these.
    pub strengths: Vec<Strength>,
    /// A claim is left alone that words of these lists qualify.
    pub spared_by: Vec<ListId>,
    /// Whether a limit in the next sentence is enough.
    pub limit_excuses: bool,
    /// What is the case: may hold `{cause}`, `{cue}`, `{effect}`, `{direction}`.
    pub message: String,
    /// What to do: the same, and `{rewording}` and `{opening}`.
    pub help: String,
    /// What to do where the sentence cannot be reworded: the same without `{rewording}`.
    pub plain_help: String,
    /// What to do where its words are no clause either: the same without `{rewording}` and `{opening}`.
    pub bare_help: String,
    /// What is shown beside the words of a claim.
    pub labels: PartNames,
    /// The words for `{direction}`.
    pub directions: DirectionWords,
    /// Ways to put the sentence less strongly, tried in this order.
    pub rewordings: Vec<Template>,
    /// Lists whose words keep their capital within a sentence.
    pub names: Vec<ListId>,
}

impl ClaimRule {
    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let sides = [self.cause, self.effect].into_iter();
        sides
            .filter_map(Topic::list)
            .chain(self.names.iter().copied())
    }
}

/// A few words on each part of a claim; the names of the roles where a rule gives none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartNames {
    /// On the words that name the cause.
    pub cause: String,
    /// On the words that carry the link.
    pub cue: String,
    /// On the words that name the effect.
    pub effect: String,
}

impl Default for PartNames {
    fn default() -> Self {
        Self {
            cause: CAUSE.to_owned(),
            cue: CUE.to_owned(),
            effect: EFFECT.to_owned(),
        }
    }
}

/// On the words that a pronoun for the cause takes up.
const NAMED: &str = "named here";

/// The roles of the labels of a claim.
const CAUSE: &str = "cause";
const CUE: &str = "cue";
const EFFECT: &str = "effect";

/// The words for each direction; empty where no text of the rule uses them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectionWords {
    /// The effect rises.
    pub increase: String,
    /// It falls.
    pub decrease: String,
    /// Nothing happens.
    pub no_effect: String,
    /// It rises here and falls there.
    pub mixed: String,
}

impl DirectionWords {
    pub(super) fn of(&self, direction: Direction) -> &str {
        match direction {
            Direction::Increase => &self.increase,
            Direction::Decrease => &self.decrease,
            Direction::NoEffect => &self.no_effect,
            Direction::Mixed => &self.mixed,
        }
    }
}

/// Why a rule does not report a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spared {
    /// Its strength is none that the rule asks for.
    Strength,
    /// The next sentence limits it.
    Limited(Part),
    /// It cites a source.
    Cited,
    /// These words take back too much of it.
    Qualified(Part),
    /// Its cause is not what the rule is about.
    Cause,
    /// Its effect is not what the rule is about.
    Effect,
}

/// The findings of a rule: one for each sentence that makes a claim which the rule is about, at the first such claim.
pub fn check(rule: &ClaimRule, case: &Case<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut last: Option<SentenceId> = None;
    for claim in case.claims {
        if last == Some(claim.sentence) || spared(rule, case, claim).is_some() {
            continue;
        }
        last = Some(claim.sentence);
        findings.extend(finding(rule, case, claim));
    }
    findings
}

/// Why `rule` does not report `claim`; `None` where it does.
pub fn spared(rule: &ClaimRule, case: &Case<'_>, claim: &Claim) -> Option<Spared> {
    let limit = claim
        .qualifiers
        .iter()
        .find(|qualifier| qualifier.kind == QualifierKind::LimitInNextSentence);
    if !rule.strengths.contains(&claim.strength) {
        Some(Spared::Strength)
    } else if let Some(limit) = limit.filter(|_| rule.limit_excuses) {
        Some(Spared::Limited(limit.part))
    } else if rule.cited_level == Level::Off && is_cited(case, claim) {
        Some(Spared::Cited)
    } else if let Some(part) = sparing(rule, case, claim) {
        Some(Spared::Qualified(part))
    } else if !is_about(rule.cause, case, claim.cause_named) {
        Some(Spared::Cause)
    } else if !is_about(rule.effect, case, claim.effect_named) {
        Some(Spared::Effect)
    } else {
        None
    }
}

/// The words of a list that spares a claim, among those that qualify it.
fn sparing(rule: &ClaimRule, case: &Case<'_>, claim: &Claim) -> Option<Part> {
    let spares = |part: &Part| {
        let mut lists = rule.spared_by.iter();
        lists.any(|list| is_about(Topic::List(*list), case, *part))
    };
    let mut parts = claim.qualifiers.iter().map(|qualifier| qualifier.part);
    parts.find(spares)
}

/// Whether a source bears what the sentence of a claim says.
fn is_cited(case: &Case<'_>, claim: &Claim) -> bool {
    let mut citations = case.citations.bearing(case.document, claim.sentence);
    citations.next().is_some()
}

/// Whether a mention of the concept stands in these words.
fn is_about(matter: Topic, case: &Case<'_>, part: Part) -> bool {
    let Topic::List(list) = matter else {
        return true;
    };
    let Some(block) = case.annotated.get(part.block.0 as usize) else {
        return false;
    };
    let start = block
        .tokens
        .partition_point(|token| token.range.end <= part.range.start);
    let end = block
        .tokens
        .partition_point(|token| token.range.start < part.range.end);
    let first = block
        .matches
        .partition_point(|found| (found.start as usize + LONGEST) < start);
    block.matches[first..]
        .iter()
        .take_while(|found| (found.start as usize) < end)
        .filter(|found| found.end as usize > start)
        .filter_map(|found| case.pack.book.info(found.phrase))
        .any(|info| info.list == list && info.mark != Mark::Never)
}

/// Mentions are looked for from so many tokens before the words of a claim: no phrase is longer.
const LONGEST: usize = 64;

fn finding(rule: &ClaimRule, case: &Case<'_>, claim: &Claim) -> Option<Diagnostic> {
    let sentence = case.sentence(claim)?;
    // A source that is known to bear nothing of it makes the claim no better.
    let cited = is_cited(case, claim) && !bears_nothing(case, claim);
    let rewording = match case.advises {
        true => reworded(rule, case, claim),
        false => Rewording::default(),
    };
    let value = |name: &str| match name {
        "cause" => Some(case.words(claim.cause_named)),
        "cue" => Some(case.words(claim.cue)),
        "effect" => Some(case.words(claim.effect)),
        "direction" => Some(rule.directions.of(claim.direction).to_owned()),
        "opening" => rewording.opening.clone(),
        "rewording" => rewording.plain.as_deref().map(on_one_line),
        _ => None,
    };
    let help = match (&rewording.opening, &rewording.plain) {
        (None, _) => &rule.bare_help,
        (Some(_), Some(_)) => &rule.help,
        (Some(_), None) => &rule.plain_help,
    };
    let named = NAMED.to_owned();
    let mut labels: Vec<Label> = [
        (CAUSE, &rule.labels.cause, claim.cause),
        (CUE, &rule.labels.cue, claim.cue),
        (EFFECT, &rule.labels.effect, claim.effect),
    ]
    .into_iter()
    .chain((claim.cause != claim.cause_named).then_some((CAUSE, &named, claim.cause_named)))
    .map(|(role, text, part)| Label {
        role: role.to_owned(),
        span: part.span,
        text: text.clone(),
    })
    .collect();
    labels.sort_by_key(|label| label.span);
    Some(Diagnostic {
        rule: rule.id.clone(),
        level: if cited { rule.cited_level } else { rule.level },
        message: fill(&rule.message, value),
        help: case.advises.then(|| fill(help, value)),
        rewording: rewording.sentence.clone(),
        url: rule.url.clone(),
        span: sentence.span,
        labels,
        missing: Vec::new(),
    })
}
