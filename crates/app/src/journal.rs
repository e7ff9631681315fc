//! `palier journal`: the proof that nothing was altered.

use std::process::ExitCode;

use domain::texte::nombre;
use store::Store;

use crate::commandes::{CommandeJournal, Journal};
use crate::servir::configuration;
use crate::sortie::dire;

/// Walks the journal, then replays it against the state; names the first thing that does not hold.
pub fn journal(demande: &Journal) -> anyhow::Result<ExitCode> {
    let CommandeJournal::Verifier(donnees) = &demande.commande;
    anyhow::ensure!(
        donnees.base.is_some() || donnees.data.join("palier.sqlite").exists(),
        "aucune donnée dans « {} » : donnez leur dossier par --data",
        donnees.data.display()
    );
    let store = Store::ouvrir(&configuration(donnees)?)?;
    let rapport = match store.verifier() {
        Ok(rapport) => rapport,
        Err(rupture) => {
            eprintln!("palier : {rupture}");
            return Ok(ExitCode::FAILURE);
        }
    };
    dire(format!(
        "Le journal tient : {} lignes de {} sujets, {} sceaux, {} lignes depuis le dernier.",
        nombre(rapport.lignes),
        nombre(rapport.sujets),
        nombre(rapport.sceaux),
        nombre(rapport.non_scellees),
    ))?;
    dire(format!(
        "{} contenus relus, {} effacés, {} sans leur clé.",
        nombre(rapport.charges),
        nombre(rapport.effacees),
        nombre(rapport.sans_cle),
    ))?;
    let rejeu = store.rejouer()?;
    let compte = |n: u64| nombre(i64::try_from(n).unwrap_or(i64::MAX));
    dire(format!("L'état suit le journal : {} événements rejoués.", compte(rejeu.evenements)))?;
    Ok(ExitCode::SUCCESS)
}
