//! A definition: the *fiche* (what the sheet printed) and the *mecanique* (how it works).
//!
//! These are the checked values; reading them from text, with diagnostics, is the work of the
//! `dispositifs` crate. Every block of a mecanique comes down to rules and schedules
//! ([`deriver`]), so the engine has one kind of thing to evaluate.

pub mod condition;
pub mod deriver;
pub mod droit;
pub mod fiche;
pub mod mecanique;
pub mod regle;

pub use condition::{Comparaison, Condition, Grandeur, Jalon, Terme};
pub use droit::{Droit, ValeurDatee};
pub use fiche::Fiche;
pub use mecanique::Mecanique;
pub use regle::{Calendrier, EcheanceType, Effet, Origine, Proposition, Regle, Source, Test};

/// A dispositif as data.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its code: the sheet's number for those of the guide.
    pub id: String,
    /// What the sheet printed.
    pub fiche: Fiche,
    /// How it works.
    pub mecanique: Mecanique,
    /// Fingerprint of the text and of the common rules it was checked with.
    pub empreinte: String,
}

impl Definition {
    /// Its place among the others: the numbers of its code, so that 2.1.7 comes before 2.1.15.
    pub fn rang(&self) -> Vec<u32> {
        self.id.split('.').map(|n| n.parse().unwrap_or(u32::MAX)).collect()
    }
}
