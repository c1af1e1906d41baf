use crate::diagnostic::nearest;
use crate::document::Comment;
use crate::linter::suppression::{Reach, Statement, Written};
use crate::source::{SourceFile, Span};

const PREFIX: &str = "caveat-";
const ENABLE: &str = "enable";
/// Words that people know from other programs; each means one of ours.
const OTHER_WORDS: [&str; 3] = ["ignore", "off", "on"];
const COMMENT_REACHES: [Reach; 5] = [
    Reach::Line,
    Reach::NextLine,
    Reach::NextBlock,
    Reach::Block,
    Reach::File,
];

/// What a comment says; none where it only begins like one of ours (`<!-- caveat-emptor -->`).
///
/// The form: `<!-- caveat-DIRECTIVE RULE[, RULE] -- reason -->`.
pub(super) fn read(file: &SourceFile, comment: Comment) -> Option<Statement> {
    let span = comment.span;
    let text = file.slice(span);
    let inside = text.strip_prefix("<!--")?.strip_suffix("-->")?;
    let start = span.start() + 4 + (inside.len() - inside.trim_start().len()) as u32;
    let inside = inside.trim();
    let word_end = inside
        .find(|c: char| c.is_whitespace() || c == ',')
        .unwrap_or(inside.len());
    let written = inside[..word_end].trim_end_matches([':', '-', '.']);
    let directive = written.strip_prefix(PREFIX)?.to_lowercase();
    let (names, reason) = match split_reason(&inside[word_end..]) {
        Some((names, reason)) => (names, Some(one_line(reason))),
        None => (&inside[word_end..], None),
    };
    let rules = rules(names, start + word_end as u32);
    if directive == ENABLE {
        return Some(Statement::Enable(rules, span));
    }
    let known = COMMENT_REACHES.map(Reach::name);
    let Some(reach) = COMMENT_REACHES
        .into_iter()
        .find(|reach| reach.name() == directive)
    else {
        return slip(&directive, &known, span);
    };
    Some(Statement::Disable(Written {
        reach,
        rules,
        reason: reason.filter(|reason| !reason.is_empty()),
        span,
        next_block: comment.next_block,
    }))
}

/// The names, and the reason behind the first ` -- `.
fn split_reason(text: &str) -> Option<(&str, &str)> {
    let is_open = |c: Option<char>| c.is_none_or(char::is_whitespace);
    text.match_indices("--").find_map(|(at, mark)| {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let alone = is_open(before.chars().next_back()) && is_open(after.chars().next());
        alone.then_some((before, after))
    })
}

/// A reason on one line, without the marks of block quotes that its lines may begin with.
fn one_line(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ', '\t']));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// Names between commas and white space, with their places; `at` is where `text` starts in the file.
fn rules(text: &str, at: u32) -> Vec<(String, Span)> {
    let is_between = |c: char| c.is_whitespace() || c == ',' || c == '>';
    let mut names = Vec::new();
    let mut rest = 0;
    for word in text.split(is_between) {
        let start = at + rest as u32;
        if !word.is_empty() {
            names.push((
                word.to_lowercase(),
                Span::new(start, start + word.len() as u32),
            ));
        }
        rest += word.len();
        rest += text[rest..].chars().next().map_or(0, char::len_utf8);
    }
    names
}

fn slip(directive: &str, known: &[&'static str], span: Span) -> Option<Statement> {
    let names = known.iter().copied().chain([ENABLE]);
    let near = nearest(directive, names);
    let begins_right = directive.starts_with("disable") || directive.starts_with(ENABLE);
    if near.is_none() && !begins_right && !OTHER_WORDS.contains(&directive) {
        return None;
    }
    let all = || {
        let all: Vec<String> = known
            .iter()
            .map(|name| format!("`{PREFIX}{name}`"))
            .collect();
        format!("write {} or `{PREFIX}{ENABLE}`", all.join(", "))
    };
    Some(Statement::Slip {
        message: format!("there is no comment `{PREFIX}{directive}`"),
        help: near.map_or_else(all, |near| format!("write `{PREFIX}{near}`")),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_stands_behind_two_dashes_on_their_own() {
        assert_eq!(split_reason(" a -- why"), Some((" a ", " why")));
        assert_eq!(split_reason(" a --"), Some((" a ", "")));
        assert_eq!(split_reason(" a--b"), None);
        assert_eq!(split_reason(" -- why -- so"), Some((" ", " why -- so")));
    }

    #[test]
    fn names_have_their_places() {
        let text = " One,two\n> three ";
        let found = rules(text, 0);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["one", "two", "three"]);
        for (name, span) in &found {
            assert_eq!(span.slice(text).to_lowercase(), *name);
        }
    }
}
