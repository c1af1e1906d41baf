use std::collections::BTreeMap;

use crate::citation::Lead;
use crate::diagnostic::{Diagnostic, Label};
use crate::rule::Case;
use crate::rule::citation::CitationRule;
use crate::source::Span;

/// The citations of a work that the document has cited under another key: the first for each further key.
pub(super) fn check(rule: &CitationRule, case: &Case<'_>) -> Vec<Diagnostic> {
    let mut keys: BTreeMap<&str, Vec<(&str, Span)>> = BTreeMap::new();
    let mut findings = Vec::new();
    for citation in case.citations.all() {
        for lead in case.resolver.leads(citation) {
            let Lead::Entry(entry) = lead else {
                continue;
            };
            let Some(doi) = &entry.work.doi else {
                continue;
            };
            let cited = keys.entry(doi).or_default();
            if cited.iter().any(|(key, _)| *key == entry.key) {
                continue;
            }
            if let Some(&(other, place)) = cited.first() {
                let value = |placeholder: &str| match placeholder {
                    "mark" => Some(format!("@{}", entry.key)),
                    "other" => Some(format!("@{other}")),
                    "doi" => Some(doi.clone()),
                    _ => None,
                };
                let label = Label {
                    role: "other-key".to_owned(),
                    span: place,
                    text: rule.texts.label.clone(),
                };
                findings.push(rule.finding(case, "", citation.span, vec![label], value));
            }
            cited.push((&entry.key, citation.span));
        }
    }
    findings
}
