use crate::citation::Target;
use crate::citation::found::{Found, Page};
use crate::document::{BlockKind, TextRange};

/// The words that stand for a work cited before: "ibid.", "op. cit."; "id." only where a note or its sentence begins with it.
pub(super) fn same(page: &Page<'_>) -> Vec<Found> {
    let text = page.block.text.as_str();
    let words = &page.conventions.citations;
    let mut found = Vec::new();
    let mut add = |start: usize, phrase: &str| {
        let mut end = start + phrase.len();
        end += usize::from(text[end..].starts_with('.') && !phrase.ends_with('.'));
        let range = TextRange::new(start as u32, end as u32);
        found.push(Found::new(Target::Same, range, range));
    };
    let mut phrases: Vec<&str> = words.same.iter().map(|phrase| &**phrase).collect();
    phrases.sort_unstable();
    for phrase in phrases {
        for form in [phrase.to_owned(), capitalised(phrase)] {
            for (at, _) in text.match_indices(form.as_str()) {
                if stands_alone(text, at, at + form.len()) {
                    add(at, &form);
                }
            }
        }
    }
    if matches!(page.block.kind, BlockKind::Footnote(_)) {
        for (_, sentence) in page.sentences() {
            let shown = sentence.range.slice(text);
            let mut phrases = words.same_in_notes.iter();
            let phrase = phrases.find(|phrase| {
                shown
                    .get(..phrase.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(phrase))
                    && stands_alone(shown, 0, phrase.len())
            });
            if let Some(phrase) = phrase {
                add(sentence.range.start as usize, phrase);
            }
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// With a capital first letter.
fn capitalised(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    })
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(char::is_alphanumeric)
        && !text[end..].starts_with(char::is_alphanumeric)
}
