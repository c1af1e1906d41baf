use proptest::prelude::*;

use super::*;

/// Pieces of text of which marks are made, and what may stand around them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "[",
            "]",
            "(",
            ")",
            "^",
            "@",
            "§",
            "[^1]",
            "^[",
            "; ",
            ", ",
            ". ",
            " ",
            "\n\n",
            "\n",
            "> ",
            "- ",
            "*",
            "`",
            "1. ",
            "# References\n\n",
            "Quist",
            "van der Meer",
            "et al.",
            "and",
            "&",
            "2013",
            "2013a",
            "n.d.",
            "p. 4",
            "see",
            "ibid.",
            "12",
            "3-5",
            "¹²",
            "°",
            "é",
            "日本",
            "https://example.org/a",
            "[a](https://example.org/b)",
            "doi:10.5555/x",
            "U.S.C.",
            "Directive 2011/36/EU",
            "[2014] UKSC 12",
            "{",
            "}",
            "’s",
            "<sup>",
            "</sup>",
            "&amp;",
            "\u{ad}",
            "[^1]: ",
            "|",
            "v",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Zé0-9 ]{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn citations_have_their_place(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let file = SourceFile::new("a.md", text.clone());
        let document = Document::parse(&file, &conventions());
        let found = Citations::read(&document, &conventions());
        let mut before = None;
        for citation in found.all() {
            let (start, end) = (citation.span.start() as usize, citation.span.end() as usize);
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
            prop_assert!(text.is_char_boundary(citation.mark.start() as usize));
            prop_assert!(text.is_char_boundary(citation.mark.end() as usize));
            prop_assert!(start < end, "an empty span");
            prop_assert!(citation.mark.contains(citation.span) , "{:?} outside of its mark {:?}", citation.span, citation.mark);
            let sentence = document.sentences[citation.sentence.0 as usize];
            prop_assert_eq!(sentence.block, citation.block);
            prop_assert!(sentence.span.contains(citation.span), "{:?} crosses the edge of a sentence", citation);
            prop_assert!(before <= Some(citation.sentence), "not in order");
            before = Some(citation.sentence);
            prop_assert!(found.of(citation.sentence).contains(citation));
        }
        for entry in found.entries() {
            let (start, end) = (entry.span.start() as usize, entry.span.end() as usize);
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end) && start < end);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Work does not grow faster than the text: brackets without end are looked at a fixed number of times each.
    #[test]
    fn hostile_text_is_read_to_its_end(piece in piece(), other in piece()) {
        let text = format!("{piece}{other}").repeat(2_000);
        let file = SourceFile::new("a.md", text);
        let document = Document::parse(&file, &conventions());
        Citations::read(&document, &conventions());
    }
}
