//! The first page, and in the demo the choice of the person one acts as.

pub mod connexion;
mod dues;
mod echeances;
mod journee;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::rendu::{Page, rendre};
use crate::session::{Connecte, Visiteur};
use connexion::Essai;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(accueil)).route("/echeances", get(echeances::echeances))
}

#[derive(Template)]
#[template(path = "accueil/bienvenue.html")]
struct Bienvenue {
    page: Page,
    essais: Vec<Essai>,
    dispositifs: usize,
    /// Whether she may read them.
    catalogue: bool,
}

async fn accueil(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    connecte: Option<Connecte>,
) -> Result<Response, Erreur> {
    if let Some(connecte) = connecte {
        return journee::journee(etat, connecte).await;
    }
    let bienvenue = Bienvenue {
        page: visiteur.page("Accueil", "accueil"),
        essais: if etat.demo { connexion::essais(&etat.porte.annuaire()) } else { Vec::new() },
        dispositifs: etat.porte.definitions().len(),
        catalogue: visiteur.lit_le_catalogue(),
    };
    Ok(rendre(bienvenue).into_response())
}
