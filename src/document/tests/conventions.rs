use std::collections::BTreeMap;

use super::conventions;
use crate::document::{Conventions, normalise};

const FILE: &str = include_str!("../../../rules/english/conventions.toml");

/// All strings of all lists, each with the path of its lists.
fn words() -> BTreeMap<String, Vec<String>> {
    let file: toml::Table = toml::from_str(FILE).expect("the file is TOML");
    let mut words = BTreeMap::<String, Vec<String>>::new();
    for (table, lists) in &file {
        for (list, entries) in lists.as_table().expect("a table of lists") {
            for entry in entries.as_array().expect("a list") {
                let word = entry.as_str().expect("a string").to_owned();
                words
                    .entry(word)
                    .or_default()
                    .push(format!("{table}.{list}"));
            }
        }
    }
    words
}

#[test]
fn no_word_stands_twice_where_it_can_mean_one_thing() {
    let twice: Vec<_> = words()
        .into_iter()
        .filter(|(_, lists)| {
            let of = |table: &str| lists.iter().filter(|list| list.starts_with(table)).count();
            let mut seen = lists.clone();
            seen.dedup();
            of("abbreviations.") > 1 || of("headings.") > 1 || seen.len() < lists.len()
        })
        .collect();
    assert_eq!(twice, []);
}

/// A word that is never looked up in the form in which it is written would be dead.
#[test]
fn words_are_written_as_they_are_looked_up() {
    for (word, lists) in words() {
        assert_eq!(word.trim(), word);
        if lists.iter().all(|list| list.starts_with("abbreviations.")) {
            assert!(
                !word.ends_with('.') && !word.contains(' '),
                "{word} in {lists:?}"
            );
        } else if !lists.iter().any(|list| list.starts_with("abbreviations.")) {
            assert_eq!(normalise(&word), word, "in {lists:?}");
        }
    }
}

#[test]
fn a_mistake_is_an_error_at_its_place() {
    assert_eq!(conventions().prose_keys.len(), 5);
    let wrong = FILE.replace("starters = [", "startres = [");
    let error = Conventions::from_toml(&wrong).expect_err("the key is not known");
    let span = error.span().expect("the error has a place");
    assert_eq!(&wrong[span], "startres");
}
