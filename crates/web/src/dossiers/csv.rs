//! The list as a file for a spreadsheet: `;`, UTF-8 with its mark, and no cell that a spreadsheet would run.

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
    let mut texte = String::from("\u{feff}");
    let titres = [
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
    ajouter(&mut texte, &titres);
    for l in &lus.lignes {
        ajouter(
            &mut texte,
            &[
                &l.menage,
                &l.dispositif,
                &l.due,
                &l.urgence,
                &l.etape,
                &l.niveau,
                &l.statut,
                &l.rencontre,
                &l.referent,
            ],
        );
    }
    let entetes = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"dossiers.csv\""),
    ];
    Ok((entetes, texte).into_response())
}

fn ajouter(texte: &mut String, cellules: &[&str]) {
    let cellules: Vec<String> = cellules.iter().map(|c| cellule(c)).collect();
    texte.push_str(&cellules.join(";"));
    texte.push_str("\r\n");
}

fn cellule(brut: &str) -> String {
    let sur = if brut.starts_with(['=', '+', '-', '@', '\t']) { format!("'{brut}") } else { brut.to_owned() };
    if sur.contains([';', '"', '\n', '\r']) { format!("\"{}\"", sur.replace('"', "\"\"")) } else { sur }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_for_a_spreadsheet() {
        assert_eq!(cellule("=1+1"), "'=1+1");
        assert_eq!(cellule("a;b"), "\"a;b\"");
        assert_eq!(cellule("dit \"oui\""), "\"dit \"\"oui\"\"\"");
    }
}
