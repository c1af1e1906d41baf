//! A less certain form of the writer's own sentence, which the grammar has read again before it is offered.
//!
//! Owns the ways to change a sentence. Knows no word of English: templates come from rule files, verb forms from
//! [`Wording`]. In: a claim and the rule that reports it. Out: a [`Rewording`]. Start at [`reworded`].

mod opening;
mod reread;
mod soften;
mod statement;
mod wording;

pub use wording::Wording;

use crate::claim::{Claim, QualifierKind, Strength};
use crate::rule::Case;
use crate::rule::claim::ClaimRule;
use crate::rule::fill::fill;
use crate::rule::rewording::reread::Reread;
use crate::rule::rewording::statement::{Form, Statement};
use crate::source::Span;

/// A way to put a claim less strongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The new sentence: holds `{sentence}` (the old one, as it stands after "that"), `{softened}` (the old one with its
    /// verb made less certain), or is built from `{cause}`, `{cue}`, `{effect}`, `{direction}`. In lower case at its start.
    pub text: String,
    /// The frames of the claims that it fits.
    pub frames: Frames,
}

/// Which frames a template fits, by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frames {
    /// Every frame.
    All,
    /// These only.
    Only(Vec<String>),
    /// All but these.
    Except(Vec<String>),
}

impl Frames {
    fn holds(&self, frame: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.iter().any(|id| id == frame),
            Self::Except(ids) => !ids.iter().any(|id| id == frame),
        }
    }
}

/// What can be offered for a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rewording {
    /// A sentence that can stand in its place, in Markdown; none where no template holds.
    pub(super) sentence: Option<String>,
    /// The same in plain text.
    pub(super) plain: Option<String>,
    /// How what it states begins, as it would go on after "that": its first words, and `…` where there are more. None where it is no
    /// clause.
    pub(super) opening: Option<String>,
}

/// Rewords the sentence of `claim`: the first of the rule's templates which, read again in the same surroundings, makes every
/// claim that the rule reports in it with the same cause, effect and direction, and none that the rule reports.
pub(super) fn reworded(rule: &ClaimRule, case: &Case<'_>, claim: &Claim) -> Rewording {
    if !is_denied_within(claim) {
        return Rewording::default();
    }
    let statement = Statement::new(case, claim, &rule.names);
    let opening = opening::opening(rule, case, claim, statement.as_ref());
    let Some(statement) = statement else {
        return Rewording {
            opening,
            ..Rewording::default()
        };
    };
    let mut reread = None;
    let found = rule
        .rewordings
        .iter()
        .filter(|template| template.frames.holds(&claim.frame))
        .filter_map(|template| Candidate::new(template, rule, case, claim, &statement))
        .find(|candidate| {
            reread
                .get_or_insert_with(|| Reread::new(rule, case, claim))
                .keeps(&candidate.plain)
        });
    let (plain, sentence) = found.map(|found| (found.plain, found.markdown)).unzip();
    Rewording {
        sentence,
        plain,
        opening,
    }
}

/// Whether all that denies a claim stands among its own words: in "It is a myth that X reduces Y" the clause behind "that" says the
/// opposite of the sentence.
fn is_denied_within(claim: &Claim) -> bool {
    let parts = [claim.cause, claim.cue, claim.effect];
    let spans = || parts.iter().map(|part| part.span);
    let (start, end) = (
        spans().map(|span| span.start()).min(),
        spans().map(|span| span.end()).max(),
    );
    let within = |span: Span| Some(span.start()) >= start && Some(span.end()) <= end;
    claim.strength != Strength::Denied
        || claim
            .qualifiers
            .iter()
            .filter(|qualifier| qualifier.kind == QualifierKind::Negation)
            .all(|qualifier| within(qualifier.part.span))
}

/// A new sentence.
struct Candidate {
    /// As plain text.
    plain: String,
    /// As Markdown.
    markdown: String,
}

impl Candidate {
    /// None where the template does not fit the sentence.
    fn new(
        template: &Template,
        rule: &ClaimRule,
        case: &Case<'_>,
        claim: &Claim,
        statement: &Statement<'_>,
    ) -> Option<Self> {
        let uses = |name: &str| template.text.contains(name);
        let softened = match uses("{softened}") {
            true => soften::softened(case, claim, statement)?,
            false => Vec::new(),
        };
        if uses("{sentence}") && !statement.can_follow_that() {
            return None;
        }
        let whole = uses("{sentence}") || uses("{softened}");
        // A template that goes on with the sentence itself leaves its first letter as it is.
        let lowered = !template.text.starts_with("{softened}");
        let filled = |form: Form| {
            let words = fill(&template.text, |name| match name {
                "sentence" => Some(statement.words(form, &[], true)),
                "softened" => Some(statement.words(form, &softened, lowered)),
                "cause" => Some(statement.inner_words(claim.cause_named, &rule.names)),
                "cue" => Some(case.words(claim.cue)),
                "effect" => Some(case.words(claim.effect)),
                "direction" => Some(rule.directions.of(claim.direction).to_owned()),
                _ => None,
            });
            let end = if whole { "" } else { statement.end() };
            statement.behind_opener(form, &format!("{words}{end}"))
        };
        Some(Self {
            plain: filled(Form::Plain),
            markdown: filled(Form::Markdown),
        })
    }
}
