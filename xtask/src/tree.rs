//! The files of the project as the checks see them. Reads, never writes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One text file: its path from the root, with `/`, and its content.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the root of the project.
    pub path: String,
    /// Whole content.
    pub text: String,
}

/// One fault: where, and what is wrong.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path from the root of the project.
    pub path: String,
    /// Line, from 1; 0 when the fault is the file's.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl File {
    /// Whether the file holds only tests.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// Whether the file is Rust source of one of the program's crates, tests set aside.
    pub fn is_program(&self) -> bool {
        self.path.starts_with("crates/") && self.has_extension("rs") && !self.is_test()
    }

    /// Whether the name ends with this extension.
    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    /// The numbered lines before the module of unit tests.
    pub fn program_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }

    /// The lines, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// A fault at a line of this file.
    pub fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault { path: self.path.clone(), line, what: what.into() }
    }
}

/// The root of the project: the parent of this package.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder where the running profile's binaries are.
pub fn target() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().context("a binary has a folder")?.to_owned())
}

/// Every text file of the project, sorted by path; build outputs, data of a running server and history left out.
pub fn files() -> Result<Vec<File>> {
    let mut files = Vec::new();
    walk(&root(), "", &mut files)?;
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !matches!(path.as_str(), "target" | ".git" | "donnees") && name != "node_modules" {
                walk(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            files.push(File { path, text });
        }
    }
    Ok(())
}
