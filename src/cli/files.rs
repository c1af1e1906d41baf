use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::cli::args::ListArgs;
use crate::cli::output::Output;
use crate::cli::settings::{self, Sorted};
use crate::cli::{
    Exit, Failure, Streams, panic, progress, say, say_error, say_faults, say_note, slips,
};
use crate::config::Rulings;
use crate::diagnostic::{Fault, Level};
use crate::linter::{Linter, Outcome};
use crate::report::{Format, Listing, Look, Reporter, Summary};
use crate::source::{
    Discovered, MARKDOWN_EXTENSIONS, ReadError, SourceFile, discover, read, read_stream,
};

/// What a listing command comes to.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) summary: Summary,
    /// 0 or 2, as far as reading goes.
    pub(super) exit: Exit,
    /// The rule of the first finding.
    rule: Option<String>,
}

/// What one file comes to.
struct Part {
    text: String,
    summary: Summary,
    rule: Option<String>,
    faults: Vec<Fault>,
}

/// The way of `check` and `claims`: find the files, read each, print what is listed of what `lint` gives, say what could not
/// be read.
pub(super) fn list(
    args: &ListArgs,
    listing: Listing,
    linter: &Linter,
    lint: impl Fn(&SourceFile, &Rulings) -> Outcome + Sync,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Listed, Failure> {
    let (mut stdin, mut found) = inputs(args, streams)?;
    let finder = settings::finder(&args.read);
    let mut sorted = Sorted::default();
    sorted.files(&mut found, &args.paths, args.force_exclude, &finder, linter);
    if let Some(Ok(file)) = &stdin
        && sorted
            .settings(Path::new(file.name()), &finder, linter)
            .is_none()
    {
        sorted.failed += 1;
        stdin = None;
    }
    let output = Output::new(args.output.as_deref(), &found.files)?;
    let reporter = Reporter::new(Format::from(args.format), output.look(look));
    let part = |file: &SourceFile| {
        let rulings = finder.rulings(Path::new(file.name()));
        part(file, listing, &lint(file, &rulings), &reporter)
    };
    let stdin = stdin.map(|file| {
        file.map_err(FileFault::Read)
            .and_then(|file| one(&file, &part))
    });
    let files = each(&found.files, &part, args, streams);

    let mut faults: Vec<FileFault> = found.errors.into_iter().map(FileFault::Read).collect();
    let mut parts = Vec::new();
    for result in stdin.into_iter().chain(files) {
        match result {
            Ok(part) => parts.push(part),
            Err(fault) => faults.push(fault),
        }
    }
    let left_alone = Summary {
        excluded: found.excluded.len(),
        passed_over: found.passed_over.len(),
        failed: faults.len() + sorted.failed,
        ..Summary::default()
    };
    let summary = parts
        .iter()
        .fold(left_alone, |sum, part| sum.plus(part.summary));
    let texts = parts.iter().map(|part| part.text.as_str());
    output.write(&reporter, listing, texts, &summary, streams)?;

    for fault in &faults {
        say_error(streams.stderr, &fault.to_string());
    }
    let shelf = linter.faults();
    let of_documents = parts.iter().flat_map(|part| &part.faults);
    let unread = say_faults(
        sorted.faults.iter().chain(of_documents).chain(&shelf),
        look,
        streams.stderr,
    );
    if !args.quiet {
        for folder in &found.empty_folders {
            say_note(streams.stderr, &empty_folder(folder));
        }
        for fault in &found.ignore_faults {
            let text = format!("part of an ignore file has no effect: {fault}");
            say_note(streams.stderr, &text);
        }
    }
    Ok(Listed {
        summary,
        exit: if faults.is_empty() && !unread {
            Exit::Clean
        } else {
            Exit::Failed
        },
        rule: parts.into_iter().find_map(|part| part.rule),
    })
}

fn part(file: &SourceFile, listing: Listing, outcome: &Outcome, reporter: &Reporter) -> Part {
    let mut summary = Summary::default();
    summary.add(listing, outcome);
    let (text, rule) = match listing {
        Listing::Sources => (reporter.sources(file, &outcome.sources), None),
        Listing::Claims => (reporter.claims(file, &outcome.claims), None),
        Listing::Suppressions => (reporter.suppressions(file, &outcome.suppressions), None),
        Listing::Diagnostics => (
            reporter.diagnostics(file, &outcome.diagnostics),
            outcome
                .diagnostics
                .iter()
                .find(|diagnostic| diagnostic.level != Level::Off)
                .map(|diagnostic| diagnostic.rule.clone()),
        ),
    };
    Part {
        text,
        summary,
        rule,
        faults: outcome.faults.clone(),
    }
}

/// Why a file has no part in what is listed.
#[derive(Debug, thiserror::Error)]
enum FileFault {
    #[error(transparent)]
    Read(ReadError),
    #[error(
        "{name}: caveat stopped on this file because of a mistake of its own: {message}; the other files are not affected. Please report it with the file"
    )]
    Panic { name: String, message: String },
}

