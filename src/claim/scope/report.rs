//! Reports without a listed verb of saying: clauses after a complementizer, and clauses as subjects.

use super::Governors;
use crate::claim::class::Class;
use crate::claim::reader::Reading;
use crate::claim::view::{Hit, View};
use crate::document::TokenKind;

/// "She swears that ...": a complementizer right before the claim, after a word that is none of those which leave the
/// statement the author's own. English has many more verbs and nouns of saying than a list can hold; what stands before a
/// complementizer with a subject after it is nearly always one of them (Quirk et al. 1985, 16.30 to 16.33, 17.26).
pub(super) fn unlisted_report(view: &View, claim: usize, scope: usize) -> Option<Hit> {
    let that = view
        .before(claim, Class::That)
        .filter(|that| that.start > scope)?;
    let plain = view.before(that.start, Class::PlainThat).is_some();
    let known = plain
        || view
            .ending(that.start)
            .chain(view.ending(claim))
            .any(|hit| {
                matches!(
                    hit.class,
                    Class::ReportVerb
                        | Class::SoftReportVerb
                        | Class::HedgeFrame
                        | Class::OpenFrame
                        | Class::DenialFrame
                        | Class::OwnView
                        | Class::Endorsement
                        | Class::PseudoNegation
                        | Class::Explains
                        | Class::Consequence
                        | Class::CauseVerb
                        | Class::Due
                        | Class::NegativeVerb
                )
            });
    // "The fear is that": what is announced so is the author's own only after a noun for a fact.
    let announced = view.before(that.start, Class::Be).is_some()
        && view
            .within(scope, that.start, Class::FactNoun)
            .next()
            .is_some();
    let own = announced
        || view
            .within(scope, that.start, Class::OwnSpeaker)
            .next()
            .is_some();
    let word = view.kind(that.start - 1) == TokenKind::Word;
    (!known && !own && word).then_some(that)
}

/// "That it works is ...": a clause as a subject is affirmed, doubted or denied by its predicate, and otherwise only spoken of.
pub(super) fn subject_clause(view: &View, reading: &Reading, governors: &mut Governors) {
    let Some(that) = view
        .before(reading.start, Class::That)
        .filter(|that| that.start == 0)
    else {
        return;
    };
    let after = |class| view.within(reading.end, view.len(), class).next();
    if let Some(doubt) = after(Class::Unlikely) {
        governors.hedges.push(doubt);
    } else if after(Class::Settled).is_none() && after(Class::DenialAfter).is_none() {
        governors.reports.push(that);
    }
}
