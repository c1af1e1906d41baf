use std::fmt::Debug;
use std::sync::OnceLock;

use caveat::linter::{Linter, Outcome};
use caveat::report::{Format, Look, Reporter};
use caveat::source::{SourceFile, Span};
use proptest::prelude::*;

/// Sentences that make one claim each, whole in themselves.
const CLAIMS: &[&str] = &[
    "Legal brothels increase trafficking.",
    "The purchase ban reduces sex trafficking.",
    "Decriminalisation has lowered trafficking.",
    "Prohibition fuels human trafficking in the region.",
    "Critics argue that the Nordic model increases trafficking.",
    "Red-light districts may attract traffickers.",
    "In the towns, legalization did not increase trafficking.",
    "Legalized prostitution is associated with more trafficking.",
];

/// Sentences that make none.
const FILLERS: &[&str] = &[
    "The council met in May, and nobody spoke.",
    "Dr. A. Vane counted 3.5 cases per 1,000 visits.",
    "Flats are expensive in the old town.",
    "R&D at the Café costs 10 % more.",
];

/// What can be done to a word without changing what it says.
#[derive(Debug, Clone, Copy)]
enum Dress {
    Plain,
    Emphasis,
    Strong,
    Link,
    Entity,
    SoftHyphen,
    SoftHyphenEntity,
    ZeroWidth,
    Comment,
}

const DRESSES: &[Dress] = &[
    Dress::Plain,
    Dress::Emphasis,
    Dress::Strong,
    Dress::Link,
    Dress::Entity,
    Dress::SoftHyphen,
    Dress::SoftHyphenEntity,
    Dress::ZeroWidth,
    Dress::Comment,
];

const LINK_END: &str = "](https://example.org/a_(b))";
const COMMENT: &str = "<!-- not seen -->";

/// A word in Markdown; what stands around its letters stays as it is.
fn dressed(word: &str, dress: Dress) -> String {
    let is_letter = |c: char| c.is_alphabetic();
    let (Some(start), Some(end)) = (word.find(is_letter), word.rfind(is_letter)) else {
        return word.replace('&', "&amp;");
    };
    let end = end + word[end..].chars().next().map_or(0, char::len_utf8);
    let (before, core, after) = (&word[..start], &word[start..end], &word[end..]);
    let first = core.chars().next().map_or(0, char::len_utf8);
    let (head, tail) = core.split_at(first);
    let escaped = core.replace('&', "&amp;");
    let core = match dress {
        _ if core.contains('&') => escaped,
        Dress::Plain => escaped,
        Dress::Emphasis => format!("*{core}*"),
        Dress::Strong => format!("**{core}**"),
        Dress::Link => format!("[{core}{LINK_END}"),
        Dress::Entity => format!("&#{};{tail}", u32::from(head.chars().next().unwrap_or('x'))),
        Dress::SoftHyphen => format!("{head}\u{ad}{tail}"),
        Dress::SoftHyphenEntity => format!("{head}&shy;{tail}"),
        Dress::ZeroWidth => format!("{head}\u{200b}{tail}"),
        Dress::Comment => format!("{core}{COMMENT}"),
    };
    format!("{before}{core}{after}")
}

/// Markdown without what [`dressed`] and the constructs of [`Construct`] put in.
fn undressed(markdown: &str) -> String {
    let mut text = markdown.replace(LINK_END, "").replace(COMMENT, "");
    for gone in ["*", "[", "\u{ad}", "&shy;", "\u{200b}"] {
        text = text.replace(gone, "");
    }
    while let Some(start) = text.find("&#") {
        let end = start + text[start..].find(';').expect("a whole entity");
        let code: u32 = text[start + 2..end].parse().expect("a number");
        let c = char::from_u32(code).expect("a character").to_string();
        text.replace_range(start..=end, &c);
    }
    let text = text.replace("&amp;", "&").replace('\r', "\n");
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.trim_matches(['>', ' ']))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

/// Where sentences stand.
#[derive(Debug, Clone, Copy)]
enum Construct {
    /// What stands at the start of the first line and of the others.
    Lines(&'static str, &'static str),
    Heading,
    Cell,
}

const CONSTRUCTS: &[Construct] = &[
    Construct::Lines("", ""),
    Construct::Lines("> ", "> "),
    Construct::Lines("> ", ""),
    Construct::Lines("- ", "  "),
    Construct::Lines("1. ", "   "),
    Construct::Lines("> - ", ">   "),
    Construct::Lines("- > ", "  > "),
    Construct::Lines("[^note]: ", "    "),
    Construct::Heading,
    Construct::Cell,
];

