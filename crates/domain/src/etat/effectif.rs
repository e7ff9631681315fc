//! Events as they stand once corrections are applied.

use jiff::civil::Date;

use crate::acte::Acte;
use crate::evenement::{Auteur, Champs, Evenement};
use crate::sujet::Sujet;
use crate::valeur::Valeur;

/// An event that stands: not annulled, with its corrected fields and day.
#[derive(Debug, Clone, Copy)]
pub struct Effectif<'a> {
    /// Its rank in the sujet.
    pub n: u32,
    /// The act.
    pub acte: Acte,
    /// The day it happened.
    pub le: Date,
    /// Its fields.
    pub champs: &'a Champs,
    /// Who recorded it first.
    pub par: &'a Auteur,
    /// Rank of the correction that gave it its present form.
    pub corrige_par: Option<u32>,
}

/// A correction's effect on the event it names.
enum Effet<'a> {
    Annule,
    Remplace { le: Option<Date>, champs: &'a Champs, par: u32 },
}

/// The events that stand on `jour`, as known at `instant` (all when none), by day then rank.
pub(super) fn effectifs<'a>(sujet: &'a Sujet, jour: Date, instant: Option<&str>) -> Vec<Effectif<'a>> {
    let connus =
        || sujet.evenements.iter().filter(move |e| instant.is_none_or(|i| e.enregistre_le.as_str() <= i));
    let corrections: Vec<&Evenement> = connus().filter(|e| e.acte == Acte::Corriger).collect();
    let mut effectifs: Vec<Effectif<'a>> = Vec::new();
    for e in connus().filter(|e| e.acte != Acte::Corriger) {
        let mut reste = Effectif {
            n: e.n,
            acte: e.acte,
            le: e.survenu_le,
            champs: &e.champs,
            par: &e.par,
            corrige_par: None,
        };
        let mut debout = true;
        for effet in corrections.iter().filter(|c| vise(c) == Some(e.n)).map(|c| effet(c)) {
            match effet {
                Effet::Annule => debout = false,
                Effet::Remplace { le, champs, par } => {
                    debout = true;
                    reste.le = le.unwrap_or(reste.le);
                    reste.champs = champs;
                    reste.corrige_par = Some(par);
                }
            }
        }
        if debout && reste.le <= jour {
            effectifs.push(reste);
        }
    }
    effectifs.sort_by_key(|e| (e.le, e.n));
    effectifs
}

fn vise(correction: &Evenement) -> Option<u32> {
    match correction.champs.get("evenement") {
        Some(Valeur::Nombre(n)) => u32::try_from(*n).ok(),
        _ => None,
    }
}

fn effet(correction: &Evenement) -> Effet<'_> {
    if correction.champs.get("annule") == Some(&Valeur::Booleen(true)) {
        return Effet::Annule;
    }
    let le = match correction.champs.get("nouveau_jour") {
        Some(Valeur::Jour(jour)) => Some(*jour),
        _ => None,
    };
    Effet::Remplace { le, champs: &correction.champs, par: correction.n }
}
