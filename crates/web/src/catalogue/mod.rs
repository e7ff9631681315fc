//! The catalogue of dispositifs.

use axum::Router;

use crate::etat::AppState;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
}
