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
fn check(markdown: &str, expected: &[&str]) {
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
    check("pro&shy;sti\u{ad}tu\u{200b}tion", &["p: prostitution"]);
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
fn a_carriage_return_alone_ends_a_heading() {
    check(
        "# One\rtwo\r\r## Three {#id}\r\rFour.",
        &["h1: One", "p: two", "h2: Three {#id}", "p: Four."],
    );
    check("# One {#id}\r\ntwo", &["h1: One", "p: two"]);
}

#[test]
fn a_reference_list_ends_with_its_section() {
    check(
        "# One\n\na\n\n## 4. References:\n\nSmith (2010).\n\n### Books\n\n- Jones (2011).\n\n[^1]: We think that it is so.\n\n## Two\n\nb [^1]\n\n**Works cited**\n\nc\n\n**Thanks**\n\nd",
        &[
            "h1: One",
            "p: a",
            "h2: 4. References:",
            "p (reference): Smith (2010).",
            "h3 (reference): Books",
            "li1 (reference): Jones (2011).",
            "^1: We think that it is so.",
            "h2: Two",
            "p: b ",
            "p: Works cited",
            "p (reference): c",
            "p: Thanks",
            "p: d",
        ],
    );
    check(
        "## Notes and further reading\n\na\n\n## Notes\n\n1. Smith, *A Law*, 2010, p. 3.\n\n## Notes\n\n1. It is not so.\n\n## Bibliographie\n\nb",
        &[
            "h2: Notes and further reading",
            "p (reference): a",
            "h2: Notes",
            "li1 (reference): Smith, A Law, 2010, p. 3.",
            "h2: Notes",
            "li1: It is not so.",
            "h2: Bibliographie",
            "p (reference): b",
        ],
    );
}

#[test]
fn a_footnote_that_only_gives_a_source_is_told_from_prose() {
    let sources = [
        "Okonjo and Reyes, *Borders and Brothels*, Meridian Press 2015, pp. 70-74.",
        "Sexual Offences Act 2003, s 53A.",
        "See Smith (2010), ch. 2.",
        "Ibid., p. 4.",
        "<https://example.org/report>",
        "[@okonjo2015, p. 3]",
        "Police register, <https://example.org/a_b>, accessed 3 May 2019.",
        "Moyo, T. (1981). Does a licence increase crime? *Urban Notes*, 8, 3–9.",
        "Moyo, T. (1981). A licence increases crime in four cities. Ndola: Miombo House.",
        "“A Licence Is Not a Solution,” *Daily Post*, 3 May 2019.",
        "Hansard, HC Deb 12 March 2014, vol 577, col 311.",
        "Gesetz zur Regelung der Rechtsverhältnisse, § 3.",
    ];
    let prose = [
        "The figure counts only registered cases; others were estimated (Smith 2010).",
        "Smith (2010) shows that licences increase crime.",
        "We thank both readers.",
        "Licences increase street crime in most cities, p. 3.",
        "Smith (2010). This study was criticised.",
        "This is not a legal term.",
        "Including police reports from three counties, 2015.",
    ];
    let matter = |note: &str| {
        let (_, document) = parse(&format!("A[^1].\n\n[^1]: {note}"));
        document.blocks[1].matter
    };
    for note in sources {
        assert_eq!(matter(note), Matter::SourceNote, "{note}");
    }
    for note in prose {
        assert_eq!(matter(note), Matter::Prose, "{note}");
    }
}

#[test]
fn captions_are_told_by_form_and_place() {
    check(
        "| a |\n|-|\n| b |\n\nTable: Table 1. Four models.\n\nSource: own count.\n\nTable 1 shows more.",
        &[
            "th: a",
            "td: b",
            "p (caption): Table: Table 1. Four models.",
            "p (caption): Source: own count.",
            "p: Table 1 shows more.",
        ],
    );
    check(
        "*Table 2. Models*\n\n| a |\n|-|\n| b |\n\n: Models",
        &[
            "p (caption): Table 2. Models",
            "th: a",
            "td: b",
            "p (caption): : Models",
        ],
    );
    check(
        "![a](b)\n\n**Figure 1a** Trends",
        &["p (caption): Figure 1a Trends"],
    );
    check(
        "![a](b)\nFigure 2: Trends",
        &["p (caption): \u{fffc} Figure 2: Trends"],
    );
    check(
        "| a | b |\n|-|-|\n| c | d |\nTable: Models",
        &[
            "th: a",
            "th: b",
            "td: c",
            "td: d",
            "td (caption): Table: Models",
        ],
    );
    check(
        "Figure 1. It rose.\n\nText.",
        &["p: Figure 1. It rose.", "p: Text."],
    );
}

#[test]
fn links_that_name_a_source_are_told_from_words_of_the_clause() {
    let naming = [
        "It rose ([Census of Projects](u)).",
        "It rose (see [Smith 2010](u); [Jones](u)).",
        "It rose [(council audit)](u).",
        "Borg calls it [*Licensed to Traffic*](u).",
        "See [Why Legal Markets Fuel the Trade](u).",
        "- [Why Legal Markets Fuel the Trade](u), 2010",
        "As [“Does a Licence Work?”](u) asks.",
    ];
    let clause = [
        "[Legal markets fuel the trade](u).",
        "The [Prostitution Reform Act](u) reduced it.",
        "A [new study](u) shows it.",
        "The [European Agency for Fundamental Rights](u) says so.",
        "It (unlike [the law](u) of 2010) rose.",
    ];
    let marks = |markdown: &str| -> Vec<bool> {
        let (_, document) = parse(markdown);
        document.blocks[0]
            .inlines
            .iter()
            .filter_map(|inline| match &inline.kind {
                InlineKind::Link { names_source, .. } => Some(*names_source),
                _ => None,
            })
            .collect()
    };
    for markdown in naming {
        assert!(marks(markdown).iter().all(|names| *names), "{markdown}");
    }
    for markdown in clause {
        assert_eq!(marks(markdown), [false], "{markdown}");
    }
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
