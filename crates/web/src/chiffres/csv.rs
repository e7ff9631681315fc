//! The same figures as a file: one line for each, so that a spreadsheet turns them as it likes.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::SujetId;

use super::page::tables;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Chemin;
use crate::session::Connecte;

/// `GET /conventions/{id}/chiffres.csv`.
pub(super) async fn telecharger(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let chiffres = etat.demander(move |porte| porte.chiffres(&acteur, id)).await?;
    let mut lignes = Vec::new();
    for table in tables(&chiffres) {
        for (ligne, figures) in table.lignes {
            let cellules =
                figures.into_iter().map(|f| [table.titre.to_owned(), ligne.clone(), f.colonne, f.texte]);
            lignes.extend(cellules.map(Vec::from));
        }
    }
    let csv = documents::csv(&["Tableau", "Ligne", "Colonne", "Ménages"], lignes).map_err(Erreur::Interne)?;
    let entetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"chiffres.csv\""),
    ];
    Ok((entetes, csv).into_response())
}
