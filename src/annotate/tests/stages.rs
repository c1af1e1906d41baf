use super::*;

/// A list for each stage; those of the third and the fourth are made of the first one.
fn staged() -> Book {
    let mut builder = BookBuilder::new(Inflections::default());
    let lists = [
        ("thing", Stage::First, ["red card", "card", "blue card"]),
        ("act", Stage::Second, ["bans THING", "bans", "shows"]),
        (
            "place",
            Stage::Third,
            ["THING … table", "table", "tall table"],
        ),
        (
            "link",
            Stage::Fourth,
            ["and THING", "and", "THING and THING"],
        ),
    ];
    for (id, stage, phrases) in lists {
        let list = builder.list(id);
        builder.stage(list, stage);
        for phrase in phrases {
            let added = builder.add(list, Mark::Strong, phrase);
            added.expect("the phrase is right");
        }
    }
    builder.build().expect("the lists are there")
}

const TEXT: &str =
    "He bans the red card. Nobody bans red card and card on a tall table. A blue card and table.";

/// The sentences of [`TEXT`], by token.
const SENTENCES: [std::ops::Range<usize>; 3] = [0..6, 6..17, 17..23];

/// What stands where, with its list.
fn shown(book: &Book, annotated: &Annotated, matches: &[Match]) -> Vec<String> {
    let shown = matches.iter().map(|found| {
        let info = book.info(found.phrase).expect("a phrase of this book");
        let words = annotated.range(*found).slice(TEXT);
        format!("{}: {words}", book.list_id(info.list))
    });
    shown.collect()
}

#[test]
fn a_search_gives_the_lists_of_its_stage() {
    let book = staged();
    let annotated = book.cut(TEXT);
    let found = |last| {
        let matches = book.find(last, TEXT, &annotated, SENTENCES[1].clone());
        shown(&book, &annotated, &matches)
    };
    assert_eq!(found(Stage::First), ["thing: red card", "thing: card"]);
    assert_eq!(
        found(Stage::Second),
        ["act: bans red card", "thing: red card", "thing: card"]
    );
    assert_eq!(
        found(Stage::Third),
        [
            "act: bans red card",
            "thing: red card",
            "place: card on a tall table",
            "thing: card",
        ]
    );
    assert_eq!(
        found(Stage::Fourth),
        [
            "act: bans red card",
            "link: red card and card",
            "thing: red card",
            "thing: card",
        ]
    );
}

#[test]
fn a_search_that_goes_on_finds_what_one_from_the_start_finds() {
    let book = staged();
    let ways: [&[Stage]; 4] = [
        &[Stage::First, Stage::Second, Stage::Fourth],
        &[Stage::Second, Stage::Third, Stage::Fourth],
        &[Stage::First, Stage::Fourth, Stage::Third],
        &[Stage::Fourth, Stage::Third],
    ];
    for way in ways {
        let mut annotated = book.cut(TEXT);
        for &last in way {
            book.complete(last, TEXT, &mut annotated, &SENTENCES);
        }
        let fresh = book.cut(TEXT);
        for sentence in SENTENCES {
            for last in Stage::ALL {
                let known = book.find(last, TEXT, &annotated, sentence.clone());
                let new = book.find(last, TEXT, &fresh, sentence.clone());
                // More was looked for already where a later stage is done.
                let missing: Vec<_> = new.iter().filter(|found| !known.contains(found)).collect();
                assert!(missing.is_empty(), "{way:?}, {last:?}: {missing:?}");
            }
        }
    }
}

#[test]
fn a_block_is_completed_part_by_part() {
    let book = staged();
    let mut annotated = book.cut(TEXT);
    book.complete(Stage::First, TEXT, &mut annotated, &SENTENCES);
    book.complete(Stage::Fourth, TEXT, &mut annotated, &SENTENCES[2..]);
    assert_eq!(
        shown(&book, &annotated, &annotated.matches),
        [
            "thing: red card",
            "thing: red card",
            "thing: card",
            "thing: blue card",
            "link: and",
        ]
    );
}

