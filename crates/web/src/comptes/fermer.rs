//! `/comptes/{id}/desactiver`: what it will do, then doing it.

use actes::comptes::{Fermeture, Par};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::UtilisateurId;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose};
use crate::rendu::{Page, Rendu, rediriger, rendre};
use crate::session::Connecte;

/// What is about to be done.
#[derive(Template)]
#[template(path = "comptes/desactiver.html")]
pub(super) struct Confirmation {
    page: Page,
    id: UtilisateurId,
    nom: String,
    ailleurs: bool,
}

/// `GET /comptes/{id}/desactiver`
pub(super) async fn demander(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<UtilisateurId>,
) -> Result<Rendu<Confirmation>, Erreur> {
    let acteur = qui.acteur.clone();
    let compte = etat.demander(move |porte| porte.un_compte(&acteur, id)).await?;
    let page = qui.page(format!("Désactiver le compte de {}", compte.nom), "comptes");
    Ok(rendre(Confirmation { page, id, nom: compte.nom, ailleurs: compte.ailleurs }))
}

/// `POST /comptes/{id}/desactiver`
pub(super) async fn fermer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<UtilisateurId>,
    Pose(_): Pose,
) -> Result<Response, Erreur> {
    let par = Par::from(&qui.acteur);
    let faite = etat.demander(move |porte| porte.fermer_un_compte(par, id)).await?;
    Ok(rediriger(match faite {
        Fermeture::Compte => "/comptes?fait=desactive",
        Fermeture::Fonction => "/comptes?fait=fonction",
    }))
}
