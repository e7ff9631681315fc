//! `palier menage`, on the command line.

use std::path::PathBuf;

use actes::Fondement;
use clap::{Args, Subcommand, ValueEnum};
use domain::{SujetId, UtilisateurId};

use super::{Definitions, Donnees};

/// `palier menage`.
#[derive(Debug, Args)]
pub struct Menage {
    /// What to do for it.
    #[command(subcommand)]
    pub commande: CommandeMenage,
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum CommandeMenage {
    /// Écrit tout ce qui est conservé sur un ménage.
    Exporter(Exporter),
    /// Efface un ménage pour toujours ; --a-blanc dit d'abord ce qui partirait et ce qui resterait.
    Effacer(Effacer),
}

/// `palier menage exporter`.
#[derive(Debug, Args)]
pub struct Exporter {
    /// L'identifiant du ménage : il est dans l'adresse de sa page.
    pub id: SujetId,
    /// La forme.
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatDExport,
    /// Où l'écrire ; à l'écran par défaut.
    #[arg(long, value_name = "FICHIER")]
    pub vers: Option<PathBuf>,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier menage effacer`.
#[derive(Debug, Args)]
pub struct Effacer {
    /// L'identifiant du ménage : il est dans l'adresse de sa page.
    pub id: SujetId,
    /// Dit ce qui partirait et ce qui resterait, sans rien effacer.
    #[arg(long)]
    pub a_blanc: bool,
    /// Sur quel fondement : le journal le garde.
    #[arg(long, value_enum)]
    pub motif: Option<Motif>,
    /// L'identifiant de la personne qui l'a décidé ; sans lui, l'opérateur de la machine.
    #[arg(long, value_name = "PERSONNE")]
    pub par: Option<UtilisateurId>,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FormatDExport {
    /// Pour une personne : un fichier à lire ou à imprimer.
    #[default]
    Html,
    /// Pour un programme.
    Json,
}

/// On what ground a household is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Motif {
    /// La personne l'a demandé.
    Demande,
    /// La durée de conservation est écoulée.
    Duree,
    /// Rien n'aurait dû être enregistré.
    Erreur,
    /// Un juge ou la CNIL l'a décidé.
    Autorite,
}

impl Motif {
    /// As the door says it.
    pub const fn fondement(self) -> Fondement {
        match self {
            Self::Demande => Fondement::Demande,
            Self::Duree => Fondement::Duree,
            Self::Erreur => Fondement::Erreur,
            Self::Autorite => Fondement::Autorite,
        }
    }
}
