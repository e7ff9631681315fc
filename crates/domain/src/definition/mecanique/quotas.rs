//! Ceilings on what is taken: places, admissions, dwellings, caseloads, euros.

use crate::definition::condition::{Condition, Terme};
use crate::definition::regle::{Effet, Source};

/// What a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CeQuiCompte {
    /// Places held now under the convention.
    Places,
    /// Admissions since the beginning.
    Admissions,
    /// Distinct dwellings.
    Logements,
    /// Households in the one dwelling.
    Occupants,
    /// Measures of the one referent.
    Mesures,
    /// Group projects.
    Projets,
    /// Households diagnosed since the beginning.
    Diagnostics,
    /// Euro cents of aids granted.
    Aides,
}

/// What a quota counts apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Each year of the convention.
    Annee,
    /// Each landlord that a referral names.
    Bailleur,
    /// Each value of a fact.
    Fait(String),
}

/// A ceiling on something taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Quota {
    /// Its name.
    pub nom: String,
    /// What is counted.
    pub compte: CeQuiCompte,
    /// The ceiling: a number, or a fact of the convention or the dwelling.
    pub plafond: Terme,
    /// Only those households (a sub-quota), or that case.
    pub si: Option<Condition>,
    /// What is counted apart.
    pub par: Option<Part>,
    /// Refuse or alert.
    pub effet: Effet,
    /// Who may override an alert.
    pub passer_outre: Vec<String>,
    /// In French; a sentence is made when none.
    pub message: Option<String>,
    /// Where it comes from.
    pub source: Source,
}
