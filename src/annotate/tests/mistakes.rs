use super::*;

#[track_caller]
fn check_faults(phrases: &str, expected: &[&str]) {
    assert_eq!(book(phrases).expect_err("a fault is expected"), expected);
}

#[test]
fn mistakes_in_a_phrase_are_placed() {
    check_faults(
        "…",
        &["the phrase has no word, number or reference in it […]"],
    );
    check_faults("a (b", &["this `(` is never closed [(]"]);
    check_faults("a b}", &["this `}` closes nothing [}]"]);
    check_faults("{a/b)", &["this `)` closes nothing [)]"]);
    check_faults(
        "a/b",
        &["`/` stands outside of braces; alternatives are written `{a/b}` [/]"],
    );
    check_faults("a {b/}", &["there is nothing between these signs [/}]"]);
    check_faults(
        "smuggl(ing)",
        &["braces and parentheses hold whole words, never a part of one [(]"],
    );
    check_faults(
        "(re)count",
        &["braces and parentheses hold whole words, never a part of one [c]"],
    );
    check_faults("a~b", &["`~` stands inside a word; it goes before one [~]"]);
    check_faults(
        "a \\b",
        &["`\\` goes right before a bracket that stands in the text [\\]"],
    );
    check_faults("~ ban", &["`~` goes right before a word of letters [~]"]);
    check_faults(
        "(a) … b",
        &["a gap stands between two words, never at the start or the end of a phrase [(a) … b]"],
    );
    check_faults("a …12 b", &["a gap is 1 to 9 words long […12]"]);
    check_faults(
        "(a)",
        &["the phrase has no word, number or reference in it [(a)]"],
    );
    check_faults(
        "((((((((a))))))))",
        &["braces and parentheses stand more than 6 deep in each other [(]"],
    );
    check_faults(
        "{(a)/b} c",
        &["everything in here is optional already [{(a)]"],
    );
    check_faults(
        "a {b/c …}",
        &["a gap stands between two words, never at the start or the end of a phrase [a {b/c …}]"],
    );
}

#[test]
fn mistakes_between_phrases_are_found_together() {
    check_faults(
        "a: B one\nb: two A\nc: MISSING\nd: red light\nd: red-light",
        &[
            "`b` refers back to itself"
                .replace("`b`", "`b` -> `a` -> `b`")
                .as_str(),
            "there is no concept or list with the id `missing`",
            "the list has this phrase already",
        ],
    );
    check_faults("a: A one", &["`a` -> `a` refers back to itself"]);
}

#[test]
fn mistakes_in_an_inflection_file_are_found_together() {
    let text = "irregular-verbs = [\"go went\"]\nirregular-nouns = [\"a b c\"]";
    let faults = Inflections::parse(text).expect_err("two rows are wrong");
    let shown: Vec<_> = faults
        .iter()
        .map(|fault| format!("{}: {}", &text[fault.range.clone()], fault.message))
        .collect();
    assert_eq!(
        shown,
        [
            "\"go went\": this row has 2 columns; it takes 3 to 5",
            "\"a b c\": this row has 3 columns; it takes 2",
        ]
    );
}
