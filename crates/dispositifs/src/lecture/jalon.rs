//! Reads dated things and passages.

use std::collections::BTreeMap;

use domain::Acte;
use domain::definition::Jalon;
use domain::definition::mecanique::Passage;
use domain::fait::{self, Fait};
use domain::texte;
use domain::valeur::Nature;

use super::noms::{Noms, Quoi};
use crate::diagnostic::conseil;

/// A dated thing: a fact that is a day, or the first or last event of an act.
///
/// # Errors
/// What is wrong, and a hint.
pub fn lire(brut: &str, declares: &BTreeMap<String, Fait>) -> Result<Jalon, (String, Option<String>)> {
    if let Some(fait) = fait::fait(brut.trim()).or_else(|| declares.get(brut.trim())) {
        return if fait.nature == Nature::Jour {
            Ok(Jalon::Fait(fait.nom.clone()))
        } else {
            Err((format!("« {brut} » n'est pas une date : un délai se compte depuis un jour."), None))
        };
    }
    // A day that the act itself names.
    let jour = |champ: &&str| Acte::tous().filter_map(|a| a.champ(champ)).any(|c| c.nature == Nature::Jour);
    if let Some(champ) = brut.trim().strip_prefix("acte.").filter(jour) {
        return Ok(Jalon::Fait(format!("acte.{champ}")));
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
            let tous = fait::communs().chain(declares.values());
            let jours = tous.filter(|f| f.nature == Nature::Jour).map(|f| f.nom.as_str());
            let connus: Vec<&str> = jours.chain(Acte::tous().map(|a| a.nom())).collect();
            Err((format!("« {brut} » n'est ni un fait daté ni un acte."), conseil(nom, &connus)))
        }
    }
}

/// What a passage of this act goes to; nothing when it goes nowhere.
pub fn cible(acte: Acte) -> Option<Quoi> {
    Some(match Passage::champ(acte)? {
        "niveau" => Quoi::Niveau,
        _ => Quoi::Statut,
    })
}

/// A passage that was checked; nothing when it was found wrong.
pub fn passage(brut: &str, noms: &Noms) -> Option<Passage> {
    match brut.split_once(':') {
        Some((nom, vers)) => {
            let acte = Acte::du_nom(nom)?;
            let vers = noms.declare(cible(acte)?, vers.trim())?.to_owned();
            Some(Passage { acte, vers: Some(vers) })
        }
        None => Some(Passage { acte: Acte::du_nom(brut)?, vers: None }),
    }
}
