//! Conditions: the closed vocabulary in which rules speak. Two levels of nesting at most, then a
//! named condition.

use std::collections::BTreeMap;

use crate::acte::Acte;
use crate::duree::Duree;
use crate::valeur::Valeur;

/// Something that is true, false or unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// A quantity compared.
    Compare(Grandeur, Comparaison),
    /// All of them.
    Tous(Vec<Condition>),
    /// At least one of them.
    UnDe(Vec<Condition>),
    /// None of them.
    Aucun(Vec<Condition>),
    /// A condition that the definition names.
    Nommee(String),
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Grandeur {
    /// A fact, or a field of the act (`acte.CHAMP`).
    Fait(String),
    /// How many events of this act, with these fields.
    Compte(Compte),
    /// The sum of an amount over the events of an act.
    Somme {
        /// The events.
        de: Compte,
        /// Their field.
        champ: String,
    },
    /// The sum of some facts, less others.
    SommeDeFaits {
        /// Added.
        de: Vec<String>,
        /// Taken away.
        moins: Vec<String>,
    },
    /// Sum of facts over sum of facts.
    Rapport {
        /// Above.
        de: Vec<String>,
        /// Taken away above.
        moins: Vec<String>,
        /// Below.
        sur: Vec<String>,
    },
    /// The time from one dated thing to another (the act's day when none is said).
    Delai {
        /// From.
        depuis: Jalon,
        /// To.
        jusqu_a: Option<Jalon>,
    },
    /// How much of a quota of the convention is taken.
    Quota {
        /// Its name.
        nom: String,
        /// Whether admissions count for ever, or places only while they are held.
        depuis_le_debut: bool,
    },
}

/// Which events are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Compte {
    /// The act.
    pub acte: Acte,
    /// The fields that the event must hold; for a list field, that it must contain.
    pub avec: BTreeMap<String, Terme>,
    /// Only since this dated thing.
    pub depuis: Option<Jalon>,
    /// Only within this time before the act's day.
    pub sur: Option<Duree>,
}

/// A dated thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jalon {
    /// A fact that is a day.
    Fait(String),
    /// The first event of an act.
    Premier(Acte),
    /// The last event of an act.
    Dernier(Acte),
}

/// What a quantity is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Terme {
    /// A value.
    Valeur(Valeur),
    /// A parameter of the definition.
    Parametre(String),
    /// A dated value of the law, as of the act's day.
    Droit(String),
    /// Another fact.
    Fait(String),
}

/// How it is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparaison {
    /// Equal.
    Est(Terme),
    /// Different.
    NEstPas(Terme),
    /// One of these.
    Parmi(Vec<Terme>),
    /// None of these.
    HorsDe(Vec<Terme>),
    /// At least.
    AuMoins(Terme),
    /// At most.
    AuPlus(Terme),
    /// Strictly more.
    PlusDe(Terme),
    /// Strictly less.
    MoinsDe(Terme),
    /// A list that contains this.
    Contient(Terme),
    /// Recorded at all.
    Connu(bool),
}

impl Condition {
    /// The facts that it reads; those of a named condition are read where it is defined.
    pub fn faits(&self) -> Vec<&str> {
        match self {
            Self::Compare(grandeur, comparaison) => {
                let compares = comparaison.termes().into_iter().filter_map(Terme::fait);
                grandeur.faits().into_iter().chain(compares).collect()
            }
            Self::Tous(cs) | Self::UnDe(cs) | Self::Aucun(cs) => cs.iter().flat_map(Self::faits).collect(),
            Self::Nommee(_) => Vec::new(),
        }
    }
}

impl Grandeur {
    fn faits(&self) -> Vec<&str> {
        match self {
            Self::Fait(nom) => vec![nom],
            Self::Compte(compte) | Self::Somme { de: compte, .. } => {
                let depuis = compte.depuis.iter().filter_map(Jalon::fait);
                depuis.chain(compte.avec.values().filter_map(Terme::fait)).collect()
            }
            Self::SommeDeFaits { de, moins } => de.iter().chain(moins).map(String::as_str).collect(),
            Self::Rapport { de, moins, sur } => {
                de.iter().chain(moins).chain(sur).map(String::as_str).collect()
            }
            Self::Delai { depuis, jusqu_a } => {
                std::iter::once(depuis).chain(jusqu_a).filter_map(Jalon::fait).collect()
            }
            Self::Quota { .. } => Vec::new(),
        }
    }
}

impl Jalon {
    /// The fact that it is, if it is one.
    pub fn fait(&self) -> Option<&str> {
        match self {
            Self::Fait(nom) => Some(nom),
            Self::Premier(_) | Self::Dernier(_) => None,
        }
    }
}

impl Terme {
    /// The fact that it is, if it is one.
    pub fn fait(&self) -> Option<&str> {
        match self {
            Self::Fait(nom) => Some(nom),
            Self::Valeur(_) | Self::Parametre(_) | Self::Droit(_) => None,
        }
    }
}

impl Comparaison {
    /// What it compares with.
    pub fn termes(&self) -> Vec<&Terme> {
        match self {
            Self::Parmi(ts) | Self::HorsDe(ts) => ts.iter().collect(),
            Self::Connu(_) => Vec::new(),
            Self::Est(t)
            | Self::NEstPas(t)
            | Self::AuMoins(t)
            | Self::AuPlus(t)
            | Self::PlusDe(t)
            | Self::MoinsDe(t)
            | Self::Contient(t) => vec![t],
        }
    }
}
