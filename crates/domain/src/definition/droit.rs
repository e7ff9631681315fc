//! The law as dated values: which threshold or delay held on the day of the fact.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::regle::Source;
use crate::valeur::{Nature, Valeur};

/// One value of the law over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct ValeurDatee {
    /// First day on which it holds.
    pub depuis: Date,
    /// The value.
    pub valeur: Valeur,
    /// The article.
    pub source: Source,
}

/// One legal number, through time.
#[derive(Debug, Clone, PartialEq)]
pub struct Parametre {
    /// What it is, in French.
    pub libelle: String,
    /// Its type.
    pub nature: Nature,
    /// Its values, oldest first.
    pub valeurs: Vec<ValeurDatee>,
}

/// All legal numbers, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Droit {
    /// The numbers.
    pub parametres: BTreeMap<String, Parametre>,
}

impl Droit {
    /// The value that held on that day; none before the first.
    pub fn valeur(&self, nom: &str, jour: Date) -> Option<&ValeurDatee> {
        self.parametres.get(nom)?.valeurs.iter().rev().find(|v| v.depuis <= jour)
    }
}
