use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::document::container::{Containers, Place, Previous};
use crate::document::front_matter::{add_value, prose_values};
use crate::document::inline::{OBJECT, Origin, TextBuilder};
use crate::document::link::mark_source_links;
use crate::document::matter;
use crate::document::quotation::signature_inside;
use crate::document::sentence::{Segmenter, starts_with_dash};
use crate::document::text_map::TextRange;
use crate::document::url::find_urls_and_notes;
use crate::document::{
    Block, BlockId, BlockKind, CellHeads, Conventions, Document, Inline, InlineKind, Matter,
    Quotation, Sentence, SentenceId,
};
use crate::source::{SourceFile, Span};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What of Markdown is read. Not math (it would take `US$5m to US$10m` for a formula), smart punctuation (it would change
/// the text), superscript and subscript.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// Front matter, which has none of its own inside.
const FRONT_MATTER: Options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

impl Document {
    /// Reads a Markdown file. Any text is a document, so this cannot fail; time is linear in the length of the file.
    pub fn parse(file: &SourceFile, conventions: &Conventions) -> Document {
        // The mark would hide a heading or front matter on the first line from the parser.
        let text = file.text();
        let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let origin = Origin {
            text: body,
            base: (text.len() - body.len()) as u32,
        };
        let mut reader = Reader::new(origin, conventions);
        reader.read(OPTIONS);
        reader.finish()
    }
}

/// What stands around a block, for the decisions that need the whole document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    pub(super) quote: Option<usize>,
    /// Whether a table, figure, code or raw HTML stands right before or after it, or an image inside.
    pub(super) beside_float: bool,
}

struct Reader<'s> {
    origin: Origin<'s>,
    conventions: &'s Conventions,
    document: Document,
    surroundings: Vec<Surroundings>,
    quotes: Vec<Quotation>,
    labels: Vec<String>,
    containers: Containers,
    open: Option<Open>,
    segmenter: Segmenter,
    /// Whether the events are those of code, raw HTML or front matter.
    skipping: bool,
    /// Front matter that is being read, and where its text is in the file.
    front_matter: Option<(MetadataBlockKind, Option<Span>)>,
    table: Table,
}

/// The block that is being read.
struct Open {
    kind: BlockKind,
    span: Span,
    /// Whether its end is known from the start; else it grows with its content (a tight list item, a term).
    fixed: bool,
    text: TextBuilder,
}

#[derive(Default)]
struct Table {
    in_head: bool,
    heads: Vec<Option<BlockId>>,
    row: Option<BlockId>,
    column: usize,
}

impl<'s> Reader<'s> {
    fn new(origin: Origin<'s>, conventions: &'s Conventions) -> Self {
        Self {
            origin,
            conventions,
            document: Document::default(),
            surroundings: Vec::new(),
            quotes: Vec::new(),
            labels: Vec::new(),
            containers: Containers::new(),
            open: None,
            segmenter: Segmenter::default(),
            skipping: false,
            front_matter: None,
            table: Table::default(),
        }
    }

