use super::*;
use crate::document::{Conventions, Document, SentenceId};
use crate::source::SourceFile;

mod entries;
mod properties;
mod traps;

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

use CitationKind::{AuthorYear, Footnote, Key, Law, Link, Number, Same};

#[test]
fn notes_belong_to_the_sentence_before_them() {
    check(
        "It rose.[^4] It fell.[^5]\n\n[^4]: Doe 2013, 4.\n[^5]: See the register.",
        &[(Footnote, "4")],
    );
    check(
        "It rose[^a] and fell.[^b]\n\n[^a]: Ada Quist, *Piers* (2016).\n[^b]: See Doe 2013.",
        &[(Footnote, "a"), (Footnote, "b")],
    );
    check(
        "It rose[^a] and fell.[^b]\n\n[^a]: It fell later when they were few.\n[^b]: That is disputed (Doe 2013).",
        &[(Footnote, "b")],
    );
    check("It rose.^[It fell later when they were few.] It fell.", &[]);
    check(
        "It rose.^[See the register.] It fell.",
        &[(Footnote, "^[See the register.]")],
    );
    check("It rose.† It fell.", &[(Footnote, "†")]);
    check("It rose.[^9] It fell.", &[(Footnote, "9")]);
    check("It rose [^and so on].", &[]);
    check("It rose by 3.5", &[]);
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
fn raised_numbers_are_marks_and_exponents_are_not() {
    check("It rose.¹² It fell.", &[(Number, "¹²")]);
    check("It rose¹,³⁻⁵ and fell.", &[(Number, "¹"), (Number, "³⁻⁵")]);
    check("It rose.12 It fell.", &[(Number, "12")]);
    check("It rose^12^ and fell.", &[(Number, "12")]);
    check(
        "It rose.^3,5–7^ It fell.",
        &[(Number, "3"), (Number, "5–7")],
    );
    check("It rose<sup>12</sup> and fell.", &[(Number, "12")]);
    check("It rose.<sup>[12]</sup> It fell.", &[(Number, "12")]);
    check("It rose <sup>a *b</sup> c* and fell.", &[]);
    check(
        "It rose over 12 km² and 3 m^2^, by 10^6^ and 10<sup>6</sup>.",
        &[],
    );
    check("It rose^ab^ and fell^1^.", &[(Number, "1")]);
}

#[test]
fn laws_are_cited_by_their_numbers() {
    for law in [
        "22 U.S.C. § 7102(9)",
        "18 U.S.C. §§ 1591–1592",
        "8 C.F.R. § 214.11",
        "Cal. Penal Code § 647(b)",
        "§ 232 Abs. 1 StGB",
        "Directive 2011/36/EU",
        "Regulation (EU) No 604/2013",
        "Case C-341/05",
        "T-12/03",
        "SFS 1998:408",
        "Prop. 1997/98:55",
        "COM(2012) 286",
        "A/RES/55/25",
        "E/CN.4/2000/68",
        "[2014] UKSC 12",
        "R v Lowe [2002] 1 AC 615",
        "Lowe v Abbott App no 25965/04",
        "Abbott v. Lowe, 539 F.3d 1202, 1206 (9th Cir. 2008)",
        "2237 U.N.T.S. 319",
        "Pub. L. No. 106-386, 114 Stat. 1464",
        "Law No. 2016-444",
        "Art. 9(4) Palermo Protocol",
        "Article 9(4) of the Palermo Protocol",
        "Article 6 ECHR",
        "Sexual Offences Act 2003, s 53A",
        "Immoral Traffic (Prevention) Act 1956, s 5",
    ] {
        check(&format!("It rose ({law})."), &[(Law, law)]);
    }
    check(
        "It rose (Directive 2011/36/EU, art 2).",
        &[(Law, "Directive 2011/36/EU")],
    );
    check(
        "It rose: *R v Lowe* [2014] UKSC 12, [15].",
        &[(Law, "R v Lowe [2014] UKSC 12")],
    );
    let supports = |text: &str| -> Vec<bool> { first(text).iter().map(|it| it.supports).collect() };
    assert_eq!(supports("It rose under Directive 2011/36/EU."), [false]);
    assert_eq!(supports("It rose (Directive 2011/36/EU)."), [true]);
    assert_eq!(supports("See Directive 2011/36/EU, art 2."), [true]);
    let linked = "It rose under [Directive 2011/36/EU](https://example.org/law/36).";
    assert_eq!(supports(linked), [true]);
}

#[test]
fn a_work_may_be_cited_again() {
    check("It rose (ibid., p. 4).", &[(Same, "ibid.")]);
    check("Ibid., 42. It fell.", &[(Same, "Ibid.")]);
    check("It rose (Quist, op. cit., p. 4).", &[(AuthorYear, "Quist")]);
    let file = SourceFile::new("a.md", "It rose.[^1]\n\n[^1]: Id. at 4.");
    let document = Document::parse(&file, &conventions());
    let found = Citations::read(&document, &conventions());
    let note: Vec<&str> = found.in_note(&document, "1").map(|it| &*it.text).collect();
    assert_eq!(note, ["Id."]);
}

#[test]
fn numbers_in_round_brackets_need_a_list() {
    let list = "\n\n# References\n\n1. Tan A. Ports. 2006.\n2. Orde T. Piers. 2012.\n";
    check(&format!("It rose (2).{list}"), &[(Number, "2")]);
    check(
        &format!("It rose (1, 2).{list}"),
        &[(Number, "1"), (Number, "2")],
    );
    check(&format!("It rose (1-2).{list}"), &[(Number, "1-2")]);
    check(&format!("It rose (7).{list}"), &[]);
    check(&format!("It rose: (1) here, (2) there.{list}"), &[]);
    check("It rose (2).", &[]);
}

#[test]
fn links_to_the_own_site_to_profiles_and_to_home_pages_are_no_sources() {
    let none = [
        "/audit/2016",
        "audit.html",
        "#audit",
        "https://example.org",
        "https://example.org/",
        "https://www.example.org/index.html",
        "https://example.org/en/",
        "https://example.org/contact",
        "https://video.example/@piers",
        "https://twitter.com/piers/status/1",
        "https://www.facebook.com/piers",
        "https://m.facebook.com/piers",
        "mailto:a@example.org",
        "tel:12",
    ];
    for link in none {
        check(&format!("It rose, [they say]({link})."), &[]);
    }
    let sources = [
        "https://example.org/audit/2016",
        "https://example.org/?p=12",
        "//example.org/audit",
        "audit.pdf",
        "https://notfacebook.com/piers",
        "doi:10.5555/x",
    ];
    for link in sources {
        check(
            &format!("It rose, [they say]({link})."),
            &[(Link, "they say")],
        );
    }
    let own = |link: &str| {
        let text = format!(
            "---\nurl: https://www.piers.example/brief\n---\n\nIt rose, [they say]({link})."
        );
        first(&text).len()
    };
    assert_eq!(own("https://piers.example/audit"), 0);
    assert_eq!(own("https://data.piers.example/audit"), 0);
    assert_eq!(own("https://example.org/audit"), 1);
}

#[test]
fn what_stands_in_a_link_has_its_address() {
    let found =
        first("It rose ([Brandt 2010](https://example.org/a); see [12](https://example.org/b)).");
    let addresses: Vec<_> = found
        .iter()
        .map(|it| (it.target.kind(), &*it.address.as_ref().unwrap().url))
        .collect();
    assert_eq!(
        addresses,
        [
            (AuthorYear, "https://example.org/a"),
            (Link, "https://example.org/b")
        ]
    );
    let found = first("It rose [12].\n\n[12]: https://example.org/b");
    assert_eq!(found[0].target, Target::Numbers(vec![12]));
    assert_eq!(
        found[0].address,
        Some(Address::new("https://example.org/b"))
    );
    check("It rose (10.5555/x.1).", &[(Link, "10.5555/x.1")]);
    check("It rose by 10.5/year.", &[]);
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
        &[(AuthorYear, "Brandt 2010")],
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
        "It fell [1].\nIt rose (Doe 2013).[^x] It stayed.\n\n[^x]: See Roe 2014.",
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
