//! `cargo xtask mutation-acces`: what the tests of access really hold. Each mask and each scope is switched off, one at a
//! time, in a copy of the project: one whose absence no test notices is a door that nothing watches.

mod mutants;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
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

/// What is asked of each mutant, the quickest first.
const SUITES: [(&str, &[&str]); 6] = [
    ("policy", &["-p", "policy", "--lib"]),
    ("store", &["-p", "store", "--lib"]),
    ("actes", &["-p", "actes", "--lib"]),
    ("porte", &["-p", "actes", "--test", "porte", "--", "--skip", "cas::"]),
    ("pages", &["-p", "web", "--lib"]),
    ("acces", &["-p", "web", "--test", "acces"]),
];

/// The door that is open, for a copy of the program that has them all.
const OPEN: &str = "PALIER_PORTE_OUVERTE";

/// Where the last results stand.
const RESULTS: &str = "docs/mutation-acces.md";

/// What became of a mutant: the suite and the test that saw it, or none.
type Outcome = Option<(&'static str, String)>;

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
    copy.build()?;
    if let Some((suite, test)) = copy.outcome("")? {
        bail!("with every door shut, {test} fails ({suite}): nothing to measure");
    }
    let (mut killed, mut left) = (BTreeMap::<&str, u32>::new(), Vec::new());
    for mutant in MUTANTS.iter().filter(wanted) {
        match copy.outcome(mutant.name)? {
            Some((suite, test)) => {
                println!("| {} | {suite} | `{test}` |", mutant.name);
                *killed.entry(suite).or_default() += 1;
            }
            None => {
                println!("| {} | SURVIVES | |", mutant.name);
                left.push(mutant.name);
            }
        }
    }
    println!("killed: {killed:?}; left: {}", left.len());
    ensure!(left.is_empty(), "nothing watches: {}", left.join(", "));
    Ok(())
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

/// The text of a file with all its doors, each open when the program is told so. One build then serves all.
fn with_doors(text: String, mutants: &[&Mutant]) -> String {
    mutants.iter().fold(text, |text, Mutant { name, from, to, .. }| {
        let Some((before, after)) = text.split_once(from) else { return text };
        let open = format!(
            "{{ static OPEN: std::sync::LazyLock<bool> = std::sync::LazyLock::new(|| \
             std::env::var_os(\"{OPEN}\").is_some_and(|p| p == \"{name}\")); *OPEN }}"
        );
        let either = format!("if {open} {{ {to} }} else {{ {from} }}");
        let either = if from.ends_with(';') { either } else { format!("({either})") };
        format!("{}{either}{after}", not_constant(before))
    })
}

/// What stands before a door, in a function that is not constant any more: what opens at run time cannot be.
fn not_constant(before: &str) -> String {
    match before.rsplit_once("fn ") {
        Some((start, name)) => format!("{}fn {name}", start.strip_suffix("const ").unwrap_or(start)),
        None => before.to_owned(),
    }
}

/// A copy of the last commit with every door in it, and its own build.
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
        // The committed text is what is copied: it may be older than what was just read.
        check(&root, MUTANTS)?;
        let mut doors: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
        for mutant in MUTANTS {
            doors.entry(mutant.file).or_default().push(mutant);
        }
        for (file, mutants) in doors {
            let path = root.join(file);
            fs::write(&path, with_doors(fs::read_to_string(&path)?, &mutants))?;
        }
        Ok(Self { root, build })
    }

    fn build(&self) -> Result<()> {
        for (name, suite) in SUITES {
            let status = process::run(&mut self.cargo(&["test", "--no-run"], suite))?;
            ensure!(status.success(), "{name} does not compile with its doors: {status}");
        }
        Ok(())
    }

    /// The first test that fails when this door is open: the others are not waited for, and the one that saw it last
    /// time is asked first.
    fn outcome(&self, door: &str) -> Result<Outcome> {
        if let Some((suite, test)) = last_time(&fs::read_to_string(self.root.join(RESULTS))?, door)
            && let Some((name, words)) = SUITES.into_iter().find(|(name, _)| *name == suite)
        {
            let words: Vec<&str> = words.iter().copied().take_while(|w| *w != "--").collect();
            let found = self.first_failure(name, &[&words[..], &["--", "--exact", &test]].concat(), door)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        for (name, suite) in SUITES {
            let found = self.first_failure(name, suite, door)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn first_failure(&self, name: &'static str, suite: &[&str], door: &str) -> Result<Outcome> {
        let mut failed = None;
        let mut command = self.cargo(&["test"], suite);
        command.env(OPEN, door).stderr(Stdio::null());
        let status = process::run_until(&mut command, |line| {
            failed =
                line.strip_prefix("test ").and_then(|l| l.strip_suffix(" ... FAILED")).map(str::to_owned);
            failed.is_some()
        })?;
        let seen = failed.is_some() || !status.success();
        Ok(seen.then(|| (name, failed.unwrap_or_else(|| status.to_string()))))
    }

    fn cargo(&self, words: &[&str], suite: &[&str]) -> Command {
        let mut command = Command::new(crate::programs::cargo());
        command.args(words).args(suite).current_dir(&self.root);
        command.env("CARGO_TARGET_DIR", &self.build).env("RUST_BACKTRACE", "0").env_remove("UPDATE");
        command
    }
}

/// The suite and the test that saw this door, in a table of results.
fn last_time(results: &str, door: &str) -> Option<(String, String)> {
    let line = results.lines().find_map(|l| l.strip_prefix(&format!("| {door} | ")))?;
    let (suite, test) = line.split_once(" | `")?;
    Some((suite.to_owned(), test.strip_suffix("` |")?.to_owned()))
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
    fn a_door_is_an_expression_or_statements_and_its_function_is_not_constant() {
        let door = Mutant { name: "door", file: "", from: "!shut", to: "true" };
        let text = with_doors("const fn a() {}\npub const fn b() { if !shut {} }".to_owned(), &[&door]);
        assert!(text.starts_with("const fn a() {}\npub fn b() { if (if {"), "{text}");
        assert!(text.ends_with("*OPEN } { true } else { !shut }) {} }"), "{text}");
    }

    #[test]
    fn the_test_that_saw_a_door_last_time_is_read_in_the_results() {
        let results = "| porte | suite | épreuve |\n| a door | store | `tests::one` |\n";
        assert_eq!(last_time(results, "a door"), Some(("store".to_owned(), "tests::one".to_owned())));
        assert_eq!(last_time(results, "another"), None);
    }

    #[test]
    fn a_text_that_is_not_there_once_stops_the_run() {
        let lost = [Mutant { name: "lost", file: "Cargo.toml", from: "nothing says this", to: "" }];
        assert!(check(&tree::root(), &lost).unwrap_err().to_string().contains("found 0 times"));
    }
}
