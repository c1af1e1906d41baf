use crate::document::{Conventions, TokenKind, normalise, tokenize};

/// What one part of a bracket names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// A work: `Cho et al., 2013, p. 70`, `see Doe 2013a`, `Explanatory Note, para 12`
    Work,
    /// A year alone, perhaps with a page: `2013`, `2009, p. 114`
    Year,
}

/// The most words of an author's name and what stands around it.
const MAX_NAME: usize = 12;

/// Reads one part of a bracket; `None` where it is prose, a date or a law.
///
/// The form is that of author and date in the manuals of APA (7th edition, 8.10 to 8.17) and Chicago (17th edition,
/// 15.5): names with capitals, small words between them, the year last, then perhaps a page or section.
pub(super) fn entry(text: &str, conventions: &Conventions) -> Option<Entry> {
    let tokens = tokenize(text);
    let sources = &conventions.sources;
    let mut names = 0;
    let mut last_name = String::new();
    let mut year = false;
    let mut part = false;
    let mut places = 0;
    for token in &tokens {
        let word = token.range.slice(text);
        let lower = normalise(word);
        match token.kind {
            TokenKind::Number | TokenKind::Word
                if word.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                if !year && !part && is_year(word) {
                    year = true;
                } else if year || part {
                    places += 1;
                } else {
                    return None;
                }
            }
            TokenKind::Word if year || part => {
                // Behind the year only the words of a place in the work.
                if !sources.words.contains(&*lower) {
                    return None;
                }
                part = true;
            }
            TokenKind::Word if token.capital => {
                names += 1;
                last_name = lower.into_owned();
            }
            TokenKind::Word if sources.words.contains(&*lower) => {
                // "para 12" behind a name: a place in a work without a year. Else "et al.", "see".
                part = names > 0 && !is_between_names(&lower, conventions);
            }
            TokenKind::Word if is_between_names(&lower, conventions) => {}
            TokenKind::Word | TokenKind::Number => return None,
            TokenKind::QuestionMark
            | TokenKind::ExclamationMark
            | TokenKind::LineBreak
            | TokenKind::Slash => return None,
            _ => {}
        }
        if names > MAX_NAME {
            return None;
        }
    }
    let is_date = conventions.months.contains(&*last_name);
    let is_law = sources.laws.contains(&*last_name);
    let is_float = conventions.caption_words.contains(&*last_name);
    match (names, year, part && places > 0) {
        (0, true, _) => Some(Entry::Year),
        (1.., true, _) | (1.., false, true) if !is_date && !is_law && !is_float => {
            Some(Entry::Work)
        }
        _ => None,
    }
}

/// Words that stand between or before names: "and", "van", "et al.", "see".
fn is_between_names(lower: &str, conventions: &Conventions) -> bool {
    let sources = &conventions.sources;
    sources.small.contains(lower)
        || sources.introducers.contains(lower)
        || conventions.abbreviations.stands_alone(lower)
        || lower.starts_with(['\'', '’'])
}

/// `1984`, `2013a`
fn is_year(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    word.len() - digits.len() <= 1
        && digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && ["18", "19", "20"].iter().any(|age| digits.starts_with(age))
}
