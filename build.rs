//! Puts every TOML file under `rules/` into the binary, so that adding a file there is enough, and compiles the phrases of the
//! built-in pack, so that a run need not. Where a file has a mistake the phrases are left out; the program then reads the files
//! itself and says what is wrong with them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::annotate::list_file::{ConceptFile, RawList};
use crate::annotate::{Book, BookBuilder, Inflections, ListId, Sign, Stage};

// The rooms that a book is made in, as far down as it needs them.
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the program uses the rest"
)]
#[path = "src/source"]
mod source {
    mod span;
    pub use span::Span;
}
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the program uses the rest"
)]
#[path = "src/document"]
mod document {
    mod text_map;
    mod token;
    mod tokenizer;
    pub use text_map::TextRange;
    pub use token::{Token, TokenKind, normalise};
    pub use tokenizer::tokenize;
}
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the program uses the rest"
)]
#[path = "src/annotate/mod.rs"]
mod annotate;

/// The folder of the lists of English; every other folder is a pack.
const ENGLISH: &str = "english";

fn main() -> io::Result<()> {
    for path in ["rules", "src/annotate", "src/document", "src/source"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut paths = Vec::new();
    find(&root, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    let mut code = String::from("&[\n");
    for path in &paths {
        let name = path.strip_prefix(&root).unwrap_or(path);
        let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        let (name, path) = (name.join("/"), path.to_string_lossy());
        // Writing to a string cannot fail.
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?})),");
        files.push((name, fs::read_to_string(&*path)?));
    }
    code.push_str("]\n");
    fs::write(out.join("rule_files.rs"), code)?;
    let default = default_pack(&files).unwrap_or_default();
    fs::write(out.join("default_pack.rs"), format!("{default:?}"))?;
    let book = compile(&files, default).map_or(Vec::new(), |book| book.to_bytes());
    fs::write(out.join("book.bin"), book)
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
    }
    Ok(())
}

/// A file of English; its frames are read when the program runs.
#[derive(serde::Deserialize)]
struct EnglishFile {
    #[serde(default)]
    list: Vec<RawList>,
    #[serde(default)]
    frame: Vec<RawFrame>,
}

#[derive(serde::Deserialize)]
struct RawFrame {
    patterns: Vec<String>,
}

/// The lists that take up a cause wherever they stand, as the grammar names them; others do in a frame that says so.
const PRONOUNS: [&str; 2] = ["pronoun", "oblique-pronoun"];

/// The list that limits the sentence before.
const LIMIT: &str = "limit";

/// The head of a pack, as far as it says which concepts are looked for first.
#[derive(serde::Deserialize)]
struct PackFile {
    subject: Subject,
}

#[derive(serde::Deserialize)]
struct Subject {
    cause: String,
    effect: String,
    agents: String,
    people: String,
}

/// A rule, as far as it says where factors are named.
#[derive(serde::Deserialize)]
struct RuleFile {
    #[serde(rename = "match")]
    matched: Matched,
    report: Report,
}

/// The lists that a rule about claims looks for in their words.
#[derive(serde::Deserialize)]
struct Report {
    #[serde(default)]
    names: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Matched {
    coverage: Option<Coverage>,
    phrase: Option<OnWords>,
    equation: Option<OnWords>,
    attribution: Option<OnWords>,
    statistic: Option<Statistic>,
}

/// A rule on words.
#[derive(serde::Deserialize)]
struct OnWords {
    words: String,
    heads: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Statistic {
    words: String,
    numbers: String,
    small_numbers: String,
    about: Vec<String>,
}

impl Matched {
    /// The lists that a rule on words looks for.
    fn terms(&self) -> Vec<String> {
        let on_words = [&self.phrase, &self.equation, &self.attribution];
        let on_words = on_words.into_iter().flatten();
        let figures = self.statistic.iter();
        on_words
            .flat_map(|rule| [Some(&rule.words), rule.heads.as_ref()])
            .flatten()
            .chain(figures.flat_map(|rule| [&rule.words, &rule.numbers, &rule.small_numbers]))
            .cloned()
            .collect()
    }

