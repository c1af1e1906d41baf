use std::fs;
use std::path::Path;

use miette::{GraphicalReportHandler, GraphicalTheme};
use tempfile::TempDir;

use crate::claim::{Class, Strength, Topic};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::rule::load::files::PackFiles;
use crate::rule::{Kind, Pack, PackFault};
use crate::source::Span;

mod english;
mod packs;
mod rules;

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
