//! Words that have one place: SQL in `store`, clocks outside the pure crates, names of dispositifs in the data.

use anyhow::Result;
use regex_lite::Regex;

use crate::tree::{Fault, File};

const SQL: &str = r"\brusqlite\b|\bpostgres::|\bSELECT |\bINSERT INTO\b";
const CLOCK: &str = r"\bZoned::now\b|\bTimestamp::now\b|\bSystemTime\b|\bInstant\b";
/// The number of a sheet of the guide inside a string literal; not a version nor an address.
const SHEET: &str = r#""(?:[^"]*[^".\w])?[1-9]\.[1-9]\.[1-9][0-9]?(?:[^".\w][^"]*|\.(?:[^"0-9][^"]*)?)?""#;

/// Words out of their place.
pub fn check(file: &File) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    if !file.is_program() {
        return Ok(faults);
    }
    if !file.path.starts_with("crates/store/") {
        faults.extend(find(file, SQL, "SQL and its drivers belong to crates/store")?);
    }
    if ["crates/domain/", "crates/policy/"].iter().any(|pure| file.path.starts_with(pure)) {
        faults.extend(find(file, CLOCK, "no clock here: today is an argument")?);
    }
    faults.extend(find(file, SHEET, "a dispositif is data: no sheet is named in Rust")?);
    Ok(faults)
}

fn find(file: &File, pattern: &str, what: &str) -> Result<Vec<Fault>> {
    let pattern = Regex::new(pattern)?;
    let code = file.program_lines().filter(|(_, line)| !line.trim_start().starts_with("//"));
    Ok(code.filter(|(_, line)| pattern.is_match(line)).map(|(number, _)| file.fault(number, what)).collect())
}
