//! A sentence laid out for the grammar: its tokens, the phrases of English on them, and the mentions of cause and effect.

use crate::annotate::{Annotated, Book, Forms, Mark};
use crate::claim::class::{Class, Classes};
use crate::claim::grammar::{Grammar, Subject};
use crate::document::{BlockId, TextRange, Token, TokenKind};
use std::ops::Range;

/// A token of a view: where it stands in the document, and its word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ViewToken {
    pub(crate) block: BlockId,
    pub(crate) token: Token,
    /// How its letters end, which is what English shows of a verb's form.
    pub(crate) ending: Ending,
    /// Whether it is a verb in its bare form.
    pub(crate) bare: bool,
    /// Whether it can only be the past tense of a verb ("fell"), and no participle.
    pub(crate) past_tense: bool,
}

/// The ending of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Ing,
    Past,
    Adverb,
    Other,
}

/// A phrase of a class of English on the tokens `start..end` of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) class: Class,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) sign: i8,
    /// Whether its phrase has a gap, so that the words of an object may stand inside.
    pub(crate) gapped: bool,
}

/// A mention of the cause on the tokens `start..end` of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CauseMention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) anaphor: bool,
}

/// A mention of the effect on the tokens `start..end` of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EffectMention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) agent: bool,
}

/// The mentions of one block, by token of that block.
#[derive(Debug, Clone, Default)]
pub(crate) struct BlockMentions {
    pub(crate) causes: Vec<CauseMention>,
    pub(crate) effects: Vec<EffectMention>,
}

impl BlockMentions {
    /// The causes named on these tokens of the block, in order.
    pub(crate) fn causes_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &CauseMention> {
        let from = self.causes.partition_point(|m| m.start < tokens.start);
        let end = tokens.end;
        self.causes[from..]
            .iter()
            .take_while(move |m| m.start < end)
            .filter(move |m| m.end <= end)
    }

    /// The effects named on these tokens of the block, in order.
    pub(crate) fn effects_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &EffectMention> {
        let from = self.effects.partition_point(|m| m.start < tokens.start);
        let end = tokens.end;
        self.effects[from..]
            .iter()
            .take_while(move |m| m.start < end)
            .filter(move |m| m.end <= end)
    }
}

/// A sentence (or a lead-in and an item read as one) as the grammar sees it.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) tokens: Vec<ViewToken>,
    pub(crate) hits: Vec<Hit>,
    starts: Places,
    /// The hits by their ends, by index.
    by_end: Vec<u32>,
    ends: Places,
    pub(crate) causes: Vec<CauseMention>,
    pub(crate) effects: Vec<EffectMention>,
    /// Tokens before this one come from another block and only lend their words.
    pub(crate) borrowed: usize,
    /// Tokens before this one are a question, of which the rest is the answer.
    pub(crate) asked: usize,
    /// Whether the sentence right before it asks something.
    pub(crate) answers: bool,
    /// Whether its mentions are noun phrases of any matter.
    pub(crate) of_any: bool,
}

/// Where among hits those of each place between tokens stand.
#[derive(Debug, Default)]
struct Places {
    /// Of each place, how many hits stand before it.
    first: Vec<u32>,
    /// Of each place, the classes of its hits.
    classes: Vec<Classes>,
}

impl Places {
    /// `hits` are places with classes, in order; there are `tokens` and one places.
    fn new(tokens: usize, hits: impl Iterator<Item = (usize, Class)>) -> Self {
        let mut places = Self {
            first: vec![0; tokens + 2],
            classes: vec![Classes::default(); tokens + 1],
        };
        for (at, class) in hits {
            places.first[at + 1] += 1;
            places.classes[at].add(class);
        }
        let mut before = 0;
        for first in &mut places.first {
            before += *first;
            *first = before;
        }
        places
    }

    fn of(&self, at: usize) -> std::ops::Range<usize> {
        match self.first.get(at..at.saturating_add(2)) {
            Some(&[first, last]) => first as usize..last as usize,
            _ => 0..0,
        }
    }

    fn has(&self, at: usize, class: Class) -> bool {
        self.classes.get(at).is_some_and(|here| here.has(class))
    }
}

