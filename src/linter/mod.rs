//! One document through the whole way: text to document, annotations, claims, findings.
//!
//! Owns the order of the steps, and the gate before the first. Knows no output format. In: a [`SourceFile`]. Out: an
//! [`Outcome`]. Start at [`Linter::check`].

mod cited;
mod gate;
mod outcome;
mod status;
mod suppression;
mod trace;

pub use cited::{LeadsTo, Led, SourceRow};
pub use outcome::{ClaimRow, Outcome, RuleDoc, RuleExample, Trace, TraceLine};
pub use suppression::{Reach, SuppressionRow};

use std::path::Path;

use crate::annotate::Annotated;
use crate::citation::bibliography::{Shelf, Sources};
use crate::citation::{Citations, Resolver};
use crate::claim::{Annotations, Claim, Subject, Topic, extract, survey};
use crate::config::{Rulings, Settings};
use crate::diagnostic::{Diagnostic, Fault, Level};
use crate::document::{Document, Matter};
use crate::linter::gate::Gate;
use crate::linter::suppression::{OWN_RULES, Scopes};
use crate::rule::claim::ClaimRule;
use crate::rule::{self, Case, Kind, Pack, Rule, claim, coverage, words};
use crate::source::SourceFile;

/// A pack of rules, ready to be applied.
#[derive(Debug)]
pub struct Linter {
    pack: Pack,
    gate: Gate,
    shelf: Shelf,
}

/// A mistake in a pack, which points at its place.
pub type PackFault = Box<dyn miette::Diagnostic + Send + Sync>;

