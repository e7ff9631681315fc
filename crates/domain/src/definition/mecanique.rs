//! The mecanique: how a dispositif works, in the blocks that its author writes.

mod pieces;
mod quotas;

use std::collections::BTreeMap;

pub use pieces::{Accord, Aide, NatureDePiece, Piece};
pub use quotas::{CeQuiCompte, Part, Quota};

use super::condition::{Compte, Condition, Jalon};
use super::regle::{EcheanceType, Effet, Proposition, Regle, Source};
use crate::acte::Acte;
use crate::duree::Duree;
use crate::fait::{self, Fait};
use crate::valeur::{Nature, Valeur};

/// How a dispositif works.
#[derive(Debug, Clone, Default)]
pub struct Mecanique {
    /// Its version.
    pub version: u32,
    /// Facts that the definition declares, beside those of the common dictionary.
    pub faits: BTreeMap<String, Fait>,
    /// Who takes part.
    pub roles: Vec<Role>,
    /// Named values, some with several readings of the guide.
    pub parametres: BTreeMap<String, Parametre>,
    /// Named conditions.
    pub conditions: BTreeMap<String, Condition>,
    /// Referral channels.
    pub canaux: Vec<Canal>,
    /// Where the household's agreement is needed.
    pub adhesion: Option<Adhesion>,
    /// Committees.
    pub instances: Vec<Instance>,
    /// Decisions of bodies that decide elsewhere.
    pub decisions_recues: Vec<DecisionRecue>,
    /// Occupancy statuses and their order.
    pub statuts: Vec<Statut>,
    /// Levels of support.
    pub niveaux: Vec<Niveau>,
    /// Length and renewals of the support.
    pub mesure: Option<MesureType>,
    /// Visits and reviews.
    pub rythmes: Vec<Rythme>,
    /// Shortest and longest times.
    pub durees: Vec<DureeLimite>,
    /// Places, caseloads, ceilings.
    pub quotas: Vec<Quota>,
    /// Group actions.
    pub groupes: Vec<Groupe>,
    /// Contracts and documents that a passage needs.
    pub pieces: Vec<Piece>,
    /// Agreements between organisations, that a passage needs.
    pub accords: Vec<Accord>,
    /// Aids in money.
    pub aides: Vec<Aide>,
    /// Themes, each with the role that carries it.
    pub themes: Vec<Theme>,
    /// All rules: written, derived from the blocks, and common ones.
    pub regles: Vec<Regle>,
    /// All schedules: written, derived, and common ones.
    pub echeances: Vec<EcheanceType>,
    /// Suggested acts.
    pub propositions: Vec<Proposition>,
}

/// A role that an organisation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub nom: String,
    /// Its nature: `bailleur`, `association`, `collectivité`, `état`, `santé`, `autre`.
    pub nature: String,
}

/// A named value.
#[derive(Debug, Clone, PartialEq)]
pub struct Parametre {
    /// Its type.
    pub nature: Nature,
    /// The value used.
    pub valeur: Valeur,
    /// Other readings of the guide: value and meaning.
    pub lectures: Vec<(Valeur, String)>,
    /// Where it comes from.
    pub source: Source,
}

/// A referral channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Canal {
    /// Its name.
    pub nom: String,
    /// The roles that may use it; anyone when empty.
    pub par: Vec<String>,
    /// Bodies that must be told as well.
    pub notifie: Vec<String>,
    /// Where it comes from.
    pub source: Source,
}

/// The household's agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Adhesion {
    /// The acts that need it.
    pub avant: Vec<Acte>,
    /// Where it comes from.
    pub source: Source,
}

/// An act, and for a status or a level towards which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The act.
    pub acte: Acte,
    /// The status of an entry or a change of status, the level of a measure or a change of level.
    pub vers: Option<String>,
}

impl Passage {
    /// The field of the act that says where a passage goes; nothing for acts that go nowhere.
    pub const fn champ(acte: Acte) -> Option<&'static str> {
        match acte {
            Acte::Entrer => Some("statut"),
            Acte::ChangerStatut => Some("vers"),
            Acte::OuvrirMesure | Acte::ChangerNiveau => Some("niveau"),
            _ => None,
        }
    }

    /// How definitions, cas and pages name it: « admettre », « changer de statut : bail direct ».
    pub fn nom(&self) -> String {
        match &self.vers {
            Some(vers) => format!("{} : {vers}", self.acte.nom()),
            None => self.acte.nom().to_owned(),
        }
    }
}

/// A committee.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// Its name.
    pub nom: String,
    /// Roles that sit in it.
    pub membres: Vec<String>,
    /// How many members must be there; one when none is said.
    pub quorum: Option<u32>,
    /// How often it meets; nothing when the sheet gives no pace.
    pub tous_les: Option<Duree>,
    /// Whether the household sits.
    pub menage_siege: bool,
    /// What needs its favourable decision.
    pub pouvoirs: Vec<Passage>,
    /// Only when this holds.
    pub quand: Option<Condition>,
    /// Where it comes from.
    pub source: Source,
}

/// A decision of a body that decides elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionRecue {
    /// Its name.
    pub nom: String,
    /// The body.
    pub de: String,
    /// What needs it.
    pub avant: Vec<Passage>,
    /// Only when this holds.
    pub quand: Option<Condition>,
    /// Where it comes from.
    pub source: Source,
}

/// Whether the dwelling changes with the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AuLogement {
    /// As it may.
    #[default]
    Libre,
    /// The same dwelling.
    Meme,
    /// Another dwelling.
    Autre,
}