    /// Those beside which a number in digits is looked at.
    fn about(&self) -> Vec<String> {
        self.statistic
            .as_ref()
            .map_or_else(Vec::new, |rule| rule.about.clone())
    }
}

#[derive(serde::Deserialize)]
struct Coverage {
    factor: Vec<Factor>,
}

#[derive(serde::Deserialize)]
struct Factor {
    concept: String,
}

/// Says which lists show where all others are worth a look, as the program does for a pack that it reads itself.
fn watch(builder: &mut BookBuilder, subject: &Subject, factors: &[Factor], pronouns: &[String]) {
    let effects = [&subject.effect, &subject.agents, &subject.people];
    let effects = effects.map(|id| builder.list(id));
    for list in effects {
        builder.stage(list, Stage::First);
        builder.watch(list, Sign::First);
    }
    let cause = builder.list(&subject.cause);
    builder.stage(cause, Stage::Second);
    builder.watch(cause, Sign::Second);
    for list in effects.into_iter().chain([cause]) {
        builder.watch_needs(list);
    }
    for factor in factors {
        let list = builder.list(&factor.concept);
        builder.watch(list, Sign::Third);
    }
    for id in pronouns {
        let list = builder.list(id);
        builder.watch(list, Sign::Reference);
    }
    let limit = builder.list(LIMIT);
    builder.watch(limit, Sign::After);
}

/// The folder of the pack that is used where none is named: the one that says so.
fn default_pack(files: &[(String, String)]) -> Option<&str> {
    #[derive(serde::Deserialize)]
    struct Head {
        #[serde(default)]
        default: bool,
    }
    files.iter().find_map(|(name, text)| {
        let folder = name.strip_suffix("/pack.toml")?;
        let head: Head = toml::from_str(text).ok()?;
        head.default.then_some(folder)
    })
}

/// The lists in the order in which the program reads them; none where anything is wrong.
fn compile(files: &[(String, String)], pack: &str) -> Option<Book> {
    let text = |name: &str| files.iter().find(|file| file.0 == name).map(|file| &file.1);
    let inflections = Inflections::parse(text("english/inflection.toml")?).ok()?;
    let mut builder = BookBuilder::new(inflections);
    let mut pronouns: Vec<String> = PRONOUNS.map(str::to_owned).to_vec();
    let within = |folder: &str| {
        let folder = format!("{folder}/");
        files
            .iter()
            .filter(move |(name, _)| name.starts_with(&folder))
    };
    for (name, text) in within(ENGLISH) {
        if name.ends_with("/inflection.toml") || name.ends_with("/conventions.toml") {
            continue;
        }
        let file = toml::from_str::<EnglishFile>(text).ok()?;
        let patterns = file.frame.iter().flat_map(|frame| &frame.patterns);
        let words = patterns.flat_map(|pattern| pattern.split_whitespace());
        pronouns.extend(words.filter_map(|word| word.strip_prefix('@').map(str::to_owned)));
        for list in file.list {
            let id = builder.list(list.id.get_ref());
            builder.stage(id, Stage::Fourth);
            for (mark, phrases) in list.phrases() {
                for phrase in phrases {
                    builder.add(id, mark, phrase.get_ref()).ok()?;
                }
            }
        }
    }
    let subject = toml::from_str::<PackFile>(text(&format!("{pack}/pack.toml"))?)
        .ok()?
        .subject;
    let (mut factors, mut names) = (Vec::new(), Vec::new());
    let (mut terms, mut about) = (Vec::new(), Vec::new());
    for (_, text) in within(&format!("{pack}/rules")) {
        let rule = toml::from_str::<RuleFile>(text).ok()?;
        names.extend(rule.report.names);
        terms.extend(rule.matched.terms());
        about.extend(rule.matched.about());
        factors.extend(
            rule.matched
                .coverage
                .into_iter()
                .flat_map(|rule| rule.factor),
        );
    }
    let mut needs = Vec::new();
    for (_, text) in within(&format!("{pack}/concepts")) {
        for mut concept in toml::from_str::<ConceptFile>(text).ok()?.concept {
            let id = builder.list(concept.id.get_ref());
            builder.stage(id, Stage::Third);
            needs.push((id, std::mem::take(&mut concept.weak_needs)));
            for (mark, phrases) in concept.phrases() {
                for phrase in phrases {
                    builder.add(id, mark, phrase.get_ref()).ok()?;
                }
            }
        }
    }
    for (list, ids) in needs {
        let ids: Vec<ListId> = ids.iter().map(|id| builder.list(id.get_ref())).collect();
        builder.needs(list, &ids);
    }
    for name in names {
        let list = builder.list(&name);
        builder.stage(list, Stage::Second);
    }
    watch(&mut builder, &subject, &factors, &pronouns);
    for (ids, sign) in [(terms, Sign::Term), (about, Sign::About)] {
        for id in ids {
            let list = builder.list(&id);
            builder.watch(list, sign);
        }
    }
    builder.build().ok()
}
