use super::parse;
use crate::document::TextRange;

/// The bytes that the first occurrence of `word` in the plain text comes from, and their line and column.
#[track_caller]
fn check(markdown: &str, word: &str, source: &str, line: u32, column: u32) {
    let (file, document) = parse(markdown);
    let (block, start) = document
        .blocks
        .iter()
        .find_map(|block| block.text.find(word).map(|start| (block, start)))
        .unwrap_or_else(|| panic!("no {word:?} in {markdown:?}"));
    let range = TextRange::new(start as u32, (start + word.len()) as u32);
    let span = block.map.source(range);
    assert_eq!(file.slice(span), source, "in {markdown:?}");
    let position = file.position(span.start());
    assert_eq!(
        (position.line, position.column),
        (line, column),
        "in {markdown:?}"
    );
    assert_eq!(
        block.map.text(span.start()),
        Some(range.start),
        "in {markdown:?}"
    );
}

#[test]
fn words_lead_back_to_their_bytes() {
    check("a law", "law", "law", 1, 3);
    check("a *big* law", "big law", "big* law", 1, 4);
    check("a &amp; law", "& law", "&amp; law", 1, 3);
    check("a \\* law", "* law", "* law", 1, 4);
    check("a &acE; law", "law", "law", 1, 9);
    check("the\nlaw", "the law", "the\nlaw", 1, 1);
    check("> the\n> law is", "law", "law", 2, 3);
    check("- the\n  law is", "the law", "the\n  law", 1, 3);
    check(
        "con&shy;sti\u{ad}tu tion",
        "constitu",
        "con&shy;sti\u{ad}tu",
        1,
        1,
    );
    check("a `b` law", "\u{fffc} law", "`b` law", 1, 3);
    check("| a | b \\| c |\n|-|-|\n| d | law |", "law", "law", 3, 7);
}

#[test]
fn line_ends_and_marks_are_counted_as_on_disk() {
    check("\u{feff}# The law", "law", "law", 1, 7);
    check("one\r\ntwo law\r\n", "law", "law", 2, 5);
    check("one\r\ntwo law\r\n", "one two", "one\r\ntwo", 1, 1);
    check("one\rtwo law", "law", "law", 2, 5);
    check("one  \r\ntwo law", "two", "two", 2, 1);
    check("naïve “café” 日本語 😀 law", "law", "law", 1, 20);
    check(
        "\u{feff}---\r\ntitle: the law\r\n---\r\n",
        "law",
        "law",
        2,
        12,
    );
}

#[test]
fn front_matter_leads_back_to_its_bytes() {
    let yaml = "---\nname: x\ntitle: \"Ärger &amp; a \\\"law\\\" now\"\nsubtitle: 'It''s law'\nabstract: >\n  The folded\n  text here.\n\n  And law\nsummary: |\n    Kept text\n    of lines\ndescription: plain that\n  goes on\n---\n";
    check(yaml, "\"law\" now", "\\\"law\\\" now", 3, 23);
    check(yaml, "It's", "It''s", 4, 12);
    check(yaml, "folded text", "folded\n  text", 6, 7);
    check(yaml, "And law", "And law", 9, 3);
    check(yaml, "text of", "text\n    of", 11, 10);
    check(yaml, "that goes", "that\n  goes", 13, 20);
    let toml = "+++\ntitle = \"a \\u00e9 law\"\nsummary = \"\"\"\nOne\ntwo\"\"\"\nabstract = '''x law'''\n+++\n";
    check(toml, "é law", "\\u00e9 law", 2, 12);
    check(toml, "One two", "One\ntwo", 4, 1);
    check(toml, "x law", "x law", 6, 15);
}

#[test]
fn front_matter_with_other_line_ends_leads_back_too() {
    let yaml = "---\r\nabstract: |\r\n  Kept text\r\n  of lines\r\nsummary: >-\r\n  Folded é\r\n  lines\r\ntitle: plain\r\n  text\r\n---\r\n";
    check(yaml, "text of", "text\r\n  of", 3, 8);
    check(yaml, "é lines", "é\r\n  lines", 6, 10);
    check(yaml, "plain text", "plain\r\n  text", 8, 8);
    let toml = "+++\r\nsummary = \"\"\"\r\nOne\r\ntwo \\\r\n  three\"\"\"\r\n+++\r\n";
    check(toml, "One two", "One\r\ntwo", 3, 1);
    check(toml, "two three", "two \\\r\n  three", 4, 1);
}

#[test]
fn an_alias_leads_to_where_its_text_is_written() {
    let (file, document) = parse("---\ntitle: &a The law\nsubtitle: *a\n---\n");
    let found: Vec<(&str, &str)> = document
        .sentences
        .iter()
        .map(|sentence| {
            let block = &document.blocks[sentence.block.0 as usize];
            (sentence.range.slice(&block.text), file.slice(sentence.span))
        })
        .collect();
    assert_eq!(found, [("The law", "The law"), ("The law", "The law")]);
}

#[test]
fn a_sentence_holds_the_marks_behind_its_stop() {
    let (file, document) = parse("It rose.[^1] It *fell*. [^2]\n\n[^1]: A\n\n[^2]: B");
    let sentences: Vec<&str> = document.sentences[..2]
        .iter()
        .map(|sentence| file.slice(sentence.span))
        .collect();
    assert_eq!(sentences, ["It rose.[^1]", "It *fell*. [^2]"]);
}

#[test]
fn blanks_at_the_end_of_a_heading_are_no_part_of_an_entity() {
    check("# Gin &amp;\t", "&", "&amp;", 1, 7);
}
