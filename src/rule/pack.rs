use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::annotate::{Book, ListId};
use crate::claim::Grammar;
use crate::diagnostic::{Diagnostic, Level};
use crate::document::Conventions;
use crate::rule::Wording;
use crate::rule::attribution::{ATTRIBUTION, AttributionRule};
use crate::rule::citation::CitationRule;
use crate::rule::claim::ClaimRule;
use crate::rule::coverage::Coverage;
use crate::rule::equation::{EQUATION, EquationRule};
use crate::rule::evidence::Evidence;
use crate::rule::load::{self, PackFault};
use crate::rule::phrase::{PhraseRule, TERM};
use crate::rule::statistic::{FIGURE, StatisticRule};
use crate::source::{SourceFile, Span};

/// All that is known of a subject and of English, read and checked.
#[derive(Debug)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// Where it is documented: the address of a rule is this with the rule's id behind it. May be empty.
    pub url: String,
    /// Stems, in lower case, without one of which a document is not on the subject.
    pub anchors: Vec<String>,
    /// Its rules, by id.
    pub rules: Vec<Rule>,
    /// The phrases of its concepts and of English.
    pub book: Book,
    /// How claims are read.
    pub grammar: Grammar,
    /// How documents are read.
    pub conventions: Conventions,
    /// How sentences are reworded.
    pub wording: Wording,
    /// What is known of works.
    pub evidence: Evidence,
}

/// A rule, checked: every reference in it leads somewhere.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, unique in its pack.
    pub id: String,
    /// Its level, before settings.
    pub level: Level,
    /// What it reports, in one line.
    pub summary: String,
    /// Where it is documented.
    pub url: Option<String>,
    /// What it looks for.
    pub kind: Kind,
    /// The rules that say the same or more: where one of them reports a sentence, this one leaves it alone.
    pub yields_to: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Documents in which it reports something; never empty.
    pub bad: Vec<BadExample>,
    /// Documents in which it reports nothing; never empty.
    pub good: Vec<GoodExample>,
}

/// The kinds of rules.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Reports single claims.
    Claim(Box<ClaimRule>),
    /// Reports a document that leaves something out.
    Coverage(Coverage),
    /// Reports terms.
    Phrase(PhraseRule),
    /// Reports statements that set two things equal.
    Equation(EquationRule),
    /// Reports statements that rest on nobody in particular.
    Attribution(AttributionRule),
    /// Reports figures without a source.
    Statistic(StatisticRule),
    /// Reports citations.
    Citation(CitationRule),
}

impl Kind {
    /// Whether it looks at the words of single sentences, and not at claims.
    pub(super) fn is_on_words(&self) -> bool {
        match self {
            Self::Claim(_) | Self::Coverage(_) | Self::Citation(_) => false,
            Self::Phrase(_) | Self::Equation(_) | Self::Attribution(_) | Self::Statistic(_) => true,
        }
    }

    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> Vec<ListId> {
        match self {
            Self::Claim(rule) => rule.lists().chain(rule.spared_by.iter().copied()).collect(),
            Self::Coverage(rule) => rule.lists().collect(),
            Self::Phrase(rule) => rule.lists().collect(),
            Self::Equation(rule) => rule.lists().collect(),
            Self::Attribution(rule) => rule.lists().collect(),
            Self::Statistic(rule) => rule.lists().collect(),
            Self::Citation(_) => Vec::new(),
        }
    }

    /// Those of which a match makes a sentence worth a look.
    pub(super) fn terms(&self) -> Vec<ListId> {
        match self {
            Self::Claim(_) | Self::Coverage(_) | Self::Citation(_) => Vec::new(),
            Self::Phrase(rule) => vec![rule.terms],
            Self::Equation(rule) => rule.statements().collect(),
            Self::Attribution(rule) => vec![rule.vague],
            Self::Statistic(rule) => vec![rule.figures, rule.numbers, rule.small_numbers],
        }
    }

