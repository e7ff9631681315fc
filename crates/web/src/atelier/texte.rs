//! `/brouillons/{id}/texte`: the draft as text, with what is wrong in it as one types; and as a file.

use actes::atelier::Ecrit;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use ulid::Ulid;

use super::bloc::finir;
use super::etat::EtatDuBrouillon;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, PoseTexte, n_lu};
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Connecte;

#[derive(Template)]
#[template(path = "atelier/texte.html")]
pub(super) struct PageTexte {
    page: Page,
    id: Ulid,
    brouillon: String,
    n: i64,
    texte: String,
    etat: EtatDuBrouillon,
}

/// `GET /brouillons/{id}/texte`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
) -> Result<Rendu<PageTexte>, Erreur> {
    let (lu, epreuve) = super::lu(&etat, &qui, id).await?;
    Ok(rendre(PageTexte {
        page: qui.page(format!("Le texte de « {} »", lu.tete.titre), "dispositifs"),
        id,
        brouillon: lu.tete.titre,
        n: lu.tete.n,
        etat: EtatDuBrouillon::de(id, &lu.ecrit, &epreuve),
        texte: lu.ecrit.texte,
    }))
}

/// `POST /brouillons/{id}/texte`
pub(super) async fn ecrire(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
    entetes: HeaderMap,
    PoseTexte(saisie): PoseTexte,
) -> Result<Response, Erreur> {
    let n = n_lu(&saisie)?;
    let acteur = qui.acteur.clone();
    let base = etat.demander(move |porte| porte.brouillon_au(&acteur, id, n)).await?;
    let texte = saisie.une("texte").unwrap_or_default().replace("\r\n", "\n");
    let en_direct = entetes.contains_key("hx-request");
    finir(&etat, &qui, id, n, Ecrit { texte, cas: base.cas }, en_direct).await
}

/// `GET /brouillons/{id}/definition.toml`
pub(super) async fn telecharger(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let lu = etat.demander(move |porte| porte.brouillon(&acteur, id)).await?;
    let entetes = [
        (header::CONTENT_TYPE, "application/toml; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"definition.toml\""),
    ];
    Ok((entetes, lu.ecrit.texte).into_response())
}
