use std::collections::{BTreeSet, HashMap};

use crate::citation::found::Page;
use crate::citation::{Citation, Entry, Target, gather, reference};
use crate::document::{BlockId, BlockKind, Conventions, Document, Matter, SentenceId};

/// The citations of a document, found once.
#[derive(Debug, Clone, Default)]
pub struct Citations {
    /// By sentence, then by place.
    all: Vec<Citation>,
    entries: Vec<Entry>,
}

impl Citations {
    /// Finds the citations in all of a document but its reference lists, and the entries of those. Linear in its length.
    pub fn read(document: &Document, conventions: &Conventions) -> Self {
        let entries = reference::entries(document, conventions);
        let numbers: BTreeSet<u32> = entries.iter().filter_map(|entry| entry.number).collect();
        let mut all = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if block.matter != Matter::Reference {
                let page = Page::new(document, block, conventions, &numbers);
                gather::read_block(&page, BlockId(index as u32), &mut all);
            }
        }
        drop_comments(document, &mut all);
        Self { all, entries }
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

    /// The citations in the footnote with this label, by place.
    pub fn in_note<'c>(
        &'c self,
        document: &'c Document,
        label: &'c str,
    ) -> impl Iterator<Item = &'c Citation> {
        self.all.iter().filter(move |it| {
            let block = document.blocks.get(it.block.0 as usize);
            block.is_some_and(|block| is_note(&block.kind, label))
        })
    }

    /// The citations that bear what a sentence says: its own; then those of the sentence that introduces the list in which it
    /// stands, of the list around that, and so on; of the heads of its table's row and column; of the sentence that introduces
    /// the block quote it stands in, and of the line that signs it.
    pub fn bearing<'c>(
        &'c self,
        document: &'c Document,
        sentence: SentenceId,
    ) -> impl Iterator<Item = &'c Citation> {
        let block_of = |sentence: SentenceId| {
            let place = document.sentences.get(sentence.0 as usize)?;
            document.blocks.get(place.block.0 as usize)
        };
        let last_of = |block: BlockId| {
            let block = document.blocks.get(block.0 as usize)?;
            block.sentences.clone().last().map(SentenceId)
        };
        let lead_ins = std::iter::successors(Some(sentence), move |sentence| {
            last_of(block_of(*sentence)?.lead_in?)
        });
        let block = block_of(sentence);
        let heads = block.map(|block| [block.heads.row, block.heads.column]);
        let heads = heads.into_iter().flatten().flatten().filter_map(last_of);
        let quotation = block.and_then(|block| block.quotation);
        let quotation = quotation.map(|it| [it.introducer, it.signature]);
        let speakers = quotation.into_iter().flatten().flatten();
        lead_ins
            .take(MAX_LEAD_INS)
            .chain(heads)
            .chain(speakers.filter(move |speaker| *speaker != sentence))
            .flat_map(|it| self.of(it))
            .filter(|it| it.supports)
    }
}

/// So many lists inside one another are looked at.
const MAX_LEAD_INS: usize = 8;

fn is_note(kind: &BlockKind, label: &str) -> bool {
    matches!(kind, BlockKind::Footnote(own) if own == label)
}

/// Takes out the marks of footnotes whose definition names no source, but says something.
fn drop_comments(document: &Document, all: &mut Vec<Citation>) {
    let mut gives_source: HashMap<&str, bool> = HashMap::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Footnote(label) = &block.kind else {
            continue;
        };
        let first = all.partition_point(|it| it.block.0 < index as u32);
        let cites = all[first..]
            .iter()
            .take_while(|it| it.block.0 == index as u32)
            .any(|it| !matches!(it.target, Target::Note(_)));
        *gives_source.entry(label.as_str()).or_default() |=
            block.matter == Matter::SourceNote || cites;
    }
    all.retain(|it| match &it.target {
        Target::Note(label) => gives_source.get(label.as_str()) != Some(&false),
        _ => true,
    });
}
