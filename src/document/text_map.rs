use crate::source::Span;

/// A range of bytes of a block's plain text: `start <= end`, on character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl TextRange {
    /// The range `start..end` in bytes.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a text range ends before it starts");
        Self { start, end }
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether every byte of `other` lies in this range.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of `text` at this range; empty where it lies outside.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// The way from a block's plain text back to the bytes of the file, piece by piece, in the order of both.
///
/// Markup between two pieces (emphasis marks, a soft hyphen, the `> ` of a quotation's next line) belongs to neither.
#[derive(Debug, Clone, Default)]
pub struct TextMap {
    /// Most blocks are one piece, so the first one needs no room of its own.
    first: Option<Piece>,
    rest: Vec<Piece>,
    /// Length of the whole text.
    len: u32,
}

/// A stretch of plain text and where it comes from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it starts in the text; it ends where the next one starts.
    text: u32,
    source: Span,
    /// Whether text and source go side by side, byte by byte. Else the text stands for the source as a whole (an entity, a
    /// line end of two bytes, a code span).
    linear: bool,
}

impl TextMap {
    /// The bytes of the file that `range` comes from: from the source of its first character to that of its last one,
    /// markup between them included. An empty range gives an empty span where the text at its start comes from.
    pub fn source(&self, range: TextRange) -> Span {
        let start = self.source_start(range.start);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_end(range.end).max(start))
    }

    /// The offset in the text of the byte `offset` of the file; inside of a piece that stands for its source as a whole, its
    /// start; in markup, the start of the text after it. `None` outside of the block's text.
    pub fn text(&self, offset: u32) -> Option<u32> {
        let first = self.first.as_ref()?;
        if offset < first.source.start() {
            return None;
        }
        let piece = if offset < first.source.end() {
            first
        } else {
            let index = self
                .rest
                .partition_point(|piece| piece.source.end() <= offset);
            self.rest.get(index)?
        };
        let inside = offset.saturating_sub(piece.source.start());
        Some(piece.text + if piece.linear { inside } else { 0 })
    }

    /// Where the text at `at` starts in the source.
    fn source_start(&self, at: u32) -> u32 {
        let Some(piece) = self.last_piece(|piece| piece.text <= at) else {
            return 0;
        };
        if piece.linear {
            (piece.source.start() + (at - piece.text)).min(piece.source.end())
        } else if at >= self.len {
            piece.source.end()
        } else {
            piece.source.start()
        }
    }

    /// Where the text before `at` ends in the source.
    fn source_end(&self, at: u32) -> u32 {
        let Some(piece) = self.last_piece(|piece| piece.text < at) else {
            return self.first.map_or(0, |piece| piece.source.start());
        };
        if piece.linear {
            (piece.source.start() + (at - piece.text)).min(piece.source.end())
        } else {
            piece.source.end()
        }
    }

    /// The last piece of those at the start for which `before` holds.
    fn last_piece(&self, before: impl Fn(&Piece) -> bool) -> Option<Piece> {
        let first = self.first.filter(|piece| before(piece))?;
        let index = self.rest.partition_point(before);
        Some(index.checked_sub(1).map_or(first, |index| self.rest[index]))
    }

    fn push(&mut self, piece: Piece) {
        if self.first.is_none() {
            self.first = Some(piece);
        } else {
            self.rest.push(piece);
        }
    }

    /// The pieces from the one that holds `at` on, each with where it ends in the text.
    fn pieces_from(&self, at: u32) -> impl Iterator<Item = (Piece, u32)> + '_ {
        let past = self.rest.partition_point(|piece| piece.text <= at);
        let first = self.first.filter(|_| past == 0);
        let starts = first
            .into_iter()
            .chain(self.rest[past.saturating_sub(1)..].iter().copied());
        let ends = self.rest[past..].iter().map(|piece| piece.text);
        starts.zip(ends.chain([self.len]))
    }

    /// Adds text that is as long as `source` and goes side by side with it.
    pub(super) fn push_same(&mut self, source: Span) {
        let last = match self.rest.last_mut() {
            None => self.first.as_mut(),
            last => last,
        };
        match last {
            Some(last) if last.linear && last.source.end() == source.start() => {
                last.source = Span::new(last.source.start(), source.end());
            }
            _ => self.push(Piece {
                text: self.len,
                source,
                linear: true,
            }),
        }
        self.len += source.len();
    }

    /// Adds `len` bytes of text that stand for `source`: side by side with it if it is as long, else as a whole. Only for
    /// text of one byte or character, which has no inside.
    pub(super) fn push_aligned(&mut self, len: u32, source: Span) {
        if source.len() == len {
            self.push_same(source);
        } else {
            self.push_whole(len, source);
        }
    }

    /// Adds `len` bytes of text that stand for `source` as a whole.
    pub(super) fn push_whole(&mut self, len: u32, source: Span) {
        if len == 0 {
            return;
        }
        self.push(Piece {
            text: self.len,
            source,
            linear: false,
        });
        self.len += len;
    }

    /// Length of the text, in bytes.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// The map for the same text when this map's source is itself the text of `outer`.
    pub(super) fn through(&self, outer: &TextMap) -> TextMap {
        let mut map = TextMap::default();
        for (piece, end) in self.pieces_from(0) {
            if piece.linear {
                outer.copy_into(piece.source, &mut map);
            } else {
                let range = TextRange::new(piece.source.start(), piece.source.end());
                map.push_whole(end - piece.text, outer.source(range));
            }
        }
        map
    }

    /// Adds this map's pieces over `range` (of its text) to `map`.
    fn copy_into(&self, range: Span, map: &mut TextMap) {
        for (piece, end) in self.pieces_from(range.start()) {
            let from = piece.text.max(range.start());
            let to = end.min(range.end());
            if from >= to {
                break;
            }
            if piece.linear {
                let start = piece.source.start() + (from - piece.text);
                map.push_same(Span::new(start, start + (to - from)));
            } else {
                map.push_whole(to - from, piece.source);
            }
        }
    }
}
