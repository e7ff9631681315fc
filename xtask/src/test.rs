//! `cargo xtask test`: every check and every test, in stages, each timed. A stage that fails does not hide the next
//! ones, except the build, without which they mean nothing; the run fails if one did.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use clap::Args as ClapArgs;

use crate::cluster::Cluster;
use crate::programs::{self, Program};
use crate::{process, tidy, tools, tree};

/// What to run.
#[derive(ClapArgs)]
pub struct Args {
    /// Without PostgreSQL, browser or stories: nothing to install.
    #[arg(long)]
    rapide: bool,
    /// Only the tests whose name contains one of these words (the other checks are left out).
    filters: Vec<String>,
}

/// Runs the stages and fails if one failed.
pub fn run(args: &Args) -> Result<()> {
    let mut run = Run { complete: !args.rapide, ..Run::default() };
    let checks = args.filters.is_empty();
    if !args.rapide {
        tools::ensure()?;
    }
    if checks {
        run.stage("fmt", || cargo(&["fmt", "--all", "--check"]))?;
        run.stage("tidy", tidy::run)?;
        let clippy = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
        run.stage("clippy", || cargo(&clippy))?;
    }
    let mut tests = Vec::new();
    run.stage("build", || {
        tests = programs::build()?;
        Ok(())
    })?;
    if run.failed.contains(&"build") {
        // The next stages would judge the binary of another day.
        return run.conclude();
    }
    let (stories, units): (Vec<_>, Vec<_>) = tests.into_iter().partition(Program::is_story);
    let mut cluster = None;
    if !args.rapide {
        run.stage("postgresql", || Cluster::start().map(|started| cluster = Some(started)))?;
    }
    let url = cluster.as_ref().map(Cluster::url);
    run.tests("unit tests", &units, url.as_deref(), &args.filters)?;
    if checks {
        run.stage("couverture", crate::couverture::check_golden)?;
        run.stage("matrix", crate::matrix::check_golden)?;
        run.stage("palier check", || palier(&["check"]))?;
        run.stage("palier cas", || palier(&["cas", "run", "dispositifs"]))?;
    }
    if !args.rapide {
        run.tests("stories", &stories, url.as_deref(), &args.filters)?;
    }
    sweep()?;
    run.conclude()
}

/// Removes what killed or shared servers and browsers of the stories left behind an hour ago; not those of another run.
fn sweep() -> Result<()> {
    let left = tree::target()?.with_file_name("stories");
    let Ok(entries) = std::fs::read_dir(left) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
        if age > Duration::from_secs(3600) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// The stages so far.
#[derive(Default)]
struct Run {
    /// Whether a test that lacks PostgreSQL or a browser fails (it is left out otherwise).
    complete: bool,
    failed: Vec<&'static str>,
    count: Count,
    seconds: f64,
}

/// How many tests passed, failed or were left out.
#[derive(Default, Debug, PartialEq)]
struct Count {
    passed: u32,
    failed: u32,
    ignored: u32,
}

impl Run {
    fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("── {name}");
        let start = Instant::now();
        let outcome = work();
        let seconds = start.elapsed().as_secs_f64();
        self.seconds += seconds;
        if process::interrupted() {
            bail!("interrupted during {name}");
        }
        match outcome {
            Ok(()) => println!("   {name}: {seconds:.1} s"),
            Err(error) => {
                println!("   {name}: FAILED after {seconds:.1} s: {error:#}");
                self.failed.push(name);
            }
        }
        Ok(())
    }

    fn tests(
        &mut self,
        name: &'static str,
        which: &[Program],
        pg: Option<&str>,
        filters: &[String],
    ) -> Result<()> {
        let (mut count, complete) = (std::mem::take(&mut self.count), self.complete);
        let outcome = self.stage(name, || {
            let mut failed = Vec::new();
            for program in which {
                let mut command = program.command();
                command.arg("--quiet").args(filters);
                command.env_remove("PALIER_TEST_PG").env_remove("PALIER_TEST_COMPLET");
                if complete {
                    command.env("PALIER_TEST_COMPLET", "1");
                }
                if let Some(url) = pg {
                    command.env("PALIER_TEST_PG", url);
                }
                println!("   {program}");
                if !process::run_reading(&mut command, |line| count.add(line))?.success() {
                    failed.push(program.to_string());
                }
            }
            ensure!(failed.is_empty(), "{}", failed.join(", "));
            Ok(())
        });
        self.count = count;
        outcome
    }

    fn conclude(self) -> Result<()> {
        let Count { passed, failed, ignored } = self.count;
        println!("{passed} passed, {failed} failed, {ignored} ignored ({:.0} s)", self.seconds);
        ensure!(self.failed.is_empty(), "failed stages: {}", self.failed.join(", "));
        Ok(())
    }
}

impl Count {
    /// Adds the figures of a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn add(&mut self, line: &str) {
        let Some(figures) = line.trim().strip_prefix("test result:") else { return };
        let words: Vec<&str> = figures.split([' ', ';']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let [figure, what] = pair else { continue };
            let Ok(figure) = figure.parse::<u32>() else { continue };
            match *what {
                "passed" => self.passed += figure,
                "failed" => self.failed += figure,
                "ignored" => self.ignored += figure,
                _ => {}
            }
        }
    }
}

fn cargo(words: &[&str]) -> Result<()> {
    let status = process::run(Command::new(programs::cargo()).args(words).current_dir(tree::root()))?;
    ensure!(status.success(), "cargo {}: {status}", words.join(" "));
    Ok(())
}

fn palier(words: &[&str]) -> Result<()> {
    let binary = tree::target()?.join("palier");
    let status = process::run(Command::new(binary).args(words).current_dir(tree::root()))?;
    ensure!(status.success(), "palier {}: {status}", words.join(" "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_several_binaries_are_added() {
        let mut count = Count::default();
        count.add(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        );
        count.add("test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 7 filtered out");
        count.add("a test that prints 5 passed; 5 failed");
        assert_eq!(count, Count { passed: 14, failed: 3, ignored: 1 });
    }

    #[test]
    fn a_stage_that_fails_fails_the_run_and_lets_the_next_one_play() {
        let mut run = Run::default();
        let mut played = false;
        run.stage("first", || bail!("on purpose")).unwrap();
        run.stage("second", || {
            played = true;
            Ok(())
        })
        .unwrap();
        assert!(played);
        assert_eq!(run.conclude().unwrap_err().to_string(), "failed stages: first");
    }
}
