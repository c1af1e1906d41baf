use std::fs;
use std::path::Path;

use miette::{GraphicalReportHandler, GraphicalTheme};
use tempfile::TempDir;

use crate::claim::{Class, Strength, Subject, Topic};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::rule::{Kind, Pack, PackFault};
use crate::source::Span;

const PACK: &str = r#"
id = "coffee"
name = "Coffee and sleep"
about = "Claims that coffee does something to sleep."
url = "https://example.org/coffee/"
own-english = true
anchors = ["coffee"]
[subject]
cause = "coffee"
effect = "sleep"
agents = "drinker"
people = "drinker"
"#;

const CONCEPTS: &str = r#"
[[concept]]
id = "coffee"
about = "The drink."
strong = ["coffee", "~espresso"]
weak = ["the drink"]
weak-needs = ["sleep"]

[[concept]]
id = "sleep"
about = "Sleep, and the lack of it."
strong = ["sleep", "insomnia", "lack of SLEEP-WORD"]

[[concept]]
id = "sleep-word"
about = "Other words for sleep."
strong = ["rest"]

[[concept]]
id = "drinker"
about = "Who drinks it."
strong = ["drinker"]
"#;

const RULE: &str = r#"
id = "flat-coffee"
level = "warning"
summary = "Coffee is said to change sleep"
[match.claim]
cause = "coffee"
effect = "any"
strength = ["asserted"]
[report]
message = "states that {cause} {direction} {effect}"
help = "say who found it"
[report.directions]
increase = "raises"
decrease = "lowers"
no-effect = "leaves"
mixed = "raises and lowers"
[docs]
what = "What."
why = "Why."
fix = "Fix."
references = ["A book"]
[[examples.bad]]
text = "We know it. Coffee reduces sleep."
report = "Coffee reduces sleep"
[[examples.good]]
text = "Coffee may reduce sleep."
why = "It is qualified."
"#;

const DIRECTIONS: &str = r#"[report.directions]
increase = "raises"
decrease = "lowers"
no-effect = "leaves"
mixed = "raises and lowers"
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

/// A file of English with every list that the grammar reads, so that these tests hold whatever the built-in files say.
fn english() -> String {
    let list = |class: &Class| {
        let id = class.id();
        format!("[[list]]\nid = \"{id}\"\nabout = \"For tests.\"\nphrases = [\"word for {id}\"]\n")
    };
    Class::ALL.iter().map(list).collect()
}

/// The pack of these files and of `english`.
fn load(files: &[(&str, &str)]) -> Result<Pack, String> {
    let english = english();
    let mut files = files.to_vec();
    if files.iter().any(|(path, _)| *path == "pack.toml") {
        files.push(("english/lists.toml", &english));
    }
    load_alone(&files)
}

fn load_alone(files: &[(&str, &str)]) -> Result<Pack, String> {
    let folder = folder(files);
    Pack::from_folder(folder.path()).map_err(|faults| {
        let path = folder.path().display().to_string();
        draw(&faults).replace(&path, "FOLDER")
    })
}

/// The faults of the coffee pack with one piece of a file replaced.
fn faults_with(changes: &[(&str, &str)]) -> String {
    let change = |text: &str| {
        let mut text = text.to_owned();
        for (old, new) in changes {
            text = text.replace(old, new);
        }
        text
    };
    let (pack, concepts, rule) = (change(PACK), change(CONCEPTS), change(RULE));
    assert_ne!(
        (&*pack, &*concepts, &*rule),
        (PACK, CONCEPTS, RULE),
        "nothing was changed"
    );
    load(&[
        ("pack.toml", &pack),
        ("concepts/all.toml", &concepts),
        ("rules/flat-coffee.toml", &rule),
    ])
    .expect_err("there is a fault")
}

fn draw(faults: &[PackFault]) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::none())
        .with_links(false)
        .with_width(100);
    let mut drawn = String::new();
    for fault in faults {
        handler
            .render_report(&mut drawn, fault)
            .expect("writing to a string");
    }
    drawn
}

#[test]
fn the_built_in_pack_has_no_mistakes() {
    if let Err(faults) = super::embedded_from_files() {
        panic!("{}", draw(&faults));
    }
}

#[test]
fn the_compiled_phrases_are_those_of_the_files() {
    let compiled = super::files::embedded_book().expect("the build script has found no mistake");
    let read = super::embedded_from_files().expect("it is right");
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
    insta::assert_snapshot!([nothing, draw(&missing), stray].join("\n"));
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
fn mistakes_in_a_rule() {
    insta::assert_snapshot!(faults_with(&[
        ("level = \"warning\"", "level = \"warn\""),
        (
            "cause = \"coffee\"\neffect = \"any\"",
            "cause = \"cofee\"\neffect = \"tea\""
        ),
        ("[\"asserted\"]", "[\"asserted\", \"flat\"]"),
        ("{direction}", "{directon}"),
        ("say who found it", "say \\\"who\\\" … {found it"),
        ("why = \"Why.\"\n", ""),
        (
            "report = \"Coffee reduces sleep\"",
            "report = \"Coffee causes sleep\""
        ),
    ]));
}

#[test]
fn a_rule_without_its_parts() {
    let drawn = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/empty.toml", "id = \"Empty\"\n"),
    ])
    .expect_err("parts are missing");
    let nothing = faults_with(&[
        ("[\"asserted\"]", "[]"),
        ("Why.", ""),
        (
            "[[examples.good]]\ntext = \"Coffee may reduce sleep.\"\nwhy = \"It is qualified.\"\n",
            "",
        ),
    ]);
    insta::assert_snapshot!([drawn, nothing].join("\n"));
}