    fn read(&mut self, options: Options) {
        let origin = self.origin;
        for (event, range) in Parser::new_ext(origin.text, options).into_offset_iter() {
            let span = origin.span(&range);
            match event {
                Event::Start(tag) => self.start(tag, &range, span),
                Event::End(tag) => self.end(tag),
                _ if self.skipping => self.skip(span),
                Event::Text(text) => self.inline(span).text(origin, &text, &range),
                Event::SoftBreak => self.inline(span).soft_break(span),
                Event::HardBreak => self.inline(span).hard_break(span),
                Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                    self.inline(span).code(span);
                }
                Event::InlineHtml(html) => self.inline(span).html(&html, span),
                Event::FootnoteReference(label) => self.inline(span).footnote_mark(&label, span),
                Event::Html(_) | Event::TaskListMarker(_) => {}
                Event::Rule => {
                    self.close();
                    self.containers.between(Previous::Nothing, false);
                }
            }
        }
        self.close();
    }

    fn start(&mut self, tag: Tag<'_>, range: &std::ops::Range<usize>, span: Span) {
        match tag {
            Tag::Paragraph => self.open(self.paragraph_kind(), span, true),
            Tag::Heading { level, .. } => {
                self.open(BlockKind::Heading(level_number(level)), span, true);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.start_quote();
            }
            Tag::List(_) => {
                self.close();
                self.containers.push_list();
            }
            Tag::Item => {
                self.close();
                // Every item is introduced by what introduces the list.
                self.containers
                    .push(Place::Item, self.containers.frame().lead_in);
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.labels.push(label.to_string());
                self.containers
                    .push(Place::Footnote(self.labels.len() - 1), None);
            }
            Tag::DefinitionList => {
                self.close();
                self.containers.push(self.containers.frame().place, None);
            }
            Tag::DefinitionListTitle => {
                self.close();
                self.containers.push(Place::Term, None);
            }
            Tag::DefinitionListDefinition => {
                self.close();
                self.containers
                    .push(Place::Detail, self.containers.frame().lead_in);
            }
            Tag::Table(_) => {
                self.close();
                self.float();
                self.table = Table::default();
            }
            Tag::TableHead => self.table.in_head = true,
            Tag::TableRow => {
                self.table.row = None;
                self.table.column = 0;
            }
            Tag::TableCell => {
                let kind = if self.table.in_head {
                    BlockKind::TableHead
                } else {
                    BlockKind::TableCell
                };
                self.open(kind, span, true);
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.float();
                self.skipping = true;
            }
            Tag::HtmlBlock => {
                self.close();
                // A comment is not seen: it parts no list from what introduces it.
                if !self.origin.text[range.clone()]
                    .trim_start()
                    .starts_with("<!--")
                {
                    self.float();
                    self.containers.between(Previous::Nothing, true);
                }
                self.skipping = true;
            }
            Tag::MetadataBlock(kind) => {
                self.close();
                self.front_matter = Some((kind, None));
                self.skipping = true;
            }
            Tag::Emphasis => self.inline(span).start(InlineKind::Emphasis, span),
            Tag::Strong => self.inline(span).start(InlineKind::Strong, span),
            Tag::Strikethrough => self.inline(span).start(InlineKind::Strikethrough, span),
            Tag::Superscript | Tag::Subscript => {}
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let origin = self.origin;
                self.inline(span)
                    .start_link(origin, link_type, &dest_url, range);
            }
            Tag::Image { .. } => self.inline(span).start_image(span),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.close();
            }
            TagEnd::TableCell => {
                self.close_cell();
                self.table.column += 1;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.end_quote();
            }
            TagEnd::List(_) => {
                self.close();
                let lead_in = self.containers.frame().lead_in;
                self.containers.pop();
                self.containers.between(Previous::List(lead_in), false);
            }
            TagEnd::Item => {
                self.close();
                self.containers.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.containers.pop();
            }
            TagEnd::DefinitionList | TagEnd::DefinitionListDefinition => {
                self.close();
                self.containers.pop();
                self.containers.between(Previous::Nothing, false);
            }
            TagEnd::DefinitionListTitle => {
                self.close();
                let term = match self.containers.frame().previous {
                    Previous::Block(term) => Some(term),
                    _ => None,
                };
                self.containers.pop();
                self.containers.frame_mut().lead_in = term;
            }
            TagEnd::Table => self.containers.between(Previous::Nothing, true),
            TagEnd::TableHead => self.table.in_head = false,
            TagEnd::TableRow => {}
            TagEnd::CodeBlock => {
                self.skipping = false;
                self.containers.between(Previous::Nothing, true);
            }
            TagEnd::HtmlBlock => self.skipping = false,
            TagEnd::MetadataBlock(_) => {
                self.skipping = false;
                self.add_front_matter();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                if let Some(open) = &mut self.open {
                    open.text.end();
                }
            }
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Image => {
                if let Some(open) = &mut self.open {
                    open.text.end_image();
                }
            }
        }
    }

    /// Something that may have a caption begins here.
    fn float(&mut self) {
        if let Previous::Block(block) = self.containers.frame().previous {
            self.surroundings[block.0 as usize].beside_float = true;
        }
    }

    fn start_quote(&mut self) {
        let introducer = match self.containers.frame().previous {
            Previous::Block(block) => self.last_sentence(block),
            _ => None,
        };
        self.quotes.push(Quotation {
            introducer,
            signature: None,
        });
        self.containers.push(self.containers.frame().place, None);
        if !self.containers.too_deep() {
            self.containers.frame_mut().quote = Some(self.quotes.len() - 1);
        }
    }

    fn end_quote(&mut self) {
        let quote = self.containers.frame().quote;
        let nested = self.containers.too_deep();
        self.containers.pop();
        let Some(quote) = quote.filter(|_| !nested) else {
            return;
        };
        self.quotes[quote].signature =
            signature_inside(&self.document, &self.surroundings, self.origin, quote);
        self.containers.between(Previous::Quote(quote), false);
    }

    fn last_sentence(&self, block: BlockId) -> Option<SentenceId> {
        let sentences = &self.document.blocks[block.0 as usize].sentences;
        (!sentences.is_empty()).then(|| SentenceId(sentences.end - 1))
    }

    /// The text of the open block; one opens here if none is (a tight list item has no paragraph of its own).
    fn inline(&mut self, span: Span) -> &mut TextBuilder {
        let kind = self.paragraph_kind_if_needed();
        let open = self.open.get_or_insert_with(|| Open {
            kind,
            span,
            fixed: false,
            text: TextBuilder::default(),
        });
        if !open.fixed {
            open.span = open.span.cover(span);
        }
        &mut open.text
    }

    fn paragraph_kind_if_needed(&self) -> BlockKind {
        match self.open {
            Some(_) => BlockKind::Paragraph,
            None => self.paragraph_kind(),
        }
    }

    fn paragraph_kind(&self) -> BlockKind {
        let frame = self.containers.frame();
        match frame.place {
            Place::Body => BlockKind::Paragraph,
            Place::Item => BlockKind::ListItem(frame.depth),
            Place::Footnote(index) => BlockKind::Footnote(self.labels[index].clone()),
            Place::Term => BlockKind::DefinitionTerm,
            Place::Detail => BlockKind::DefinitionDetail,
        }
    }

    fn open(&mut self, kind: BlockKind, span: Span, fixed: bool) {
        self.close();
        self.open = Some(Open {
            kind,
            span,
            fixed,
            text: TextBuilder::default(),
        });
    }

    /// Ends the open block, if there is one, and adds it to the document if it holds words.
    fn close(&mut self) -> Option<BlockId> {
        let open = self.open.take()?;
        let mut text = open.text;
        let kept = has_words(&text.text) && !is_math(&text.text)
            || matches!(open.kind, BlockKind::Heading(_)) && !text.text.is_empty();
        if !kept {
            if text.image {
                self.float();
                self.containers.between(Previous::Nothing, true);
            }
            return None;
        }
        let id = BlockId(self.document.blocks.len() as u32);
        let frame = *self.containers.frame();
        find_urls_and_notes(&text.text, &text.map, &mut text.inlines);
        mark_source_links(&text.text, &mut text.inlines, self.conventions);
        let sentences = self.add_sentences(id, &text, frame.quote.is_some());
        let in_table = matches!(open.kind, BlockKind::TableHead | BlockKind::TableCell);
        let block = Block {
            heading: self.containers.heading_of(&open.kind, id),
            kind: open.kind,
            matter: Matter::Prose,
            span: trimmed(self.origin, open.span),
            lead_in: if in_table { None } else { frame.lead_in },
            heads: CellHeads::default(),
            quotation: None,
            sentences,
            text: text.text,
            map: text.map,
            inlines: text.inlines,
        };
        if let Previous::Quote(quote) = frame.previous
            && block.kind == BlockKind::Paragraph
            && starts_with_dash(&block.text)
        {
            let signature = &mut self.quotes[quote].signature;
            *signature = signature.or(Some(SentenceId(block.sentences.start)));
        }
        self.document.blocks.push(block);
        self.surroundings.push(Surroundings {
            quote: frame.quote,
            beside_float: frame.after_float || text.image,
        });
        if !in_table {
            self.containers.frame_mut().lead_in = None;
            self.containers.between(Previous::Block(id), false);
        }
        Some(id)
    }

    /// Ends a table cell, which knows its heads.
    fn close_cell(&mut self) {
        let id = self.close();
        if self.table.in_head {
            self.table.heads.push(id);
            return;
        }
        let row = self.table.row;
        if self.table.column == 0 {
            self.table.row = id;
        }
        if let Some(id) = id {
            self.document.blocks[id.0 as usize].heads = CellHeads {
                row,
                column: self.table.heads.get(self.table.column).copied().flatten(),
            };
        }
    }

    fn add_sentences(
        &mut self,
        block: BlockId,
        text: &TextBuilder,
        quoted: bool,
    ) -> std::ops::Range<u32> {
        let first = self.document.sentences.len() as u32;
        let ranges = self.segmenter.segment(text, quoted, self.conventions);
        for (index, &range) in ranges.iter().enumerate() {
            let next = ranges
                .get(index + 1)
                .map_or(text.map.len(), |next| next.start);
            let span = markup_of(&text.inlines, range, next, index == 0)
                .fold(text.map.source(range), Span::cover);
            self.document
                .sentences
                .push(Sentence { block, range, span });
        }
        first..self.document.sentences.len() as u32
    }

    /// Text that is not prose: of code, raw HTML, or of front matter, where it is read at the end.
    fn skip(&mut self, span: Span) {
        if let Some((_, text)) = &mut self.front_matter {
            *text = Some(text.map_or(span, |text| text.cover(span)));
        }
    }

    /// Adds the prose of the front matter: each value is read as a document of its own, since it may hold Markdown.
    fn add_front_matter(&mut self) {
        let Some((kind, Some(span))) = self.front_matter.take() else {
            return;
        };
        let base = self.origin.base;
        let range = (span.start() - base) as usize..(span.end() - base) as usize;
        let text = self.origin.text.get(range).unwrap_or("");
        for (key, scalar) in prose_values(kind, text, span.start(), self.conventions) {
            let origin = Origin {
                text: &scalar.text,
                base: 0,
            };
            let mut reader = Reader::new(origin, self.conventions);
            reader.read(OPTIONS.difference(FRONT_MATTER));
            add_value(&mut self.document, reader.document, &key, &scalar.map);
            self.surroundings
                .resize(self.document.blocks.len(), Surroundings::default());
        }
    }

    fn finish(mut self) -> Document {
        for (block, surroundings) in self.document.blocks.iter_mut().zip(&self.surroundings) {
            block.quotation = surroundings.quote.map(|quote| self.quotes[quote]);
        }
        matter::assign(
            &mut self.document.blocks,
            &self.surroundings,
            self.conventions,
        );
        self.document
    }
}

