//! What the rules on words share: the sentences that they look at, and whose words those are.

use std::ops::Range;

use crate::annotate::{Annotated, ListId, Mark, Match, Sign, Stage};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::document::{
    Block, BlockKind, Matter, Quotation, Sentence, SentenceId, Token, TokenKind,
};
use crate::rule::case::on_one_line;
use crate::rule::fill::fill;
use crate::rule::places::{Scope, asks, is_name, is_title};
use crate::rule::{Case, Kind, Rule, attribution, equation, phrase, statistic};

/// What every rule on words has.
#[derive(Debug, Clone)]
pub struct WordRule {
    /// The id of the rule.
    pub id: String,
    /// Where the rule is documented.
    pub url: Option<String>,
    /// The level of a finding.
    pub level: Level,
    /// What is the case: may hold `{words}`.
    pub message: String,
    /// What to do: the same.
    pub help: String,
    /// What is shown beside the words.
    pub label: String,
}

/// The findings of all rules on words that are applied: of each rule at most one for a sentence.
pub fn check(case: &Case<'_>, applies: &dyn Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    let rules: Vec<&Kind> = (case.pack.rules.iter())
        .filter(|rule| applies(rule) && rule.kind.is_on_words())
        .map(|rule| &rule.kind)
        .collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let all = 0..case.document.sentences.len() as u32;
    all.filter_map(|at| Passage::of(case, SentenceId(at)))
        .flat_map(|passage| {
            let found = |rule: &&Kind| passage.finding(rule);
            rules.iter().filter_map(found).collect::<Vec<_>>()
        })
        .collect()
}

/// A sentence in which there may be something for a rule on words, with the phrases in it.
pub(super) struct Passage<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) sentence: &'a Sentence,
    pub(super) block: &'a Block,
    /// The words of its block.
    pub(super) words: &'a Annotated,
    /// Which of them are its own.
    pub(super) tokens: Range<usize>,
    scope: Scope,
    id: SentenceId,
    /// Only the matches of the sentence.
    found: Annotated,
}

