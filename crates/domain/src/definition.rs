//! A definition: the *fiche* (what the sheet printed) and the *mecanique* (how it works).
//!
//! These are the checked values; reading them from text, with diagnostics, is the work of the
//! `dispositifs` crate. Every block of a mecanique comes down to rules and schedules
//! ([`deriver`]), so the engine has one kind of thing to evaluate.

pub mod condition;
pub mod deriver;
pub mod droit;
pub mod fiche;
pub mod incoherences;
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
    /// Its place among the others: the numbers of its code.
    pub fn rang(&self) -> Vec<u32> {
        rang(&self.id)
    }
}

/// The numbers of a code, so that the tenth sheet of a chapter comes after its ninth.
fn rang(id: &str) -> Vec<u32> {
    id.split('.').map(|n| n.parse().unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_as_numbers() {
        let mut ids = ["7.1.10", "7.1.9", "6.4"];
        ids.sort_by_key(|id| rang(id));
        assert_eq!(ids, ["6.4", "7.1.9", "7.1.10"]);
    }
}
