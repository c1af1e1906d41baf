use super::*;

#[test]
fn the_built_in_pack_has_no_mistakes() {
    if let Err(faults) = crate::rule::load::embedded_from_files() {
        panic!("{}", draw(&faults));
    }
}

#[test]
fn the_compiled_phrases_are_those_of_the_files() {
    let compiled =
        crate::rule::load::files::embedded_book().expect("the build script has found no mistake");
    let read = crate::rule::load::embedded_from_files().expect("it is right");
    assert!(
        compiled.to_bytes() == read.book.to_bytes(),
        "the build script and the loader give different books"
    );
    let pack = Pack::embedded().expect("it is right");
    assert_eq!(pack.grammar.frames.len(), read.grammar.frames.len());
    assert_eq!(pack.grammar.subject, read.grammar.subject);
}

#[test]
fn a_folder_with_a_pack_file_is_a_pack_of_its_own() {
    let pack = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/deeper/flat-coffee.toml", RULE),
    ])
    .expect("it is right");
    assert_eq!(pack.id, "coffee");
    assert_eq!(pack.anchors, ["coffee"]);
    let [rule] = &pack.rules[..] else {
        panic!("one rule, not {:?}", pack.rules);
    };
    assert_eq!(rule.id, "flat-coffee");
    assert_eq!(rule.level, Level::Warning);
    assert_eq!(
        rule.url.as_deref(),
        Some("https://example.org/coffee/flat-coffee")
    );
    let Kind::Claim(claim) = &rule.kind else {
        panic!("a claim rule, not {:?}", rule.kind);
    };
    let coffee = pack.book.list("coffee").expect("it is there");
    assert_eq!(
        (claim.cause, claim.effect),
        (Topic::List(coffee), Topic::Any)
    );
    assert_eq!(claim.strengths, [Strength::Asserted]);
    assert_eq!(claim.cited_level, Level::Warning);
    assert_eq!(claim.directions.decrease, "lowers");
    let subject = pack.grammar.subject.expect("it is there");
    assert_eq!(
        subject.effect.list().map(|list| pack.book.list_id(list)),
        Some("sleep")
    );
    // What it does not bring is the built-in one.
    assert!(pack.conventions.caption_words.contains("table"));
}

#[test]
fn a_folder_of_rules_adds_to_the_built_in_pack() {
    let built_in = Pack::embedded().expect("it is right");
    let ids = |pack: &Pack| {
        pack.rules
            .iter()
            .map(|rule| rule.id.clone())
            .collect::<Vec<_>>()
    };
    let subject = built_in.grammar.subject.expect("it is there");
    let cause = subject.cause.list().expect("it names one");
    let rule = RULE.replace(
        "\"coffee\"",
        &format!("\"{}\"", built_in.book.list_id(cause)),
    );
    let pack = load(&[("flat-coffee.toml", &rule)]).expect("it is right");
    let mut expected = ids(&built_in);
    expected.push("flat-coffee".to_owned());
    expected.sort();
    assert_eq!(ids(&pack), expected);
    assert_eq!(pack.id, built_in.id);
}

#[test]
fn folders_that_are_no_pack() {
    let nothing = load(&[("readme.md", "")]).expect_err("there is no rule");
    let missing = Pack::from_folder("/no/such/folder".as_ref()).expect_err("there is no folder");
    let stray = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("ruels/flat-coffee.toml", RULE),
    ])
    .expect_err("a folder has another name");
    let named: Vec<String> = PackFiles::names().map(|name| format!("`{name}`")).collect();
    let missing = draw(&missing).replace(&named.join(", "), "NAMES");
    insta::assert_snapshot!([nothing, missing, stray].join("\n"));
}

