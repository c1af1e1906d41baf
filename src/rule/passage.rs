use crate::annotate::{Annotated, Book, ListId, Mark, Match};
use crate::document::{
    Block, BlockId, BlockKind, Document, InlineKind, Matter, Sentence, TextRange, Token, TokenKind,
};
use crate::rule::coverage::Factor;
use crate::source::Span;

/// The lists that decide whether words of a factor count where they stand.
#[derive(Debug, Clone, Copy)]
pub struct Signs {
    /// The causes of the claims, to tell what a law is said to have brought about.
    pub cause: ListId,
    /// What a passage has to be about for a strong phrase to count.
    pub about: ListId,
    /// Words of cause and remedy: a weak phrase counts beside one. A weak member counts where a member of `about` is near.
    pub tie: ListId,
    /// Denies the factor before it.
    pub denied_before: Option<ListId>,
    /// Denies the factor after it.
    pub denied_after: Option<ListId>,
    /// Ends the reach of a denial and of a verb.
    pub turn: Option<ListId>,
    /// Verbs that make the factor after them an effect of the cause before them.
    pub worsened: Option<ListId>,
}

/// How many tokens may stand between a cause and its verb, and between the verb and the factor that is its effect: room for an
/// adverb or an object ("has since made life for workers").
const REACH: u32 = 5;

/// What is found in one block.
#[derive(Debug, Default)]
struct Places {
    factors: Vec<(usize, Match, bool)>,
    causes: Vec<Match>,
    about: bool,
    abouts: Vec<Match>,
    ties: Vec<Match>,
    weak_ties: Vec<Match>,
    denied_before: Vec<Match>,
    denied_after: Vec<Match>,
    turns: Vec<Match>,
    worsened: Vec<Match>,
}

/// A document's blocks as places where factors can be named.
pub(crate) struct Passages<'a> {
    document: &'a Document,
    annotated: &'a [Annotated],
    places: Vec<Places>,
    factors: usize,
}

impl<'a> Passages<'a> {
    pub(crate) fn new(
        signs: &Signs,
        factors: &[Factor],
        document: &'a Document,
        annotated: &'a [Annotated],
        book: &Book,
    ) -> Self {
        let places = annotated
            .iter()
            .map(|block| Places::of(block, signs, factors, book))
            .collect();
        Self {
            document,
            annotated,
            places,
            factors: factors.len(),
        }
    }

    /// Of each factor, the first place in the document that names it.
    pub(crate) fn named(&self) -> Vec<Option<Span>> {
        let mut named = vec![None; self.factors];
        for (index, block) in self.document.blocks.iter().enumerate() {
            let Some(places) = self.places.get(index) else {
                break;
            };
            for &(factor, found, strong) in &places.factors {
                if named[factor].is_none() && self.counts(index, block, found, strong) {
                    let range = self.annotated[index].range(found);
                    named[factor] = Some(block.map.source(range));
                }
            }
        }
        named
    }

    /// Whether a phrase of a factor names it as something that gives rise to what the document is about.
    fn counts(&self, index: usize, block: &Block, found: Match, strong: bool) -> bool {
        if block.matter != Matter::Prose {
            return false;
        }
        let words = &self.annotated[index];
        let range = words.range(found);
        let Some(sentence) = self.sentence(block, range) else {
            return false;
        };
        let Some(scope) = Scope::of(words, sentence.range) else {
            return false;
        };
        let places = &self.places[index];
        let looks_meant = !asks(words, scope)
            && !is_name(block, words, found, scope)
            && !is_title(block, range, sentence.range)
            && !places.denies(words, found, scope)
            && !places.brings_about(words, found, scope);
        looks_meant
            && if strong {
                self.is_about(index, block)
            } else {
                places.ties_sentence(found, scope) || self.inherits_tie(block)
            }
    }

