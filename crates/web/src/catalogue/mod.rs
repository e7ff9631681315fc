//! The catalogue: every dispositif in service, and the sheet of each.

mod chiffres;
mod departements;
mod facettes;
mod fiche;
mod liste;
mod mecanique;
mod pages;
pub mod regard;
mod regles;
pub mod schema;

pub use mecanique::sections;
pub use regard::Regard;
pub use regles::groupes;

use actes::ConventionLue;
use axum::Router;
use axum::routing::get;
use policy::Acteur;

use crate::erreur::Erreur;
use crate::etat::AppState;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/dispositifs", get(liste::liste))
        .route("/dispositifs/carte", get(pages::carte))
        .route("/dispositifs/mecanismes", get(pages::mecanismes))
        .route("/dispositifs/{id}", get(fiche::fiche))
}

/// The conventions that exist for this reader; none for whom nobody knows.
///
/// # Errors
/// When the records do not answer.
pub async fn conventions_de(
    etat: &AppState,
    acteur: Option<Acteur>,
    dispositif: Option<String>,
) -> Result<Vec<ConventionLue>, Erreur> {
    match acteur {
        Some(acteur) => etat.demander(move |porte| porte.conventions(&acteur, dispositif.as_deref())).await,
        None => Ok(Vec::new()),
    }
}
