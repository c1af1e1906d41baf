use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::Level;
use crate::linter::outcome::{RuleDoc, RuleExample};

/// What the two rules about suppressions say of themselves.
pub(crate) static OWN_RULES: LazyLock<Vec<RuleDoc>> = LazyLock::new(|| {
    let read: RawFile = toml::from_str(include_str!("rules.toml")).unwrap_or_default();
    read.rule.into_iter().map(RuleDoc::from).collect()
});

#[derive(Default, Deserialize)]
struct RawFile {
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
struct RawRule {
    id: String,
    level: RawLevel,
    summary: String,
    what: String,
    why: String,
    fix: String,
    bad: Vec<RawExample>,
    good: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawLevel {
    Warning,
    Error,
}

#[derive(Deserialize)]
struct RawExample {
    text: String,
    note: String,
}

impl From<RawRule> for RuleDoc {
    fn from(raw: RawRule) -> Self {
        let examples = |raw: Vec<RawExample>| {
            raw.into_iter()
                .map(|example| RuleExample {
                    text: example.text,
                    note: Some(example.note),
                })
                .collect()
        };
        Self {
            id: raw.id,
            level: match raw.level {
                RawLevel::Warning => Level::Warning,
                RawLevel::Error => Level::Error,
            },
            summary: raw.summary,
            what: raw.what,
            why: raw.why,
            fix: raw.fix,
            references: Vec::new(),
            bad: examples(raw.bad),
            good: examples(raw.good),
            url: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linter::suppression::{BAD, UNUSED};

    #[test]
    fn both_rules_are_described() {
        let ids: Vec<&str> = OWN_RULES.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids, [BAD, UNUSED]);
    }
}
