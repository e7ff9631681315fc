//! The definitions that a command works on: the program's own, and those of a folder.

use std::path::Path;

use anyhow::{Context, bail};
use dispositifs::{Bibliotheque, Diagnostic};

use crate::commandes::Definitions;

/// The definitions in service. A definition with errors never serves.
pub fn en_service(definitions: &Definitions) -> anyhow::Result<Bibliotheque> {
    let (bibliotheque, diagnostics) = lire(definitions.dispositifs.as_deref())?;
    let erreurs: Vec<String> =
        diagnostics.iter().filter(|d| d.est_erreur()).map(ToString::to_string).collect();
    if !erreurs.is_empty() {
        bail!("ces définitions ont des fautes, aucune n'entre en service :\n{}", erreurs.join("\n"));
    }
    Ok(bibliotheque)
}

/// The definitions with their faults.
pub fn lire(dossier: Option<&Path>) -> anyhow::Result<(Bibliotheque, Vec<Diagnostic>)> {
    match dossier {
        Some(dossier) => Bibliotheque::avec_dossier(dossier)
            .with_context(|| format!("le dossier « {} » ne se lit pas", dossier.display())),
        None => Ok(Bibliotheque::embarquee()),
    }
}
