//! One's account: signing in, the second factor, the sessions that are open, for whom one acts.

mod cles;
pub mod connexion;
mod invitation;
pub mod mots;
mod organisation;
mod page;
mod qr;
mod second_facteur;
mod sessions;

#[cfg(test)]
mod tests;

use actes::Erreur as Refus;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::moteur::Faute;

use crate::cookies;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Pose;
use crate::rendu::rediriger;
use crate::session::Visiteur;

/// The addresses of this room, but those of signing in.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/deconnexion", post(sortir))
        .route("/invitation/{jeton}", get(invitation::montrer).post(invitation::accepter))
        .route("/compte", get(page::montrer))
        .route("/compte/mot-de-passe", post(page::changer_mot_de_passe))
        .route("/compte/codes", post(page::nouveaux_codes))
        .route("/compte/sessions/fermer", post(sessions::fermer))
        .route("/compte/organisation", get(organisation::montrer).post(organisation::choisir))
        .route("/compte/second-facteur", get(second_facteur::montrer))
        .route("/compte/second-facteur/application", post(second_facteur::adopter_application))
        .route("/compte/second-facteur/defi", post(cles::defi_de_creation))
        .route("/compte/second-facteur/cle", post(second_facteur::adopter_cle))
        .route("/compte/second-facteur/retirer", post(second_facteur::retirer_cle))
}

/// `POST /deconnexion`
async fn sortir(State(etat): State<AppState>, visiteur: Visiteur, Pose(_): Pose) -> Result<Response, Erreur> {
    if let Some(session) = visiteur.session {
        etat.demander(move |porte| porte.fermer_session(&session)).await?;
    }
    Ok((cookies::oublier(&etat), rediriger("/")).into_response())
}

/// What a form must say again, and under which status; anything else is a page of its own.
pub fn fautes(refus: Refus, champ: &str) -> Result<(StatusCode, Vec<Faute>), Erreur> {
    match refus {
        Refus::Saisie(fautes) => Ok((StatusCode::UNPROCESSABLE_ENTITY, fautes)),
        Refus::Patienter(secondes) => {
            let message = format!(
                "Trop d’essais n’ont pas abouti. Attendez {}, puis recommencez.",
                mots::attente(secondes)
            );
            Ok((StatusCode::TOO_MANY_REQUESTS, vec![Faute { champ: champ.to_owned(), message }]))
        }
        autre => Err(autre.into()),
    }
}

/// The message of one field, for its place in the form.
pub fn message<'f>(fautes: &'f [Faute], champ: &str) -> &'f str {
    fautes.iter().find(|f| f.champ == champ).map(|f| f.message.as_str()).unwrap_or_default()
}
