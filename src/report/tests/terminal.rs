use super::*;

/// Rows are told apart by a character that may also stand in the file.
#[test]
fn word_joiners_in_the_text_do_not_begin_rows() {
    let text = "word word \u{2060}\u{2060}日本日本\t日本\u{2060}\u{1b}[31m日本\nmore\n";
    let file = SourceFile::new("a.md", text);
    let sentence = finding(&file, text.trim_end(), &[("cue", "more")]);
    insta::assert_snapshot!(pretty(&file, &[sentence], look(63)));
}

#[test]
fn text_beyond_ascii_stays_aligned() {
    let text =
        "\u{feff}“Naïve” 日本語, e\u{301}: Legalizing distillation increases gin bootlegging.\n";
    let file = SourceFile::new("brief.md", text);
    insta::assert_snapshot!(pretty(
        &file,
        &[finding(&file, SENTENCE, &PARTS)],
        look(100)
    ));
}

#[test]
fn tabs_and_unsafe_characters_stay_aligned() {
    let text = "-\t\u{202e}a\u{1b}[31mb\tLegalizing distillation\u{200b} increases\u{ad} gin bootlegging.\r";
    let file = SourceFile::new("br\u{1b}[2J\u{202e}ief\n.md", text);
    let sentence = "Legalizing distillation\u{200b} increases\u{ad} gin bootlegging.";
    let mut diagnostic = finding(&file, sentence, &PARTS);
    diagnostic.message = "a \u{1b}]8;;x\u{7} \"b\n\tc\" \u{2066}d".to_owned();
    diagnostic.help = Some("one\u{9b}31m\ntwo\u{200f}".to_owned());
    let everything = [
        pretty(&file, std::slice::from_ref(&diagnostic), look(100)),
        document(Format::Concise, &file, std::slice::from_ref(&diagnostic)),
        document(Format::Json, &file, std::slice::from_ref(&diagnostic)),
    ]
    .join("\n");
    for c in everything.chars() {
        assert!(c == '\n' || !sanitize::is_unsafe(c), "{c:?}");
    }
    insta::assert_snapshot!(everything);
}

#[test]
fn json_keeps_unsafe_characters_exact() {
    let text = "\u{202e}a\u{1b}b\u{e0001} \u{7f}\n";
    let file = SourceFile::new("x\u{202e}\u{9b}.md", text);
    let mut diagnostic = finding(&file, "a", &[("cause", "a")]);
    diagnostic.message = text.to_owned();
    let json: serde_json::Value =
        serde_json::from_str(&document(Format::Json, &file, &[diagnostic])).expect("JSON");
    assert_eq!(json["diagnostics"][0]["message"], text);
    assert_eq!(json["diagnostics"][0]["path"], file.name());
}

#[test]
fn colour_and_links_are_only_there_when_asked_for() {
    let file = SourceFile::new("brief.md", format!("{SENTENCE}\n"));
    let diagnostics = [finding(&file, SENTENCE, &PARTS)];
    let plain = pretty(&file, &diagnostics, Look::plain());
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(
        plain.contains("(https://example.org/rules/unqualified-causal-claim)"),
        "{plain}"
    );

    let linked = pretty(
        &file,
        &diagnostics,
        Look {
            links: true,
            ..Look::plain()
        },
    );
    assert!(
        linked.contains("\u{1b}]8;;https://example.org/rules/unqualified-causal-claim\u{1b}\\")
    );

    let ascii = pretty(
        &file,
        &diagnostics,
        Look {
            unicode: false,
            ..Look::plain()
        },
    );
    assert!(ascii.is_ascii(), "{ascii}");

    let painted = pretty(
        &file,
        &diagnostics,
        Look {
            color: true,
            ..Look::plain()
        },
    );
    insta::assert_snapshot!(painted.replace('\u{1b}', "ESC"));
}

#[test]
fn a_role_keeps_its_colour_whatever_the_order() {
    let text = "Gin bootlegging is increased by legalization.\n";
    let file = SourceFile::new("brief.md", text);
    let labels = [
        ("effect", "Gin bootlegging"),
        ("cue", "is increased by"),
        ("cause", "legalization"),
    ];
    let painted = pretty(
        &file,
        &[finding(&file, text.trim_end(), &labels)],
        Look {
            color: true,
            ..Look::plain()
        },
    );
    for (label, color) in [("cause", "35;1"), ("cue", "33;1"), ("effect", "32;1")] {
        let line = painted
            .lines()
            .find(|line| line.contains(&format!("m{label}\u{1b}")))
            .unwrap_or_else(|| panic!("no label {label} in {painted}"));
        assert!(
            line.contains(&format!("\u{1b}[{color}m{label}")),
            "{line:?}"
        );
    }
}
