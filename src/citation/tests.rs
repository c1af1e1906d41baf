use super::*;
use crate::document::{Conventions, Document, SentenceId};
use crate::source::SourceFile;

mod entries;

fn conventions() -> Conventions {
    Conventions::from_toml(include_str!("../../rules/english/conventions.toml")).unwrap()
}

fn check(markdown: &str, expected: &[(CitationKind, &str)]) {
    let file = SourceFile::new("a.md", markdown);
    let document = Document::parse(&file, &conventions());
    let all = Citations::read(&document, &conventions());
    let found = all.of(SentenceId(0));
    let shown: Vec<(CitationKind, &str)> = found
        .iter()
        .map(|c| (c.target.kind(), c.text.as_str()))
        .collect();
    assert_eq!(shown, expected, "in {markdown}");
    for citation in found {
        let words = file.slice(citation.span).replace('*', "");
        assert!(
            words.contains(&citation.text),
            "{words:?} does not show {:?}",
            citation.text
        );
    }
}

use CitationKind::{AuthorYear, Footnote, Key, Link, Number};

#[test]
fn notes_belong_to_the_sentence_before_them() {
    check(
        "It rose.[^4] It fell.[^5]\n\n[^4]: A.\n[^5]: B.",
        &[(Footnote, "4")],
    );
    check(
        "It rose[^a] and fell.[^b]\n\n[^a]: A.\n[^b]: B.",
        &[(Footnote, "a"), (Footnote, "b")],
    );
    check(
        "It rose.^[See the register.] It fell.",
        &[(Footnote, "^[See the register.]")],
    );
    check("It rose.¹² It fell.", &[(Footnote, "¹²")]);
    check("It rose.12 It fell.", &[(Footnote, "12")]);
    check("It rose.[^9] It fell.", &[(Footnote, "9")]);
    check("It rose [^and so on].", &[]);
    check("It rose by 3.5", &[]);
    check("It rose over 12 km² of land.", &[]);
    check("It rose in 1999", &[]);
}

#[test]
fn keys_are_those_of_pandoc() {
    check(
        "It rose [@demir2015; @kovac2019].",
        &[(Key, "@demir2015"), (Key, "@kovac2019")],
    );
    check("It rose [see -@o_strander, 88].", &[(Key, "@o_strander")]);
    check(
        "As @weber2009 [p. 3] shows, it rose.",
        &[(Key, "@weber2009")],
    );
    check("Ask @caseworker for it.", &[]);
    check("Write to kim2@example.org for it.", &[]);
}

#[test]
fn numbers_in_square_brackets_are_marks_and_years_are_not() {
    check("It rose [12].", &[(Number, "12")]);
    check(
        "It rose [4, 9, 22].",
        &[(Number, "4"), (Number, "9"), (Number, "22")],
    );
    check("It rose [14, p. 203].", &[(Number, "14")]);
    check("It rose [5-7].", &[(Number, "5-7")]);
    check("It rose.[3](#note-3) It fell.", &[(Number, "3")]);
    check("It rose [again] in [2019].", &[]);
    check("It rose by 12 [of 40] cases.", &[]);
}

#[test]
fn author_and_year_stand_in_brackets_or_around_one() {
    check("It rose (Brandt 2010).", &[(AuthorYear, "Brandt 2010")]);
    check(
        "It rose. (Brandt 2010) It fell.",
        &[(AuthorYear, "Brandt 2010")],
    );
    check(
        "It rose (see Cho et al., 2013, p. 70; Aalund 2011b).",
        &[
            (AuthorYear, "Cho et al., 2013"),
            (AuthorYear, "Aalund 2011b"),
        ],
    );
    check(
        "It rose (van der Berg and O'Hara 2010, 2014).",
        &[
            (AuthorYear, "van der Berg and O'Hara 2010"),
            (AuthorYear, "2014"),
        ],
    );
    check(
        "It rose (Statistical Office 2016).",
        &[(AuthorYear, "Statistical Office 2016")],
    );
    check(
        "It rose (Explanatory Note, para 12).",
        &[(AuthorYear, "Explanatory Note")],
    );
    check(
        "It rose (Table 3; Imre *et al.* 2012).",
        &[(AuthorYear, "Imre et al. 2012")],
    );
    check("It rose [Moreau 2018].", &[(AuthorYear, "Moreau 2018")]);
    check(
        "Krüger (2009, p. 114) says that it rose.",
        &[(AuthorYear, "Krüger (2009, p. 114)")],
    );
    check(
        "Okonjo et al. (2015) say that it rose.",
        &[(AuthorYear, "Okonjo et al. (2015)")],
    );
    check(
        "Krüger's (2009) book says that it rose.",
        &[(AuthorYear, "Krüger's (2009)")],
    );
}

#[test]
fn brackets_with_a_year_that_cite_nothing() {
    check("It rose (in force since 2016).", &[]);
    check("It rose (May 2019).", &[]);
    check("It rose (Table 5).", &[]);
    check("It rose (Distillation Act 2002).", &[]);
    check("The Distillation Act (2002) raised it.", &[]);
    check("It rose that year (2002).", &[]);
    check("It rose (a figure that the ministry gave in 2010).", &[]);
    check("It rose (NRM).", &[]);
}

