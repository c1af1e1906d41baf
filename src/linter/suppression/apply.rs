use crate::diagnostic::{Diagnostic, Level, nearest};
use crate::document::Document;
use crate::linter::suppression::{
    BAD, Reach, Statement, SuppressionRow, UNUSED, Written, comment, front_matter,
};
use crate::source::{SourceFile, Span};

/// The suppressions of a document, ready to be applied, and what is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    scopes: Vec<Scope>,
    wrong: Vec<Diagnostic>,
}

/// One rule of one suppression.
#[derive(Debug)]
struct Scope {
    rule: String,
    /// The name of the rule in the comment.
    name: Span,
    reached: Option<Span>,
    used: bool,
}

/// Everything that a document says of suppression, for an audit, in the order of the file.
pub(crate) fn rows(file: &SourceFile, document: &Document) -> Vec<SuppressionRow> {
    statements(file, document)
        .into_iter()
        .filter_map(|statement| match statement {
            Statement::Disable(written) => Some(SuppressionRow {
                reach: written.reach,
                rules: written.rules.into_iter().map(|(name, _)| name).collect(),
                reason: written.reason,
                span: written.span,
            }),
            Statement::Enable(..) | Statement::Slip { .. } => None,
        })
        .collect()
}

fn statements(file: &SourceFile, document: &Document) -> Vec<Statement> {
    let own = document.front_matter.as_ref();
    let own = own.and_then(|front_matter| front_matter::read(file, front_matter));
    let comments = &document.comments;
    own.into_iter()
        .chain(comments.iter().filter_map(|&it| comment::read(file, it)))
        .collect()
}

impl Scopes {
    /// What a document says; `rules` are the names that it may use, with the level of each.
    pub(crate) fn read<'r>(
        file: &SourceFile,
        document: &Document,
        rules: impl Fn() -> Vec<(&'r str, Level)>,
    ) -> Self {
        let mut scopes = Self::default();
        let statements = statements(file, document);
        if statements.is_empty() {
            return scopes;
        }
        let rules = rules();
        let mut open: Vec<(Written, Vec<Scope>)> = Vec::new();
        for statement in statements {
            match statement {
                Statement::Slip {
                    message,
                    help,
                    span,
                } => scopes.bad(span, message, help),
                Statement::Disable(written) => {
                    let Some(found) = scopes.checked(&written, &rules) else {
                        continue;
                    };
                    if written.reach == Reach::Block {
                        open.push((written, found));
                        continue;
                    }
                    let reached = reached(file, &written);
                    scopes.add(found, reached);
                }
                Statement::Enable(names, span) => scopes.close(&mut open, &names, span),
            }
        }
        for (written, _) in open.into_iter().filter(|(_, rest)| !rest.is_empty()) {
            scopes.bad(
                written.span,
                "this suppression is never ended, so it suppresses nothing".to_owned(),
                "put `<!-- caveat-enable -->` where it ends, or use `caveat-disable-next-block` or `caveat-disable-file`".to_owned(),
            );
        }
        scopes
    }

    fn add(&mut self, found: Vec<Scope>, reached: Option<Span>) {
        self.scopes
            .extend(found.into_iter().map(|scope| Scope { reached, ..scope }));
    }

    /// Ends what is open for these rules; for all where there are none.
    fn close(
        &mut self,
        open: &mut Vec<(Written, Vec<Scope>)>,
        names: &[(String, Span)],
        span: Span,
    ) {
        let ends =
            |scope: &Scope| names.is_empty() || names.iter().any(|(name, _)| *name == scope.rule);
        let mut ended = 0;
        for (written, scopes) in open.iter_mut() {
            let reached = Span::new(written.span.end(), span.start());
            let (done, rest): (Vec<_>, Vec<_>) = std::mem::take(scopes).into_iter().partition(ends);
            *scopes = rest;
            ended += done.len();
            self.add(done, Some(reached));
        }
        open.retain(|(_, rest)| !rest.is_empty());
        if ended == 0 {
            self.bad(
                span,
                "there is nothing here for `caveat-enable` to end".to_owned(),
                "a suppression that it ends begins with `<!-- caveat-disable RULE -- reason -->` above it; if that is reported too, mend it first".to_owned(),
            );
        }
    }

