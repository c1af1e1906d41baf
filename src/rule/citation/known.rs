use crate::diagnostic::{Diagnostic, Label};
use crate::document::SentenceId;
use crate::rule::Case;
use crate::rule::citation::support::{Shortfall, model_of, shortfall, support};
use crate::rule::citation::{CitationRule, Fault};

/// The sentences whose claim a cited work contradicts, or falls short of: one finding for each sentence and work.
pub(super) fn check(rule: &CitationRule, case: &Case<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut said: Vec<(SentenceId, &str)> = Vec::new();
    for claim in case.claims {
        for (citation, record) in support(case, claim) {
            let Some(record) = record else {
                continue;
            };
            let name = match (rule.fault, shortfall(case, claim, record)) {
                (Fault::Contradicts, Some(Shortfall::Contradicts))
                | (Fault::Exceeds, Some(Shortfall::NotMeasured)) => "",
                (Fault::Exceeds, Some(Shortfall::Association)) => "association",
                _ => continue,
            };
            if said.contains(&(claim.sentence, &record.id)) {
                continue;
            }
            said.push((claim.sentence, &record.id));
            let Some(sentence) = case.sentence(claim) else {
                continue;
            };
            let model = model_of(case, claim);
            let models = &case.pack.evidence.models;
            let model_name = model
                .and_then(|id| models.iter().find(|model| model.id == id))
                .map_or(String::new(), |model| model.name.clone());
            let found = model.and_then(|model| record.finds(model).next());
            let value = |placeholder: &str| match placeholder {
                "source" => Some(record.label()),
                "measures" => Some(record.measures.clone()),
                "summary" => Some(record.summary.clone()),
                "model" => Some(model_name.clone()),
                "claimed" => Some(rule.directions.of(claim.direction).to_owned()),
                "found" => found.map(|found| rule.directions.of(found).to_owned()),
                _ => None,
            };
            let parts = [
                ("cause", claim.cause),
                ("cue", claim.cue),
                ("effect", claim.effect),
            ];
            let mut labels: Vec<Label> = parts
                .iter()
                .map(|(role, part)| (*role, *role, part.span))
                .chain([("source", rule.texts.label.as_str(), citation.span)])
                .map(|(role, text, span)| Label::new(role, text, span))
                .collect();
            labels.sort_by_key(|label| label.span);
            findings.push(rule.finding(case, name, sentence.span, labels, value));
        }
    }
    findings
}
