use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::annotate::list_file::RawList;
use crate::claim::{Class, Frame, Pattern, PatternError};
use crate::rule::PackFault;
use crate::rule::load::fault::syntax;
use crate::rule::load::files::FRAME;
use crate::rule::load::lists::{Lists, Place};
use crate::rule::load::literal;
use crate::rule::load::names::strength;
use crate::source::SourceFile;

/// A file of English as it is written: lists, frames, or both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnglishFile {
    #[serde(default)]
    list: Vec<RawList>,
    #[serde(default)]
    frame: Vec<RawFrame>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawFrame {
    id: Spanned<String>,
    example: Spanned<String>,
    patterns: Vec<Spanned<String>>,
    strength: Option<Spanned<String>>,
    #[serde(default)]
    reversible: bool,
    #[serde(default)]
    recommendable: bool,
    #[serde(default)]
    needs_negation: bool,
    #[serde(default)]
    universal: bool,
    #[serde(default)]
    imperative: bool,
    #[serde(default)]
    affirms: bool,
    #[serde(default)]
    verbless: bool,
}

/// Takes in the frames alone of a file of English whose lists are compiled already.
pub(super) fn load_frames(
    file: &Arc<SourceFile>,
    frames: &mut Vec<Frame>,
    faults: &mut Vec<PackFault>,
) {
    if !file.text().contains(FRAME) {
        return;
    }
    match toml::from_str::<EnglishFile>(file.text()) {
        Ok(raw) => {
            for raw in raw.frame {
                frame(file, raw, frames, faults);
            }
        }
        Err(error) => faults.push(syntax(file, &error)),
    }
}

/// Takes in a file of English: its lists go to `lists`, its frames to `frames`, in the order of the file.
pub(super) fn load(
    file: &Arc<SourceFile>,
    lists: &mut Lists,
    frames: &mut Vec<Frame>,
    faults: &mut Vec<PackFault>,
) {
    match toml::from_str::<EnglishFile>(file.text()) {
        Ok(raw) => {
            lists.english(file, raw.list, faults);
            for raw in raw.frame {
                cues(file, &raw, lists);
                frame(file, raw, frames, faults);
            }
        }
        Err(error) => {
            lists.skip();
            faults.push(syntax(file, &error));
        }
    }
}

/// Takes note of the cues of a frame, unless the frame itself decides the strength.
fn cues(file: &Arc<SourceFile>, raw: &RawFrame, lists: &mut Lists) {
    for pattern in raw.patterns.iter().filter(|_| raw.strength.is_none()) {
        if let Ok(read) = Pattern::parse(pattern.get_ref()) {
            let place = Place {
                file: file.clone(),
                range: pattern.span(),
            };
            lists.opposites.cue(raw.id.get_ref(), read.cue.id(), place);
        }
    }
}

fn frame(
    file: &Arc<SourceFile>,
    raw: RawFrame,
    frames: &mut Vec<Frame>,
    faults: &mut Vec<PackFault>,
) {
    let id = raw.id.get_ref();
    if frames.iter().any(|frame| frame.id == *id) {
        let message = format!("there are two frames with the id `{id}`");
        faults.push(PackFault::new(file, raw.id.span(), message, "the second"));
    }
    if raw.example.get_ref().trim().is_empty() {
        faults.push(PackFault::new(
            file,
            raw.example.span(),
            "the example is empty",
            "",
        ));
    }
    if raw.patterns.is_empty() {
        let message = format!("the frame `{id}` has no pattern");
        faults.push(PackFault::new(file, raw.id.span(), message, ""));
    }
    let patterns = raw
        .patterns
        .iter()
        .filter_map(|pattern| match Pattern::parse(pattern.get_ref()) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                faults.push(pattern_fault(file, pattern, &error));
                None
            }
        })
        .collect();
    let strength = raw
        .strength
        .and_then(|written| strength(file, &written, faults));
    frames.push(Frame {
        id: raw.id.into_inner(),
        example: raw.example.into_inner(),
        patterns,
        strength,
        reversible: raw.reversible,
        recommendable: raw.recommendable,
        universal: raw.universal,
        imperative: raw.imperative,
        affirms: raw.affirms,
        verbless: raw.verbless,
        needs_negation: raw.needs_negation,
    });
}

fn pattern_fault(
    file: &Arc<SourceFile>,
    pattern: &Spanned<String>,
    error: &PatternError,
) -> PackFault {
    match error {
        PatternError::UnknownElement { word, at } => {
            let range = literal::place(
                file.text(),
                pattern.span(),
                pattern.get_ref(),
                *at..at + word.len(),
            );
            let ids = Class::ALL.iter().map(|class| class.id());
            let name = word.trim_matches(['*', '?']);
            PackFault::new(file, range, error.to_string(), "").near("a list", name, ids)
        }
        PatternError::CueCount { .. } => {
            PackFault::new(file, pattern.span(), error.to_string(), "")
        }
    }
}
