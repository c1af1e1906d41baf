use super::named;

fn names(markdown: &str, expected: &[&str]) {
    assert_eq!(named(markdown), expected, "in {markdown:?}");
}

#[test]
fn a_strong_phrase_counts_in_a_passage_about_the_matter() {
    names("Poverty keeps bootleggers in business.", &["Poverty"]);
    names("Girls leave because there are no jobs.", &[]);
    names(
        "# Taprooms\n\nGirls leave because there are no jobs.",
        &["no jobs"],
    );
    names(
        "## Why\n\nHere is what lies behind it.\n\nThere are no jobs, and nobody asks.",
        &["no jobs", "nobody asks"],
    );
    names(
        "---\ntitle: On bootlegging\n---\n\nThere are no jobs.",
        &["no jobs"],
    );
}

#[test]
fn a_section_stays_about_the_matter() {
    names(
        "## Notes\n\nBootleggers came.\n\nThere are no jobs.",
        &["no jobs"],
    );
    names(
        "## Notes\n\nBootleggers came.\n\n## The office\n\nThere are no jobs.",
        &[],
    );
    names("## Notes\n\nThere are no jobs.\n\nBootleggers came.", &[]);
}

#[test]
fn a_weak_phrase_counts_beside_words_of_cause() {
    names("Bootleggers prey on women with debts.", &["debts"]);
    names("Bootleggers met women with debts.", &[]);
    // A weak tie needs a word of the matter in its sentence.
    names("Bootlegging feeds on debts.", &["debts"]);
    names("Hope feeds on debts. Bootleggers met women.", &[]);
    names(
        "Where does it start? With debts that it comes from.",
        &["debts"],
    );
    names("What is bootlegging? The women had debts.", &[]);
}

#[test]
fn an_answer_is_read_with_its_question() {
    names(
        "Who knows where bootlegging comes from? Debts and rents.",
        &["Debts"],
    );
}

#[test]
fn a_list_item_is_read_with_its_lead_in() {
    names(
        "Drivers of bootlegging:\n\n- debts\n- a street that looks on",
        &["debts", "looks on"],
    );
    names("Bootlegging feeds on three things:\n\n- debts", &["debts"]);
    names("We met women with three things:\n\n- debts", &[]);
    names("Drivers of it:\n\n- money:\n    - rents", &["rents"]);
    // What a law is said to do is no cause.
    names("The ban feeds bootlegging through:\n\n- debts", &[]);
}

#[test]
fn a_cell_is_read_with_its_heads() {
    names(
        "| Drivers of bootlegging | Said by |\n|---|---|\n| Debts | all |",
        &["Debts"],
    );
    names("| Item | Said by |\n|---|---|\n| Debts | all |", &[]);
}

#[test]
fn a_denied_factor_does_not_count() {
    names("In bootlegging, poverty plays no part.", &[]);
    names("Bootlegging has nothing to do with poverty.", &[]);
    names(
        "Bootlegging has nothing to do with law, poverty does the work.",
        &["poverty"],
    );
    names(
        "Poverty drives bootlegging, but drink plays no part.",
        &["Poverty"],
    );
    names(
        "Where poverty rules, the ban plays no part in bootlegging.",
        &["poverty"],
    );
    names("Poverty alone does not explain bootlegging.", &["Poverty"]);
}

#[test]
fn an_effect_of_the_law_does_not_count() {
    names("The ban made workers poorer and bootlegging worse.", &[]);
    names(
        "The ban leaves bootlegging where there are no jobs.",
        &["no jobs"],
    );
    names(
        "The ban is old; years of drought made farmers poorer, and bootleggers came.",
        &["poorer"],
    );
}

#[test]
fn a_question_does_not_count() {
    names("Does poverty drive bootlegging?", &[]);
    names("“Does poverty drive bootlegging?”", &[]);
    names(
        "Does poverty drive bootlegging? Indifference does.",
        &["Indifference"],
    );
}

#[test]
fn a_name_or_a_title_does_not_count() {
    names("The Poverty Action Network works on bootlegging.", &[]);
    names("Poverty Action works on bootlegging.", &[]);
    names("POVERTY DRIVES BOOTLEGGING.", &["POVERTY"]);
    names("# Bootlegging And Poverty", &["Poverty"]);
    names("On bootlegging see *The Poverty of nations*.", &[]);
    names(
        "Bootlegging comes from *poverty and indifference*.",
        &["poverty", "indifference"],
    );
    names(
        "On bootlegging see [Faces of poverty](https://example.org).",
        &[],
    );
}

#[test]
fn what_is_no_prose_does_not_count() {
    names(
        "# Bootlegging\n\nText.\n\n## References\n\nBorg, J. (2013). Bootlegging and poverty. Hull: Humber Press.",
        &[],
    );
    names("Bootlegging is `poverty`.", &[]);
}

#[test]
fn the_first_place_that_counts_is_taken() {
    names(
        "Does poverty drive bootlegging?\n\nBootlegging has nothing to do with poverty, they say. Poverty is behind it.",
        &["Poverty"],
    );
}