    fn sentence(&self, block: &Block, range: TextRange) -> Option<&Sentence> {
        let sentences = block.sentences.start as usize..block.sentences.end as usize;
        self.document
            .sentences
            .get(sentences)?
            .iter()
            .find(|sentence| {
                sentence.range.start <= range.start && range.start < sentence.range.end
            })
    }

    /// Whether a block is about the matter: by its own words, those that introduce it, or those that open its section.
    fn is_about(&self, index: usize, block: &Block) -> bool {
        let own = |id: BlockId| {
            self.places
                .get(id.0 as usize)
                .is_some_and(|places| places.about || !places.ties.is_empty())
        };
        let opening = self.opening(block);
        own(BlockId(index as u32))
            || self.introducers(block).any(own)
            || self.heading(block).is_some_and(own)
            || opening.is_some_and(|id| !self.places[id.0 as usize].ties.is_empty())
    }

    /// Whether a list item, a cell or a section stands under words of cause.
    fn inherits_tie(&self, block: &Block) -> bool {
        let places = |id: BlockId| self.places.get(id.0 as usize);
        let heading = self.heading(block).and_then(places);
        let mut introducers = self.introducers(block).filter_map(places);
        heading.is_some_and(|heading| !heading.ties.is_empty())
            || introducers.any(|lead| {
                !lead.ties.is_empty()
                    || !lead.weak_ties.is_empty() && lead.about && lead.causes.is_empty()
            })
    }

    /// The blocks that a list item or a cell is read with, the nearest first.
    fn introducers(&self, block: &Block) -> impl Iterator<Item = BlockId> {
        let above = |id: BlockId| {
            let block = self.document.blocks.get(id.0 as usize)?;
            // A lead-in stands before its list, so the chain ends.
            block.lead_in.filter(|up| *up < id)
        };
        let heads = [block.heads.column, block.heads.row];
        heads
            .into_iter()
            .flatten()
            .chain(std::iter::successors(block.lead_in, move |id| above(*id)))
    }

    /// The heading of a block's section: without one, the title in the front matter.
    fn heading(&self, block: &Block) -> Option<BlockId> {
        block.heading.or_else(|| {
            let first = self.document.blocks.first()?;
            matches!(first.kind, BlockKind::FrontMatter(_)).then_some(BlockId(0))
        })
    }

    /// The first paragraph of a block's section.
    fn opening(&self, block: &Block) -> Option<BlockId> {
        let heading = block.heading?.0 as usize;
        let first = self.document.blocks.get(heading + 1)?;
        (first.kind == BlockKind::Paragraph && first.matter == Matter::Prose)
            .then_some(BlockId(heading as u32 + 1))
    }
}

