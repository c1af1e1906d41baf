use super::*;

mod lists;
mod mistakes;
mod needs;
mod phrases;
mod properties;
mod stages;
mod words;

const ENGLISH: &str = include_str!("../../rules/english/inflection.toml");

/// A book of phrases that are written one a line: `list: phrase`, `list weak: phrase`, `list up: phrase` ... A line without a
/// list is of the list `x`. `list needs: other` lets weak members of `list` count near strong ones of `other`.
fn book(phrases: &str) -> Result<Book, Vec<String>> {
    let mut builder =
        BookBuilder::new(Inflections::parse(ENGLISH).expect("the file is tested below"));
    let mut faults = Vec::new();
    for line in phrases
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (head, phrase) = line.split_once(": ").unwrap_or(("x", line));
        let (id, mark) = head.split_once(' ').unwrap_or((head, ""));
        let list = builder.list(id);
        let mark = match mark {
            "weak" => Mark::Weak,
            "anaphor" => Mark::Anaphor,
            "never" => Mark::Never,
            "up" => Mark::Up,
            "down" => Mark::Down,
            "needs" => {
                let other = builder.list(phrase);
                builder.needs(list, &[other]);
                continue;
            }
            _ => Mark::Strong,
        };
        if let Err(error) = builder.add(list, mark, phrase) {
            faults.push(format!("{error} [{}]", &phrase[error.range.clone()]));
        }
    }
    match builder.build() {
        Ok(book) if faults.is_empty() => Ok(book),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more.iter().map(ToString::to_string));
            Err(faults)
        }
    }
}

/// Draws ranges of tokens into a text: `[words]`, and behind it the name of the range where it has one.
fn draw(text: &str, annotated: &Annotated, ranges: &[(u32, u32, String)]) -> String {
    let mut signs: Vec<(u32, usize, String)> = Vec::new();
    for (order, (start, end, name)) in ranges.iter().enumerate() {
        let range = annotated.tokens_range(*start, *end);
        signs.push((range.start, 1000 + order, "[".to_owned()));
        signs.push((range.end, 1000 - order, format!("]{name}")));
    }
    signs.sort();
    let mut drawn = String::new();
    let mut at = 0;
    for (offset, _, sign) in signs {
        drawn.push_str(&text[at..offset as usize]);
        drawn.push_str(&sign);
        at = offset as usize;
    }
    drawn + &text[at..]
}

fn name(list: &str, mark: Mark) -> String {
    let mark = match mark {
        Mark::Plain | Mark::Strong => "",
        Mark::Weak => "?",
        Mark::Anaphor => "^",
        Mark::Never => "!",
        Mark::Up => "+",
        Mark::Down => "-",
    };
    format!("{}{mark}", if list == "x" { "" } else { list })
}

/// Checks every match of a book of these phrases in a text: `expected` is the text with each match in brackets, with the name of
/// its list behind it (but for `x`) and `?` weak, `^` anaphor, `!` near miss, `+` up, `-` down.
#[track_caller]
fn check(phrases: &str, text: &str, expected: &str) {
    let book = book(phrases).expect("the phrases are right");
    let annotated = book.annotate(text);
    let ranges: Vec<_> = annotated
        .matches
        .iter()
        .map(|found| {
            let info = book.info(found.phrase).expect("a phrase of this book");
            (
                found.start,
                found.end,
                name(book.list_id(info.list), info.mark),
            )
        })
        .collect();
    assert_eq!(draw(text, &annotated, &ranges), expected);
}
