use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn architecture() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is at the root")
}

/// All files under `folder` with this extension, by path.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the package") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A source file of the program, without tests.
struct Source {
    /// From the root, with `/`.
    path: String,
    /// The folder or file under `src/` that it belongs to, as in `crate::room`.
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    files(&src, "rs")
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&src).expect("under src");
            let parts: Vec<&str> = inside
                .iter()
                .map(|part| part.to_str().expect("UTF-8"))
                .collect();
            if parts
                .iter()
                .any(|part| matches!(*part, "tests" | "tests.rs"))
            {
                return None;
            }
            Some(Source {
                path: format!("src/{}", parts.join("/")),
                room: parts[0].trim_end_matches(".rs").to_owned(),
                text: fs::read_to_string(&path).expect("source is UTF-8"),
            })
        })
        .collect()
}

/// The rows of the table of rooms: the room and the rooms it uses.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let text = architecture();
    let table = text
        .split("\n## ")
        .find(|part| part.starts_with("The rooms"));
    table
        .expect("ARCHITECTURE.md has a section on the rooms")
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let name = |cell: &str| {
                cell.trim_matches([' ', '`', '/'])
                    .trim_end_matches(".rs")
                    .to_owned()
            };
            let uses = cells.last().expect("a row has cells").split(',');
            (
                name(cells[0]),
                uses.map(name).filter(|room| room != "-").collect(),
            )
        })
        .collect()
}

/// The rooms from the lowest to the highest, as the line with the arrows gives them.
fn order() -> Vec<String> {
    let text = architecture();
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("source <- "));
    let line = line.expect("ARCHITECTURE.md has the line of arrows");
    line.trim().split(" <- ").map(str::to_owned).collect()
}

/// The first name after each `crate::` in code; braces directly after it are opened.
fn used_rooms(code: &str) -> BTreeSet<String> {
    let first_word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => {
                used.insert(first_word(rest));
            }
            Some(list) => {
                let mut depth = 0;
                let mut item = String::new();
                for c in list.chars() {
                    match c {
                        '}' if depth == 0 => break,
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            used.insert(first_word(&item));
                            item.clear();
                            continue;
                        }
                        _ => {}
                    }
                    item.push(c);
                }
                used.insert(first_word(&item));
            }
        }
    }
    used.remove("");
    used
}

/// The code of a Rust file with its comments taken out; string literals stay.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |at| &rest[at..]);
            continue;
        }
        let taken = literal(rest).unwrap_or(c.len_utf8());
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// The length of the string or character literal that `text` starts with.
fn literal(text: &str) -> Option<usize> {
    let raw = text
        .strip_prefix('r')
        .map(|rest| rest.len() - rest.trim_start_matches('#').len());
    if let Some(hashes) = raw.filter(|hashes| text[1 + hashes..].starts_with('"')) {
        let close = format!("\"{}", "#".repeat(hashes));
        let open = 2 + hashes;
        return Some(
            text[open..]
                .find(&close)
                .map_or(text.len(), |at| open + at + close.len()),
        );
    }
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    let mut length = 0;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => {
                length = at + 1;
                break;
            }
            _ => {}
        }
        // A lifetime has no second quote near it.
        if quote == '\'' && at > 12 {
            break;
        }
    }
    // `'a, 'b` would be read as one literal: a character literal holds one character or an escape.
    let inside = text.get(1..length.saturating_sub(1))?;
    let is_literal = quote == '"' || inside.starts_with('\\') || inside.chars().count() == 1;
    (length > 0 && is_literal).then_some(length)
}

#[test]
fn comments_and_literals_are_told_apart() {
    let code = "let a = \"// no\"; // yes\nlet b = '\"'; // yes\nfn f<'a>(x: &'a str) {} // yes\nlet c = r#\"\"// no\"#;";
    assert_eq!(
        without_comments(code),
        "let a = \"// no\"; \nlet b = '\"'; \nfn f<'a>(x: &'a str) {} \nlet c = r#\"\"// no\"#;"
    );
}

#[test]
fn uses_are_read_from_code() {
    let code = "use crate::source::Span;\nuse crate::{claim::{self, Claim}, rule};\nlet x = crate::report::page();";
    let expected = ["claim", "report", "rule", "source"].map(str::to_owned);
    assert_eq!(used_rooms(code), BTreeSet::from(expected));
}

