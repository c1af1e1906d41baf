use super::parse;
use crate::document::{Block, BlockKind, Document, InlineKind, Matter};

/// The blocks of a document, one a line: kind, matter unless prose, text.
fn show(document: &Document) -> Vec<String> {
    document.blocks.iter().map(show_block).collect()
}

fn show_block(block: &Block) -> String {
    let kind = match &block.kind {
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::ListItem(depth) => format!("li{depth}"),
        BlockKind::TableHead => "th".to_owned(),
        BlockKind::TableCell => "td".to_owned(),
        BlockKind::Footnote(label) => format!("^{label}"),
        BlockKind::DefinitionTerm => "dt".to_owned(),
        BlockKind::DefinitionDetail => "dd".to_owned(),
        BlockKind::FrontMatter(key) => format!("@{key}"),
    };
    let matter = match block.matter {
        Matter::Prose => "",
        Matter::Reference => " (reference)",
        Matter::SourceNote => " (source)",
        Matter::Caption => " (caption)",
    };
    format!("{kind}{matter}: {}", block.text.replace('\n', "\\n"))
}

#[track_caller]
pub(super) fn check(markdown: &str, expected: &[&str]) {
    let (_, document) = parse(markdown);
    assert_eq!(show(&document), expected, "in {markdown:?}");
}

/// The text of the block that another one points to.
fn text_of(document: &Document, block: Option<crate::document::BlockId>) -> Option<&str> {
    block.map(|block| document.blocks[block.0 as usize].text.as_str())
}

fn block<'d>(document: &'d Document, text: &str) -> &'d Block {
    document
        .blocks
        .iter()
        .find(|block| block.text == text)
        .unwrap_or_else(|| panic!("no block {text:?} in {:?}", show(document)))
}

#[test]
fn text_is_without_markup() {
    check(
        "A *b* **c** ~~d~~ [e](f) `g` ![h](i)\nj \\* &amp; k  \nl<br>m <b>n</b><!-- o -->",
        &["p: A b c d e \u{fffc} \u{fffc} j * & k\\nl\\nm n"],
    );
    check("con&shy;sti\u{ad}tu\u{200b}tion", &["p: constitution"]);
    check("<https://a.org> www.b.org", &["p: https://a.org www.b.org"]);
    check(
        "[12] [@a] [b]\n\n[12]: https://a.org\n[@a]: https://b.org",
        &["p: [12] [@a] [b]"],
    );
    check("US$5m to US$10m", &["p: US$5m to US$10m"]);
}

#[test]
fn code_math_html_and_comments_are_no_prose() {
    check(
        "```\na\n```\n\n    b\n\n$$\nc = d\n$$\n\n<div>e</div>\n\n<!-- f -->\n\n![g](h)\n\n---\n\ni",
        &["p: i"],
    );
}

#[test]
fn a_list_item_knows_what_introduces_it() {
    let (_, document) = parse(
        "# Head\n\n- under head\n\nPara:\n\n- one\n  - two\n\n<!-- x -->\n\n- three\n\n  three more\n\n---\n\n- lone",
    );
    let lead_in = |text| text_of(&document, block(&document, text).lead_in);
    assert_eq!(lead_in("under head"), Some("Head"));
    assert_eq!(lead_in("one"), Some("Para:"));
    assert_eq!(lead_in("two"), Some("one"));
    assert_eq!(lead_in("three"), Some("Para:"));
    assert_eq!(lead_in("three more"), None);
    assert_eq!(lead_in("lone"), None);
    assert_eq!(block(&document, "two").kind, BlockKind::ListItem(2));
    assert_eq!(block(&document, "three more").kind, BlockKind::ListItem(1));
}

#[test]
fn a_block_knows_its_heading() {
    let (_, document) = parse("# A\n\na\n\n## B\n\nb\n\n> ### Q\n>\n> q\n\nc\n\n# D\n\nd");
    let heading = |text| text_of(&document, block(&document, text).heading);
    assert_eq!(heading("a"), Some("A"));
    assert_eq!(heading("B"), Some("A"));
    assert_eq!(heading("b"), Some("B"));
    assert_eq!(heading("q"), Some("Q"));
    assert_eq!(heading("c"), Some("B"));
    assert_eq!(heading("D"), None);
    assert_eq!(heading("d"), Some("D"));
}

