use proptest::prelude::*;

use super::*;

const WORDS: [&str; 8] = ["red", "light", "card", "trade", "ban", "law", "the", "of"];

proptest! {
    #[test]
    fn every_match_of_plain_words_is_these_words(
        phrases in prop::collection::hash_set(prop::collection::vec(0..WORDS.len(), 1..4), 1..6),
        text in prop::collection::vec((0..WORDS.len() + 2, 0..3usize), 0..40),
    ) {
        let phrases: Vec<String> = phrases
            .iter()
            .map(|words| words.iter().map(|&i| WORDS[i]).collect::<Vec<_>>().join(" "))
            .collect();
        // One list for each phrase, so that none hides another.
        let lines: Vec<_> = phrases.iter().enumerate().map(|(i, p)| format!("l{i}: {p}")).collect();
        let book = book(&lines.join("\n")).expect("plain words are right");
        let mut written = String::new();
        for (word, space) in text {
            written.push_str(WORDS.get(word).unwrap_or(&if word == 8 { "é" } else { "Zoo" }));
            written.push_str([" ", "-", ", "][space]);
        }
        let annotated = book.annotate(&written);
        let words: Vec<String> = annotated
            .tokens
            .iter()
            .map(|token| written[token.range.start as usize..token.range.end as usize].to_lowercase())
            .collect();
        let mut expected = std::collections::BTreeSet::new();
        for (list, phrase) in phrases.iter().enumerate() {
            let wanted: Vec<&str> = phrase.split(' ').collect();
            for (start, window) in words.windows(wanted.len()).enumerate() {
                if window == wanted {
                    expected.insert((list as u16, start as u32, (start + wanted.len()) as u32));
                }
            }
        }
        // A match inside a longer one of its list is left out, which for one phrase is never the case.
        let found: std::collections::BTreeSet<_> = annotated
            .matches
            .iter()
            .map(|m| (book.info(m.phrase).expect("its own").list.0, m.start, m.end))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_word_is_found_in_any_case_and_nothing_else_is(word in "[a-zA-Z]{1,40}|[a-zà-öA-Z]{1,20}", other in "[a-z]{1,20}") {
        let mut builder = BookBuilder::new(Inflections::default());
        let list = builder.list("x");
        builder.add(list, Mark::Strong, &format!("{} x", word.to_lowercase())).expect("a plain word");
        let book = builder.build().expect("one phrase");
        let id = book.word(&word);
        prop_assert_ne!(id, WordId::UNKNOWN);
        prop_assert_eq!(book.word(&word.to_uppercase()), id);
        prop_assert_eq!(book.text(id), word.to_lowercase());
        let known = other == word.to_lowercase() || other == "x";
        prop_assert_eq!(book.word(&other) != WordId::UNKNOWN, known);
        // The same with text behind it, which is how a block is looked up.
        let annotated = book.annotate(&format!("{word} and some more text"));
        prop_assert_eq!(annotated.words[0], id);
    }

    #[test]
    fn any_text_and_any_phrase_is_bounded(phrase in "[a-dA-D~^#_(){}/… ']{0,14}", text in "\\PC{0,60}|[a-d '’\"-]{0,60}") {
        let mut builder = BookBuilder::new(Inflections::default());
        for id in ["a", "b", "c", "d"] {
            let list = builder.list(id);
            builder.add(list, Mark::Strong, &format!("{id} {id}")).expect("two words are right");
        }
        let list = builder.list("x");
        if let Err(error) = builder.add(list, Mark::Strong, &phrase) {
            prop_assert!(phrase.get(error.range).is_some());
        }
        if let Ok(book) = builder.build() {
            let annotated = book.annotate(&text);
            for found in &annotated.matches {
                prop_assert!(found.start < found.end);
                prop_assert!((found.end as usize) <= annotated.tokens.len());
            }
        }
    }
}
