//! A strict content policy holds only if no template carries style or script of its own.

use anyhow::Result;
use regex_lite::Regex;

use crate::tree::{Fault, File};

const FORBIDDEN: [(&str, &str); 5] = [
    (r"(?i)<style\b", "style element: use the stylesheet"),
    (r"(?i)\sstyle\s*=", "style attribute: use a class"),
    (r#"(?i)\son[a-z]+\s*=\s*["'{]"#, "event attribute: use a script file"),
    (r"(?i)javascript:", "script address: use a script file"),
    (r"(?i)<script\b", "script without src: use a script file"),
];

/// Inline style and script in a template.
pub fn check(file: &File) -> Result<Vec<Fault>> {
    if !file.path.contains("/templates/") {
        return Ok(Vec::new());
    }
    let mut faults = Vec::new();
    for (pattern, what) in FORBIDDEN {
        let pattern = Regex::new(pattern)?;
        for (number, line) in file.lines() {
            let loaded = what.starts_with("script without") && line.contains(" src=");
            if pattern.is_match(line) && !loaded {
                faults.push(file.fault(number, what));
            }
        }
    }
    Ok(faults)
}
