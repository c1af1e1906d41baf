use super::blocks::check;
use super::parse;
use crate::document::{InlineKind, Matter};

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
        "Okonjo and Reyes, *Borders and Taprooms*, Meridian Press 2015, pp. 70-74.",
        "Sexual Offences Act 2003, s 53A.",
        "See Smith (2010), ch. 2.",
        "Ibid., p. 4.",
        "<https://example.org/report>",
        "[@okonjo2015, p. 3]",
        "Police register, <https://example.org/a_b>, accessed 3 May 2019.",
        "Moyo, T. (1981). Does a licence increase crime? *Urban Notes*, 8, 3–9.",
        "Moyo, T. (1981). A licence increases crime in four cities. Ndola: Miombo House.",
        "Moyo, T. and Reyes, M. Does a licence increase crime? Urban Notes, 1981, 8, 3-9.",
        "Moyo T, Reyes M. A licence increases crime. Urban Notes 1981;8:3-9.",
        "Interview with a police officer, Oslo, 12 March 2015.",
        "Licensing Act of 2000, Pub. L. No. 106-386, 114 Stat. 1464.",
        "Id. at 45.",
        "“A Licence Is Not a Solution,” *Daily Post*, 3 May 2019.",
        "Hansard, HC Deb 12 March 2014, vol 577, col 311.",
        "Gesetz zur Regelung der Rechtsverhältnisse, § 3.",
    ];
    let prose = [
        "The figure counts only registered cases; others were estimated (Smith 2010).",
        "Smith (2010) shows that licences increase crime.",
        "We thank both readers.",
        "All figures are rounded.",
        "See Moyo (1981) and Reyes (1982); both argue that the law matters.",
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
    // Before the table as well, where the text before it is no term that it defines.
    check(
        "It rose.\n\n: Models\n\n| a |\n|-|\n| b |",
        &["dt: It rose.", "dd (caption): Models", "th: a", "td: b"],
    );
    check(
        "Model\n\n: One of four.\n\n| a |\n|-|\n| b |",
        &["dt: Model", "dd: One of four.", "th: a", "td: b"],
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
        "The [Distillation Reform Act](u) reduced it.",
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
