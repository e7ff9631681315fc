//! `palier check` and `palier cas run`: what an author of definitions runs all day.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use dispositifs::{Bibliotheque, Diagnostic, lire_dossier};

use crate::bibliotheque;
use crate::commandes::{Check, Format};
use crate::sortie::dire;

/// Reads definitions and tells all their faults; fails when one of them is an error.
pub fn check(demande: &Check) -> anyhow::Result<ExitCode> {
    let (bibliotheque, diagnostics) = lire(&demande.chemins)?;
    let erreurs = diagnostics.iter().filter(|d| d.est_erreur()).count();
    match demande.format {
        Format::Json => dire(serde_json::to_string_pretty(&diagnostics)?)?,
        Format::Texte => {
            for diagnostic in &diagnostics {
                dire(format!("{diagnostic}"))?;
            }
            let avertissements = diagnostics.len() - erreurs;
            dire(format!(
                "{} définition(s) lue(s), {erreurs} erreur(s), {avertissements} avertissement(s)",
                bibliotheque.definitions.len()
            ))?;
        }
    }
    Ok(if erreurs == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A folder of definitions, or single files; with the common rules of the program when the folder
/// has none of its own.
fn lire(chemins: &[PathBuf]) -> anyhow::Result<(Bibliotheque, Vec<Diagnostic>)> {
    if chemins.is_empty() {
        return bibliotheque::lire(None);
    }
    let mut fichiers = Bibliotheque::fichiers_communs();
    for chemin in chemins {
        fichiers.extend(lire_chemin(chemin)?);
    }
    Ok(Bibliotheque::lire(fichiers))
}

/// The texts under a path, each under the path that a person would type.
pub fn lire_chemin(chemin: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let prefixe = chemin.display();
    let illisible = || format!("« {prefixe} » ne se lit pas");
    if chemin.is_dir() {
        let lus = lire_dossier(chemin).with_context(illisible)?;
        return Ok(lus.into_iter().map(|(c, t)| (format!("{prefixe}/{c}"), t)).collect());
    }
    Ok(vec![(prefixe.to_string(), std::fs::read_to_string(chemin).with_context(illisible)?)])
}
