use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::document::assemble::{Assembler, Open};
use crate::document::comment::Comments;
use crate::document::container::{Containers, Place, Previous};
use crate::document::front_matter::{add_value, prose_values};
use crate::document::inline::{Origin, TextBuilder};
use crate::document::prepare::{FrontMatter, Prepared};
use crate::document::{BlockId, BlockKind, CellHeads, Conventions, Document, InlineKind};
use crate::source::{SourceFile, Span};

/// What of Markdown is read. Not math (it would take `US$5m to US$10m` for a formula), smart punctuation (it would change
/// the text), superscript and subscript. Front matter is taken off before.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

impl Document {
    /// Reads a Markdown file. Any text is a document, so this cannot fail; time is linear in the length of the file.
    pub fn parse(file: &SourceFile, conventions: &Conventions) -> Document {
        let prepared = Prepared::new(file.text());
        let origin = Origin {
            text: &file.text()[prepared.start..],
            parsed: &prepared.markdown,
            base: prepared.start as u32,
        };
        let mut reader = Reader::new(origin, conventions);
        if let Some(front_matter) = &prepared.front_matter {
            reader.add_front_matter(file.text(), front_matter);
        }
        reader.read();
        Document {
            front_matter: prepared.front_matter,
            comments: reader.comments.finish(),
            ..reader.assembler.finish()
        }
    }
}

struct Reader<'s> {
    assembler: Assembler<'s>,
    containers: Containers,
    open: Option<Open>,
    /// The labels of the footnotes so far.
    labels: Vec<String>,
    /// Whether the events are those of code or raw HTML.
    skipping: bool,
    table: Table,
    comments: Comments,
}

/// The table that is being read.
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
            assembler: Assembler::new(origin, conventions),
            containers: Containers::new(),
            open: None,
            labels: Vec::new(),
            skipping: false,
            table: Table::default(),
            comments: Comments::default(),
        }
    }

    fn read(&mut self) {
        let origin = self.assembler.origin;
        for (event, range) in Parser::new_ext(origin.parsed, OPTIONS).into_offset_iter() {
            let span = origin.span(&range);
            match &event {
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                    self.comments.html(origin, &range);
                }
                Event::Start(tag) if is_block(tag) => self.comments.block(span),
                _ => {}
            }
            match event {
                Event::Start(tag) => self.start(tag, &range, span),
                Event::End(tag) => self.end(tag),
                _ if self.skipping => {}
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
            Tag::Paragraph => self.open(paragraph_kind(&self.containers, &self.labels), span),
            Tag::Heading { level, .. } => {
                self.open(BlockKind::Heading(level_number(level)), span);
            }
            // An alert of GitHub's (`> [!NOTE]`) is the author's own voice.
            Tag::BlockQuote(Some(_)) => {
                self.close();
                self.containers.push(self.containers.frame().place, None);
            }
            Tag::BlockQuote(None) => {
                self.close();
                self.start_quote();
            }
            Tag::List(start) => {
                self.close();
                let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
                self.containers.push_list(start);
            }
            Tag::Item => {
                self.close();
                self.containers.push_item();
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
                self.assembler.float(&self.containers);
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
                self.open(kind, span);
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.assembler.float(&self.containers);
                self.skipping = true;
            }
            Tag::HtmlBlock => {
                self.close();
                // A comment is not seen: it parts no list from what introduces it.
                let html = self.assembler.origin.text.get(range.clone());
                if html.is_some_and(|html| !html.trim_start().starts_with("<!--")) {
                    self.assembler.float(&self.containers);
                    self.containers.between(Previous::Nothing, true);
                }
                self.skipping = true;
            }
            Tag::MetadataBlock(_) => self.skipping = true,
            Tag::Emphasis => self.inline(span).start(InlineKind::Emphasis, span),
            Tag::Strong => self.inline(span).start(InlineKind::Strong, span),
            Tag::Strikethrough => self.inline(span).start(InlineKind::Strikethrough, span),
            Tag::Superscript | Tag::Subscript => {}
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let origin = self.assembler.origin;
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
            TagEnd::BlockQuote(Some(_)) => {
                self.close();
                self.containers.pop();
                self.containers.between(Previous::Nothing, false);
            }
            TagEnd::BlockQuote(None) => {
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
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.skipping = false,
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

    fn start_quote(&mut self) {
        let frame = *self.containers.frame();
        let quote = self.assembler.start_quote(frame.previous);
        self.containers.push(frame.place, None);
        if !self.containers.too_deep() {
            self.containers.frame_mut().quote = Some(quote);
        }
    }

    fn end_quote(&mut self) {
        let quote = self.containers.frame().quote;
        let own = !self.containers.too_deep();
        self.containers.pop();
        if let Some(quote) = quote.filter(|_| own) {
            self.assembler.end_quote(quote);
            self.containers.between(Previous::Quote(quote), false);
        }
    }

    /// The text of the open block; one opens here if none is (a tight list item has no paragraph of its own).
    fn inline(&mut self, span: Span) -> &mut TextBuilder {
        let open = match &mut self.open {
            Some(open) => open,
            none => none.insert(Open {
                kind: paragraph_kind(&self.containers, &self.labels),
                span,
                fixed: false,
                text: TextBuilder::new(0, self.containers.frame().quote.is_some()),
            }),
        };
        if !open.fixed {
            open.span = open.span.cover(span);
        }
        &mut open.text
    }

    fn open(&mut self, kind: BlockKind, span: Span) {
        self.close();
        let quoted = self.containers.frame().quote.is_some();
        self.open = Some(Open {
            kind,
            span,
            fixed: true,
            text: TextBuilder::new(span.len() as usize, quoted),
        });
    }

    /// Ends the open block, if there is one.
    fn close(&mut self) -> Option<BlockId> {
        let open = self.open.take()?;
        self.assembler.add(open, &mut self.containers)
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
            let column = self.table.heads.get(self.table.column).copied().flatten();
            self.assembler.set_heads(id, CellHeads { row, column });
        }
    }

    /// Adds the prose of the front matter of `text`: each value is read as a document of its own, since it may hold Markdown.
    fn add_front_matter(&mut self, text: &str, front_matter: &FrontMatter) {
        let conventions = self.assembler.conventions;
        let values = prose_values(text, front_matter, conventions);
        self.assembler.document.url = values.url;
        for (key, scalar) in values.prose {
            let origin = Origin {
                text: &scalar.text,
                parsed: &scalar.text,
                base: 0,
            };
            let mut reader = Reader::new(origin, conventions);
            reader.read();
            let value = reader.assembler.document;
            add_value(&mut self.assembler.document, value, &key, &scalar.map);
            self.assembler.catch_up();
        }
    }
}

/// Whether a tag begins a block, and no stretch of a block's text.
fn is_block(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. }
        | Tag::Image { .. }
        | Tag::HtmlBlock
        | Tag::MetadataBlock(_) => false,
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::List(_)
        | Tag::Item
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell => true,
    }
}

/// What a paragraph is here.
fn paragraph_kind(containers: &Containers, labels: &[String]) -> BlockKind {
    let frame = containers.frame();
    match frame.place {
        Place::Body => BlockKind::Paragraph,
        Place::Item => BlockKind::ListItem(frame.depth),
        Place::Footnote(index) => BlockKind::Footnote(labels[index].clone()),
        Place::Term => BlockKind::DefinitionTerm,
        Place::Detail => BlockKind::DefinitionDetail,
    }
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