#[test]
fn a_search_is_taken_over_where_the_words_are_the_same() {
    let book = staged();
    let mut known = book.cut(TEXT);
    book.complete(Stage::Fourth, TEXT, &mut known, &SENTENCES);
    let other = "A blue card and table. Nobody.";
    let mut annotated = book.cut(other);
    annotated.borrow(0..6, &known, SENTENCES[2].clone());
    assert_eq!(annotated.searches.len(), 1);
    let matches = book.find(Stage::Fourth, other, &annotated, 0..6);
    let new = book.find(Stage::Fourth, other, &book.cut(other), 0..6);
    assert_eq!(matches, new);
    let mut different = book.cut("A Blue card and table. Nobody.");
    different.borrow(0..6, &known, SENTENCES[2].clone());
    assert_eq!(different.searches.len(), 0);
}

#[test]
fn matches_of_lists_that_nobody_asks_for_are_left_out() {
    let mut book = staged();
    let act = book.list("act").expect("a list of the book");
    book.ask_for(&[act]);
    let annotated = book.cut(TEXT);
    let matches = book.find(Stage::Fourth, TEXT, &annotated, SENTENCES[1].clone());
    assert_eq!(shown(&book, &annotated, &matches), ["act: bans red card"]);
    let whole = book.annotate("a card");
    assert_eq!(whole.matches.len(), 1);
}

#[test]
fn only_two_words_of_a_match_together_are_a_sign() {
    let mut builder = BookBuilder::new(Inflections::default());
    let list = builder.list("x");
    for phrase in ["yellow table", "silver {spoon/ladle} (case)", "kettle"] {
        builder
            .add(list, Mark::Strong, phrase)
            .expect("plain words");
    }
    builder.watch(list, Sign::Third);
    let book = builder.build().expect("plain words");
    let has = |text: &str, sign| book.signs(&book.cut(text).words).has(sign);
    for text in ["a table that is yellow", "some silver ladle", "kettle"] {
        assert!(has(text, Sign::Third), "{text}");
        assert!(!has(text, Sign::First), "{text}");
    }
    for text in ["a table", "yellow", "silver case", "spoon", ""] {
        assert!(!has(text, Sign::Third), "{text}");
    }
}

#[test]
fn a_clue_is_all_that_a_phrase_needs() {
    let mut builder = BookBuilder::new(Inflections::default());
    let (list, other) = (builder.list("x"), builder.list("other"));
    for phrase in [
        "yellow table cloth",
        "OTHER of {spoon/ladle}",
        "kettle",
        "_ saucer",
    ] {
        builder
            .add(list, Mark::Strong, phrase)
            .expect("the phrase is right");
    }
    builder
        .add(other, Mark::Strong, "silver")
        .expect("a plain word");
    builder.watch(list, Sign::Third);
    let book = builder.build().expect("the lists are there");
    let clue = |text: &str| book.has_clue(&book.cut(text).words);
    for text in [
        "cloth of a yellow table",
        "a ladle of silver",
        "kettle",
        "saucer",
    ] {
        assert!(clue(text), "{text}");
    }
    for text in [
        "a yellow table",
        "yellow cloth",
        "silver ladle",
        "spoon of",
        "",
    ] {
        assert!(!clue(text), "{text}");
    }
}

#[test]
fn a_mark_parts_a_text_for_every_phrase() {
    let book = staged();
    let parted = |text: &str| {
        let annotated = book.cut(text);
        let ends = 0..=annotated.tokens.len();
        let parted: Vec<usize> = ends.filter(|&end| annotated.is_parted(end)).collect();
        parted
    };
    assert_eq!(parted("red. card"), [2]);
    assert_eq!(parted("“red card.” And"), [4, 5]);
    assert_eq!(parted("red, card"), [0; 0]);
    assert_eq!(parted("red card"), [0; 0]);
}
