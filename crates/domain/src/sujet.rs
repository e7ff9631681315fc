//! Sujets: anything the engine decides on. A sujet is the list of what happened to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evenement::Evenement;
use crate::ids::SujetId;
use crate::valeur::Valeur;

/// The kinds of sujet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// A household and its members over time.
    Menage,
    /// One household in one dispositif.
    Dossier,
    /// A dwelling, with its places.
    Logement,
    /// One sitting of an instance.
    Seance,
    /// A workshop, a training, a shared activity.
    ActionCollective,
    /// A team.
    Equipe,
    /// An estate or a building followed as such.
    Site,
    /// Who, how much, how many, until when.
    Convention,
}

impl Genre {
    /// Every kind.
    pub const TOUS: [Self; 8] = [
        Self::Menage,
        Self::Dossier,
        Self::Logement,
        Self::Seance,
        Self::ActionCollective,
        Self::Equipe,
        Self::Site,
        Self::Convention,
    ];

    /// The word, unaccented, used as a code in storage and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Menage => "menage",
            Self::Dossier => "dossier",
            Self::Logement => "logement",
            Self::Seance => "seance",
            Self::ActionCollective => "action_collective",
            Self::Equipe => "equipe",
            Self::Site => "site",
            Self::Convention => "convention",
        }
    }

    /// With its article, for sentences.
    pub const fn un(self) -> &'static str {
        match self {
            Self::Menage => "un ménage",
            Self::Dossier => "un dossier",
            Self::Logement => "un logement",
            Self::Seance => "une séance",
            Self::ActionCollective => "une action collective",
            Self::Equipe => "une équipe",
            Self::Site => "un site",
            Self::Convention => "une convention",
        }
    }

    /// The kind that has this code.
    pub fn du_code(code: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|g| g.code() == code)
    }
}

/// A sujet: its identity and, in the order of recording, all that happened to it.
/// Every other thing that is known of it is computed from that list (see [`crate::etat`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sujet {
    /// Its identifier.
    pub id: SujetId,
    /// Its kind.
    pub genre: Genre,
    /// The dispositif it belongs to, if any (a household belongs to none).
    pub dispositif: Option<String>,
    /// Fingerprint of the mecanique version it is judged by (pinning).
    pub mecanique: Option<String>,
    /// The household it concerns: itself for a household, its own for a dossier.
    pub menage: Option<SujetId>,
    /// The convention it is run under.
    pub convention: Option<SujetId>,
    /// Number of changes so far; a writer must have read the current one.
    pub version: u32,
    /// All that was recorded, corrections included, oldest record first.
    pub evenements: Vec<Evenement>,
}

impl Sujet {
    /// A sujet to which nothing has happened yet.
    pub const fn nouveau(id: SujetId, genre: Genre) -> Self {
        Self {
            id,
            genre,
            dispositif: None,
            mecanique: None,
            menage: None,
            convention: None,
            version: 0,
            evenements: Vec::new(),
        }
    }

    /// Adds one event: the only way a sujet changes. Moving to another version of the rules is one.
    pub fn appliquer(&mut self, evenement: Evenement) {
        let version = evenement.champs.get("mecanique").filter(|_| evenement.acte.rattache());
        if let Some(Valeur::Texte(version)) = version {
            self.mecanique = Some(version.clone());
        }
        self.version = self.version.saturating_add(1);
        self.evenements.push(evenement);
    }

    /// Whether its household was erased: it counts more changes than it still tells.
    pub const fn efface(&self) -> bool {
        self.version as usize > self.evenements.len()
    }

    /// The rank that the next event will have.
    pub fn prochain_rang(&self) -> u32 {
        u32::try_from(self.evenements.len()).unwrap_or(u32::MAX)
    }
}

/// The sujets that one decision reads, by identifier.
pub type Sujets = BTreeMap<SujetId, Sujet>;
