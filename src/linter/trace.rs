use crate::annotate::{Annotated, Book, ListId, Mark, Match};
use crate::claim::{
    Annotations, Attempt, Claim, Direction, Element, Part, QualifierKind, Strength, Topic, Verdict,
    attempts,
};
use crate::config::Rulings;
use crate::diagnostic::{Diagnostic, Level};
use crate::document::{Block, BlockKind, Matter, Sentence, SentenceId, TextRange};
use crate::linter::suppression::Scopes;
use crate::linter::{Linter, Text, Trace, TraceLine};
use crate::rule::claim::{ClaimRule, Spared, spared};
use crate::rule::{Case, Kind, Rule};
use crate::source::{SourceFile, Span};

/// The traces of the sentences that touch `line`.
pub(super) fn traces(linter: &Linter, text: &Text, file: &SourceFile, line: Span) -> Vec<Trace> {
    let rulings = Rulings::default();
    let resolver = text.resolver();
    let case = text.case(linter, file, &resolver);
    let findings = linter.findings(&case, &rulings, &|rule| rule.level != Level::Off);
    let mut kept = findings.clone();
    Scopes::read(file, &text.document, || linter.levels(&rulings)).apply(&mut kept);
    let touches = |sentence: &Sentence| {
        sentence.span.start() <= line.end() && line.start() < sentence.span.end()
    };
    let mut traces: Vec<Trace> = text
        .document
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| touches(sentence))
        .map(|(at, sentence)| {
            let tracer = Tracer {
                linter,
                case,
                findings: &findings,
                kept: &kept,
                id: SentenceId(at as u32),
                sentence,
                block: &text.document.blocks[sentence.block.0 as usize],
                annotated: &text.annotated[sentence.block.0 as usize],
            };
            tracer.trace()
        })
        .collect();
    traces.sort_by_key(|trace| trace.span);
    traces
}

/// One sentence and all that is known of it.
struct Tracer<'a> {
    linter: &'a Linter,
    case: Case<'a>,
    findings: &'a [Diagnostic],
    /// Those of them that the document does not suppress.
    kept: &'a [Diagnostic],
    id: SentenceId,
    sentence: &'a Sentence,
    block: &'a Block,
    annotated: &'a Annotated,
}

