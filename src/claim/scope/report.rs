//! Reports without a listed verb of saying: clauses after a complementizer, and clauses as subjects.

use super::Governors;
use super::voice::names_author;
use crate::claim::class::Class;
use crate::claim::noun::CauseRef;
use crate::claim::reader::Reading;
use crate::claim::view::Ending;
use crate::claim::view::{Hit, View};
use crate::document::TokenKind;

/// "She swears that ...": a complementizer right before the claim, after a word that is none of those which leave the
/// statement the author's own. English has many more verbs and nouns of saying than a list can hold; what stands before a
/// complementizer with a subject after it is nearly always one of them (Quirk et al. 1985, 16.30 to 16.33, 17.26).
pub(super) fn unlisted_report(view: &View, claim: usize, scope: usize) -> Option<Hit> {
    let that = view
        .before(claim, Class::That)
        .filter(|that| that.start > scope)?;
    // "a belief, widespread among them, that": what the complementizer goes with stands before the parenthesis.
    // "the testimony, that it works, ...": a statement in apposition to a noun.
    let governor = match view.skip_parenthesis_left(that.start) {
        end if end == that.start && end > 0 && view.kind(end - 1) == TokenKind::Comma => end - 1,
        end => end,
    };
    // "Critics answer that": with a speaker before it, any word takes the statement as a report.
    let speaker = view
        .within(
            governor.saturating_sub(SPEAKER).max(scope),
            governor,
            Class::Speaker,
        )
        .any(|hit| hit.end < governor);
    let doubt = view
        .within(scope, that.start, Class::HedgeFrame)
        .next()
        .is_some();
    let plain = doubt || (!speaker && view.before(governor, Class::PlainThat).is_some());
    let known = plain
        || view.ending(governor).chain(view.ending(claim)).any(|hit| {
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
    // "The fear is that": what is announced so is the author's own only after a noun for a fact that nobody else owns.
    let owned = view
        .within(scope, that.start, Class::Speaker)
        .any(|hit| view.at(hit.end, Class::Determiner).is_some())
        || (scope..that.start).any(|at| {
            view.tokens[at].token.capital
                && at > scope
                && view.at(at + 1, Class::Determiner).is_some()
        });
    let announced = !owned
        && view.before(that.start, Class::Be).is_some()
        && view
            .within(scope, that.start, Class::FactNoun)
            .next()
            .is_some();
    let own = announced
        || view
            .within(scope, that.start, Class::OwnSpeaker)
            .next()
            .is_some();
    // "makes a single point: that it works".
    let word =
        governor > 0 && matches!(view.kind(governor - 1), TokenKind::Word | TokenKind::Colon);
    (!known && !own && word).then_some(that)
}

/// Reports that no verb in a list gives away: a colon after a noun that announces a statement or after a speaker ("one blunt
/// verdict: ..."), and a clause between two commas with a speaker of its own (", critics sneer,", ", thundered the paper,").
pub(super) fn announced_report(view: &View, reading: &Reading, scope: usize) -> Option<Hit> {
    let colon = (scope..reading.start)
        .rev()
        .find(|&at| view.kind(at) == TokenKind::Colon)
        .and_then(|colon| {
            view.within(scope, colon, Class::AnnouncingNoun)
                .find(|hit| !names_author(view, *hit))
        });
    colon
        .or_else(|| parenthesis(view, reading))
        .or_else(|| fronted(view, reading, scope))
}

/// "To its defenders, ...", "For the abolitionists, ...": whose view it is, at the start and with a comma after it.
fn fronted(view: &View, reading: &Reading, scope: usize) -> Option<Hit> {
    let whose = view.at(scope, Class::For)?;
    let comma = (whose.end..reading.start.min(whose.end + SPEAKS))
        .find(|&at| view.kind(at) == TokenKind::Comma)?;
    view.within(whose.end, comma, Class::Speaker).find(|hit| {
        // "the abolitionists of Lund", "the Irish abolitionists", "the union's account".
        hit.start <= whose.end + 1
            || hit.end == comma
            || view.at(hit.end, Class::Determiner).is_some()
    })
}

/// How far before a complementizer the speaker may stand.
const SPEAKER: usize = 3;

/// How many words a reporting clause between two commas may have.
const SPEAKS: usize = 8;

fn parenthesis(view: &View, reading: &Reading) -> Option<Hit> {
    let cause = match reading.cause {
        CauseRef::Named(mention) => mention.end,
        CauseRef::Pronoun { end, .. } => end,
    };
    let open = (cause..reading.cue.start)
        .find(|&at| matches!(view.kind(at), TokenKind::Comma | TokenKind::Dash))?;
    let close = (open + 1..reading.cue.start).find(|&at| view.kind(at) == view.kind(open))?;
    let first = open + 1;
    // ", unions can organise it," is a clause of the sentence itself.
    let short = close - first <= SPEAKS
        && !(first..close).any(|at| {
            view.at(at, Class::HedgeModal).is_some()
                || view.at(at, Class::Auxiliary).is_some()
                || view.at(at, Class::Relative).is_some()
        });
    let speaks = short
        && view
            .within(first, close, Class::Speaker)
            .next()
            .is_some_and(|speaker| speaker.start <= first + 2 && speaker.end < close);
    // ", she goes on,"
    let speaks = speaks
        || (short
            && close - first > 1
            && view.at(first, Class::Personal).is_some()
            && view.at(first, Class::OwnSpeaker).is_none());
    // ", so the Alliance has told every government,"
    let so = view
        .at(first, Class::WithIt)
        .is_some_and(|so| so.end == first + 1)
        && close - first > 2
        && view.at(first + 1, Class::Determiner).is_some();
    // ", thundered the Sentinel,": a past form with a subject behind it; a participle has a preposition or nothing.
    let inverted = view.tokens[first].ending == Ending::Past
        && first + 1 < close
        && view.at(first, Class::Auxiliary).is_none()
        && (view.at(first + 1, Class::Determiner).is_some()
            || view.tokens[first + 1].token.capital)
        && !matches!(view.kind(first + 1), TokenKind::Number);
    (speaks || inverted || so).then_some(Hit {
        class: Class::According,
        start: first,
        end: close,
        sign: 0,
        gapped: false,
    })
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