#[test]
fn what_toml_itself_finds() {
    let drawn = [
        faults_with(&[("level = \"warning\"", "level = ")]),
        faults_with(&[("level = \"warning\"", "levle = \"warning\"")]),
        faults_with(&[("weak = [", "soft = [")]),
        faults_with(&[("[match.claim]", "[match.clam]")]),
        faults_with(&[("strength = [\"asserted\"]", "strength = [1]")]),
        faults_with(&[("effect = \"sleep\"\n", "")]),
    ];
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn mistakes_in_a_pack_file() {
    insta::assert_snapshot!(faults_with(&[
        ("anchors = [\"coffee\"]", "anchors = [\"Coffee\", \"a\"]"),
        ("agents = \"drinker\"", "agents = \"drinkr\""),
    ]));
}

#[test]
fn a_cause_may_be_any() {
    let pack = PACK
        .replace("cause = \"coffee\"", "cause = \"any\"")
        .replace("agents = \"drinker\"\npeople = \"drinker\"\n", "");
    let pack = load(&[
        ("pack.toml", &pack),
        ("concepts/all.toml", CONCEPTS),
        ("rules/flat-coffee.toml", RULE),
    ])
    .expect("it is right");
    let subject = pack.grammar.subject.expect("it is there");
    let sleep = pack.book.list("sleep").expect("it is there");
    assert_eq!(
        (subject.cause, subject.effect),
        (Topic::Any, Topic::List(sleep))
    );
    assert_eq!((subject.agents, subject.people), (None, None));
    assert!(subject.is_open());
}

#[test]
fn every_built_in_pack_is_taken_by_its_name() {
    let names: Vec<&str> = PackFiles::names().collect();
    assert!(names.len() > 1, "{names:?}");
    for name in &names {
        let pack = Pack::from_folder(Path::new(name)).expect("it is built in");
        assert_eq!(pack.id, *name);
    }
    let faults = Pack::from_folder(Path::new("no-such-pack")).expect_err("there is none");
    let help = miette::Diagnostic::help(&faults[0]).map(|help| help.to_string());
    let help = help.expect("it names the packs");
    assert!(names.iter().all(|name| help.contains(name)), "{help}");
}

#[test]
fn faults_of_all_files_are_reported_together() {
    let drawn = load(&[
        ("pack.toml", "id = "),
        ("concepts/all.toml", "[[concept]]\nid = 1"),
        ("rules/a.toml", "level ="),
        ("rules/b.toml", "id = \"b\"\nlevel = \"loud\""),
    ])
    .expect_err("every file has a mistake");
    for place in ["pack.toml:1:", "all.toml:2:", "a.toml:1:", "b.toml:2:"] {
        assert!(drawn.contains(place), "{place} is not in:\n{drawn}");
    }
}

#[test]
fn examples_are_run() {
    let pack = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/flat-coffee.toml", RULE),
    ])
    .expect("it is right");
    let finding = |text: &str, sentence: &str, cause: &str| {
        let span = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start as u32, (start + words.len()) as u32)
        };
        vec![Diagnostic {
            rule: "flat-coffee".to_owned(),
            level: Level::Warning,
            message: String::new(),
            help: None,
            rewording: None,
            url: None,
            span: span(sentence),
            labels: vec![Label {
                role: "cause".to_owned(),
                span: span(cause),
                text: String::new(),
            }],
            missing: Vec::new(),
        }]
    };
    let as_expected = pack.test_examples(|text| match text {
        "Coffee may reduce sleep." => Vec::new(),
        _ => finding(text, "Coffee reduces sleep.", "Coffee"),
    });
    assert_eq!(draw(&as_expected), "");
    let silent = pack.test_examples(|_| Vec::new());
    let other = pack.test_examples(|text| match text {
        "Coffee may reduce sleep." => finding(text, "Coffee may reduce sleep.", "Coffee"),
        _ => finding(text, "We know it.", "We"),
    });
    let drawn = [draw(&silent), draw(&other)].join("\n");
    // Only the names of files differ between runs.
    let drawn: Vec<String> = drawn
        .lines()
        .map(|line| match line.split_once(",-[") {
            Some((before, path)) => {
                let name = path.rsplit('/').next().unwrap_or("");
                format!("{before},-[{name}")
            }
            None => line.to_owned(),
        })
        .collect();
    insta::assert_snapshot!(drawn.join("\n"));
}
