use std::fmt::Write;

use miette::Diagnostic;

use super::*;
use crate::source::Span;

fn parse(name: &str, text: &str) -> Bibliography {
    let style = Style::of(Path::new(name)).unwrap();
    Bibliography::parse(Arc::new(SourceFile::new(name, text)), style)
}

/// The entries in a line each, and the faults with the words that they mark.
fn shown(name: &str, text: &str) -> String {
    let bibliography = parse(name, text);
    let mut out = String::new();
    for entry in bibliography.entries() {
        let work = &entry.work;
        let words = entry.span.slice(text).trim_matches('"');
        assert_eq!(words, entry.key, "the place of an entry");
        write!(out, "{} | {}", entry.key, work.names.join(", ")).unwrap();
        if let Some(year) = work.year {
            write!(out, " | {year}").unwrap();
        }
        write!(out, " | {}", work.title).unwrap();
        for part in work.doi.iter().chain(&work.urls).chain(&entry.also) {
            write!(out, " | {part}").unwrap();
        }
        out.push('\n');
    }
    for fault in bibliography.faults() {
        let labels: Vec<&str> = fault
            .labels()
            .into_iter()
            .flatten()
            .map(|label| {
                let start = label.offset() as u32;
                Span::new(start, start + label.len() as u32).slice(text)
            })
            .collect();
        writeln!(out, "! {fault}: {labels:?}").unwrap();
    }
    out
}

fn check(name: &str, text: &str, expected: &str) {
    assert_eq!(shown(name, text).trim_end(), expected.trim_end());
}