    /// Those beside which a number in digits does.
    pub(super) fn about(&self) -> &[ListId] {
        match self {
            Self::Statistic(rule) => &rule.about,
            Self::Claim(_)
            | Self::Coverage(_)
            | Self::Citation(_)
            | Self::Phrase(_)
            | Self::Equation(_)
            | Self::Attribution(_) => &[],
        }
    }
}

/// What `explain` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs {
    /// What the rule reports, at length.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do about it.
    pub fix: String,
    /// Works and pages to read.
    pub references: Vec<String>,
}

/// A document in which the rule reports something.
#[derive(Debug, Clone)]
pub struct BadExample {
    /// Markdown.
    pub text: String,
    /// The words that are reported: a part of `text`.
    pub report: String,
    pub(super) place: ExamplePlace,
}

/// A document in which the rule reports nothing.
#[derive(Debug, Clone)]
pub struct GoodExample {
    /// Markdown.
    pub text: String,
    /// Why nothing is reported.
    pub why: String,
    pub(super) place: ExamplePlace,
}

/// Where an example stands in its rule file.
#[derive(Debug, Clone)]
pub(super) struct ExamplePlace {
    file: Arc<SourceFile>,
    range: Range<usize>,
}

impl ExamplePlace {
    pub(super) fn new(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        Self {
            file: file.clone(),
            range,
        }
    }

    fn fault(&self, message: String) -> PackFault {
        PackFault::new(&self.file, self.range.clone(), message, "this example")
    }
}

impl Pack {
    /// The built-in pack.
    ///
    /// # Errors
    /// Every mistake in its files.
    pub fn embedded() -> Result<Self, Vec<PackFault>> {
        load::embedded()
    }

    /// The pack in a folder: one with a `pack.toml` is a pack of its own, which takes the built-in English unless it has a
    /// folder `english`; one without adds its concepts and rules to the built-in pack.
    ///
    /// # Errors
    /// Every mistake in its files, and a folder that cannot be read.
    pub fn from_folder(folder: &Path) -> Result<Self, Vec<PackFault>> {
        load::folder(folder)
    }

    /// Runs every example of every rule. `lint` gives the findings of the whole pack in a Markdown text.
    ///
    /// A bad example holds where its rule reports a sentence in which the words stand, with all words of the claim inside of
    /// them; a good one, where its rule reports nothing.
    pub fn test_examples(&self, lint: impl Fn(&str) -> Vec<Diagnostic>) -> Vec<PackFault> {
        let mut faults = Vec::new();
        for rule in &self.rules {
            let found = |text: &str| {
                let mut found = lint(text);
                found.retain(|diagnostic| diagnostic.rule == rule.id);
                found
            };
            for example in &rule.bad {
                let found = found(&example.text);
                if !found.iter().any(|found| reports(found, example)) {
                    let fault = match found.first() {
                        None => example
                            .place
                            .fault(format!("`{}` reports nothing here", rule.id)),
                        Some(other) => {
                            let words = other.span.slice(&example.text);
                            example
                                .place
                                .fault(format!("`{}` reports other words here: {words}", rule.id))
                        }
                    };
                    faults.push(fault.help(format!("it should report: {}", example.report)));
                }
            }
            for example in &rule.good {
                if let Some(found) = found(&example.text).first() {
                    let words = found.span.slice(&example.text);
                    let fault = example
                        .place
                        .fault(format!("`{}` reports a good example", rule.id));
                    faults.push(fault.help(format!("it reports: {words}")));
                }
            }
        }
        faults
    }
}

/// The roles of the words that a finding about a sentence is drawn from; labels of other roles may stand anywhere in the document.
const ROLES: [&str; 7] = [
    "cause",
    "cue",
    "effect",
    TERM,
    EQUATION,
    ATTRIBUTION,
    FIGURE,
];

fn reports(found: &Diagnostic, example: &BadExample) -> bool {
    let Some(start) = example.text.find(&example.report) else {
        return false;
    };
    let words = Span::new(start as u32, (start + example.report.len()) as u32);
    found.span.overlaps(words)
        && found
            .labels
            .iter()
            .filter(|label| ROLES.contains(&label.role.as_str()))
            .filter(|label| found.span.contains(label.span))
            .all(|label| words.contains(label.span))
}
