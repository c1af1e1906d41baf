//! Which citations bear a claim, what is known of their works, and whether these can bear it.

use crate::citation::bibliography::normal_url;
use crate::citation::{Citation, Lead, Target};
use crate::claim::{Claim, Direction, Strength};
use crate::document::TextRange;
use crate::rule::Case;
use crate::rule::evidence::{Confidence, Described, Language, Record};

/// In what a known work falls short of a claim that it is cited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortfall {
    /// It reports the opposite for the same model.
    Contradicts,
    /// It did not measure the effect at all.
    NotMeasured,
    /// It reports what goes with what, and the claim what causes what.
    Association,
}

/// What is known of the work that a citation leads to.
pub fn record_of<'a>(case: &Case<'a>, citation: &Citation) -> Option<&'a Record> {
    let evidence = &case.pack.evidence;
    let at = |url: &str, doi: Option<&str>| {
        evidence.find(&Described::Address {
            url: normal_url(url),
            doi: doi.map(str::to_owned),
        })
    };
    if let Some(address) = &citation.address
        && let Some(record) = at(&address.url, address.doi.as_deref())
    {
        return Some(record);
    }
    case.resolver
        .leads(citation)
        .into_iter()
        .find_map(|lead| match lead {
            Lead::Entry(entry) => evidence.find(&Described::Entry(&entry.work)),
            Lead::Reference(entry) => {
                let mut addresses = entry.addresses.iter();
                let by_address = addresses.find_map(|it| at(&it.url, it.doi.as_deref()));
                by_address.or_else(|| evidence.find(&Described::Text(&entry.text)))
            }
            Lead::Note(block) => {
                let block = case.document.blocks.get(block.0 as usize)?;
                evidence.find(&Described::Text(&block.text))
            }
            Lead::Itself => match &citation.target {
                Target::Work(work) => evidence.find(&Described::Named(work)),
                Target::InlineNote => evidence.find(&Described::Text(&citation.text)),
                Target::Key(_)
                | Target::Numbers(_)
                | Target::Note(_)
                | Target::Link
                | Target::Law(_)
                | Target::Same => None,
            },
            Lead::Nowhere(_) => None,
        })
}

/// The citations that bear a claim, each with what is known of its work. Of several claims in a sentence each has the marks behind it up to the
/// next one, and a name in the sentence goes with the claim behind the name; one that is set against the claim bears it not.
pub fn support<'a>(case: &Case<'a>, claim: &Claim) -> Vec<(&'a Citation, Option<&'a Record>)> {
    let citations = case.citations.bearing(case.document, claim.sentence);
    citations
        .filter(|citation| bears(case, claim, citation))
        .map(|citation| (citation, record_of(case, citation)))
        .collect()
}

fn bears(case: &Case<'_>, claim: &Claim, citation: &Citation) -> bool {
    if citation.sentence != claim.sentence {
        return true;
    }
    let others = case
        .claims
        .iter()
        .filter(|other| other.sentence == claim.sentence);
    let nearest = others.min_by_key(|other| distance(extent(other), citation));
    let own = nearest.is_none_or(|nearest| {
        distance(extent(nearest), citation) == distance(extent(claim), citation)
    });
    own && !is_set_against(case, claim, citation)
}

/// From where to where the words of a claim stand in their block.
fn extent(claim: &Claim) -> TextRange {
    let parts = [claim.cause, claim.cue, claim.effect];
    let own = parts.iter().filter(|part| part.block == claim.cue.block);
    let start = own.clone().map(|part| part.range.start).min();
    let end = own.map(|part| part.range.end).max();
    TextRange::new(
        start.unwrap_or(claim.cue.range.start),
        end.unwrap_or(claim.cue.range.end),
    )
}

