use super::*;

/// What no reader takes for a citation.
#[test]
fn nothing_is_cited() {
    for text in [
        "Write to kim2@example.org, or to @kim, or read medium.com/@kim2013 and https://example.org.",
        "See `[@doe2013]`, `(Doe 2013)` and ![a figure (Doe 2013)](fig.png).",
        "As @fig-ports, @tbl-laws2013, @sec-data and @eq:one show, it rose.",
        "\"They [the dockers] paid [sic] nothing […] at all [emphasis added].\"",
        "It rose [in 2013], and again [12 May 2014], [2019].",
        "It rose (Table 2), (Figure 3a), (Section 4.2), (Appendix B), (Box 1).",
        "The bill (SB 1322), the act (HB 12), Proposition 35 and House Bill 2614 passed.",
        "The girls (aged 18) and the others (17 to 19) stayed (since 1999).",
        "Sweden (1999), Norway (2009) and New Zealand (2003) changed it (Germany, 2002; France, 2016).",
        "The Harbour Act (2002), the Lisbon Protocol (2007) and the World Cup (2006) passed.",
        "It rose (May 2019), fell (Spring 2020), and rose (Monday, 12 May 2021).",
        "The estimate is 0.4 (95% CI [3, 12]; N = 40; p < 0.05; r = -0.38).",
        "He paid 12 [of 40] fines (12), most of them late (3).",
        "They met a minister (an interview in Malmö, 2014).",
        "The Modern Slavery Act 2015 and the Distillation Act 2002 are silent.",
        "In Part II (2013) of the series, it rose.",
        "- [ ] a task\n- [x] another",
        "It rose [^and so on], {.note} and [text]{.mark}.",
    ] {
        let file = SourceFile::new("a.md", text);
        let document = Document::parse(&file, &conventions());
        let found = Citations::read(&document, &conventions());
        let shown: Vec<&str> = found.all().iter().map(|it| &*it.text).collect();
        assert_eq!(shown, [] as [&str; 0], "in {text}");
    }
}
