//! The shape of files: small, introduced, clean at the end of lines.

use crate::tree::{Fault, File};

/// Longest source file. Data, tests and templates may be longer.
const WALL: usize = 400;

/// What is wrong with the shape of a file.
pub fn check(file: &File) -> Vec<Fault> {
    [too_long(file), no_header(file), trailing_space(file)].into_iter().flatten().collect()
}

fn too_long(file: &File) -> Option<Fault> {
    let source = file.has_extension("rs") || file.has_extension("scss");
    let length = file.lines().count();
    (source && !file.is_test() && length > WALL)
        .then(|| file.fault(length, format!("{length} lines: the wall is {WALL}")))
}

fn no_header(file: &File) -> Option<Fault> {
    let introduced = file.text.lines().next().is_some_and(|line| line.starts_with("//!"));
    (file.has_extension("rs") && !introduced)
        .then(|| file.fault(1, "no `//!` header: say what the module is for"))
}

fn trailing_space(file: &File) -> Option<Fault> {
    let watched =
        ["rs", "toml", "md", "html", "scss", "js", "sql"].iter().any(|kind| file.has_extension(kind));
    if !watched || file.path.starts_with("tests/axe/") {
        return None;
    }
    let (number, _) = file.lines().find(|(_, line)| line.ends_with([' ', '\t']))?;
    Some(file.fault(number, "trailing space"))
}
