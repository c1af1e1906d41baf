//! Suppressions: one small document for each form and each place.

use std::sync::LazyLock;

use caveat::linter::Linter;
use caveat::source::SourceFile;

use crate::cli::{folder, run};
use crate::documents::linter;

static LINTER: LazyLock<Linter> = LazyLock::new(linter);

const RULE: &str = "unqualified-causal-claim";

/// The lines on which the rule still reports, and what is said about the suppressions, with its line. In a text `CLAIM` stands for
/// a sentence that is reported, `RULE` for the rule.
fn lint(text: &str) -> (Vec<u32>, Vec<String>) {
    let text = text
        .replace("CLAIM", "Legal brothels increase trafficking.")
        .replace("RULE", RULE);
    let file = SourceFile::new("a.md", text);
    let (mut lines, mut own) = (Vec::new(), Vec::new());
    for found in LINTER.check(&file).diagnostics {
        let line = file.position(found.span.start()).line;
        if found.rule == RULE {
            lines.push(line);
        } else if found.rule.ends_with("-suppression") {
            own.push(format!("{line} {}: {}", found.rule, found.message));
        }
    }
    (lines, own)
}

#[track_caller]
fn leaves(text: &str, lines: &[u32]) {
    assert_eq!(lint(text), (lines.to_vec(), Vec::new()), "{text}");
}

#[track_caller]
fn says(text: &str, own: &[&str]) {
    let own: Vec<String> = own.iter().map(|own| own.replace("RULE", RULE)).collect();
    assert_eq!(lint(text).1, own, "{text}");
}

#[test]
fn without_a_suppression_it_is_reported() {
    leaves("CLAIM\n\nCLAIM\n", &[1, 3]);
}

#[test]
fn each_form() {
    leaves(
        "<!-- caveat-disable-next-line RULE -- why -->\nCLAIM\n\nCLAIM\n",
        &[4],
    );
    leaves(
        "<!-- caveat-disable-next-line RULE -- why -->\n\nCLAIM\nCLAIM\n",
        &[4],
    );
    leaves(
        "CLAIM <!-- caveat-disable-line RULE -- why -->\nCLAIM\n",
        &[2],
    );
    leaves(
        "<!-- caveat-disable-next-block RULE -- why -->\n\nCLAIM\nCLAIM\n\nCLAIM\n",
        &[6],
    );
    leaves(
        "CLAIM\n\n<!-- caveat-disable-file RULE -- why -->\n\nCLAIM\n",
        &[],
    );
    leaves(
        "CLAIM\n\n<!-- caveat-disable RULE -- why -->\n\nCLAIM\n\n<!-- caveat-enable -->\n\nCLAIM\n",
        &[1, 9],
    );
    leaves(
        "<!-- caveat-disable RULE -- why -->\n\nCLAIM\n\n<!-- caveat-enable RULE -->\n\nCLAIM\n",
        &[7],
    );
    leaves(
        "---\ncaveat: {disable: [RULE], reason: why}\n---\n\nCLAIM\n",
        &[],
    );
    leaves(
        "---\ntitle: x\ncaveat:\n  disable:\n    - RULE\n  reason: why\n---\nCLAIM\n",
        &[],
    );
    leaves(
        "+++\ntitle = \"x\"\n[caveat]\ndisable = [\"RULE\"]\nreason = \"why\"\n+++\nCLAIM\n",
        &[],
    );
}

#[test]
fn each_place() {
    leaves(
        "- Text.\n- <!-- caveat-disable-next-line RULE -- why -->\n  CLAIM\n- CLAIM\n",
        &[4],
    );
    leaves(
        "- CLAIM <!-- caveat-disable-line RULE -- why -->\n- CLAIM\n",
        &[2],
    );
    leaves(
        "<!-- caveat-disable-next-block RULE -- why -->\n\n- CLAIM\n- CLAIM\n\nCLAIM\n",
        &[6],
    );
    leaves(
        "> Text.\n>\n> <!-- caveat-disable-next-line RULE\n> -- why -->\n> CLAIM\n",
        &[],
    );
    leaves(
        "> [!NOTE]\n> <!-- caveat-disable-next-line RULE -- why -->\n> CLAIM\n>\n> CLAIM\n",
        &[5],
    );
    leaves(
        "| a | b |\n| - | - |\n| x | CLAIM <!-- caveat-disable-line RULE -- why --> |\n| y | CLAIM |\n",
        &[4],
    );
    leaves(
        "Text.[^1]\n\n<!-- caveat-disable-next-line RULE -- why -->\n[^1]: CLAIM\n\nCLAIM\n",
        &[6],
    );
    leaves(
        "Text.[^1]\n\n[^1]: CLAIM <!-- caveat-disable-line RULE -- why -->\n",
        &[],
    );
    leaves("# CLAIM <!-- caveat-disable-line RULE -- why -->\n", &[]);
    leaves(
        "Term\n: CLAIM <!-- caveat-disable-line RULE -- why -->\n",
        &[],
    );
    leaves(
        "\u{feff}<!-- caveat-disable-next-line RULE -- why -->\r\nCLAIM\r\n\r\nCLAIM\r\n",
        &[4],
    );
    leaves(
        "---\ntitle: CLAIM\ncaveat: {disable: [RULE], reason: why}\n---\n",
        &[],
    );
}