/// An occupancy status of the dispositif.
#[derive(Debug, Clone, PartialEq)]
pub struct Statut {
    /// Its name here: « bail glissant ».
    pub nom: String,
    /// What it is in law, a word of the closed list of statuses.
    pub nature: String,
    /// The role that holds the title, or `ménage`.
    pub titulaire: String,
    /// Whether a household may enter by it.
    pub entree: bool,
    /// The statuses after which it may come.
    pub apres: Vec<String>,
    /// Whether the dwelling changes.
    pub logement: AuLogement,
    /// Where it comes from.
    pub source: Source,
}

/// The statuses of law that a definition may use.
pub const NATURES_DE_STATUT: &[&str] = &[
    "bail direct",
    "sous-location",
    "bail glissant",
    "bail associatif",
    "hébergement",
    "convention ALT",
    "résidence sociale",
    "pension de famille",
    "colocation",
    "occupant sans droit ni titre",
    "protocole de cohésion sociale",
    "mandat de gestion",
];

/// The stages of the eviction procedure, in their order.
pub const STADES: &[&str] = &[
    "impayé constitué",
    "signalement à la CAF",
    "saisine de la CCAPEX",
    "commandement de payer",
    "assignation",
    "audience",
    "jugement de résiliation",
    "commandement de quitter les lieux",
    "réquisition de la force publique",
    "expulsion",
    "procédure suspendue",
    "procédure éteinte",
];

/// A level, a formula or a step of support.
#[derive(Debug, Clone, PartialEq)]
pub struct Niveau {
    /// Its name.
    pub nom: String,
    /// What it means here, if the sheet or the convention says.
    pub libelle: Option<String>,
    /// Whether a measure may open at it (all may, when none says so).
    pub debut: bool,
    /// The levels after which it may come; any when empty.
    pub apres: Vec<String>,
    /// One does not leave it before.
    pub min: Option<Duree>,
    /// At this term, another level or the end of the measure is due.
    pub max: Option<Duree>,
    /// Where it comes from.
    pub source: Source,
}

/// Length and renewals of the support.
#[derive(Debug, Clone, PartialEq)]
pub struct MesureType {
    /// Its length when none is typed.
    pub duree: Option<Duree>,
    /// How many times it may be renewed; without limit when none.
    pub renouvellements: Option<u32>,
    /// Shortest and longest renewal.
    pub renouvellement: Option<(Duree, Duree)>,
    /// Where it comes from.
    pub source: Source,
}

/// Visits, reviews, meetings: an act at a pace.
#[derive(Debug, Clone, PartialEq)]
pub struct Rythme {
    /// The schedule.
    pub echeance: EcheanceType,
    /// Roles that must be there.
    pub avec: Vec<String>,
    /// Where it must be held.
    pub lieu: Option<String>,
}

/// A shortest or longest time before or for some acts.
#[derive(Debug, Clone, PartialEq)]
pub struct DureeLimite {
    /// Its name.
    pub nom: String,
    /// From.
    pub depuis: Jalon,
    /// Not before.
    pub min: Option<Duree>,
    /// Not after.
    pub max: Option<Duree>,
    /// The acts it bounds.
    pub actes: Vec<Acte>,
    /// When it applies.
    pub quand: Option<Condition>,
    /// Refuse or alert.
    pub effet: Effet,
    /// Who may override an alert.
    pub passer_outre: Vec<String>,
    /// The act that is due at the end of the longest time.
    pub fin: Option<Acte>,
    /// In French; a sentence is made when none.
    pub message: Option<String>,
    /// Where it comes from.
    pub source: Source,
}

/// A kind of group action.
#[derive(Debug, Clone, PartialEq)]
pub struct Groupe {
    /// Its name.
    pub nom: String,
    /// Fewest and most households at a session.
    pub taille: Option<(u32, u32)>,
    /// Pace of its sessions.
    pub tous_les: Option<Duree>,
    /// Whether size out of bounds refuses or alerts.
    pub effet: Effet,
    /// Who may override an alert.
    pub passer_outre: Vec<String>,
    /// Where it comes from.
    pub source: Source,
}

/// A theme of work on a site or in groups, and who carries it.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name.
    pub nom: String,
    /// The roles that carry it.
    pub roles: Vec<String>,
    /// Where it comes from.
    pub source: Source,
}

impl Mecanique {
    /// The fact of that name: of the common dictionary, or declared by the definition.
    pub fn fait(&self, nom: &str) -> Option<&Fait> {
        fait::fait(nom).or_else(|| self.faits.get(nom))
    }

    /// The facts that people record under this mecanique.
    pub fn faits_saisis(&self) -> impl Iterator<Item = &Fait> {
        fait::saisis().chain(self.faits.values())
    }

    /// The quotas that an admission counts in by name, since not every admission does.
    pub fn quotas_d_admission(&self) -> impl Iterator<Item = &Quota> {
        let admission = |q: &&Quota| matches!(q.compte, CeQuiCompte::Places | CeQuiCompte::Admissions);
        self.quotas.iter().filter(admission).filter(|q| q.si.is_some() || q.par.is_some())
    }

    /// All that an instance may be asked.
    pub fn pouvoirs(&self) -> impl Iterator<Item = String> + '_ {
        self.instances.iter().flat_map(|i| i.pouvoirs.iter().map(Passage::nom))
    }

    /// The count of an act without more.
    pub const fn compte_de(acte: Acte) -> Compte {
        Compte { acte, avec: BTreeMap::new(), depuis: None, sur: None }
    }
}
