use super::*;

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
fn brackets_of_the_text() {
    check(
        "licence \\( (or) permit (\\))",
        "a licence (or permit), a licence or permit, a licence (permit only)",
        "a [licence (or permit)], a licence or permit, a [licence (permit] only)",
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
