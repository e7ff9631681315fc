//! The list of dossiers, and the page of one: where the day is spent.

mod cercle;
mod csv;
mod filtres;
mod ligne;
mod liste;
mod page;

use axum::Router;
use axum::routing::get;

use crate::etat::AppState;

/// The addresses of this room; the acts, the journal and the corrections are those of every sujet.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/dossiers", get(liste::montrer))
        .route("/dossiers/liste.csv", get(csv::telecharger))
        .route("/dossiers/{id}", get(page::montrer))
        .route("/dossiers/{id}/cercle", get(cercle::montrer))
}
