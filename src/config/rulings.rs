use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Fault, Level, nearest};
use crate::source::SourceFile;

/// What settings say for the findings in one document. The default says nothing.
#[derive(Debug, Clone, Default)]
pub struct Rulings {
    /// The level of a rule's findings, whatever the rule itself says.
    pub levels: BTreeMap<String, Said<Level>>,
    /// The highest level in a document with this `status` (in lower case) in its front matter.
    pub status: BTreeMap<String, Said<Level>>,
    /// What rules about the whole document ask for.
    pub coverage: BTreeMap<String, Said<CoverageRuling>>,
}

impl Rulings {
    /// The level of a rule whose own level is `own`.
    pub fn level(&self, rule: &str, own: Level) -> Level {
        self.levels.get(rule).map_or(own, |said| said.value)
    }
}

/// What a rule about the whole document asks for.
#[derive(Debug, Clone, Default)]
pub struct CoverageRuling {
    /// The ids of the factors that count; all without this.
    pub factors: Option<Vec<Said<String>>>,
    /// How many of them are enough; all without this.
    pub enough: Option<usize>,
}

/// A value with the place where it is said.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    file: Arc<SourceFile>,
    range: Range<usize>,
}

impl<T> Said<T> {
    pub(super) fn new(file: &Arc<SourceFile>, range: Range<usize>, value: T) -> Self {
        Self {
            value,
            file: file.clone(),
            range,
        }
    }

    /// `FILE:LINE`.
    pub fn place(&self) -> String {
        let line = self.file.position(self.range.start as u32).line;
        format!("{}:{line}", self.file.name())
    }

    pub(super) fn fault(&self, message: String) -> Fault {
        Fault::new(&self.file, self.range.clone(), message, "")
    }

    pub(super) fn unknown(&self, kind: &str, name: &str, known: &[&str]) -> Fault {
        let fault = self.fault(format!("there is no {kind} `{name}`"));
        if nearest(name, known.iter().copied()).is_some() {
            return fault.near(&format!("a {kind}"), name, known.iter().copied());
        }
        fault.help(format!("what can stand here: {}", known.join(", ")))
    }
}