impl Linter {
    /// The pack that is built in.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn embedded() -> Result<Self, Vec<PackFault>> {
        Pack::embedded().map(Self::new).map_err(boxed)
    }

    /// The pack in a folder. Its examples are tried.
    ///
    /// # Errors
    /// Every mistake in its files; where there is none, every example that does not hold.
    pub fn with_pack(folder: &Path) -> Result<Self, Vec<PackFault>> {
        let linter = Self::with_untried_pack(folder)?;
        let faults = linter.test_examples();
        if faults.is_empty() {
            Ok(linter)
        } else {
            Err(faults)
        }
    }

    /// The same without trying its examples, for those who then do so with [`Linter::test_examples`].
    ///
    /// # Errors
    /// Every mistake in its files.
    pub fn with_untried_pack(folder: &Path) -> Result<Self, Vec<PackFault>> {
        Pack::from_folder(folder).map(Self::new).map_err(boxed)
    }

    fn new(pack: Pack) -> Self {
        let any = |rule: &ClaimRule| [rule.cause, rule.effect].contains(&Topic::Any);
        let open = pack.grammar.subject.is_some_and(Subject::is_open)
            || pack.rules.iter().any(|rule| match &rule.kind {
                Kind::Claim(rule) => any(rule),
                _ => false,
            });
        Self {
            gate: Gate::new(&pack.anchors, open),
            shelf: Shelf::closed(),
            pack,
        }
    }

    /// With bibliographies from files; without this, a document has only the works that its own front matter describes.
    #[must_use]
    pub fn with_shelf(mut self, shelf: Shelf) -> Self {
        self.shelf = shelf;
        self
    }

    /// What is wrong in the bibliographies that have been read so far, by file and place; each mistake once, however many
    /// documents use the file.
    pub fn faults(&self) -> Vec<Fault> {
        self.shelf.faults()
    }

    /// The findings in a file, with its claims.
    pub fn check(&self, file: &SourceFile) -> Outcome {
        self.found(file, &Rulings::default(), true)
    }

    /// The findings as settings have them. `advises` says whether they say what to do, too; see [`Self::check_briefly`].
    pub fn check_under(&self, file: &SourceFile, rulings: &Rulings, advises: bool) -> Outcome {
        self.found(file, rulings, advises)
    }

    /// The same without what each finding advises: the help and the rewording of a claim, which are most of the work of a finding.
    pub fn check_briefly(&self, file: &SourceFile) -> Outcome {
        self.found(file, &Rulings::default(), false)
    }

    fn found(&self, file: &SourceFile, rulings: &Rulings, advises: bool) -> Outcome {
        let Some(document) = self.parsed(file) else {
            return Outcome::default();
        };
        let scopes = Scopes::read(file, &document, || self.levels(rulings));
        let most = status::most(file, &document, rulings);
        let mut outcome = match self.text(file, document) {
            Some(text) => {
                let applies = |rule: &Rule| rulings.level(&rule.id, rule.level) != Level::Off;
                self.found_in(&text, file, rulings, advises, &applies)
            }
            None => Outcome::default(),
        };
        if !scopes.is_empty() {
            scopes.apply(&mut outcome.diagnostics);
            sort(&mut outcome.diagnostics);
        }
        for finding in &mut outcome.diagnostics {
            finding.level = rulings.level(&finding.rule, finding.level).min(most);
        }
        outcome
            .diagnostics
            .retain(|finding| finding.level != Level::Off);
        outcome
    }

    /// The findings of the rules that are applied.
    fn found_in(
        &self,
        text: &Text,
        file: &SourceFile,
        rulings: &Rulings,
        advises: bool,
        applies: &dyn Fn(&Rule) -> bool,
    ) -> Outcome {
        let resolver = text.resolver();
        let case = Case {
            advises,
            ..text.case(self, file, &resolver)
        };
        Outcome {
            diagnostics: self.findings(&case, rulings, applies),
            ..self.outcome(text, file)
        }
    }

    /// What a file says of findings that it does not want.
    pub fn suppressions(&self, file: &SourceFile) -> Outcome {
        let Some(document) = self.parsed(file) else {
            return Outcome::default();
        };
        Outcome {
            suppressions: suppression::rows(file, &document),
            on_subject: self.speaks_about(&document),
            ..Outcome::default()
        }
    }

    /// The names of all rules, each with its level.
    fn levels(&self, rulings: &Rulings) -> Vec<(&str, Level)> {
        let rules = self.pack.rules.iter();
        rules
            .map(|rule| (rule.id.as_str(), rulings.level(&rule.id, rule.level)))
            .collect()
    }

    /// The claims in a file.
    pub fn claims(&self, file: &SourceFile) -> Outcome {
        self.read(file)
            .map_or_else(Outcome::default, |text| self.outcome(&text, file))
    }

    /// The sources that a file cites.
    pub fn sources(&self, file: &SourceFile) -> Outcome {
        let Some(text) = self.read(file) else {
            return Outcome::default();
        };
        let resolver = text.resolver();
        Outcome {
            sources: cited::sources(&text.case(self, file, &resolver)),
            ..self.outcome(&text, file)
        }
    }

    /// How the sentences on a line (from 1) were read, whether or not the pack speaks about the document; none where there is
    /// no such line and where no sentence stands on it.
    pub fn trace(&self, file: &SourceFile, line: u32) -> Vec<Trace> {
        let Some(line) = file.line(line) else {
            return Vec::new();
        };
        let document = Document::parse(file, &self.pack.conventions);
        let sources = Sources::read(file, &document, &self.shelf);
        trace::traces(
            self,
            &Text::whole(document, sources, &self.pack),
            file,
            line,
        )
    }

    /// The rules of the pack and those about suppressions, by id.
    pub fn rules(&self) -> Vec<RuleDoc> {
        let rules = self.pack.rules.iter().map(RuleDoc::of);
        let mut docs: Vec<RuleDoc> = rules.chain(OWN_RULES.iter().cloned()).collect();
        docs.sort_by(|one, other| one.id.cmp(&other.id));
        docs
    }

    /// How many rules the pack has, and how many examples stand in them.
    pub fn counts(&self) -> (usize, usize) {
        let rules = &self.pack.rules;
        let examples = rules.iter().map(|rule| rule.bad.len() + rule.good.len());
        (rules.len(), examples.sum())
    }

    /// Mistakes in the names that settings use: of rules, and of what a rule asks for.
    pub fn check_names(&self, settings: &Settings) -> Vec<Fault> {
        let own = OWN_RULES.iter().map(|rule| rule.id.as_str());
        let rules = self.pack.rules.iter().map(|rule| rule.id.as_str());
        let names: Vec<&str> = rules.chain(own).collect();
        settings.check_names(&names, |name| {
            let rule = self.pack.rules.iter().find(|rule| rule.id == name)?;
            match &rule.kind {
                Kind::Coverage(rule) => Some(
                    rule.factors
                        .iter()
                        .map(|factor| factor.id.as_str())
                        .collect(),
                ),
                _ => None,
            }
        })
    }

    /// The examples of the pack's rules that do not hold.
    pub fn test_examples(&self) -> Vec<PackFault> {
        // Those of a rule that is off, too.
        let lint = |text: &str| {
            let file = SourceFile::new("example.md", text);
            let rulings = Rulings::default();
            self.read(&file).map_or_else(Vec::new, |text| {
                self.found_in(&text, &file, &rulings, true, &|_| true)
                    .diagnostics
            })
        };
        boxed(self.pack.test_examples(lint))
    }

    /// A file that the pack may speak about, read; none for any other.
    fn read(&self, file: &SourceFile) -> Option<Text> {
        self.text(file, self.parsed(file)?)
    }

    /// A file that can hold a word of the subject or one to the program itself, parsed.
    fn parsed(&self, file: &SourceFile) -> Option<Document> {
        self.gate
            .admits(file.text())
            .then(|| Document::parse(file, &self.pack.conventions))
    }

    /// The same read further, if the pack speaks about it.
    fn text(&self, file: &SourceFile, document: Document) -> Option<Text> {
        if !self.speaks_about(&document) {
            return None;
        }
        let sources = Sources::read(file, &document, &self.shelf);
        Some(Text::new(document, sources, &self.pack))
    }

    fn speaks_about(&self, document: &Document) -> bool {
        let mut blocks = document.blocks.iter();
        blocks.any(|block| self.gate.is_on_subject(&block.text))
    }

    fn findings(
        &self,
        case: &Case<'_>,
        rulings: &Rulings,
        applies: &dyn Fn(&Rule) -> bool,
    ) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for rule in self.pack.rules.iter().filter(|rule| applies(rule)) {
            match &rule.kind {
                Kind::Claim(rule) => findings.extend(claim::check(rule, case)),
                Kind::Citation(rule) => findings.extend(rule::citation::check(rule, case)),
                Kind::Coverage(rule) => findings.extend(coverage::check(
                    &rule.under(rulings),
                    case.document,
                    case.annotated,
                    &self.pack.book,
                    case.claims,
                )),
                // All of them look at a sentence together.
                Kind::Phrase(_) | Kind::Equation(_) | Kind::Attribution(_) | Kind::Statistic(_) => {
                }
            }
        }
        findings.extend(words::check(case, applies));
        self.yield_to_others(&mut findings);
        sort(&mut findings);
        findings
    }

    /// Leaves out what a rule says of a sentence of which a rule says more that it yields to; there the help says it as well.
    fn yield_to_others(&self, findings: &mut Vec<Diagnostic>) {
        let yields_to = |finding: &Diagnostic| {
            let rules = &self.pack.rules;
            let rule = rules.iter().find(|rule| rule.id == finding.rule);
            rule.map_or(&[][..], |rule| rule.yields_to.as_slice())
        };
        let (yielding, mut others): (Vec<Diagnostic>, Vec<Diagnostic>) = std::mem::take(findings)
            .into_iter()
            .partition(|finding| !yields_to(finding).is_empty());
        for finding in yielding {
            let says_more = |other: &&mut Diagnostic| {
                other.span == finding.span && yields_to(&finding).contains(&other.rule)
            };
            match others.iter_mut().find(says_more) {
                Some(other) => {
                    let help = other.help.take();
                    other.help = help.map(|help| format!("{help} ({})", finding.message));
                }
                None => findings.push(finding),
            }
        }
        findings.append(&mut others);
    }

    fn outcome(&self, text: &Text, file: &SourceFile) -> Outcome {
        let resolver = text.resolver();
        let case = text.case(self, file, &resolver);
        let claims = text.claims.iter().filter_map(|claim| {
            Some(ClaimRow {
                claim: claim.clone(),
                sentence: text.document.sentences.get(claim.sentence.0 as usize)?.span,
                cause: case.words(claim.cause_named),
                effect: case.words(match claim.effect.span.overlaps(claim.effect_named.span) {
                    true => claim.effect,
                    false => claim.effect_named,
                }),
                leads: (text.citations.bearing(&text.document, claim.sentence))
                    .map(|citation| cited::led(&case, citation))
                    .collect(),
                citations: text
                    .citations
                    .bearing(&text.document, claim.sentence)
                    .cloned()
                    .collect(),
            })
        });
        Outcome {
            diagnostics: Vec::new(),
            sources: Vec::new(),
            suppressions: Vec::new(),
            claims: claims.collect(),
            on_subject: true,
            sentences: text
                .document
                .blocks
                .iter()
                .filter(|block| block.matter == Matter::Prose)
                .map(|block| block.sentences.len() as u32)
                .sum(),
            faults: text.sources.faults().to_vec(),
        }
    }
}

