use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use caveat::claim::{Direction, Strength};
use caveat::diagnostic::Level;
use caveat::linter::{ClaimRow, Linter};
use caveat::source::SourceFile;
use serde::Deserialize;

use crate::corpus::{self, Sentence};
use crate::documents::linter;

/// A file of rules, of which only the phrases are looked at.
#[derive(Deserialize)]
struct Phrases {
    #[serde(default, alias = "concept")]
    list: Vec<List>,
    #[serde(default)]
    frame: Vec<Frame>,
}

#[derive(Deserialize)]
struct Frame {
    id: String,
    example: String,
    patterns: Vec<String>,
}

#[derive(Deserialize)]
struct List {
    id: String,
    about: String,
    #[serde(default, alias = "strong")]
    phrases: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    up: Vec<String>,
    #[serde(default)]
    down: Vec<String>,
}

fn phrases(path: &str) -> Phrases {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("rules")
        .join(path);
    let text = fs::read_to_string(path).expect("a file of rules");
    toml::from_str(&text).expect("phrases")
}

/// The example of each frame, by its id.
pub(crate) fn frame_examples() -> BTreeMap<String, String> {
    let frames = phrases("english/frames.toml").frame.into_iter();
    frames.map(|frame| (frame.id, frame.example)).collect()
}

/// The lists whose words each frame shows as its cue, in the order of its patterns.
fn frame_cues() -> BTreeMap<String, Vec<String>> {
    let frames = phrases("english/frames.toml").frame.into_iter();
    let cues = frames.map(|frame| {
        let parts = frame.patterns.iter().map(|pattern| {
            let find = |sign| pattern.split(' ').find_map(|part| part.strip_prefix(sign));
            find('!').or(find('*')).unwrap_or_default().to_owned()
        });
        let parts = parts.collect();
        (frame.id, parts)
    });
    cues.collect()
}

/// The wordings of a phrase that leave out nothing but what is optional; none of a phrase that is open or refers to a list.
fn wordings(phrase: &str) -> Vec<String> {
    if phrase.contains(['…', '_', '#', '^', '*'])
        || phrase.contains(|c: char| c.is_ascii_uppercase())
    {
        return Vec::new();
    }
    let mut found = vec![String::new()];
    let mut rest = phrase;
    while let Some(at) = rest.find(['(', '{']) {
        let (open, close) = match rest.as_bytes()[at] {
            b'(' => ('(', ')'),
            _ => ('{', '}'),
        };
        let mut depth = 0;
        let Some(end) = rest[at..].find(|c| {
            depth += i32::from(c == open) - i32::from(c == close);
            depth == 0
        }) else {
            return Vec::new();
        };
        let (before, inside, after) = (&rest[..at], &rest[at + 1..at + end], &rest[at + end + 1..]);
        if inside.contains(['{', '(']) && open == '{' {
            return Vec::new();
        }
        let choices: Vec<&str> = match open {
            '(' => vec![""],
            _ => inside.split('/').collect(),
        };
        found = found
            .iter()
            .flat_map(|head| choices.iter().map(move |c| format!("{head}{before}{c}")))
            .collect();
        rest = after;
    }
    found
        .into_iter()
        .map(|head| format!("{head}{rest}"))
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// Base, third person, past, participle, -ing form of English verbs.
struct Verbs(BTreeMap<String, [String; 5]>);

impl Verbs {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/english/inflection.toml");
        let text = fs::read_to_string(path).expect("a file of rules");
        let table: toml::Table = text.parse().expect("TOML");
        let irregular = table["irregular-verbs"].as_array().expect("verbs");
        let irregular = irregular.iter().map(|line| {
            let line = line.as_str().expect("a line");
            let mut forms = line
                .split(' ')
                .map(|forms| forms.split('/').next().unwrap_or(forms));
            let base = forms.next().unwrap_or_default();
            let [_, third, _, _, ing] = regular(base);
            let (past, participle) = (forms.next(), forms.next());
            let forms = [
                base.to_owned(),
                third,
                past.unwrap_or(base).to_owned(),
                participle.unwrap_or(base).to_owned(),
                ing,
            ];
            (base.to_owned(), forms)
        });
        Self(irregular.collect())
    }

    fn forms(&self, base: &str) -> [String; 5] {
        self.0.get(base).cloned().unwrap_or_else(|| regular(base))
    }
}

