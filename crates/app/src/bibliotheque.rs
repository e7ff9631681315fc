//! The definitions that a command works on: the program's own, and those of a folder.

use std::path::Path;

use anyhow::{Context, bail};
use dispositifs::{Bibliotheque, Diagnostic, lire_dossier};

use crate::commandes::Definitions;

/// The definitions in service. A definition with errors never serves.
pub fn en_service(definitions: &Definitions) -> anyhow::Result<Bibliotheque> {
    saines(lire(definitions.dispositifs.as_deref())?)
}

/// The same, with the definitions that stand among these files: an author's own, beside their cas.
pub fn avec(definitions: &Definitions, fichiers: &[(String, String)]) -> anyhow::Result<Bibliotheque> {
    let mut autres = match &definitions.dispositifs {
        Some(dossier) => lire_dossier(dossier)
            .with_context(|| format!("le dossier « {} » ne se lit pas", dossier.display()))?,
        None => Vec::new(),
    };
    for (chemin, texte) in fichiers {
        let mut parties = chemin.rsplit('/');
        if let (Some(nom @ "definition.toml"), Some(dossier)) = (parties.next(), parties.next()) {
            autres.push((format!("{dossier}/{nom}"), texte.clone()));
        }
    }
    saines(Bibliotheque::avec_fichiers(autres))
}

fn saines((bibliotheque, diagnostics): (Bibliotheque, Vec<Diagnostic>)) -> anyhow::Result<Bibliotheque> {
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
