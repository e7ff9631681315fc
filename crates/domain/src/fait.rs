//! The dictionary of facts: each with its type, its data class from birth and where it comes from.
//!
//! *Saisi* facts are recorded by people; *calculé* facts follow from what was recorded. A recorded
//! fact that is absent is unknown, never false.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::valeur::Nature;

mod dictionnaire;
pub use dictionnaire::DICTIONNAIRE;

/// Data classes (who may see what), from the least to the most sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Classe {
    /// The dwelling: address, type, rent, label.
    C0,
    /// Identity, composition, contact.
    C1,
    /// Lease, debt, stage of procedure.
    C2,
    /// Budget and resources.
    C3,
    /// Social diagnosis and notes.
    C4,
    /// Health.
    C5,
    /// Justice.
    C6,
    /// Violence and protected address.
    C7,
}

/// The classes in the words of a person who shares, in their order.
pub const MOTS_DES_CLASSES: &[&str] = &[
    "logement",
    "identité",
    "bail et dette",
    "ressources",
    "situation sociale",
    "santé",
    "justice",
    "protection",
];

impl Classe {
    /// Every class, from the least to the most sensitive.
    pub const TOUTES: [Self; 8] =
        [Self::C0, Self::C1, Self::C2, Self::C3, Self::C4, Self::C5, Self::C6, Self::C7];

    /// Its word on a screen.
    pub fn mot(self) -> &'static str {
        MOTS_DES_CLASSES.get(self as usize).copied().unwrap_or_default()
    }

    /// The class of that word.
    pub fn du_mot(mot: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|c| c.mot() == mot)
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origine {
    /// Recorded by someone.
    Saisi,
    /// Computed from what was recorded.
    Calcule,
    /// A field of the act being decided.
    DeLActe,
}

/// One entry of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fait {
    /// Its name in definitions and cas.
    pub nom: String,
    /// Its name on a screen.
    pub libelle: String,
    /// Its type.
    pub nature: Nature,
    /// Its data class.
    pub classe: Classe,
    /// Where it comes from.
    pub origine: Origine,
    /// The words it may hold, when it is a word of a fixed list.
    pub mots: Vec<String>,
}

/// The entry of that name in the common dictionary. A definition may declare facts of its own: ask its
/// mecanique ([`crate::Mecanique::fait`]).
pub fn fait(nom: &str) -> Option<&'static Fait> {
    static RANGS: LazyLock<HashMap<&'static str, &'static Fait>> =
        LazyLock::new(|| DICTIONNAIRE.iter().map(|f| (f.nom.as_str(), f)).collect());
    RANGS.get(nom).copied()
}

/// Whether this names a fact, and not a field of an act: facts say of what they speak, before a dot.
pub fn est_un_fait(nom: &str) -> bool {
    nom.contains('.') && !nom.starts_with("acte.")
}

/// All facts of the common dictionary.
pub fn communs<'f>() -> impl Iterator<Item = &'f Fait> {
    DICTIONNAIRE.iter()
}

/// Those that people record.
pub fn saisis<'f>() -> impl Iterator<Item = &'f Fait> {
    DICTIONNAIRE.iter().filter(|f| f.origine == Origine::Saisi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once_in_the_dictionary() {
        let mut noms: Vec<&str> = DICTIONNAIRE.iter().map(|f| f.nom.as_str()).collect();
        let avant = noms.len();
        noms.sort_unstable();
        noms.dedup();
        assert_eq!(noms.len(), avant);
    }
}
