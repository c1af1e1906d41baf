use std::collections::HashSet;

use crate::citation::Lead;
use crate::citation::bibliography::Origin;
use crate::diagnostic::Diagnostic;
use crate::rule::Case;
use crate::rule::citation::CitationRule;

/// So many works are named in a finding about a whole file.
const NAMED: usize = 5;

/// The works of the document's own bibliographies that nothing in it cites: each at its entry, where that stands in the document; together at the
/// name of the file, where they stand in one. Files that serve every document are left alone.
pub(super) fn check(rule: &CitationRule, case: &Case<'_>) -> Vec<Diagnostic> {
    let leads = case
        .citations
        .all()
        .iter()
        .flat_map(|it| case.resolver.leads(it));
    let cited: HashSet<&str> = leads
        .filter_map(|lead| match lead {
            Lead::Entry(entry) => Some(entry.key.as_str()),
            Lead::Reference(_) | Lead::Note(_) | Lead::Itself | Lead::Nowhere(_) => None,
        })
        .collect();
    let sources = case.resolver.sources();
    let mut findings = Vec::new();
    for volume in sources.volumes() {
        let unused: Vec<_> = volume
            .bibliography
            .entries()
            .iter()
            .filter(|entry| !cited.contains(entry.key.as_str()))
            .filter(|entry| !sources.counts_as_cited(&entry.key))
            .collect();
        match volume.origin {
            Origin::Inline => findings.extend(unused.iter().map(|entry| {
                let value = |name: &str| (name == "work").then(|| format!("@{}", entry.key));
                rule.finding(case, "", entry.span, Vec::new(), value)
            })),
            Origin::Named(place) if !unused.is_empty() => {
                let value = |name: &str| match name {
                    "count" => Some(unused.len().to_string()),
                    "works" => {
                        let keys = unused.iter().take(NAMED).map(|it| format!("@{}", it.key));
                        let mut keys: Vec<String> = keys.collect();
                        if unused.len() > NAMED {
                            keys.push("…".to_owned());
                        }
                        Some(keys.join(", "))
                    }
                    _ => None,
                };
                findings.push(rule.finding(case, "file", place, Vec::new(), value));
            }
            Origin::Named(_) | Origin::Given => {}
        }
    }
    findings
}