/// Standard input, if it is asked for, and the files that the paths stand for.
fn inputs(
    args: &ListArgs,
    streams: &mut Streams<'_>,
) -> Result<(Option<Result<SourceFile, ReadError>>, Discovered), Failure> {
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    let wants_stdin = args.paths.iter().any(is_stdin);
    if let (Some(name), false) = (&args.stdin_filename, wants_stdin) {
        return Err(Failure::Said(format!(
            "--stdin-filename {} names what is read from standard input, and nothing is: add `-` to the paths",
            name.display()
        )));
    }
    let mut paths: Vec<PathBuf> = args
        .paths
        .iter()
        .filter(|path| !is_stdin(path))
        .cloned()
        .collect();
    if args.paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let found = discover(&paths, args.force_exclude);
    let stdin = wants_stdin.then(|| {
        let name = args
            .stdin_filename
            .as_deref()
            .unwrap_or(Path::new("-"))
            .display()
            .to_string();
        read_stream(&name, streams.stdin, args.read.max_file_size)
    });
    Ok((stdin, found))
}

/// The results for all files, in their order. One file, or none beside standard input, is not worth a pool of threads.
fn each<T: Send>(
    files: &[PathBuf],
    work: &(impl Fn(&SourceFile) -> T + Sync),
    args: &ListArgs,
    streams: &mut Streams<'_>,
) -> Vec<Result<T, FileFault>> {
    let at = |path: &PathBuf| {
        let file = read(path, args.read.max_file_size).map_err(FileFault::Read)?;
        one(&file, work)
    };
    match files {
        [] => return Vec::new(),
        [only] => return vec![at(only)],
        _ => {}
    }
    let all = |done: &AtomicUsize| {
        files
            .par_iter()
            .map(|path| {
                let result = at(path);
                done.fetch_add(1, Ordering::Relaxed);
                result
            })
            .collect()
    };
    if args.quiet || !streams.terminal.stderr_is_terminal() {
        all(&AtomicUsize::new(0))
    } else {
        progress::shown(files.len(), progress::PATIENCE, streams.stderr, all)
    }
}

fn one<T>(file: &SourceFile, work: &impl Fn(&SourceFile) -> T) -> Result<T, FileFault> {
    panic::caught(|| work(file)).map_err(|message| FileFault::Panic {
        name: file.name().to_owned(),
        message,
    })
}

fn empty_folder(folder: &Path) -> String {
    let extensions = MARKDOWN_EXTENSIONS.map(|extension| format!(".{extension}"));
    format!(
        "{} holds no Markdown file to read ({}; hidden and ignored files are left out); name a file to read it whatever its name",
        folder.display(),
        extensions.join(" ")
    )
}

/// Says what was read and found, and what to type next, for formats that people read.
pub(super) fn say_summary(
    args: &ListArgs,
    listing: Listing,
    listed: &Listed,
    streams: &mut Streams<'_>,
) {
    let format = Format::from(args.format);
    if args.quiet || format == Format::Json {
        return;
    }
    say(
        streams.stderr,
        &format!("{}\n", listed.summary.line(listing)),
    );
    if let (Format::Pretty, Some(rule)) = (format, &listed.rule) {
        let pack = match &args.pack.folder {
            Some(folder) => format!(" --pack {}", slips::quoted(&folder.to_string_lossy())),
            None => String::new(),
        };
        let rule = slips::quoted(rule);
        say_note(
            streams.stderr,
            &format!(
                "to read why a rule reports and what to do, type: caveat explain {rule}{pack}"
            ),
        );
    }
}
