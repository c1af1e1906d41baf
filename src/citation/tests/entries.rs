use super::*;

/// The entries of a document.
fn entries(markdown: &str) -> Vec<Entry> {
    let file = SourceFile::new("a.md", markdown);
    let document = Document::parse(&file, &conventions());
    let found = Citations::read(&document, &conventions());
    for entry in found.entries() {
        assert!(file.slice(entry.span).contains(&entry.text[..1]));
    }
    found.entries().to_vec()
}

/// Authors, year and title of the one entry `text` of a reference list.
fn read(text: &str) -> (Vec<String>, String, String) {
    let found = entries(&format!("## References\n\n- {text}\n"));
    let [entry] = &found[..] else {
        panic!("{} entries in {text}", found.len());
    };
    let year = entry.work.year.as_ref().map_or("", |year| &year.text);
    let title = entry.title.clone().unwrap_or_default();
    (entry.work.authors.clone(), year.to_owned(), title)
}

fn check(text: &str, authors: &[&str], year: &str, title: &str) {
    let found = read(text);
    let authors: Vec<String> = authors.iter().map(|&author| author.to_owned()).collect();
    assert_eq!(
        found,
        (authors, year.to_owned(), title.to_owned()),
        "in {text}"
    );
}

#[test]
fn author_and_year_first() {
    check(
        "Tan, S.-Y., Orde, A., & Quist, E. (2013). Do prices rise in ports? *Harbour Studies*, 41, 67–82.",
        &["Tan", "Orde", "Quist"],
        "2013",
        "Do prices rise in ports",
    );
    check(
        "Brandt, Ada, and Petra Novotná. 2010. \"The Old Port.\" *Harbour Studies* 3 (2): 114–15.",
        &["Brandt", "Petra Novotná"],
        "2010",
        "The Old Port",
    );
    check(
        "Trade Board (2018). *Ports of the world*. Lund: Trade Board.",
        &["Trade Board"],
        "2018",
        "Ports of the world",
    );
    check(
        "Van der Meer, J., et al. (2010a). Piers. Journal, 3.",
        &["Van der Meer"],
        "2010a",
        "Piers",
    );
    check(
        "Okafor, J. (n.d.). *Harbour notes*.",
        &["Okafor"],
        "n.d.",
        "Harbour notes",
    );
    check(
        "King, M. L., Jr. (1962). A thing.",
        &["King"],
        "1962",
        "A thing",
    );
    check(
        "Abara, C. (2013, May 12). Ports closed. *The Daily*.",
        &["Abara"],
        "2013",
        "Ports closed",
    );
}

#[test]
fn the_year_later() {
    check(
        "Marlowe, Ida. *The Piers at Night*. Made Up Press, 1962.",
        &["Marlowe"],
        "1962",
        "The Piers at Night",
    );
    check(
        "Tan A, Orde TB. Ports and piers. J Made Up Stud. 2006;3:1-9.",
        &["Tan", "Orde"],
        "2006",
        "Ports and piers",
    );
    check(
        "S.-Y. Tan, A. Orde, and E. Quist, \"Do prices rise,\" *Harb. Stud.*, vol. 41, pp. 67–82, 2013.",
        &["Tan", "Orde", "Quist"],
        "2013",
        "Do prices rise",
    );
    check(
        "Ada Quist, 'The Price of Piers' (2016) 41 Harbour Studies 1990.",
        &["Ada Quist"],
        "2016",
        "The Price of Piers",
    );
    check(
        "Lantern Foundation. Count of lamps. 2019. Accessed 12 May 2021 from https://example.org/lamps",
        &["Lantern Foundation"],
        "2019",
        "Count of lamps",
    );
}

#[test]
fn numbers_are_those_that_are_shown() {
    let numbers = |text: &str| -> Vec<Option<u32>> {
        entries(text).iter().map(|entry| entry.number).collect()
    };
    assert_eq!(
        numbers("# Sources\n\n3. Tan A. Ports. 2006.\n3. Orde T. Piers. 2012.\n"),
        [Some(3), Some(4)]
    );
    assert_eq!(
        numbers(
            "# Sources\n\n[1] Tan A. Ports. 2006.\n[2] Orde T. Piers. 2012.\n\n[3] Ros B. Quays. 2015.\n"
        ),
        [Some(1), Some(2), Some(3)]
    );
    assert_eq!(numbers("# Sources\n\n- Tan A. Ports. 2006.\n"), [None]);
    assert_eq!(numbers("# Sources\n\nThe following is a selection.\n"), []);
}

#[test]
fn addresses_and_notes() {
    let found = entries(
        "It rose.[^q]\n\n[^q]: Ada Quist, *Piers* (Made Up Press, 2016), <https://doi.org/10.5555/X.1>.\n",
    );
    let [entry] = &found[..] else {
        panic!("one entry");
    };
    assert_eq!(entry.label.as_deref(), Some("q"));
    assert_eq!(entry.doi(), Some("10.5555/x.1"));
    assert_eq!(entry.title.as_deref(), Some("Piers"));
    assert_eq!(entry.work.authors, ["Ada Quist"]);
}
