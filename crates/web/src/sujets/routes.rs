//! The addresses of every kind of sujet.

use axum::Router;
use axum::extract::Extension;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::{Acte, Genre, SujetId};

use super::agir::{self, Suite};
use super::corriger::Correction;
use super::etabli::{Cible, Etabli};
use super::page_acte::PageActe;
use super::{adresses, creer, listes, page, page_journal, reponse};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Format, Pose, Requete};
use crate::rendu::rendre;
use crate::session::Connecte;
use axum::extract::State;

/// The routes of this room. The dossier has its own page and list, in another.
pub fn routes() -> Router<AppState> {
    let mut routes = Router::new()
        .route("/menages", post(creer_libre).layer(Extension(Genre::Menage)))
        .route("/menages/nouveau", get(nouveau).layer(Extension(Genre::Menage)))
        .route(
            "/conventions",
            get(listes::conventions).merge(post(creer_libre).layer(Extension(Genre::Convention))),
        )
        .route("/conventions/nouvelle", get(nouveau).layer(Extension(Genre::Convention)))
        .route("/conventions/{id}/creer/{acte}", get(formulaire_sous).post(poster_sous))
        .route("/logements", get(listes::logements))
        .route("/seances", get(listes::seances));
    for genre in Genre::TOUS {
        let base = format!("/{}/{{id}}", adresses::dossier_d_adresses(genre));
        let mut du_genre = Router::new()
            .route(&format!("{base}/actes/{{acte}}"), get(formulaire).post(poster))
            .route(&format!("{base}/corriger/{{n}}"), get(correction).post(corriger))
            .route(&format!("{base}/journal"), get(page_journal::montrer));
        if genre != Genre::Dossier {
            du_genre = du_genre.route(&base, get(page::montrer));
        }
        routes = routes.merge(du_genre.layer(Extension(genre)));
    }
    routes
}

fn acte_nomme(code: &str) -> Result<Acte, Erreur> {
    Acte::du_code(code).filter(|a| *a != Acte::Corriger).ok_or(Erreur::Introuvable)
}

/// The entry of the menu that this kind is under.
pub(super) const fn menu(genre: Genre) -> &'static str {
    match genre {
        Genre::Logement => "logements",
        Genre::Seance => "seances",
        _ => "dossiers",
    }
}

async fn formulaire(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, code)): Chemin<(SujetId, String)>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    ouvrir(etat, qui, Cible::Sujet(genre, id), acte_nomme(&code)?, requete, menu(genre)).await
}

async fn formulaire_sous(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, code)): Chemin<(SujetId, String)>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    ouvrir(etat, qui, Cible::Sous(id), acte_nomme(&code)?, requete, "dossiers").await
}

async fn nouveau(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let (cible, acte) = creer::cible(genre, &requete)?;
    ouvrir(etat, qui, cible, acte, requete, menu(genre)).await
}

async fn ouvrir(
    etat: AppState,
    qui: Connecte,
    cible: Cible,
    acte: Acte,
    requete: crate::formulaire::Saisie,
    menu: &'static str,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let etabli = etat.demander(move |porte| Etabli::ouvrir(porte, &acteur, cible, acte)).await?;
    let page = PageActe::vierge(qui.page("", menu), &etabli, &requete);
    Ok(rendre(page).into_response())
}

async fn poster(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    format: Format,
    Chemin((id, code)): Chemin<(SujetId, String)>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    executer(etat, qui, format, Cible::Sujet(genre, id), acte_nomme(&code)?, saisie, menu(genre)).await
}

async fn poster_sous(
    State(etat): State<AppState>,
    qui: Connecte,
    format: Format,
    Chemin((id, code)): Chemin<(SujetId, String)>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    executer(etat, qui, format, Cible::Sous(id), acte_nomme(&code)?, saisie, "dossiers").await
}

async fn creer_libre(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    format: Format,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (cible, acte) = creer::cible(genre, &saisie)?;
    executer(etat, qui, format, cible, acte, saisie, menu(genre)).await
}

/// Carries out what was posted, and answers.
async fn executer(
    etat: AppState,
    qui: Connecte,
    format: Format,
    cible: Cible,
    acte: Acte,
    saisie: crate::formulaire::Saisie,
    menu: &'static str,
) -> Result<Response, Erreur> {
    let (acteur, posee) = (qui.acteur.clone(), saisie.clone());
    let (etabli, suite) =
        etat.demander(move |porte| agir::poster(porte, &acteur, cible, acte, &posee)).await?;
    Ok(reponse::repondre(format, qui.page("", menu), &etabli, &saisie, &suite))
}

async fn correction(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, n)): Chemin<(SujetId, u32)>,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let correction = etat.demander(move |porte| Correction::ouvrir(porte, &acteur, genre, id, n)).await?;
    let dite = correction.saisie();
    let page = PageActe::correction(qui.page("", menu(genre)), &correction, &dite, None);
    Ok(rendre(page).into_response())
}

async fn corriger(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    format: Format,
    Chemin((id, n)): Chemin<(SujetId, u32)>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (acteur, posee) = (qui.acteur.clone(), saisie.clone());
    let faite = move |porte: &std::sync::Arc<actes::Porte>| -> Result<(Correction, Suite), actes::Erreur> {
        let correction = Correction::ouvrir(porte, &acteur, genre, id, n)?;
        let suite = correction.poster(porte, &acteur, &posee)?;
        Ok((correction, suite))
    };
    let (correction, suite) = etat.demander(faite).await?;
    Ok(reponse::repondre_correction(format, qui.page("", menu(genre)), &correction, &saisie, &suite))
}
