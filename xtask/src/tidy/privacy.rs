//! No way to reach a real person is written anywhere in the tree. Addresses use the names reserved for documentation;
//! telephone numbers, the ranges that the French regulator (ARCEP) keeps for fiction.

use anyhow::Result;
use regex_lite::Regex;

use crate::tree::{Fault, File};

const MAIL: &str = r"[A-Za-z0-9._%+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})";
const TELEPHONE: &str = r"(?:^|[^\w.,/-])((?:\+33[ .]?|0)[1-9](?:[ .-]?[0-9]{2}){4})(?:$|[^\w-])";
const FICTION: [&str; 6] = ["19900", "26191", "35301", "46571", "53649", "63998"];

/// Mail addresses and telephone numbers that could be somebody's.
pub fn check(file: &File) -> Result<Vec<Fault>> {
    if file.path == "Cargo.lock" || file.path.starts_with("tests/axe/") || file.has_extension("svg") {
        return Ok(Vec::new());
    }
    let (mail, telephone) = (Regex::new(MAIL)?, Regex::new(TELEPHONE)?);
    let mut faults = Vec::new();
    for (number, line) in file.lines() {
        let domains = mail.captures_iter(line).filter_map(|found| found.get(1));
        if domains.into_iter().any(|domain| !is_reserved(domain.as_str())) {
            faults.push(file.fault(number, "mail address: use example.org, .invalid or .test"));
        }
        let numbers = telephone.captures_iter(line).filter_map(|found| found.get(1));
        if numbers.into_iter().any(|number| !is_fiction(number.as_str())) {
            faults.push(file.fault(number, "telephone number: use a range kept for fiction (01 99 00 …)"));
        }
    }
    Ok(faults)
}

fn is_reserved(domain: &str) -> bool {
    let domain = domain.to_lowercase();
    domain == "example.org" || [".example.org", ".invalid", ".test"].iter().any(|end| domain.ends_with(end))
}

fn is_fiction(number: &str) -> bool {
    let digits: String = number.replace("+33", "0").chars().filter(char::is_ascii_digit).collect();
    FICTION.iter().any(|range| digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(range)))
}
