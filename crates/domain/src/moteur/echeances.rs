//! What is due: from the schedules of the mecanique and what was done.

use jiff::civil::Date;

use super::Monde;
use super::evaluer::Tri;
use super::lecteur::Lecteur;
use super::trace::Trace;
use crate::acte::Acte;
use crate::definition::{Calendrier, EcheanceType, Source};
use crate::etat::Lu;
use crate::fait::Classe;
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
    /// The most sensitive class among what makes it due.
    pub classe: Classe,
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
    let mut faits = lecteur.faits_depuis(&e.acte, depart, &mut trace);
    if e.commence_par_son_acte() {
        // What starts the schedule does not answer it.
        faits.retain(|le| *le > depart);
    }
    let le = match &e.calendrier {
        Calendrier::TousLes(pas) => pas.apres(faits.last().copied().unwrap_or(depart)),
        Calendrier::Chaque(pas) => {
            let dates = (1..=u16::MAX).map(|rang| pas.fois(rang).apres(depart));
            premiere_due(dates, &faits)?
        }
        Calendrier::Apres(pas) => premiere_due(pas.iter().map(|p| p.apres(depart)), &faits)?,
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
        classe: trace.classe.unwrap_or(Classe::C0),
    })
}

/// The first of these dates that no act answers. An act answers one date, and must come after the date
/// before it: several acts in one interval answer for that interval only, a late one still answers.
fn premiere_due(dates: impl Iterator<Item = Date>, faits: &[Date]) -> Option<Date> {
    let mut faits = faits.iter().peekable();
    let mut precedente = None;
    for due in dates {
        while faits.next_if(|fait| precedente.is_some_and(|p| **fait <= p)).is_some() {}
        if faits.next().is_none() {
            return Some(due);
        }
        precedente = Some(due);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_review_answers_for_one_interval() {
        let due = |faits: &[Date]| {
            premiere_due((1..).map(|n| crate::Duree::mois(6).fois(n).apres(date(2026, 1, 1))), faits)
        };
        assert_eq!(due(&[]), Some(date(2026, 7, 1)));
        // Monthly reviews do not answer for the years to come.
        assert_eq!(due(&[date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]), Some(date(2027, 1, 1)));
        // A late one answers for what was due, not for what comes.
        assert_eq!(due(&[date(2026, 9, 1)]), Some(date(2027, 1, 1)));
        assert_eq!(due(&[date(2026, 9, 1), date(2026, 10, 1)]), Some(date(2027, 7, 1)));
    }
}
