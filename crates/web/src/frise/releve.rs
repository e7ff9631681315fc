//! What there is to draw, before any place is given: spans and dated points, track by track.

use domain::acte::Piste;
use domain::fait::Classe;
use domain::moteur::Echeance;
use domain::{Acte, Date, Etat, Sujet};

use super::Regard;
use super::barres;

/// How a span stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Lived.
    Vecu,
    /// Planned.
    Prevu,
    /// Interrupted.
    Suspendu,
}

/// Something that lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duree {
    pub(super) piste: Piste,
    pub(super) texte: String,
    pub(super) du: Date,
    /// None: still running.
    pub(super) au: Option<Date>,
    pub(super) mode: Mode,
}

/// What kind of point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorte {
    /// A passage: admission, change of status, exit.
    Passage,
    /// A visit, a review, a shared activity.
    Rencontre,
    /// Something due.
    Due,
    /// Something due that is late.
    Retard,
}

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) piste: Piste,
    pub(super) texte: String,
    pub(super) le: Date,
    pub(super) sorte: Sorte,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Releve {
    pub(super) durees: Vec<Duree>,
    pub(super) points: Vec<Point>,
    /// What each track says when it holds nothing.
    pub(super) vides: Vec<(Piste, &'static str)>,
}

pub(super) fn relever(
    sujet: &Sujet,
    echeances: &[Echeance],
    aujourd_hui: Date,
    regard: &Regard<'_>,
) -> Releve {
    let etat = Etat::courant(sujet);
    let mut releve = Releve::default();
    releve.durees.extend(barres::parcours(sujet, &etat));
    releve.durees.extend(barres::accompagnement(&etat, aujourd_hui, regard));
    releve.vides.push((Piste::Parcours, "rien d'enregistré"));
    releve.vides.push((Piste::Accompagnement, "pas d'accompagnement ouvert"));
    if (regard.lit)(Classe::C2) {
        releve.durees.extend(barres::occupation(&etat, regard));
        releve.durees.extend(barres::procedure(&etat));
        releve.vides.push((Piste::Occupation, "pas de logement du dispositif"));
        releve.vides.push((Piste::Procedure, "pas de procédure"));
    } else {
        releve.vides.push((Piste::Occupation, "non communiqué à votre organisation"));
        releve.vides.push((Piste::Procedure, "non communiqué à votre organisation"));
    }
    releve.points.extend(evenements(&etat, regard));
    releve.points.extend(echeances.iter().map(|e| due(e, aujourd_hui)));
    releve
}

/// The events that a reader looks for on the drawing; the journal has all of them.
fn evenements(etat: &Etat<'_>, regard: &Regard<'_>) -> Vec<Point> {
    let visible =
        |piste| matches!(piste, Piste::Parcours | Piste::Accompagnement) || (regard.lit)(Classe::C2);
    etat.evenements
        .iter()
        .filter_map(|e| {
            let sorte = match e.acte {
                Acte::Visiter | Acte::FaireLePoint | Acte::Participer => Sorte::Rencontre,
                Acte::Admettre | Acte::RefuserAdmission | Acte::Sortir | Acte::Clore => Sorte::Passage,
                Acte::Entrer | Acte::ChangerStatut | Acte::Quitter => Sorte::Passage,
                _ => return None,
            };
            let description = e.acte.description();
            let texte = description.nom.to_owned();
            visible(description.piste).then_some(Point { piste: description.piste, texte, le: e.le, sorte })
        })
        .collect()
}

fn due(e: &Echeance, aujourd_hui: Date) -> Point {
    let sorte = if e.le < aujourd_hui { Sorte::Retard } else { Sorte::Due };
    Point { piste: e.acte.description().piste, texte: e.nom.clone(), le: e.le, sorte }
}
