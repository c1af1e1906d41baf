use std::ops::Range;

use crate::annotate::{Annotated, Forms, ListId, Match, WordId};
use crate::claim::{Claim, Class, Part};
use crate::document::{
    Block, BlockKind, InlineKind, Sentence, TextRange, Token, TokenKind, normalise,
};
use crate::rule::Case;
use crate::rule::case::on_one_line;

/// A label has at most this many tokens before its colon: "FACT:", "Claim 4:".
const LABEL: usize = 5;

/// How many tokens around a word are searched for the same word without a capital.
const NEAR: usize = 400;

/// How many pieces of markup before a sentence are looked at for one that ends inside of it.
const MARKUP_BEFORE: usize = 64;

/// In which shape a sentence is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text, as the grammar reads it.
    Plain,
    /// Markdown, as it can stand in the file.
    Markdown,
}

/// New words for a range of the block's plain text; an empty range is an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: TextRange,
    pub(super) with: String,
}

/// A sentence as an opener ("But", "FACT:") and what is stated.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    case: &'a Case<'a>,
    pub(super) block: &'a Block,
    pub(super) annotated: &'a Annotated,
    pub(super) sentence: &'a Sentence,
    /// The tokens of what is stated.
    pub(super) tokens: Range<usize>,
    /// Whether a new sentence, with a capital, begins behind the opener.
    capital: bool,
    /// Whether a clause before the claim introduces it.
    introduces: bool,
    /// Whether it is an order ("Legalise it and ..."), which claims something of what it orders.
    order: bool,
    /// The first token of the claim.
    claim: usize,
    /// The first letter made small, where it is a capital only because it comes first.
    lower: Option<Edit>,
    /// Whether the file's own bytes can be used: one line, and no markup that begins or ends outside.
    own_markup: bool,
}

impl<'a> Statement<'a> {
    /// None for a fragment that borrows its cause from the line that introduces it: it states nothing by itself.
    pub(super) fn new(case: &'a Case<'a>, claim: &Claim, names: &[ListId]) -> Option<Self> {
        let sentence = case.sentence(claim)?;
        let block = case.document.blocks.get(sentence.block.0 as usize)?;
        let annotated = case.annotated.get(sentence.block.0 as usize)?;
        let tokens = tokens_in(&annotated.tokens, sentence.range);
        // "It has ..." has a subject of its own.
        let pronoun = classes(case, annotated, tokens.start..tokens.start + 1)
            .any(|(_, class)| class == Class::Pronoun);
        if !pronoun && lends(block, claim) {
            return None;
        }
        let parts = [claim.cause, claim.cue, claim.effect];
        let claim_start = parts
            .iter()
            .filter(|part| part.block == sentence.block)
            .map(|part| part.range.start)
            .filter(|&start| start >= sentence.range.start)
            .min()?;
        let (first, capital) = after_opener(case, annotated, &tokens, claim_start);
        let source = sentence.span.slice(case.file.text());
        let inlines = &block.inlines;
        let inside = inlines.partition_point(|inline| inline.range.start < sentence.range.start);
        let own_markup = !source.contains(['\n', '\r'])
            && inlines[inside.saturating_sub(MARKUP_BEFORE)..]
                .iter()
                .take_while(|inline| inline.range.start <= sentence.range.end)
                .filter(|inline| inline.kind != InlineKind::Html)
                .filter(|inline| inline.span.overlaps(sentence.span))
                .all(|inline| {
                    sentence.span.contains(inline.span) || inline.range.contains(sentence.range)
                });
        let lower = lower(case, block, annotated, first, names);
        Some(Self {
            case,
            block,
            annotated,
            sentence,
            tokens: first..tokens.end,
            capital: capital
                && annotated
                    .tokens
                    .get(first)
                    .is_some_and(|token| token.capital),
            introduces: introduces(case, annotated, &(first..tokens.end), claim_start),
            order: is_order(case, annotated, first..tokens.end, claim),
            claim: tokens.start
                + annotated.tokens[tokens.clone()]
                    .partition_point(|token| token.range.start < claim_start),
            lower,
            own_markup,
        })
    }

