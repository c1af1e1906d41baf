use super::*;

#[test]
fn mistakes_in_phrases_and_lists() {
    let drawn = [
        faults_with(&[
            (
                "\"~espresso\"",
                "\"~espresso\", \"coff(ee)\", \"a \\u201ccup\\u201d {of/\"",
            ),
            ("SLEEP-WORD", "SLEEP-WORDS"),
            (
                "\"rest\"",
                "\"rest\", \"the rest\", \"the-rest\", \"FOSTA\"",
            ),
            ("weak-needs = [\"sleep\"]", "weak-needs = [\"sleeep\"]"),
            ("about = \"Who drinks it.\"", "about = \" \""),
        ]),
        faults_with(&[
            ("\"rest\"", "\"INSOMNIA rest\""),
            ("id = \"sleep\"", "id = \"insomnia\""),
        ]),
        faults_with(&[("id = \"drinker\"", "id = \"sleep\"")]),
        faults_with(&[
            ("strong = [\"drinker\"]", ""),
            ("id = \"sleep-word\"", "id = \"Sleep word\""),
        ]),
    ];
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn mistakes_in_english() {
    let english = r#"
[[list]]
id = "change-verbs"
about = "Verbs."
up = ["~rise"]

[[frame]]
id = "active"
example = "Coffee reduces sleep."
patterns = ["CAUSE VERB *change-verb EFFECT"]

[[frame]]
id = "active"
example = ""
patterns = ["CAUSE VERB *chnge-verb EFFECT", "CAUSE EFFECT"]
strength = "aserted"
"#;
    let inflection = "irregular-verbs = [\"go went\"]\n";
    let drawn = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/flat-coffee.toml", RULE),
        ("english/inflection.toml", inflection),
        ("english/cues.toml", english),
        ("english/conventions.toml", "abbreviation = []"),
    ])
    .expect_err("there are faults");
    insta::assert_snapshot!(drawn);
}

/// What a frame reads of more it reads of less, in the same frame.
#[test]
fn cues_without_their_opposite() {
    let english = r#"
[[list]]
id = "change-verb"
about = "Verbs."
adds = true
up = ["~swell"]
one-sided = "nobody needs the other"

[[list]]
id = "rise-verb"
about = "Verbs."
adds = true
up = ["~climb"]
down = ["~sink"]
one-sided = "no longer so"

[[frame]]
id = "active"
example = "Coffee swells sleep."
patterns = ["CAUSE VERB *change-verb EFFECT"]

[[frame]]
id = "pursuit"
example = "Coffee wants to swell sleep."
patterns = ["CAUSE VERB *change-verb EFFECT"]
strength = "intent"

[[frame]]
id = "time"
example = "After coffee, sleep climbed."
patterns = ["EFFECT VERB *rise-verb", "EFFECT VERB *change-verb"]
"#;
    let drawn = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/flat-coffee.toml", RULE),
        ("english/more.toml", english),
    ])
    .expect_err("there are faults");
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_pack_with_its_own_english_must_have_every_list() {
    let folder = folder(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/flat-coffee.toml", RULE),
        (
            "english/lists.toml",
            &english().replace("\"change-verb\"", "\"change-werb\""),
        ),
    ]);
    let faults = Pack::from_folder(folder.path()).expect_err("a list is missing");
    let messages: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "there is no list with the id `change-verb`",
            "nothing reads the list `change-werb`",
        ]
    );
}

#[test]
fn a_pack_adds_to_the_built_in_english_and_its_own_concepts() {
    let pack = PACK.replace("own-english = true\n", "");
    let more = "[[concept]]\nid = \"coffee\"\nabout = \"More of it.\"\nadds = true\nstrong = [\"flat white\"]\n";
    let verbs = "[[list]]\nid = \"change-verb\"\nabout = \"Of sleep.\"\nadds = true\nup = [\"lullabies\"]\ndown = [\"unlullabies\"]\n";
    let pack = load_alone(&[
        ("pack.toml", &pack),
        ("concepts/all.toml", CONCEPTS),
        ("concepts/more.toml", more),
        ("english/verbs.toml", verbs),
        ("rules/flat-coffee.toml", RULE),
    ])
    .expect("it is right");
    let lists = |text: &str| {
        let annotated = pack.book.annotate(text);
        let of = |m: &crate::annotate::Match| {
            let info = pack.book.info(m.phrase).expect("a phrase");
            pack.book.list_id(info.list).to_owned()
        };
        annotated.matches.iter().map(of).collect::<Vec<_>>()
    };
    assert!(lists("flat white").contains(&"coffee".to_owned()));
    assert!(lists("espresso").contains(&"coffee".to_owned()));
    assert!(lists("lullabies").contains(&"change-verb".to_owned()));
    assert!(lists("increases").contains(&"change-verb".to_owned()));
}

#[test]
fn what_adds_needs_something_to_add_to() {
    let more = "[[concept]]\nid = \"cofee\"\nabout = \"More of it.\"\nadds = true\nstrong = [\"flat white\"]\n";
    let drawn = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("concepts/more.toml", more),
        ("rules/flat-coffee.toml", RULE),
    ])
    .expect_err("there is no such concept");
    insta::assert_snapshot!(drawn);
}
