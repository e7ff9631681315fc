//! Where a dispositif is written: drafts, as forms or as text; their cas; putting in service; the versions of a
//! convention.

mod bloc;
mod cas;
mod champs;
mod conflit;
mod ecarts;
mod etat;
mod liste;
mod page;
mod refus;
mod service;
mod texte;
mod versions;

use actes::atelier::{Brouillon, Epreuve};
use axum::Router;
use axum::routing::{get, post};
use ulid::Ulid;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::session::Connecte;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/brouillons", get(liste::lister).post(liste::commencer))
        .route("/brouillons/{id}", get(page::montrer))
        .route("/brouillons/{id}/definition.toml", get(texte::telecharger))
        .route("/brouillons/{id}/jeter", post(liste::jeter))
        .route("/brouillons/{id}/texte", get(texte::montrer).post(texte::ecrire))
        .route("/brouillons/{id}/blocs/{bloc}/{rang}", get(bloc::montrer).post(bloc::ecrire))
        .route("/brouillons/{id}/blocs/{bloc}/{rang}/retirer", post(bloc::retirer))
        .route("/brouillons/{id}/cas/{nom}", get(cas::montrer).post(cas::ecrire))
        .route("/brouillons/{id}/service", get(service::montrer).post(service::mettre))
        .route("/conventions/{id}/versions", get(versions::montrer).post(versions::adopter))
        .route("/conventions/{id}/versions/dossiers", post(versions::rattacher))
}

/// A draft of her organisation, with its trial.
async fn lu(etat: &AppState, qui: &Connecte, id: Ulid) -> Result<(Brouillon, Epreuve), Erreur> {
    let acteur = qui.acteur.clone();
    etat.demander(move |porte| {
        let lu = porte.brouillon(&acteur, id)?;
        let epreuve = porte.eprouver(&lu.ecrit);
        Ok((lu, epreuve))
    })
    .await
}

/// The address of a draft, or of something of it.
fn adresse(id: Ulid, quoi: &str) -> String {
    if quoi.is_empty() { format!("/brouillons/{id}") } else { format!("/brouillons/{id}/{quoi}") }
}
