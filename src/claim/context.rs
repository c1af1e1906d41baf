//! What other sentences make of a claim: a limit in the next one, a speaker of the one before.

use crate::claim::class::Class;
use crate::claim::grammar::Grammar;
use crate::claim::model::{Claim, Part, Qualifier, QualifierKind, Strength};
use crate::claim::view::{Hit, View};
use crate::document::{SentenceId, TokenKind, normalise};

use crate::claim::annotations::Annotations;
use crate::claim::extract::part_of_view;
/// A limit on the evidence in the very next sentence of the block qualifies the claims of a sentence, where that next
/// sentence makes no claim of its own.
pub(super) fn limit_by_next(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    claims: &mut [Claim],
) {
    // Claims come in source order, so their sentences do.
    let claiming: Vec<SentenceId> = claims.iter().map(|claim| claim.sentence).collect();
    for claim in claims
        .iter_mut()
        .filter(|claim| matches!(claim.strength, Strength::Asserted | Strength::Denied))
    {
        let next = SentenceId(claim.sentence.0 + 1);
        let block = annotations.document.sentences[claim.sentence.0 as usize].block;
        let own = &annotations.document.blocks[block.0 as usize].sentences;
        if !own.contains(&next.0) || claiming.binary_search(&next).is_ok() {
            continue;
        }
        let view = View::new(&[annotations.piece(next)], grammar, annotations.book);
        let limit = view
            .within(0, view.len(), Class::Limit)
            .find(|limit| !is_on_another_matter(annotations, &view, *limit, claim.sentence));
        if let Some(limit) = limit {
            claim.qualifiers.push(Qualifier {
                kind: QualifierKind::LimitInNextSentence,
                part: part_of_view(annotations, &view, limit.start, limit.end),
            });
        }
    }
}

/// "The evidence on wages is weak": the limit says what its evidence is on, and that is neither cause nor effect, nor taken up by a
/// pronoun or a determiner, nor a word of the sentence that makes the claim.
fn is_on_another_matter(
    annotations: &Annotations<'_>,
    view: &View,
    limit: Hit,
    claiming: SentenceId,
) -> bool {
    let Some(topic) = view.within(0, limit.end, Class::EvidenceOn).next() else {
        return false;
    };
    let from = topic.end;
    let end = (from..view.len())
        .find(|&at| {
            view.kind(at).may_end_clause()
                || view.starting(at).iter().any(|hit| {
                    matches!(hit.class, Class::Auxiliary | Class::Be | Class::HedgeModal)
                })
        })
        .unwrap_or(view.len());
    let named = view
        .causes
        .iter()
        .map(|cause| (cause.start, cause.end))
        .chain(view.effects.iter().map(|effect| (effect.start, effect.end)))
        .any(|(start, stop)| start < end && from < stop);
    let refers = (from..end).any(|at| {
        view.starting(at).iter().any(|hit| {
            matches!(
                hit.class,
                Class::Pronoun
                    | Class::ObliquePronoun
                    | Class::ObjectPronoun
                    | Class::Relative
                    | Class::Whether
                    | Class::Carrier
                    | Class::ChangeNoun
                    | Class::Level
                    | Class::AssociationNoun
                    | Class::InfluenceNoun
            )
        })
    });
    let theirs = annotations.piece(claiming);
    let word = |at: usize| {
        let place = view.tokens[at].token.range;
        normalise(place.slice(annotations.text_of(view.tokens[at].block)))
    };
    let shared = (from..end)
        .filter(|&at| view.kind(at) == TokenKind::Word && view.starting(at).is_empty())
        .any(|at| {
            let own = word(at);
            theirs.annotated.tokens[theirs.tokens.clone()]
                .iter()
                .any(|token| normalise(token.range.slice(theirs.text)) == own)
        });
    from < end && !named && !refers && !shared
}

/// A sentence wholly inside quotation marks or in a block quote is its speaker's, where the sentence right before, the line
/// that introduces it or the signature under it names one.
pub(super) fn attribute_quotations(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    claims: &mut [Claim],
) {
    for claim in claims.iter_mut().filter(|claim| {
        matches!(
            claim.strength,
            Strength::Asserted | Strength::Denied | Strength::Hedged
        )
    }) {
        if let Some(speaker) = speaker(annotations, grammar, claim.sentence) {
            claim.strength = Strength::Attributed;
            claim.qualifiers.push(Qualifier {
                kind: QualifierKind::Attribution,
                part: speaker,
            });
        }
    }
}

fn speaker(annotations: &Annotations<'_>, grammar: &Grammar, sentence: SentenceId) -> Option<Part> {
    let document = annotations.document;
    let block = &document.blocks[document.sentences[sentence.0 as usize].block.0 as usize];
    if let Some(quotation) = block.quotation {
        if let Some(signature) = quotation.signature {
            return Some(whole(annotations, signature));
        }
        return reporting(annotations, grammar, quotation.introducer?);
    }
    let view = View::new(&[annotations.piece(sentence)], grammar, annotations.book);
    let last = view.len().checked_sub(1)?;
    let quoted = view.kind(0) == TokenKind::OpenQuote
        && (view.kind(last) == TokenKind::CloseQuote
            || !(0..=last).any(|at| view.kind(at) == TokenKind::CloseQuote));
    if !quoted || sentence.0 == block.sentences.start {
        return None;
    }
    reporting(annotations, grammar, SentenceId(sentence.0 - 1))
}

/// The words of a sentence that say that somebody speaks.
fn reporting(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
) -> Option<Part> {
    let view = View::new(&[annotations.piece(sentence)], grammar, annotations.book);
    let hit = view
        .hits
        .iter()
        .copied()
        .find(|hit| {
            matches!(
                hit.class,
                Class::ReportVerb | Class::According | Class::Speaker
            )
        })
        .map(|hit| (hit.start, hit.end));
    // A name will do: "Ms Hoven did not mince her words."
    let name = (1..view.len())
        .find(|&at| view.tokens[at].token.capital)
        .map(|at| (at, at + 1));
    let (start, end) = hit.or(name)?;
    Some(part_of_view(annotations, &view, start, end))
}

fn whole(annotations: &Annotations<'_>, sentence: SentenceId) -> Part {
    let sentence = annotations.document.sentences[sentence.0 as usize];
    Part {
        block: sentence.block,
        range: sentence.range,
        span: sentence.span,
    }
}