/// How far a mark stands from the words of a claim. A name that is part of the sentence speaks for what comes behind it.
fn distance(claim: TextRange, citation: &Citation) -> u32 {
    let mark = citation.range;
    let is_name = matches!(citation.target, Target::Work(_)) && citation.mark == citation.span;
    let far = u32::MAX / 2;
    if mark.start >= claim.end {
        mark.start - claim.end + if is_name { far } else { 0 }
    } else if mark.end <= claim.start {
        claim.start - mark.end + if is_name { 0 } else { far }
    } else {
        0
    }
}

/// Whether words between a claim and a mark, or before the name in the mark, set the one against the other.
fn is_set_against(case: &Case<'_>, claim: &Claim, citation: &Citation) -> bool {
    let turns = &case.pack.evidence.turned_by;
    let holds = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let words = format!(" {} ", words.join(" "));
        turns
            .iter()
            .any(|turn| words.contains(&format!(" {turn} ")))
    };
    if citation.prefix.as_deref().is_some_and(holds) {
        return true;
    }
    let Some(block) = case.document.blocks.get(citation.block.0 as usize) else {
        return false;
    };
    let Some(sentence) = case.sentence(claim) else {
        return false;
    };
    let (own, mark) = (extent(claim), citation.range);
    let between = if mark.start >= own.end {
        own.end..mark.start
    } else if mark.end <= own.start {
        // "Unlike Doe (2013), ..." stands before the name.
        sentence.range.start..own.start
    } else {
        return false;
    };
    let text = block.text.get(between.start as usize..between.end as usize);
    text.is_some_and(holds)
}

/// The model that a claim is about, by id, where its words name just one, and not the end of it.
pub fn model_of<'a>(case: &Case<'a>, claim: &Claim) -> Option<&'a str> {
    let evidence = &case.pack.evidence;
    let words = case.words(claim.cause_named);
    let annotated = case.pack.book.annotate(&words);
    let lists: Vec<_> = annotated
        .matches
        .iter()
        .filter_map(|found| Some(case.pack.book.info(found.phrase)?.list))
        .collect();
    if evidence.reversed_by.iter().any(|list| lists.contains(list)) {
        return None;
    }
    let mut named = evidence
        .models
        .iter()
        .filter(|model| model.concepts.iter().any(|list| lists.contains(list)));
    let model = named.next()?;
    named.next().is_none().then_some(model.id.as_str())
}

/// In what a work falls short of a claim; only where the record is well founded.
pub fn shortfall(case: &Case<'_>, claim: &Claim, record: &Record) -> Option<Shortfall> {
    if record.confidence != Confidence::High {
        return None;
    }
    let says = match claim.strength {
        Strength::Asserted | Strength::Denied | Strength::Attributed => true,
        Strength::Hedged | Strength::Correlational => false,
        Strength::Question | Strength::Intent => return None,
    };
    if let Some(model) = model_of(case, claim)
        && contradicts(claim.direction, record, model)
    {
        return Some(Shortfall::Contradicts);
    }
    if !record.measures_effect {
        // What somebody holds may be put in his mouth whatever he measured.
        return (claim.strength != Strength::Attributed).then_some(Shortfall::NotMeasured);
    }
    let associates = matches!(record.language, Language::Associational | Language::Mixed);
    (says && associates && !record.findings.is_empty()).then_some(Shortfall::Association)
}

/// Whether a work found the opposite under this model, and nothing that the claim says.
fn contradicts(claimed: Direction, record: &Record, model: &str) -> bool {
    let opposite = match claimed {
        Direction::Increase => Direction::Decrease,
        Direction::Decrease => Direction::Increase,
        Direction::NoEffect | Direction::Mixed => return false,
    };
    record.finds(model).any(|found| found == opposite)
        && record.finds(model).all(|found| found == opposite)
}

/// Whether every work that a sentence cites for a claim is known to contradict it or to fall short of it.
pub fn bears_nothing(case: &Case<'_>, claim: &Claim) -> bool {
    let support = support(case, claim);
    !support.is_empty()
        && support.iter().all(|(_, record)| {
            record.is_some_and(|record| shortfall(case, claim, record).is_some())
        })
}
