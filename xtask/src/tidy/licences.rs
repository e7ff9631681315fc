//! Licences of everything that is built: only those that may be shipped inside a program under the EUPL.

use anyhow::Result;
use serde_json::Value;

use crate::tree::Fault;

/// Permissive licences, and MPL-2.0, which the EUPL names as compatible.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Each package of the whole graph whose licence is absent or is not on the list.
pub fn check(metadata: &Value) -> Result<Vec<Fault>> {
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let foreign = packages.filter(|package| !package.get("source").is_none_or(Value::is_null));
    let faults = foreign.filter_map(|package| {
        let name = package.get("name").and_then(Value::as_str).unwrap_or("?");
        let licence = package.get("license").and_then(Value::as_str).unwrap_or_default();
        let what = || format!("{name} is under {licence:?}: it cannot be shipped without a decision record");
        (!is_allowed(licence)).then(|| Fault { path: "Cargo.lock".to_owned(), line: 0, what: what() })
    });
    Ok(faults.collect())
}

/// Whether some choice that the expression offers is allowed. `AND` binds before `OR`; parentheses are read as a reader
/// would who refuses when in doubt: each of their parts must be allowed.
fn is_allowed(expression: &str) -> bool {
    if expression.contains('(') {
        let flat = expression.replace(['(', ')'], "");
        return flat.split(" AND ").all(is_allowed);
    }
    let mut choices = expression.split(" OR ").flat_map(|choice| choice.split('/'));
    choices.any(|choice| choice.split(" AND ").all(|licence| ALLOWED.contains(&licence.trim())))
}
