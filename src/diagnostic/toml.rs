use std::sync::Arc;

use crate::diagnostic::{Fault, nearest};
use crate::source::SourceFile;

impl Fault {
    /// The fault for what the TOML reader says about a file.
    pub(crate) fn toml(file: &Arc<SourceFile>, error: &toml::de::Error) -> Self {
        let range = error.span().unwrap_or(0..0);
        let message = error.message();
        // serde names what it found and then what it knows, each in backticks.
        let mut names = message.split('`').skip(1).step_by(2);
        let written = names.next().unwrap_or("");
        let known: Vec<&str> = names.collect();
        let fault = |text: String| Fault::new(file, range.clone(), text, "");
        let (fault, kind) = if message.starts_with("unknown field") {
            (fault(format!("there is no key `{written}` here")), "a key")
        } else if message.starts_with("unknown variant") {
            (
                fault(format!("there is no value `{written}` here")),
                "a value",
            )
        } else if message.starts_with("missing field") {
            return fault(format!("`{written}` is missing here"));
        } else if let Some((found, expected)) = message
            .strip_prefix("invalid type: ")
            .and_then(|rest| rest.split_once(", expected "))
        {
            return fault(format!(
                "this is a value of another kind: {found}, where {expected} belongs"
            ));
        } else {
            return fault(message.to_owned());
        };
        match nearest(written, known.iter().copied()) {
            Some(_) => fault.near(kind, written, known),
            None => fault.help(format!("what can stand here: {}", known.join(", "))),
        }
    }
}
