use crate::claim::Claim;
use crate::document::{BlockId, BlockKind, TextRange};
use crate::rule::Case;
use crate::rule::case::on_one_line;
use crate::rule::claim::ClaimRule;
use crate::rule::rewording::statement::{Statement, lends, lower};

/// How many words an opening shows.
const WORDS: usize = 8;

/// What stands for the words that are left out.
const MORE: &str = "…";

/// The first words of what a claim states, in the writer's own words, as they go on behind "that"; none where they are no clause. `statement` is
/// none for a sentence that borrows its cause from the line that introduces it.
pub(super) fn opening(
    rule: &ClaimRule,
    case: &Case<'_>,
    claim: &Claim,
    statement: Option<&Statement<'_>>,
) -> Option<String> {
    let frames = &case.pack.grammar.frames;
    let verbless = |frame: &str| frames.iter().any(|it| it.id == frame && it.verbless);
    if verbless(&claim.frame) {
        return None;
    }
    let words = match statement {
        Some(statement) => {
            let at = statement.stated()?;
            let end = statement.sentence.range.end;
            words_from(rule, case, statement.sentence.block, at, end)?
        }
        None => behind_lead_in(rule, case, claim)?,
    };
    Some(shortened(&on_one_line(&words)))
}

/// The text from a token of a block up to `end`, as it stands within a sentence.
fn words_from(
    rule: &ClaimRule,
    case: &Case<'_>,
    block: BlockId,
    at: usize,
    end: u32,
) -> Option<String> {
    let annotated = case.annotated.get(block.0 as usize)?;
    let block = case.document.blocks.get(block.0 as usize)?;
    let start = annotated.tokens.get(at)?.range.start;
    let slice = |start| TextRange::new(start, end).slice(&block.text);
    Some(match lower(case, block, annotated, at, &rule.names) {
        Some(edit) => edit.with + slice(edit.range.end),
        None => slice(start).to_owned(),
    })
}

/// "|the Bill would: / reduce crime": an item behind the words of its lead-in from the cause on.
fn behind_lead_in(rule: &ClaimRule, case: &Case<'_>, claim: &Claim) -> Option<String> {
    let sentence = case.sentence(claim)?;
    let blocks = &case.document.blocks;
    let block = blocks.get(sentence.block.0 as usize)?;
    if !matches!(block.kind, BlockKind::ListItem(_)) || !lends(block, claim) {
        return None;
    }
    let lead_in = claim.cause_named.block;
    let tokens = &case.annotated.get(lead_in.0 as usize)?.tokens;
    let at = tokens.partition_point(|token| token.range.start < claim.cause_named.range.start);
    let end = tokens.last()?.range.end;
    let lent = words_from(rule, case, lead_in, at, end)?;
    let runs_on = lent.trim_end_matches(|c: char| !c.is_alphanumeric());
    Some(format!("{runs_on} {}", sentence.range.slice(&block.text)))
}

/// The first words, without the stop at their end.
fn shortened(words: &str) -> String {
    let shown: Vec<&str> = words.split_whitespace().take(WORDS).collect();
    let shown = shown.join(" ");
    let all = shown.len() == words.len();
    let shown = shown.trim_end_matches(|c: char| !c.is_alphanumeric());
    if all {
        shown.to_owned()
    } else {
        format!("{shown} {MORE}")
    }
}