#[test]
fn the_table_of_rooms_is_what_the_source_does() {
    let mut actual: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources()
        .iter()
        .filter(|s| !matches!(&*s.room, "main" | "lib"))
    {
        let mut used = used_rooms(&without_comments(&source.text));
        used.remove(&source.room);
        actual.entry(source.room.clone()).or_default().extend(used);
    }
    assert_eq!(actual, rooms(), "left: src/, right: ARCHITECTURE.md");
}

#[test]
fn arrows_point_down_only() {
    let order = order();
    let rooms = rooms();
    let level = |room: &String| order.iter().position(|r| r == room);
    let up: Vec<(&String, &String)> = rooms
        .iter()
        .flat_map(|(room, uses)| uses.iter().map(move |used| (room, used)))
        .filter(|(room, used)| level(used).is_none() || level(used) >= level(room))
        .collect();
    assert_eq!(up, []);
    let listed: BTreeSet<&String> = order.iter().collect();
    assert_eq!(
        listed,
        rooms.keys().collect(),
        "left: the line of arrows, right: the table"
    );
}

#[test]
fn every_path_named_in_the_architecture_exists() {
    let text = architecture();
    let missing: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| {
            let is_path = name.contains('/')
                || name.ends_with(".rs")
                || name.ends_with(".md")
                || name.ends_with(".toml");
            is_path
                && !name.contains([' ', '*', '<', ':'])
                && name
                    .chars()
                    .all(|c| !c.is_uppercase() || name.ends_with(".md"))
        })
        .filter(|name| !root().join(name).exists() && !root().join("src").join(name).exists())
        .collect();
    assert_eq!(missing, [""; 0]);
    assert!(
        text.lines().count() < 200,
        "ARCHITECTURE.md is read in one sitting"
    );
}

/// The words without which no rule of a pack speaks, read from its own file.
fn anchors() -> Vec<String> {
    let path = root().join("rules/prostitution-policy/pack.toml");
    let text = fs::read_to_string(path).expect("the pack has its file");
    let pack: toml::Table = text.parse().expect("the file is TOML");
    let anchors = pack["anchors"].as_array().expect("a list of anchors");
    anchors
        .iter()
        .map(|a| a.as_str().expect("a word").to_owned())
        .collect()
}

#[test]
fn no_word_of_the_subject_is_in_the_code() {
    let anchors = anchors();
    assert!(anchors.len() > 3);
    let mut found = Vec::new();
    for source in sources() {
        let code = without_comments(&source.text).to_lowercase();
        for line in code.lines() {
            if let Some(anchor) = anchors.iter().find(|anchor| line.contains(*anchor)) {
                found.push(format!("{}: {anchor}: {}", source.path, line.trim()));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn nothing_prints_past_the_streams_it_is_given() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| !source.path.starts_with("src/cli/"))
        .filter(|source| {
            let code = without_comments(&source.text);
            ["print!(", "println!(", "eprint!(", "eprintln!(", "dbg!("]
                .iter()
                .any(|m| code.contains(m))
        })
        .map(|source| source.path.clone())
        .collect();
    assert_eq!(found, [""; 0]);
}

/// Reading files is for the room that owns them, for what loads packs, and for the program.
#[test]
fn only_some_rooms_touch_the_disk() {
    let may = ["src/cli/", "src/source/", "src/rule/load/"];
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| !may.iter().any(|prefix| source.path.starts_with(prefix)))
        .filter(|source| without_comments(&source.text).contains("std::fs"))
        .map(|source| source.path.clone())
        .collect();
    assert_eq!(found, [""; 0]);
}

/// The first file of a room says what it owns, what it knows nothing of, what goes in and out, and where to start.
#[test]
fn every_room_has_its_header() {
    let mut bad = Vec::new();
    for source in sources() {
        let inside = source.path.trim_start_matches("src/");
        let is_room = inside.ends_with("/mod.rs") && inside.matches('/').count() == 1;
        let is_single = matches!(inside, "linter.rs");
        if !(is_room || is_single) {
            continue;
        }
        let header: Vec<&str> = source
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        let header = header.join(" ");
        for word in ["Know", "In:", "Out:", "Start at"] {
            if !header.contains(word) {
                bad.push(format!("{}: no \"{word}\"", source.path));
            }
        }
    }
    assert_eq!(bad, [""; 0]);
}
