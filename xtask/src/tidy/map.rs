//! `ARCHITECTURE.md` stays true: it names each crate, and each path it cites exists.

use regex_lite::Regex;

use crate::tree::{Fault, File};

const MAP: &str = "ARCHITECTURE.md";

/// The lies of the map.
pub fn check(files: &[File], members: &[String], exists: &dyn Fn(&str) -> bool) -> Vec<Fault> {
    let Some(map) = files.iter().find(|file| file.path == MAP) else {
        return vec![Fault { path: MAP.to_owned(), line: 0, what: "the map is missing".to_owned() }];
    };
    let mut faults: Vec<Fault> = members
        .iter()
        .map(|member| folder(member))
        .filter(|folder| !map.text.contains(folder.as_str()))
        .map(|folder| map.fault(0, format!("does not mention {folder}")))
        .collect();
    let Ok(code) = Regex::new("`([^`]+)`") else { return faults };
    for (number, line) in map.lines() {
        for cited in code.captures_iter(line).filter_map(|found| found.get(1)) {
            if is_path(cited.as_str()) && !exists(cited.as_str()) {
                faults.push(map.fault(number, format!("cites {}, which does not exist", cited.as_str())));
            }
        }
    }
    faults
}

fn folder(member: &str) -> String {
    match member {
        "xtask" => "xtask".to_owned(),
        "stories" => "tests".to_owned(),
        name => format!("crates/{name}"),
    }
}

/// A path of the tree: not a route (`/x`), not a pattern (`dispositifs/ID/cas`), not a Rust path, not a sentence.
fn is_path(code: &str) -> bool {
    let plain = code.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter));
    let extension = [".rs", ".toml", ".md", ".html", ".scss", ".sql"].iter().any(|end| code.ends_with(end));
    let mut folders = code.rsplit('/').skip(1);
    let pattern =
        folders.any(|folder| !folder.is_empty() && folder.chars().all(|letter| letter.is_ascii_uppercase()));
    plain && !pattern && !code.starts_with('/') && !code.starts_with('.') && (extension || code.contains('/'))
}