    /// Whether it can stand behind "that": it begins with a word, and with none that makes it something else; it is one
    /// clause with the claim in it, not one that only introduces the claim ("the truth is that ...", "they repeat it: ...").
    pub(super) fn can_follow_that(&self) -> bool {
        !self.introduces && self.states_from(self.tokens.start)
    }

    /// Where the words begin that can stand behind "that": at the statement's own start, or else at the claim's, where a clause begins
    /// there ("we know that |legal casinos ...", "it is long; |legal casinos ..."); none in an order.
    pub(super) fn stated(&self) -> Option<usize> {
        let before = self.claim.checked_sub(1);
        let kind = before.and_then(|at| Some(self.annotated.tokens.get(at)?.kind));
        if self.can_follow_that() && kind != Some(TokenKind::Semicolon) {
            return Some(self.tokens.start);
        }
        let opens = |before: usize| {
            self.annotated.tokens[before].kind.may_end_clause()
                || classes(self.case, self.annotated, before..before + 1)
                    .any(|(_, class)| class == Class::That)
        };
        let opens = self.claim == self.tokens.start || before.is_some_and(opens);
        (opens && self.states_from(self.claim)).then_some(self.claim)
    }

    fn states_from(&self, at: usize) -> bool {
        let Some(token) = self.annotated.tokens.get(at) else {
            return false;
        };
        if self.order {
            return false;
        }
        let word = normalise(token.range.slice(&self.block.text));
        let opens = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        opens
            && !self
                .case
                .pack
                .wording
                .no_statement
                .iter()
                .any(|no| **no == *word)
    }

    /// What is stated, with `edits`, and with a small first letter if `lowered`.
    pub(super) fn words(&self, form: Form, edits: &[Edit], lowered: bool) -> String {
        let mut edits = edits.to_vec();
        edits.extend(self.lower.clone().filter(|_| lowered));
        edits.sort_by_key(|edit| edit.range);
        let range = TextRange::new(self.start(), self.sentence.range.end);
        if form == Form::Markdown && self.own_markup {
            let map = &self.block.map;
            let span = (map.source(range).start(), self.sentence.span.end());
            let edits = edits.iter().map(|edit| {
                let span = map.source(edit.range);
                (span.start(), span.end(), edit.with.as_str())
            });
            return edited(self.case.file.text(), span, edits);
        }
        let edits = edits
            .iter()
            .map(|edit| (edit.range.start, edit.range.end, edit.with.as_str()));
        on_one_line(&edited(&self.block.text, (range.start, range.end), edits))
    }

    /// A sentence of `words` behind the opener.
    pub(super) fn behind_opener(&self, form: Form, words: &str) -> String {
        let range = TextRange::new(self.sentence.range.start, self.start());
        let opener = if form == Form::Markdown && self.own_markup {
            let start = self.sentence.span.start();
            let end = self
                .block
                .map
                .source(TextRange::new(range.end, range.end))
                .start();
            self.case
                .file
                .text()
                .get(start as usize..end as usize)
                .unwrap_or("")
                .to_owned()
        } else {
            range.slice(&self.block.text).to_owned()
        };
        if self.capital {
            opener + &raised(words)
        } else {
            opener + words
        }
    }

    /// The words of a part of the claim, as they stand within a sentence.
    pub(super) fn inner_words(&self, part: Part, names: &[ListId]) -> String {
        let words = self.case.words(part);
        let place = part.block.0 as usize;
        let (Some(block), Some(annotated)) = (
            self.case.document.blocks.get(place),
            self.case.annotated.get(place),
        ) else {
            return words;
        };
        let token = tokens_in(&annotated.tokens, part.range).start;
        match lower(self.case, block, annotated, token, names) {
            Some(edit) => edit.with + &words[(edit.range.end - edit.range.start) as usize..],
            None => words,
        }
    }

