use crate::citation::bracket::in_brackets;
use crate::citation::found::{Found, Page};
use crate::citation::markup::{in_markup, note_number};
use crate::citation::{Citation, Entry, Target, reference};
use crate::document::{Block, BlockId, Conventions, Document, InlineKind, Matter, SentenceId};

/// The citations of a document, found once.
#[derive(Debug, Clone, Default)]
pub struct Citations {
    /// By block, then by place.
    all: Vec<Citation>,
    entries: Vec<Entry>,
}

impl Citations {
    /// Finds the citations in all of a document but its reference lists. Linear in its length.
    pub fn read(document: &Document, conventions: &Conventions) -> Self {
        let mut all = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if block.matter != Matter::Reference {
                let page = Page::new(document, block, conventions);
                read_block(&page, BlockId(index as u32), &mut all);
            }
        }
        Self {
            all,
            entries: reference::entries(document, conventions),
        }
    }

    /// All of them, by block and place. They do not overlap, except that those in an inline note lie inside of it.
    pub fn all(&self) -> &[Citation] {
        &self.all
    }

    /// The entries of the reference lists in the document, and of the footnotes that give a source, by place.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The citations that stand in a sentence or right behind its stop, by place.
    pub fn of(&self, sentence: SentenceId) -> &[Citation] {
        let start = self.all.partition_point(|it| it.sentence < sentence);
        let end = self.all.partition_point(|it| it.sentence <= sentence);
        &self.all[start..end]
    }

    /// The citations that bear what a sentence says: its own, and those of the sentence that introduces the list in which it
    /// stands, of the list around that, and so on.
    pub fn bearing<'c>(
        &'c self,
        document: &'c Document,
        sentence: SentenceId,
    ) -> impl Iterator<Item = &'c Citation> {
        let lead_ins = std::iter::successors(Some(sentence), |sentence| {
            let place = document.sentences.get(sentence.0 as usize)?;
            let block: &Block = document.blocks.get(place.block.0 as usize)?;
            let lead_in = document.blocks.get(block.lead_in?.0 as usize)?;
            lead_in.sentences.clone().last().map(SentenceId)
        });
        lead_ins.take(MAX_LEAD_INS).flat_map(|it| self.of(it))
    }
}

/// So many lists inside one another are looked at.
const MAX_LEAD_INS: usize = 8;

fn read_block(page: &Page<'_>, block: BlockId, all: &mut Vec<Citation>) {
    let marked = in_markup(page);
    let written: Vec<Found> = in_brackets(page)
        .into_iter()
        .chain(
            page.sentences()
                .filter_map(|(_, sentence)| note_number(&page.block.text, sentence.range)),
        )
        .collect();
    let mut found = without_overlaps(marked, written);
    if page.block.matter == Matter::SourceNote && describes_a_work(page.block) {
        found.retain(|found| !matches!(found.target, Target::Work(_)));
    }
    found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    let first = all.len();
    all.extend(
        found
            .into_iter()
            .filter_map(|found| page.citation(block, found)),
    );
    // A footnote mark has no text: at the edge of two sentences it stands before the mark that its place comes after.
    all[first..].sort_by_key(|it| (it.sentence, it.span));
}

/// Whether a note has a title in quotation marks or emphasis: `(Press, 2016)` then is no mark, but part of its description.
fn describes_a_work(block: &Block) -> bool {
    let mut inlines = block.inlines.iter();
    inlines.any(|inline| inline.kind == InlineKind::Emphasis)
        || block.text.contains(['"', '“', '‘'])
}

/// Those that Markdown knows, and those others that do not overlap with one of them but for notes.
fn without_overlaps(mut marked: Vec<Found>, mut written: Vec<Found>) -> Vec<Found> {
    marked.sort_by_key(|found| found.range.start);
    written.sort_by_key(|found| found.range.start);
    let mut taken = marked
        .iter()
        .filter(|found| found.target != Target::InlineNote && !found.range.is_empty())
        .map(|found| found.range)
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    written.retain(|found| {
        while taken
            .next_if(|range| range.end <= found.range.start)
            .is_some()
        {}
        taken
            .peek()
            .is_none_or(|range| range.start >= found.range.end)
    });
    marked.append(&mut written);
    marked
}
