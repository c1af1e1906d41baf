use crate::source::Span;

/// A range of bytes of a block's plain text: `start <= end`, on character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// The way from a block's plain text back to the bytes of the file, piece by piece.
#[derive(Debug, Clone, Default)]
pub struct TextMap {
    pieces: Vec<Piece>,
}

/// A stretch of plain text and where it comes from. Where both have the same length they are the same bytes; else the text
/// stands for the source as a whole (an entity, an escape, a soft break in a block quote).
#[derive(Debug, Clone, Copy)]
struct Piece {
    text: u32,
    source: Span,
}
