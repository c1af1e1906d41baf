use crate::document::assemble::Surroundings;
use crate::document::conventions::Words;
use crate::document::inline::OBJECT;
use crate::document::source_note::is_source;
use crate::document::{Block, BlockKind, Conventions, InlineKind, Matter, TextRange, normalise};

/// Says of each block whether it is prose of the author.
pub(super) fn assign(
    blocks: &mut [Block],
    surroundings: &[Surroundings],
    conventions: &Conventions,
) {
    mark_references(blocks, conventions);
    for block in blocks.iter_mut() {
        if matches!(block.kind, BlockKind::Footnote(_)) && is_source(block, conventions) {
            block.matter = Matter::SourceNote;
        }
    }
    mark_captions(blocks, surroundings, conventions);
}

/// The level that a paragraph in bold counts for as a heading: every real heading ends its section.
const BOLD_LEVEL: u8 = 7;

/// Marks the sections under the names of reference lists.
fn mark_references(blocks: &mut [Block], conventions: &Conventions) {
    let mut index = 0;
    while index < blocks.len() {
        let section = heading_level(&blocks[index]).and_then(|level| {
            let text = blocks[index].text.as_str();
            let name = (text.len() <= MAX_NAME).then(|| heading_name(text))?;
            ListName::read(&name, conventions).map(|kind| (level, kind))
        });
        let Some((level, kind)) = section else {
            index += 1;
            continue;
        };
        let first = index + 1;
        let len = blocks[first..]
            .iter()
            .take_while(|block| heading_level(block).is_none_or(|next| next > level))
            .count();
        let entries = &mut blocks[first..first + len];
        let marks = match kind {
            ListName::References => true,
            ListName::Notes => entries
                .iter()
                .filter(|block| is_entry(block) && heading_level(block).is_none())
                .all(|block| is_source(block, conventions)),
        };
        if marks {
            for block in entries.iter_mut().filter(|block| is_entry(block)) {
                block.matter = Matter::Reference;
            }
        }
        index = if marks { first + len } else { first };
    }
}

/// Footnotes stand wherever the writer put them, mostly at the end, and belong to no section.
fn is_entry(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Footnote(_))
}

/// The level of a heading of the document itself; a paragraph in bold alone counts as one.
fn heading_level(block: &Block) -> Option<u8> {
    match block.kind {
        _ if block.quotation.is_some() => None,
        BlockKind::Heading(level) => Some(level),
        BlockKind::Paragraph if is_all(block, &InlineKind::Strong) => Some(BOLD_LEVEL),
        _ => None,
    }
}

/// Whether the whole text of a block stands in markup of `kind`.
fn is_all(block: &Block, kind: &InlineKind) -> bool {
    if block
        .inlines
        .first()
        .is_none_or(|first| first.range.start > 0)
    {
        return false;
    }
    let end = block.text.trim_end_matches([':', ' ']).len() as u32;
    block
        .inlines
        .iter()
        .any(|inline| inline.kind == *kind && inline.range.start == 0 && inline.range.end >= end)
}

/// What a heading says its section holds.
enum ListName {
    References,
    /// Notes: references only if all of them give sources.
    Notes,
}

impl ListName {
    fn read(name: &str, conventions: &Conventions) -> Option<Self> {
        let headings = &conventions.headings;
        if headings.references.contains(name) {
            return Some(Self::References);
        }
        if headings.notes.contains(name) {
            return Some(Self::Notes);
        }
        // Two names in one heading.
        let words: Vec<&str> = name.split(' ').collect();
        let joiner = words
            .iter()
            .position(|word| headings.joiners.contains(*word))?;
        let parts = [words[..joiner].join(" "), words[joiner + 1..].join(" ")];
        let any_list = parts
            .iter()
            .any(|part| headings.references.contains(part.as_str()));
        let known = parts.iter().all(|part| {
            headings.references.contains(part.as_str()) || headings.notes.contains(part.as_str())
        });
        let kind = if any_list {
            Self::References
        } else {
            Self::Notes
        };
        known.then_some(kind)
    }
}

