use crate::citation::{Citation, Lead};
use crate::rule::Case;
use crate::rule::citation::support::{record_of, support};
use crate::source::Span;

/// A source that a document cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// How people call it: authors and year, or the mark where no more is known.
    pub label: String,
    /// Where its marks lead.
    pub led: Led,
    /// The marks that cite it, by place.
    pub marks: Vec<Span>,
    /// The sentences of the claims that it bears, by place.
    pub claims: Vec<Span>,
}

/// Where a citation leads, and what is known of the work there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Led {
    /// Where.
    pub to: LeadsTo,
    /// The id of the record on the work, if there is one.
    pub record: Option<String>,
    /// What the record says of it, in a sentence.
    pub known: Option<String>,
}

/// Where a citation leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadsTo {
    /// To an entry of a bibliography.
    Bibliography,
    /// To an entry of a reference list in the text.
    ReferenceList,
    /// To a note.
    Note,
    /// To itself: it says all there is to know, as a name with a year and a link do.
    Itself,
    /// Nowhere, though it should.
    Nowhere,
}

/// Where the citations of a claim lead.
pub(super) fn led(case: &Case<'_>, citation: &Citation) -> Led {
    let to = match case.resolver.leads(citation).first() {
        Some(Lead::Entry(_)) => LeadsTo::Bibliography,
        Some(Lead::Reference(entry)) if entry.label.is_none() => LeadsTo::ReferenceList,
        Some(Lead::Reference(_) | Lead::Note(_)) => LeadsTo::Note,
        Some(Lead::Itself) | None => LeadsTo::Itself,
        Some(Lead::Nowhere(_)) => LeadsTo::Nowhere,
    };
    let record = record_of(case, citation);
    Led {
        to,
        record: record.map(|record| record.id.clone()),
        known: record.map(|record| record.summary.clone()),
    }
}

/// The sources of a document, by the place of their first marks. Marks are of one source if they lead to one work.
pub(super) fn sources(case: &Case<'_>) -> Vec<SourceRow> {
    let mut keys: Vec<String> = Vec::new();
    let mut rows: Vec<SourceRow> = Vec::new();
    for citation in case.citations.all() {
        let led = led(case, citation);
        let (key, label) = identity(case, citation, &led);
        match keys.iter().position(|known| *known == key) {
            Some(at) => rows[at].marks.push(citation.span),
            None => {
                keys.push(key);
                rows.push(SourceRow {
                    label,
                    led,
                    marks: vec![citation.span],
                    claims: Vec::new(),
                });
            }
        }
    }
    for claim in case.claims {
        let Some(sentence) = case.sentence(claim) else {
            continue;
        };
        for (citation, _) in support(case, claim) {
            let row = rows
                .iter_mut()
                .find(|row| row.marks.contains(&citation.span));
            if let Some(row) = row.filter(|row| !row.claims.contains(&sentence.span)) {
                row.claims.push(sentence.span);
            }
        }
    }
    rows
}

/// What makes two citations citations of one source, and how people call it.
fn identity(case: &Case<'_>, citation: &Citation, led: &Led) -> (String, String) {
    let text = citation.text.as_str();
    let (key, label) = match case.resolver.leads(citation).first() {
        Some(Lead::Entry(entry)) => (format!("key {}", entry.key), entry.work.label()),
        Some(Lead::Reference(entry)) => (format!("at {}", entry.span.start()), entry.text.clone()),
        Some(Lead::Note(block)) => {
            let block = case.document.blocks.get(block.0 as usize);
            let text = block.map_or("", |block| block.text.as_str());
            (format!("note {text}"), text.to_owned())
        }
        Some(Lead::Itself | Lead::Nowhere(_)) | None => match &citation.address {
            Some(address) => (format!("address {}", address.url), address.url.clone()),
            None => (format!("text {text}"), text.to_owned()),
        },
    };
    let label = if label.is_empty() {
        text.to_owned()
    } else {
        label
    };
    match &led.record {
        Some(record) => (format!("record {record}"), label),
        None => (key, label),
    }
}
