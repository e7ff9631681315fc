//! The tracks of a dossier: support and occupation, folded from its events.

use jiff::civil::Date;

use super::{Effectif, Etat, lien, mot};
use crate::acte::Acte;
use crate::duree::Duree;
use crate::ids::{SujetId, UtilisateurId};
use crate::valeur::Valeur;

/// A support measure.
#[derive(Debug, Clone, Default)]
pub struct Mesure<'a> {
    /// The day it began.
    pub ouverte_le: Date,
    /// Levels, each with its first day.
    pub niveaux: Vec<(Date, &'a str)>,
    /// Who follows the household.
    pub referent: Option<UtilisateurId>,
    /// Its planned end, when a length was given.
    pub terme: Option<Date>,
    /// How many times it was renewed.
    pub renouvellements: u32,
    /// Suspensions: from, to (running when none).
    pub suspensions: Vec<(Date, Option<Date>)>,
    /// The day it was closed.
    pub close_le: Option<Date>,
}

impl Mesure<'_> {
    /// Whether a suspension is running.
    pub fn suspendue(&self) -> bool {
        self.suspensions.last().is_some_and(|(_, fin)| fin.is_none())
    }
}

/// A household in a dwelling under one status.
#[derive(Debug, Clone)]
pub struct Occupation<'a> {
    /// The dwelling.
    pub logement: SujetId,
    /// The status, a name of the definition.
    pub statut: &'a str,
    /// First day.
    pub du: Date,
    /// Last day, when it ended.
    pub au: Option<Date>,
}

/// A stage of the eviction procedure.
#[derive(Debug, Clone)]
pub struct Stade<'a> {
    /// The stage.
    pub stade: &'a str,
    /// The day it was reached.
    pub le: Date,
}

/// Watch after support.
#[derive(Debug, Clone)]
pub struct Veille {
    /// First day.
    pub depuis: Date,
    /// Last day, when it was closed.
    pub close_le: Option<Date>,
}

impl<'a> Etat<'a> {
    pub(super) fn prendre_mesure(&mut self, e: &Effectif<'a>) {
        if e.acte == Acte::OuvrirMesure {
            self.mesures.push(Mesure {
                ouverte_le: e.le,
                niveaux: mot(e.champs, "niveau").map(|n| (e.le, n)).into_iter().collect(),
                referent: referent(e),
                terme: duree(e).map(|d| d.apres(e.le)),
                ..Mesure::default()
            });
            return;
        }
        let Some(mesure) = self.mesures.last_mut() else { return };
        match e.acte {
            Acte::DesignerReferent => mesure.referent = referent(e),
            Acte::ChangerNiveau => mesure.niveaux.extend(mot(e.champs, "niveau").map(|n| (e.le, n))),
            Acte::Renouveler => {
                mesure.renouvellements = mesure.renouvellements.saturating_add(1);
                let depart = mesure.terme.unwrap_or(e.le);
                mesure.terme = duree(e).map(|d| d.apres(depart));
            }
            Acte::Suspendre => mesure.suspensions.push((e.le, None)),
            Acte::Reprendre => {
                if let Some((_, fin @ None)) = mesure.suspensions.last_mut() {
                    *fin = Some(e.le);
                }
            }
            Acte::Clore | Acte::Sortir if mesure.close_le.is_none() => mesure.close_le = Some(e.le),
            Acte::Rouvrir => mesure.close_le = None,
            _ => {}
        }
    }

    pub(super) fn prendre_occupation(&mut self, e: &Effectif<'a>) {
        match e.acte {
            Acte::ProposerLogement => self.logement_propose = lien(e.champs, "logement"),
            Acte::RefuserLogement => {
                self.logement_propose = None;
                self.logement_attribue = None;
            }
            Acte::Attribuer => {
                self.logement_propose = None;
                self.logement_attribue = lien(e.champs, "logement");
            }
            Acte::Entrer => {
                self.logement_propose = None;
                self.logement_attribue = None;
                if let (Some(logement), Some(statut)) = (lien(e.champs, "logement"), mot(e.champs, "statut"))
                {
                    self.ouvrir_occupation(logement, statut, e.le);
                }
            }
            Acte::ChangerStatut => {
                let logement =
                    lien(e.champs, "logement").or_else(|| self.occupations.last().map(|o| o.logement));
                if let (Some(logement), Some(statut)) = (logement, mot(e.champs, "vers")) {
                    self.ouvrir_occupation(logement, statut, e.le);
                }
            }
            Acte::Muter => {
                let statut = self.occupations.last().map(|o| o.statut);
                if let (Some(logement), Some(statut)) = (lien(e.champs, "logement"), statut) {
                    self.ouvrir_occupation(logement, statut, e.le);
                }
            }
            Acte::Quitter => self.fermer_occupation(e.le),
            _ => {}
        }
    }

    fn ouvrir_occupation(&mut self, logement: SujetId, statut: &'a str, du: Date) {
        self.fermer_occupation(du);
        self.occupations.push(Occupation { logement, statut, du, au: None });
    }

    fn fermer_occupation(&mut self, le: Date) {
        if let Some(occupation) = self.occupations.last_mut().filter(|o| o.au.is_none()) {
            occupation.au = Some(le);
        }
    }
}

fn referent(e: &Effectif<'_>) -> Option<UtilisateurId> {
    match e.champs.get("referent") {
        Some(Valeur::Utilisateur(id)) => Some(*id),
        _ => None,
    }
}

fn duree(e: &Effectif<'_>) -> Option<Duree> {
    match e.champs.get("duree") {
        Some(Valeur::Duree(d)) => Some(*d),
        _ => None,
    }
}
