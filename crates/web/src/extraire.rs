//! Our own extractors: bad input gives our page, and no posted form is read without its token.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::formulaire::Saisie;
use crate::session::Visiteur;

/// The largest posted form, in bytes.
const CORPS_MAX: usize = 64 * 1024;

/// What the address names.
pub struct Chemin<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Chemin<T> {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Erreur> {
        match Path::<T>::from_request_parts(parts, etat).await {
            Ok(Path(valeur)) => Ok(Self(valeur)),
            Err(_) => Err(Erreur::Malforme(
                "Une partie de l’adresse n’est pas un identifiant de Palier. Revenez à la liste et suivez le lien.".to_owned(),
            )),
        }
    }
}

/// What follows the question mark of the address.
pub struct Requete(pub Saisie);

impl FromRequestParts<AppState> for Requete {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Erreur> {
        match Query::<Vec<(String, String)>>::from_request_parts(parts, etat).await {
            // No address of ours holds one, and not every engine stores one.
            Ok(Query(paires)) if !paires.iter().any(|(n, v)| n.contains('\0') || v.contains('\0')) => {
                Ok(Self(Saisie::from(paires)))
            }
            _ => Err(Erreur::Malforme("La fin de l’adresse ne se lit pas.".to_owned())),
        }
    }
}

/// A posted form, once its token has been checked.
pub struct Pose(pub Saisie);

impl FromRequest<AppState> for Pose {
    type Rejection = Erreur;

    async fn from_request(requete: Request, etat: &AppState) -> Result<Self, Erreur> {
        let (mut parts, corps) = requete.into_parts();
        let Ok(visiteur) = Visiteur::from_request_parts(&mut parts, etat).await;
        let octets = lire(corps, &parts.headers).await?;
        let paires: Vec<(String, String)> = serde_urlencoded::from_bytes(&octets)
            .map_err(|_| Erreur::Malforme("Le contenu envoyé n’est pas celui d’un formulaire.".to_owned()))?;
        let saisie = Saisie::from(paires);
        let jeton = saisie.une("jeton").unwrap_or_default().to_owned();
        if visiteur.jeton_valable(&jeton) { Ok(Self(saisie)) } else { Err(Erreur::Jeton) }
    }
}

async fn lire(corps: Body, entetes: &HeaderMap) -> Result<axum::body::Bytes, Erreur> {
    let annonce = entetes.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if annonce.is_some_and(|n| n > CORPS_MAX) {
        return Err(Erreur::TropGros);
    }
    to_bytes(corps, CORPS_MAX).await.map_err(|_| Erreur::TropGros)
}

/// The form in which the answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    Html,
    /// For a program.
    Json,
}

impl Format {
    /// From the `Accept` header: JSON when it is asked for and HTML is not.
    pub fn demande(entetes: &HeaderMap) -> Self {
        let accepte = entetes.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if accepte.contains("application/json") && !accepte.contains("text/html") {
            Self::Json
        } else {
            Self::Html
        }
    }
}

impl FromRequestParts<AppState> for Format {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self::demande(&parts.headers))
    }
}
