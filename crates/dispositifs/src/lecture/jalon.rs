//! Reads dated things and passages.

use domain::Acte;
use domain::definition::Jalon;
use domain::definition::mecanique::Passage;
use domain::fait::{self, DICTIONNAIRE};
use domain::texte;
use domain::valeur::Nature;

use super::noms::{Noms, Quoi};
use crate::diagnostic::conseil;

/// A dated thing: a fact that is a day, or the first or last event of an act.
///
/// # Errors
/// What is wrong, and a hint.
pub fn lire(brut: &str) -> Result<Jalon, (String, Option<String>)> {
    if let Some(fait) = fait::fait(brut.trim()) {
        return if fait.nature == Nature::Jour {
            Ok(Jalon::Fait(fait.nom.to_owned()))
        } else {
            Err((format!("« {brut} » n'est pas une date : un délai se compte depuis un jour."), None))
        };
    }
    let (rang, nom) = match brut.split_once(':') {
        Some((rang, nom)) => (texte::plier(rang).trim().to_owned(), nom.trim()),
        None => ("dernier".to_owned(), brut.trim()),
    };
    match (rang.as_str(), Acte::du_nom(nom)) {
        ("premier", Some(acte)) => Ok(Jalon::Premier(acte)),
        ("dernier", Some(acte)) => Ok(Jalon::Dernier(acte)),
        (_, Some(_)) => {
            Err((format!("« {brut} » : un acte se date par « premier : » ou « dernier : »."), None))
        }
        (_, None) => {
            let jours = DICTIONNAIRE.iter().filter(|f| f.nature == Nature::Jour).map(|f| f.nom);
            let connus: Vec<&str> = jours.chain(Acte::tous().map(Acte::nom)).collect();
            Err((format!("« {brut} » n'est ni un fait daté ni un acte."), conseil(nom, &connus)))
        }
    }
}

/// A passage that was checked; nothing when it was found wrong.
pub fn passage(brut: &str, noms: &Noms) -> Option<Passage> {
    match brut.split_once(':') {
        Some((nom, vers)) => {
            let acte = Acte::du_nom(nom)?;
            let vers = noms.declare(Quoi::Statut, vers.trim())?.to_owned();
            Some(Passage { acte, vers: Some(vers) })
        }
        None => Some(Passage { acte: Acte::du_nom(brut)?, vers: None }),
    }
}
