use crate::annotate::{Annotated, Book, BookBuilder, Inflections, Mark, Sign};
use crate::claim::{Claim, Direction, Part, Strength};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::{BlockId, Conventions, Document, SentenceId, TextRange};
use crate::rule::Signs;
use crate::rule::coverage::{Coverage, CoverageLevels, Factor, check};
use crate::source::{SourceFile, Span};

mod coverage;
mod passage;

/// A book with a handful of phrases, so that these tests hold whatever the rule files say.
const LISTS: &[(&str, &[&str], &[&str])] = &[
    ("law", &["the ban", "legal taprooms"], &[]),
    (
        "about",
        &["bootlegging", "bootleggers", "victims", "taprooms"],
        &[],
    ),
    (
        "tie",
        &[
            "drivers of",
            "as long as",
            "comes from",
            "prey on",
            "behind",
        ],
        &["feeds", "leaves"],
    ),
    ("denied-before", &["plays no part"], &[]),
    ("denied-after", &["nothing to do with"], &[]),
    ("turn", &["but", "where"], &[]),
    ("worsened", &["made", "leaves"], &[]),
    (
        "want",
        &["poverty", "poorer", "no jobs"],
        &["rents", "debts"],
    ),
    ("silence", &["nobody asks", "indifference"], &["looks on"]),
];

fn book() -> Book {
    let inflections = Inflections::parse(include_str!("../../rules/english/inflection.toml"))
        .expect("the file of the repository is right");
    let mut builder = BookBuilder::new(inflections);
    for (id, strong, weak) in LISTS {
        let list = builder.list(id);
        builder.watch(list, Sign::Third);
        for (mark, phrases) in [(Mark::Strong, strong), (Mark::Weak, weak)] {
            for phrase in *phrases {
                builder.add(list, mark, phrase).expect("plain words");
            }
        }
    }
    builder.build().expect("no references")
}

fn rule(book: &Book) -> Coverage {
    let list = |id: &str| book.list(id).expect("one of LISTS");
    let factor = |id: &str, name: &str, means: &str| Factor {
        id: id.to_owned(),
        concept: list(id),
        name: name.to_owned(),
        means: means.to_owned(),
    };
    Coverage {
        enough: None,
        id: "left-out".to_owned(),
        url: Some("https://example.org/left-out".to_owned()),
        factors: vec![
            factor("want", "economic want", "too little to live on"),
            factor(
                "silence",
                "a culture of silence",
                "those who could ask do not",
            ),
        ],
        signs: Signs {
            cause: list("law"),
            about: list("about"),
            tie: list("tie"),
            denied_before: book.list("denied-before"),
            denied_after: book.list("denied-after"),
            turn: book.list("turn"),
            worsened: book.list("worsened"),
        },
        levels: CoverageLevels {
            asserted_none_named: Level::Error,
            asserted_some_named: Level::Warning,
            not_asserted: Level::Advice,
        },
        message:
            "\"{cause}\" {cue} \"{effect}\", {missing-count} of {factor-count} left out: {missing}"
                .to_owned(),
        help: "name {missing-meanings} {or not}".to_owned(),
    }
}

/// The document, its annotations and its book.
fn read(markdown: &str) -> (SourceFile, Document, Vec<Annotated>, Book) {
    let file = SourceFile::new("a.md", markdown);
    let conventions = Conventions::from_toml(include_str!("../../rules/english/conventions.toml"))
        .expect("the file of the repository is right");
    let document = Document::parse(&file, &conventions);
    let book = book();
    let annotated = document
        .blocks
        .iter()
        .map(|block| book.annotate(&block.text))
        .collect();
    (file, document, annotated, book)
}

/// A claim whose parts are the first places of these words.
fn claim(document: &Document, strength: Strength, [cause, cue, effect]: [&str; 3]) -> Claim {
    let part = |words: &str| {
        document
            .blocks
            .iter()
            .enumerate()
            .find_map(|(index, block)| {
                let start = block.text.find(words)? as u32;
                let range = TextRange::new(start, start + words.len() as u32);
                Some(Part {
                    block: BlockId(index as u32),
                    range,
                    span: block.map.source(range),
                })
            })
            .expect("the words stand in the document")
    };
    let cue = part(cue);
    let sentence = document
        .sentences
        .iter()
        .position(|sentence| sentence.block == cue.block && sentence.range.contains(cue.range))
        .expect("every word stands in a sentence");
    Claim {
        sentence: SentenceId(sentence as u32),
        cause: part(cause),
        cause_named: part(cause),
        cue,
        effect: part(effect),
        effect_named: part(effect),
        direction: Direction::Increase,
        strength,
        qualifiers: Vec::new(),
        frame: "test".to_owned(),
    }
}

/// The finding about a document with these claims.
fn find(markdown: &str, claims: &[(Strength, [&str; 3])]) -> Option<Diagnostic> {
    let (_, document, annotated, book) = read(markdown);
    let claims: Vec<Claim> = claims
        .iter()
        .map(|(strength, parts)| claim(&document, *strength, *parts))
        .collect();
    check(&rule(&book), &document, &annotated, &book, &claims)
}

/// What names the factors in this text, in the order of the rule.
fn named(markdown: &str) -> Vec<String> {
    let (file, document, annotated, book) = read(markdown);
    let rule = rule(&book);
    let passages = crate::rule::passage::Passages::new(
        &rule.signs,
        &rule.factors,
        &document,
        &annotated,
        &book,
    );
    let places: Vec<Option<Span>> = passages.named();
    places
        .into_iter()
        .flatten()
        .map(|span| file.slice(span).to_owned())
        .collect()
}
