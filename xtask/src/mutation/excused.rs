//! Survivors that are not a hole in the cas: mutants that mean the same, each with its reason.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    survivant: Vec<Excuse>,
}

/// One survivor that is allowed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excuse {
    /// Its dispositif.
    pub dispositif: String,
    /// What it changes, as the report says it.
    pub quoi: String,
    /// Why no cas can tell it from the definition.
    pub raison: String,
}

/// The list; none when there is no file.
pub fn read(path: &Path) -> Result<Vec<Excuse>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let file: File = toml::from_str(&text).with_context(|| path.display().to_string())?;
    for excuse in &file.survivant {
        ensure!(!excuse.raison.trim().is_empty(), "« {} » n'a pas de raison", excuse.quoi);
    }
    Ok(file.survivant)
}
