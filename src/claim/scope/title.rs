//! Words that look like a claim and are only spoken of: titles and matters of study.

use std::ops::Range;

use crate::claim::class::Class;
use crate::claim::frame::Frame;
use crate::claim::noun::CauseRef;
use crate::claim::reader::Reading;
use crate::claim::view::View;
use crate::document::TokenKind;

/// Whether the words of a reading are only spoken of, or its frame asks for a command that they are not.
pub(crate) fn is_spoken_of(view: &View, frame: &Frame, reading: &Reading) -> bool {
    is_inquiry(view, reading)
        || turns_to_others(view, reading)
        || is_title(view, reading)
        || (frame.imperative && !is_command(view, reading))
}

/// "more victims might come forward": more of those who turn to others are not more of those who need to.
fn turns_to_others(view: &View, reading: &Reading) -> bool {
    let mut at = reading.effect.mention.end;
    while let Some(hit) = view.starting(at).iter().find(|hit| {
        matches!(
            hit.class,
            Class::Auxiliary | Class::HedgeModal | Class::HedgeAdverb | Class::Adverb
        )
    }) {
        at = hit.end;
    }
    reading.cue.class == Class::Quantity
        && reading.cue.end <= reading.effect.mention.start
        && view.at(at, Class::TurnVerb).is_some()
}

/// "This essay will look at how the laws affect it": a matter of study right before the claim.
fn is_inquiry(view: &View, reading: &Reading) -> bool {
    // "THIS does not show that it ...": the pronoun is no cause.
    if let CauseRef::Pronoun { start, .. } = reading.cause
        && view
            .at(start, Class::Inquiry)
            .is_some_and(|hit| hit.end <= reading.cue.start)
    {
        return true;
    }
    (reading.start.saturating_sub(2)..=reading.start + 1).any(|end| {
        view.before(end, Class::Inquiry)
            .is_some_and(|hit| view.at(hit.start, Class::OwnSpeaker).is_none())
    }) && !view
        .within(0, reading.start + 1, Class::Whether)
        .any(|hit| hit.end <= reading.start + 1)
}

/// The cause is a bare verb at the start of its clause.
fn is_command(view: &View, reading: &Reading) -> bool {
    match reading.cause {
        CauseRef::Named(mention) => {
            // "We must ban it and ...": what is urged is as good as a command.
            let urged = view.before(mention.start, Class::Recommendation).is_some();
            view.tokens[mention.start].bare && (urged || view.opens_clause(mention.start))
        }
        CauseRef::Pronoun { .. } => false,
    }
}

/// The title of a work: quotation marks after a noun for a work, around words that mostly begin with a capital.
fn is_title(view: &View, reading: &Reading) -> bool {
    let Some(open) = (0..reading.cue.start)
        .rev()
        .find(|&at| view.kind(at) == TokenKind::OpenQuote)
    else {
        return is_bare_title(view, reading);
    };
    let close = (reading.cue.end..view.len())
        .find(|&at| view.kind(at) == TokenKind::CloseQuote)
        .unwrap_or(view.len());
    let named = (open.saturating_sub(2)..open).any(|at| view.at(at, Class::WorkNoun).is_some());
    named && is_title_case(view, open + 1..close)
}

/// "Her first book, Banning It Ends It, sold badly": the title without marks, between a noun for a work and a comma.
fn is_bare_title(view: &View, reading: &Reading) -> bool {
    let named = (reading.start.saturating_sub(2)..reading.start)
        .any(|at| view.at(at, Class::WorkNoun).is_some());
    named && is_title_case(view, reading.start..reading.end)
}

/// Whether most words begin with a capital.
pub(super) fn is_title_case(view: &View, range: Range<usize>) -> bool {
    let words = range.filter(|&at| view.kind(at) == TokenKind::Word);
    let capitals = words
        .clone()
        .filter(|&at| view.tokens[at].token.capital)
        .count();
    2 * capitals > words.count()
}
