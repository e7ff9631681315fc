//! The test programs of the workspace, compiled together: a package compiled alone has other features of its
//! dependencies, hence all of them compiled again.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::tree;

/// One test program.
pub struct Program {
    executable: PathBuf,
    /// The folder of its package, from which it runs as `cargo test` would run it.
    folder: PathBuf,
    /// Its target: a library, a binary or a file of tests.
    target: String,
}

/// What cargo says of each thing that it compiled.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// The cargo that runs this chore.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Compiles all of them, and the programs that they test.
pub fn build() -> Result<Vec<Program>> {
    let words = ["test", "--workspace", "--no-run", "--quiet", "--message-format=json-render-diagnostics"];
    let mut command = Command::new(cargo());
    let output = command.args(words).current_dir(tree::root()).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "cargo {}: {}", words.join(" "), output.status);
    let text = String::from_utf8(output.stdout)?;
    text.lines().filter_map(|line| read(line).transpose()).collect()
}

/// The test program of which a line speaks, if it speaks of one.
fn read(line: &str) -> Result<Option<Program>> {
    let message: Message = serde_json::from_str(line).with_context(|| format!("cargo said: {line}"))?;
    let Message {
        executable: Some(executable),
        manifest_path: Some(manifest),
        target: Some(target),
        profile,
    } = message
    else {
        return Ok(None);
    };
    let folder = manifest.parent().unwrap_or(Path::new("/")).to_owned();
    let tests = profile.is_some_and(|profile| profile.test);
    Ok(tests.then_some(Program { executable, folder, target: target.name }))
}

impl Program {
    /// Whether it tells stories in a browser.
    pub fn is_story(&self) -> bool {
        self.folder == tree::root().join("tests")
    }

    /// How it is run.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.current_dir(&self.folder);
        command
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let package = self.folder.file_name().unwrap_or_default().display();
        write!(f, "{package} {}", self.target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_program_is_told_from_the_program_that_it_tests() {
        let line = |test: bool, executable: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/p/crates/web/Cargo.toml","target":{{"name":"acces"}},"profile":{{"test":{test}}},"executable":{executable}}}"#
            )
        };
        let found = read(&line(true, r#""/p/target/acces""#)).unwrap().unwrap();
        assert_eq!((found.to_string().as_str(), found.is_story()), ("web acces", false));
        assert!(read(&line(false, r#""/p/target/palier""#)).unwrap().is_none());
        assert!(read(&line(true, "null")).unwrap().is_none());
        assert!(read(r#"{"reason":"build-finished","success":true}"#).unwrap().is_none());
        assert!(read("not JSON").is_err());
    }
}
