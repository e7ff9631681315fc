//! `GET /menages/{id}/droits/lectures`: who read what is sensitive, as it is handed over and printed.

use actes::LectureNotee;
use askama::Template;
use axum::extract::State;
use domain::{Genre, SujetId};

use super::droits::{cadre, fil};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Chemin;
use crate::formulaire::majuscule;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Connecte;
use crate::sujets::{adresses, mots, regard};

/// One reading.
struct Ligne {
    quand: String,
    personne: String,
    fonction: String,
    organisation: String,
    quoi: String,
    motif: String,
    support: String,
}

#[derive(Template)]
#[template(path = "menages/lectures.html")]
pub(super) struct Lectures {
    page: Page,
    fil: [(String, String); 3],
    nom: String,
    retour: String,
    lignes: Vec<Ligne>,
}

/// `GET /menages/{id}/droits/lectures`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Rendu<Lectures>, Erreur> {
    let acteur = qui.acteur.clone();
    let (remise, lues) = etat
        .demander(move |porte| {
            let remise = porte.remise(&acteur, id, "liste des lectures")?;
            let lues = porte.lectures_a_remettre(&remise)?;
            Ok((remise, lues))
        })
        .await?;
    Ok(rendre(Lectures {
        page: cadre(&qui, &remise, "Lectures"),
        fil: fil(&remise.menage, "Lectures"),
        nom: regard::nom(&remise.menage),
        retour: format!("{}/droits", adresses::page(Genre::Menage, id)),
        lignes: lues.iter().rev().map(ligne).collect(),
    }))
}

fn ligne(l: &LectureNotee) -> Ligne {
    Ligne {
        quand: mots::instant(&l.le),
        personne: l.personne.clone(),
        fonction: l.fonction.clone(),
        organisation: l.organisation.clone(),
        quoi: majuscule(&l.quoi()),
        motif: majuscule(&l.motif),
        support: l.support.clone(),
    }
}