impl<'a> Passage<'a> {
    /// None for a sentence that is no prose of the author, and for one whose words show that nothing is to be found in it.
    fn of(case: &'a Case<'a>, id: SentenceId) -> Option<Self> {
        let sentence = case.document.sentences.get(id.0 as usize)?;
        let block = case.document.blocks.get(sentence.block.0 as usize)?;
        let quoted = |it: Quotation| it.introducer.is_some() || it.signature.is_some();
        if block.matter != Matter::Prose || block.quotation.is_some_and(quoted) {
            return None;
        }
        let words = case.annotated.get(sentence.block.0 as usize)?;
        let scope = Scope::of(words, sentence.range)?;
        let tokens = scope.tokens();
        let book = &case.pack.book;
        let signs = book.signs(words.words.get(tokens.clone())?);
        let counts = |token: &Token| token.kind == TokenKind::Number;
        let may_count = || words.tokens[tokens.clone()].iter().any(counts);
        let worth_a_look = signs.has(Sign::Term) || signs.has(Sign::About) && may_count();
        if !worth_a_look {
            return None;
        }
        let find = |stage| book.find(stage, &block.text, words, tokens.clone());
        let mut matches = find(Stage::Third);
        matches.extend(find(Stage::Fourth));
        matches.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end), found.phrase));
        matches.dedup();
        Some(Self {
            case,
            sentence,
            block,
            words,
            tokens,
            scope,
            id,
            found: Annotated::of_matches(matches),
        })
    }

    fn finding(&self, rule: &Kind) -> Option<Diagnostic> {
        match rule {
            Kind::Phrase(rule) => phrase::check(rule, self),
            Kind::Equation(rule) => equation::check(rule, self),
            Kind::Attribution(rule) => attribution::check(rule, self),
            Kind::Statistic(rule) => statistic::check(rule, self),
            Kind::Claim(_) | Kind::Coverage(_) | Kind::Citation(_) => None,
        }
    }

    /// Where the phrases of a list stand that count alone, in order.
    pub(super) fn all(&self, list: ListId) -> impl Iterator<Item = Match> {
        let book = &self.case.pack.book;
        let counts = move |found: &Match| {
            let info = book.info(found.phrase);
            info.is_some_and(|info| !matches!(info.mark, Mark::Never | Mark::Weak))
        };
        self.found.of(book, list).filter(counts)
    }

    /// Those of several lists.
    pub(super) fn any<'s>(&'s self, lists: &'s [ListId]) -> impl Iterator<Item = Match> {
        lists.iter().flat_map(|list| self.all(*list))
    }

    /// Where the sentence speaks of one of these concepts: a weak member counts beside a strong one that it needs.
    pub(super) fn mentions<'s>(&'s self, lists: &'s [ListId]) -> impl Iterator<Item = Match> {
        let book = &self.case.pack.book;
        let mentions = |list: &ListId| book.mentions(&self.found, *list);
        lists.iter().flat_map(mentions).map(|mention| Match {
            start: mention.start,
            end: mention.end,
            phrase: mention.phrase,
        })
    }

    /// Whether a source bears what it says: cited in it, right behind it, or in the line that introduces it.
    pub(super) fn is_cited(&self) -> bool {
        let case = self.case;
        let mut bearing = case.citations.bearing(case.document, self.id);
        bearing.next().is_some()
    }

    /// Whether it ends in a question mark.
    pub(super) fn asks(&self) -> bool {
        asks(self.words, self.scope)
    }

    /// Whether its whole block has words of each of these lists.
    pub(super) fn block_names_all(&self, lists: &[ListId]) -> bool {
        let book = &self.case.pack.book;
        let find = |stage| {
            book.find(
                stage,
                &self.block.text,
                self.words,
                0..self.words.words.len(),
            )
        };
        let mut matches = find(Stage::Third);
        matches.extend(find(Stage::Fourth));
        let named = |list: &ListId| {
            let is_of = |found: &Match| {
                let info = book.info(found.phrase);
                info.is_some_and(|info| info.list == *list && info.mark != Mark::Never)
            };
            matches.iter().any(is_of)
        };
        lists.iter().all(named)
    }

    /// Whether it stands in a heading.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.block.kind, BlockKind::Heading(_))
    }

    /// Whether words are the author's own: neither quoted, nor part of the title of a work or of a name.
    pub(super) fn is_own(&self, found: Match) -> bool {
        let range = self.words.range(found);
        !self.is_quoted(found)
            && !is_title(self.block, range, self.sentence.range)
            && !is_name(self.block, self.words, found, self.scope)
    }

    /// Whether words stand inside quotation marks, which may open in a sentence before, or hold some.
    fn is_quoted(&self, found: Match) -> bool {
        let quotes =
            |token: &Token| matches!(token.kind, TokenKind::OpenQuote | TokenKind::CloseQuote);
        let tokens = &self.words.tokens;
        let (before, rest) = tokens.split_at(found.start as usize);
        let (inside, after) = rest.split_at((found.end - found.start) as usize);
        let kind = |token: Option<&Token>| token.map(|token| token.kind);
        let opened = kind(before.iter().rev().find(|token| quotes(token)));
        let closed = kind(after.iter().find(|token| quotes(token)));
        inside.iter().any(quotes)
            || opened == Some(TokenKind::OpenQuote) && closed == Some(TokenKind::CloseQuote)
    }

    /// The finding of a rule about these words, shown with `role`.
    pub(super) fn report(&self, rule: &WordRule, role: &str, found: Match) -> Diagnostic {
        let mark = |at: &u32| self.words.tokens[*at as usize].kind == TokenKind::Comma;
        let start = (found.start..found.end).find(|at| !mark(at));
        let found = Match {
            start: start.unwrap_or(found.start),
            ..found
        };
        let range = self.words.range(found);
        let words = on_one_line(range.slice(&self.block.text));
        let value = |name: &str| (name == WORDS).then(|| words.clone());
        Diagnostic {
            rule: rule.id.clone(),
            level: rule.level,
            message: fill(&rule.message, value),
            help: self.case.advises.then(|| fill(&rule.help, value)),
            rewording: None,
            url: rule.url.clone(),
            span: self.sentence.span,
            labels: vec![Label {
                role: role.to_owned(),
                span: self.block.map.source(range),
                text: rule.label.clone(),
            }],
            missing: Vec::new(),
        }
    }
}

/// What stands for the words that are reported, in the texts of a rule on words.
pub(super) const WORDS: &str = "words";

/// Whether two matches share a token.
pub(super) fn overlap(one: Match, other: Match) -> bool {
    one.start < other.end && other.start < one.end
}
