use std::borrow::Cow;

use crate::annotate::{Annotated, Book, ListId};
use crate::claim::{Claim, Strength};
use crate::config::Rulings;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::document::Document;
use crate::rule::fill::fill;
use crate::rule::passage::{Passages, Signs};

/// A rule of the kind coverage, checked: a document that makes a claim owes its readers the other factors.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The id of the rule.
    pub id: String,
    /// Where the rule is documented.
    pub url: Option<String>,
    /// The factors that are owed, in the order in which they are reported.
    pub factors: Vec<Factor>,
    /// How many of them are enough; all without this.
    pub enough: Option<usize>,
    /// The lists that decide whether the words of a factor count where they stand.
    pub signs: Signs,
    /// The level for each of the three cases.
    pub levels: CoverageLevels,
    /// What is the case: may hold `{missing}`, `{missing-count}`, `{factor-count}`, `{cause}`, `{cue}`, `{effect}`.
    pub message: String,
    /// What to do: the same, and `{missing-meanings}`.
    pub help: String,
}

impl Coverage {
    /// The rule as settings have it.
    pub fn under(&self, rulings: &Rulings) -> Cow<'_, Self> {
        let Some(ruling) = rulings.coverage.get(&self.id) else {
            return Cow::Borrowed(self);
        };
        let mut rule = self.clone();
        if let Some(factors) = &ruling.value.factors {
            rule.factors
                .retain(|factor| factors.iter().any(|said| said.value == factor.id));
        }
        rule.enough = ruling.value.enough;
        Cow::Owned(rule)
    }

    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let factors = self.factors.iter().map(|factor| factor.concept);
        factors.chain(self.signs.lists())
    }
}

/// A factor that a document can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its id in settings and in the output.
    pub id: String,
    /// Its phrases.
    pub concept: ListId,
    /// What people call it.
    pub name: String,
    /// What that means, in a few words that go on from its name.
    pub means: String,
}

/// How much a gap matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverageLevels {
    /// Where the document asserts a claim and names no factor.
    pub asserted_none_named: Level,
    /// Where it asserts one and names some.
    pub asserted_some_named: Level,
    /// Where it makes claims and asserts none.
    pub not_asserted: Level,
}

/// The finding about a document, if it makes a claim and leaves out a factor; at the first of its strongest claims.
///
/// `annotated` holds the annotations of each block of `document.blocks`, in the same order, made by `book`.
pub fn check(
    rule: &Coverage,
    document: &Document,
    annotated: &[Annotated],
    book: &Book,
    claims: &[Claim],
) -> Option<Diagnostic> {
    let claim = claims
        .iter()
        .filter(|claim| owes(claim.strength))
        .min_by_key(|claim| claim.strength)?;
    let passages = Passages::new(&rule.signs, &rule.factors, document, annotated, book);
    let named = passages.named();
    let enough = rule.enough.unwrap_or(rule.factors.len());
    if named.iter().flatten().count() >= enough {
        return None;
    }
    let missing: Vec<&Factor> = rule
        .factors
        .iter()
        .zip(&named)
        .filter_map(|(factor, place)| place.is_none().then_some(factor))
        .collect();
    let level = match (claim.strength, missing.len()) {
        (_, 0) => return None,
        (Strength::Asserted, left_out) if left_out == rule.factors.len() => {
            rule.levels.asserted_none_named
        }
        (Strength::Asserted, _) => rule.levels.asserted_some_named,
        _ => rule.levels.not_asserted,
    };
    let parts = [
        ("cause", claim.cause_named),
        ("cue", claim.cue),
        ("effect", claim.effect),
    ];
    let mut labels: Vec<Label> = parts
        .iter()
        .map(|(role, part)| (*role, *role, part.span))
        .chain(
            rule.factors
                .iter()
                .zip(&named)
                .filter_map(|(factor, place)| {
                    place.map(|span| (factor.id.as_str(), factor.name.as_str(), span))
                }),
        )
        .map(|(role, text, span)| Label::new(role, text, span))
        .collect();
    labels.sort_by_key(|label| label.span);
    let text = |place: usize| {
        let part = parts[place].1;
        let block = document.blocks.get(part.block.0 as usize);
        block
            .and_then(|block| {
                let range = part.range.start as usize..part.range.end as usize;
                block.text.get(range)
            })
            .unwrap_or("")
            .to_owned()
    };
    let value = |name: &str| match name {
        "missing" => Some(listed(&missing, ", ", |factor| factor.name.clone())),
        "missing-meanings" => Some(listed(&missing, "; ", |factor| {
            format!("{} ({})", factor.name, factor.means)
        })),
        "missing-count" => Some(missing.len().to_string()),
        "factor-count" => Some(rule.factors.len().to_string()),
        "cause" => Some(text(0)),
        "cue" => Some(text(1)),
        "effect" => Some(text(2)),
        _ => None,
    };
    Some(Diagnostic {
        rule: rule.id.clone(),
        level,
        message: fill(&rule.message, value),
        help: Some(fill(&rule.help, value)),
        rewording: None,
        url: rule.url.clone(),
        span: document
            .sentences
            .get(claim.sentence.0 as usize)
            .map_or(claim.cue.span, |sentence| sentence.span),
        labels,
        missing: missing.iter().map(|factor| factor.id.clone()).collect(),
    })
}

/// Whether a claim of this strength makes the duty: a question and an aim say nothing of what a law does.
fn owes(strength: Strength) -> bool {
    match strength {
        Strength::Asserted
        | Strength::Denied
        | Strength::Hedged
        | Strength::Attributed
        | Strength::Correlational => true,
        Strength::Question | Strength::Intent => false,
    }
}

fn listed(factors: &[&Factor], separator: &str, show: impl Fn(&Factor) -> String) -> String {
    let shown: Vec<String> = factors.iter().map(|factor| show(factor)).collect();
    shown.join(separator)
}
