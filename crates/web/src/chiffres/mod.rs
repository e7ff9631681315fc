//! The figures of a convention, on a page and in a file: masked before they reach this room.

mod csv;
mod page;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;

use crate::etat::AppState;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/conventions/{id}/chiffres", get(page::montrer))
        .route("/conventions/{id}/chiffres.csv", get(csv::telecharger))
}