/// A sentence, with a dress for each word and whether a line ends before it.
#[derive(Debug, Clone)]
struct Written {
    sentence: &'static str,
    words: Vec<(Dress, bool)>,
}

impl Written {
    /// In a footnote, italics and links would name a source, and the footnote would be no prose: `bare` leaves them out.
    fn markdown(&self, glue: &str, bare: bool) -> String {
        let mut markdown = String::new();
        for (n, word) in self.sentence.split(' ').enumerate() {
            let (dress, breaks) = self.words[n % self.words.len()];
            match n {
                0 => {}
                _ if breaks => markdown.push_str(glue),
                _ => markdown.push(' '),
            }
            let dress = match dress {
                Dress::Emphasis | Dress::Link if bare => Dress::Strong,
                dress => dress,
            };
            markdown.push_str(&dressed(word, dress));
        }
        markdown
    }
}

fn written() -> impl Strategy<Value = Written> {
    let sentence = prop_oneof![
        3 => prop::sample::select(CLAIMS),
        1 => prop::sample::select(FILLERS),
    ];
    let dress = prop_oneof![2 => Just(Dress::Plain), 1 => prop::sample::select(DRESSES)];
    let words = prop::collection::vec((dress, prop::bool::weighted(0.2)), 1..12);
    (sentence, words).prop_map(|(sentence, words)| Written { sentence, words })
}

/// A document put together from sentences.
#[derive(Debug, Clone)]
struct Made {
    blocks: Vec<(Construct, Vec<Written>)>,
    line_end: &'static str,
    byte_order_mark: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let block = (
        prop::sample::select(CONSTRUCTS),
        prop::collection::vec(written(), 1..4),
    );
    (
        prop::collection::vec(block, 1..5),
        prop::sample::select(&["\n", "\r\n", "\r"][..]),
        any::<bool>(),
    )
        .prop_map(|(blocks, line_end, byte_order_mark)| Made {
            blocks,
            line_end,
            byte_order_mark,
        })
}

impl Made {
    fn markdown(&self) -> String {
        let end = self.line_end;
        let mut markdown = if self.byte_order_mark { "\u{feff}" } else { "" }.to_owned();
        for (n, (construct, sentences)) in self.blocks.iter().enumerate() {
            let bare = matches!(construct, Construct::Lines(first, _) if first.starts_with("[^"));
            let joined = |glue: &str| {
                let parts: Vec<String> = sentences.iter().map(|s| s.markdown(glue, bare)).collect();
                parts.join(" ")
            };
            let block = match construct {
                Construct::Lines(first, next) => {
                    let first = first.replace("note", &format!("note{n}"));
                    format!("{first}{}", joined(&format!("{end}{next}")))
                }
                Construct::Heading => format!("## {}", joined(" ")),
                Construct::Cell => {
                    format!(
                        "| Place | Note |{end}| --- | --- |{end}| Town | {} |",
                        joined(" ")
                    )
                }
            };
            markdown.push_str(&block);
            // A rule keeps a block from being read with the one before it.
            markdown.push_str(&format!("{end}{end}* * *{end}{end}"));
        }
        markdown
    }

    fn sentences(&self) -> impl Iterator<Item = &'static str> {
        self.blocks
            .iter()
            .flat_map(|(_, sentences)| sentences.iter().map(|s| s.sentence))
    }
}

fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(crate::documents::linter)
}

/// A claim in words: sentence, cause, cue, effect and direction.
type InWords = (String, String, String, String, String);

/// The claims of a file in the words that its spans show.
fn in_words(file: &SourceFile, outcome: &Outcome) -> Vec<InWords> {
    let words = |span: Span| undressed(file.slice(span));
    let claims = outcome.claims.iter().map(|row| {
        let claim = &row.claim;
        (
            words(row.sentence),
            words(claim.cause.span),
            words(claim.cue.span),
            words(claim.effect.span),
            format!("{:?}", claim.direction),
        )
    });
    claims.collect()
}

/// What a sentence claims when it stands alone.
fn alone(sentence: &str) -> Vec<InWords> {
    let file = SourceFile::new("alone.md", format!("{sentence}\n"));
    in_words(&file, &linter().claims(&file))
}

