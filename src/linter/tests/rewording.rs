use super::*;
use crate::claim::{Part, Strength};

/// The rewording of the last sentence that the claim rule reports in `text`.
fn reword(text: &str) -> Option<String> {
    let found = claim_findings(text);
    let finding = found
        .last()
        .unwrap_or_else(|| panic!("nothing is reported in {text}"));
    if let Some(new) = &finding.rewording {
        check_promise(text, finding.span, new);
    }
    finding.rewording.clone()
}

/// A rewording in the place of its sentence keeps cause, effect and direction and is no longer asserted.
fn check_promise(text: &str, old: Span, new: &str) {
    let mut reworded = text.to_owned();
    reworded.replace_range(old.start() as usize..old.end() as usize, new);
    let end = old.start() + new.len() as u32;
    let said = |text: &str, within: Span| {
        let file = file(text);
        let words = |part: Part| {
            let words = file.slice(part.span).replace('*', "").to_lowercase();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let rows = LINTER.claims(&file).claims;
        let rows = rows.iter().filter(|row| row.sentence.overlaps(within));
        rows.map(|row| {
            let claim = &row.claim;
            let said = (
                words(claim.cause_named),
                words(claim.effect),
                claim.direction,
            );
            (claim.strength, said)
        })
        .collect::<Vec<_>>()
    };
    let after = said(&reworded, Span::new(old.start(), end));
    for (strength, said) in said(text, old) {
        if strength == Strength::Asserted {
            assert!(
                after.iter().any(|(_, other)| *other == said),
                "{said:?} in {after:?}"
            );
        }
    }
    assert!(
        after
            .iter()
            .all(|(strength, _)| *strength != Strength::Asserted),
        "{after:?}"
    );
}

fn check(text: &str, expected: &str) {
    assert_eq!(reword(text).as_deref(), Some(expected), "of {text}");
}

fn check_none(text: &str) {
    assert_eq!(reword(text), None, "of {text}");
}

#[test]
fn a_verb_is_made_less_certain() {
    check(
        "Legal brothels increase trafficking.",
        "Legal brothels may increase trafficking.",
    );
    check(
        "Prohibition increases trafficking.",
        "Prohibition may increase trafficking.",
    );
    check(
        "The purchase ban reduced trafficking.",
        "The purchase ban may have reduced trafficking.",
    );
    check(
        "The Nordic model has ended trafficking.",
        "The Nordic model may have ended trafficking.",
    );
    check(
        "Legal brothels will directly increase trafficking.",
        "Legal brothels may directly increase trafficking.",
    );
    check(
        "Legal brothels directly increase trafficking.",
        "Legal brothels may directly increase trafficking.",
    );
    check(
        "The purchase ban helps to reduce trafficking.",
        "The purchase ban may help to reduce trafficking.",
    );
    check(
        "Prohibition penalises traffickers.",
        "It may be that prohibition penalises traffickers.",
    );
    check(
        "Trafficking is fuelled by legal brothels.",
        "Trafficking may be fuelled by legal brothels.",
    );
}

/// "cut" may be present or past; and where "since" or "if" is the link, it is not the verb that is uncertain.
#[test]
fn other_sentences_get_a_clause_before_them() {
    check(
        "The purchase ban cut trafficking.",
        "It may be that the purchase ban cut trafficking.",
    );
    check(
        "Since brothels were legalized, trafficking has doubled.",
        "It may be that since brothels were legalized, trafficking has doubled.",
    );
    check(
        "If brothels are licensed, trafficking will rise.",
        "It may be that if brothels are licensed, trafficking will rise.",
    );
}

#[test]
fn names_keep_their_capital() {
    let check = |name: &str, expected: &str| {
        check(
            &format!("{name} cut trafficking."),
            &format!("It may be that {expected} cut trafficking."),
        );
    };
    check("Legal brothels", "legal brothels");
    check("A purchase ban", "a purchase ban");
    check("Criminalising the buyers", "criminalising the buyers");
    check("The Nordic model", "the Nordic model");
    check("Sweden's purchase ban", "Sweden's purchase ban");
    check("Swedish law on prostitution", "Swedish law on prostitution");
    check("FOSTA", "FOSTA");
    check("Malmberg's purchase ban", "Malmberg's purchase ban");
}

#[test]
fn what_leads_in_stays_before_the_new_words() {
    check(
        "But the purchase ban cut trafficking.",
        "But it may be that the purchase ban cut trafficking.",
    );
    check(
        "Therefore, the purchase ban cut trafficking.",
        "Therefore, it may be that the purchase ban cut trafficking.",
    );
    check(
        "FACT: The purchase ban cut trafficking.",
        "FACT: It may be that the purchase ban cut trafficking.",
    );
    check(
        "But legal brothels increase trafficking.",
        "But legal brothels may increase trafficking.",
    );
}

#[test]
fn markdown_stays_as_it_is() {
    check(
        "Legal **brothels** *increase* [trafficking](https://example.org/a).[^n]\n\n[^n]: A.\n",
        "Legal **brothels** *may increase* [trafficking](https://example.org/a).[^n]",
    );
    check(
        "# Legal brothels increase trafficking\n",
        "Legal brothels may increase trafficking",
    );
    check(
        "- Legal brothels increase trafficking.\n",
        "Legal brothels may increase trafficking.",
    );
    check(
        "> Legal brothels increase trafficking.\n",
        "Legal brothels may increase trafficking.",
    );
    check(
        "**Legal brothels increase trafficking.**\n",
        "**Legal brothels may increase trafficking.**",
    );
    check(
        "| Law |\n|---|\n| Legal brothels increase trafficking. |\n",
        "Legal brothels may increase trafficking.",
    );
}

/// Plain words stand for a sentence on several lines, and for one whose markup begins or ends in another.
#[test]
fn what_cannot_be_cut_out_is_written_anew() {
    check(
        "Legal *brothels*\n  increase trafficking.\n",
        "Legal brothels may increase trafficking.",
    );
    check(
        "They met. *Legal brothels increase trafficking. They* left.\n",
        "Legal brothels may increase trafficking.",
    );
}

#[test]
fn a_pronoun_takes_up_the_same_cause_as_before() {
    check(
        "The purchase ban is law. It reduces trafficking.",
        "It may reduce trafficking.",
    );
}

/// An order, a clause that introduces the claim, a fragment and somebody's words are left to the writer.
#[test]
fn some_sentences_are_not_reworded() {
    check_none("Ban the purchase of sex to end trafficking.");
    check_none("Legalise the trade and trafficking falls.");
    check_none("Legal brothels:\n\n- increase trafficking\n");
    let found = claim_findings("Ban the purchase of sex to end trafficking.");
    let help = found[0].help.as_deref().unwrap_or("");
    assert!(
        help.ends_with(
            "Or say how sure the text can be (\"may\", \"in some places\"), or whose view it is"
        ),
        "{help}"
    );
}

/// What the help of the last finding in `text` puts behind "found that".
fn opening(text: &str) -> Option<String> {
    let found = claim_findings(text);
    let help = found.last().and_then(|finding| finding.help.clone());
    let help = help.unwrap_or_else(|| panic!("no help in {text}"));
    let (_, behind) = help.split_once("found that ")?;
    Some(behind.split('"').next().unwrap_or_default().to_owned())
}

#[test]
fn the_help_goes_on_with_the_writers_own_words() {
    for (text, expected) in [
        (
            "Prohibition increases trafficking.",
            "prohibition increases trafficking",
        ),
        (
            "We know that legal brothels increase trafficking.",
            "legal brothels increase trafficking",
        ),
        (
            "The street is long; the purchase ban reduces trafficking.",
            "the purchase ban reduces trafficking",
        ),
        (
            "Legalising brothels would:\n\n* reduce trafficking;\n* cost money.",
            "legalising brothels would reduce trafficking",
        ),
        (
            "The ban on buying sex has had two results:\n\n* It has reduced trafficking.\n* It has cost money.",
            "it has reduced trafficking",
        ),
    ] {
        assert_eq!(opening(text).as_deref(), Some(expected), "of {text}");
    }
}

/// An order and a line without a verb are no clause that could go on behind "that".
#[test]
fn the_help_leaves_out_what_is_no_clause() {
    for text in [
        "Decriminalise sex work and starve the traffickers.",
        "Legal brothels, more trafficking.",
        "Effects of legalising brothels:\n\n* more trafficking\n* more tax",
    ] {
        assert_eq!(opening(text), None, "of {text}");
    }
}
