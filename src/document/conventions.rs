use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// What a reader of English documents knows of their form: abbreviations, names of reference lists, captions and so on.
///
/// The words come from `rules/english/conventions.toml`; its comments say what each list is for. All words are kept as they
/// are written there. Those of [`Abbreviations`] have no final stop and, where they are in lower case, also fit with a
/// capital first letter; all other lists are in lower case and fit in any case.
#[derive(Debug, Clone, Default)]
pub struct Conventions {
    /// Words before a stop that may not end a sentence.
    pub abbreviations: Abbreviations,
    /// Words that start a sentence far more often than they follow an abbreviation inside of one.
    pub starters: Words,
    /// Months, after the stop of a day ("on 3. October").
    pub months: Words,
    /// Names of headings.
    pub headings: Headings,
    /// Words that a caption begins with, before its number.
    pub caption_words: Words,
    /// Keys of the front matter whose values are prose.
    pub prose_keys: Words,
    /// How notes that only give a source are told from prose.
    pub sources: SourceWords,
    /// How marks that name author and year are told from prose in brackets.
    pub citations: CitationWords,
    /// How laws are cited.
    pub laws: LawWords,
    /// Which links are no sources.
    pub links: LinkWords,
}

/// A set of words or short phrases.
pub type Words = HashSet<Box<str>>;

/// Abbreviations, each with what may follow its stop within the sentence.
#[derive(Debug, Clone, Default)]
pub struct Abbreviations {
    classes: HashMap<Box<str>, AbbreviationClass>,
    /// Length of the longest, in bytes.
    longest: usize,
}

/// What an abbreviation says of the stop behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbbreviationClass {
    /// Never the end of a sentence.
    NeverEnd,
    /// The end only if a starter follows.
    EndBeforeStarter,
    /// Within the sentence only if a number follows.
    BeforeNumber,
}

/// Names of headings that open something other than the author's prose.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Headings {
    /// Reference lists.
    pub references: Words,
    /// Notes, which are a reference list if they hold nothing but sources.
    pub notes: Words,
    /// Words that join two names in one heading ("Notes and references").
    pub joiners: Words,
}

/// Words that tell a source from prose.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourceWords {
    /// Words that point to a source and open a note or a bracket ("see", "cf").
    pub introducers: Words,
    /// Words of a source's description ("pp", "press", "available").
    pub words: Words,
    /// Small words, which a title in capitals keeps in lower case and which do not make prose of a description.
    pub small: Words,
    /// Words that only running prose has: finite verbs, pronouns, subordinators.
    pub prose: Words,
    /// The last words of a law's name.
    pub laws: Words,
}

/// Words in and around the names of authors.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CitationWords {
    /// Small words that begin a surname ("van", "de").
    pub particles: Words,
    /// Words for further authors ("al", "colleagues").
    pub others: Words,
    /// What stands behind a name with a comma and is no name ("Jr").
    pub name_suffixes: Words,
    /// Small words inside the name of a body ("of").
    pub connectors: Words,
    /// Nouns between the name of a body and the year of what it published ("data").
    pub products: Words,
    /// What stands for the year of a work that has none ("forthcoming").
    pub undated: Words,
    /// Words right before an author's name in a bracket ("by").
    pub leads: Words,
    /// The same for words that may also stand before the name of a place ("in").
    pub weak_leads: Words,
    /// Words that open a sentence with a capital and are no part of a name ("recently").
    pub openers: Words,
    /// Words with a capital that no author has for a name ("spring").
    pub nobody: Words,
    /// Words with a capital whose number is that of a thing and no page ("district").
    pub numbered: Words,
    /// Countries and parts of countries.
    pub places: Words,
    /// Words before the date on which a page was visited ("accessed").
    pub visited: Words,
    /// What stands before numbers in square brackets that are no citation ("interval").
    pub no_citation_before: Words,
    /// Words before the numbers of a reference list in brackets ("refs").
    pub number_words: Words,
    /// Prefixes of the keys of cross-references ("fig").
    pub cross_references: Words,
    /// Units that a raised digit is an exponent of.
    pub units: Words,
    /// What stands for a work cited before ("ibid").
    pub same: Words,
    /// The same where a note begins with it ("id").
    pub same_in_notes: Words,
}

