use std::collections::{HashMap, HashSet};
use std::ops::{BitOr, BitOrAssign, Range};

use serde::Deserialize;
use toml::Spanned;

/// What `~` made a word of: a set of grammatical forms. English shares endings between them (`-ed` is past and participle,
/// `-s` is third person and plural), and `~` does not ask whether its word is a verb or a noun, so several are usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forms(u8);

impl Forms {
    /// No form: the word is in no phrase, or only in phrases that name it without `~`.
    pub const NONE: Self = Self(0);
    /// Infinitive or present: `cause`
    pub const BASE: Self = Self(1);
    /// Third person singular of the present: `causes`
    pub const THIRD: Self = Self(2);
    /// Simple past: `took`
    pub const PAST: Self = Self(4);
    /// Past participle: `taken`
    pub const PARTICIPLE: Self = Self(8);
    /// Present participle or gerund: `taking`
    pub const ING: Self = Self(16);
    /// Singular: `casino`
    pub const SINGULAR: Self = Self(32);
    /// Plural: `casinos`
    pub const PLURAL: Self = Self(64);

    /// Whether all of `forms` are in this set.
    pub fn has(self, forms: Self) -> bool {
        self.0 & forms.0 == forms.0
    }

    /// Whether any of `forms` is in this set.
    pub fn any(self, forms: Self) -> bool {
        self.0 & forms.0 != 0
    }
}

impl BitOr for Forms {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Forms {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// How English words inflect and are spelled, apart from what the regular rules say. Read from a TOML file.
#[derive(Debug, Clone, Default)]
pub struct Inflections {
    verbs: HashMap<Box<str>, [Box<str>; 4]>,
    nouns: HashMap<Box<str>, Box<str>>,
    doubling: HashSet<Box<str>>,
    doubling_free: HashSet<Box<str>>,
    endings: Vec<(Box<str>, Box<str>)>,
    fixed: HashSet<Box<str>>,
    /// Stems that begin with the same letter, by that letter (`a` is 0): each with its other spelling.
    stems: [Vec<(Box<str>, Box<str>)>; 26],
}

/// A mistake in an inflection file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InflectionFault {
    /// Bytes of the file.
    pub range: Range<usize>,
    /// What is the case.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default)]
    irregular_verbs: Vec<Spanned<String>>,
    #[serde(default)]
    irregular_nouns: Vec<Spanned<String>>,
    #[serde(default)]
    doubling: Vec<Box<str>>,
    #[serde(default)]
    doubling_free: Vec<Box<str>>,
    #[serde(default)]
    spelling: Spelling,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Spelling {
    #[serde(default)]
    endings: Vec<Spanned<String>>,
    #[serde(default)]
    fixed: Vec<Box<str>>,
    #[serde(default)]
    stems: Vec<Spanned<String>>,
}

impl Inflections {
    /// Reads an inflection file; gives every mistake in it where it has any.
    pub fn parse(text: &str) -> Result<Self, Vec<InflectionFault>> {
        let file: File = toml::from_str(text).map_err(|error| {
            vec![InflectionFault {
                range: error.span().unwrap_or(0..0),
                message: error.message().to_owned(),
            }]
        })?;
        let mut faults = Vec::new();
        let mut inflections = Self {
            doubling: file.doubling.into_iter().collect(),
            doubling_free: file.doubling_free.into_iter().collect(),
            fixed: file.spelling.fixed.into_iter().collect(),
            ..Self::default()
        };
        for row in &file.irregular_verbs {
            match columns(row, 3..=5, &mut faults) {
                Some(words) => {
                    let column = |i: usize| words.get(i).copied().unwrap_or("").into();
                    inflections.verbs.insert(
                        words[0].into(),
                        [column(1), column(2), column(3), column(4)],
                    );
                }
                None => continue,
            }
        }
        for row in &file.irregular_nouns {
            if let Some(words) = columns(row, 2..=2, &mut faults) {
                inflections.nouns.insert(words[0].into(), words[1].into());
            }
        }
        for row in &file.spelling.endings {
            if let Some(words) = columns(row, 2..=2, &mut faults) {
                inflections.endings.push((words[0].into(), words[1].into()));
                inflections.endings.push((words[1].into(), words[0].into()));
            }
        }
        for row in &file.spelling.stems {
            if let Some(words) = columns(row, 2..=2, &mut faults) {
                inflections.add_stem(words[0], words[1]);
                inflections.add_stem(words[1], words[0]);
            }
        }
        if faults.is_empty() {
            Ok(inflections)
        } else {
            Err(faults)
        }
    }

