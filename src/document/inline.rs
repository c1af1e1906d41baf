use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::document::text_map::{TextMap, TextRange};
use crate::document::{Inline, InlineKind};
use crate::source::Span;

/// What stands for a code span or an image in the plain text.
pub(super) const OBJECT: char = '\u{fffc}';

/// The text of one block, as it is put together from inline events.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    pub(super) text: String,
    pub(super) map: TextMap,
    pub(super) inlines: Vec<Inline>,
    /// Whether the block stands in a block quote.
    pub(super) quoted: bool,
    /// Where soft breaks are in the text of a quoted block.
    pub(super) soft_breaks: Vec<u32>,
    /// Whether the text holds an image.
    pub(super) image: bool,
    open: Vec<Opened>,
    /// Images around the current event; their alternative text is no part of the text.
    images: u32,
}

/// An inline whose end is yet to come.
#[derive(Debug)]
struct Opened {
    /// Its index.
    inline: usize,
    /// Where its closing bracket is in the file, if that belongs to the text.
    bracket: Option<u32>,
}

/// The source that events are read from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'s> {
    /// The Markdown as it is in the file.
    pub(super) text: &'s str,
    /// The same as it is parsed: as long, but for some bytes the same.
    pub(super) parsed: &'s str,
    /// Where it starts in the file.
    pub(super) base: u32,
}

impl Origin<'_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start as u32 + self.base, range.end as u32 + self.base)
    }
}

impl TextBuilder {
    /// With room for `capacity` bytes.
    pub(super) fn new(capacity: usize, quoted: bool) -> Self {
        Self {
            text: String::with_capacity(capacity),
            quoted,
            ..Self::default()
        }
    }

    /// Text that the parser gives for `range`.
    pub(super) fn text(&mut self, origin: Origin<'_>, text: &CowStr<'_>, range: &Range<usize>) {
        if self.images > 0 {
            return;
        }
        let parsed = origin.parsed.get(range.clone()).unwrap_or("");
        let same = std::ptr::eq(parsed.as_ptr(), text.as_ptr()) && parsed.len() == text.len()
            || parsed == &**text;
        if same && let Some(source) = origin.text.get(range.clone()) {
            self.same(origin.base + range.start as u32, source);
        } else {
            let before = self.text.len();
            self.text.extend(text.chars().filter(|c| !is_invisible(*c)));
            let len = (self.text.len() - before) as u32;
            // The parser counts the blanks at the end of a heading to an entity before them.
            let blank = match text.ends_with(char::is_whitespace) {
                true => 0,
                false => parsed.len() - parsed.trim_end().len(),
            };
            let range = range.start..range.end - blank;
            self.map.push_whole(len, origin.span(&range));
        }
    }

    /// Text that is the same in the source, where it starts at byte `at` of the file; what cannot be seen is left out.
    fn same(&mut self, at: u32, text: &str) {
        if text.is_ascii() {
            return self.push_same(at, text);
        }
        let mut from = 0;
        for (index, found) in text.match_indices(is_invisible) {
            self.push_same(at + from as u32, &text[from..index]);
            from = index + found.len();
        }
        self.push_same(at + from as u32, &text[from..]);
    }