impl Tracer<'_> {
    fn trace(&self) -> Trace {
        let sections = [
            ("where it stands", self.place()),
            ("cause and effect", self.mentions()),
            ("words that shape a claim", self.classes()),
            ("constructions tried", self.frames()),
            ("claims", self.claims()),
            ("rules", self.rules()),
        ];
        Trace {
            span: self.sentence.span,
            text: self.sentence.range.slice(&self.block.text).to_owned(),
            sections: sections
                .into_iter()
                .map(|(name, lines)| (name.to_owned(), lines))
                .collect(),
        }
    }

    fn place(&self) -> Vec<TraceLine> {
        let kind = match &self.block.kind {
            BlockKind::Heading(level) => format!("a heading of level {level}"),
            BlockKind::Paragraph => "a paragraph".to_owned(),
            BlockKind::ListItem(depth) => format!("a list item at depth {depth}"),
            BlockKind::TableHead => "the head of a table's column".to_owned(),
            BlockKind::TableCell => "a table cell".to_owned(),
            BlockKind::Footnote(label) => format!("the footnote {label}"),
            BlockKind::DefinitionTerm => "a term that is defined".to_owned(),
            BlockKind::DefinitionDetail => "a definition".to_owned(),
            BlockKind::FrontMatter(key) => format!("the key {key} of the front matter"),
        };
        let prose = match self.block.matter {
            Matter::Prose => "",
            Matter::Reference => ", in a reference list: no prose of the author",
            Matter::SourceNote => ", which only gives a source: no prose of the author",
            Matter::Caption => ", a caption: no prose of the author",
        };
        let quoted = match self.block.quotation {
            Some(quotation) if quotation.introducer.is_some() || quotation.signature.is_some() => {
                ", in a block quote with a line that may name its speaker"
            }
            Some(_) => ", in a block quote",
            None => "",
        };
        let mut lines = vec![line(format!("{kind}{quoted}{prose}"))];
        let lead_in = self.block.lead_in.or(self.block.heads.row);
        if let Some(block) = lead_in
            .filter(|_| self.block.sentences.start == self.id.0)
            .and_then(|id| self.case.document.blocks.get(id.0 as usize))
        {
            let words = TextRange::new(0, block.text.len() as u32);
            lines.push(TraceLine {
                text: "introduces it".to_owned(),
                span: Some(block.map.source(words)),
            });
        }
        lines
    }

    /// The mentions of cause and effect, and what was found and does not count.
    fn mentions(&self) -> Vec<TraceLine> {
        let Some(subject) = self.linter.pack.grammar.subject else {
            return Vec::new();
        };
        let book = &self.linter.pack.book;
        let mut lines: Vec<(Span, String)> = Vec::new();
        for (role, list) in [("cause", subject.cause), ("effect", subject.effect)] {
            let Topic::List(list) = list else { continue };
            let mentions = book.mentions(self.annotated, list);
            for found in self.annotated.of(book, list).filter(|m| self.is_inside(*m)) {
                let counted = mentions
                    .iter()
                    .find(|m| m.start <= found.start && found.end <= m.end);
                let how = match (counted, mark(book, found)) {
                    (Some(m), _) if (m.start, m.end) != (found.start, found.end) => continue,
                    (Some(_), Mark::Anaphor) => "takes up what was named before",
                    (Some(_), Mark::Weak) => "counts, since a clearer term is near",
                    (Some(_), _) => "counts by itself",
                    (None, Mark::Never) => "does not count: it means something else here",
                    (None, Mark::Weak) => "does not count: no clearer term is near",
                    (None, _) => continue,
                };
                let text = format!("{role}: {} ({how})", self.lists_on(found, list));
                lines.push((self.span(found), text));
            }
        }
        lines.sort();
        lines.dedup();
        spanned(lines)
    }

    /// The id of a concept, and those of the other concepts that name the very same words.
    fn lists_on(&self, found: Match, list: ListId) -> String {
        let book = &self.linter.pack.book;
        let mut ids = vec![book.list_id(list)];
        for other in self.annotated.matches.iter().filter(|other| {
            (other.start, other.end) == (found.start, found.end)
                && mark(book, **other) != Mark::Never
        }) {
            if let Some(info) = book.info(other.phrase)
                && self.linter.pack.grammar.class(info.list).is_none()
                && !ids.contains(&book.list_id(info.list))
            {
                ids.push(book.list_id(info.list));
            }
        }
        ids.join(", ")
    }

    /// The words of English that the grammar reads.
    fn classes(&self) -> Vec<TraceLine> {
        let book = &self.linter.pack.book;
        let lines = self
            .annotated
            .matches
            .iter()
            .filter(|m| self.is_inside(**m));
        let lines = lines.filter_map(|found| {
            let info = book.info(found.phrase)?;
            let class = self.linter.pack.grammar.class(info.list)?;
            let sign = match info.mark {
                Mark::Up => ", more",
                Mark::Down => ", less",
                Mark::Plain | Mark::Strong | Mark::Weak | Mark::Anaphor | Mark::Never => "",
            };
            Some((self.span(*found), format!("{class}{sign}")))
        });
        let mut lines: Vec<_> = lines.collect();
        lines.dedup();
        // The classes of the same words stand on one line.
        let mut joined: Vec<(Span, String)> = Vec::new();
        for (span, class) in lines {
            match joined.iter_mut().find(|(other, _)| *other == span) {
                Some((_, classes)) => {
                    classes.push_str("; ");
                    classes.push_str(&class);
                }
                None => joined.push((span, class)),
            }
        }
        spanned(joined)
    }

    fn frames(&self) -> Vec<TraceLine> {
        if self.block.matter != Matter::Prose {
            return vec![line(
                "none, since this is no prose of the author".to_owned(),
            )];
        }
        let book = &self.linter.pack.book;
        let grammar = &self.linter.pack.grammar;
        let annotations = Annotations::new(self.case.document, book, self.case.annotated, grammar);
        if !annotations.names_effect(self.id) {
            return vec![line("none, since nothing here names the effect".to_owned())];
        }
        let tried = attempts(&annotations, grammar, self.id);
        // Frames that miss the same part around the same cue stand on one line.
        tried
            .chunk_by(|one, other| {
                (one.cue, one.class, one.outcome) == (other.cue, other.class, other.outcome)
            })
            .map(|alike| TraceLine {
                span: alike.first().map(|attempt| attempt.cue.span),
                text: outcome(alike),
            })
            .collect()
    }

    /// The sentence that shows a frame.
    fn example<'f>(&'f self, frame: &'f str) -> &'f str {
        let mut frames = self.linter.pack.grammar.frames.iter();
        frames
            .find(|known| known.id == frame)
            .map_or(frame, |known| &known.example)
    }

    fn own_claims(&self) -> impl Iterator<Item = &Claim> {
        self.case
            .claims
            .iter()
            .filter(|claim| claim.sentence == self.id)
    }

    fn claims(&self) -> Vec<TraceLine> {
        let mut lines = Vec::new();
        for claim in self.own_claims() {
            let elsewhere = if self.is_here(claim.cause_named) {
                String::new()
            } else {
                let place = self.case.file.position(claim.cause_named.span.start());
                format!(" on line {}", place.line)
            };
            lines.push(TraceLine {
                span: Some(claim.cue.span),
                text: format!(
                    "{}, and {}: the cause is \"{}\"{elsewhere}, the effect is \"{}\"; built like \"{}\"",
                    strength(claim.strength),
                    direction(claim.direction),
                    self.case.words(claim.cause_named),
                    self.case.words(claim.effect),
                    self.example(&claim.frame)
                ),
            });
            lines.extend(claim.qualifiers.iter().map(|qualifier| TraceLine {
                span: Some(qualifier.part.span),
                text: match qualifier.kind {
                    QualifierKind::LimitInNextSentence => {
                        "limits it, in the next sentence".to_owned()
                    }
                    kind => format!("qualifies it: {}", kind.name()),
                },
            }));
        }
        lines
    }

    fn rules(&self) -> Vec<TraceLine> {
        let rules = self.linter.pack.rules.iter();
        rules
            .map(|rule| line(format!("{}: {}", rule.id, self.verdict(rule))))
            .collect()
    }

    /// What a rule makes of the sentence.
    fn verdict(&self, rule: &Rule) -> String {
        let own = |finding: &&Diagnostic| finding.rule == rule.id;
        let mut all = self.findings.iter().filter(own);
        if let Some(here) = all
            .clone()
            .find(|finding| finding.span == self.sentence.span)
        {
            return match self.kept.contains(here) {
                true => format!("reports it: {}", here.message),
                false => format!("is suppressed here; it would report: {}", here.message),
            };
        }
        match &rule.kind {
            Kind::Claim(rule) => self.why_spared(rule),
            Kind::Phrase(_) | Kind::Equation(_) | Kind::Attribution(_) | Kind::Statistic(_) => {
                "finds nothing to report in it".to_owned()
            }
            Kind::Citation(_) => "reports no citation of it".to_owned(),
            Kind::Coverage(_) => match all.next() {
                Some(other) => {
                    let place = self.case.file.position(other.span.start());
                    format!("reports the document once, on line {}", place.line)
                }
                None => "has nothing to report in the document".to_owned(),
            },
        }
    }

    fn why_spared(&self, rule: &ClaimRule) -> String {
        let mut reasons: Vec<String> = self
            .own_claims()
            .filter_map(|claim| {
                Some(match spared(rule, &self.case, claim)? {
                    Spared::Strength => format!("the claim is {}", claim.strength.name()),
                    Spared::Limited(part) => {
                        format!("the next sentence limits it: \"{}\"", self.case.words(part))
                    }
                    Spared::Qualified(part) => {
                        format!("it is qualified by \"{}\"", self.case.words(part))
                    }
                    Spared::Cited => "it cites a source".to_owned(),
                    Spared::Cause => "its cause is another".to_owned(),
                    Spared::Effect => "its effect is another".to_owned(),
                })
            })
            .collect();
        reasons.dedup();
        if reasons.is_empty() {
            reasons.push("the sentence makes no claim".to_owned());
        }
        format!("does not report it: {}", reasons.join("; "))
    }

    fn holds(&self, start: u32, end: u32) -> bool {
        let range = self.annotated.tokens_range(start, end);
        self.sentence.range.contains(range)
    }

    fn is_inside(&self, found: Match) -> bool {
        self.holds(found.start, found.end)
    }

    fn is_here(&self, part: Part) -> bool {
        part.block == self.sentence.block && self.sentence.range.contains(part.range)
    }

    fn span(&self, found: Match) -> Span {
        self.block.map.source(self.annotated.range(found))
    }
}