    /// The stop of the sentence; a heading has none.
    pub(super) fn end(&self) -> &'static str {
        match self.block.kind {
            BlockKind::Heading(_) => "",
            _ => ".",
        }
    }

    fn start(&self) -> u32 {
        self.annotated
            .tokens
            .get(self.tokens.start)
            .map_or(self.sentence.range.start, |token| token.range.start)
    }
}

/// Whether the cause is named in the line or cell that introduces this block.
pub(super) fn lends(block: &Block, claim: &Claim) -> bool {
    block.sentences.start == claim.sentence.0
        && [block.lead_in, block.heads.row].contains(&Some(claim.cause_named.block))
}

/// "Legalise it and end crime": the cause is a bare verb at the start with its object, and a conjunction or comma goes on from there.
fn is_order(case: &Case<'_>, annotated: &Annotated, tokens: Range<usize>, claim: &Claim) -> bool {
    let cause = tokens_in(&annotated.tokens, claim.cause.range);
    let bare = annotated
        .words
        .get(cause.start)
        .is_some_and(|word| case.pack.book.forms(*word).any(Forms::BASE));
    let goes_on = classes(case, annotated, cause.end..cause.end + 1)
        .any(|(_, class)| class == Class::And)
        || annotated
            .tokens
            .get(cause.end)
            .is_some_and(|token| token.kind == TokenKind::Comma);
    tokens.start == cause.start && bare && goes_on
}

/// The tokens that start in `range`.
fn tokens_in(tokens: &[Token], range: TextRange) -> Range<usize> {
    tokens.partition_point(|token| token.range.start < range.start)
        ..tokens.partition_point(|token| token.range.start < range.end)
}

/// The first token behind the opener, and whether a sentence with a capital begins there.
fn after_opener(
    case: &Case<'_>,
    annotated: &Annotated,
    tokens: &Range<usize>,
    claim_start: u32,
) -> (usize, bool) {
    let before_claim = |at: usize| annotated.tokens[at].range.start < claim_start;
    let label = tokens
        .clone()
        .take(LABEL)
        .take_while(|&at| before_claim(at))
        .find(|&at| annotated.tokens[at].kind == TokenKind::Colon);
    if let Some(colon) = label
        && colon + 1 < tokens.end
    {
        return (colon + 1, true);
    }
    let followed_by_comma = |end: usize| {
        annotated
            .tokens
            .get(end)
            .is_some_and(|token| token.kind == TokenKind::Comma)
    };
    let connective = classes(case, annotated, tokens.start..tokens.start + 1)
        .filter(|(found, class)| match class {
            Class::And | Class::But => true,
            // "Thus", "As a result,": not "That is how", which the clause depends on.
            Class::Consequence => {
                found.end - found.start == 1 || followed_by_comma(found.end as usize)
            }
            _ => false,
        })
        .map(|(found, _)| found.end as usize)
        .max();
    let Some(end) = connective.filter(|&end| end < tokens.end) else {
        return (tokens.start, true);
    };
    let comma = annotated.tokens[end].kind == TokenKind::Comma;
    let end = if comma { end + 1 } else { end };
    if end < tokens.end && annotated.tokens[end - 1].range.end <= claim_start {
        (end, false)
    } else {
        (tokens.start, true)
    }
}

/// The phrases of English that start in `tokens`, with their classes.
pub(super) fn classes<'a>(
    case: &'a Case<'_>,
    annotated: &'a Annotated,
    tokens: Range<usize>,
) -> impl Iterator<Item = (Match, Class)> + 'a {
    starting(annotated, tokens).filter_map(|found| {
        let list = case.pack.book.info(found.phrase)?.list;
        Some((*found, case.pack.grammar.class(list)?))
    })
}

/// The phrases that start in `tokens`.
fn starting(annotated: &Annotated, tokens: Range<usize>) -> impl Iterator<Item = &Match> {
    let first = annotated
        .matches
        .partition_point(|found| (found.start as usize) < tokens.start);
    annotated.matches[first..]
        .iter()
        .take_while(move |found| (found.start as usize) < tokens.end)
}