/// Words of references to laws, judgments and official documents.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LawWords {
    /// Acts that are cited by year and number ("directive").
    pub numbered: Words,
    /// Words before a number ("no").
    pub number_words: Words,
    /// Words before the number of a case ("case").
    pub cases: Words,
    /// Words before the number of an application to a court ("app").
    pub applications: Words,
    /// Series that are not written in capitals ("prop").
    pub series: Words,
    /// What stands between the parties to a case ("v").
    pub versus: Words,
    /// Reporters and collections that are cited by volume and page, also without a year ("u.s.").
    pub reporters: Words,
    /// What a public law is cited by ("pub. l. no.").
    pub public: Words,
    /// Parts of laws ("art", "section").
    pub parts: Words,
    /// Words between the part and the law ("of", "the").
    pub of: Words,
}

/// Which links are no sources.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkWords {
    /// Sites of social media.
    pub social: Words,
    /// Paths of home pages and of pages about a site, without the strokes around; one that ends with `*` stands for all that begin so.
    pub pages: Words,
    /// Extensions of files that are sources also where they lie beside the document.
    pub files: Words,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    abbreviations: RawAbbreviations,
    sentences: RawSentences,
    headings: Headings,
    captions: RawCaptions,
    front_matter: RawFrontMatter,
    sources: SourceWords,
    citations: CitationWords,
    laws: LawWords,
    links: LinkWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawAbbreviations {
    never_end: Vec<Box<str>>,
    end_before_starter: Vec<Box<str>>,
    before_number: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSentences {
    starters: Words,
    months: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCaptions {
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrontMatter {
    prose: Words,
}

impl Conventions {
    /// Reads the text of a `conventions.toml`.
    ///
    /// # Errors
    /// Bad TOML, a missing list, a key that is not known, or a value that is not a list of strings, with its place.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let raw: Raw = toml::from_str(text)?;
        Ok(Self {
            abbreviations: Abbreviations::new(raw.abbreviations),
            starters: raw.sentences.starters,
            months: raw.sentences.months,
            headings: raw.headings,
            caption_words: raw.captions.words,
            prose_keys: raw.front_matter.prose,
            sources: raw.sources,
            citations: raw.citations,
            laws: raw.laws,
            links: raw.links,
        })
    }
}

impl Abbreviations {
    fn new(raw: RawAbbreviations) -> Self {
        let mut abbreviations = Self::default();
        let lists = [
            (raw.never_end, AbbreviationClass::NeverEnd),
            (raw.end_before_starter, AbbreviationClass::EndBeforeStarter),
            (raw.before_number, AbbreviationClass::BeforeNumber),
        ];
        for (words, class) in lists {
            for word in words {
                abbreviations.longest = abbreviations.longest.max(word.len());
                // A word in two lists is a mistake that a test finds; here the stricter class, which comes first, stays.
                abbreviations.classes.entry(word).or_insert(class);
            }
        }
        abbreviations
    }

    /// Whether `word` (without its final stop) is an abbreviation that needs no number behind it.
    pub(crate) fn stands_alone(&self, word: &str) -> bool {
        match self.class(word) {
            Some(AbbreviationClass::NeverEnd | AbbreviationClass::EndBeforeStarter) => true,
            Some(AbbreviationClass::BeforeNumber) | None => false,
        }
    }

    /// The class of `word` (without its final stop), if it is an abbreviation.
    pub(super) fn class(&self, word: &str) -> Option<AbbreviationClass> {
        if word.len() > self.longest {
            return None;
        }
        self.classes.get(word).copied().or_else(|| {
            let first = word.as_bytes().first()?;
            if !first.is_ascii_uppercase() {
                return None;
            }
            let mut lower = String::with_capacity(word.len());
            lower.push(first.to_ascii_lowercase() as char);
            lower.push_str(&word[1..]);
            self.classes.get(lower.as_str()).copied()
        })
    }
}
