use super::*;
use proptest::prelude::*;

const ENGLISH: &str = include_str!("../../rules/english/inflection.toml");

/// A book of phrases that are written one a line: `list: phrase`, `list weak: phrase`, `list up: phrase` ... A line without a
/// list is of the list `x`. `list needs: other` lets weak members of `list` count near strong ones of `other`.
fn book(phrases: &str) -> Result<Book, Vec<String>> {
    let mut builder =
        BookBuilder::new(Inflections::parse(ENGLISH).expect("the file is tested below"));
    let mut faults = Vec::new();
    for line in phrases
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (head, phrase) = line.split_once(": ").unwrap_or(("x", line));
        let (id, mark) = head.split_once(' ').unwrap_or((head, ""));
        let list = builder.list(id);
        let mark = match mark {
            "weak" => Mark::Weak,
            "anaphor" => Mark::Anaphor,
            "never" => Mark::Never,
            "up" => Mark::Up,
            "down" => Mark::Down,
            "needs" => {
                let other = builder.list(phrase);
                builder.needs(list, &[other]);
                continue;
            }
            _ => Mark::Strong,
        };
        if let Err(error) = builder.add(list, mark, phrase) {
            faults.push(format!("{error} [{}]", &phrase[error.range.clone()]));
        }
    }
    match builder.build() {
        Ok(book) if faults.is_empty() => Ok(book),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more.iter().map(ToString::to_string));
            Err(faults)
        }
    }
}

/// Draws ranges of tokens into a text: `[words]`, and behind it the name of the range where it has one.
fn draw(text: &str, annotated: &Annotated, ranges: &[(u32, u32, String)]) -> String {
    let mut signs: Vec<(u32, usize, String)> = Vec::new();
    for (order, (start, end, name)) in ranges.iter().enumerate() {
        let range = annotated.tokens_range(*start, *end);
        signs.push((range.start, 1000 + order, "[".to_owned()));
        signs.push((range.end, 1000 - order, format!("]{name}")));
    }
    signs.sort();
    let mut drawn = String::new();
    let mut at = 0;
    for (offset, _, sign) in signs {
        drawn.push_str(&text[at..offset as usize]);
        drawn.push_str(&sign);
        at = offset as usize;
    }
    drawn + &text[at..]
}

fn name(list: &str, mark: Mark) -> String {
    let mark = match mark {
        Mark::Plain | Mark::Strong => "",
        Mark::Weak => "?",
        Mark::Anaphor => "^",
        Mark::Never => "!",
        Mark::Up => "+",
        Mark::Down => "-",
    };
    format!("{}{mark}", if list == "x" { "" } else { list })
}

/// Checks every match of a book of these phrases in a text: `expected` is the text with each match in brackets, with the name of
/// its list behind it (but for `x`) and `?` weak, `^` anaphor, `!` near miss, `+` up, `-` down.
#[track_caller]
fn check(phrases: &str, text: &str, expected: &str) {
    let book = book(phrases).expect("the phrases are right");
    let annotated = book.annotate(text);
    let ranges: Vec<_> = annotated
        .matches
        .iter()
        .map(|found| {
            let info = book.info(found.phrase).expect("a phrase of this book");
            (
                found.start,
                found.end,
                name(book.list_id(info.list), info.mark),
            )
        })
        .collect();
    assert_eq!(draw(text, &annotated, &ranges), expected);
}

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

#[track_caller]
fn check_faults(phrases: &str, expected: &[&str]) {
    assert_eq!(book(phrases).expect_err("a fault is expected"), expected);
}

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
fn optional_words_and_alternatives() {
    check(
        "(the) {card trade/betting (industry)}",
        "the card trade, betting, Betting industry",
        "[the card trade], [betting], [Betting industry]",
    );
    check(
        "{~ban/~outlaw (all) {casinos/card play}}",
        "banned, outlaws casinos, outlawing all card play, outlaw all",
        "[banned], [outlaws casinos], [outlawing all card play], outlaw all",
    );
}

#[test]
fn groups_may_stand_anywhere_and_in_each_other() {
    check(
        "(the) (so-called) {card (play)/trade} {law/laws on {it/them}} (now)",
        "the so-called trade law now; card play laws on them, so called card law, the trade laws now",
        "[the so-called trade law now]; [card play laws on them], [so called card law], the trade laws now",
    );
    // A way that begins another, where the phrase goes on alone.
    check(
        "a {b/c} {d/d e/f} g",
        "a b d g, a c d e g, a b f g, a b d e",
        "[a b d g], [a c d e g], [a b f g], a b d e",
    );
    check(
        "a (…2 b) c",
        "a c, a x b c, a x c",
        "[a c], [a x b c], a x c",
    );
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
fn gaps_have_a_limit_and_stop_at_marks() {
    let phrases = "~ban … casinos\n~close …2 down";
    check(
        phrases,
        "They ban casinos, ban a b c d casinos, ban a b c d e casinos.",
        "They [ban casinos], [ban a b c d casinos], ban a b c d e casinos.",
    );
    check(
        phrases,
        "close it all down, close one two three down",
        "[close it all down], close one two three down",
    );
    check(
        phrases,
        "Ban them. Casinos close: down",
        "Ban them. Casinos close: down",
    );
    check(
        phrases,
        "ban it – casinos; ban, say, casinos",
        "ban it – casinos; [ban, say, casinos]",
    );
}

#[test]
fn a_gap_reaches_the_nearest_end() {
    check(
        "~ban … casinos",
        "ban casinos and casinos",
        "[ban casinos] and casinos",
    );
    check(
        "trade: card {trade/trade industry}\n~ban … TRADE",
        "ban the card trade industry",
        "[ban the [card trade industry]trade]",
    );
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

/// Long texts of one matching phrase, of quotation marks and of gaps that lead nowhere: all are gone through in bounded depth,
/// and each repetition gives its one match.
#[test]
fn long_texts_are_gone_through() {
    let book =
        book("a: ~ban\nA … casinos\nnever mind\nx never: ban on drug casinos").expect("right");
    let count = |text: &str| {
        book.annotate(text)
            .of(&book, book.list("x").expect("there"))
            .count()
    };
    assert_eq!(count(&"ban the casinos. ".repeat(20_000)), 20_000);
    assert_eq!(count(&"ban \"\"\"\"\"\" ".repeat(20_000)), 0);
    assert_eq!(count(&"ban ".repeat(20_000)), 0);
    assert_eq!(count(&"ban on drug casinos. ".repeat(20_000)), 20_000);
}

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
