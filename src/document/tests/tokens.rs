use crate::document::{TokenKind, normalise, tokenize};

/// The tokens of `text`, one a word: `+` before a glued one, its kind behind it unless it is a word.
fn show(text: &str) -> String {
    tokenize(text)
        .iter()
        .map(|token| {
            let glued = if token.glued { "+" } else { "" };
            let word = token.range.slice(text).replace('\n', "\\n");
            match token.kind {
                TokenKind::Word => format!("{glued}{word}"),
                kind => format!("{glued}{word}={kind:?}"),
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "in {text:?}");
}

#[test]
fn clitics_are_tokens_of_their_own() {
    check("don't can't cannot", "do n't ca n't cannot");
    check(
        "bootlegger's we're I've they'll she'd I'm",
        "bootlegger 's we 're I 've they 'll she 'd I 'm",
    );
    check("It’s DON’T shouldn't've", "It ’s DO N’T should n't 've");
    check("O'Neil rock'n'roll", "O'Neil rock'n'roll");
    check("the U.S.'s law", "the U .=Stop S .=Stop 's law");
    check("1990's", "1990=Number 's");
}

#[test]
fn an_apostrophe_is_told_from_a_quotation_mark() {
    check("the bootleggers' money", "the bootleggers ' money");
    check("the bootleggers’ money.", "the bootleggers ’ money .=Stop");
    check(
        "'the bootleggers'",
        "'=OpenQuote the bootleggers '=CloseQuote",
    );
    check(
        "‘the workers’ said",
        "‘=OpenQuote the workers ’=CloseQuote said",
    );
    check(
        "\"so\" (\"yes\")",
        "\"=OpenQuote so \"=CloseQuote (=Open \"=OpenQuote yes \"=CloseQuote )=Close",
    );
    check(
        "“so”—«oui»",
        "“=OpenQuote so ”=CloseQuote —=Dash «=OpenQuote oui »=CloseQuote",
    );
}

#[test]
fn hyphens_split_words_and_glue_them() {
    check("red-light area", "red +light area");
    check("red\u{2011}light", "red +light");
    check("pre- and post-war", "pre and post +war");
    check("a - b -- c – d", "a -=Dash b --=Dash c –=Dash d");
    check("pp. 70-74", "pp .=Stop 70=Number +74=Number");
    check("and/or", "and /=Slash or");
}

#[test]
fn numbers_keep_their_separators() {
    check(
        "1,204 3.5% $5m 2nd",
        "1,204=Number 3.5=Number %=Symbol $=Symbol 5m 2nd",
    );
    check(
        "s.53A, in 2019.",
        "s .=Stop 53A ,=Comma in 2019=Number .=Stop",
    );
}

#[test]
fn marks_have_kinds() {
    check(
        "a... b… c?!",
        "a ...=Stop b …=Stop c ?=QuestionMark !=ExclamationMark",
    );
    check(
        "[a]: b; c\nD",
        "[=Open a ]=Close :=Colon b ;=Semicolon c \\n=LineBreak D",
    );
    // Before a small letter the line is only broken for the eye.
    check("legal\n casinos", "legal casinos");
    check("in\n2019", "in \\n=LineBreak 2019=Number");
    check(
        "x = y → 😀 \u{fffc}",
        "x ==Symbol y →=Symbol 😀=Symbol \u{fffc}=Symbol",
    );
    check("Éric naïve caf\u{65}\u{301}", "Éric naïve caf\u{65}\u{301}");
}

#[test]
fn capitals_are_seen() {
    let capitals: Vec<bool> = tokenize("The éric Éric 53A SB")
        .iter()
        .map(|t| t.capital)
        .collect();
    assert_eq!(capitals, [true, false, true, false, true]);
}

#[test]
fn words_are_normalised() {
    assert_eq!(normalise("Don’t"), "don't");
    assert_eq!(normalise("É"), "é");
    assert!(matches!(
        normalise("it's"),
        std::borrow::Cow::Borrowed("it's")
    ));
}