/// Whether what stands before a claim is an order ("reject it and spare them ...") or ends with "that", or a colon parts the
/// statement.
fn introduces(
    case: &Case<'_>,
    annotated: &Annotated,
    tokens: &Range<usize>,
    claim_start: u32,
) -> bool {
    let that = classes(case, annotated, tokens.clone())
        .map(|(found, class)| (annotated.tokens[found.start as usize].range.start, class))
        .take_while(|(start, _)| *start < claim_start)
        .any(|(_, class)| class == Class::That);
    let colon = annotated.tokens[tokens.clone()]
        .iter()
        .any(|token| token.kind == TokenKind::Colon);
    let first = tokens.start;
    let order = annotated.tokens[first].range.start < claim_start
        && case
            .pack
            .book
            .forms(annotated.words[first])
            .any(Forms::BASE);
    that || colon || order
}

/// The small first letter of a word that has a capital only because it opens a sentence. A name keeps its capital: a word of
/// `names`, one with more capitals in it, one before another capital, and one that nothing shows to be a common word.
pub(super) fn lower(
    case: &Case<'_>,
    block: &Block,
    annotated: &Annotated,
    at: usize,
    names: &[ListId],
) -> Option<Edit> {
    let token = annotated.tokens.get(at)?;
    let word = token.range.slice(&block.text);
    let first = word.chars().next().filter(|c| c.is_uppercase())?;
    let rest = &word[first.len_utf8()..];
    let sentences = case
        .document
        .sentences
        .get(block.sentences.start as usize..block.sentences.end as usize)?;
    let own = sentences.partition_point(|other| other.range.start <= token.range.start);
    let sentence = sentences.get(own.checked_sub(1)?)?;
    let starts_sentence =
        tokens_in(&annotated.tokens, sentence.range).start == at || follows_colon(annotated, at);
    if rest.chars().any(char::is_uppercase) || !starts_sentence {
        return None;
    }
    let book = &case.pack.book;
    let is_name = starting(annotated, at..at + 1)
        .filter_map(|found| book.info(found.phrase))
        .any(|info| names.contains(&info.list));
    let small = normalise(word);
    let wording = &case.pack.wording;
    if is_name || wording.always_capital.iter().any(|name| **name == *small) {
        return None;
    }
    let starter = case.pack.conventions.starters.contains(&*small);
    let id = book.word(word);
    let before_name = annotated.tokens.get(at + 1).is_some_and(|next| {
        next.kind == TokenKind::Word && next.capital && !is_all_capitals(next, block)
    });
    let gerund = book.forms(id).any(Forms::ING);
    let ending = wording
        .common_endings
        .iter()
        .any(|ending| small.ends_with(ending.as_str()));
    if rest.is_empty() && !starter {
        return None;
    }
    let common = starter || gerund || ending || (id != WordId::UNKNOWN && !before_name);
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(annotated.tokens.len());
    let seen = || {
        annotated.tokens[near]
            .iter()
            .any(|other| other.kind == TokenKind::Word && other.range.slice(&block.text) == small)
    };
    (common || (!before_name && seen())).then(|| Edit {
        range: TextRange::new(
            token.range.start,
            token.range.start + first.len_utf8() as u32,
        ),
        with: first.to_lowercase().collect(),
    })
}

/// Whether a colon stands right before.
fn follows_colon(annotated: &Annotated, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| annotated.tokens[before].kind == TokenKind::Colon)
}

fn is_all_capitals(token: &Token, block: &Block) -> bool {
    !token.range.slice(&block.text).contains(char::is_lowercase)
}

/// `text` in `span`, with the edits (in order, apart) made.
fn edited<'e>(
    text: &str,
    span: (u32, u32),
    edits: impl Iterator<Item = (u32, u32, &'e str)>,
) -> String {
    let slice = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or("");
    let mut out = String::new();
    let mut at = span.0;
    for (start, end, with) in edits {
        out.push_str(slice(at, start));
        out.push_str(with);
        at = end.max(at);
    }
    out.push_str(slice(at, span.1));
    out
}

/// With a capital first letter.
fn raised(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
