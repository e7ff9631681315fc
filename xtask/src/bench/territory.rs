//! A large territory, made once by the engine and kept under `target`, and a server over a copy of it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::{process, tree};

const TODAY: &str = "2026-11-02";

/// The data of a run.
pub struct Territory {
    /// A copy that the run may change.
    pub run: TempDir,
    /// How it was made, in words.
    pub story: String,
}

/// A server over such data.
pub struct Server {
    process: Child,
    address: String,
}

/// Makes the territory if it is not there yet, and copies it.
pub fn ready(release: &Path, copies: u32) -> Result<Territory> {
    let kept = tree::root().join("target/bench").join(format!("territoire-{copies}"));
    let story = kept.join("histoire");
    if !story.exists() {
        if kept.exists() {
            std::fs::remove_dir_all(&kept)?;
        }
        std::fs::create_dir_all(&kept)?;
        std::fs::write(&story, make(release, &kept, copies)?)?;
    }
    let run = tempfile::Builder::new().prefix("run-").tempdir_in(tree::root().join("target/bench"))?;
    for entry in std::fs::read_dir(&kept)? {
        let entry = entry?;
        std::fs::copy(entry.path(), run.path().join(entry.file_name()))?;
    }
    Ok(Territory { run, story: std::fs::read_to_string(story)? })
}

fn make(release: &Path, data: &Path, copies: u32) -> Result<String> {
    let start = Instant::now();
    drop(serve(&release.join("palier"), data)?);
    let told = Command::new(release.join("examples/multiplier"))
        .arg(data)
        .arg(copies.to_string())
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(told.status.success(), "multiplier: {}", told.status);
    let said = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    Ok(format!("{said}, {:.0} s in all", start.elapsed().as_secs_f64()))
}

/// Starts the demonstration over these data, and waits until it listens.
pub fn serve(binary: &Path, data: &Path) -> Result<Server> {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig=INT", "--"]).arg(binary);
    command.args(["demo", "--date", TODAY, "--port", "0", "--data"]).arg(data);
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let output = process.stdout.take().context("the server has an output")?;
    let line = BufReader::new(output).lines().next().context("the server stopped at once")??;
    let address = line.rsplit("http://").next().unwrap_or_default().trim().to_owned();
    Ok(Server { process, address })
}

impl Server {
    /// Such as `127.0.0.1:4242`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        process::signal("INT", &self.process.id().to_string());
        process::ends_within(&mut self.process, Duration::from_secs(20));
    }
}
