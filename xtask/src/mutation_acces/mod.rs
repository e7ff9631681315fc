//! `cargo xtask mutation-acces`: what the tests of access really hold. Each mask and each scope is switched off, one at a
//! time, in a copy of the project: one whose absence no test notices is a door that nothing watches.

mod mutants;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args as ClapArgs;

use crate::{process, tree};
use mutants::{MUTANTS, Mutant};

/// Which doors are opened.
#[derive(ClapArgs)]
pub struct Args {
    /// Only the mutants whose name contains one of these words (all of them when none is given).
    words: Vec<String>,
    /// Check that each text is found once, and change nothing.
    #[arg(long)]
    check: bool,
}

/// What is asked of each mutant: the quickest tests first, so that most fall before the pages are built.
const SUITES: [&[&str]; 3] = [
    &["test", "-q", "-p", "policy", "-p", "actes", "--lib", "--test", "porte", "--", "--skip", "cas::"],
    &["test", "-q", "-p", "store", "--lib"],
    &["test", "-q", "-p", "web", "--test", "acces"],
];

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// By which suite.
    Killed(&'static str),
    /// It does not compile: it says nothing of the tests.
    Unreadable,
    Survivor,
}

/// Mutates, tests, prints.
pub fn run(args: &Args) -> Result<()> {
    check(&tree::root(), MUTANTS)?;
    if args.check {
        println!("{} mutants, each at its place", MUTANTS.len());
        return Ok(());
    }
    let wanted =
        |m: &&Mutant| args.words.is_empty() || args.words.iter().any(|w| m.name.contains(w.as_str()));
    let copy = Copy::of_head()?;
    // The committed text is what is copied: it may be older than what was just read.
    check(&copy.root, MUTANTS)?;
    ensure!(
        copy.outcome()? == Outcome::Survivor,
        "the tests fail on the project as it is: nothing to measure"
    );
    let (mut killed, mut left) = (0, Vec::new());
    for mutant in MUTANTS.iter().filter(wanted) {
        let outcome = copy.with(mutant)?;
        println!("{:<10} {:<48} {}", word(outcome), mutant.name, mutant.file);
        match outcome {
            Outcome::Killed(_) => killed += 1,
            Outcome::Unreadable | Outcome::Survivor => left.push(mutant.name),
        }
    }
    println!("{killed} killed, {} left", left.len());
    ensure!(left.is_empty(), "nothing watches: {}", left.join(", "));
    Ok(())
}

fn word(outcome: Outcome) -> String {
    match outcome {
        Outcome::Killed(suite) => format!("killed ({suite})"),
        Outcome::Unreadable => "unreadable".to_owned(),
        Outcome::Survivor => "SURVIVES".to_owned(),
    }
}

/// Every text must be there, once: a mutant that changes nothing would pass for one that no test notices.
fn check(root: &Path, mutants: &[Mutant]) -> Result<()> {
    let mut lost = Vec::new();
    for m in mutants {
        let text = fs::read_to_string(root.join(m.file)).with_context(|| m.file.to_owned())?;
        let times = text.matches(m.from).count();
        if times != 1 {
            lost.push(format!("« {} » : found {times} times in {}", m.name, m.file));
        }
    }
    ensure!(lost.is_empty(), "mutants that have lost their place:\n{}", lost.join("\n"));
    Ok(())
}

/// A copy of the last commit, with its own build kept from one mutant to the next.
struct Copy {
    root: PathBuf,
    build: PathBuf,
}

impl Copy {
    fn of_head() -> Result<Self> {
        let place = tree::target()?.with_file_name("mutation-acces");
        let (root, build) = (place.join("copy"), place.join("build"));
        if root.join("Cargo.toml").exists() {
            git(&root, &["checkout", "--quiet", "--force", "--detach", &head()?])?;
        } else {
            let path = root.to_str().context("the path of the copy is not text")?;
            git(&tree::root(), &["worktree", "prune"])?;
            git(&tree::root(), &["worktree", "add", "--quiet", "--detach", path, "HEAD"])?;
        }
        Ok(Self { root, build })
    }

    fn with(&self, mutant: &Mutant) -> Result<Outcome> {
        let path = self.root.join(mutant.file);
        let text = fs::read_to_string(&path)?;
        fs::write(&path, text.replacen(mutant.from, mutant.to, 1))?;
        let outcome = self.outcome();
        fs::write(&path, text)?;
        outcome
    }

    fn outcome(&self) -> Result<Outcome> {
        for suite in SUITES {
            if !self.cargo(suite, &["--no-run"])? {
                return Ok(Outcome::Unreadable);
            }
            if !self.cargo(suite, &[])? {
                return Ok(Outcome::Killed(suite.get(3).copied().unwrap_or_default()));
            }
        }
        Ok(Outcome::Survivor)
    }

    /// Whether cargo succeeded; `more` goes before what is for the tests themselves.
    fn cargo(&self, words: &[&str], more: &[&str]) -> Result<bool> {
        let split = words.iter().position(|w| *w == "--").unwrap_or(words.len());
        let (before, after) = words.split_at(split);
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command.args(before).args(more).args(after).current_dir(&self.root);
        command.env("CARGO_TARGET_DIR", &self.build).env("RUST_BACKTRACE", "0").env_remove("UPDATE");
        Ok(process::run(command.stdout(Stdio::null()).stderr(Stdio::null()))?.success())
    }
}

fn head() -> Result<String> {
    let output = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(tree::root()).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn git(place: &Path, words: &[&str]) -> Result<()> {
    let status = process::run(Command::new("git").args(words).current_dir(place))?;
    ensure!(status.success(), "git {}: {status}", words.join(" "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_door_is_at_its_place_and_has_its_own_name() {
        check(&tree::root(), MUTANTS).unwrap();
        let mut names: Vec<&str> = MUTANTS.iter().map(|m| m.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), MUTANTS.len());
    }

    #[test]
    fn a_text_that_is_not_there_once_stops_the_run() {
        let lost = [Mutant { name: "lost", file: "Cargo.toml", from: "nothing says this", to: "" }];
        assert!(check(&tree::root(), &lost).unwrap_err().to_string().contains("found 0 times"));
    }
}
