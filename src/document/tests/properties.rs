use proptest::prelude::*;

use super::conventions;
use crate::document::{Conventions, Document, TextRange, tokenize};
use crate::source::SourceFile;

/// A piece of Markdown and the plain text it stands for. None of them has a stop, and none stands for white space.
const WORDS: &[(&str, &str)] = &[
    ("law", "law"),
    ("red-light", "red-light"),
    ("caf\u{e9}", "caf\u{e9}"),
    ("日本語", "日本語"),
    ("R&amp;D", "R&D"),
    ("&eacute;t&eacute;", "été"),
    ("con&shy;sti\u{ad}tu\u{200b}tion", "constitution"),
    ("\\*star\\_", "*star_"),
    ("*big*", "big"),
    ("**bi*g*ger**", "bigger"),
    ("~~old~~", "old"),
    ("[linked *text*](https://example.org/a_b)", "linked text"),
    ("`let x = 1. Y`", "\u{fffc}"),
    ("![An image. Of it](a.png)", "\u{fffc}"),
    ("<b>bold</b>", "bold"),
    ("[@smith2010, p. 3]", "[@smith2010, p. 3]"),
    ("(Doe 2013)", "(Doe 2013)"),
    ("“so”", "“so”"),
    ("it's", "it's"),
    ("3.5", "3.5"),
    ("e.g.", "e.g."),
    ("😀", "😀"),
    ("it<!-- not seen -->self", "itself"),
];

/// How a sentence may end: in Markdown and in plain text.
const ENDS: &[(&str, &str)] = &[
    (".", "."),
    ("?", "?"),
    (".[^n]", "."),
    (". [@doe2013]", ". [@doe2013]"),
    (".”", ".”"),
    (".[12]", ".[12]"),
];

/// What stands at the start of the first and of the following lines of a block.
const PREFIXES: &[(&str, &str)] = &[
    ("", ""),
    ("> ", "> "),
    ("> ", ""),
    ("- ", "  "),
    ("1. ", "   "),
    ("> > - ", "> >   "),
    ("- > ", "  > "),
    ("[^m]: ", "    "),
];

const LINE_ENDS: &[&str] = &["\n", "\r\n", "\r"];

#[derive(Debug, Clone)]
struct Sentence {
    /// Indices into `WORDS`, each with whether a line ends before it.
    words: Vec<(usize, bool)>,
    end: usize,
}

fn sentence() -> impl Strategy<Value = Sentence> {
    (
        prop::collection::vec((0..WORDS.len(), prop::bool::weighted(0.2)), 0..8),
        0..ENDS.len(),
    )
        .prop_map(|(words, end)| Sentence { words, end })
}

impl Sentence {
    /// Markdown and plain text; `glue` is what a line end is in the Markdown.
    fn write(&self, glue: &str) -> (String, String) {
        let mut source = "The".to_owned();
        let mut text = source.clone();
        for &(word, breaks) in &self.words {
            let (markdown, plain) = WORDS[word];
            source.push_str(if breaks { glue } else { " " });
            source.push_str(markdown);
            text.push(' ');
            text.push_str(plain);
        }
        let (markdown, plain) = ENDS[self.end];
        source.push_str(" ends");
        text.push_str(" ends");
        source.push_str(markdown);
        text.push_str(plain);
        (source, text)
    }
}

type Blocks = Vec<(Vec<Sentence>, usize)>;

fn blocks() -> impl Strategy<Value = Blocks> {
    prop::collection::vec(
        (prop::collection::vec(sentence(), 1..4), 0..PREFIXES.len()),
        1..6,
    )
}

/// The document, and the source and text of its sentences.
fn write(blocks: &Blocks, line_end: &str, mark: bool) -> (String, Vec<(String, String)>) {
    let mut document = if mark { "\u{feff}" } else { "" }.to_owned();
    let mut expected = Vec::new();
    for (sentences, prefix) in blocks {
        let (first, next) = PREFIXES[*prefix];
        let glue = format!("{line_end}{next}");
        let written: Vec<_> = sentences.iter().map(|s| s.write(&glue)).collect();
        document.push_str(first);
        let sources: Vec<&str> = written.iter().map(|(source, _)| source.as_str()).collect();
        document.push_str(&sources.join(" "));
        document.push_str(line_end);
        document.push_str(line_end);
        // A rule keeps two blocks of the same sort apart.
        document.push_str("* * *");
        document.push_str(line_end);
        document.push_str(line_end);
        expected.extend(written);
    }
    document.push_str("[^n]: Note");
    expected.push(("Note".to_owned(), "Note".to_owned()));
    (document, expected)
}

