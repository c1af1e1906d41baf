use crate::document::container::{Containers, Previous};
use crate::document::form::starts_with_dash;
use crate::document::inline::{OBJECT, Origin, TextBuilder};
use crate::document::link::mark_source_links;
use crate::document::matter;
use crate::document::quotation::signature_inside;
use crate::document::scan::Scan;
use crate::document::sentence::Segmenter;
use crate::document::text_map::TextRange;
use crate::document::url::find_urls_and_notes;
use crate::document::{
    Block, BlockId, BlockKind, CellHeads, Conventions, Document, Inline, InlineKind, Matter,
    Quotation, Sentence, SentenceId,
};
use crate::source::Span;

/// Real documents have a block for about this many bytes; so much room is made at the start.
const BYTES_PER_BLOCK: usize = 100;

/// What stands around a block, for the decisions that need the whole document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    pub(super) quote: Option<usize>,
    /// Whether a table, figure, code or raw HTML stands right before or after it, or an image inside.
    pub(super) beside_float: bool,
}

/// A block that is being read.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    /// Whether its end is known from the start; else it grows with its content (a tight list item, a term).
    pub(super) fixed: bool,
    pub(super) text: TextBuilder,
}

/// A block quote.
#[derive(Debug)]
struct Quote {
    quotation: Quotation,
    /// Whether it is a callout of Obsidian's (`> [!info] ...`), which is the author's own voice; not known before its first
    /// block.
    callout: Option<bool>,
}

/// Turns the texts of blocks into blocks with sentences, and keeps what is needed to finish them at the end.
pub(super) struct Assembler<'s> {
    pub(super) origin: Origin<'s>,
    pub(super) conventions: &'s Conventions,
    pub(super) document: Document,
    surroundings: Vec<Surroundings>,
    quotes: Vec<Quote>,
    scan: Scan,
    segmenter: Segmenter,
}

impl<'s> Assembler<'s> {
    pub(super) fn new(origin: Origin<'s>, conventions: &'s Conventions) -> Self {
        let blocks = origin.text.len() / BYTES_PER_BLOCK + 1;
        Self {
            origin,
            conventions,
            document: Document {
                blocks: Vec::with_capacity(blocks),
                sentences: Vec::with_capacity(blocks),
                front_matter: None,
                url: None,
                comments: Vec::new(),
            },
            surroundings: Vec::with_capacity(blocks),
            quotes: Vec::new(),
            scan: Scan::default(),
            segmenter: Segmenter::default(),
        }
    }

    /// Adds a block to the document if it holds words; what it is for its siblings is told to `containers`.
    pub(super) fn add(&mut self, open: Open, containers: &mut Containers) -> Option<BlockId> {
        let mut text = open.text;
        let kept = has_words(&text.text) && !is_math(&text.text)
            || matches!(open.kind, BlockKind::Heading(_)) && !text.text.is_empty();
        if !kept {
            if text.image {
                self.float(containers);
                containers.between(Previous::Nothing, true);
            }
            return None;
        }
        let id = BlockId(self.document.blocks.len() as u32);
        let frame = *containers.frame();
        let in_table = matches!(open.kind, BlockKind::TableHead | BlockKind::TableCell);
        self.scan.run(&text.text);
        find_urls_and_notes(&self.scan, &text.text, &text.map, &mut text.inlines);
        mark_source_links(&text.text, &mut text.inlines, self.conventions);
        let block = Block {
            heading: containers.heading_of(&open.kind, id),
            kind: open.kind,
            matter: Matter::Prose,
            span: trimmed(self.origin, open.span),
            lead_in: if in_table { None } else { frame.lead_in },
            number: if in_table { None } else { frame.number },
            heads: CellHeads::default(),
            quotation: None,
            sentences: self.add_sentences(id, &text),
            text: text.text,
            map: text.map,
            inlines: text.inlines,
        };
        if let Previous::Quote(quote) = frame.previous
            && block.kind == BlockKind::Paragraph
            && starts_with_dash(&block.text)
        {
            let signature = &mut self.quotes[quote].quotation.signature;
            *signature = signature.or(Some(SentenceId(block.sentences.start)));
        }
        if let Some(quote) = frame.quote {
            let callout = || block.text.starts_with("[!");
            self.quotes[quote].callout.get_or_insert_with(callout);
        }
        self.document.blocks.push(block);
        self.surroundings.push(Surroundings {
            quote: frame.quote,
            beside_float: frame.after_float || text.image,
        });
        if !in_table {
            let frame = containers.frame_mut();
            frame.lead_in = None;
            frame.number = None;
            containers.between(Previous::Block(id), false);
        }
        Some(id)
    }

    fn add_sentences(&mut self, block: BlockId, text: &TextBuilder) -> std::ops::Range<u32> {
        let first = self.document.sentences.len() as u32;
        let ranges = self.segmenter.segment(text, &self.scan, self.conventions);
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

    /// Gives a cell its heads.
    pub(super) fn set_heads(&mut self, cell: BlockId, heads: CellHeads) {
        self.document.blocks[cell.0 as usize].heads = heads;
    }

    /// Something that may have a caption begins here.
    pub(super) fn float(&mut self, containers: &Containers) {
        let last = self.document.blocks.last();
        let block = match containers.frame().previous {
            Previous::Block(block) => Some(block.0 as usize),
            // A definition is not seen from outside its list.
            _ => last
                .filter(|last| last.kind == BlockKind::DefinitionDetail)
                .map(|_| self.document.blocks.len() - 1),
        };
        if let Some(block) = block {
            self.surroundings[block].beside_float = true;
        }
    }

    /// Notes a new block quote behind `previous` and gives its index.
    pub(super) fn start_quote(&mut self, previous: Previous) -> usize {
        let introducer = match previous {
            Previous::Block(block) => self.last_sentence(block),
            _ => None,
        };
        self.quotes.push(Quote {
            quotation: Quotation {
                introducer,
                signature: None,
            },
            callout: None,
        });
        self.quotes.len() - 1
    }

    /// Looks for the signature of a block quote that ends here.
    pub(super) fn end_quote(&mut self, quote: usize) {
        self.quotes[quote].quotation.signature =
            signature_inside(&self.document, &self.surroundings, self.origin, quote);
    }

    fn last_sentence(&self, block: BlockId) -> Option<SentenceId> {
        let sentences = &self.document.blocks[block.0 as usize].sentences;
        (!sentences.is_empty()).then(|| SentenceId(sentences.end - 1))
    }

    /// To be called when blocks have been added to the document by another way.
    pub(super) fn catch_up(&mut self) {
        self.surroundings
            .resize(self.document.blocks.len(), Surroundings::default());
    }

    /// The document, now that all of it has been seen.
    pub(super) fn finish(mut self) -> Document {
        for (block, surroundings) in self.document.blocks.iter_mut().zip(&self.surroundings) {
            block.quotation = surroundings
                .quote
                .map(|quote| &self.quotes[quote])
                .filter(|quote| quote.callout != Some(true))
                .map(|quote| quote.quotation);
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
