//! Verdicts, and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::definition::{Effet, Origine, Source};
use crate::evenement::Evenement;
use crate::fait::Classe;
use crate::ids::SujetId;
use crate::sujet::Sujet;

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issue {
    /// Recorded.
    Accepte,
    /// Against a rule.
    Refuse,
    /// Waits for someone who may override.
    Alerte,
    /// A fact is missing.
    Indetermine,
}

impl Issue {
    /// The word of cas and screens.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Accepte => "accepté",
            Self::Refuse => "refusé",
            Self::Alerte => "alerté",
            Self::Indetermine => "indéterminé",
        }
    }
}

/// What a rule said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EtatDeRegle {
    /// It holds.
    Respectee,
    /// It does not.
    Violee,
    /// It does not, and someone who had the power overrode it.
    PasseeOutre,
    /// A fact is missing.
    Inconnue,
}

/// One rule that spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct Motif {
    /// The rule's name.
    pub regle: String,
    /// What it said.
    pub etat: EtatDeRegle,
    /// What it does when violated.
    pub effet: Effet,
    /// In French.
    pub message: String,
    /// Where it comes from.
    pub source: Source,
    /// The block it comes from.
    pub origine: Origine,
    /// The values it saw: label of the fact, value in French.
    pub valeurs: Vec<(String, String)>,
    /// Names of the facts that are missing.
    pub manquants: Vec<String>,
    /// Their labels.
    pub libelles_manquants: Vec<String>,
    /// What the rule asks, in words.
    pub attendu: String,
    /// The day from which it would say otherwise, all else equal.
    pub bascule_le: Option<Date>,
    /// The roles that may override.
    pub passer_outre: Vec<String>,
    /// The most sensitive class among the facts it rests on.
    pub classe: Classe,
    /// Whether it counts what does not exist for who asked: told in neutral words, whatever its class.
    pub reserve: bool,
}

/// What the engine answers to a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What came out.
    pub issue: Issue,
    /// Every rule that applied, those that stopped the act first.
    pub motifs: Vec<Motif>,
    /// The sujet that an accepted creation brings into being, before its first event.
    pub naissance: Option<Sujet>,
    /// When accepted, what to append, to which sujet.
    pub evenements: Vec<(SujetId, Evenement)>,
}

impl Verdict {
    /// The rules that stand in the way: violated, or missing a fact.
    pub fn obstacles(&self) -> impl Iterator<Item = &Motif> {
        self.motifs.iter().filter(|m| matches!(m.etat, EtatDeRegle::Violee | EtatDeRegle::Inconnue))
    }

    /// The rules that decided: for an acceptance all that spoke, otherwise those that stopped it.
    pub fn decisifs(&self) -> impl Iterator<Item = &Motif> {
        self.motifs.iter().filter(|m| match self.issue {
            Issue::Accepte => true,
            Issue::Refuse => m.etat == EtatDeRegle::Violee && m.effet == Effet::Refuse,
            Issue::Alerte => m.etat == EtatDeRegle::Violee && m.effet == Effet::Alerte,
            Issue::Indetermine => m.etat == EtatDeRegle::Inconnue,
        })
    }
}
