use crate::document::text_map::TextMap;
use crate::document::{Comment, FrontMatter, TextRange};
use crate::source::Span;

/// A document: blocks in reading order and the sentences of their text.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Every block that holds text, in the order of the file (a footnote definition where it stands).
    pub blocks: Vec<Block>,
    /// The sentences of all blocks, in the same order; a block knows its range.
    pub sentences: Vec<Sentence>,
    /// Where its front matter stands, whose prose values are among the blocks.
    pub front_matter: Option<FrontMatter>,
    /// The value of `url` in the front matter: where the document is published.
    pub url: Option<String>,
    /// The comments that speak to the program itself, by place.
    pub comments: Vec<Comment>,
}

/// Index of a block in [`Document::blocks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub u32);

/// Index of a sentence in [`Document::sentences`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId(pub u32);

/// A run of text that a sentence never crosses the edge of, with what the document around it says about it.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is in Markdown.
    pub kind: BlockKind,
    /// Whether it is prose of the author; only [`Matter::Prose`] makes claims.
    pub matter: Matter,
    /// Its text without markup: soft breaks are spaces, hard breaks are line feeds, entities and escapes are resolved, soft
    /// hyphens and zero-width characters are gone, a code span or an image is one U+FFFC, `<br>` is a hard break and other
    /// inline HTML leaves nothing. Citations stay as they are written.
    pub text: String,
    /// From that text to bytes of the file.
    pub map: TextMap,
    /// The bytes of the block in the file, markup included.
    pub span: Span,
    /// The nearest heading above that governs it; for a heading, the one of the next higher level above.
    pub heading: Option<BlockId>,
    /// For the first paragraph of a list item: the block that introduces its list (a paragraph right before the list, the
    /// paragraph of the item around a nested list, or else the heading right before it). For the first paragraph of a
    /// definition: its term.
    pub lead_in: Option<BlockId>,
    /// For the first paragraph of an item of a numbered list: the number that is shown before it.
    pub number: Option<u32>,
    /// For a cell in the body of a table: its row's first cell and its column's head.
    pub heads: CellHeads,
    /// Set where the block stands in a block quote; not in an alert or callout (`> [!NOTE]`), which is the author's own voice.
    pub quotation: Option<Quotation>,
    /// Emphasis, links, code, footnote marks and so on, by start.
    pub inlines: Vec<Inline>,
    /// Which sentences of [`Document::sentences`] are its own.
    pub sentences: std::ops::Range<u32>,
}

/// What a block is in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph outside of lists.
    Paragraph,
    /// A paragraph of a list item, at the depth of its list (from 1).
    ListItem(u8),
    /// A head cell of a table.
    TableHead,
    /// A cell in the body of a table.
    TableCell,
    /// A paragraph of the footnote definition with this label.
    Footnote(String),
    /// The term of a definition list.
    DefinitionTerm,
    /// What a definition list says of its term.
    DefinitionDetail,
    /// A paragraph of the value of a prose key of the front matter, by the name of the key in lower case. Such blocks come
    /// first; the value is read as Markdown.
    FrontMatter(String),
}

/// Whether a block is the author's prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matter {
    /// Prose.
    Prose,
    /// An entry of a reference list.
    Reference,
    /// A footnote, or a line under a table or figure, that only gives a source.
    SourceNote,
    /// A caption of a table or figure.
    Caption,
}

/// The heads of a table cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellHeads {
    /// The first cell of its row; none for that cell itself.
    pub row: Option<BlockId>,
    /// The head of its column.
    pub column: Option<BlockId>,
}

/// Who is behind a block quote, as far as the document says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quotation {
    /// The sentence right before the block quote, in the block before it.
    pub introducer: Option<SentenceId>,
    /// The line in it (or right after it) that signs it: a last paragraph or line that starts with a dash.
    pub signature: Option<SentenceId>,
}

/// A stretch of a block's text with a meaning of its own in Markdown.
#[derive(Debug, Clone)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where, in the block's plain text; empty for a footnote mark and inline HTML, which stand between two characters.
    pub range: TextRange,
    /// Where, in the file, markup included.
    pub span: Span,
}

/// Kinds of inline markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// `*text*`
    Emphasis,
    /// `**text**`
    Strong,
    /// `~~text~~`
    Strikethrough,
    /// A link.
    Link {
        /// Where it leads.
        destination: String,
        /// Whether its text only names a source (a title, or a label in brackets) and is no part of the clause around it.
        names_source: bool,
    },
    /// A URL, DOI or mail address that stands in the text as it is.
    Url,
    /// An inline note of Pandoc, `^[` and `]` included.
    InlineNote,
    /// An image; its text is one U+FFFC.
    Image,
    /// A code span; its text is one U+FFFC.
    Code,
    /// A footnote mark with this label (without `[^` and `]`).
    FootnoteMark(String),
    /// `<sup>text</sup>`
    Superscript,
    /// Inline HTML or a comment; it has no text, except that `<br>` is a hard break.
    Html,
}

/// A sentence of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// The block.
    pub block: BlockId,
    /// Where, in the block's plain text; without white space at its ends, with the marks that follow its stop.
    pub range: TextRange,
    /// Where, in the file; with the footnote marks behind it, and other markup only between its characters.
    pub span: Span,
}
