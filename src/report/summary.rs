use crate::diagnostic::Level;
use crate::linter::Outcome;

/// What a run lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Findings, for `check`.
    Diagnostics,
    /// Claims, for `claims`.
    Claims,
    /// Sources, for `sources`.
    Sources,
    /// Suppressions, for `suppressions`.
    Suppressions,
}

/// What was read, what was left alone and why, and what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Of these, files that the rules do not speak about.
    pub off_subject: usize,
    /// Of the files read, those with something listed.
    pub files_listed: usize,
    /// Named files that ignore files exclude.
    pub excluded: usize,
    /// Symbolic links and other things that are not files, met in a folder.
    pub passed_over: usize,
    /// Files and folders that could not be read.
    pub failed: usize,
    /// Findings at level error.
    pub errors: usize,
    /// Findings at level warning.
    pub warnings: usize,
    /// Findings at level advice.
    pub advice: usize,
    /// Claims.
    pub claims: usize,
    /// Sources, each counted in every file that cites it.
    pub sources: usize,
    /// Suppressions.
    pub suppressions: usize,
}

impl Summary {
    /// Counts a file that was read, with what is listed of it.
    pub fn add(&mut self, listing: Listing, outcome: &Outcome) {
        let before = self.listed();
        match listing {
            Listing::Suppressions => self.suppressions += outcome.suppressions.len(),
            Listing::Claims => self.claims += outcome.claims.len(),
            Listing::Sources => self.sources += outcome.sources.len(),
            Listing::Diagnostics => {
                for diagnostic in &outcome.diagnostics {
                    match diagnostic.level {
                        Level::Off => {}
                        Level::Advice => self.advice += 1,
                        Level::Warning => self.warnings += 1,
                        Level::Error => self.errors += 1,
                    }
                }
            }
        }
        self.files += 1;
        self.off_subject += usize::from(!outcome.on_subject);
        self.files_listed += usize::from(self.listed() > before);
    }

    /// How much is listed.
    fn listed(&self) -> usize {
        self.errors + self.warnings + self.advice + self.claims + self.sources + self.suppressions
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            off_subject: self.off_subject + other.off_subject,
            files_listed: self.files_listed + other.files_listed,
            excluded: self.excluded + other.excluded,
            passed_over: self.passed_over + other.passed_over,
            failed: self.failed + other.failed,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            advice: self.advice + other.advice,
            claims: self.claims + other.claims,
            sources: self.sources + other.sources,
            suppressions: self.suppressions + other.suppressions,
        }
    }

    /// Whether a finding has this level or a higher one.
    pub fn reaches(&self, level: Level) -> bool {
        let findings = [
            (Level::Advice, self.advice),
            (Level::Warning, self.warnings),
            (Level::Error, self.errors),
        ];
        findings
            .into_iter()
            .any(|(found, number)| number > 0 && found >= level)
    }

    /// One line for people, without a line end.
    pub fn line(&self, listing: Listing) -> String {
        let found = match listing {
            Listing::Claims => count(self.claims, "claim", "claims"),
            Listing::Sources => count(self.sources, "source", "sources"),
            Listing::Suppressions => count(self.suppressions, "suppression", "suppressions"),
            Listing::Diagnostics => self.findings(),
        };
        let place = if self.files_listed == 0 || self.files_listed == self.files {
            count(self.files, "file", "files")
        } else {
            format!("{} of {} files", self.files_listed, self.files)
        };
        let mut line = format!("{found} in {place}");
        let mut asides = Vec::new();
        if self.off_subject > 0 {
            asides.push(format!(
                "{} not on the subject of the rules",
                self.off_subject
            ));
        }
        if self.excluded > 0 {
            asides.push(format!("{} excluded by ignore files", self.excluded));
        }
        if self.passed_over > 0 {
            let what = count(self.passed_over, "link or device", "links or devices");
            asides.push(format!("{what} passed over"));
        }
        if self.failed > 0 {
            asides.push(format!("{} could not be read", self.failed));
        }
        if !asides.is_empty() {
            line.push_str(&format!(" ({})", asides.join(", ")));
        }
        line
    }

    fn findings(&self) -> String {
        let parts: Vec<String> = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.advice, "piece of advice", "pieces of advice"),
        ]
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
        match parts.as_slice() {
            [] => "nothing to report".to_owned(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }
}

/// A number with its noun.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
