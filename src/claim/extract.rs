//! From a document to its claims.

use crate::claim::class::Class;
use crate::claim::cue::is_no_cue;
use crate::claim::frame::Frame;
use crate::claim::grammar::Grammar;
use crate::claim::judge::{Judgement, judge};
use crate::claim::model::{Claim, Direction, Part, Qualifier, Strength};
use crate::claim::noun::CauseRef;
use crate::claim::reach::antecedent;
use crate::claim::reader::{Reading, read};
use crate::claim::view::View;
use crate::document::{BlockId, Matter, SentenceId, TextRange};

use crate::claim::annotations::Annotations;
use crate::claim::borrow::{behind_report, lent};
use crate::claim::context::{attribute_quotations, limit_by_next};

/// The claims of one sentence, as [`extract`] gives them but for what the next sentence says of them.
pub fn extract_one(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
) -> Vec<Claim> {
    let mut claims = read_sentence(annotations, grammar, sentence);
    attribute_quotations(annotations, grammar, &mut claims);
    claims
}

/// All claims of a document, in the order of their cues; pure: the same input gives the same claims.
pub fn extract(annotations: &Annotations<'_>, grammar: &Grammar) -> Vec<Claim> {
    let mut claims = Vec::new();
    for at in 0..annotations.document.sentences.len() as u32 {
        claims.extend(read_sentence(annotations, grammar, SentenceId(at)));
    }
    limit_by_next(annotations, grammar, &mut claims);
    attribute_quotations(annotations, grammar, &mut claims);
    claims
}

fn read_sentence(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
) -> Vec<Claim> {
    let block = &annotations.document.blocks
        [annotations.document.sentences[sentence.0 as usize].block.0 as usize];
    if block.matter != Matter::Prose || !annotations.may_claim(sentence) {
        return Vec::new();
    }
    let mut own = View::new(&[annotations.piece(sentence)], grammar, annotations.book);
    own.answers = annotations.follows_up(sentence);
    let mut claims = read_view(annotations, grammar, sentence, &own);
    if !claims.is_empty() {
        attribute_items(annotations, grammar, sentence, &mut claims);
        return claims;
    }
    lent(annotations, grammar, sentence, &own)
        .map(|view| read_view(annotations, grammar, sentence, &view))
        .find(|claims| !claims.is_empty())
        .unwrap_or_default()
}

/// "Supporters say that it has had two results:": what is attributed in the line that introduces a list is attributed in its items.
fn attribute_items(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
    claims: &mut [Claim],
) {
    let Some(view) = behind_report(annotations, grammar, sentence) else {
        return;
    };
    let reported = read_view(annotations, grammar, sentence, &view);
    for claim in claims {
        let report = reported
            .iter()
            .find(|other| other.cue == claim.cue && other.strength == Strength::Attributed);
        if let Some(report) = report {
            claim.strength = report.strength;
            claim.qualifiers.clone_from(&report.qualifiers);
        }
    }
}

pub(super) fn read_view(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
    view: &View,
) -> Vec<Claim> {
    let mut found: Vec<(usize, Reading, Judgement)> = Vec::new();
    let classes = view.classes();
    let has_cause = !view.causes.is_empty() || view.answers || grammar.may_refer(classes);
    if view.effects.is_empty() || !has_cause {
        return Vec::new();
    }
    for cue in view
        .hits
        .iter()
        .copied()
        .filter(|cue| cue.end > view.borrowed)
    {
        let mut frames = grammar.frames_of(cue.class, classes).peekable();
        if frames.peek().is_none() || is_no_cue(view, cue) {
            continue;
        }
        for (rank, frame) in frames {
            let Ok(reading) = read(view, frame, cue) else {
                continue;
            };
            if !is_of_answer(view, &reading) {
                continue;
            }
            if resolve(annotations, sentence, view, &reading).is_none() {
                continue;
            }
            if let Some(judgement) = judge(view, frame, &reading) {
                found.push((rank, reading, judgement));
                break;
            }
        }
    }
    let mut claims: Vec<(usize, Claim)> = best(found)
        .into_iter()
        .filter_map(|(rank, reading, judgement)| {
            let frame = &grammar.frames[rank];
            Some((
                reading.cue.start,
                claim(annotations, sentence, view, frame, &reading, judgement)?,
            ))
        })
        .collect();
    claims.sort_by_key(|(at, _)| *at);
    let mut claims: Vec<Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
    mix_opposites(&mut claims);
    claims
}

/// A question that is read with its answer makes no claim by itself: the cause stands in the answer.
pub(super) fn is_of_answer(view: &View, reading: &Reading) -> bool {
    match reading.cause {
        CauseRef::Named(mention) => mention.start >= view.asked,
        CauseRef::Pronoun { .. } => view.asked == 0,
    }
}

/// "A raises it while B lowers it": what a sentence says with one strength and in both directions is mixed.
fn mix_opposites(claims: &mut [Claim]) {
    let all: Vec<(Strength, Direction)> = claims
        .iter()
        .map(|claim| (claim.strength, claim.direction))
        .collect();
    for claim in claims {
        let opposite = match claim.direction {
            Direction::Increase => Direction::Decrease,
            Direction::Decrease => Direction::Increase,
            Direction::NoEffect | Direction::Mixed => continue,
        };
        if all.contains(&(claim.strength, opposite)) {
            claim.direction = Direction::Mixed;
        }
    }
}

