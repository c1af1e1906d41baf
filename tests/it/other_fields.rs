use std::fs;
use std::path::Path;

use caveat::claim::Strength;
use caveat::linter::Linter;
use caveat::source::SourceFile;

/// The pack that speaks about any text.
const PACK: &str = "causal-claims";

/// What the mean of the four F1 must reach: what was measured, rounded down.
const FLOOR: f64 = 0.9;

const LABELS: [&str; 4] = ["asserted", "hedged", "correlational", "none"];

/// The strength of a sentence in the four labels of `other-fields.txt`: of several claims the first in the order of strength.
fn label(linter: &Linter, sentence: &str) -> &'static str {
    let file = SourceFile::new("sentence.md", sentence);
    let claims = linter.claims(&file).claims;
    let found: Vec<Strength> = claims.iter().map(|row| row.claim.strength).collect();
    let order = [
        (Strength::Asserted, "asserted"),
        (Strength::Denied, "none"),
        (Strength::Hedged, "hedged"),
        (Strength::Attributed, "attributed"),
        (Strength::Correlational, "correlational"),
    ];
    order
        .iter()
        .find(|(strength, _)| found.contains(strength))
        .map_or("none", |(_, label)| label)
}

#[test]
fn the_general_pack_reads_sentences_of_other_fields() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/other-fields.txt");
    let text = fs::read_to_string(path).expect("the sentences");
    let linter = Linter::with_pack(Path::new(PACK)).expect("the pack has no mistakes");
    let mut pairs = Vec::new();
    for line in text.lines() {
        let Some((due, sentence)) = line.split_once(": ") else {
            continue;
        };
        if let Some(due) = LABELS.iter().find(|label| **label == due) {
            pairs.push((*due, label(&linter, sentence)));
        }
    }
    assert_eq!(pairs.len(), 200, "the sentences of the file");
    let count = |due: &dyn Fn(&str) -> bool, found: &dyn Fn(&str) -> bool| {
        pairs.iter().filter(|(d, f)| due(d) && found(f)).count() as f64
    };
    let of = |label: &str| {
        let is = |other: &str| other == label;
        let (both, due, found) = (
            count(&is, &is),
            count(&is, &|_| true),
            count(&|_| true, &is),
        );
        2.0 * both / (due + found)
    };
    let mean = LABELS.iter().map(|label| of(label)).sum::<f64>() / LABELS.len() as f64;
    assert!(mean >= FLOOR, "the mean F1 of the four labels is {mean:.3}");
}
