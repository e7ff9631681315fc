//! `/brouillons/{id}/cas/{nom}`: one cas of a draft: its text, and what it answers.

use actes::atelier::{CasEcrit, Ecrit};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ulid::Ulid;

use super::bloc::finir;
use super::etat::EtatDuBrouillon;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, PoseTexte, n_lu};
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Connecte;

#[derive(Template)]
#[template(path = "atelier/cas.html")]
pub(super) struct PageCas {
    page: Page,
    id: Ulid,
    brouillon: String,
    nom: String,
    n: i64,
    texte: String,
    existe: bool,
    /// Each step: day, act, what was expected, what came out, whether they agree.
    etapes: Vec<Etape>,
    etat: EtatDuBrouillon,
}

struct Etape {
    le: String,
    acte: String,
    attendu: String,
    obtenu: String,
    passe: bool,
}

/// A name that may stand in an address and be a file.
fn nom_lisible(nom: &str) -> Result<(), Erreur> {
    let bon = !nom.is_empty()
        && nom.chars().count() <= 60
        && nom.chars().all(|c| c.is_alphanumeric() || ['-', '_'].contains(&c));
    if bon { Ok(()) } else { Err(Erreur::Introuvable) }
}

/// `GET /brouillons/{id}/cas/{nom}`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, nom)): Chemin<(Ulid, String)>,
) -> Result<Rendu<PageCas>, Erreur> {
    nom_lisible(&nom)?;
    let (lu, epreuve) = super::lu(&etat, &qui, id).await?;
    let rang = lu.ecrit.cas.iter().position(|c| c.nom == nom);
    let joue = rang.and_then(|r| epreuve.resultats.get(r));
    let etape = |e: &dispositifs::cas::ResultatEtape| Etape {
        le: e.le.clone(),
        acte: e.acte.clone(),
        attendu: e.attendu.clone(),
        obtenu: e.obtenu.clone(),
        passe: e.passe,
    };
    let texte = rang.and_then(|r| lu.ecrit.cas.get(r)).map(|c| c.texte.clone());
    Ok(rendre(PageCas {
        page: qui.page(format!("Cas « {nom} »"), "dispositifs"),
        id,
        brouillon: lu.tete.titre.clone(),
        n: lu.tete.n,
        existe: rang.is_some(),
        texte: texte.unwrap_or_else(|| modele(&lu.ecrit)),
        etapes: joue.map(|j| j.etapes.iter().map(etape).collect()).unwrap_or_default(),
        etat: EtatDuBrouillon::de(id, &lu.ecrit, &epreuve),
        nom,
    }))
}

/// A new cas starts from the first.
fn modele(ecrit: &Ecrit) -> String {
    ecrit.cas.first().map(|c| c.texte.clone()).unwrap_or_default()
}

/// `POST /brouillons/{id}/cas/{nom}`: an empty text takes the cas out.
pub(super) async fn ecrire(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, nom)): Chemin<(Ulid, String)>,
    entetes: HeaderMap,
    PoseTexte(saisie): PoseTexte,
) -> Result<Response, Erreur> {
    nom_lisible(&nom)?;
    let n = n_lu(&saisie)?;
    let acteur = qui.acteur.clone();
    let mut voulu = etat.demander(move |porte| porte.brouillon_au(&acteur, id, n)).await?;
    let texte = saisie.une("texte").unwrap_or_default().replace("\r\n", "\n");
    let retire = texte.trim().is_empty() || saisie.a("retirer");
    match voulu.cas.iter_mut().find(|c| c.nom == nom) {
        Some(cas) if !retire => cas.texte = texte,
        None if !retire => voulu.cas.push(CasEcrit { nom, texte }),
        _ => voulu.cas.retain(|c| c.nom != nom),
    }
    finir(&etat, &qui, id, n, voulu, entetes.contains_key("hx-request")).await
}
