//! `palier matrice`: who reads, records and shares what; and the reading of a deployer's own table.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use policy::Matrice;

use crate::commandes;
use crate::sortie::dire;

/// Prints the table, that of a file once it is checked.
pub fn matrice(demande: &commandes::Matrice) -> anyhow::Result<ExitCode> {
    dire(lire(demande.fichier.as_deref())?.imprimer().trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// The table of a file, or the shipped one. What goes beyond the bounds is refused, all faults at once.
pub fn lire(fichier: Option<&Path>) -> anyhow::Result<Matrice> {
    let Some(fichier) = fichier else { return Ok(Matrice::livree().clone()) };
    let nom = fichier.display();
    let texte = std::fs::read_to_string(fichier).with_context(|| format!("« {nom} » ne se lit pas"))?;
    Matrice::lire(&texte).map_err(|fautes| anyhow!("« {nom} » :\n{}", fautes.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_gives_a_landlord_health_is_refused_with_its_line() {
        let dossier = tempfile::tempdir().unwrap();
        let fichier = dossier.path().join("table.toml");
        let ligne = "[[ligne]]\nprofil = \"gestionnaire locatif\"\nrelation = \"partie\"\nlire = \"C0 C5\"";
        std::fs::write(&fichier, ligne).unwrap();
        let refus = lire(Some(&fichier)).unwrap_err().to_string();
        assert!(refus.contains("gestionnaire locatif") && refus.contains("C5"), "{refus}");
        std::fs::write(&fichier, ligne.replace(" C5", "")).unwrap();
        assert!(lire(Some(&fichier)).is_ok());
    }
}