impl Places {
    fn of(block: &Annotated, signs: &Signs, factors: &[Factor], book: &Book) -> Self {
        let mut places = Self::default();
        for &found in &block.matches {
            let Some(info) = book.info(found.phrase) else {
                continue;
            };
            let (list, strong) = (info.list, info.mark != Mark::Weak);
            if info.mark == Mark::Never {
                continue;
            }
            if let Some(factor) = factors.iter().position(|factor| factor.concept == list) {
                places.factors.push((factor, found, strong));
            }
            if list == signs.cause {
                places.causes.push(found);
            } else if list == signs.about {
                places.about |= strong;
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

    /// Whether the sentence ties what is found in it to the matter, with other words than these themselves.
    fn ties_sentence(&self, found: Match, scope: Scope) -> bool {
        let here = |other: &&Match| scope.holds(other);
        let beside = |other: &Match| other.end <= found.start || found.end <= other.start;
        self.ties.iter().filter(here).any(beside)
            || self.abouts.iter().any(|about| scope.holds(about))
                && self.weak_ties.iter().filter(here).any(beside)
    }

    /// "poverty plays no part", "nothing to do with poverty"
    fn denies(&self, words: &Annotated, found: Match, scope: Scope) -> bool {
        let before = self
            .denied_before
            .iter()
            .filter(|denial| scope.holds(denial));
        let after = self
            .denied_after
            .iter()
            .filter(|denial| scope.holds(denial));
        before.into_iter().any(|denial| {
            found.end <= denial.start
                && self.reaches(words, found.end, denial.start)
                && !within(&self.causes, found.end, denial.start)
        }) || after.into_iter().any(|denial| {
            denial.end <= found.start
                && self.reaches(words, denial.end, found.start)
                && !comma(words, denial.end, found.start)
        })
    }

    /// "the ban made workers poorer"
    fn brings_about(&self, words: &Annotated, found: Match, scope: Scope) -> bool {
        let verbs = self.worsened.iter().filter(|verb| scope.holds(verb));
        verbs.into_iter().any(|verb| {
            let near = |from: u32, to: u32| from <= to && to - from <= REACH;
            let acts = |cause: &&Match| {
                near(cause.end, verb.start) && self.reaches(words, cause.end, verb.start)
            };
            let start = found.start.max(verb.end);
            verb.start <= found.start
                && near(verb.end, start)
                && self.reaches(words, verb.end, start)
                && !comma(words, verb.end, start)
                && self.causes.iter().any(|cause| acts(&cause))
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
        !between(words, from, to).iter().any(ends) && !within(&self.turns, from, to)
    }
}

/// The tokens of a sentence, `start..end`.
#[derive(Debug, Clone, Copy)]
struct Scope {
    start: u32,
    end: u32,
}

impl Scope {
    fn of(words: &Annotated, range: TextRange) -> Option<Self> {
        let tokens = &words.tokens;
        let start = tokens.partition_point(|token| token.range.start < range.start);
        let end = tokens.partition_point(|token| token.range.start < range.end);
        (start < end).then_some(Self {
            start: start as u32,
            end: end as u32,
        })
    }

    fn holds(self, found: &Match) -> bool {
        self.start <= found.start && found.start < self.end
    }
}

fn between(words: &Annotated, from: u32, to: u32) -> &[Token] {
    words.tokens.get(from as usize..to as usize).unwrap_or(&[])
}

fn within(matches: &[Match], from: u32, to: u32) -> bool {
    matches
        .iter()
        .any(|found| from <= found.start && found.start < to)
}

fn comma(words: &Annotated, from: u32, to: u32) -> bool {
    let tokens = between(words, from, to);
    tokens.iter().any(|token| token.kind == TokenKind::Comma)
}

/// Whether the sentence ends in a question mark.
fn asks(words: &Annotated, scope: Scope) -> bool {
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
fn is_name(block: &Block, words: &Annotated, found: Match, scope: Scope) -> bool {
    let prose = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Footnote(_)
    );
    let is_word = |token: &&Token| token.kind == TokenKind::Word;
    let sentence = between(words, scope.start, scope.end);
    let all_capitals = sentence.iter().filter(is_word).all(|token| token.capital);
    let own = between(words, found.start, found.end);
    if !prose || all_capitals || !own.iter().filter(is_word).all(|token| token.capital) {
        return false;
    }
    let capital = |at: u32| {
        let token = words.tokens.get(at as usize);
        at < scope.end && token.is_some_and(|token| token.kind == TokenKind::Word && token.capital)
    };
    let before = found.start > scope.start + 1 && capital(found.start - 1);
    before || capital(found.end)
}

/// Whether words stand in a title: in emphasis or a link of several words that starts with a capital in the middle of a
/// sentence.
fn is_title(block: &Block, range: TextRange, sentence: TextRange) -> bool {
    block.inlines.iter().any(|inline| {
        let marks_titles = matches!(inline.kind, InlineKind::Emphasis | InlineKind::Link { .. });
        let holds = inline.range.start <= range.start && range.end <= inline.range.end;
        let text = block
            .text
            .get(inline.range.start as usize..inline.range.end as usize)
            .unwrap_or("");
        marks_titles
            && holds
            && inline.range.start > sentence.start
            && text.starts_with(char::is_uppercase)
            && text.split_whitespace().nth(1).is_some()
    })
}
