use std::path::Path;

use super::file::Raw;
use super::*;

#[test]
fn the_template_is_right_and_says_nothing() {
    let raw: Raw = toml::from_str(TEMPLATE).expect("it is right");
    assert_eq!(format!("{raw:?}"), format!("{:?}", Raw::default()));
}

#[test]
fn the_template_is_right_with_every_line_in_effect() {
    let lines: Vec<&str> = TEMPLATE
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.contains(" = ") || rest.starts_with('[') => rest,
            _ => line,
        })
        .collect();
    let read = toml::from_str::<Raw>(&lines.join("\n"));
    assert!(read.is_ok(), "{read:?}");
}

#[test]
fn without_a_file_nothing_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let found = Finder::default().settings_of(&folder.path().join("a.md"));
    assert!(matches!(found, Ok(None)));
    assert!(matches!(
        Finder::isolated().settings_of(Path::new("a.md")),
        Ok(None)
    ));
}
