//! The page of an invitation: a password is chosen there. Opening it uses nothing; posting it does.

use actes::comptes::CONSIGNE;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::Faute;

use super::fautes;
use crate::cookies::{self, DeClient};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose};
use crate::rendu::{Page, Rendu, rediriger};
use crate::session::{Visiteur, suite};

#[derive(Template)]
#[template(path = "compte/invitation.html")]
struct Invitation {
    page: Page,
    erreurs: Vec<Faute>,
    adresse: String,
    nom: String,
    identifiant: String,
    consigne: &'static str,
}

#[derive(Template)]
#[template(path = "compte/invitation_perdue.html")]
struct Perdue {
    page: Page,
}

/// `GET /invitation/{jeton}`
pub async fn montrer(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    Chemin(jeton): Chemin<String>,
) -> Result<Response, Erreur> {
    page(&etat, &visiteur, jeton, (StatusCode::OK, Vec::new())).await
}

/// `POST /invitation/{jeton}`
pub async fn accepter(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    Chemin(jeton): Chemin<String>,
    DeClient(client): DeClient,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let texte = |nom: &str| saisie.une(nom).unwrap_or_default().to_owned();
    let (mot, lien) = (texte("mot_de_passe"), jeton.clone());
    if mot != texte("encore") {
        let message = "Les deux mots de passe ne sont pas les mêmes. Tapez deux fois le même.".to_owned();
        let faute = Faute { champ: "encore".to_owned(), message };
        return page(&etat, &visiteur, jeton, (StatusCode::UNPROCESSABLE_ENTITY, vec![faute])).await;
    }
    match etat.hacher(move |porte| porte.accepter(&lien, &mot, &client)).await? {
        Ok(ouverte) => Ok((cookies::poser(&etat, &ouverte), rediriger(suite(ouverte.etape))).into_response()),
        Err(actes::Erreur::Introuvable) => page(&etat, &visiteur, jeton, (StatusCode::OK, Vec::new())).await,
        Err(refus) => page(&etat, &visiteur, jeton, fautes(refus, "mot_de_passe")?).await,
    }
}

async fn page(
    etat: &AppState,
    visiteur: &Visiteur,
    jeton: String,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let adresse = format!("/invitation/{jeton}");
    match etat.demander(move |porte| Ok(porte.invitation(&jeton))).await? {
        Ok(invitation) => {
            let page = visiteur.page("Choisir un mot de passe", "");
            let (nom, identifiant) = (invitation.nom, invitation.identifiant);
            let page = Invitation { page, erreurs, adresse, nom, identifiant, consigne: CONSIGNE };
            Ok(Rendu(statut, page).into_response())
        }
        Err(actes::Erreur::Introuvable) => {
            let page = visiteur.page("Cette invitation n’est plus valable", "");
            Ok(Rendu(StatusCode::NOT_FOUND, Perdue { page }).into_response())
        }
        Err(autre) => Err(autre.into()),
    }
}
