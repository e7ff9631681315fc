//! The accounts of others, for whoever administers: who has one, inviting, giving a link again, closing. No household here.

pub mod evenements;
mod fermer;
mod formulaire;
mod inviter;
mod page;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::{get, post};

use crate::etat::AppState;

/// The addresses of this room; they exist for nobody else.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/comptes", get(page::lister).post(inviter::inviter))
        .route("/comptes/{id}", get(page::montrer))
        .route("/comptes/{id}/lien", post(inviter::redonner))
        .route("/comptes/{id}/desactiver", get(fermer::demander).post(fermer::fermer))
}
