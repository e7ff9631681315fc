//! The dossier on its four tracks, on one axis of time: a drawing that the server makes, and its table.
//!
//! Pure: from what happened, what is due and today. Any list of events gives a drawing; nothing here knows
//! a status or a level in particular.

mod barres;
mod dessin;
mod echelle;
mod releve;

use domain::fait::Classe;
use domain::moteur::Echeance;
use domain::{Date, Sujet, SujetId};

pub use dessin::{Frise, Graduation};

/// What the drawing needs to know of its reader and of names.
pub struct Regard<'a> {
    /// The name of another sujet.
    pub nom: &'a dyn Fn(SujetId) -> String,
    /// Whether the reader may see this class of data.
    pub lit: &'a dyn Fn(Classe) -> bool,
}

/// The four tracks of a dossier.
pub fn frise(sujet: &Sujet, echeances: &[Echeance], aujourd_hui: Date, regard: &Regard<'_>) -> Frise {
    let releves = releve::relever(sujet, echeances, aujourd_hui, regard);
    dessin::dessiner(&releves, aujourd_hui)
}

#[cfg(test)]
mod tests;