/// What holds of every document.
fn check_order(file: &SourceFile, document: &Document) {
    for (id, block) in document.blocks.iter().enumerate() {
        assert!(block.span.end() as usize <= file.text().len());
        let mut at = 0;
        let mut span_end = 0;
        for index in block.sentences.clone() {
            let sentence = document.sentences[index as usize];
            assert_eq!(sentence.block.0 as usize, id);
            assert!(at <= sentence.range.start && sentence.range.start < sentence.range.end);
            at = sentence.range.end;
            assert!(
                span_end <= sentence.span.start(),
                "{sentence:?} of {block:?}"
            );
            span_end = sentence.span.end();
            assert!(!sentence.range.slice(&block.text).is_empty());
            assert!(!file.slice(sentence.span).is_empty(), "{:?}", sentence.span);
            assert!(
                block.span.contains(sentence.span),
                "{sentence:?} of {block:?}"
            );
        }
        let mut end = 0;
        let mut last: Option<crate::source::Span> = None;
        for (start, c) in block.text.char_indices() {
            let range = TextRange::new(start as u32, (start + c.len_utf8()) as u32);
            let span = block.map.source(range);
            // The characters of one entity share its bytes.
            let ordered = end <= span.start() || last == Some(span);
            assert!(ordered, "{span:?} after {last:?}: {block:?}");
            assert!(!file.slice(span).is_empty(), "{span:?}: {block:?}");
            end = span.end();
            last = Some(span);
        }
        for inline in &block.inlines {
            assert!(inline.range.is_empty() || !inline.range.slice(&block.text).is_empty());
            assert!(!file.slice(inline.span).is_empty());
        }
        let mut end = 0;
        for token in tokenize(&block.text) {
            assert!(end <= token.range.start && !token.range.slice(&block.text).is_empty());
            end = token.range.end;
        }
    }
    let total: usize = document
        .blocks
        .iter()
        .map(|block| block.sentences.len())
        .sum();
    assert_eq!(total, document.sentences.len());
}

fn parse(markdown: &str, conventions: &Conventions) -> (SourceFile, Document) {
    let file = SourceFile::new("a.md", markdown);
    let document = Document::parse(&file, conventions);
    (file, document)
}

/// Pieces that mean something in Markdown, YAML and TOML, to put together at random.
const PIECES: &[&str] = &[
    "---\n",
    ":::",
    ":",
    "[!a]",
    "+++\n",
    "title: ",
    "abstract: >\n  ",
    "summary: |\n  ",
    "title = \"\"\"\n",
    "\"\"\"\n",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "> ",
    "- ",
    "1. ",
    "  ",
    "    ",
    "\t",
    "# ",
    "## References\n",
    "|",
    "|-|-|\n",
    ": ",
    "[^a]: ",
    "[^a]",
    "^[",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](u)",
    "[12]: u\n",
    "[12]",
    "[[",
    "]]",
    "@",
    "www.",
    "https://a.b",
    "doi:10.1",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "$$",
    "<!-- ",
    "-->",
    "<br>",
    "<div>\n",
    "&amp;",
    "&shy;",
    "&acE;",
    "\u{feff}",
    "\u{ad}",
    "\u{200b}",
    ".",
    "...",
    "…",
    "?",
    "!",
    "“",
    "”",
    "\"",
    "’",
    "—",
    "--",
    "U.S.",
    "e.g.",
    "J.",
    "No. ",
    "2013",
    "word",
    "Word",
    "Table 1: ",
    "é",
    "日",
    "😀",
    "\u{301}",
    "\u{0}",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Each sentence is found, its text is what the Markdown stands for, and its span is the Markdown it was written as.
    #[test]
    fn sentences_lead_back_to_their_bytes(
        blocks in blocks(),
        line_end in prop::sample::select(LINE_ENDS),
        mark in any::<bool>(),
    ) {
        let (markdown, expected) = write(&blocks, line_end, mark);
        let (file, document) = parse(&markdown, &conventions());
        check_order(&file, &document);
        let found: Vec<(String, String)> = document
            .sentences
            .iter()
            .map(|sentence| {
                let text = &document.blocks[sentence.block.0 as usize].text;
                (file.slice(sentence.span).to_owned(), sentence.range.slice(text).to_owned())
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    /// No text stops the reader, and what holds of every document holds of what it makes of it.
    #[test]
    fn any_text_is_a_document(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let (file, document) = parse(&pieces.concat(), &conventions());
        check_order(&file, &document);
    }

    #[test]
    fn any_characters_are_a_document(markdown in any::<String>()) {
        let (file, document) = parse(&markdown, &conventions());
        check_order(&file, &document);
    }
}