    fn add_stem(&mut self, stem: &str, other: &str) {
        if let Some(bucket) = letter(stem).and_then(|i| self.stems.get_mut(i)) {
            bucket.push((stem.into(), other.into()));
        }
    }

    /// The word itself and its other spelling, if it has one.
    pub(crate) fn spellings(&self, word: &str) -> [Option<String>; 2] {
        let stem = letter(word)
            .and_then(|i| self.stems.get(i))
            .into_iter()
            .flatten()
            .filter(|(stem, _)| word.starts_with(&**stem))
            .max_by_key(|(stem, _)| stem.len())
            .map(|(stem, other)| format!("{other}{}", &word[stem.len()..]));
        let other = stem.or_else(|| {
            let (ending, other) = self
                .endings
                .iter()
                .find(|(ending, _)| word.ends_with(&**ending))?;
            (!self.fixed.contains(word))
                .then(|| format!("{}{other}", &word[..word.len() - ending.len()]))
        });
        [Some(word.to_owned()), other]
    }

    /// Gives every inflection of `word`, in this spelling of it, to `give`, each with the forms that it is. `word` is in lower case.
    pub(crate) fn inflect(&self, word: &str, give: &mut dyn FnMut(&str, Forms)) {
        give(word, Forms::BASE | Forms::SINGULAR);
        let verb = self.verbs.get(word);
        if let Some(plurals) = self.nouns.get(word) {
            for plural in plurals.split('/') {
                give(plural, Forms::PLURAL);
            }
            if verb.is_none() {
                return;
            }
        }
        let regular = Regular::of(word);
        for_each_s(word, &mut |text| give(text, Forms::THIRD | Forms::PLURAL));
        let (once, twice) = self.consonants(word);
        if let Some([past, participle, third, ing]) = verb {
            for (column, forms) in [
                (past, Forms::PAST),
                (participle, Forms::PARTICIPLE),
                (third, Forms::THIRD),
                (ing, Forms::ING),
            ] {
                for text in column.split('/').filter(|text| !text.is_empty()) {
                    give(text, forms);
                }
            }
            if !ing.is_empty() {
                return;
            }
        } else {
            if once {
                give(
                    &format!("{}ed", regular.before_ed),
                    Forms::PAST | Forms::PARTICIPLE,
                );
            }
            if let (true, Some(double)) = (twice, &regular.doubled) {
                give(&format!("{double}ed"), Forms::PAST | Forms::PARTICIPLE);
            }
        }
        if once {
            give(&format!("{}ing", regular.before_ing), Forms::ING);
        }
        if let (true, Some(double)) = (twice, &regular.doubled) {
            give(&format!("{double}ing"), Forms::ING);
        }
    }