/// A strength in the term that settings and formats use, and in words.
fn strength(strength: Strength) -> String {
    let meaning = match strength {
        Strength::Asserted => "stated as fact",
        Strength::Denied => "a flat denial",
        Strength::Hedged => "stated with a hedge",
        Strength::Attributed => "said to be somebody's view",
        Strength::Correlational => "stated as a link, not as a cause",
        Strength::Question => "asked, not stated",
        Strength::Intent => "an aim, not a result",
    };
    format!("{} ({meaning})", strength.name())
}

/// A direction, likewise.
fn direction(direction: Direction) -> String {
    let meaning = match direction {
        Direction::Increase => "more of the effect",
        Direction::Decrease => "less of the effect",
        Direction::NoEffect => "as much of it as before",
        Direction::Mixed => "more in one way and less in another",
    };
    format!("{} ({meaning})", direction.name())
}

fn mark(book: &Book, found: Match) -> Mark {
    book.info(found.phrase)
        .map_or(Mark::Plain, |info| info.mark)
}

fn line(text: String) -> TraceLine {
    TraceLine { text, span: None }
}

fn spanned(lines: Vec<(Span, String)>) -> Vec<TraceLine> {
    lines
        .into_iter()
        .map(|(span, text)| TraceLine {
            text,
            span: Some(span),
        })
        .collect()
}