    /// The rules of a suppression that can be followed.
    fn checked(&mut self, written: &Written, rules: &[(&str, Level)]) -> Option<Vec<Scope>> {
        let form = match written.reach {
            Reach::FrontMatter => "caveat: {disable: [RULE], reason: WHY}".to_owned(),
            reach => format!("<!-- caveat-{} RULE -- reason -->", reach.name()),
        };
        if written.rules.is_empty() {
            let message = "this suppression names no rule, so it suppresses nothing".to_owned();
            self.bad(written.span, message, format!("write `{form}`"));
            return None;
        }
        if written.reason.is_none() {
            let message = "this suppression gives no reason, so it suppresses nothing".to_owned();
            self.bad(
                written.span,
                message,
                format!("say why, for whoever reads it next: `{form}`"),
            );
            return None;
        }
        let mut found = Vec::new();
        for (name, place) in &written.rules {
            match rules.iter().find(|(rule, _)| rule == name) {
                // A rule that is off reports nothing, and that may be the settings' doing.
                Some((_, Level::Off)) => {}
                Some(_) => found.push(Scope {
                    rule: name.clone(),
                    name: *place,
                    reached: None,
                    used: false,
                }),
                None if [BAD, UNUSED].contains(&name.as_str()) => self.bad(
                    *place,
                    format!("`{name}` cannot be suppressed in a document"),
                    "mend what it reports, or set its level in caveat.toml".to_owned(),
                ),
                None => {
                    let near = nearest(name, rules.iter().map(|(rule, _)| *rule));
                    let help = near.map_or_else(
                        || "to list the rules, type: caveat rules".to_owned(),
                        |near| format!("there is a rule with a similar name: `{near}`"),
                    );
                    self.bad(*place, format!("there is no rule `{name}`"), help);
                }
            }
        }
        Some(found)
    }

    fn bad(&mut self, span: Span, message: String, help: String) {
        self.wrong.push(own(BAD, Level::Error, span, message, help));
    }

    /// Whether nothing is suppressed and nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.wrong.is_empty()
    }

    /// Takes away what is suppressed, and adds what is wrong with the suppressions.
    pub(crate) fn apply(mut self, findings: &mut Vec<Diagnostic>) {
        findings.retain(|finding| {
            let mut keep = true;
            for scope in &mut self.scopes {
                let reaches = scope.reached.is_some_and(|it| it.overlaps(finding.span));
                if scope.rule == finding.rule && reaches {
                    scope.used = true;
                    keep = false;
                }
            }
            keep
        });
        findings.append(&mut self.wrong);
        let unused = self.scopes.into_iter().filter(|scope| !scope.used);
        findings.extend(unused.map(|scope| {
            own(
                UNUSED,
                Level::Warning,
                scope.name,
                format!("`{}` reports nothing that this could suppress", scope.rule),
                "take it away, or move it to the place that it is for".to_owned(),
            )
        }));
    }
}

fn own(rule: &str, level: Level, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic {
        rule: rule.to_owned(),
        level,
        message,
        help: Some(help),
        rewording: None,
        url: None,
        span,
        labels: Vec::new(),
        missing: Vec::new(),
    }
}

/// The bytes that a suppression reaches; a block's end is not known yet.
fn reached(file: &SourceFile, written: &Written) -> Option<Span> {
    let whole = Span::new(0, file.text().len() as u32);
    match written.reach {
        Reach::Line => {
            let first = file.line(file.line_of(written.span.start()))?;
            Some(first.cover(file.line(file.line_of(written.span.end()))?))
        }
        Reach::NextLine => {
            let after = file.line_of(written.span.end()) + 1;
            let lines = (after..=file.lines()).filter_map(|line| file.line(line));
            let is_empty =
                |line: &Span| file.slice(*line).trim_matches(['>', ' ', '\t']).is_empty();
            lines.into_iter().find(|line| !is_empty(line))
        }
        Reach::NextBlock => written.next_block,
        Reach::File | Reach::FrontMatter => Some(whole),
        Reach::Block => None,
    }
}
