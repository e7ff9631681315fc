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
#[derive(Debug, Clone, Copy)]
pub struct Fait {
    /// Its name in definitions and cas.
    pub nom: &'static str,
    /// Its name on a screen.
    pub libelle: &'static str,
    /// Its type.
    pub nature: Nature,
    /// Its data class.
    pub classe: Classe,
    /// Where it comes from.
    pub origine: Origine,
    /// The words it may hold, when it is a word of a fixed list.
    pub mots: &'static [&'static str],
}

/// The entry of that name.
pub fn fait(nom: &str) -> Option<&'static Fait> {
    static RANGS: LazyLock<HashMap<&'static str, &'static Fait>> =
        LazyLock::new(|| DICTIONNAIRE.iter().map(|f| (f.nom, f)).collect());
    RANGS.get(nom).copied()
}

/// All facts that people record.
pub fn saisis() -> impl Iterator<Item = &'static Fait> {
    DICTIONNAIRE.iter().filter(|f| f.origine == Origine::Saisi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once_in_the_dictionary() {
        let mut noms: Vec<&str> = DICTIONNAIRE.iter().map(|f| f.nom).collect();
        let avant = noms.len();
        noms.sort_unstable();
        noms.dedup();
        assert_eq!(noms.len(), avant);
    }
}
