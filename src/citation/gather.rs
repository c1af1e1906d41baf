use crate::citation::bracket::{in_brackets, pairs};
use crate::citation::found::{Found, Page};
use crate::citation::law::laws;
use crate::citation::markup::in_markup;
use crate::citation::raised::raised;
use crate::citation::same::same;
use crate::citation::{Citation, Target};
use crate::document::{
    Block, BlockId, BlockKind, InlineKind, Matter, TextRange, names_a_source, normalise,
};

/// Adds the citations of a block to `all`, by sentence and place.
pub(super) fn read_block(page: &Page<'_>, id: BlockId, all: &mut Vec<Citation>) {
    let mut found = in_markup(page);
    let mut written = in_brackets(page);
    written.append(&mut raised(page));
    let mut laws = laws(page);
    if !laws.is_empty() {
        mark_support(page, &mut laws);
        // "SFS 1998:408" looks like a name and a year.
        remove_overlapping(&mut written, laws.iter().map(|law| law.mark));
        written.append(&mut laws);
    }
    if page.block.matter == Matter::SourceNote && describes_a_work(page.block) {
        written.retain(|found| !matches!(found.target, Target::Work(_)));
    }
    let mut repeated = same(page);
    remove_overlapping(&mut repeated, written.iter().map(Found::extent));
    written.append(&mut repeated);
    written.sort_by_key(|found| found.range.start);
    join_links(page, &mut found, &mut written);
    found.append(&mut written);
    found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    let mut found = without_overlaps(found);
    drop_comments(page, &mut found);
    let first = all.len();
    all.extend(
        found
            .into_iter()
            .filter_map(|found| page.citation(id, found)),
    );
    // A footnote mark has no text: at the edge of two sentences it stands before the mark that its place comes after.
    all[first..].sort_by_key(|it| {
        (
            it.sentence,
            it.span.start(),
            std::cmp::Reverse(it.span.end()),
        )
    });
}

/// Whether a note has a title in quotation marks or emphasis: `(Press, 2016)` then is no mark, but part of its description.
fn describes_a_work(block: &Block) -> bool {
    let mut inlines = block.inlines.iter();
    inlines.any(|inline| inline.kind == InlineKind::Emphasis)
        || block.text.contains(['"', '“', '‘'])
}

/// Words like "see, for example" take at most so many bytes.
const MAX_POINTER: usize = 40;

/// Says of each law whether it is given as a source: in brackets or a note, or in a sentence of its own.
fn mark_support(page: &Page<'_>, laws: &mut [Found]) {
    let text = page.block.text.as_str();
    let in_note =
        page.block.matter != Matter::Prose || matches!(page.block.kind, BlockKind::Footnote(_));
    let pairs = pairs(text);
    let mut open = 0;
    let mut around: u32 = 0;
    for law in laws {
        // Pairs are by place, and so are laws: how far the brackets that opened before the law reach.
        while let Some(pair) = pairs.get(open)
            && pair.range.start < law.range.start
        {
            around = around.max(pair.range.end);
            open += 1;
        }
        let alone = page.sentence(law.range).is_some_and(|(_, sentence)| {
            let before = TextRange::new(sentence.range.start, law.range.start).slice(text);
            let behind = TextRange::new(law.mark.end.min(sentence.range.end), sentence.range.end);
            let pointer = before.trim().trim_end_matches([',', ':', '.']);
            let pointed = pointer.is_empty()
                || pointer.len() <= MAX_POINTER
                    && page
                        .conventions
                        .sources
                        .introducers
                        .contains(&*normalise(pointer));
            pointed && !behind.slice(text).contains(char::is_alphabetic)
        });
        law.supports = in_note || alone || around >= law.range.end;
    }
}

/// Takes out of `found` what overlaps with one of `taken`.
fn remove_overlapping(found: &mut Vec<Found>, taken: impl Iterator<Item = TextRange>) {
    let mut taken: Vec<TextRange> = taken.filter(|range| !range.is_empty()).collect();
    taken.sort_by_key(|range| range.start);
    // How far those up to each one reach.
    let mut reach: Vec<u32> = Vec::with_capacity(taken.len());
    for range in &taken {
        let before = reach.last().copied().unwrap_or(0);
        reach.push(before.max(range.end));
    }
    found.retain(|found| {
        let before = taken.partition_point(|range| range.start < found.range.end);
        before == 0 || reach[before - 1] <= found.range.start
    });
}

/// Gives what is written in or around a link the link's address, and takes out such links; what is written within a bare
/// address is part of it.
fn join_links(page: &Page<'_>, links: &mut Vec<Found>, written: &mut Vec<Found>) {
    let text = page.block.text.as_str();
    let mut bare: Vec<TextRange> = Vec::new();
    links.retain(|link| {
        let range = link.range;
        if range.is_empty() || link.address.is_none() {
            return true;
        }
        let first = written.partition_point(|found| found.extent().end <= range.start);
        let label = label(text, range);
        let is_address = label.slice(text).contains("://") || label.slice(text).starts_with("10.");
        let mut joined = false;
        let near = written[first..].iter_mut();
        for found in near.take_while(|it| it.extent().start < range.end) {
            let around = found.place().contains(label);
            let apart = !around && !label.contains(found.range);
            if apart || !around && is_address || found.address.is_some() {
                continue;
            }
            found.address = link.address.clone();
            found.supports = true;
            joined = true;
        }
        if !joined && is_address {
            bare.push(range);
        }
        !joined
    });
    remove_overlapping(written, bare.into_iter());
}

/// The text of a link without the brackets around it.
fn label(text: &str, range: TextRange) -> TextRange {
    let words = range.slice(text);
    let start = words.len() - words.trim_start_matches(['[', '(', ' ']).len();
    let end = words.trim_end_matches([']', ')', ' ']).len();
    let start = range.start + start as u32;
    TextRange::new(start, start.max(range.start + end as u32))
}

/// The citations, by place, without those that begin in another; in an inline note others may stand.
fn without_overlaps(found: Vec<Found>) -> Vec<Found> {
    let mut until = 0;
    found
        .into_iter()
        .filter(|found| {
            if found.range.is_empty() || found.target == Target::InlineNote {
                return true;
            }
            let free = found.range.start >= until;
            if free {
                until = found.range.end;
            }
            free
        })
        .collect()
}

/// Takes out the inline notes that name no source, but say something.
fn drop_comments(page: &Page<'_>, found: &mut Vec<Found>) {
    let places: Vec<u32> = found
        .iter()
        .filter(|found| found.target != Target::InlineNote)
        .map(|found| found.range.start)
        .collect();
    found.retain(|found| {
        if found.target != Target::InlineNote {
            return true;
        }
        let next = places.partition_point(|place| *place < found.range.start);
        let cites = places
            .get(next)
            .is_some_and(|place| *place < found.range.end);
        let words = found.range.slice(&page.block.text);
        let inner = words.trim_start_matches(['^', '[']).trim_end_matches(']');
        cites || names_a_source(inner, &[], page.conventions)
    });
}
