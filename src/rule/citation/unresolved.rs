use crate::citation::{Lead, Missing};
use crate::diagnostic::Diagnostic;
use crate::rule::Case;
use crate::rule::citation::CitationRule;

/// The citations that lead nowhere.
pub(super) fn check(rule: &CitationRule, case: &Case<'_>) -> Vec<Diagnostic> {
    let sources = case.resolver.sources();
    let has_bibliography = !sources.volumes().is_empty();
    let mut findings = Vec::new();
    for citation in case.citations.all() {
        let missing = case.resolver.leads(citation).into_iter().find_map(|lead| {
            let Lead::Nowhere(missing) = lead else {
                return None;
            };
            Some(missing)
        });
        let Some(missing) = missing else {
            continue;
        };
        let in_brackets = case.file.slice(citation.mark).starts_with(['[', '-']);
        let name = match &missing {
            Missing::Key(_) if has_bibliography => "key",
            // Without a bibliography a name behind `@` in running text may be anybody's.
            Missing::Key(_) if !in_brackets => continue,
            Missing::Key(_) => "key-without-bibliography",
            Missing::Note(_) => "note",
            Missing::Number(_) => "number",
        };
        let (mark, nearest) = match &missing {
            Missing::Key(key) => (format!("@{key}"), sources.nearest(key)),
            Missing::Note(label) => (format!("[^{label}]"), None),
            Missing::Number(number) => (format!("[{number}]"), None),
        };
        let name = if nearest.is_some() { "key-near" } else { name };
        let value = |placeholder: &str| match placeholder {
            "mark" => Some(mark.clone()),
            "nearest" => nearest.map(|key| format!("@{key}")),
            "last" => case.resolver.last_number().map(|last| last.to_string()),
            _ => None,
        };
        findings.push(rule.finding(case, name, citation.span, Vec::new(), value));
    }
    findings
}
