//! `cargo xtask captures`: takes again the pictures of the README, `docs/captures/*.png`.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::{process, tools, tree};

const STORY: &str = "captures::the_readme_shows_a_dossier_and_a_dispositif";

/// Builds the program, then runs the story that looks at it.
pub fn run() -> Result<()> {
    tools::ensure()?;
    cargo(&["build", "--quiet", "--package", "app"])?;
    cargo(&[
        "test",
        "--quiet",
        "--package",
        "stories",
        "--test",
        "stories",
        "--",
        "--ignored",
        "--exact",
        STORY,
    ])
}

fn cargo(words: &[&str]) -> Result<()> {
    let status = process::run(Command::new("cargo").args(words).current_dir(tree::root()))?;
    ensure!(status.success(), "cargo {} failed", words.join(" "));
    Ok(())
}
