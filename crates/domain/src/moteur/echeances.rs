//! What is due: from the schedules of the mecanique and what was done.

use jiff::civil::Date;

use super::Monde;
use super::evaluer::{Trace, Tri};
use super::lecteur::Lecteur;
use crate::acte::Acte;
use crate::definition::{Calendrier, EcheanceType, Source};
use crate::etat::Lu;
use crate::sujet::Sujet;
use crate::valeur::Valeur;

/// An act that is due on a day. Whether it is late is a comparison with today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echeance {
    /// The schedule's name.
    pub nom: String,
    /// The day.
    pub le: Date,
    /// The act that satisfies it.
    pub acte: Acte,
    /// In French.
    pub message: String,
    /// Where it comes from.
    pub source: Source,
}

/// The next due date of each schedule that runs on this sujet, soonest first.
pub fn echeances(monde: Monde<'_>, sujet: &Sujet) -> Vec<Echeance> {
    let lecteur = Lecteur::du_sujet(monde, sujet, monde.aujourd_hui);
    if lecteur.etat.sorti_le.is_some() {
        return Vec::new();
    }
    let mut dues: Vec<Echeance> = monde
        .mecanique
        .echeances
        .iter()
        .filter(|e| e.acte.acte.description().genre == sujet.genre)
        .filter_map(|e| prochaine(&lecteur, e))
        .collect();
    dues.sort_by(|a, b| (a.le, &a.nom).cmp(&(b.le, &b.nom)));
    dues
}

fn prochaine(lecteur: &Lecteur<'_>, e: &EcheanceType) -> Option<Echeance> {
    let mut trace = Trace::default();
    if let Some(tant_que) = &e.tant_que
        && lecteur.condition(tant_que, &mut trace) != Tri::Vrai
    {
        return None;
    }
    let Lu::Connu(Valeur::Jour(depart)) = lecteur.jalon(&e.depart, &mut trace) else { return None };
    let faits = lecteur.faits_depuis(&e.acte, depart);
    let le = match &e.calendrier {
        Calendrier::TousLes(pas) => pas.apres(faits.last().copied().unwrap_or(depart)),
        Calendrier::Chaque(pas) => {
            let rang = u16::try_from(faits.len()).unwrap_or(u16::MAX).saturating_add(1);
            pas.fois(rang).apres(depart)
        }
        Calendrier::Apres(pas) => pas.get(faits.len())?.apres(depart),
        Calendrier::Avant(pas) if faits.is_empty() => pas.avant(depart),
        Calendrier::Avant(_) => return None,
    };
    if e.pendant.is_some_and(|p| le > p.apres(depart)) {
        return None;
    }
    Some(Echeance {
        nom: e.nom.clone(),
        le,
        acte: e.acte.acte,
        message: e.message.clone(),
        source: e.source.clone(),
    })
}