#[test]
fn each_sentence_claims_what_it_is_listed_for() {
    let counts = |sentences: &[&str]| -> Vec<(usize, String)> {
        sentences
            .iter()
            .map(|s| (alone(s).len(), (*s).to_owned()))
            .collect()
    };
    let expected = |sentences: &[&str], n: usize| -> Vec<(usize, String)> {
        sentences.iter().map(|s| (n, (*s).to_owned())).collect()
    };
    assert_eq!(counts(CLAIMS), expected(CLAIMS, 1));
    assert_eq!(counts(FILLERS), expected(FILLERS, 0));
}

/// A span of a file: inside it, on character boundaries, not reversed.
fn check_span(file: &SourceFile, span: Span, what: &dyn Debug) -> Result<(), TestCaseError> {
    let inside = file.text().get(span.start() as usize..span.end() as usize);
    prop_assert!(
        inside.is_some(),
        "{what:?}: {span:?} is no span of the file"
    );
    Ok(())
}

fn check_spans(file: &SourceFile, outcome: &Outcome) -> Result<(), TestCaseError> {
    for row in &outcome.claims {
        let claim = &row.claim;
        check_span(file, row.sentence, row)?;
        for part in [claim.cause, claim.cue, claim.effect] {
            check_span(file, part.span, row)?;
        }
        for qualifier in &claim.qualifiers {
            check_span(file, qualifier.part.span, row)?;
        }
        for citation in &row.citations {
            check_span(file, citation.span, row)?;
            prop_assert_eq!(
                undressed(file.slice(citation.span)),
                undressed(&citation.text)
            );
        }
    }
    for diagnostic in &outcome.diagnostics {
        check_span(file, diagnostic.span, diagnostic)?;
        for label in &diagnostic.labels {
            check_span(file, label.span, diagnostic)?;
        }
    }
    Ok(())
}

/// Shows a file in every format: none may panic, whatever is in the document.
fn show(file: &SourceFile) {
    for format in [Format::Pretty, Format::Concise, Format::Json] {
        let reporter = Reporter::new(format, Look::plain());
        reporter.diagnostics(file, &linter().check(file).diagnostics);
        reporter.claims(file, &linter().claims(file).claims);
    }
}

proptest! {
    /// Markup, line ends, entities and invisible characters change neither what is claimed nor the words that the spans of
    /// sentence, cause, cue and effect show.
    #[test]
    fn spans_show_the_words_whatever_the_markup(made in made()) {
        let file = SourceFile::new("made.md", made.markdown());
        let expected: Vec<InWords> = made.sentences().flat_map(alone).collect();
        let outcome = linter().claims(&file);
        prop_assert_eq!(in_words(&file, &outcome), expected, "{}", file.text());
        check_spans(&file, &outcome)?;
    }

    /// The labels of a finding show the same words as the claim it is about, and lie in order.
    #[test]
    fn labels_show_the_words_of_their_claim(made in made()) {
        let file = SourceFile::new("made.md", made.markdown());
        let claims = in_words(&file, &linter().claims(&file));
        let outcome = linter().check(&file);
        check_spans(&file, &outcome)?;
        for diagnostic in &outcome.diagnostics {
            let starts: Vec<u32> = diagnostic.labels.iter().map(|label| label.span.start()).collect();
            prop_assert!(starts.is_sorted(), "{diagnostic:?}");
            let label = |role: &str| {
                let label = diagnostic.labels.iter().find(|label| label.role == role);
                label.map_or_else(String::new, |label| undressed(file.slice(label.span)))
            };
            let words = (label("cause"), label("cue"), label("effect"));
            let sentence = undressed(file.slice(diagnostic.span));
            let is_claim = claims.iter().any(|(of, cause, cue, effect, _)| {
                (of, cause, cue, effect) == (&sentence, &words.0, &words.1, &words.2)
            });
            prop_assert!(is_claim, "{diagnostic:?}\n{}", file.text());
        }
    }

    /// Any text is a document, with spans inside it and the same outcome each time.
    #[test]
    fn any_text_is_read(text in "(?s)(legal brothels|increase|trafficking|law|\\PC|[-#>*_`|\\[\\]()!&;:.\r\n\t ]|\u{ad}|\u{feff}){0,80}") {
        let file = SourceFile::new("any.md", text);
        check_spans(&file, &linter().claims(&file))?;
        let first = linter().check(&file);
        check_spans(&file, &first)?;
        prop_assert_eq!(first.diagnostics, linter().check(&file).diagnostics);
        show(&file);
    }
}
