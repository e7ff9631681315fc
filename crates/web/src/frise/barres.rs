//! The spans of each track, from the state.

use domain::acte::Piste;
use domain::etat::Mesure;
use domain::fait::Classe;
use domain::{Acte, Date, Etat, Sujet};

use super::Regard;
use super::releve::{Duree, Mode};

fn vecu(piste: Piste, texte: impl Into<String>, du: Date, au: Option<Date>) -> Duree {
    Duree { piste, texte: texte.into(), du, au, mode: Mode::Vecu }
}

/// The steps of the *parcours*, as the state itself says them on each day when one may change.
pub(super) fn parcours(sujet: &Sujet, etat: &Etat<'_>) -> Vec<Duree> {
    let mut jours: Vec<Date> = etat
        .evenements
        .iter()
        .filter(|e| e.acte.description().piste == Piste::Parcours || change_d_etape(e.acte))
        .map(|e| e.le)
        .collect();
    jours.dedup();
    let mut durees: Vec<Duree> = Vec::new();
    for jour in jours {
        let au = Etat::au(sujet, jour);
        let etape = au.etape();
        if durees.last().is_some_and(|d| d.texte == etape) {
            continue;
        }
        if let Some(derniere) = durees.last_mut() {
            derniere.au = Some(jour);
        }
        // Out is a day, not a span: the drawing marks it, the table names it.
        let fin = au.sorti_le.is_some().then_some(jour);
        durees.push(vecu(Piste::Parcours, etape, jour, fin));
    }
    durees
}

const fn change_d_etape(acte: Acte) -> bool {
    matches!(acte, Acte::OuvrirMesure | Acte::Clore | Acte::Rouvrir)
}

/// Levels, suspensions, and what is planned until the end of the measure.
pub(super) fn accompagnement(etat: &Etat<'_>, aujourd_hui: Date, regard: &Regard<'_>) -> Vec<Duree> {
    etat.mesures.iter().flat_map(|m| mesure(m, aujourd_hui, regard)).collect()
}

fn mesure(m: &Mesure<'_>, aujourd_hui: Date, regard: &Regard<'_>) -> Vec<Duree> {
    const PISTE: Piste = Piste::Accompagnement;
    let mut durees = Vec::new();
    let mut bornes: Vec<(Date, String)> = m
        .niveaux
        .iter()
        .filter(|_| (regard.lit)(Classe::C4))
        .map(|(du, niveau)| (*du, (*niveau).to_owned()))
        .collect();
    if bornes.first().is_none_or(|(du, _)| *du > m.ouverte_le) {
        bornes.insert(0, (m.ouverte_le, "accompagnement".to_owned()));
    }
    for (rang, (du, niveau)) in bornes.iter().enumerate() {
        let au = bornes.get(rang + 1).map(|(suivant, _)| *suivant).or(m.close_le);
        let morceaux = hors_suspensions(*du, au, &m.suspensions);
        durees.extend(morceaux.into_iter().map(|(du, au)| vecu(PISTE, niveau.clone(), du, au)));
    }
    for (du, au) in &m.suspensions {
        let au = au.or(m.close_le);
        durees.push(Duree { piste: PISTE, texte: "suspendu".to_owned(), du: *du, au, mode: Mode::Suspendu });
    }
    if let (Some(terme), None) = (m.terme.filter(|t| *t > aujourd_hui), m.close_le) {
        let texte = "prévu".to_owned();
        durees.push(Duree { piste: PISTE, texte, du: aujourd_hui, au: Some(terme), mode: Mode::Prevu });
    }
    durees
}

/// What remains of a span once its interruptions are taken out.
fn hors_suspensions(
    du: Date,
    au: Option<Date>,
    suspensions: &[(Date, Option<Date>)],
) -> Vec<(Date, Option<Date>)> {
    let mut morceaux = Vec::new();
    let mut debut = du;
    for (arret, reprise) in
        suspensions.iter().filter(|(arret, _)| *arret >= du && au.is_none_or(|f| *arret < f))
    {
        if *arret > debut {
            morceaux.push((debut, Some(*arret)));
        }
        match reprise {
            Some(reprise) => debut = debut.max(*reprise),
            None => return morceaux,
        }
    }
    if au.is_none_or(|fin| debut < fin) {
        morceaux.push((debut, au));
    }
    morceaux
}

/// One span for each dwelling and status.
pub(super) fn occupation(etat: &Etat<'_>, regard: &Regard<'_>) -> Vec<Duree> {
    etat.occupations
        .iter()
        .map(|o| {
            let texte = format!("{}, {}", o.statut, (regard.nom)(o.logement));
            vecu(Piste::Occupation, texte, o.du, o.au)
        })
        .collect()
}

/// Each stage until the next; one that ends the procedure is only a day.
pub(super) fn procedure(etat: &Etat<'_>) -> Vec<Duree> {
    let mut durees: Vec<Duree> = Vec::new();
    for stade in &etat.stades {
        if let Some(dernier) = durees.last_mut().filter(|d| d.au.is_none()) {
            dernier.au = Some(stade.le);
        }
        let fin = matches!(stade.stade, "procédure éteinte" | "expulsion").then_some(stade.le);
        durees.push(vecu(Piste::Procedure, stade.stade, stade.le, fin));
    }
    durees
}
