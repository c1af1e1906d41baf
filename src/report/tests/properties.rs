use proptest::prelude::*;

use super::*;

/// Pieces that documents are made of, awkward ones among them.
fn words() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "word ",
        "longer-word ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "é",
        "e\u{301}",
        "日本",
        "😀",
        "\u{200d}",
        "\u{2060}",
        "\u{1b}[31m",
        "\u{202e}",
        "\u{feff}",
        "> ",
        "| ",
        "│",
        "·",
        " ",
    ]);
    prop::collection::vec(pieces, 0..200).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_found_wherever_is_drawn_within_the_width(
        text in words(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
        width in 40..120_usize,
        color in any::<bool>(),
    ) {
        let boundaries: Vec<u32> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).map(|at| at as u32).collect();
        let file = SourceFile::new("a.md", text.as_str());
        let mut spans = places.iter().map(|(one, other)| {
            let (one, other) = (*one.get(&boundaries), *other.get(&boundaries));
            Span::new(one.min(other), one.max(other))
        });
        let span = spans.next().expect("at least one place");
        let labels = spans.map(|span| Label { role: "cue".to_owned(), span, text: "x".to_owned() });
        let diagnostic = Diagnostic {
            labels: labels.collect(),
            span,
            help: None,
            rewording: None,
            url: None,
            message: "states".to_owned(),
            ..finding(&SourceFile::new("b.md", SENTENCE), SENTENCE, &[])
        };
        let drawn = pretty(&file, &[diagnostic], Look { color, ..look(width) });
        let place = file.position(span.start());
        let plain: String = if color {
            drawn.split('\u{1b}').map(|part| match (part.strip_prefix('['), part.split_once('m')) {
                (Some(_), Some((_, rest))) => rest,
                _ => part,
            }).collect()
        } else {
            drawn
        };
        let frames = frames(&plain);
        prop_assert_eq!(frames.first().map(|frame| frame.head), Some((place.line, place.column)), "{}", plain);
        for frame in &frames {
            prop_assert!(frame.rows.contains(&frame.head.0), "{:?} in {}", frame, plain);
            prop_assert!(frame.rows.is_sorted_by(|one, next| one + 1 == *next), "{:?} in {}", frame, plain);
        }
        for c in plain.chars() {
            prop_assert!(c == '\n' || !sanitize::is_unsafe(c), "{:?} in {}", c, plain);
        }
        // Rows begin with a number, or with the room for one; labels to the right of the text may stand out.
        for line in plain.lines().filter(|line| line.split_once(" │ ").is_some_and(|(head, _)| head.trim().parse::<u32>().is_ok())) {
            prop_assert!(text::width(line) <= width, "{} of {} columns: {}", text::width(line), width, line);
        }
    }

    #[test]
    fn wrapped_text_has_all_its_words(text in words(), width in 1..60_usize) {
        let set = text::wrap(&text, width, "  ");
        prop_assert_eq!(
            set.split_whitespace().collect::<Vec<_>>(),
            text.split_whitespace().collect::<Vec<_>>()
        );
    }

    #[test]
    fn text_cut_to_a_width_fits_it(text in words(), width in 1..60_usize) {
        let text = sanitize::words(&text);
        prop_assert!(text::width(&text::fit(&text, width)) <= width);
    }
}
