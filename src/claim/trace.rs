//! The readings that were tried of a sentence, and what became of each: the microscope of writers and developers.

use crate::claim::annotations::Annotations;
use crate::claim::borrow::lent;
use crate::claim::class::Class;
use crate::claim::cue::is_no_cue;
use crate::claim::extract::{best, is_of_answer, part_of_view, read_view, resolve};
use crate::claim::frame::Element;
use crate::claim::grammar::Grammar;
use crate::claim::judge::{Judgement, judge};
use crate::claim::model::Part;
use crate::claim::reader::{Reading, read};
use crate::claim::view::{Hit, View};
use crate::document::SentenceId;

/// One try of a frame around a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The words that the reading starts from.
    pub cue: Part,
    /// Their class.
    pub class: Class,
    /// The frame; none where none was tried.
    pub frame: Option<String>,
    /// What became of it.
    pub outcome: Verdict,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It made a claim.
    Claim,
    /// It fits, and a frame that comes before it in the data, or a longer cue, reads the same words.
    Outdone,
    /// This part was not found where it should stand.
    Missing(Element),
    /// Cause, cue and effect are not three.
    Incomplete,
    /// The pronoun for the cause takes up nothing before it.
    NoAntecedent,
    /// The frame names a topic unless the sentence denies it, and it does not.
    Undenied,
    /// The cue is a noun here ("the cut").
    Noun,
}

/// The tries of all frames around all cues of a sentence, by cue; a cue's last one is the first that fits. Where the sentence
/// makes no claim by itself, the tries of the sentence read with the words that its place lends to it follow.
pub fn attempts(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
) -> Vec<Attempt> {
    let own = View::new(&[annotations.piece(sentence)], grammar, annotations.book);
    let mut attempts = of_view(annotations, grammar, sentence, &own);
    if read_view(annotations, grammar, sentence, &own).is_empty() {
        for view in lent(annotations, grammar, sentence, &own) {
            attempts.extend(of_view(annotations, grammar, sentence, &view));
        }
    }
    attempts
}

fn of_view(
    annotations: &Annotations<'_>,
    grammar: &Grammar,
    sentence: SentenceId,
    view: &View,
) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    let mut fitting: Vec<(usize, (usize, Reading, Judgement))> = Vec::new();
    for cue in view
        .hits
        .iter()
        .copied()
        .filter(|cue| cue.end > view.borrowed)
    {
        let mut note = |frame: Option<&str>, outcome| {
            attempts.push(Attempt {
                cue: part_of_view(annotations, view, cue.start, cue.end),
                class: cue.class,
                frame: frame.map(str::to_owned),
                outcome,
            });
            attempts.len() - 1
        };
        let mut frames = grammar
            .frames
            .iter()
            .enumerate()
            .filter(|(_, frame)| {
                frame
                    .patterns
                    .iter()
                    .any(|pattern| pattern.cue == cue.class)
            })
            .peekable();
        if frames.peek().is_some() && is_no_cue(view, cue) {
            note(None, Verdict::Noun);
            continue;
        }
        for (rank, frame) in frames {
            let tried = match read(view, frame, cue) {
                Err(Some(failure)) => Err(Verdict::Missing(failure.element)),
                Err(None) => Err(Verdict::Incomplete),
                Ok(reading) if !is_of_answer(view, &reading) => Err(Verdict::NoAntecedent),
                Ok(reading) if resolve(annotations, sentence, view, &reading).is_none() => {
                    Err(Verdict::NoAntecedent)
                }
                Ok(reading) => match judge(view, frame, &reading) {
                    Some(judgement) => Ok((rank, reading, judgement)),
                    None => Err(Verdict::Undenied),
                },
            };
            match tried {
                Ok(reading) => {
                    let at = note(Some(&frame.id), Verdict::Outdone);
                    fitting.push((at, reading));
                    break;
                }
                Err(outcome) => {
                    note(Some(&frame.id), outcome);
                }
            }
        }
    }
    let key =
        |(rank, reading, _): &(usize, Reading, Judgement)| -> (usize, Hit) { (*rank, reading.cue) };
    let kept = best(fitting.iter().map(|(_, reading)| reading.clone()).collect());
    for (at, reading) in &fitting {
        if kept.iter().any(|kept| key(kept) == key(reading)) {
            attempts[*at].outcome = Verdict::Claim;
        }
    }
    attempts
}