#[test]
fn a_table_cell_knows_its_heads() {
    let (_, document) = parse("| | Model | Year |\n|-|-|-|\n| Sweden | ban | 1999 |\n| | none | |");
    assert_eq!(
        show(&document),
        [
            "th: Model",
            "th: Year",
            "td: Sweden",
            "td: ban",
            "td: 1999",
            "td: none"
        ]
    );
    let heads = |text| {
        let heads = block(&document, text).heads;
        (
            text_of(&document, heads.row),
            text_of(&document, heads.column),
        )
    };
    assert_eq!(heads("Sweden"), (None, None));
    assert_eq!(heads("ban"), (Some("Sweden"), Some("Model")));
    assert_eq!(heads("1999"), (Some("Sweden"), Some("Year")));
    assert_eq!(heads("none"), (None, Some("Model")));
}

#[test]
fn a_quotation_knows_its_speaker() {
    let cases = [
        (
            "He came. She wrote:\n\n> It rose.\n",
            Some("She wrote:"),
            None,
        ),
        ("> It rose.\n>\n> — Jane Doe\n", None, Some("— Jane Doe")),
        ("> It rose.\n> — Jane Doe\n", None, Some("— Jane Doe")),
        ("> It rose.\\\n> -- Jane Doe\n", None, Some("-- Jane Doe")),
        (
            "> It rose.\n>\n> - Jane Doe, MP\n",
            None,
            Some("Jane Doe, MP"),
        ),
        ("> It rose.\n\n— Jane Doe\n", None, Some("— Jane Doe")),
        ("> It rose.\n>\n> - one\n> - two\n", None, None),
        ("1. She wrote:\n   > It rose.\n", Some("She wrote:"), None),
    ];
    for (markdown, introducer, signature) in cases {
        let (file, document) = parse(markdown);
        let quoted = document
            .blocks
            .iter()
            .find_map(|block| block.quotation)
            .unwrap_or_else(|| panic!("no quotation in {markdown:?}"));
        let text = |sentence: Option<crate::document::SentenceId>| {
            sentence.map(|id| file.slice(document.sentences[id.0 as usize].span))
        };
        assert_eq!(text(quoted.introducer), introducer, "in {markdown:?}");
        assert_eq!(text(quoted.signature), signature, "in {markdown:?}");
    }
}

#[test]
fn an_alert_is_no_quotation() {
    for markdown in [
        "> [!NOTE]\n> It rose.",
        "> [!info] So\n> It rose.\n>\n> And fell.",
    ] {
        let (_, document) = parse(markdown);
        let quoted = document
            .blocks
            .iter()
            .any(|block| block.quotation.is_some());
        assert!(!quoted && !document.blocks.is_empty(), "in {markdown:?}");
    }
}

#[test]
fn only_what_is_at_the_top_is_front_matter() {
    check(
        "a\n\n---\nLegal text: here.\n\nMore\n---\n\n+++\nb = c\n+++",
        &[
            "p: a",
            "p: Legal text: here.",
            "h2: More",
            "p: +++ b = c +++",
        ],
    );
    check("---\nIt is so.\n---\n\nb", &["h2: It is so.", "p: b"]);
    check("---\n\ntitle: a\n\n---", &["p: title: a"]);
    check("---\ntitle: a\n...\nb", &["@title: a", "p: b"]);
    check("---\ntitle: a\n---", &["@title: a"]);
    check("---\rtitle: a\r---\rb", &["@title: a", "p: b"]);
}

#[test]
fn a_carriage_return_alone_ends_a_heading() {
    check(
        "# One\rtwo\r\r## Three {#id}\r\rFour.",
        &["h1: One", "p: two", "h2: Three", "p: Four."],
    );
    check("# One {#id}\r\ntwo", &["h1: One", "p: two"]);
}

