//! The way in: describe a household, learn from the rules whether it may come in, and refer it.

mod eligibilite;
mod envoyer;
mod faits;
mod page;
mod reprendre;

use actes::{ConventionLue, Pris};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use domain::{Acte, SujetId};

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Format, Requete};
use crate::formulaire::Saisie;
use crate::rendu::{Page, rendre};
use crate::session::Connecte;
use crate::sujets::etabli::{Cible, Etabli};
use crate::sujets::verdict::Pourquoi;
use eligibilite::Reponse;
use page::Orienter;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/orienter", get(orienter).post(envoyer::envoyer))
        .route("/orienter/eligibilite", get(repondre))
}

/// A convention towards which one may refer.
struct Vers {
    id: String,
    nom: String,
    dispositif: String,
    titre: String,
    places: String,
}

#[derive(Template)]
#[template(path = "orientation/choisir.html")]
struct Choisir {
    page: Page,
    conventions: Vec<Vers>,
}

#[derive(Template)]
#[template(path = "orientation/eligibilite.html")]
struct Fragment {
    eligibilite: Option<Pourquoi>,
}

/// `GET /orienter`
async fn orienter(
    State(etat): State<AppState>,
    connecte: Connecte,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    if requete.une("convention").is_none() {
        return choisir(etat, connecte).await;
    }
    let convention = convention(&requete)?;
    let cadre = connecte.page("Orienter un ménage", "dossiers");
    let acteur = connecte.acteur;
    let page = etat
        .demander(move |porte| {
            let etabli = Etabli::ouvrir(porte, &acteur, Cible::Sous(convention), Acte::Orienter)?;
            Orienter::de(porte, &acteur, &etabli, &requete, &[], cadre)
        })
        .await?;
    Ok(rendre(page).into_response())
}

async fn choisir(etat: AppState, connecte: Connecte) -> Result<Response, Erreur> {
    let acteur = connecte.acteur.clone();
    let lues = etat.demander(move |porte| porte.conventions(&acteur, None)).await?;
    let titre =
        |id: &str| etat.porte.definitions().get(id).map(|d| d.fiche.titre.clone()).unwrap_or_default();
    // Who only answers for its territory refers nobody to it.
    let vers = |c: &ConventionLue| {
        Some(Vers {
            id: c.id.to_string(),
            nom: c.nom.clone(),
            titre: titre(&c.dispositif),
            dispositif: c.dispositif.clone(),
            places: places(c, c.pris?),
        })
    };
    let page = Choisir {
        page: connecte.page("Orienter un ménage", "dossiers"),
        conventions: lues.iter().filter_map(vers).collect(),
    };
    Ok(rendre(page).into_response())
}

fn places(c: &ConventionLue, pris: Pris) -> String {
    match c.places {
        Some(places) => format!("{} places prises sur {places}", pris.places),
        None => format!("{} places prises, plafond non précisé", pris.places),
    }
}

/// `GET /orienter/eligibilite`: the answer alone, as one types, or for a program.
async fn repondre(
    State(etat): State<AppState>,
    connecte: Connecte,
    format: Format,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let convention = convention(&requete)?;
    let acteur = connecte.acteur;
    let (reponse, regard) = etat
        .demander(move |porte| {
            let etabli = Etabli::ouvrir(porte, &acteur, Cible::Sous(convention), Acte::Orienter)?;
            Ok((Reponse::demander(porte, &acteur, &etabli, &requete)?, etabli.regard()))
        })
        .await?;
    Ok(match format {
        Format::Json => Json(reponse.map(|r| r.json(&regard))).into_response(),
        Format::Html => {
            rendre(Fragment { eligibilite: reponse.map(|r| r.pourquoi(&regard)) }).into_response()
        }
    })
}

fn convention(saisie: &Saisie) -> Result<SujetId, Erreur> {
    let dite = saisie.une("convention").and_then(|id| id.parse().ok());
    dite.ok_or_else(|| Erreur::Malforme("L’adresse ne dit pas vers quelle convention orienter.".to_owned()))
}
