use crate::document::{BlockId, SentenceId, TextRange};
use crate::source::Span;

/// One place at which a text cites a source: a mark, or the part of a mark that stands for one work (`[@doe; @roe]` and
/// `(Doe 2013, 2015)` are two citations each).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What it says of the source.
    pub target: Target,
    /// Where, in the file: the part that stands for the work.
    pub span: Span,
    /// The whole mark in the file, brackets included; the citations of one mark share it.
    pub mark: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// Where, in the block's plain text.
    pub range: TextRange,
    /// The sentence it belongs to; the one before, where it stands behind the stop.
    pub sentence: SentenceId,
    /// Its plain text: `Doe 2013`, `12`, `@doe2013`, the label of a footnote, the text of a link.
    pub text: String,
    /// What stands before it in its mark: `see also`.
    pub prefix: Option<String>,
    /// The place in the work: `p. 3`, `chap. 2, note 4`.
    pub locator: Option<String>,
    /// What stands behind it in its mark and is no place in the work: `with further proof`.
    pub suffix: Option<String>,
    /// Where it leads, if it is a link, a URL or a DOI, or stands in a link.
    pub address: Option<Address>,
    /// Whether it is given as a source for what its sentence says. A law that the sentence itself speaks of, outside of brackets
    /// and notes, is not.
    pub supports: bool,
}

/// What a citation says of the source it cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The key of a bibliography's entry, without `@`: `[@doe2013]`.
    Key(String),
    /// Numbers of a reference list or of notes, ranges written out: `[12]`, `[5-7]`, `¹²`, and `12` right behind a stop.
    Numbers(Vec<u32>),
    /// Author and year: `(Doe 2013)`, `Doe (2013, p. 7)`.
    Work(Work),
    /// A note, by the label of its mark: `[^1]`, with or without a definition; `†`.
    Note(String),
    /// A note that stands in the text: `^[See the register.]`.
    InlineNote,
    /// Nothing but an [`Address`].
    Link,
    /// A law, treaty, judgment or official document, as it is written: `22 U.S.C. § 7102`.
    Law(String),
    /// The work cited before: `ibid.`.
    Same,
}

impl Target {
    /// The style of the mark.
    pub fn kind(&self) -> CitationKind {
        match self {
            Self::Key(_) => CitationKind::Key,
            Self::Numbers(_) => CitationKind::Number,
            Self::Work(_) => CitationKind::AuthorYear,
            Self::Note(_) | Self::InlineNote => CitationKind::Footnote,
            Self::Link => CitationKind::Link,
            Self::Law(_) => CitationKind::Law,
            Self::Same => CitationKind::Same,
        }
    }
}

/// Styles of citation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationKind {
    /// `[^1]` with or without its definition, `^[a note]`, `†`
    Footnote,
    /// `[@key]` or `@key2013`, as Pandoc has it
    Key,
    /// `[12]`, `[4, 9]`, `[14, p. 203]`, `^12^`, `¹²`, or the number of a note behind the stop
    Number,
    /// `(Author 2013)`, `Author (2013, p. 7)`
    AuthorYear,
    /// A link, bare URL or DOI that leads out of the document.
    Link,
    /// `22 U.S.C. § 7102`, `Directive 2011/36/EU`, `[2014] UKSC 12`
    Law,
    /// `ibid.`, `op. cit.`
    Same,
}

/// A work as a text names it, by its authors and its year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// The surnames of its authors, or the name of the body that made it, in order and as they are written.
    pub authors: Vec<String>,
    /// Whether more authors are meant than those named.
    pub et_al: bool,
    /// Its year.
    pub year: Option<Year>,
}

/// The year of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The year; none for a work that has none yet, or none at all.
    pub number: Option<u16>,
    /// What tells works of one author and year apart: the `a` of `2013a`.
    pub letter: Option<char>,
    /// In full, as it is written: `2013a`, also for the `b` of `2013a, b`.
    pub text: String,
}

/// Where a source can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As it is written in the text or in the link.
    pub url: String,
    /// The DOI in it, in lower case, from its `10.` on.
    pub doi: Option<String>,
}
