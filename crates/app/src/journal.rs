//! `palier journal`: the proof that nothing was altered.

use std::process::ExitCode;

use store::Store;

use crate::commandes::{CommandeJournal, Journal};
use crate::servir::configuration;

/// Does what was asked of the journal.
pub fn journal(demande: &Journal) -> anyhow::Result<ExitCode> {
    let CommandeJournal::Verifier(donnees) = &demande.commande;
    let store = Store::ouvrir(&configuration(donnees)?)?;
    match store.verifier() {
        Ok(rapport) => {
            println!("{rapport}");
            Ok(ExitCode::SUCCESS)
        }
        Err(rupture) => {
            eprintln!("palier : {rupture}");
            Ok(ExitCode::FAILURE)
        }
    }
}
