//! The time of each stage of the way, alone. The texts: the documents of `examples/` (written for this project; see the page
//! there), one of them at a time as `brief`, all together as `examples`, and generated policy text in which one sentence in six
//! is a claim, as `policy`.

use std::fs;
use std::path::Path;

use caveat::annotate::Annotated;
use caveat::claim::{Annotations, extract};
use caveat::document::Document;
use caveat::linter::Linter;
use caveat::report::{Format, Look, Reporter};
use caveat::rule::Pack;
use caveat::source::SourceFile;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const TEXTS: [&str; 3] = ["brief", "examples", "policy"];

fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    match name {
        "brief" => fs::read_to_string(folder.join("brief-with-faults.md")).expect("an example"),
        "examples" => {
            let mut paths: Vec<_> = fs::read_dir(folder)
                .expect("the examples")
                .map(|entry| entry.expect("an entry").path())
                .collect();
            paths.sort();
            // Front matter in the middle of a file would be read as prose.
            let texts = paths
                .iter()
                .map(|path| fs::read_to_string(path).expect("an example"));
            texts
                .filter(|text| !text.starts_with("---"))
                .collect::<Vec<_>>()
                .join("\n\n")
        }
        _ => policy(200_000),
    }
}

const CAUSES: [&str; 6] = [
    "Legalization",
    "The purchase ban",
    "Decriminalising sex work",
    "Prohibition",
    "The Nordic model",
    "Licensing brothels",
];
const LINKS: [&str; 6] = [
    "increases",
    "may reduce",
    "does not increase",
    "has cut",
    "is associated with more",
    "fuels",
];
const EFFECTS: [&str; 4] = [
    "trafficking",
    "sex trafficking in the region",
    "trafficking for sexual exploitation",
    "the number of trafficked women",
];
const FILLERS: [&str; 5] = [
    "The committee heard nineteen witnesses over four days, most of them in closed session.",
    "Fines range from 400 to 1,200, and repeat offences carry a short custodial sentence (Act 12, s. 4).",
    "Clinics saw 140 new patients a month, *most* of them referred by a friend.",
    "See the [annual report](https://example.org/reports/2014) for the agencies that supplied data.[^1]",
    "Brothels, clubs and flats are counted in different registers, and no two of them agree.",
];

/// Policy text of about `size` bytes, the same each time.
fn policy(size: usize) -> String {
    let mut text = String::from("# A report\n\n");
    let mut state = 1_u32;
    let mut pick = |n: usize| {
        // A linear congruential generator with the constants of Numerical Recipes: even enough for picking words.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % n
    };
    while text.len() < size {
        match pick(12) {
            0 => text.push_str("## Findings\n\n- "),
            1 => text.push_str("> "),
            _ => {}
        }
        for _ in 0..=pick(6) {
            if pick(6) == 0 {
                let (cause, link, effect) = (CAUSES[pick(6)], LINKS[pick(6)], EFFECTS[pick(4)]);
                text.push_str(&format!("{cause} {link} {effect}. "));
            } else {
                text.push_str(FILLERS[pick(5)]);
                text.push(' ');
            }
        }
        text.push_str("\n\n");
    }
    text.push_str("[^1]: Ministry of Justice, annual report.\n");
    text
}

fn pack() -> Pack {
    Pack::embedded().expect("the built-in pack has no mistakes")
}

fn annotated(pack: &Pack, document: &Document) -> Vec<Annotated> {
    document
        .blocks
        .iter()
        .map(|block| pack.book.annotate(&block.text))
        .collect()
}

/// Reading the built-in rule files and making one book of their phrases: what each run begins with.
#[divan::bench]
fn a_pack_load() -> Pack {
    pack()
}

/// From bytes to a file with a table of lines.
#[divan::bench(args = TEXTS)]
fn b_read(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone())
        .bench_values(|text| SourceFile::new(name, text));
}

#[divan::bench(args = TEXTS)]
fn c_parse(bencher: Bencher, name: &str) {
    let (pack, text) = (pack(), text(name));
    let file = SourceFile::new(name, text.as_str());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| Document::parse(black_box(&file), &pack.conventions));
}

#[divan::bench(args = TEXTS)]
fn d_annotate(bencher: Bencher, name: &str) {
    let (pack, text) = (pack(), text(name));
    let document = Document::parse(&SourceFile::new(name, text.as_str()), &pack.conventions);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| annotated(&pack, black_box(&document)));
}

#[divan::bench(args = TEXTS)]
fn e_claims(bencher: Bencher, name: &str) {
    let (pack, text) = (pack(), text(name));
    let document = Document::parse(&SourceFile::new(name, text.as_str()), &pack.conventions);
    let blocks = annotated(&pack, &document);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let annotations =
            Annotations::new(&document, &pack.book, black_box(&blocks), &pack.grammar);
        extract(&annotations, &pack.grammar)
    });
}

/// The whole way to findings; what it takes beyond the stages above is the rules.
#[divan::bench(args = TEXTS)]
fn f_check(bencher: Bencher, name: &str) {
    let linter = Linter::embedded().expect("the built-in pack has no mistakes");
    let text = text(name);
    let file = SourceFile::new(name, text.as_str());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| linter.check(black_box(&file)));
}

#[divan::bench(args = TEXTS)]
fn g_report(bencher: Bencher, name: &str) {
    let linter = Linter::embedded().expect("the built-in pack has no mistakes");
    let file = SourceFile::new(name, text(name));
    let diagnostics = linter.check(&file).diagnostics;
    let reporter = Reporter::new(Format::Pretty, Look::plain());
    bencher.bench_local(|| reporter.diagnostics(&file, black_box(&diagnostics)));
}