    fn push_same(&mut self, at: u32, text: &str) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.map.push_same(Span::new(at, at + text.len() as u32));
        }
    }

    /// A soft break: one space.
    pub(super) fn soft_break(&mut self, span: Span) {
        if self.images == 0 {
            if self.quoted {
                self.soft_breaks.push(self.map.len());
            }
            self.text.push(' ');
            self.map.push_aligned(1, span);
        }
    }

    /// A hard break: a line feed.
    pub(super) fn hard_break(&mut self, span: Span) {
        if self.images == 0 {
            self.whole("\n", span);
        }
    }

    /// A code span.
    pub(super) fn code(&mut self, span: Span) {
        if self.images == 0 {
            self.object(InlineKind::Code, span);
        }
    }

    /// Inline HTML: a break, or nothing.
    pub(super) fn html(&mut self, html: &str, span: Span) {
        if self.images > 0 {
            return;
        }
        if html.eq_ignore_ascii_case("<sup>") {
            return self.start(InlineKind::Superscript, span);
        }
        if html.eq_ignore_ascii_case("</sup>")
            && let Some(last) = self.open.last()
            && let Some(raised) = self.inlines.get_mut(last.inline)
            && raised.kind == InlineKind::Superscript
        {
            raised.span = raised.span.cover(span);
            raised.range.end = self.map.len();
            self.open.pop();
            return;
        }
        let start = self.map.len();
        if is_line_break(html) {
            self.whole("\n", span);
        }
        self.inline(InlineKind::Html, start, span);
    }

    /// A footnote mark.
    pub(super) fn footnote_mark(&mut self, label: &str, span: Span) {
        if self.images == 0 {
            self.inline(
                InlineKind::FootnoteMark(label.to_owned()),
                self.map.len(),
                span,
            );
        }
    }

    /// The start of emphasis or strong emphasis.
    pub(super) fn start(&mut self, kind: InlineKind, span: Span) {
        if self.images == 0 {
            self.open.push(Opened {
                inline: self.inlines.len(),
                bracket: None,
            });
            self.inline(kind, self.map.len(), span);
        }
    }

    /// The end of what `start` or `start_link` began last.
    pub(super) fn end(&mut self) {
        if self.images > 0 {
            return;
        }
        while let Some(Opened { inline, bracket }) = self.open.pop() {
            // An element that was never closed.
            if self.inlines[inline].kind == InlineKind::Superscript {
                self.inlines[inline].kind = InlineKind::Html;
                continue;
            }
            if let Some(at) = bracket {
                self.push_same(at, "]");
            }
            self.inlines[inline].range.end = self.map.len();
            return;
        }
    }

    /// The start of a link over `range`.
    pub(super) fn start_link(
        &mut self,
        origin: Origin<'_>,
        link_type: LinkType,
        destination: &str,
        range: &Range<usize>,
    ) {
        if self.images > 0 {
            return;
        }
        let kind = match link_type {
            LinkType::Autolink | LinkType::Email => InlineKind::Url,
            _ => InlineKind::Link {
                destination: destination.to_owned(),
                names_source: false,
            },
        };
        self.start(kind, origin.span(range));
        if let Some(close) = citation_label(origin.text, link_type, range) {
            let file = |at: usize| at as u32 + origin.base;
            self.push_same(file(range.start), "[");
            if let Some(opened) = self.open.last_mut() {
                opened.bracket = Some(file(close));
            }
        }
    }

    /// The start of an image: one object, whatever its alternative text.
    pub(super) fn start_image(&mut self, span: Span) {
        if self.images == 0 {
            self.object(InlineKind::Image, span);
            self.image = true;
        }
        self.images += 1;
    }

    /// The end of an image.
    pub(super) fn end_image(&mut self) {
        self.images = self.images.saturating_sub(1);
    }

    fn object(&mut self, kind: InlineKind, span: Span) {
        let start = self.map.len();
        self.whole("\u{fffc}", span);
        self.inline(kind, start, span);
    }

    fn whole(&mut self, text: &str, span: Span) {
        self.text.push_str(text);
        self.map.push_whole(text.len() as u32, span);
    }

    /// Records markup from `start` to the end of the text so far.
    fn inline(&mut self, kind: InlineKind, start: u32, span: Span) {
        let range = TextRange::new(start, self.map.len());
        self.inlines.push(Inline { kind, range, span });
    }
}

/// Characters without a glyph that may stand inside of a word: the soft hyphen, zero-width space and (non-)joiners, the
/// word joiner, and the zero-width no-break space.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// `<br>` in any of its forms.
fn is_line_break(html: &str) -> bool {
    let Some(rest) = html.get(1..).filter(|_| html.starts_with('<')) else {
        return false;
    };
    rest.get(..2)
        .is_some_and(|name| name.eq_ignore_ascii_case("br"))
        && matches!(rest.as_bytes().get(2), Some(b'>' | b'/' | b' '))
}

/// For a reference link whose text is a citation, as `[12]` or `[@key]` with a link definition of that name: the byte of
/// its closing bracket. Such a link keeps its brackets in the text, so that a citation looks the same with and without a
/// definition.
fn citation_label(source: &str, link_type: LinkType, range: &Range<usize>) -> Option<usize> {
    let text = source.get(range.clone())?;
    // The lengths of what stands around the label.
    let (open, behind) = match link_type {
        LinkType::Shortcut => (1, 1),
        LinkType::Collapsed => (1, 3),
        LinkType::WikiLink { .. } => (2, 2),
        _ => return None,
    };
    let close = text.len().checked_sub(behind)?;
    let label = text.get(open..close)?;
    let numbers = label.bytes().any(|b| b.is_ascii_digit())
        && label
            .bytes()
            .all(|b| b.is_ascii_digit() || b" ,;-".contains(&b));
    let key = label.starts_with('@') || label.starts_with("-@");
    (numbers || key).then_some(range.start + close)
}
