//! `cargo xtask tidy`: the rules of the house that the compiler does not know. Each check is a pure function from files
//! (or cargo's own description of the workspace) to faults, and has a test that shows it failing.

mod arrows;
mod licences;
mod map;
mod pages;
mod privacy;
mod shape;
mod words;

#[cfg(test)]
mod tests;

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::tree::{self, Fault};

/// Prints every fault; fails if there is one.
pub fn run() -> Result<()> {
    let faults = faults()?;
    for fault in &faults {
        println!("{}:{}: {}", fault.path, fault.line, fault.what);
    }
    match faults.len() {
        0 => Ok(()),
        count => bail!("{count} fault(s)"),
    }
}

fn faults() -> Result<Vec<Fault>> {
    let metadata = metadata(&["--no-deps"])?;
    let files = tree::files()?;
    let mut faults = arrows::check(&metadata)?;
    faults.extend(licences::check(&self::metadata(&[])?)?);
    faults.extend(map::check(&files, &arrows::members(&metadata), &|path| tree::root().join(path).exists()));
    for file in &files {
        faults.extend(shape::check(file));
        faults.extend(words::check(file)?);
        faults.extend(pages::check(file)?);
        faults.extend(privacy::check(file)?);
    }
    faults.sort();
    Ok(faults)
}

fn metadata(words: &[&str]) -> Result<Value> {
    let cargo = crate::programs::cargo();
    let answer = Command::new(cargo)
        .args(["metadata", "--format-version=1"])
        .args(words)
        .current_dir(tree::root())
        .output()
        .context("cannot run cargo metadata")?;
    ensure!(answer.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&answer.stderr));
    Ok(serde_json::from_slice(&answer.stdout)?)
}