#[test]
fn bib_entries_are_read_with_their_tex() {
    check(
        "a.bib",
        r#"
An e-mail: someone@example.org. % @book{not, title = {a comment}}
@string{norra = "Norra " # {Press}}
@comment{@book{never, title = {T}}}
@Book{moreau:2018,
  author = {Moreau, Ana{\"i}s and van der Berg, Jan and others},
  title = {The {Port} of {\"O}land},
  publisher = norra, year = 2018, month = mar,
  doi = {https://doi.org/10.1000/ABC.1},
}
@techreport(round, title = {R})
@report{office, institution = {{National Office}}, title = "A report", date = {2016-04/2017-02}, url = {https://www.example.org/a/}}
@inbook{part, author = {Lund, Eva}, title = {Part}, crossref = {moreau:2018}}
@misc{web, author = {{Harbour Watch}}, howpublished = {\url{http://example.org/b?utm_source=x&id=2#top}}, year = {2020}, ids = {old, older}}
"#,
        "\
moreau:2018 | Moreau, van der Berg | 2018 | The Port of Öland | 10.1000/abc.1
office | National Office | 2017 | A report | example.org/a
part | Lund | 2018 | Part
web | Harbour Watch | 2020 |  | example.org/b?id=2 | old | older
! this entry stands in round brackets: [\"@techreport(round\"]
",
    );
}

#[test]
fn a_broken_bib_entry_loses_no_other() {
    check(
        "a.bib",
        "\
@book{one, title = {One}}
@book{two, title = {Two, year = {2001}
}
@book{three, title = {Three}}
@book{four, title = {Four},, year = {2001}}
@book{five, title = {Five}, month = foo}
@book{one, title = {One again}}
@book{, title = {Nameless}}
@book{six, title = {Six}}, year = {2001}}
@book{seven, title = {Seven \\& up}}
@book{eight nine, title = {Eight}}
@book{last, title = {Last}
",
        "\
one |  | One
three |  | Three
seven |  | Seven & up
! a brace in this entry is never closed: [\"@book{two\"]
! identifier is missing here: [\",\"]
! `foo` is no abbreviation that the file defines: [\"foo\"]
! there are two entries with the key `one`: [\"one\", \"one\"]
! this entry has no key: [\"@book\"]
! a brace in this entry is closed once too often: [\"@book{six\"]
! comma is missing here: [\"n\"]
! a brace in this entry is never closed: [\"@book{last\"]
",
    );
    let bibliography = parse("a.bib", "@book{two, title = {Two\n@book{five, month = foo}");
    assert!(bibliography.is_broken("two") && bibliography.is_broken("five"));
}

#[test]
fn strings_that_grow_or_turn_in_circles_end() {
    let mut text = String::from("@string{a0 = \"aaaaaaaaaaaaaaaa\"}\n");
    for n in 1..40 {
        writeln!(text, "@string{{a{n} = a{} # a{}}}", n - 1, n - 1).unwrap();
    }
    text.push_str(
        "@string{x = y}\n@string{y = x}\n@book{k, title = x, note = a5, crossref = {k}}\n",
    );
    let bibliography = parse("a.bib", &text);
    assert!(bibliography.faults()[0].to_string().contains("too long"));
    assert_eq!(bibliography.entries().len(), 1);
}

#[test]
fn csl_json_is_read_item_by_item() {
    check(
        "a.json",
        r#"[
  {"id": "moreau2018", "author": [{"family": "Moreau", "given": "A."}, {"literal": "Harbour Watch"}], "issued": {"date-parts": [["2018", 3]]},
   "title": "The <i>Port</i> & a < b", "DOI": "10.1000/X", "custom": {"a": {"b": []}}},
  {"title": "no id"},
  "no item",
  {"id": 7, "editor": [{"family": "Berg", "non-dropping-particle": "van den"}], "issued": {"raw": "spring 2001"}, "URL": "https://doi.org/10.1000/y"},
  {"id": "moreau2018"}
]"#,
        "\
moreau2018 | Moreau, Harbour Watch | 2018 | The Port & a < b | 10.1000/x
7 | van den Berg | 2001 |  | 10.1000/y
! this item has no `id`, so nothing can cite it: [\"{\\\"title\\\": \\\"no id\\\"}\"]
! an item is a map with an `id`; this is another kind of value: [\"\\\"no item\\\"\"]
! there are two entries with the key `moreau2018`: [\"\\\"moreau2018\\\"\", \"\\\"moreau2018\\\"\"]
",
    );
    check(
        "a.json",
        "{\"items\": [{\"id\": \"a\"}, {\"id\": \"b\"} {\"id\": \"c\"}]}",
        "\
a |  | 
b |  | 
! this is no CSL-JSON: expected `,` or `]`: [\"{\"]
",
    );
}

#[test]
fn hayagriva_and_csl_in_yaml_are_told_apart() {
    check(
        "a.yml",
        "\
moreau:
  type: article
  title: {value: The Port}
  author: [\"Moreau, Anaïs\", {name: Berg, prefix: van den}]
  parent: {type: periodical, title: Notes, date: 2018-03}
  serial-number: {doi: 10.1000/Z}
wrong: 12
office:
  title: Register
  author: {name: National Office}
  date: 2017
  url: {value: \"https://example.org/c\", date: 2020-01-01}
office:
  title: Register
",
        "\
moreau | Moreau, van den Berg | 2018 | The Port | 10.1000/z
office | National Office | 2017 | Register | example.org/c
! an entry is a map with `type`, `title` and so on; this is another kind of value: [\"wrong\"]
! there are two entries with the key `office`: [\"office\", \"office\"]
",
    );
    for text in [
        "- id: a\n  author:\n  - family: Lund\n  issued: 2011\n",
        "references:\n- id: a\n  author: Lund\n  issued: [{year: 2011}]\n",
    ] {
        check("a.yaml", text, "a | Lund | 2011 | ");
    }
    check(
        "a.yaml",
        "a: {title: A}\nb: {title: [unclosed}\n",
        "a |  | A\n! this cannot be read as YAML: mismatched bracket '[' closed by '}': [\"[\"]",
    );
    check("a.yaml", "just words", "! this holds no entries: [\"j\"]");
    check("a.yaml", "", "");
}

#[test]
fn hostile_bibliographies_end_in_a_fault() {
    let bomb: String = (1..12)
        .map(|n| {
            let below = format!("*a{},", n - 1).repeat(10);
            format!("a{n}: &a{n} [{below}]\n")
        })
        .collect();
    let deep = 10_000;
    let cases = [
        ("a.yaml", format!("a0: &a0 [x]\n{bomb}")),
        ("a.yaml", format!("a: {}", "[".repeat(deep))),
        ("a.yaml", format!("a: {}", "{a: ".repeat(deep))),
        ("a.json", format!("[{{\"id\": {}", "[".repeat(deep))),
        ("a.json", "{\"items\": ".repeat(deep)),
        ("a.bib", format!("@book{{a, title = {}", "{".repeat(deep))),
        (
            "a.bib",
            format!(
                "@book{{a, title = {}{}}}",
                "{".repeat(deep),
                "}".repeat(deep)
            ),
        ),
        (
            "a.bib",
            format!(
                "@book{{a, title = {}{}}}",
                "\\emph{".repeat(deep),
                "}".repeat(deep)
            ),
        ),
        ("a.bib", "@a{".repeat(deep)),
        ("a.bib", "@a(".repeat(deep)),
        ("a.bib", "\n@a{b,".repeat(deep)),
    ];
    for (name, text) in cases {
        let bibliography = parse(name, &text);
        let start: String = text.chars().take(30).collect();
        assert!(!bibliography.faults().is_empty(), "{start}");
    }
}

#[test]
fn twenty_thousand_entries_lose_only_the_broken_ones() {
    let broken = [
        "@book{KEY, title = {Open}\n",
        "@book{KEY, title = {A},, year = {2001}}\n",
        "@book{KEY, month = foo}\n",
        "@book(KEY, title = {A})\n",
        "@book{k0, title = {A}}\n",
    ];
    let mut text = String::new();
    let mut heads = Vec::new();
    for n in 0..20_000 {
        let key = format!("k{n}");
        if n % 400 == 399 {
            heads.push(text.len());
            text.push_str(&broken[n / 400 % broken.len()].replace("KEY", &key));
        } else {
            writeln!(
                text,
                "@book{{{key},\n  author = {{Doe, Jane}},\n  year = {{2001}}\n}}\n"
            )
            .unwrap();
        }
    }
    let bibliography = parse("a.bib", &text);
    assert_eq!(bibliography.entries().len(), 20_000 - heads.len());
    assert!(bibliography.get("k19998").is_some());
    let places: Vec<usize> = bibliography
        .faults()
        .iter()
        .filter_map(|fault| Some(fault.labels()?.next()?.offset()))
        .map(|at| heads.partition_point(|head| *head <= at))
        .collect();
    assert_eq!(places, (1..=heads.len()).collect::<Vec<_>>());
}

#[test]
fn dois_and_addresses_are_known_in_any_form() {
    for text in [
        "10.1000/Ab.1",
        "doi:10.1000/ab.1.",
        "(https://doi.org/10.1000/ab.1)",
        "http://dx.doi.org/10.1000%2Fab.1",
        "see 10.1000/ab.1, and so on",
    ] {
        assert_eq!(doi_in(text).as_deref(), Some("10.1000/ab.1"), "{text}");
    }
    assert_eq!(doi_in("10.1000/a(1)b").as_deref(), Some("10.1000/a(1)b"));
    for text in ["10.5 per cent", "version 3.10.1/2", "10.1000/", "10./x"] {
        assert_eq!(doi_in(text), None, "{text}");
    }
    for url in [
        "https://www.Example.org/a/",
        "http://example.org/a#top",
        "<https://example.org:443/a?utm_medium=mail>",
        "www.example.org/a",
    ] {
        assert_eq!(normal_url(url).as_deref(), Some("example.org/a"), "{url}");
    }
    for url in ["mailto:a@example.org", "a.pdf", "https://localhost/x", ""] {
        assert_eq!(normal_url(url), None, "{url}");
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever stands in a file: reading ends, and every place lies in the file.
        #[test]
        fn any_text_is_read(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just("@book{k,"), Just("@string{a = "), Just("}"), Just("{"), Just("\n"), Just(" title = "), Just("\\"),
                    Just("\""), Just("a"), Just("é"), Just("["), Just("]"), Just(": "), Just("- id: x"), Just("&a "), Just("*a"),
                    Just("{\"id\": 1}"), Just(","), Just("#"), Just("@"), Just("%"), Just("("), Just("year = 2001"), Just("$"),
                ],
                0..40,
            ),
            name in prop_oneof![Just("a.bib"), Just("a.json"), Just("a.yaml")],
        ) {
            let text = parts.concat();
            let bibliography = parse(name, &text);
            for entry in bibliography.entries() {
                prop_assert!(text.get(entry.span.start() as usize..entry.span.end() as usize).is_some());
            }
            for fault in bibliography.faults() {
                for label in fault.labels().into_iter().flatten() {
                    prop_assert!(text.get(label.offset()..label.offset() + label.len()).is_some(), "{fault}");
                }
            }
        }
    }
}
