//! What the machine offers to the tests, and what happens when it offers too little.

use std::io::Write;
use std::path::PathBuf;

use tempfile::TempDir;

/// Whether this is the complete run: nothing may be left out.
pub fn complete() -> bool {
    std::env::var_os("PALIER_TEST_COMPLET").is_some()
}

/// Says that a test is left out because `what` is absent; fails in the complete run.
#[track_caller]
pub fn absent<T>(what: &str) -> Option<T> {
    assert!(!complete(), "{what} is absent, and the complete run leaves nothing out");
    let test = std::thread::current().name().unwrap_or("?").to_owned();
    // Written past the capture of the test runner, which would hide it: the test ends well.
    let _ = writeln!(std::io::stderr(), "ignored: {test}: {what} is absent (cargo xtask test installs it)");
    None
}

/// The URL of the PostgreSQL cluster of this run.
#[track_caller]
pub fn postgres() -> Option<String> {
    std::env::var("PALIER_TEST_PG").ok().or_else(|| absent("PALIER_TEST_PG"))
}

/// A program on the path.
#[track_caller]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.or_else(|| absent(name))
}

/// The `palier` binary, beside the running test.
#[track_caller]
pub fn palier() -> Option<PathBuf> {
    let binary = profile().join("palier");
    if binary.is_file() { Some(binary) } else { absent("the palier binary (cargo build)") }
}

/// The folder of pictures taken of pages.
pub fn captures() -> PathBuf {
    beside_profiles("captures")
}

/// A folder that disappears with its value; those of tests that were killed are swept by `cargo xtask test`.
pub fn scratch(prefix: &str) -> TempDir {
    let parent = beside_profiles("stories");
    tempfile::Builder::new().prefix(prefix).tempdir_in(parent).expect("a temporary folder")
}

fn beside_profiles(name: &str) -> PathBuf {
    let folder = profile().parent().expect("a target folder").join(name);
    std::fs::create_dir_all(&folder).expect("a folder under target can be made");
    folder
}

/// `target/debug`: a test runs in its `deps`.
fn profile() -> PathBuf {
    let test = std::env::current_exe().expect("a test has a path");
    test.ancestors().nth(2).expect("a test runs under target").to_owned()
}
