//! Who may import whom. Test-only dependencies are free; the others follow the map.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::tree::Fault;

/// Each crate and the workspace crates it may import. A crate that is not here needs a decision record and a line.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("dispositifs", &["domain"]),
    ("policy", &["domain"]),
    ("store", &["domain", "policy"]),
    ("actes", &["domain", "dispositifs", "policy", "store"]),
    ("documents", &[]),
    ("web", &["actes", "domain", "dispositifs", "policy", "documents"]),
    ("app", &["actes", "dispositifs", "documents", "domain", "policy", "store", "web"]),
    ("xtask", &["dispositifs", "domain", "policy"]),
    ("stories", &[]),
];

/// What the pure core may take from outside.
const DOMAIN_EXTERNAL: [&str; 4] = ["jiff", "serde", "thiserror", "ulid"];

/// The names of the workspace's packages.
pub fn members(metadata: &Value) -> Vec<String> {
    packages(metadata).filter_map(|package| Some(package.get("name")?.as_str()?.to_owned())).collect()
}

/// Each arrow that the map does not allow.
pub fn check(metadata: &Value) -> Result<Vec<Fault>> {
    let members = members(metadata);
    let mut faults = Vec::new();
    for package in packages(metadata) {
        let name = package.get("name").and_then(Value::as_str).context("a package has a name")?;
        let fault = |what: String| Fault { path: manifest(name), line: 0, what };
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            faults.push(fault(format!("crate {name} is not on the map: it needs a decision record")));
            continue;
        };
        for dependency in shipped(package) {
            if members.iter().any(|member| member == dependency) {
                if !allowed.contains(&dependency) {
                    faults.push(fault(format!("{name} may not import {dependency}")));
                }
            } else if name == "domain" && !DOMAIN_EXTERNAL.contains(&dependency) {
                faults.push(fault(format!("domain is pure: {dependency} has no place in it")));
            }
        }
    }
    Ok(faults)
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata.get("packages").and_then(Value::as_array).into_iter().flatten()
}

fn shipped(package: &Value) -> impl Iterator<Item = &str> {
    let all = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
    all.filter(|dependency| dependency.get("kind").and_then(Value::as_str) != Some("dev"))
        .filter_map(|dependency| dependency.get("name")?.as_str())
}

fn manifest(name: &str) -> String {
    match name {
        "xtask" => "xtask/Cargo.toml".to_owned(),
        "stories" => "tests/Cargo.toml".to_owned(),
        _ => format!("crates/{name}/Cargo.toml"),
    }
}
