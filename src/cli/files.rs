use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::cli::args::ListArgs;
use crate::cli::output::Output;
use crate::cli::{Exit, Failure, Streams, linter, panic, progress, say_error, say_note};
use crate::linter::{Linter, Outcome};
use crate::report::{Format, Listing, Look, Reporter, Summary};
use crate::source::{
    Discovered, MARKDOWN_EXTENSIONS, MAX_FILE_SIZE, ReadError, SourceFile, discover, read,
    read_stream,
};

/// What a listing command comes to.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) summary: Summary,
    /// 0 or 2, as far as reading goes.
    pub(super) exit: Exit,
}

/// The way of `check` and `claims`: find the files, read each, list what `lint` gives, say what was read.
pub(super) fn list(
    args: &ListArgs,
    listing: Listing,
    lint: impl Fn(&Linter, &SourceFile) -> Outcome + Sync,
    look: Look,
    streams: &mut Streams<'_>,
) -> Result<Listed, Failure> {
    let linter = linter(args.pack.folder.as_deref(), look)?;
    let (stdin, found) = inputs(args, streams)?;
    let output = Output::new(args.output.as_deref(), &found.files)?;
    let reporter = Reporter::new(Format::from(args.format), output.look(look));
    let part = |file: &SourceFile| {
        let outcome = lint(&linter, file);
        let mut summary = Summary::default();
        summary.add(listing, &outcome);
        let text = match listing {
            Listing::Diagnostics => reporter.diagnostics(file, &outcome.diagnostics),
            Listing::Claims => reporter.claims(file, &outcome.claims),
        };
        (text, summary)
    };
    let mut results = Vec::with_capacity(found.files.len() + 1);
    results.extend(stdin.map(|file| file.map_err(Fault::Read).and_then(|file| one(&file, &part))));
    results.extend(each(&found.files, &part, args.quiet, streams));

    let mut parts = Vec::new();
    let mut faults = found
        .errors
        .into_iter()
        .map(Fault::Read)
        .collect::<Vec<_>>();
    let mut summary = Summary {
        excluded: found.excluded.len(),
        passed_over: found.passed_over.len(),
        ..Summary::default()
    };
    for result in results {
        match result {
            Ok((text, of_file)) => {
                parts.push(text);
                summary = summary.plus(of_file);
            }
            Err(fault) => faults.push(fault),
        }
    }
    summary.failed = faults.len();
    output.write(
        &reporter,
        listing,
        parts.iter().map(String::as_str),
        &summary,
        streams,
    )?;
    for fault in &faults {
        say_error(streams.stderr, &fault.to_string());
    }
    if !args.quiet {
        for folder in &found.empty_folders {
            say_note(streams.stderr, &empty_folder(folder));
        }
        for fault in &found.ignore_faults {
            say_note(
                streams.stderr,
                &format!("part of an ignore file has no effect: {fault}"),
            );
        }
    }
    let exit = if faults.is_empty() {
        Exit::Clean
    } else {
        Exit::Failed
    };
    Ok(Listed { summary, exit })
}

/// Why a file has no part in what is listed.
#[derive(Debug, thiserror::Error)]
enum Fault {
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
        read_stream(&name, streams.stdin, MAX_FILE_SIZE)
    });
    Ok((stdin, found))
}

/// The results for all files, in their order. One file is not worth a pool of threads.
fn each<T: Send>(
    files: &[PathBuf],
    work: &(impl Fn(&SourceFile) -> T + Sync),
    quiet: bool,
    streams: &mut Streams<'_>,
) -> Vec<Result<T, Fault>> {
    let at = |path: &PathBuf| {
        let file = read(path, MAX_FILE_SIZE).map_err(Fault::Read)?;
        one(&file, work)
    };
    if let [only] = files {
        return vec![at(only)];
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
    if quiet || !streams.terminal.stderr_is_terminal() {
        all(&AtomicUsize::new(0))
    } else {
        progress::shown(files.len(), streams.stderr, all)
    }
}

fn one<T>(file: &SourceFile, work: &impl Fn(&SourceFile) -> T) -> Result<T, Fault> {
    panic::caught(|| work(file)).map_err(|message| Fault::Panic {
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

/// Says what was read and found, for formats that people read.
pub(super) fn say_summary(
    args: &ListArgs,
    listing: Listing,
    summary: &Summary,
    streams: &mut Streams<'_>,
) {
    if args.quiet || Format::from(args.format) == Format::Json {
        return;
    }
    crate::cli::say(streams.stderr, &format!("{}\n", summary.line(listing)));
}
