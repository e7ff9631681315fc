//! The files that are handed over: to read and print, or for a program.

use actes::Export;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::SujetId;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::export;
use crate::extraire::Chemin;
use crate::session::Connecte;

async fn exporter(etat: &AppState, qui: Connecte, id: SujetId) -> Result<Export, Erreur> {
    etat.demander(move |porte| {
        let remise = porte.remise(&qui.acteur, id, "export")?;
        porte.export_a_remettre(&remise)
    })
    .await
}

fn fichier(genre: &'static str, fin: &str, texte: String) -> Response {
    // A household's name in a file's name would stay in the list of downloads.
    let nom = format!("attachment; filename=\"menage.{fin}\"");
    ([(header::CONTENT_TYPE, genre.to_owned()), (header::CONTENT_DISPOSITION, nom)], texte).into_response()
}

/// `GET /menages/{id}/droits/export.html`
pub(super) async fn html(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Response, Erreur> {
    let texte =
        export::menage(&exporter(&etat, qui, id).await?).map_err(|e| Erreur::Interne(e.to_string()))?;
    Ok(fichier("text/html; charset=utf-8", "html", texte))
}

/// `GET /menages/{id}/droits/export.json`
pub(super) async fn json(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Response, Erreur> {
    let lu = exporter(&etat, qui, id).await?;
    let texte = serde_json::to_string_pretty(&lu).map_err(|e| Erreur::Interne(e.to_string()))?;
    Ok(fichier("application/json", "json", texte))
}
