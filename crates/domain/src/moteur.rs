//! The engine: `decider(monde, commande) → Verdict`. Pure: the same world, command and day give
//! the same verdict, whenever it is replayed.

mod coherence;
mod consequences;
mod decider;
pub mod decrire;
mod echeances;
mod evaluer;
mod lecteur;
mod suite;
mod trace;
mod valider;
mod verdict;

use jiff::civil::Date;

use crate::contexte::Contexte;
use crate::definition::{Droit, Mecanique};
use crate::sujet::Sujets;

pub use decider::{Bref, Decision, decider, eligibilite, eligibilite_en_bref};
pub use echeances::{Echeance, echeances};
pub use evaluer::Tri;
pub use suite::{Possible, Suite, propositions, suite};
pub use valider::{Faute, mots, oublis};
pub use verdict::{EtatDeRegle, Issue, Motif, Verdict};

/// A fact of a sujet on the day of `monde`: its own, its household's, its dwelling's, its
/// convention's or what others take.
pub fn lire(monde: Monde<'_>, sujet: &crate::sujet::Sujet, nom: &str) -> crate::etat::Lu {
    lecteur::Lecteur::du_sujet(monde, sujet, monde.aujourd_hui).lire(nom)
}

/// The quotas that this command counts in, as they are named in its context: a quota that counts apart
/// names its share. A day still to come counts as today.
pub fn quotas(monde: Monde<'_>, commande: &crate::evenement::Commande) -> Vec<String> {
    let commande = crate::evenement::Commande { le: commande.le.min(monde.aujourd_hui), ..commande.clone() };
    let sujet = monde.sujets.get(&commande.sujet);
    let lecteur = lecteur::Lecteur::pour(monde, sujet, &commande, false);
    let quotas = monde.mecanique.quotas_d_admission();
    quotas.filter_map(|q| lecteur.nom_de_quota(q).ok()).collect()
}

/// All that a decision may read.
#[derive(Debug, Clone, Copy)]
pub struct Monde<'a> {
    /// The dispositif's code; empty for what belongs to none.
    pub dispositif: &'a str,
    /// Fingerprint of the mecanique.
    pub empreinte: &'a str,
    /// The rules the sujet is judged by.
    pub mecanique: &'a Mecanique,
    /// The streams that the fiche names.
    pub volets: &'a [String],
    /// The law.
    pub droit: &'a Droit,
    /// The sujets that the command names or depends on.
    pub sujets: &'a Sujets,
    /// What others already take.
    pub contexte: &'a Contexte,
    /// Today, in the dispositif's own time zone.
    pub aujourd_hui: Date,
}
