//! A sentence read with the words that its place in the document lends to it.

use crate::claim::annotations::Annotations;
use crate::claim::class::Class;
use crate::claim::grammar::Grammar;
use crate::claim::view::{Ending, Hit, Piece, View};
use crate::document::{SentenceId, TokenKind};

/// The ways to read a sentence that says nothing by itself, the first to be tried first: an item behind the line that introduces its
/// list, a fragment behind the heading right above it, a cell behind the cell of its row that names a cause, and with the effect in its
/// column's head. `own` is the sentence by itself.
pub(super) fn lent<'a>(
    annotations: &'a Annotations<'_>,
    grammar: &'a Grammar,
    sentence: SentenceId,
    own: &'a View,
) -> impl Iterator<Item = View> + 'a {
    let introduced = move || {
        let heading = annotations.is_under_heading(sentence);
        if heading && !is_fragment(own) {
            return None;
        }
        let lead_in = running_on(annotations, sentence)?;
        Some(behind(annotations, grammar, &[lead_in], sentence))
    };
    let in_column = move || {
        let column = annotations.effect_in_column(sentence)?;
        let cause = running_on(annotations, sentence);
        let pieces: Vec<Piece<'_>> = [Some(annotations.piece(column)), cause]
            .into_iter()
            .flatten()
            .collect();
        Some(behind(annotations, grammar, &pieces, sentence))
    };
    let before = move || before_column(annotations, grammar, sentence, own);
    let answering = move || {
        let question = annotations.asked_effect(sentence)?;
        let mut view = behind(
            annotations,
            grammar,
            &[annotations.piece(question)],
            sentence,
        );
        view.asked = std::mem::take(&mut view.borrowed);
        Some(view)
    };
    std::iter::once_with(introduced)
        .chain(std::iter::once_with(answering))
        .chain(std::iter::once_with(in_column))
        .chain(std::iter::once_with(before))
        .flatten()
}

/// An item behind the line that introduces its list, where that line ends with a colon or dash and so may hand the item to somebody.
pub(super) fn behind_report(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
) -> Option<View> {
    let lead_in = annotations.piece(annotations.introduced_by(sentence)?);
    let last = lead_in
        .annotated
        .tokens
        .get(lead_in.tokens.clone())?
        .last()?;
    matches!(last.kind, TokenKind::Colon | TokenKind::Dash)
        .then(|| behind(annotations, grammar, &[lead_in], sentence))
}

/// The line that introduces a sentence, as far as that goes on with it: "Legal casinos would:" runs on into its items, a line that
/// ends with a stop does not.
fn running_on<'a>(annotations: &'a Annotations<'_>, sentence: SentenceId) -> Option<Piece<'a>> {
    let mut lead_in = annotations.piece(annotations.introduced_by(sentence)?);
    let kind = |at: usize| lead_in.annotated.tokens[at].kind;
    while let Some(end) = lead_in.tokens.end.checked_sub(1)
        && lead_in.tokens.contains(&end)
        && matches!(kind(end), TokenKind::Colon | TokenKind::Dash)
    {
        lead_in.tokens.end = end;
    }
    let end = lead_in.tokens.end.checked_sub(1)?;
    let closed = matches!(
        kind(end),
        TokenKind::Stop | TokenKind::ExclamationMark | TokenKind::QuestionMark
    );
    (!closed).then_some(lead_in)
}

/// The sentence behind pieces that lend their words.
fn behind(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    lent: &[Piece<'_>],
    sentence: SentenceId,
) -> View {
    let pieces: Vec<Piece<'_>> = lent
        .iter()
        .cloned()
        .chain([annotations.piece(sentence)])
        .collect();
    let mut view = View::new(&pieces, grammar, annotations.book);
    view.borrowed = lent.iter().map(|piece| piece.tokens.len()).sum();
    view
}

/// A cell that ends with its verb ("may reduce") before the effect that its column's head names.
fn before_column(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
    own: &View,
) -> Option<View> {
    let column = annotations.effect_in_column(sentence)?;
    own.before(own.len(), Class::ChangeVerb)?;
    let cause = running_on(annotations, sentence)?;
    let mut effect = annotations.piece(column);
    let mention = *effect.mentions.effects_in(&effect.tokens).next()?;
    effect.tokens = mention.start..mention.end;
    let borrowed = cause.tokens.len();
    let pieces = [cause, annotations.piece(sentence), effect];
    let mut view = View::new(&pieces, grammar, annotations.book);
    view.borrowed = borrowed;
    Some(view)
}

/// Whether a sentence has no finite verb, as far as its phrases show it: "More debt, less control."
fn is_fragment(view: &View) -> bool {
    let verb = |hit: &Hit| match hit.class {
        Class::Auxiliary | Class::HedgeModal | Class::Be => true,
        Class::ChangeVerb
        | Class::CauseVerb
        | Class::RiseVerb
        | Class::AgentVerb
        | Class::GiveVerb
        | Class::ReportVerb => {
            view.tokens[hit.start].ending != Ending::Ing
                && !view.ending(hit.start).any(|before| {
                    matches!(
                        before.class,
                        Class::Quantity | Class::Determiner | Class::Of | Class::State
                    )
                })
        }
        _ => false,
    };
    !view
        .hits
        .iter()
        .any(|hit| verb(hit) && !view.in_mention(*hit))
}