/// A document, read.
struct Text {
    document: Document,
    annotated: Vec<Annotated>,
    claims: Vec<Claim>,
    citations: Citations,
    sources: Sources,
}

impl Text {
    fn new(document: Document, sources: Sources, pack: &Pack) -> Self {
        let all = 0..document.sentences.len() as u32;
        let annotated = survey::annotate(&document, &pack.book, &pack.grammar, all);
        Self::of(document, annotated, sources, pack)
    }

    /// With every phrase in every sentence.
    fn whole(document: Document, sources: Sources, pack: &Pack) -> Self {
        let annotated = survey::whole(&document, &pack.book);
        Self::of(document, annotated, sources, pack)
    }

    fn of(document: Document, annotated: Vec<Annotated>, sources: Sources, pack: &Pack) -> Self {
        let annotations = Annotations::new(&document, &pack.book, &annotated, &pack.grammar);
        let claims = extract(&annotations, &pack.grammar);
        Self {
            citations: Citations::read(&document, &pack.conventions),
            document,
            annotated,
            claims,
            sources,
        }
    }

    fn resolver(&self) -> Resolver<'_> {
        Resolver::new(&self.document, &self.citations, &self.sources)
    }

    fn case<'a>(
        &'a self,
        linter: &'a Linter,
        file: &'a SourceFile,
        resolver: &'a Resolver<'a>,
    ) -> Case<'a> {
        Case {
            file,
            document: &self.document,
            annotated: &self.annotated,
            claims: &self.claims,
            citations: &self.citations,
            resolver,
            pack: &linter.pack,
            advises: true,
        }
    }
}

fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
}

fn boxed(faults: Vec<rule::PackFault>) -> Vec<PackFault> {
    faults
        .into_iter()
        .map(|fault| Box::new(fault) as PackFault)
        .collect()
}

#[cfg(test)]
mod tests;