#[test]
fn a_colon_alone_makes_no_definition() {
    check(
        "a\n\n::: {.note title=\"é\"}\nb\n\nc\n:::\n\nd\n\n:warning: e\n\n> f\n>\n> :tip: g\n\nh\n: i",
        &[
            "p: a",
            "p: b",
            "p: c",
            "p: d",
            "p: :warning: e",
            "p: f",
            "p: :tip: g",
            "dt: h",
            "dd: i",
        ],
    );
}

#[test]
fn footnotes_and_definitions_are_blocks() {
    check(
        "A[^n] b.\n\n[^n]: Many think so, and\n    we agree.\n\nTerm\n: What it is.\n",
        &[
            "p: A b.",
            "^n: Many think so, and we agree.",
            "dt: Term",
            "dd: What it is.",
        ],
    );
    let (_, document) = parse("Term\n: What it is.\n\n  More.\n");
    assert_eq!(text_of(&document, document.blocks[1].lead_in), Some("Term"));
    assert_eq!(text_of(&document, document.blocks[2].lead_in), None);
}

#[test]
fn front_matter_has_prose_keys() {
    check(
        "---\ntitle: \"It's a \\\"law\\\": a *review*\"\nauthor: Nobody\nkeywords: [a, b]\nDescription: >\n  One line\n  and two.\n\n  A new one.\nabstract: |\n  First\n  second.\ndate: 2019-01-01\n---\n\nBody.",
        &[
            "@title: It's a \"law\": a review",
            "@description: One line and two. A new one.",
            "@abstract: First second.",
            "p: Body.",
        ],
    );
    check(
        "+++\ntitle = 'A title'\nsummary = \"\"\"\nOne \\\n   two\"\"\"\ntags = ['x']\n+++\n\nBody.",
        &["@title: A title", "@summary: One two", "p: Body."],
    );
    check("---\ntitle: [\n---\n\nBody.", &["p: Body."]);
    check(
        "\u{feff}---\r\ntitle: A law\r\n---\r\n\r\nBody.",
        &["@title: A law", "p: Body."],
    );
}

#[test]
fn addresses_and_inline_notes_are_marked() {
    let markdown =
        "See https://a.org/x_(y)?z=1. Or (www.b.org), doi:10.1/x, me@c.org.^[A [note](u).]";
    let (file, document) = parse(markdown);
    let block = &document.blocks[0];
    let found: Vec<(&str, &str)> = block
        .inlines
        .iter()
        .filter_map(|inline| {
            let kind = match inline.kind {
                InlineKind::Url => "url",
                InlineKind::InlineNote => "note",
                _ => return None,
            };
            assert_eq!(
                inline.range.slice(&block.text).len() == inline.span.len() as usize,
                kind == "url",
                "a note holds a link, which is longer in the source"
            );
            Some((kind, file.slice(inline.span)))
        })
        .collect();
    assert_eq!(
        found,
        [
            ("url", "https://a.org/x_(y)?z=1"),
            ("url", "www.b.org"),
            ("url", "doi:10.1/x"),
            ("url", "me@c.org"),
            ("note", "^[A [note](u).]"),
        ]
    );
}

/// Deeper nesting than anybody writes is read, with what is too deep taken for a part of what is around it.
#[test]
fn nesting_has_a_limit() {
    let (_, document) = parse(&format!("{}a\n", "> ".repeat(5_000)));
    assert_eq!(show(&document), ["p: a"]);
    assert_eq!(
        document.blocks[0].quotation,
        Some(crate::document::Quotation::default())
    );
    let (_, document) = parse(&format!("x:\n\n{}a\n\nb\n\n- c\n", "- ".repeat(5_000)));
    let last = document.blocks.len() - 1;
    assert_eq!(document.blocks[last].kind, BlockKind::ListItem(1));
    assert_eq!(text_of(&document, document.blocks[last].lead_in), Some("b"));
}
