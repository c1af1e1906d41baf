use super::*;
use crate::source::SourceFile;

mod blocks;
mod conventions;
mod matter;
mod properties;
mod sentences;
mod spans;
mod tokens;

fn conventions() -> Conventions {
    Conventions::from_toml(include_str!("../../rules/english/conventions.toml"))
        .expect("the file of the repository is right")
}

fn parse(markdown: &str) -> (SourceFile, Document) {
    let file = SourceFile::new("a.md", markdown);
    let document = Document::parse(&file, &conventions());
    (file, document)
}