/// A verb of one syllable with its last consonant doubled, where one vowel stands before it: robb-ed.
fn double(base: &str) -> Option<String> {
    let is_vowel = |c: &char| "aeiou".contains(*c);
    let letters: Vec<char> = base.chars().collect();
    let [before @ .., vowel, last] = letters.as_slice() else {
        return None;
    };
    let one = is_vowel(vowel) && !before.iter().any(is_vowel);
    (one && !is_vowel(last) && !"wxy".contains(*last)).then(|| format!("{base}{last}"))
}

/// The forms of a regular verb.
fn regular(base: &str) -> [String; 5] {
    let (stem, e) = match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") => (stem, true),
        _ => (base, false),
    };
    let consonant_y = base.ends_with('y') && !base.ends_with(['a', 'e', 'o']) && {
        let mut end = base.chars().rev().skip(1);
        !end.next().is_some_and(|c| "aeiou".contains(c))
    };
    let third = match base {
        _ if consonant_y => format!("{}ies", &base[..base.len() - 1]),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    };
    let doubled = double(base);
    let stem = doubled.as_deref().unwrap_or(stem);
    let past = match base {
        _ if doubled.is_some() => format!("{stem}ed"),
        _ if consonant_y => format!("{}ied", &base[..base.len() - 1]),
        _ if e => format!("{base}d"),
        _ => format!("{base}ed"),
    };
    [
        base.to_owned(),
        third,
        past.clone(),
        past,
        format!("{stem}ing"),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Plain,
    Up,
    Down,
}

/// How words stand in a list: which, on which side, and in which form.
struct Entry {
    list: usize,
    side: Side,
    form: Option<usize>,
}

/// The words of the lists of cues.
pub(crate) struct Lists {
    lists: Vec<List>,
    verbs: Verbs,
    words: BTreeMap<String, Vec<Entry>>,
}

impl Lists {
    pub(crate) fn read() -> Self {
        let mut lists = phrases("english/cues.toml").list;
        lists.extend(phrases("english/links.toml").list);
        let mut all = Self {
            words: BTreeMap::new(),
            verbs: Verbs::read(),
            lists,
        };
        let mut words: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for list in 0..all.lists.len() {
            for side in [Side::Plain, Side::Up, Side::Down] {
                for phrase in all.side(list, side) {
                    for (text, form) in all.forms(phrase) {
                        let entry = Entry { list, side, form };
                        words.entry(text).or_default().push(entry);
                    }
                }
            }
        }
        all.words = words;
        all
    }

    fn side(&self, list: usize, side: Side) -> &[String] {
        let list = &self.lists[list];
        match side {
            Side::Plain => &list.phrases,
            Side::Up => &list.up,
            Side::Down => &list.down,
        }
    }

    /// The wordings of a phrase, in every form of its first word where that is a verb.
    fn forms(&self, phrase: &str) -> Vec<(String, Option<usize>)> {
        let mut found = Vec::new();
        for text in wordings(phrase) {
            match text.strip_prefix('~') {
                Some(verb) if !verb.contains('~') => {
                    let (verb, rest) = match verb.split_once(' ') {
                        Some((verb, rest)) => (verb, format!(" {rest}")),
                        None => (verb, String::new()),
                    };
                    let forms = self.verbs.forms(verb);
                    found.extend(
                        (0..)
                            .zip(&forms)
                            .map(|(form, word)| (format!("{word}{rest}"), Some(form))),
                    );
                }
                None if !text.contains('~') => found.push((text, None)),
                _ => {}
            }
        }
        found
    }

    /// What the words mean in the lists that hold them.
    pub(crate) fn kinds(&self, words: &str) -> Vec<&str> {
        let entries = self.words.get(words).into_iter().flatten();
        let mut kinds: Vec<&str> = entries
            .map(|entry| &*self.lists[entry.list].about)
            .collect();
        kinds.dedup();
        kinds
    }

    /// Words of the other side in the same form, from the first of the lists `among` that holds these: at most so many.
    fn opposites(&self, words: &str, among: &[String], most: usize) -> Vec<String> {
        let entries = self.words.get(words).map_or(&[][..], Vec::as_slice);
        let own = among.iter().find_map(|id| {
            let held = |entry: &&Entry| self.lists[entry.list].id == *id;
            entries.iter().find(held)
        });
        let Some(entry) = own else {
            return Vec::new();
        };
        let other = match entry.side {
            Side::Up => Side::Down,
            Side::Down => Side::Up,
            Side::Plain => return Vec::new(),
        };
        let length = |text: &str| text.split(' ').count().min(2);
        let phrases = self.side(entry.list, other).iter();
        let others = phrases.flat_map(|phrase| self.forms(phrase));
        let mut others: Vec<String> = others
            .filter(|(text, form)| *form == entry.form && length(text) == length(words))
            .map(|(text, _)| text)
            .collect();
        others.dedup();
        others.truncate(most);
        others
    }
}

