//! `palier journal`, on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Donnees;

/// `palier journal`.
#[derive(Debug, Args)]
pub struct Journal {
    /// What to do with it.
    #[command(subcommand)]
    pub commande: CommandeJournal,
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum CommandeJournal {
    /// Relit tout le journal et dit la première ligne rompue, s'il y en a une.
    Verifier(Verifier),
    /// Écrit les sceaux, à garder ailleurs : eux seuls montrent une fin coupée ou une copie remise en service.
    Sceaux(Sceaux),
}

/// `palier journal verifier`.
#[derive(Debug, Args)]
pub struct Verifier {
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
    /// Des sceaux gardés ailleurs (`palier journal sceaux`), auxquels comparer la base.
    #[arg(long, value_name = "FICHIER")]
    pub sceaux: Option<PathBuf>,
    /// La clé publique des sceaux, gardée ailleurs elle aussi ; sinon, celle du fichier ou de cette base.
    #[arg(long, value_name = "CLÉ")]
    pub cle_publique: Option<String>,
}

/// `palier journal sceaux`.
#[derive(Debug, Args)]
pub struct Sceaux {
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
    /// Où les écrire, un par ligne ; à l'écran par défaut.
    #[arg(long, value_name = "FICHIER")]
    pub vers: Option<PathBuf>,
}