/// A piece of a block that a view is made of.
#[derive(Debug, Clone)]
pub(crate) struct Piece<'a> {
    pub(crate) block: BlockId,
    pub(crate) text: &'a str,
    pub(crate) annotated: &'a Annotated,
    pub(crate) mentions: &'a BlockMentions,
    pub(crate) tokens: std::ops::Range<usize>,
}

impl View {
    /// A view of one piece after another.
    pub(crate) fn new(pieces: &[Piece<'_>], grammar: &Grammar, book: &Book) -> Self {
        let mut view = Self {
            of_any: grammar.subject.is_some_and(Subject::is_open),
            ..Self::default()
        };
        for piece in pieces {
            view.append(piece, grammar, book);
        }
        view.hits
            .sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.class));
        view.by_end = (0..view.hits.len() as u32).collect();
        let hits = &view.hits;
        // Those with one start are in the order of their classes already.
        view.by_end
            .sort_by_key(|&at| (hits[at as usize].end, hits[at as usize].start));
        let tokens = view.tokens.len();
        view.starts = Places::new(tokens, hits.iter().map(|hit| (hit.start, hit.class)));
        let by_end = view.by_end.iter().map(|&at| hits[at as usize]);
        view.ends = Places::new(tokens, by_end.map(|hit| (hit.end, hit.class)));
        view.quieten_brackets();
        view
    }

    /// "(ibid., p. 3)", "[see 3, 5-7]": in brackets without a verb, but perhaps one that opens them, stands no clause, so that a comma
    /// there parts nothing.
    fn quieten_brackets(&mut self) {
        let mut open = None;
        for at in 0..self.len() {
            match self.kind(at) {
                TokenKind::Open => open = Some(at + 1),
                TokenKind::Close => {
                    let inside = open.take().unwrap_or(at)..at;
                    if !inside.clone().skip(1).any(|at| self.may_be_verb(at)) {
                        for token in &mut self.tokens[inside] {
                            if token.token.kind == TokenKind::Comma {
                                token.token.kind = TokenKind::Symbol;
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn may_be_verb(&self, at: usize) -> bool {
        self.starting(at).iter().any(|hit| {
            matches!(
                hit.class,
                Class::Auxiliary
                    | Class::HedgeModal
                    | Class::ReportVerb
                    | Class::ChangeVerb
                    | Class::CauseVerb
                    | Class::RiseVerb
                    | Class::AgentVerb
                    | Class::Be
            )
        })
    }

    fn append(&mut self, piece: &Piece<'_>, grammar: &Grammar, book: &Book) {
        let (first, last) = (piece.tokens.start, piece.tokens.end);
        let shift = |at: usize| at - first + self.tokens.len();
        let inside = |start: usize, end: usize| start >= first && end <= last;
        let from = piece
            .annotated
            .matches
            .partition_point(|m| (m.start as usize) < first);
        let all = &piece.annotated.matches[from..];
        let own = &all[..all.partition_point(|m| (m.start as usize) < last)];
        self.hits.reserve(own.len());
        for m in own {
            if let Some(info) = book.info(m.phrase)
                && let Some(class) = grammar.class(info.list)
                && inside(m.start as usize, m.end as usize)
            {
                self.hits.push(Hit {
                    class,
                    start: shift(m.start as usize),
                    end: shift(m.end as usize),
                    sign: match info.mark {
                        Mark::Up => 1,
                        Mark::Down => -1,
                        Mark::Plain | Mark::Strong | Mark::Weak | Mark::Anaphor | Mark::Never => 0,
                    },
                    gapped: info.gapped,
                });
            }
        }
        for mention in piece.mentions.causes_in(&piece.tokens) {
            self.causes.push(CauseMention {
                start: shift(mention.start),
                end: shift(mention.end),
                ..*mention
            });
        }
        for mention in piece.mentions.effects_in(&piece.tokens) {
            self.effects.push(EffectMention {
                start: shift(mention.start),
                end: shift(mention.end),
                ..*mention
            });
        }
        self.tokens.extend(piece.tokens.clone().map(|at| ViewToken {
            block: piece.block,
            token: piece.annotated.tokens[at],
            bare: book.forms(piece.annotated.words[at]).any(Forms::BASE),
            past_tense: book.forms(piece.annotated.words[at]).any(Forms::PAST)
                && !book.forms(piece.annotated.words[at]).any(Forms::PARTICIPLE),
            ending: ending(
                piece.text,
                &piece.annotated.tokens[at],
                book.forms(piece.annotated.words[at]),
            ),
        }));
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The kind of the token at `at`.
    pub(crate) fn kind(&self, at: usize) -> TokenKind {
        self.tokens[at].token.kind
    }

    /// The hits that start at `at`, the longest first.
    pub(crate) fn starting(&self, at: usize) -> &[Hit] {
        &self.hits[self.starts.of(at)]
    }

    /// The hits that end at `end`, the longest first.
    pub(crate) fn ending(&self, end: usize) -> impl Iterator<Item = Hit> + '_ {
        self.by_end[self.ends.of(end)]
            .iter()
            .map(|&at| self.hits[at as usize])
    }

    /// The longest hit of `class` that starts at `at`.
    pub(crate) fn at(&self, at: usize, class: Class) -> Option<Hit> {
        if !self.starts.has(at, class) {
            return None;
        }
        let mut here = self.starting(at).iter().copied();
        here.find(|hit| hit.class == class)
    }

    /// The longest hit of `class` that ends at `end`.
    pub(crate) fn before(&self, end: usize, class: Class) -> Option<Hit> {
        if !self.ends.has(end, class) {
            return None;
        }
        self.ending(end).find(|hit| hit.class == class)
    }

    /// Whether a phrase shares a word with a mention, so that it is no word of the clause around it ("night work").
    pub(crate) fn in_mention(&self, hit: Hit) -> bool {
        let meets = |start: usize, end: usize| start < hit.end && hit.start < end;
        self.causes.iter().any(|m| meets(m.start, m.end))
            || self.effects.iter().any(|m| meets(m.start, m.end))
    }

    /// The classes that any hit is of.
    pub(crate) fn classes(&self) -> Classes {
        let all = self.starts.classes.iter();
        all.fold(Classes::default(), |all, here| all.with(*here))
    }

    /// Hits of `class` that lie in `start..end`, in order.
    pub(crate) fn within(
        &self,
        start: usize,
        end: usize,
        class: Class,
    ) -> impl Iterator<Item = Hit> + '_ {
        let from = self.starts.of(start.min(self.len())).start;
        self.hits[from..]
            .iter()
            .copied()
            .take_while(move |hit| hit.start < end)
            .filter(move |hit| hit.class == class && hit.end <= end)
    }

    /// Whether the word at `at` may be a participle, present or past.
    pub(crate) fn suffix_is_participle(&self, at: usize) -> bool {
        matches!(self.tokens[at].ending, Ending::Ing | Ending::Past) && !self.tokens[at].past_tense
    }

    /// The plain text of tokens `start..end` as a range of their block; the part in the last token's block.
    pub(crate) fn range(&self, start: usize, end: usize) -> (BlockId, TextRange) {
        let last = &self.tokens[end.max(start + 1) - 1];
        let first = (start..end)
            .map(|at| &self.tokens[at])
            .find(|token| token.block == last.block)
            .unwrap_or(last);
        (
            last.block,
            TextRange {
                start: first.token.range.start,
                end: last.token.range.end,
            },
        )
    }
}

/// The suffixes are those of English inflection (Quirk et al. 1985, 3.2 to 3.20); a word shorter than a stem and its suffix has none.
fn ending(text: &str, token: &Token, forms: Forms) -> Ending {
    let word = &text[token.range.start as usize..token.range.end as usize];
    if token.kind != TokenKind::Word {
        Ending::Other
    } else if forms.any(Forms::ING) || (word.len() > SHORTEST_PARTICIPLE && word.ends_with(PRESENT))
    {
        Ending::Ing
    } else if forms.any(Forms::PAST)
        || forms.any(Forms::PARTICIPLE)
        || (word.len() > SHORTEST_PARTICIPLE && word.ends_with(PAST))
    {
        Ending::Past
    } else if word.len() > SHORTEST_PARTICIPLE
        && ADVERBS.iter().any(|suffix| word.ends_with(suffix))
    {
        Ending::Adverb
    } else {
        Ending::Other
    }
}

const SHORTEST_PARTICIPLE: usize = 4;
const PRESENT: &str = "ing";
const PAST: &str = "ed";
const ADVERBS: [&str; 5] = ["ly", "wide", "fold", "wise", "wards"];
