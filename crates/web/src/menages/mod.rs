//! The rights of a household: what is held of it, who read it, and the files that are handed over to it.

mod droits;
mod fichiers;
mod lectures;

use axum::Router;
use axum::routing::get;

use crate::etat::AppState;

/// The addresses of this room; the household's own page is that of every sujet.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/menages/{id}/droits", get(droits::montrer))
        .route("/menages/{id}/droits/lectures", get(lectures::montrer))
        .route("/menages/{id}/droits/export.html", get(fichiers::html))
        .route("/menages/{id}/droits/export.json", get(fichiers::json))
}
