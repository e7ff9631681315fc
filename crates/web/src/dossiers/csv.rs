//! The list as a file for a spreadsheet.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::filtres::Vue;
use super::liste::lire;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::session::Connecte;

/// Lines of a file.
const LIGNES: u32 = 5_000;

/// `GET /dossiers/liste.csv`.
pub(super) async fn telecharger(
    State(etat): State<AppState>,
    qui: Connecte,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let (acteur, vue) = (qui.acteur, Vue::lire(&requete));
    let lus = etat.demander(move |porte| lire(porte, &acteur, &vue, LIGNES)).await?;
    let tete = [
        "Ménage",
        "Dispositif",
        "À faire",
        "Échéance",
        "Étape",
        "Niveau",
        "Occupation",
        "Dernière rencontre",
        "Référent",
    ];
    let lignes = lus.lignes.iter().map(|l| {
        let fin = [&l.due, &l.urgence, &l.etape, &l.niveau, &l.statut, &l.rencontre, &l.referent];
        [&l.menage, &l.dispositif].into_iter().chain(fin).collect()
    });
    let table = documents::csv(&tete, lignes).map_err(Erreur::Interne)?;
    let entetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"dossiers.csv\""),
    ];
    Ok((entetes, table).into_response())
}
