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

pub use mecanique::sections;
pub use regard::Regard;
pub use regles::groupes;

use actes::ConventionNommee;
use axum::Router;
use axum::routing::get;
use policy::Acteur;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::session::Visiteur;

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

/// The conventions that exist for this reader; none for whom nobody knows.
///
/// # Errors
/// When the records do not answer.
pub async fn conventions_de(
    etat: &AppState,
    acteur: Option<Acteur>,
) -> Result<Vec<ConventionNommee>, Erreur> {
    match acteur {
        Some(acteur) => etat.demander(move |porte| porte.conventions_nommees(&acteur)).await,
        None => Ok(Vec::new()),
    }
}

/// How this reader sees the catalogue.
///
/// # Errors
/// When the records do not answer.
async fn regard_de(etat: &AppState, visiteur: &Visiteur) -> Result<Regard, Erreur> {
    let conventions = conventions_de(etat, visiteur.acteur.clone()).await?;
    Ok(Regard::de(visiteur.acteur.as_ref(), conventions.iter().map(|c| &c.dispositif)))
}

#[cfg(test)]
mod tests;