/// Of readings that share an effect and overlap, the one whose frame comes first, then the longest cue.
pub(super) fn best(
    mut found: Vec<(usize, Reading, Judgement)>,
) -> Vec<(usize, Reading, Judgement)> {
    found.sort_by_key(|(rank, reading, _)| {
        (
            *rank,
            std::cmp::Reverse(reading.cue.end - reading.cue.start),
            reading.cue.start,
        )
    });
    let mut kept: Vec<(usize, Reading, Judgement)> = Vec::new();
    for candidate in found {
        let reading = &candidate.1;
        let taken = kept.iter().any(|(_, other, _)| {
            let cues = other.cue.start < reading.cue.end && reading.cue.start < other.cue.end;
            let (a, b) = (&other.effect.mention, &reading.effect.mention);
            cues || (a.start < b.end && b.start < a.end)
        });
        if !taken {
            kept.push(candidate);
        }
    }
    kept
}

/// Where the cause of a reading is named.
pub(super) fn resolve(
    annotations: &Annotations<'_>,
    sentence: SentenceId,
    view: &View,
    reading: &Reading,
) -> Option<Part> {
    match reading.cause {
        CauseRef::Named(mention) => {
            Some(part_of_view(annotations, view, mention.start, mention.end))
        }
        CauseRef::Pronoun { start, .. } => {
            if let Some(mention) = view.causes.iter().rev().find(|m| m.end <= start) {
                return Some(part_of_view(annotations, view, mention.start, mention.end));
            }
            let (block, mention) = antecedent(
                annotations.document,
                &annotations.sentences,
                &annotations.mentions,
                sentence,
            )?;
            let tokens = &annotations.blocks[block.0 as usize].tokens;
            let range = TextRange {
                start: tokens[mention.start].range.start,
                end: tokens[mention.end - 1].range.end,
            };
            Some(part(annotations, block, range))
        }
    }
}

fn claim(
    annotations: &Annotations<'_>,
    sentence: SentenceId,
    view: &View,
    frame: &Frame,
    reading: &Reading,
    judgement: Judgement,
) -> Option<Claim> {
    let (cue, effect) = shown(reading);
    let named = reading.effect.named;
    let cause_named = resolve(annotations, sentence, view, reading)?;
    let own = &annotations.document.sentences[sentence.0 as usize];
    let named_here = cause_named.block == own.block && own.range.contains(cause_named.range);
    Some(Claim {
        sentence,
        cause: pronoun(annotations, view, reading)
            .filter(|_| !named_here)
            .unwrap_or(cause_named),
        cause_named,
        cue: part_of_view(annotations, view, cue.0, cue.1),
        effect: part_of_view(annotations, view, effect.0, effect.1),
        effect_named: part_of_view(annotations, view, named.0, named.1),
        direction: judgement.direction,
        strength: judgement.strength,
        qualifiers: judgement
            .qualifiers
            .iter()
            .map(|&(kind, start, end)| Qualifier {
                kind,
                part: part_of_view(annotations, view, start, end),
            })
            .collect(),
        frame: frame.id.clone(),
    })
}

/// The pronoun that stands for the cause in the sentence; a link that takes it up ("as a result") is none.
fn pronoun(annotations: &Annotations<'_>, view: &View, reading: &Reading) -> Option<Part> {
    let CauseRef::Pronoun { start, end } = reading.cause else {
        return None;
    };
    view.starting(start)
        .iter()
        .any(|hit| matches!(hit.class, Class::Pronoun | Class::ObliquePronoun) && hit.end == end)
        .then(|| part_of_view(annotations, view, start, end))
}

/// The tokens to show as cue and effect. Where the link and not the change word is the cue ("SINCE the ban, crime has
/// fallen"), the change word belongs to the effect.
fn shown(reading: &Reading) -> ((usize, usize), (usize, usize)) {
    let anchor = reading.cue;
    let effect = (reading.effect.start, reading.effect.mention.end);
    match reading.shown {
        Some(cue) => {
            let whole = (effect.0.min(anchor.start), effect.1.max(anchor.end));
            let apart = whole.0 < cue.end && cue.start < whole.1;
            ((cue.start, cue.end), if apart { effect } else { whole })
        }
        None if anchor.gapped && anchor.end - anchor.start > SHORT => {
            ((anchor.start, anchor.start + 1), effect)
        }
        None => ((chain_start(reading), anchor.end), effect),
    }
}

/// "PLAYS A ROLE IN sustaining": a chain of several words right before the verb is part of the link; "helps to" is not.
fn chain_start(reading: &Reading) -> usize {
    reading
        .group
        .iter()
        .find(|hit| {
            hit.class == Class::NeutralChain
                && hit.end == reading.cue.start
                && hit.end - hit.start >= SHORT
        })
        .map_or(reading.cue.start, |hit| hit.start)
}

/// How many words a link has at the most that is shown whole although an object stands in it ("rid us of").
const SHORT: usize = 3;

pub(super) fn part_of_view(
    annotations: &Annotations<'_>,
    view: &View,
    start: usize,
    end: usize,
) -> Part {
    let (block, range) = view.range(start, end);
    part(annotations, block, range)
}

pub(super) fn part(annotations: &Annotations<'_>, block: BlockId, range: TextRange) -> Part {
    Part {
        block,
        range,
        span: annotations.document.blocks[block.0 as usize]
            .map
            .source(range),
    }
}
