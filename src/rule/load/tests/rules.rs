use super::*;

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
