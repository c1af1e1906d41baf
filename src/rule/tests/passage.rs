use super::named;

fn names(markdown: &str, expected: &[&str]) {
    assert_eq!(named(markdown), expected, "in {markdown:?}");
}

#[test]
fn a_strong_phrase_counts_in_a_passage_about_the_matter() {
    names("Poverty keeps traffickers in business.", &["Poverty"]);
    names("Girls leave because there are no jobs.", &[]);
    names(
        "# Brothels\n\nGirls leave because there are no jobs.",
        &["no jobs"],
    );
    names(
        "## Why\n\nHere is what lies behind it.\n\nThere are no jobs, and nobody asks.",
        &["no jobs", "nobody asks"],
    );
    names(
        "---\ntitle: On trafficking\n---\n\nThere are no jobs.",
        &["no jobs"],
    );
}

#[test]
fn a_section_stays_about_the_matter() {
    names(
        "## Notes\n\nTraffickers came.\n\nThere are no jobs.",
        &["no jobs"],
    );
    names(
        "## Notes\n\nTraffickers came.\n\n## The office\n\nThere are no jobs.",
        &[],
    );
    names("## Notes\n\nThere are no jobs.\n\nTraffickers came.", &[]);
}

#[test]
fn a_weak_phrase_counts_beside_words_of_cause() {
    names("Traffickers prey on women with debts.", &["debts"]);
    names("Traffickers met women with debts.", &[]);
    // A weak tie needs a word of the matter in its sentence.
    names("Trafficking feeds on debts.", &["debts"]);
    names("Hope feeds on debts. Traffickers met women.", &[]);
    names(
        "Where does it start? With debts that it comes from.",
        &["debts"],
    );
    names("What is trafficking? The women had debts.", &[]);
}

#[test]
fn an_answer_is_read_with_its_question() {
    names(
        "Who knows where trafficking comes from? Debts and rents.",
        &["Debts"],
    );
}

#[test]
fn a_list_item_is_read_with_its_lead_in() {
    names(
        "Drivers of trafficking:\n\n- debts\n- a street that looks on",
        &["debts", "looks on"],
    );
    names("Trafficking feeds on three things:\n\n- debts", &["debts"]);
    names("We met women with three things:\n\n- debts", &[]);
    names("Drivers of it:\n\n- money:\n    - rents", &["rents"]);
    // What a law is said to do is no cause.
    names("The ban feeds trafficking through:\n\n- debts", &[]);
}

#[test]
fn a_cell_is_read_with_its_heads() {
    names(
        "| Drivers of trafficking | Said by |\n|---|---|\n| Debts | all |",
        &["Debts"],
    );
    names("| Item | Said by |\n|---|---|\n| Debts | all |", &[]);
}

#[test]
fn a_denied_factor_does_not_count() {
    names("In trafficking, poverty plays no part.", &[]);
    names("Trafficking has nothing to do with poverty.", &[]);
    names(
        "Trafficking has nothing to do with law, poverty does the work.",
        &["poverty"],
    );
    names(
        "Poverty drives trafficking, but drink plays no part.",
        &["Poverty"],
    );
    names(
        "Where poverty rules, the ban plays no part in trafficking.",
        &["poverty"],
    );
    names("Poverty alone does not explain trafficking.", &["Poverty"]);
}

#[test]
fn an_effect_of_the_law_does_not_count() {
    names("The ban made workers poorer and trafficking worse.", &[]);
    names(
        "The ban leaves trafficking where there are no jobs.",
        &["no jobs"],
    );
    names(
        "The ban is old; years of drought made farmers poorer, and traffickers came.",
        &["poorer"],
    );
}

#[test]
fn a_question_does_not_count() {
    names("Does poverty drive trafficking?", &[]);
    names("“Does poverty drive trafficking?”", &[]);
    names(
        "Does poverty drive trafficking? Indifference does.",
        &["Indifference"],
    );
}

#[test]
fn a_name_or_a_title_does_not_count() {
    names("The Poverty Action Network works on trafficking.", &[]);
    names("Poverty Action works on trafficking.", &[]);
    names("POVERTY DRIVES TRAFFICKING.", &["POVERTY"]);
    names("# Trafficking And Poverty", &["Poverty"]);
    names("On trafficking see *The Poverty of nations*.", &[]);
    names(
        "Trafficking comes from *poverty and indifference*.",
        &["poverty", "indifference"],
    );
    names(
        "On trafficking see [Faces of poverty](https://example.org).",
        &[],
    );
}

#[test]
fn what_is_no_prose_does_not_count() {
    names(
        "# Trafficking\n\nText.\n\n## References\n\nBorg, J. (2013). Trafficking and poverty. Hull: Humber Press.",
        &[],
    );
    names("Trafficking is `poverty`.", &[]);
}

#[test]
fn the_first_place_that_counts_is_taken() {
    names(
        "Does poverty drive trafficking?\n\nTrafficking has nothing to do with poverty, they say. Poverty is behind it.",
        &["Poverty"],
    );
}
