use std::sync::Arc;

use toml::Spanned;

use crate::rule::PackFault;
use crate::rule::load::literal;
use crate::source::SourceFile;

/// Checks that each `{name}` of a template is one that its kind of rule fills in.
pub(super) fn check(
    file: &Arc<SourceFile>,
    template: &Spanned<String>,
    known: &[&str],
    faults: &mut Vec<PackFault>,
) {
    let text = template.get_ref();
    let place = |range| literal::place(file.text(), template.span(), text, range);
    if text.trim().is_empty() {
        faults.push(PackFault::new(
            file,
            template.span(),
            "there is no text here",
            "",
        ));
    }
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        let Some(close) = text[open..].find('}').map(|close| open + close) else {
            let range = place(open..open + 1);
            faults.push(PackFault::new(file, range, "this `{` is never closed", ""));
            return;
        };
        let name = &text[open + 1..close];
        if !known.contains(&name) {
            let message = format!("there is nothing called `{name}` to fill in here");
            let fault = PackFault::new(file, place(open..close + 1), message, "");
            let fault = fault.help(format!(
                "what this kind of rule fills in: {}",
                known.join(", ")
            ));
            faults.push(fault.near("a placeholder", name, known.iter().copied()));
        }
        at = close + 1;
    }
}