/// What must not change: which rules report the sentence, at which level, and how strong its claims are.
type Seen = (Vec<(String, Level)>, Option<Strength>);

fn seen(linter: &Linter, text: &str, at: usize) -> (Seen, Vec<ClaimRow>) {
    let file = SourceFile::new("sentence.md", text);
    let mut claims = linter.claims(&file).claims;
    claims.retain(|row| row.sentence.start() as usize >= at);
    let findings = linter.check(&file).diagnostics.into_iter();
    let findings = findings
        .filter(|finding| finding.span.start() as usize >= at)
        .map(|finding| (finding.rule, finding.level));
    let strength = claims.iter().map(|row| row.claim.strength).min();
    ((findings.collect(), strength), claims)
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Increase => Direction::Decrease,
        Direction::Decrease => Direction::Increase,
        Direction::NoEffect | Direction::Mixed => direction,
    }
}

/// Words in the place of others, with a capital where those had one.
fn instead(text: &str, at: std::ops::Range<usize>, words: &str) -> String {
    let capital = text[at.clone()].starts_with(|c: char| c.is_uppercase());
    let mut first = words.chars();
    let words = match first.next() {
        Some(c) if capital => format!("{}{}", c.to_uppercase(), first.as_str()),
        _ => words.to_owned(),
    };
    format!("{}{words}{}", &text[..at.start], &text[at.end..])
}

/// Sentences in which an exchange leaves the construction, each with the reason.
const KNOWN: [(&str, &str); 13] = [
    (
        "d0036",
        "what is halved has a figure, which \"lengthen\" has not",
    ),
    (
        "d1036",
        "what is halved has a figure, which \"lengthen\" has not",
    ),
    (
        "d0006",
        "after \"blame\", a name that names the trade itself is not taken for the cause",
    ),
    (
        "d0898",
        "that more victims come forward is no claim; that fewer do is read as one",
    ),
    (
        "d0519",
        "\"no more\" denies, and no other measure does so after \"no\"",
    ),
    (
        "d0780",
        "\"do more for\" is one cue, and \"hit hard for\" is none",
    ),
    (
        "d0876",
        "what is left \"without\" something is not deprived of it",
    ),
    (
        "d0946",
        "\"enable ... to expand\" has a clause as its object, and \"avoid\" takes none",
    ),
    (
        "d1017",
        "\"diminished\" is read as a measure after \"had\", and \"more\" is no participle",
    ),
    ("d0262", "\"the more lawful\" is no noun phrase"),
    (
        "d0470",
        "the bill's sponsors are what reports, and the whole of \"bill to repeal\" is its name",
    ),
    (
        "d0472",
        "the sponsors want an authority to act, and no law that stands for it can",
    ),
    (
        "d0624",
        "\"were its making\" takes up the plural of the statutes",
    ),
];

/// The labelled sentences whose claim can be put otherwise, with what is exchanged and what is seen of the other.
struct Exchanges {
    sentences: usize,
    tried: usize,
    wrong: Vec<String>,
}

fn exchange(
    linter: &Linter,
    others: impl Fn(&ClaimRow, &SourceFile) -> Vec<(std::ops::Range<usize>, String)>,
    turn: impl Fn(Direction) -> Direction,
) -> Exchanges {
    let mut found = Exchanges {
        sentences: 0,
        tried: 0,
        wrong: Vec::new(),
    };
    for item in corpus::lines::<Sentence>("sentences.jsonl") {
        let (text, at) = corpus::joined(&item);
        let (before, claims) = seen(linter, &text, at);
        let [row] = claims.as_slice() else { continue };
        // What goes both ways has both cues.
        if row.claim.direction == Direction::Mixed || KNOWN.iter().any(|(id, _)| *id == item.id) {
            continue;
        }
        let file = SourceFile::new("sentence.md", text.as_str());
        let others = others(row, &file);
        found.sentences += usize::from(!others.is_empty());
        for (range, words) in others {
            let other = instead(&text, range, &words);
            let (after, claims) = seen(linter, &other, at);
            let direction = turn(row.claim.direction);
            found.tried += 1;
            if before != after || claims.iter().any(|row| row.claim.direction != direction) {
                found.wrong.push(format!(
                    "{}: {}    {before:?}\n    with {words:?}: {after:?}, {:?}",
                    item.id,
                    text,
                    claims
                        .iter()
                        .map(|row| row.claim.direction)
                        .collect::<Vec<_>>(),
                ));
            }
        }
    }
    found
}

