use super::*;

/// As `check`, but of the mentions of one list.
#[track_caller]
fn check_mentions(phrases: &str, list: &str, text: &str, expected: &str) {
    let book = book(phrases).expect("the phrases are right");
    let annotated = book.annotate(text);
    let ranges: Vec<_> = book
        .mentions(&annotated, book.list(list).expect("the list is there"))
        .iter()
        .map(|mention| (mention.start, mention.end, name("x", mention.mark)))
        .collect();
    assert_eq!(draw(text, &annotated, &ranges), expected);
}

#[test]
fn references_take_strong_members_and_with_a_star_weak_ones() {
    let lists = "trade: card play\ntrade weak: the trade\n";
    check(
        &format!("{lists}~ban TRADE\n"),
        "They banned card play and ban the trade.",
        "They [banned [card play]trade] and ban [the trade]trade?.",
    );
    check(
        &format!("{lists}TRADE* law\n"),
        "Card-play law, the trade law",
        "[[Card-play]trade law], [[the trade]trade? law]",
    );
}

#[test]
fn references_go_through_lists_of_any_depth() {
    check(
        "a: one\nb: A two\nc: B three\nd: zero (B) C\nc: four",
        "zero one two three; zero four; zero one two one two three",
        "[zero [[[one]a two]b three]c]d; [zero [four]c]d; [zero [[one]a two]b [[[one]a two]b three]c]d",
    );
}

#[test]
fn the_longest_match_of_a_list_stays() {
    check(
        "card\ncard trade\ntrade",
        "card trade, card, the trade",
        "[card trade], [card], the [trade]",
    );
}

#[test]
fn overlapping_matches_stay_and_other_lists_are_apart() {
    check(
        "card trade\ntrade union",
        "card trade union",
        "[card [trade] union]",
    );
    check("card trade\ny: trade", "card trade", "[card [trade]y]");
    check("up: more\n", "more", "[more]up");
    check(
        "c up: change\nc down: change and go",
        "change and go",
        "[change and go]c-",
    );
}

#[test]
fn a_near_miss_hides_what_it_overlaps() {
    check(
        "t: smuggling\nt never: drug smuggling\nTHE … T"
            .replace("THE", "the")
            .as_str(),
        "the drug smuggling, the coal smuggling",
        "the [drug smuggling]t!, [the coal [smuggling]t]",
    );
    // Near misses count although nothing that the list refers to is there.
    check(
        "a: one\nt: A two\nt: smuggling\nt never: drug smuggling",
        "drug smuggling",
        "[drug smuggling]t!",
    );
}

#[test]
fn mentions_resolve_weak_members() {
    let phrases = "t: card play\nt weak: the trade\nv: victims\nv weak: they\nv needs: t\nt anaphor: this law";
    check_mentions(
        phrases,
        "t",
        "The trade grew. This law.",
        "The trade grew. [This law]^.",
    );
    check_mentions(
        phrases,
        "t",
        "The trade in card play.",
        "[The trade]? in [card play].",
    );
    check_mentions(phrases, "v", "They are victims.", "They are [victims].");
    check_mentions(phrases, "v", "They do card play.", "[They]? do card play.");
    check_mentions(
        "t: card play\nt weak: men who sell card play",
        "t",
        "men who sell card play",
        "[men who sell card play]",
    );
}
