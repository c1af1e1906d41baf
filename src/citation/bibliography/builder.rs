use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::citation::bibliography::{Bibliography, Entry, Publication};
use crate::diagnostic::Fault;
use crate::source::{SourceFile, Span};

/// A bibliography that is being read: its good entries, and every mistake at its place.
#[derive(Debug)]
pub(super) struct Builder {
    file: Arc<SourceFile>,
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    broken: HashSet<String>,
    faults: Vec<Fault>,
}

impl Builder {
    pub(super) fn new(file: Arc<SourceFile>) -> Self {
        Self {
            file,
            entries: Vec::new(),
            by_key: HashMap::new(),
            broken: HashSet::new(),
            faults: Vec::new(),
        }
    }

    /// Takes in an entry; one without a key, or with the key of an earlier one, is a mistake. Gives its index.
    pub(super) fn entry(
        &mut self,
        key: &str,
        also: Vec<String>,
        work: Publication,
        place: Range<usize>,
    ) -> Option<usize> {
        if key.is_empty() {
            let help = "write a key behind its opening brace; without one nothing can cite it";
            self.fault(place, "this entry has no key", help);
            return None;
        }
        if let Some(&first) = self.by_key.get(key) {
            let first = self.entries[first].span;
            let message = format!("there are two entries with the key `{key}`");
            let fault = Fault::new(&self.file, place, message, "the second")
                .help("give one of them another key, or take it out; the first one is used")
                .also(&self.file, range(first), "the first")
                .passable();
            self.faults.push(fault);
            return None;
        }
        let index = self.entries.len();
        self.by_key.insert(key.to_owned(), index);
        for other in &also {
            self.by_key.entry(other.clone()).or_insert(index);
        }
        self.entries.push(Entry {
            key: key.to_owned(),
            also,
            work,
            span: Span::new(place.start as u32, place.end as u32),
        });
        Some(index)
    }

    /// Notes the key of an entry that cannot be read: a citation of it leads somewhere, though nobody can say where.
    pub(super) fn broken(&mut self, key: &str) {
        if !key.is_empty() {
            self.broken.insert(key.to_owned());
        }
    }

    pub(super) fn fault(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let fault = Fault::new(&self.file, range, message, "");
        self.faults.push(fault.help(help).passable());
    }

    pub(super) fn find(&self, key: &str) -> Option<&Publication> {
        let &index = self.by_key.get(key)?;
        self.entries.get(index).map(|entry| &entry.work)
    }

    pub(super) fn work_mut(&mut self, index: usize) -> Option<&mut Publication> {
        self.entries.get_mut(index).map(|entry| &mut entry.work)
    }

    pub(super) fn finish(mut self) -> Bibliography {
        self.faults
            .sort_by(|one, other| one.order().cmp(&other.order()));
        Bibliography {
            file: self.file,
            entries: self.entries,
            by_key: self.by_key,
            broken: self.broken,
            faults: self.faults,
        }
    }
}

fn range(span: Span) -> Range<usize> {
    span.start() as usize..span.end() as usize
}