    /// Whether `-ed` and `-ing` follow the word's last consonant written once, and written twice. A consonant after one
    /// vowel letter is doubled in a word of one syllable, and in a longer one that is stressed on the last (those are
    /// listed); `-l` is doubled in British spelling wherever the stress is (Quirk et al. 1985, 3.7).
    fn consonants(&self, word: &str) -> (bool, bool) {
        if self.doubling_free.contains(word) {
            return (true, true);
        }
        if self.doubling.contains(word) {
            return (false, true);
        }
        let letters = word.as_bytes();
        let [.., before, vowel, last] = letters else {
            return (true, false);
        };
        let pair = *before == b'u' && letters.len() > 3 && letters[letters.len() - 4] == b'q';
        let short = is_vowel(*vowel)
            && !is_vowel(*last)
            && !matches!(last, b'w' | b'x' | b'y' | b'h')
            && (!is_vowel(*before) || pair);
        // Two vowel letters that are two syllables: `fuel`, `trial`, but not `feel`.
        let apart = matches!([*before, *vowel], [b'u', b'e'] | [b'i', b'a']);
        match (
            short || apart && *last == b'l',
            apart || syllables(word) > 1,
            last,
        ) {
            (true, false, _) => (false, true),
            (true, true, b'l') => (true, true),
            _ => (true, false),
        }
    }
}

/// The parts of a word before `-ed` and `-ing`, and the word with its last consonant doubled (`-c` becomes `-ck`).
struct Regular {
    before_ed: String,
    before_ing: String,
    doubled: Option<String>,
}

impl Regular {
    fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let cut = |n: usize| word.get(..word.len() - n).unwrap_or(word);
        let (ed, ing) = match bytes {
            [.., b'i', b'e'] => (cut(1).to_owned(), format!("{}y", cut(2))),
            [.., b'e' | b'o' | b'y', b'e'] => (cut(1).to_owned(), word.to_owned()),
            [.., b'e'] => (cut(1).to_owned(), cut(1).to_owned()),
            [.., before, b'y'] if !is_vowel(*before) => (format!("{}i", cut(1)), word.to_owned()),
            [.., b'i', b'c'] => (format!("{word}k"), format!("{word}k")),
            _ => (word.to_owned(), word.to_owned()),
        };
        let doubled = word
            .chars()
            .next_back()
            .filter(char::is_ascii_lowercase)
            .map(|last| format!("{word}{last}"));
        Self {
            before_ed: ed,
            before_ing: ing,
            doubled,
        }
    }
}

/// The form in `-s`: `-es` after a sibilant, `-ies` for `-y` after a consonant, both for `-o` after a consonant.
fn for_each_s(word: &str, give: &mut dyn FnMut(&str)) {
    match word.as_bytes() {
        [.., b'z'] if !word.ends_with("zz") => {
            give(&format!("{word}es"));
            give(&format!("{word}zes"));
        }
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => give(&format!("{word}es")),
        [.., before, b'y'] if !is_vowel(*before) => {
            give(&format!("{}ies", &word[..word.len() - 1]));
        }
        [.., before, b'o'] if !is_vowel(*before) => {
            give(&format!("{word}es"));
            give(&format!("{word}s"));
        }
        _ => give(&format!("{word}s")),
    }
}

fn columns<'r>(
    row: &'r Spanned<String>,
    allowed: std::ops::RangeInclusive<usize>,
    faults: &mut Vec<InflectionFault>,
) -> Option<Vec<&'r str>> {
    let words: Vec<&str> = row.get_ref().split_whitespace().collect();
    if allowed.contains(&words.len()) {
        return Some(words);
    }
    let wanted = match (allowed.start(), allowed.end()) {
        (least, most) if least == most => format!("{least}"),
        (least, most) => format!("{least} to {most}"),
    };
    faults.push(InflectionFault {
        range: row.span(),
        message: format!("this row has {} columns; it takes {wanted}", words.len()),
    });
    None
}

fn letter(word: &str) -> Option<usize> {
    word.bytes()
        .next()
        .filter(u8::is_ascii_lowercase)
        .map(|first| usize::from(first - b'a'))
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Runs of vowel letters, `y` after the first letter included: enough to tell one syllable from more.
fn syllables(word: &str) -> usize {
    let vowels = word
        .bytes()
        .enumerate()
        .map(|(i, b)| is_vowel(b) || (b == b'y' && i > 0));
    let mut before = false;
    let mut count = 0;
    for vowel in vowels {
        count += usize::from(vowel && !before);
        before = vowel;
    }
    count
}

crate::annotate::stored::plain_struct!(Forms { 0: u8 });
