use super::parse;

/// Each line of the table gives back its own sentence ends.
#[test]
fn sentences_end_where_they_are_drawn() {
    let mut wrong = Vec::new();
    for line in include_str!("../sentence_cases.txt").lines() {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let drawn = line
            .replace("\\\\n", "\u{1}")
            .replace("\\n", "\n")
            .replace('\u{1}', "\\\n");
        let expected: Vec<String> = drawn
            .split("\n\n")
            .next()
            .unwrap_or("")
            .split('|')
            .map(tidy)
            .collect();
        let (file, document) = parse(&drawn.replace('|', ""));
        let found: Vec<String> = document
            .blocks
            .first()
            .map(|block| block.sentences.clone())
            .unwrap_or_default()
            .map(|index| tidy(file.slice(document.sentences[index as usize].span)))
            .collect();
        if strip(&found) != strip(&expected) {
            wrong.push(format!("{line}\n  found    {}", found.join(" | ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} lines are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// White space and the backslash of a hard break beside a boundary are nobody's.
fn tidy(sentence: &str) -> String {
    sentence
        .trim_matches(|c: char| c.is_whitespace() || c == '\\')
        .to_owned()
}

/// Emphasis marks at the edges of a sentence lie outside of its span.
fn strip(sentences: &[String]) -> Vec<String> {
    sentences
        .iter()
        .map(|sentence| sentence.replace(['*', '\\'], "").replace("</sup>", ""))
        .collect()
}