impl Exchanges {
    /// Fails where too few sentences were tried for the test to mean something, or where one differs.
    fn check(&self, sentences: usize) {
        assert!(
            self.sentences >= sentences,
            "only {} sentences were put otherwise",
            self.sentences
        );
        let (tried, wrong) = (self.tried, self.wrong.len());
        assert!(
            wrong == 0,
            "{wrong} of {tried} differ:\n{}",
            self.wrong.join("\n")
        );
    }
}

#[test]
fn wordings_of_a_phrase() {
    assert_eq!(
        wordings("open (up) the {door/gate} to"),
        ["open the door to", "open the gate to"]
    );
    assert_eq!(wordings("~bring … back"), [""; 0]);
    assert_eq!(wordings("SEX-TRADE"), [""; 0]);
}

/// A claim that says less is treated as one that says more.
#[test]
fn a_cue_may_be_exchanged_for_its_opposite() {
    let (lists, cues) = (Lists::read(), frame_cues());
    let found = exchange(
        &linter(),
        |row, file| {
            let cue = row.claim.cue.span;
            let range = cue.start() as usize..cue.end() as usize;
            let words = file.slice(cue).to_lowercase();
            let others = lists
                .opposites(&words, &cues[&row.claim.frame], 2)
                .into_iter();
            others.map(|other| (range.clone(), other)).collect()
        },
        opposite,
    );
    found.check(180);
}

/// Words of names that cannot stand in the place of every other name, each with the reason.
const NO_MATCH: [(&str, &str); 5] = [
    ("59", "a number in a name may look like a figure"),
    (
        "neither",
        "what is neither one nor the other is no noun phrase",
    ),
    ("pledge", "it is a word for what somebody says"),
    ("whore", "it also names a norm, which is a root cause"),
    (
        "use",
        "it needs to be said of what, and means a custom too, which is a root cause",
    ),
];

/// The names of each legal model that are no verb: the lists that the cause of the pack is put together from.
fn models() -> Vec<(String, Vec<String>)> {
    let names = phrases("prostitution-policy/concepts/prostitution-law.toml").list;
    let core: Vec<String> = names
        .iter()
        .flat_map(|list| &list.phrases)
        .map(|phrase| phrase.to_lowercase())
        .collect();
    let lists = phrases("prostitution-policy/concepts/models.toml").list;
    let models = lists.into_iter().filter(|list| core.contains(&list.id));
    models
        .map(|list| {
            let phrases = list.phrases.iter().chain(&list.weak);
            let names = phrases.flat_map(|phrase| wordings(phrase));
            // Verbs stand where no noun can.
            let nouns = names.filter(|name| {
                let never = NO_MATCH
                    .iter()
                    .any(|(no_match, _)| name.split(' ').any(|word| word == *no_match));
                !never && !name.starts_with('~') && !name.ends_with("ing")
            });
            (list.id, nouns.map(|name| name.replace('~', "")).collect())
        })
        .collect()
}

/// A claim about one law is treated as one about any other.
#[test]
fn a_law_may_be_exchanged_for_another() {
    let models = models();
    let found = exchange(
        &linter(),
        |row, file| {
            let cause = row.claim.cause.span;
            let words = file.slice(cause).to_lowercase();
            let bare = words.strip_prefix("the ").unwrap_or(&words);
            let start = cause.end() as usize - bare.len();
            let is_own = |names: &[String]| names.iter().any(|name| name == bare);
            // A noun phrase: what is named in the data, or a longer one that opens with an article.
            let article = bare.len() < words.len() && bare.contains(' ');
            if !article && !models.iter().any(|(_, names)| is_own(names)) {
                return Vec::new();
            }
            let plural = |name: &str| name.ends_with('s');
            let others = models.iter().filter(|(_, names)| !is_own(names));
            others
                .filter_map(|(_, names)| names.iter().find(|name| plural(name) == plural(bare)))
                .map(|name| (start..cause.end() as usize, name.clone()))
                .collect()
        },
        |direction| direction,
    );
    found.check(100);
}
