use crate::annotate::{Annotated, Forms};
use crate::claim::{Claim, Class};
use crate::document::{TextRange, TokenKind, normalise};
use crate::rule::Case;
use crate::rule::rewording::statement::{Edit, Statement, classes};

/// The change that makes the verb of a claim less certain: "increases" to "may increase", "has reduced" to "may have reduced".
/// None where the verb's form does not show how, and inside quotation marks, since those words are somebody's.
pub(super) fn softened(
    case: &Case<'_>,
    claim: &Claim,
    statement: &Statement<'_>,
) -> Option<Vec<Edit>> {
    let annotated = statement.annotated;
    let text = &statement.block.text;
    let sentence = case.sentence(claim)?;
    let cue = statement
        .tokens
        .clone()
        .find(|&at| annotated.tokens[at].range.start == claim.cue.range.start)?;
    if claim.cue.block != sentence.block || is_quoted(annotated, statement.tokens.start, cue) {
        return None;
    }
    let classed = |end: usize, wanted: fn(Class) -> bool| {
        classes(case, annotated, statement.tokens.start..cue)
            .filter(|(found, class)| found.end as usize == end && wanted(*class))
            .map(|(found, class)| (found.start as usize, class))
            .min_by_key(|(start, _)| *start)
    };
    // From the cue to the left end of its verb phrase: "has already helped to |reduce".
    let mut head = cue;
    let mut auxiliary = None;
    let mut at = cue;
    while let Some((start, class)) = classed(at, is_verbal) {
        match class {
            Class::Auxiliary => auxiliary = Some(start),
            // "card play |will free": before a finite auxiliary stands no verb.
            Class::NeutralChain if auxiliary.is_some() => break,
            Class::NeutralChain => head = start,
            _ => {}
        }
        at = start;
    }
    if let Some(auxiliary) = auxiliary {
        return replaced(case, annotated, text, auxiliary);
    }
    if classed(at, forbids_finite).is_some() {
        return None;
    }
    finite(case, annotated, text, head, at)
}

/// The change of an auxiliary.
fn replaced(case: &Case<'_>, annotated: &Annotated, text: &str, at: usize) -> Option<Vec<Edit>> {
    let range = annotated.tokens[at].range;
    let auxiliaries = &case.pack.wording.auxiliaries;
    let with = auxiliaries.get(&*normalise(range.slice(text)))?.clone();
    Some(vec![Edit { range, with }])
}

/// The change of a verb without auxiliaries at `head`, whose phrase with its adverbs begins at `start`.
fn finite(
    case: &Case<'_>,
    annotated: &Annotated,
    text: &str,
    head: usize,
    start: usize,
) -> Option<Vec<Edit>> {
    let wording = &case.pack.wording;
    let token = annotated.tokens[head];
    let forms = case.pack.book.forms(annotated.words[head]);
    let word = normalise(token.range.slice(text));
    let before = annotated.tokens[start].range.start;
    let insert = |words: &str| Edit {
        range: TextRange::new(before, before),
        with: format!("{words} "),
    };
    // "cut" is present and past: which one, its form does not show.
    if forms.any(Forms::BASE) && forms.any(Forms::PAST) {
        return None;
    }
    // "It would, they say, take ..." may be no finite verb either.
    let after_comma = start > 0 && annotated.tokens[start - 1].kind == TokenKind::Comma;
    if after_comma && !forms.any(Forms::THIRD | Forms::PAST) {
        return None;
    }
    let third = forms.any(Forms::THIRD);
    let base = bases(case, annotated, head)
        .find(|base| *base == word || (third && is_spelt_alike(base, &word)));
    match base {
        Some(base) => Some(vec![
            insert(&wording.before_base),
            Edit {
                range: token.range,
                with: base.to_owned(),
            },
        ]),
        None if forms.any(Forms::PARTICIPLE) && forms.any(Forms::PAST) => {
            Some(vec![insert(&wording.before_participle)])
        }
        None => None,
    }
}

/// The base forms of the verb at `head`: the first words, behind `~`, of the phrases that start there.
fn bases<'a>(
    case: &'a Case<'_>,
    annotated: &'a Annotated,
    head: usize,
) -> impl Iterator<Item = &'a str> {
    classes(case, annotated, head..head + 1).filter_map(|(found, _)| {
        let phrase = case.pack.book.phrase(found.phrase);
        let base = phrase.split(' ').next()?.strip_prefix('~')?;
        base.bytes().all(|b| b.is_ascii_lowercase()).then_some(base)
    })
}

/// Whether a form keeps all of its base but perhaps the last letter: "carries" has "carry", "penalises" has not "penalize".
fn is_spelt_alike(base: &str, form: &str) -> bool {
    let common = base.bytes().zip(form.bytes()).take_while(|(a, b)| a == b);
    common.count() + 1 >= base.len()
}

/// What stands before a verb and belongs to it, in a claim that nothing qualifies.
fn is_verbal(class: Class) -> bool {
    matches!(
        class,
        Class::Auxiliary | Class::Adverb | Class::NeutralChain | Class::Alone
    )
}

/// What shows that the verb or noun behind it is not finite: "to reduce", "into force", "does not work"; and "reject it and
/// spare", which goes on with an order.
fn forbids_finite(class: Class) -> bool {
    matches!(
        class,
        Class::To | Class::Of | Class::Determiner | Class::Negation | Class::And
    )
}

/// Whether a quotation mark is open at `at`.
fn is_quoted(annotated: &Annotated, start: usize, at: usize) -> bool {
    let mut open = false;
    for token in &annotated.tokens[start..at] {
        match token.kind {
            TokenKind::OpenQuote => open = true,
            TokenKind::CloseQuote => open = false,
            _ => {}
        }
    }
    open
}
