use crate::annotate::{ListId, Match};
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, TokenKind};
use crate::rule::words::{Passage, WordRule, overlap};

/// A rule of the kind statistic, checked: it reports a figure without a source.
#[derive(Debug, Clone)]
pub struct StatisticRule {
    /// What every rule on words has.
    pub base: WordRule,
    /// What makes a figure one that matters: the sentence speaks of one of these.
    pub about: Vec<ListId>,
    /// Whole figures: shares, multiples, averages, sums of money.
    pub figures: ListId,
    /// Numbers in words, for counts.
    pub numbers: ListId,
    /// Those that are as often plain words: they count only what counts wherever it is counted.
    pub small_numbers: ListId,
    /// What counts wherever it is counted.
    pub counted: Vec<ListId>,
    /// What counts in a sentence that speaks of `about`.
    pub counted_beside: Vec<ListId>,
    /// What may stand between a number and what is counted.
    pub between: Vec<ListId>,
    /// Numbers that are no figures: ages, dates, sections, spans of time.
    pub no_figure: ListId,
    /// Words in a sentence whose figures need no source: the author's own count.
    pub own_count: Option<ListId>,
}

impl StatisticRule {
    /// The lists whose matches it looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        let lists = [
            &self.about,
            &self.counted,
            &self.counted_beside,
            &self.between,
        ];
        let lists = lists.into_iter().flatten().copied();
        lists
            .chain([
                self.figures,
                self.numbers,
                self.small_numbers,
                self.no_figure,
            ])
            .chain(self.own_count)
    }
}

/// The role of the words that are reported.
pub(super) const FIGURE: &str = "figure";

/// The first years of four digits that are read as such, and the first one that is not.
const YEARS: std::ops::Range<u32> = 1500..2100;

/// The finding about the first figure of a sentence that cites nothing.
pub(super) fn check(rule: &StatisticRule, passage: &Passage<'_>) -> Option<Diagnostic> {
    let in_table = matches!(
        passage.block.kind,
        BlockKind::TableCell | BlockKind::TableHead
    );
    let own = |list| passage.all(list).next().is_some();
    if in_table || passage.asks() || passage.is_cited() || rule.own_count.is_some_and(own) {
        return None;
    }
    let is_about = passage.mentions(&rule.about).next().is_some();
    let whole = passage.all(rule.figures).filter(|_| is_about);
    let counts = numbers(rule, passage).filter_map(|number| count(rule, passage, number, is_about));
    let is_figure = |found: &Match| {
        let mut others = passage.all(rule.no_figure);
        passage.is_own(*found) && !others.any(|other| overlap(other, *found))
    };
    let found = whole
        .chain(counts)
        .filter(is_figure)
        .min_by_key(|found| found.start)?;
    Some(passage.report(&rule.base, FIGURE, found))
}

/// The numbers of a sentence, in digits or words, that may count something.
fn numbers<'p>(
    rule: &'p StatisticRule,
    passage: &'p Passage<'_>,
) -> impl Iterator<Item = Match> + 'p {
    let tokens = &passage.words.tokens;
    let text = &passage.block.text;
    let digits = passage.tokens.clone().filter(|&at| {
        let token = tokens[at];
        let glued = tokens.get(at + 1).is_some_and(|next| next.glued);
        token.kind == TokenKind::Number && !token.glued && !glued && counts(token.range.slice(text))
    });
    let words = passage
        .all(rule.numbers)
        .chain(passage.all(rule.small_numbers));
    // Of a match only the place is used.
    let phrase = crate::annotate::PhraseId(u32::MAX);
    digits
        .map(move |at| Match {
            start: at as u32,
            end: at as u32 + 1,
            phrase,
        })
        .chain(words)
}

/// Whether digits count: they are neither a year nor a small ordinal of the writer's own.
fn counts(digits: &str) -> bool {
    let plain = digits.parse::<u32>();
    plain.map_or(true, |number| {
        number > 2 && !(digits.len() == 4 && YEARS.contains(&number))
    })
}

/// A number with what it counts, if that is something that matters.
fn count(
    rule: &StatisticRule,
    passage: &Passage<'_>,
    number: Match,
    is_about: bool,
) -> Option<Match> {
    let small = passage
        .all(rule.small_numbers)
        .any(|small| overlap(small, number));
    let beside = rule.counted_beside.iter().filter(|_| is_about && !small);
    let lists: Vec<ListId> = rule.counted.iter().chain(beside).copied().collect();
    let mut at = number.end;
    loop {
        let here = |found: &Match| found.start == at;
        let counted = match small {
            true => passage.any(&lists).find(here),
            false => passage.mentions(&lists).find(here),
        };
        if let Some(found) = counted {
            return Some(Match {
                start: number.start,
                ..found
            });
        }
        let next = passage.any(&rule.between).filter(|found| found.start == at);
        at = next.map(|found| found.end).max()?;
    }
}
