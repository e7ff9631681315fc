//! The values of a sheet as they are read on a page.

use dispositifs::champs::{Champ, Valeur};
use domain::texte;

use super::chiffres::NON_PRECISE;
use super::departements;
use crate::formulaire::majuscule;

/// What stands under a field.
pub enum Dit {
    /// Words or a figure.
    Mots(String),
    /// Several things.
    Liste(Vec<String>),
    /// Nothing, and why.
    Rien(&'static str),
}

/// In words; nothing is what is kept quiet for the reader.
pub fn dire(champ: &Champ, valeur: Option<&Valeur>) -> Dit {
    match valeur {
        None => Dit::Rien("non montré ici"),
        Some(Valeur::NonDite) => Dit::Rien(NON_PRECISE),
        Some(Valeur::Liste(mots)) if mots.is_empty() => Dit::Rien("rien de prévu"),
        Some(Valeur::Liste(codes)) if champ.cle == "departements" => {
            Dit::Liste(codes.iter().map(|code| departements::nom(code)).collect())
        }
        Some(Valeur::Liste(mots)) => Dit::Liste(mots.iter().map(|m| majuscule(m)).collect()),
        Some(Valeur::Texte(mots)) => Dit::Mots(majuscule(mots)),
        Some(Valeur::Nombre(n)) => Dit::Mots(texte::nombre(*n)),
        Some(Valeur::Montant(centimes)) => Dit::Mots(texte::montant(*centimes)),
    }
}