#[test]
fn names_are_taken_in_any_case_and_with_or_without_commas() {
    leaves(
        "<!-- CAVEAT -->\n<!-- caveat-Disable-File missing-root-causes Unqualified-Causal-Claim -- why -->\n\nCLAIM\n",
        &[],
    );
    leaves(
        "<!-- caveat-disable-file missing-root-causes,\nRULE -- why -->\n\nCLAIM\n",
        &[],
    );
}

#[test]
fn comments_in_code_are_text() {
    leaves(
        "```html\n<!-- caveat-disable-file RULE -- why -->\n```\n\nCLAIM `<!-- caveat-disable-line RULE -->`\n",
        &[5],
    );
}

#[test]
fn a_suppression_that_cannot_be_followed_suppresses_nothing_and_is_reported() {
    let claim = "\n\nCLAIM\n";
    for (text, own) in [
        (
            "<!-- caveat-disable-file RULE -->",
            "1 bad-suppression: this suppression gives no reason, so it suppresses nothing",
        ),
        (
            "<!-- caveat-disable-file RULE -- -->",
            "1 bad-suppression: this suppression gives no reason, so it suppresses nothing",
        ),
        (
            "<!-- caveat-disable-file -- why -->",
            "1 bad-suppression: this suppression names no rule, so it suppresses nothing",
        ),
        (
            "<!-- caveat-disable-file unqualified-causal-clam -- why -->",
            "1 bad-suppression: there is no rule `unqualified-causal-clam`",
        ),
        (
            "<!-- caveat-disable RULE -- why -->",
            "1 bad-suppression: this suppression is never ended, so it suppresses nothing",
        ),
        (
            "<!-- caveat-enable -->",
            "1 bad-suppression: there is nothing here for `caveat-enable` to end",
        ),
        (
            "<!-- caveat-disable-netx-line RULE -- why -->",
            "1 bad-suppression: there is no comment `caveat-disable-netx-line`",
        ),
        (
            "<!-- caveat-ignore RULE -- why -->",
            "1 bad-suppression: there is no comment `caveat-ignore`",
        ),
        (
            "<!-- caveat-disable-file unused-suppression -- why -->",
            "1 bad-suppression: `unused-suppression` cannot be suppressed in a document",
        ),
        (
            "---\ncaveat: {disable: [RULE]}\n---",
            "2 bad-suppression: this suppression gives no reason, so it suppresses nothing",
        ),
        (
            "---\ncaveat: {disabel: [RULE], reason: why}\n---",
            "2 bad-suppression: there is no key `disabel` under `caveat`",
        ),
        (
            "---\ncaveat: no\n---",
            "2 bad-suppression: the key `caveat` of the front matter cannot be understood",
        ),
    ] {
        let text = format!("{text}{claim}");
        says(&text, &[own]);
        assert_eq!(lint(&text).0.len(), 1, "{text}");
    }
}

#[test]
fn other_comments_and_broken_front_matter_are_left_alone() {
    for text in [
        "<!-- caveat-emptor: buyers beware -->\n\nCLAIM\n",
        "<!-- a caveat -->\n\nCLAIM\n",
        "---\ncaveat: [\n---\n\nCLAIM\n",
    ] {
        says(text, &[]);
    }
}

#[test]
fn an_unused_suppression_is_reported_at_the_name_of_the_rule() {
    says(
        "<!-- caveat-disable-file RULE -- why -->\n\nText.\n",
        &["1 unused-suppression: `RULE` reports nothing that this could suppress"],
    );
    says(
        "CLAIM\n\n<!-- caveat-disable-next-block RULE -- why -->\n",
        &["3 unused-suppression: `RULE` reports nothing that this could suppress"],
    );
}

#[test]
fn an_audit_lists_them_with_their_reasons() {
    let text = "---\ncaveat: {disable: [missing-root-causes], reason: a note on one law}\n---\n\n<!-- caveat-disable-next-line unqualified-causal-claim\n-- as the bill says -->\nText.\n\n<!-- caveat-disable-file x -->\n";
    let folder = folder(&[("a.md", text.as_bytes())]);
    let (status, stdout, stderr) = run(folder.path(), &["suppressions"]);
    assert_eq!(
        (status, stderr.as_str()),
        (
            0,
            "3 suppressions in 1 file (1 not on the subject of the rules)\n"
        )
    );
    assert_eq!(
        stdout,
        "a.md:2:1: front-matter: missing-root-causes -- a note on one law\n\
         a.md:5:1: disable-next-line: unqualified-causal-claim -- as the bill says\n\
         a.md:9:1: disable-file: x -- (no reason)\n"
    );
    let (_, stdout, _) = run(folder.path(), &["suppressions", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(json["suppressions"][1]["reason"], "as the bill says");
    assert_eq!(json["suppressions"][1]["start"]["line"], 5);
    assert_eq!(json["summary"]["suppressions"], 3);
}

#[test]
fn why_says_that_a_finding_is_suppressed() {
    let text = "<!-- caveat-disable-next-line unqualified-causal-claim -- why -->\nLegal brothels increase trafficking.\n";
    let folder = folder(&[("a.md", text.as_bytes())]);
    let (_, stdout, _) = run(folder.path(), &["why", "a.md:2"]);
    assert!(
        stdout.contains("unqualified-causal-claim: is suppressed here; it would report"),
        "{stdout}"
    );
}
