use crate::annotate::{Annotated, Book, Mark, Match};
use crate::document::{Block, BlockKind, InlineKind, TextRange, Token, TokenKind};
use crate::rule::coverage::Factor;
use crate::rule::passage::Signs;

/// How many tokens may stand between a cause and its verb, and between the verb and the factor that is its effect: room for an
/// adverb or an object ("has since made life for workers").
const REACH: u32 = 5;

/// What one block says that bears on a factor in it.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) factors: Vec<FactorWords>,
    pub(crate) causes: Vec<Match>,
    /// Words that show what the block is about.
    pub(crate) abouts: Vec<Match>,
    /// Words of cause and remedy that tie alone.
    pub(crate) ties: Vec<Match>,
    /// Those that tie beside one of `abouts`.
    pub(crate) weak_ties: Vec<Match>,
    denied_before: Vec<Match>,
    denied_after: Vec<Match>,
    turns: Vec<Match>,
    worsened: Vec<Match>,
}

/// A phrase of a factor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FactorWords {
    /// Which factor, by its index in the rule.
    pub(crate) factor: usize,
    pub(crate) words: Match,
    /// Whether it needs no tie.
    pub(crate) strong: bool,
}

impl Places {
    /// Sorts the matches of a block by what they mean to a rule.
    pub(crate) fn of(matches: &[Match], signs: &Signs, factors: &[Factor], book: &Book) -> Self {
        let mut places = Self::default();
        for &found in matches {
            let Some(info) = book.info(found.phrase) else {
                continue;
            };
            let (list, strong) = (info.list, info.mark != Mark::Weak);
            if info.mark == Mark::Never {
                continue;
            }
            if let Some(factor) = factors.iter().position(|factor| factor.concept == list) {
                places.factors.push(FactorWords {
                    factor,
                    words: found,
                    strong,
                });
            }
            if list == signs.cause {
                places.causes.push(found);
            } else if list == signs.about {
                places.abouts.push(found);
            } else if list == signs.tie {
                let ties = if strong {
                    &mut places.ties
                } else {
                    &mut places.weak_ties
                };
                ties.push(found);
            } else if Some(list) == signs.denied_before {
                places.denied_before.push(found);
            } else if Some(list) == signs.denied_after {
                places.denied_after.push(found);
            } else if Some(list) == signs.turn {
                places.turns.push(found);
            } else if Some(list) == signs.worsened {
                places.worsened.push(found);
            }
        }
        places
    }

    /// Whether the block is about the matter by its own words.
    pub(crate) fn is_about(&self) -> bool {
        !self.abouts.is_empty() || !self.ties.is_empty()
    }

    /// Whether a sentence ties what is found in it to the matter, with other words than these themselves.
    pub(crate) fn is_tied(&self, scope: Scope, found: Option<Match>) -> bool {
        let beside = |tie: &Match| {
            found.is_none_or(|found| tie.end <= found.start || found.end <= tie.start)
        };
        scope.of_these(&self.ties).iter().any(beside)
            || !scope.of_these(&self.abouts).is_empty()
                && scope.of_these(&self.weak_ties).iter().any(beside)
    }

    /// "poverty plays no part", "nothing to do with poverty"
    pub(crate) fn denies(&self, words: &Annotated, found: Match, scope: Scope) -> bool {
        let before = scope.of_these(&self.denied_before).iter().any(|denial| {
            found.end <= denial.start
                && self.reaches(words, found.end, denial.start)
                && Scope::between(found.end, denial.start)
                    .of_these(&self.causes)
                    .is_empty()
        });
        let after = scope.of_these(&self.denied_after).iter().any(|denial| {
            denial.end <= found.start
                && self.reaches(words, denial.end, found.start)
                && !has_comma(words, denial.end, found.start)
        });
        before || after
    }

