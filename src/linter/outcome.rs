use crate::citation::Citation;
use crate::claim::Claim;
use crate::diagnostic::{Diagnostic, Fault, Level};
use crate::linter::{Led, SourceRow, SuppressionRow};
use crate::rule::Rule;
use crate::source::Span;

/// What one document comes to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The findings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The claims, in source order.
    pub claims: Vec<ClaimRow>,
    /// The sources, where they are asked for, by their first marks.
    pub sources: Vec<SourceRow>,
    /// What it says of findings that it does not want, where that was asked for, in source order.
    pub suppressions: Vec<SuppressionRow>,
    /// Whether the document is one that the pack speaks about.
    pub on_subject: bool,
    /// How many sentences of prose it has.
    pub sentences: u32,
    /// Bibliographies that it names and that cannot be read, and mistakes in entries that it holds itself.
    pub faults: Vec<Fault>,
}

/// A claim with what a reader of an inventory wants beside it.
#[derive(Debug, Clone)]
pub struct ClaimRow {
    /// The claim.
    pub claim: Claim,
    /// Its sentence.
    pub sentence: Span,
    /// The words that name its cause, without markup, on one line.
    pub cause: String,
    /// The words of its effect, likewise; what it stands for where it is a pronoun.
    pub effect: String,
    /// The citations that belong to it, by place.
    pub citations: Vec<Citation>,
    /// Where each of them leads.
    pub leads: Vec<Led>,
}

/// How one sentence was read, step by step.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The sentence.
    pub span: Span,
    /// Its plain text.
    pub text: String,
    /// The steps, in order.
    pub sections: Vec<(String, Vec<TraceLine>)>,
}

/// One thing that a step found or decided.
#[derive(Debug, Clone)]
pub struct TraceLine {
    /// What.
    pub text: String,
    /// The words it is about.
    pub span: Option<Span>,
}

/// What a rule says of itself.
#[derive(Debug, Clone)]
pub struct RuleDoc {
    /// Its id.
    pub id: String,
    /// Its level, before settings.
    pub level: Level,
    /// What it reports, in one line.
    pub summary: String,
    /// What it reports, at length.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do about it.
    pub fix: String,
    /// Works and pages to read.
    pub references: Vec<String>,
    /// What is reported.
    pub bad: Vec<RuleExample>,
    /// What is not.
    pub good: Vec<RuleExample>,
    /// Where it is documented.
    pub url: Option<String>,
}

/// An example of a rule.
#[derive(Debug, Clone)]
pub struct RuleExample {
    /// Markdown.
    pub text: String,
    /// For a bad example, the words that are reported; for a good one, why it is good.
    pub note: Option<String>,
}

impl RuleDoc {
    pub(super) fn of(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            level: rule.level,
            summary: rule.summary.clone(),
            what: rule.docs.what.clone(),
            why: rule.docs.why.clone(),
            fix: rule.docs.fix.clone(),
            references: rule.docs.references.clone(),
            bad: rule
                .bad
                .iter()
                .map(|example| RuleExample {
                    text: example.text.clone(),
                    note: Some(example.report.clone()),
                })
                .collect(),
            good: rule
                .good
                .iter()
                .map(|example| RuleExample {
                    text: example.text.clone(),
                    note: Some(example.why.clone()),
                })
                .collect(),
            url: rule.url.clone(),
        }
    }
}
