//! Rules, schedules and proposals.

use crate::acte::Acte;
use crate::duree::Duree;

use super::condition::{Compte, Condition, Jalon};

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Guide line, convention or article.
    pub reference: String,
    /// Whether the reference was read in full; if not, the screen says so.
    pub verifiee: bool,
}

/// What a violated rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effet {
    /// The act is refused.
    Refuse,
    /// The act waits until someone who has the power overrides, with a reason.
    Alerte,
}

/// When a rule is violated.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// When this does not hold.
    Exige(Condition),
    /// When this holds.
    Interdit(Condition),
}

/// Which block of the definition a rule was derived from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origine {
    /// Common to all dispositifs.
    Socle,
    /// Referral and agreement.
    Entree,
    /// Who may be admitted.
    Eligibilite,
    /// A committee.
    Instance,
    /// A decision of a body that decides elsewhere.
    DecisionRecue,
    /// Occupancy statuses.
    Statut,
    /// Visits and reviews.
    Rythme,
    /// Levels and steps of support.
    Niveau,
    /// Lengths.
    Duree,
    /// Places and caseload.
    Quota,
    /// Group action.
    Groupe,
    /// A contract or a document.
    Piece,
    /// An agreement between organisations.
    Accord,
    /// An aid in money.
    Aide,
    /// A theme and its role.
    Theme,
    /// Written as a rule.
    Regle,
}

/// A rule: on some acts, something must or must not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Regle {
    /// Its name: what a cas expects and a reader sees.
    pub nom: String,
    /// The acts it speaks of.
    pub actes: Vec<Acte>,
    /// When it applies at all.
    pub quand: Option<Condition>,
    /// When it is violated.
    pub test: Test,
    /// What then.
    pub effet: Effet,
    /// In French, for the person whose act it is.
    pub message: String,
    /// Where it comes from.
    pub source: Source,
    /// The roles that may override, for an alert.
    pub passer_outre: Vec<String>,
    /// The block it comes from.
    pub origine: Origine,
}

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Calendrier {
    /// This long after the last one done (after the start for the first).
    TousLes(Duree),
    /// At fixed steps from the start: every one of them, without end.
    Chaque(Duree),
    /// At these lengths from the start, once each.
    Apres(Vec<Duree>),
    /// This long before a day.
    Avant(Duree),
}

/// A schedule: an act that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct EcheanceType {
    /// Its name.
    pub nom: String,
    /// The act that satisfies it, with its fields.
    pub acte: Compte,
    /// From when it runs.
    pub depart: Jalon,
    /// At which pace.
    pub calendrier: Calendrier,
    /// Only while this holds.
    pub tant_que: Option<Condition>,
    /// Never beyond this long after the start.
    pub pendant: Option<Duree>,
    /// In French.
    pub message: String,
    /// Where it comes from.
    pub source: Source,
    /// The block it comes from.
    pub origine: Origine,
}

impl EcheanceType {
    /// Whether the act that is due is also the one that starts the schedule.
    pub fn commence_par_son_acte(&self) -> bool {
        match &self.depart {
            Jalon::Premier(acte) | Jalon::Dernier(acte) => *acte == self.acte.acte,
            Jalon::Fait(nom) => nom == "mesure.niveau_depuis" && self.acte.acte == Acte::ChangerNiveau,
        }
    }
}

/// An act that the engine suggests.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposition {
    /// Its name.
    pub nom: String,
    /// When.
    pub si: Condition,
    /// What.
    pub acte: Acte,
    /// In French.
    pub message: String,
    /// Where it comes from.
    pub source: Source,
}