/// The name of a list has at most this many bytes; a longer heading is not looked at.
const MAX_NAME: usize = 80;

/// A heading in lower case, without its number and its colon.
fn heading_name(text: &str) -> String {
    let text = text.trim().trim_end_matches([':', '.', ' ', OBJECT]);
    let name = match text.split_once([' ', '\u{a0}']) {
        Some((number, rest)) if is_number(number) => rest.trim_start_matches(['-', '–', '—', ' ']),
        _ => text,
    };
    name.to_lowercase()
}

/// `4`, `4.2`, `A.`, `IV.`
fn is_number(word: &str) -> bool {
    let stop = word.ends_with(['.', ')', ':']);
    let word = word.trim_end_matches(['.', ')', ':']);
    let digits = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let roman = word.bytes().all(|b| b"IVXL".contains(&b));
    !word.is_empty() && (digits || stop && (roman || word.len() == 1))
}

/// Marks the captions of tables, figures and code.
fn mark_captions(blocks: &mut [Block], surroundings: &[Surroundings], conventions: &Conventions) {
    let mut after_caption = false;
    for index in 0..blocks.len() {
        let block = &blocks[index];
        let is_caption = match block.kind {
            // A line of source or credit may stand under the caption itself.
            BlockKind::Paragraph | BlockKind::DefinitionDetail => {
                (surroundings[index].beside_float || after_caption)
                    && (has_caption_form(block, &conventions.caption_words)
                        || defines_a_sentence(blocks, block))
            }
            // A caption right under a table, without an empty line, is taken for its last row.
            BlockKind::TableCell => {
                block.heads.row.is_none()
                    && block.text.contains(':')
                    && has_caption_form(block, &conventions.caption_words)
                    && is_last_row_alone(blocks, index)
            }
            _ => false,
        };
        if is_caption {
            blocks[index].matter = Matter::Caption;
        }
        after_caption = is_caption;
    }
}

/// Whether a block is a definition of what is no term but a whole sentence: the paragraph before `: text`, which is a caption.
fn defines_a_sentence(blocks: &[Block], block: &Block) -> bool {
    let term = block.lead_in.and_then(|term| blocks.get(term.0 as usize));
    block.kind == BlockKind::DefinitionDetail
        && term.is_some_and(|term| term.text.trim_end().ends_with(['.', '!', '?']))
}

fn is_last_row_alone(blocks: &[Block], index: usize) -> bool {
    blocks
        .get(index + 1)
        .is_none_or(|next| next.kind != BlockKind::TableCell)
}

/// `: text`, `Table: text`, `Figure 1. Text`, `**Fig. 2a** Text`
fn has_caption_form(block: &Block, words: &Words) -> bool {
    let text = block.text.as_str();
    let start = text.len() - text.trim_start_matches([OBJECT, ' ', '\n']).len();
    let rest = &text[start..];
    if rest.starts_with(": ") {
        return true;
    }
    let len = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    if !words.contains(&*normalise(&rest[..len])) {
        return false;
    }
    let after = rest[len..].trim_start_matches(['.', ' ', '\u{a0}']);
    if rest[len..].starts_with(':') {
        return true;
    }
    let number = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || ".-–".contains(c)))
        .unwrap_or(after.len());
    let number_text = after[..number].trim_end_matches(['.', '-', '–']);
    let is_number = number_text.bytes().any(|b| b.is_ascii_digit())
        || !number_text.is_empty() && number_text.bytes().all(|b| b"IVXLC".contains(&b));
    let behind = &after[number_text.len()..];
    let at = (text.len() - behind.len()) as u32;
    is_number
        && (behind.is_empty()
            || behind.starts_with(['.', ':', '|', ')'])
            || behind.trim_start().starts_with(['–', '—', '-', '|'])
            || ends_markup(block, TextRange::new(start as u32, at)))
}

/// Whether emphasis covers just `label`.
fn ends_markup(block: &Block, label: TextRange) -> bool {
    block.inlines.iter().any(|inline| {
        matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis)
            && inline.range.start <= label.start
            && inline.range.end == label.end
    })
}
