use super::*;

#[test]
fn a_short_line_is_shown_whole() {
    let file = SourceFile::new("brief.md", format!("# Title\n\n{SENTENCE}\n\nMore.\n"));
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, SENTENCE, &PARTS)],
        look(100)
    ));
}

#[test]
fn a_sentence_over_several_lines_is_shown_with_all_of_them() {
    let text = "First sentence of the paragraph. Legalizing\ndistillation increases gin\r\nbootlegging in every country.\n";
    let file = SourceFile::new("brief.md", text);
    let sentence = &text[text.find("Legal").expect("in the text")..text.len() - 1];
    let labels = [
        ("cause", "Legalizing\ndistillation"),
        ("cue", "increases"),
        ("effect", "gin\r\nbootlegging"),
    ];
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, sentence, &labels)],
        look(100)
    ));
}

/// A paragraph of one line, with the sentence in its middle.
fn long_line() -> String {
    let filler = "The debate is an old one, and it is not over. ".repeat(20);
    format!("# Title\n\n{filler}{SENTENCE} {filler}\n")
}

#[test]
fn a_long_line_is_cut_to_the_sentence_and_some_context() {
    let file = SourceFile::new("brief.md", long_line());
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, SENTENCE, &PARTS)],
        look(100)
    ));
}

#[test]
fn a_narrow_terminal_gets_rows_that_fit_it() {
    let file = SourceFile::new("brief.md", long_line());
    let drawn = pretty(&file, &[finding(&file, SENTENCE, &PARTS)], look(48));
    for line in drawn.lines().filter(|line| line.contains(['│', '·'])) {
        assert!(text::width(line) <= 48, "{line}");
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_cause_in_an_earlier_sentence_is_shown_with_a_cut_between() {
    let filler = "The debate is an old one, and it is not over. ".repeat(5);
    let text =
        format!("In 2002 Legalizing distillation came up. {filler}It increases gin bootlegging.\n");
    let file = SourceFile::new("brief.md", text);
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, "It increases gin bootlegging.", &PARTS)],
        look(100)
    ));
}

#[test]
fn a_very_long_sentence_is_shown_around_its_labels() {
    let aside = "which nobody who took part had foreseen, ".repeat(20);
    let text = format!(
        "In the end, {aside}Legalizing distillation, {aside}increases, {aside}gin bootlegging.\n"
    );
    let file = SourceFile::new("brief.md", text.as_str());
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, text.trim_end(), &PARTS)],
        look(100)
    ));
}

#[test]
fn cuts_are_ascii_where_frames_are() {
    let file = SourceFile::new("brief.md", long_line());
    let ascii = Look {
        unicode: false,
        ..look(100)
    };
    let drawn = pretty(&file, &[finding(&file, SENTENCE, &PARTS)], ascii);
    assert!(drawn.is_ascii(), "{drawn}");
    assert!(
        drawn.contains(" 3 | ...and it is not over. Legal"),
        "{drawn}"
    );
}

#[test]
fn labels_far_apart_get_a_frame_each() {
    let text = format!(
        "{SENTENCE}\n\n{}Poverty pushes people.\n",
        "Text.\n\n".repeat(20)
    );
    let file = SourceFile::new("brief.md", text);
    let mut diagnostic = finding(&file, SENTENCE, &PARTS);
    diagnostic.labels.push(Label {
        role: "economic-opportunity".to_owned(),
        span: span(&file, "Poverty"),
        text: "names economic opportunity".to_owned(),
    });
    insta::assert_snapshot!(pretty(&file, &[diagnostic], look(100)));
}

#[test]
fn a_label_far_before_the_sentence_comes_after_it() {
    let text = format!(
        "Poverty pushes people.\n{}{SENTENCE}\n",
        "Other matter.\r\n".repeat(40)
    );
    let file = SourceFile::new("a.md", text.as_str());
    let mut diagnostic = finding(&file, SENTENCE, &PARTS);
    diagnostic.labels.push(Label {
        role: "factor".to_owned(),
        span: span(&file, "Poverty"),
        text: "names economic opportunity".to_owned(),
    });
    let drawn = pretty(&file, &[diagnostic], look(100));
    assert_eq!(frames(&drawn), [frame((42, 1), &[42]), frame((1, 1), &[1])]);
    insta::assert_snapshot!(drawn);
}

/// The start of the sentence has a frame of its own, without a label in it.
#[test]
fn a_very_long_sentence_over_many_lines_is_shown_from_its_start() {
    let filler = "which nobody who took part had foreseen,\r\n".repeat(20);
    let sentence = format!("in the end,\r\n{filler}{SENTENCE}");
    let file = SourceFile::new("a.md", format!("\r\u{1b}[31m\nSo, {sentence}\n"));
    let drawn = pretty(&file, &[finding(&file, &sentence, &PARTS)], look(100));
    assert_eq!(
        frames(&drawn),
        [frame((3, 5), &[3, 4]), frame((24, 1), &[24])]
    );
    insta::assert_snapshot!(drawn);
}

/// Labels without text are at a line's end, in lines of their own, far from the sentence and beside it.
#[test]
fn labels_without_text_keep_their_places() {
    let text = format!("{SENTENCE}\r\n\r\r\r\n\nword \n");
    let file = SourceFile::new("a.md", text.as_str());
    let mut diagnostic = finding(&file, SENTENCE, &[]);
    let last = text.len() as u32 - 1;
    diagnostic.labels = [0, last]
        .map(|at| Label {
            role: "cue".to_owned(),
            span: Span::new(at, at),
            text: format!("at byte {at}"),
        })
        .into();
    insta::assert_snapshot!(pretty(&file, &[diagnostic], look(100)));
}

#[test]
fn places_without_text_are_drawn() {
    let empty = SourceFile::new("empty.md", "");
    let mut diagnostic = finding(&empty, "", &[]);
    diagnostic.help = None;
    diagnostic.url = None;
    let at_end = SourceFile::new("end.md", "one\n\n");
    let mut last = diagnostic.clone();
    last.span = Span::new(5, 5);
    let mut line_end = diagnostic.clone();
    line_end.span = Span::new(3, 3);
    insta::assert_snapshot!(
        [
            pretty(&empty, &[diagnostic], look(100)),
            pretty(&at_end, &[last], look(100)),
            pretty(&at_end, &[line_end], look(100)),
        ]
        .concat()
    );
}

#[test]
fn ten_thousand_findings_in_one_line_keep_their_places() {
    let text = format!("{SENTENCE} ").repeat(10_000);
    let file = SourceFile::new("brief.md", text.as_str());
    let findings: Vec<Diagnostic> = text
        .match_indices("Legal")
        .map(|(at, _)| {
            let mut diagnostic = finding(&file, SENTENCE, &PARTS);
            let shift = |span: Span| Span::new(span.start() + at as u32, span.end() + at as u32);
            diagnostic.span = shift(diagnostic.span);
            for label in &mut diagnostic.labels {
                label.span = shift(label.span);
            }
            diagnostic
        })
        .collect();
    let drawn = pretty(&file, &findings, look(100));
    let heads: Vec<&str> = drawn.lines().filter(|line| line.contains("╭─[")).collect();
    assert_eq!(heads.len(), 10_000);
    assert_eq!(
        heads[9_999],
        format!("   ╭─[brief.md:1:{}]", 9_999 * 51 + 1)
    );
}
