//! Taking a second factor: an application that gives codes, or a passkey. Without one, nothing else opens.

use actes::Erreur as Refus;
use actes::comptes::{Etape, Ouverte};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::Faute;

use super::page::Codes;
use super::qr::{self, Carre};
use super::{cles, fautes};
use crate::cookies;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Pose;
use crate::rendu::{Page, Rendu, rediriger, rendre};
use crate::session::{EnSession, Entiere, Visiteur};

#[derive(Template)]
#[template(path = "compte/second_facteur.html")]
struct SecondFacteur {
    page: Page,
    erreurs: Vec<Faute>,
    /// Whether she must take one before anything else.
    exige: bool,
    secret: String,
    adresse: String,
    carre: Option<Carre>,
    cles_possibles: bool,
}

/// `GET /compte/second-facteur`
pub async fn montrer(State(etat): State<AppState>, qui: EnSession) -> Result<Response, Erreur> {
    page(&etat, qui, (StatusCode::OK, Vec::new())).await
}

async fn page(
    etat: &AppState,
    qui: EnSession,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let (exige, session) = (qui.session.etape == Etape::Equiper, qui.session);
    let application = etat.demander(move |porte| porte.application(&session)).await?;
    let secret: Vec<char> = application.secret.chars().collect();
    let secret: Vec<String> = secret.chunks(4).map(|g| g.iter().collect()).collect();
    let page = SecondFacteur {
        page: qui.visiteur.page("Votre second facteur", ""),
        erreurs,
        exige,
        secret: secret.join(" "),
        carre: qr::dessiner(&application.adresse),
        adresse: application.adresse,
        cles_possibles: !etat.demo,
    };
    Ok(Rendu(statut, page).into_response())
}

/// `POST /compte/second-facteur/application`
pub async fn adopter_application(
    State(etat): State<AppState>,
    qui: EnSession,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (code, session) = (saisie.une("code").unwrap_or_default().to_owned(), qui.session.clone());
    let adopte = etat.demander(move |porte| Ok(porte.adopter_application(&session, &code))).await?;
    repondre(&etat, qui, adopte, "code").await
}

/// `POST /compte/second-facteur/cle`
pub async fn adopter_cle(
    State(etat): State<AppState>,
    qui: EnSession,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (site, creation, session) = (etat.site()?, cles::creation(&saisie), qui.session.clone());
    let nom = saisie.une("nom").unwrap_or_default().to_owned();
    let adopte = etat.demander(move |porte| Ok(porte.adopter_cle(&session, &site, &creation, &nom))).await?;
    repondre(&etat, qui, adopte, "cle").await
}

async fn repondre(
    etat: &AppState,
    qui: EnSession,
    adopte: Result<(Ouverte, Vec<String>), Refus>,
    champ: &str,
) -> Result<Response, Erreur> {
    match adopte {
        Ok((ouverte, codes)) => Ok(apres(etat, &qui.visiteur, &ouverte, codes)),
        Err(refus) => page(etat, qui, fautes(refus, champ)?).await,
    }
}

/// Recovery codes are shown at once, for they are kept nowhere in clear.
fn apres(etat: &AppState, visiteur: &Visiteur, ouverte: &Ouverte, codes: Vec<String>) -> Response {
    let cookies = cookies::poser(etat, ouverte);
    if codes.is_empty() {
        return (cookies, rediriger("/compte")).into_response();
    }
    let page = visiteur.page_suivante(ouverte, "Vos codes de secours");
    (cookies, rendre(Codes { page, codes })).into_response()
}

/// `POST /compte/second-facteur/retirer`
pub async fn retirer_cle(
    State(etat): State<AppState>,
    qui: Entiere,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let id = cles::octets(&saisie, "id");
    etat.demander(move |porte| porte.retirer_cle(&qui.session, &id)).await?;
    Ok(rediriger("/compte?fait=cle"))
}