    /// "the ban made workers poorer"
    pub(crate) fn brings_about(&self, words: &Annotated, found: Match, scope: Scope) -> bool {
        let near = |from: u32, to: u32| from <= to && to - from <= REACH;
        scope.of_these(&self.worsened).iter().any(|verb| {
            // The verb may be the first word of the phrase itself.
            let start = found.start.max(verb.end);
            verb.start <= found.start
                && near(verb.end, start)
                && self.reaches(words, verb.end, start)
                && !has_comma(words, verb.end, start)
                && scope.of_these(&self.causes).iter().any(|cause| {
                    near(cause.end, verb.start) && self.reaches(words, cause.end, verb.start)
                })
        })
    }

    /// Whether no mark and no word between two tokens ends the reach of the first.
    fn reaches(&self, words: &Annotated, from: u32, to: u32) -> bool {
        let ends = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash | TokenKind::LineBreak
            )
        };
        !between(words, from, to).iter().any(ends)
            && Scope::between(from, to).of_these(&self.turns).is_empty()
    }
}

/// The tokens of a sentence, `start..end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope {
    start: u32,
    end: u32,
}

impl Scope {
    pub(crate) fn of(words: &Annotated, range: TextRange) -> Option<Self> {
        let tokens = &words.tokens;
        let start = tokens.partition_point(|token| token.range.start < range.start);
        let end = tokens.partition_point(|token| token.range.start < range.end);
        (start < end).then_some(Self {
            start: start as u32,
            end: end as u32,
        })
    }

    /// These tokens, as a range of the block's.
    pub(crate) fn tokens(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    fn between(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Those of some matches, in their order, that start in it.
    fn of_these(self, matches: &[Match]) -> &[Match] {
        let start = matches.partition_point(|found| found.start < self.start);
        let end = matches.partition_point(|found| found.start < self.end);
        matches.get(start..end).unwrap_or(&[])
    }
}

fn between(words: &Annotated, from: u32, to: u32) -> &[Token] {
    words.tokens.get(from as usize..to as usize).unwrap_or(&[])
}

fn has_comma(words: &Annotated, from: u32, to: u32) -> bool {
    let tokens = between(words, from, to);
    tokens.iter().any(|token| token.kind == TokenKind::Comma)
}

/// Whether the sentence ends in a question mark.
pub(crate) fn asks(words: &Annotated, scope: Scope) -> bool {
    let closes = |token: &&Token| {
        matches!(
            token.kind,
            TokenKind::CloseQuote | TokenKind::Close | TokenKind::Symbol
        )
    };
    between(words, scope.start, scope.end)
        .iter()
        .rev()
        .find(|token| !closes(token))
        .is_some_and(|token| token.kind == TokenKind::QuestionMark)
}

/// Whether words are part of a name: all with capitals, and a word with a capital right beside them ("the Poverty Action
/// Network"). A heading, a cell or a sentence all in capitals shows nothing by them.
pub(crate) fn is_name(block: &Block, words: &Annotated, found: Match, scope: Scope) -> bool {
    let prose = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Footnote(_)
    );
    let in_capitals = |start: u32, end: u32| {
        let mut words = between(words, start, end)
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        words.all(|word| word.capital)
    };
    let capital = |at: u32| {
        let token = words.tokens.get(at as usize);
        at < scope.end && token.is_some_and(|token| token.kind == TokenKind::Word && token.capital)
    };
    prose
        && in_capitals(found.start, found.end)
        && (found.start > scope.start + 1 && capital(found.start - 1) || capital(found.end))
        && !in_capitals(scope.start, scope.end)
}

/// Whether words stand in a title: in emphasis or a link of several words that starts with a capital in the middle of a
/// sentence.
pub(crate) fn is_title(block: &Block, range: TextRange, sentence: TextRange) -> bool {
    let before = block
        .inlines
        .partition_point(|inline| inline.range.start <= range.start);
    block.inlines[..before]
        .iter()
        .rev()
        .take_while(|inline| inline.range.start > sentence.start)
        .any(|inline| {
            let text = block
                .text
                .get(inline.range.start as usize..inline.range.end as usize)
                .unwrap_or("");
            matches!(inline.kind, InlineKind::Emphasis | InlineKind::Link { .. })
                && range.end <= inline.range.end
                && text.starts_with(char::is_uppercase)
                && text.split_whitespace().nth(1).is_some()
        })
}
