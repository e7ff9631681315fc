//! The system tools that the complete test run needs, and their installation by the system's packages. Installs only
//! what is missing, and only through apt-get.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// A tool, the Debian package that brings it and how to see that it is there.
struct Tool {
    package: &'static str,
    present: fn() -> bool,
}

const TOOLS: [Tool; 4] = [
    Tool { package: "postgresql", present: || postgres_bin().is_some() },
    Tool { package: "chromium", present: || on_path("chromium") },
    Tool { package: "chromium-driver", present: || on_path("chromedriver") },
    Tool { package: "strace", present: || on_path("strace") },
];

/// Installs the missing tools, or says in two languages what to install.
pub fn ensure() -> Result<()> {
    install(&missing(), missing)
}

/// Installs one more package, whose command has its name, when that is missing.
pub fn ensure_package(name: &'static str) -> Result<()> {
    let missing = || if on_path(name) { Vec::new() } else { vec![name] };
    install(&missing(), missing)
}

fn install(missing: &[&'static str], still: impl Fn() -> Vec<&'static str>) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    println!("à installer / to install: {}", missing.join(" "));
    let Some(prefix) = privilege() else { bail!(advice(missing)) };
    let update = process::run(&mut apt(prefix, &["update", "--quiet"]))?;
    let mut words = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    words.extend(missing);
    let install = process::run(&mut apt(prefix, &words))?;
    if !update.success() || !install.success() || !still().is_empty() {
        bail!(advice(&still()));
    }
    Ok(())
}

/// Whether this process is root, by the owner of its own `/proc` entry.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// The newest directory of PostgreSQL server binaries.
pub fn postgres_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
            let bin = path.join("bin");
            bin.join("initdb").is_file().then_some((version, bin))
        })
        .max()
        .map(|(_, bin)| bin)
}

fn missing() -> Vec<&'static str> {
    TOOLS.iter().filter(|tool| !(tool.present)()).map(|tool| tool.package).collect()
}

fn on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain([PathBuf::from("/usr/bin")]).any(|folder| folder.join(name).is_file())
}

fn privilege() -> Option<&'static [&'static str]> {
    if !Path::new("/usr/bin/apt-get").is_file() {
        None
    } else if is_root() {
        Some(&[])
    } else if on_path("sudo") {
        Some(&["sudo"])
    } else {
        None
    }
}

fn apt(prefix: &[&str], words: &[&str]) -> Command {
    let mut command = Command::new("env");
    if let Some(program) = prefix.first() {
        command = Command::new(program);
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words);
    command
}

fn advice(missing: &[&str]) -> String {
    let packages = missing.join(" ");
    format!(
        "il manque : {packages}\n  Installez ces paquets (sur Debian : sudo apt-get install {packages}), puis recommencez.\n\
         missing: {packages}\n  Install these packages (on Debian: sudo apt-get install {packages}), then run again.\n\
         Sans eux / without them: cargo xtask test --rapide"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_names_each_package_in_both_languages() {
        let text = advice(&["chromium", "strace"]);
        assert_eq!(text.matches("apt-get install chromium strace").count(), 2);
    }

    #[test]
    fn a_tool_that_is_nowhere_is_seen_as_missing() {
        assert!(on_path("sh"));
        assert!(!on_path("palier-tool-that-is-nowhere"));
    }

    #[test]
    fn sudo_comes_before_the_environment() {
        let command = apt(&["sudo"], &["update"]);
        let words: Vec<_> = command.get_args().filter_map(|word| word.to_str()).collect();
        assert_eq!(command.get_program(), "sudo");
        assert_eq!(words, ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update"]);
    }
}