#[test]
fn links_lead_out_of_the_document() {
    check(
        "It rose ([city audit](https://example.org/audit)).",
        &[(Link, "city audit")],
    );
    check(
        "It [rose](https://example.org/a). It [fell](https://example.org/b).",
        &[(Link, "rose")],
    );
    check(
        "It rose, says <https://example.org/a>.",
        &[(Link, "https://example.org/a")],
    );
    check(
        "It rose ([Brandt 2010](brandt.pdf)).",
        &[(Link, "Brandt 2010")],
    );
    check(
        "It rose ([see above](#above)); [write to us](mailto:a@example.org).",
        &[],
    );
}

#[test]
fn each_sentence_has_its_own() {
    let file = SourceFile::new(
        "a.md",
        "It fell [1].\nIt rose (Doe 2013).[^x] It stayed.\n\n[^x]: A.",
    );
    let document = Document::parse(&file, &conventions());
    let all = Citations::read(&document, &conventions());
    let found = all.of(SentenceId(1));
    let words: Vec<&str> = found.iter().map(|c| file.slice(c.span)).collect();
    assert_eq!(words, ["Doe 2013", "[^x]"]);
    assert_eq!(all.of(SentenceId(2)), []);
    assert_eq!(all.of(SentenceId(99)), []);
}

/// The citations of the first sentence of a Markdown text.
fn first(markdown: &str) -> Vec<Citation> {
    let file = SourceFile::new("a.md", markdown);
    let document = Document::parse(&file, &conventions());
    let found = Citations::read(&document, &conventions());
    found.of(SentenceId(0)).to_vec()
}

fn work(authors: &[&str], et_al: bool, number: u16, letter: Option<char>) -> Target {
    Target::Work(Work {
        authors: authors.iter().map(|&author| author.to_owned()).collect(),
        et_al,
        year: Some(Year {
            number: Some(number),
            letter,
            text: number.to_string() + &letter.map_or(String::new(), String::from),
        }),
    })
}

#[test]
fn a_citation_says_what_it_cites() {
    let found = first("It rose (see Cho, Dreher & Neumayer 2013a, b, p. 70; Lee et al. 2014).");
    let targets: Vec<&Target> = found.iter().map(|it| &it.target).collect();
    let authors = ["Cho", "Dreher", "Neumayer"];
    assert_eq!(
        targets,
        [
            &work(&authors, false, 2013, Some('a')),
            &work(&authors, false, 2013, Some('b')),
            &work(&["Lee"], true, 2014, None),
        ]
    );
    assert_eq!(found[0].prefix.as_deref(), Some("see"));
    assert_eq!(found[1].locator.as_deref(), Some("p. 70"));
    assert_eq!(
        first("It rose [5-7, 9].")[0].target,
        Target::Numbers(vec![5, 6, 7])
    );
    let [narrative] = &first("Cho and Dreher (2013, p. 7) say so.")[..] else {
        panic!("one citation");
    };
    assert_eq!(
        narrative.target,
        work(&["Cho", "Dreher"], false, 2013, None)
    );
    assert_eq!(narrative.locator.as_deref(), Some("p. 7"));
}

#[test]
fn an_address_has_its_doi() {
    let doi = |url: &str| Address::new(url).doi;
    let found = Some("10.1016/j.worlddev.2012.05.023".to_owned());
    assert_eq!(doi("https://doi.org/10.1016/J.worlddev.2012.05.023"), found);
    assert_eq!(doi("doi:10.1016/j.worlddev.2012.05.023."), found);
    assert_eq!(
        doi("http://dx.doi.org/10.1016%2Fj.worlddev.2012.05.023?x=1"),
        found
    );
    assert_eq!(
        doi("https://example.org/doi/abs/10.1016/j.worlddev.2012.05.023"),
        found
    );
    assert_eq!(doi("10.1016/j.worlddev.2012.05.023"), found);
    assert_eq!(doi("https://example.org/10.2/x"), None);
    assert_eq!(doi("https://example.org/v10.1016/x"), None);
}

#[test]
fn the_citation_of_a_lead_in_bears_its_items() {
    let text =
        "It is old. Doe (2013) names two ways:\n\n- It rose.\n  - It fell [3].\n\nIt stayed.\n";
    let file = SourceFile::new("a.md", text);
    let document = Document::parse(&file, &conventions());
    let found = Citations::read(&document, &conventions());
    let bearing = |sentence| -> Vec<&str> {
        let found = found.bearing(&document, SentenceId(sentence));
        found.map(|citation| citation.text.as_str()).collect()
    };
    assert_eq!(bearing(0), [] as [&str; 0]);
    assert_eq!(bearing(2), ["Doe (2013)"]);
    assert_eq!(bearing(3), ["3", "Doe (2013)"]);
    assert_eq!(bearing(4), [] as [&str; 0]);
}