/// What became of tries that ended alike, in words.
fn outcome(alike: &[Attempt]) -> String {
    let [attempt, ..] = alike else {
        return String::new();
    };
    let what = match attempt.outcome {
        Verdict::Claim => "fits, and makes a claim".to_owned(),
        Verdict::Outdone => "fits, but another reading of these words goes before it".to_owned(),
        Verdict::Missing(element) => format!("needs a {} where none stands", part_name(element)),
        Verdict::Incomplete => "cause, link and effect are not apart".to_owned(),
        Verdict::NoAntecedent => "its pronoun takes up no cause named before".to_owned(),
        Verdict::Undenied => "counts only where it is denied".to_owned(),
        Verdict::Noun => "a noun here, so it links nothing".to_owned(),
    };
    let frames: Vec<&str> = alike
        .iter()
        .filter_map(|attempt| attempt.frame.as_deref())
        .collect();
    let by = if frames.is_empty() { "" } else { " by " };
    format!("{}{by}{}: {what}", attempt.class, frames.join(", "))
}

fn part_name(element: Element) -> String {
    match element {
        Element::Cause => "cause".to_owned(),
        Element::Effect | Element::FarEffect => "effect".to_owned(),
        Element::FarCause => "cause further off".to_owned(),
        Element::LinkedCause => "cause in an adverbial before".to_owned(),
        Element::Asked => "question mark".to_owned(),
        Element::GivenCause => "cause in a clause before".to_owned(),
        Element::Agent | Element::FarAgent => "agent".to_owned(),
        Element::Answer => "question right before".to_owned(),
        Element::Verb => "verb phrase".to_owned(),
        Element::Gap(words) => format!("gap of {words} words"),
        Element::Break { .. } => "comma, dash or colon".to_owned(),
        Element::Antecedent(class) | Element::List { class, .. } => class.to_string(),
    }
}