/// The spans of the markup that belongs to a sentence as a whole: what lies inside of it, and the footnote marks between
/// it and the next one.
fn markup_of(
    inlines: &[Inline],
    sentence: TextRange,
    next: u32,
    first_of_block: bool,
) -> impl Iterator<Item = Span> {
    let first = inlines.partition_point(|inline| inline.range.start < sentence.start);
    inlines[first..]
        .iter()
        .take_while(move |inline| inline.range.start <= next)
        .filter(move |inline| {
            let start = inline.range.start;
            match inline.kind {
                InlineKind::FootnoteMark(_) => first_of_block || start > sentence.start,
                _ => start < sentence.end && inline.range.end <= sentence.end,
            }
        })
        .map(|inline| inline.span)
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Whether there is anything to read besides objects, marks and white space.
fn has_words(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_alphanumeric())
        || !text.is_ascii() && text.chars().any(|c| c != OBJECT && c.is_alphanumeric())
}

/// Whether a paragraph is a formula between `$$`.
fn is_math(text: &str) -> bool {
    let text = text.trim();
    text.len() > 4 && text.starts_with("$$") && text.ends_with("$$")
}

/// The span without the white space and line ends at its end.
fn trimmed(origin: Origin<'_>, span: Span) -> Span {
    let base = origin.base;
    let range = (span.start() - base) as usize..(span.end() - base) as usize;
    let len = origin
        .text
        .get(range)
        .map_or(span.len(), |text| text.trim_end().len() as u32);
    Span::new(span.start(), span.start() + len)
}