#[test]
fn mistakes_in_a_coverage_rule() {
    let coverage = r#"[match.coverage]
claim-cause = "coffee"
claim-effect = "slep"
about = "sleep"
tie = "sleep"
denied-before = "no-such-list"
factor = [
  { id = "stress", concept = "drinker", name = "stress", means = "too much to do" },
  { id = "stress", concept = "drinkers", name = "stress", means = "too much to do" },
]
[match.coverage.levels]
asserted-none-named = "error"
asserted-some-named = "warnin"
not-asserted = "advice"
"#;
    let claim = "[match.claim]\ncause = \"coffee\"\neffect = \"any\"\nstrength = [\"asserted\"]\n";
    insta::assert_snapshot!(faults_with(&[
        (claim, coverage),
        ("{direction}", "{missing}"),
        (DIRECTIONS, ""),
    ]));
}

const CLAIM: &str =
    "[match.claim]\ncause = \"coffee\"\neffect = \"any\"\nstrength = [\"asserted\"]\n";

#[test]
fn mistakes_in_rules_on_words() {
    let drawn = |kind: &str| faults_with(&[(CLAIM, kind)]);
    // The texts are those of a claim rule, so each of its own keys is refused.
    insta::assert_snapshot!(drawn(
        "[match.phrase]\nwords = \"drinkers\"\nspoken-of = \"slep\"\n"
    ));
    insta::assert_snapshot!(faults_with(&[
        (
            CLAIM,
            "[match.attribution]\nwords = \"coffee\"\nnamed = \"slep\"\nabout = []\n"
        ),
        (DIRECTIONS, "label = \"here\"\n"),
        ("{cause} {direction} {effect}", "{word}"),
    ]));
    let labelled = "help = \"say who found it\"\nlabel = \"here\"";
    insta::assert_snapshot!(faults_with(&[("help = \"say who found it\"", labelled)]));
    let yielding = "level = \"warning\"\nyields-to = [\"flat-cofee\"]";
    insta::assert_snapshot!(faults_with(&[("level = \"warning\"", yielding)]));
}

#[test]
fn a_rule_may_yield_to_another() {
    let yielding = RULE.replace(
        "level = \"warning\"",
        "level = \"warning\"\nyields-to = [\"flat-tea\"]",
    );
    let other = RULE.replace("flat-coffee", "flat-tea");
    let pack = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/flat-coffee.toml", &yielding),
        ("rules/flat-tea.toml", &other),
    ])
    .expect("there is no mistake");
    assert_eq!(pack.rules[0].yields_to, ["flat-tea"]);
    assert!(pack.rules[1].yields_to.is_empty());
}

#[test]
fn mistakes_in_the_words_of_a_claim_rule() {
    let rewording = r#"[[report.rewording]]
text = "it may be that {sentnce}"
[[report.rewording]]
text = "{softened}"
frames = ["actve"]
not-frames = ["time"]
"#;
    let english = format!(
        "{}[[frame]]\nid = \"active\"\nexample = \"It does.\"\npatterns = [\"CAUSE *change-verb EFFECT\"]\n",
        english()
    );
    let rule = RULE
        .replace(DIRECTIONS, rewording)
        .replace("say who found it", "say who found it: {rewording}")
        .replace(
            "strength = [\"asserted\"]",
            "strength = [\"asserted\"]\ncited-level = \"none\"",
        );
    let drawn = load_alone(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("english/lists.toml", &english),
        ("rules/flat-coffee.toml", &rule),
    ])
    .expect_err("there are faults");
    let elsewhere = faults_with(&[
        (
            "[match.claim]\ncause = \"coffee\"\neffect = \"any\"\nstrength = [\"asserted\"]\n",
            "[match.coverage]\nclaim-cause = \"coffee\"\nclaim-effect = \"sleep\"\nabout = \"sleep\"\ntie = \"sleep\"\nfactor = [{ id = \"stress\", concept = \"drinker\", name = \"stress\", means = \"too much\" }]\n",
        ),
        ("{direction}", "{missing}"),
    ]);
    insta::assert_snapshot!([drawn, elsewhere].join("\n"));
}

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
fn mistakes_in_a_pack_file() {
    insta::assert_snapshot!(faults_with(&[
        ("anchors = [\"coffee\"]", "anchors = [\"Coffee\", \"a\"]"),
        ("agents = \"drinker\"", "agents = \"drinkr\""),
    ]));
}

#[test]
fn two_rules_with_one_id() {
    let drawn = load(&[
        ("pack.toml", PACK),
        ("concepts/all.toml", CONCEPTS),
        ("rules/a.toml", RULE),
        ("rules/b.toml", RULE),
    ])
    .expect_err("the ids are the same");
    insta::assert_snapshot!(drawn);
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

#[test]
fn a_built_in_pack_has_a_name() {
    let pack = Pack::from_folder(Path::new("causal-claims")).expect("it is built in");
    assert_eq!(pack.id, "causal-claims");
    assert!(pack.grammar.subject.is_some_and(Subject::is_open));
    let faults = Pack::from_folder(Path::new("causal-claim")).expect_err("there is none");
    let help = miette::Diagnostic::help(&faults[0]).map(|help| help.to_string());
    assert_eq!(
        help.as_deref(),
        Some("the packs that are built in: `causal-claims`, `prostitution-policy`")
    );
}

/// One bad file never hides the mistakes of another.
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
