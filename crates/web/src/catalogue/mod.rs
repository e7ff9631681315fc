//! The catalogue: every dispositif in service, and the sheet of each.

mod chiffres;
mod comparer;
mod departements;
mod facettes;
mod fiche;
pub(crate) mod fichiers;
mod guide;
mod liste;
mod mecanique;
mod pages;
pub mod regard;
mod regles;
pub mod schema;
mod selection;
mod statistiques;
mod valeurs;
mod vitrine;

pub use mecanique::sections;
pub use regard::Regard;
pub use regles::groupes;
pub use vitrine::{Vitrine, Vitrines};

use axum::Router;
use axum::routing::get;
use policy::Acteur;

use crate::erreur::Erreur;
use crate::etat::AppState;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/dispositifs", get(liste::liste))
        .route("/dispositifs.csv", get(fichiers::csv))
        .route("/dispositifs.json", get(fichiers::json))
        .route("/dispositifs.xlsx", get(fichiers::xlsx))
        .route("/dispositifs/carte", get(pages::carte))
        .route("/dispositifs/chiffres", get(statistiques::statistiques))
        .route("/dispositifs/comparer", get(comparer::comparer))
        .route("/dispositifs/guide", get(guide::guide))
        .route("/dispositifs/mecanismes", get(pages::mecanismes))
        .route("/dispositifs/{id}", get(fiche::fiche))
}

/// How this reader sees the catalogue; none for whom nobody knows.
///
/// # Errors
/// When the records do not answer.
pub async fn regard_de(etat: &AppState, acteur: Option<&Acteur>) -> Result<Regard, Erreur> {
    let siens = match acteur.cloned() {
        Some(acteur) => etat.demander(move |porte| porte.dispositifs_conventionnes(&acteur)).await?,
        None => Vec::new(),
    };
    Ok(Regard::de(acteur, siens))
}

#[cfg(test)]
mod tests;
