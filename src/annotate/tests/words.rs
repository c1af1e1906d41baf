use super::*;

#[test]
fn plain_words_ignore_case_hyphens_and_the_form_of_the_apostrophe() {
    check(
        "one-way street",
        "A One Way Street, the one-way-street.",
        "A [One Way Street], the [one-way-street].",
    );
    check(
        "women's rights",
        "WOMEN’S RIGHTS are women's rights.",
        "[WOMEN’S RIGHTS] are [women's rights].",
    );
    check(
        "legal casino",
        "Illegal casinos, legal casinos.",
        "Illegal casinos, legal casinos.",
    );
    check("façade", "A FAÇADE.", "A [FAÇADE].");
}

#[test]
fn clitics_are_words() {
    check(
        "do n't",
        "They don't; they don’t.",
        "They [don't]; they [don’t].",
    );
    check(
        "smuggler 's",
        "a smuggler's market",
        "a [smuggler's] market",
    );
    check(
        "^_'s ban",
        "Sweden's ban, her sister's ban",
        "[Sweden's ban], her sister's ban",
    );
}

#[test]
fn inflection_covers_verbs_nouns_and_spellings() {
    check(
        "~organize",
        "organize organises organized organising organization organ",
        "[organize] [organises] [organized] [organising] organization organ",
    );
    check(
        "~formalisation",
        "formalization and formalisations",
        "[formalization] and [formalisations]",
    );
    check(
        "~take",
        "take takes took taken taking taked",
        "[take] [takes] [took] [taken] [taking] taked",
    );
    check(
        "~ban",
        "bans banned banning baned",
        "[bans] [banned] [banning] baned",
    );
    check(
        "~permit",
        "permits permitted permitting",
        "[permits] [permitted] [permitting]",
    );
    check(
        "~offer",
        "offered offerred offering",
        "[offered] offerred [offering]",
    );
    check(
        "~fuel",
        "fuelled fueled fuelling fueling",
        "[fuelled] [fueled] [fuelling] [fueling]",
    );
    check(
        "~panic",
        "panics panicked panicking",
        "[panics] [panicked] [panicking]",
    );
    check(
        "~supply",
        "supply supplies supplied supplying",
        "[supply] [supplies] [supplied] [supplying]",
    );
    check("~tie", "ties tied tying", "[ties] [tied] [tying]");
    check("~free", "frees freed freeing", "[frees] [freed] [freeing]");
    check("~crush", "crushes crushed", "[crushes] [crushed]");
    check(
        "~labour",
        "labor, labours, labouring, labored",
        "[labor], [labours], [labouring], [labored]",
    );
    check(
        "~licence",
        "license licensed licences licensing",
        "[license] [licensed] [licences] [licensing]",
    );
    check(
        "~woman",
        "woman women womans womaned",
        "[woman] [women] womans womaned",
    );
    check("~crisis", "crises", "[crises]");
    check(
        "~be",
        "is was were been being isn't",
        "[is] [was] [were] [been] [being] [is]n't",
    );
    check("~casino-keeper", "casino keepers", "[casino keepers]");
    check(
        "~undercut",
        "undercut undercuts undercutting",
        "[undercut] [undercuts] [undercutting]",
    );
}

#[test]
fn forms_say_what_the_inflection_made() {
    let book = book("~take\n~casino\nred").expect("the phrases are right");
    let forms = |word: &str| book.forms(book.word(word));
    assert_eq!(forms("took"), Forms::PAST);
    assert_eq!(forms("Taken"), Forms::PARTICIPLE);
    assert_eq!(forms("taking"), Forms::ING);
    assert_eq!(forms("casinos"), Forms::THIRD | Forms::PLURAL);
    assert_eq!(forms("casino"), Forms::BASE | Forms::SINGULAR);
    assert_eq!(forms("red"), Forms::NONE);
    assert_eq!(book.word("blue"), WordId::UNKNOWN);
    assert_eq!(book.text(book.word("TOOK")), "took");
}

#[test]
fn numbers_any_words_and_capitals() {
    check(
        "section #",
        "section 53A, section 12, section a",
        "[section 53A], [section 12], section a",
    );
    check(
        "a _ ban",
        "a parking ban, a, ban",
        "[a parking ban], a, ban",
    );
    check("^athena", "Athena, athena", "[Athena], athena");
    check(
        "^~act of #",
        "The Acts of 1999, acts of 1999",
        "The [Acts of 1999], acts of 1999",
    );
    check(
        "^_ et al",
        "Cho et al., cho et al.",
        "[Cho et al]., cho et al.",
    );
}

#[test]
fn a_quotation_mark_inside_a_phrase_is_passed_over() {
    check(
        "legal casino",
        "a “legal” casino, \"legal casino\"",
        "a “[legal” casino], \"[legal casino]\"",
    );
}
