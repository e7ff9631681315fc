//! Signing in on a real server: login and password, then the second factor.

use actes::comptes::{Etape, Preuve};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::moteur::Faute;

use super::{cles, fautes};
use crate::cookies::{self, DeClient};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Pose, Requete};
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, chez_nous, rediriger, rendre, vers};
use crate::session::{EnSession, Visiteur, suite};

/// The addresses of a real server only.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/connexion", get(montrer).post(entrer))
        .route("/connexion/second-facteur", get(montrer_second).post(prouver))
        .route("/connexion/second-facteur/defi", post(cles::defi_de_connexion))
}

#[derive(Template)]
#[template(path = "compte/connexion.html")]
struct Connexion {
    page: Page,
    erreurs: Vec<Faute>,
    identifiant: String,
    retour: String,
}

async fn montrer(visiteur: Visiteur, Requete(requete): Requete) -> Response {
    let retour = chez_nous(requete.une("retour"));
    if visiteur.acteur.is_some() {
        return rediriger(retour);
    }
    if visiteur.session.is_some() {
        return rediriger(&vers(visiteur.suite(), retour));
    }
    let page = visiteur.page("Se connecter", "");
    let vide = Connexion { page, erreurs: Vec::new(), identifiant: String::new(), retour: retour.to_owned() };
    rendre(vide).into_response()
}

async fn entrer(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    DeClient(client): DeClient,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let texte = |nom: &str| saisie.une(nom).unwrap_or_default().to_owned();
    let (identifiant, mot, avant) = (texte("identifiant"), texte("mot_de_passe"), visiteur.session.clone());
    let retour = chez_nous(saisie.une("retour")).to_owned();
    let tape = identifiant.clone();
    let entree = etat.hacher(move |porte| {
        let ouverte = porte.connecter(&tape, &mot, &client)?;
        if let Some(avant) = &avant {
            porte.fermer_session(avant)?;
        }
        Ok(ouverte)
    });
    match entree.await? {
        Ok(ouverte) => {
            let suite = vers(suite(ouverte.etape), &retour);
            Ok((cookies::poser(&etat, &ouverte), rediriger(&suite)).into_response())
        }
        Err(refus) => {
            let (statut, erreurs) = fautes(refus, "identifiant")?;
            let page = visiteur.page("Se connecter", "");
            Ok(Rendu(statut, Connexion { page, erreurs, identifiant, retour }).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "compte/second.html")]
struct Second {
    page: Page,
    erreurs: Vec<Faute>,
    application: bool,
    cles: bool,
    retour: String,
}

impl Second {
    async fn rendre(
        etat: &AppState,
        qui: EnSession,
        retour: &str,
        (statut, erreurs): (StatusCode, Vec<Faute>),
    ) -> Result<Response, Erreur> {
        let page = qui.visiteur.page("Second facteur", "");
        let facteurs = etat.demander(move |porte| porte.facteurs(&qui.session)).await?;
        let (application, cles) = (facteurs.application, !facteurs.cles.is_empty());
        Ok(Rendu(statut, Self { page, erreurs, application, cles, retour: retour.to_owned() })
            .into_response())
    }
}

async fn montrer_second(
    State(etat): State<AppState>,
    qui: EnSession,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let retour = chez_nous(requete.une("retour"));
    if qui.session.etape != Etape::Second {
        return Ok(rediriger(retour));
    }
    Second::rendre(&etat, qui, retour, (StatusCode::OK, Vec::new())).await
}

/// `POST /connexion/second-facteur`: the code of an application, a recovery code, or a passkey's answer.
async fn prouver(
    State(etat): State<AppState>,
    qui: EnSession,
    DeClient(client): DeClient,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let retour = chez_nous(saisie.une("retour")).to_owned();
    let (preuve, champ) = lire_preuve(&etat, &saisie)?;
    let session = qui.session.clone();
    let prouve = etat.demander(move |porte| Ok(porte.prouver(&session, preuve, &client))).await?;
    match prouve {
        Ok(ouverte) => Ok((cookies::poser(&etat, &ouverte), rediriger(&retour)).into_response()),
        Err(refus) => Second::rendre(&etat, qui, &retour, fautes(refus, champ)?).await,
    }
}

fn lire_preuve(etat: &AppState, saisie: &Saisie) -> Result<(Preuve, &'static str), Erreur> {
    if saisie.a("client") {
        return Ok((Preuve::Cle(etat.site()?, cles::signee(saisie)), "cle"));
    }
    let texte = |nom: &str| saisie.une(nom).unwrap_or_default().to_owned();
    match saisie.une("secours") {
        Some(_) => Ok((Preuve::Secours(texte("secours")), "secours")),
        None => Ok((Preuve::Code(texte("code")), "code")),
    }
}
