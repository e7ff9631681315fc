//! What is due on a sujet, and what the rules suggest, as lists of a page.

use actes::SujetLu;
use domain::moteur::{self, Echeance};

use super::{adresses, mots};
use crate::formulaire::majuscule;

/// A due date, as `parts::echeances` prints it.
pub struct Due {
    /// `retard`, `jour` or `venir`.
    pub urgence: &'static str,
    /// In words.
    pub mot: String,
    /// The day.
    pub date: String,
    /// What.
    pub quoi: String,
    /// More.
    pub detail: String,
    /// Where it is done.
    pub lien: String,
    /// Text of a second link; empty for none.
    pub acte: String,
    /// Where that one leads.
    pub lien_acte: String,
}

/// What is due on this sujet, soonest first.
pub fn dues(lu: &SujetLu, echeances: &[Echeance]) -> Vec<Due> {
    echeances.iter().map(|e| due(lu, e)).collect()
}

fn due(lu: &SujetLu, e: &Echeance) -> Due {
    let (urgence, mot) = mots::urgence(e.le, lu.aujourd_hui);
    let lien = adresses::acte(lu.sujet.genre, lu.sujet.id, e.acte);
    Due {
        urgence,
        mot,
        date: mots::jour_long(e.le),
        quoi: majuscule(&e.nom),
        detail: e.message.clone(),
        acte: String::new(),
        lien_acte: String::new(),
        lien,
    }
}

/// An act that the rules suggest.
pub struct Proposition {
    /// Why.
    pub message: String,
    /// The act.
    pub acte: String,
    /// Its form.
    pub lien: String,
    /// Where the rule comes from.
    pub source: String,
    /// Whether that was read in full.
    pub verifiee: bool,
}

/// What the rules suggest now.
pub fn propositions(lu: &SujetLu) -> Vec<Proposition> {
    moteur::propositions(lu.monde(), &lu.sujet)
        .into_iter()
        .map(|p| Proposition {
            message: p.message.clone(),
            acte: majuscule(p.acte.nom()),
            lien: adresses::acte(lu.sujet.genre, lu.sujet.id, p.acte),
            source: p.source.reference.clone(),
            verifiee: p.source.verifiee,
        })
        .collect()
}

/// How many are late.
pub fn en_retard(dues: &[Due]) -> usize {
    dues.iter().filter(|d| d.urgence == "retard").count()
}
