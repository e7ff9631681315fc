//! Our own extractors: bad input gives our page, and no posted form is read without its token.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::formulaire::Saisie;
use crate::session::Visiteur;

/// The largest posted form, in bytes.
const CORPS_MAX: usize = 64 * 1024;
/// The largest that holds a long text: accents take six bytes on the way.
const TEXTE_MAX: usize = 4 * 1024 * 1024;
/// How much of a larger one is read, and let go of, before the connection is cut.
const CORPS_LU: usize = 32 * 1024 * 1024;

/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

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
        poser(requete, etat, CORPS_MAX).await.map(Self)
    }
}

/// A posted form that holds a long text, once its token has been checked.
pub struct PoseTexte(pub Saisie);

impl FromRequest<AppState> for PoseTexte {
    type Rejection = Erreur;

    async fn from_request(requete: Request, etat: &AppState) -> Result<Self, Erreur> {
        poser(requete, etat, TEXTE_MAX).await.map(Self)
    }
}

/// A posted form, if its token was drawn for this session.
async fn poser(requete: Request, etat: &AppState, max: usize) -> Result<Saisie, Erreur> {
    let (mut parts, corps) = requete.into_parts();
    let Ok(visiteur) = Visiteur::from_request_parts(&mut parts, etat).await;
    let octets = dans_le_temps(PATIENCE, lire(corps, max)).await?;
    let paires: Vec<(String, String)> = serde_urlencoded::from_bytes(&octets)
        .map_err(|_| Erreur::Malforme("Le contenu envoyé n’est pas celui d’un formulaire.".to_owned()))?;
    let saisie = Saisie::from(paires);
    let jeton = saisie.une("jeton").unwrap_or_default().to_owned();
    if visiteur.jeton_valable(&jeton) { Ok(saisie) } else { Err(Erreur::Jeton) }
}

/// The rank of the state of a draft that was on the screen.
///
/// # Errors
/// `Malforme` when the form does not say it.
pub fn n_lu(saisie: &Saisie) -> Result<i64, Erreur> {
    let n = saisie.une("n").and_then(|n| n.parse().ok()).filter(|n| *n >= 0);
    n.ok_or_else(|| Erreur::Malforme("Ce formulaire est abîmé : rechargez la page.".to_owned()))
}

/// What is read, if it arrives in time.
async fn dans_le_temps<T>(
    patience: Duration,
    lecture: impl Future<Output = Result<T, Erreur>>,
) -> Result<T, Erreur> {
    timeout(patience, lecture).await.unwrap_or(Err(Erreur::Lent))
}

/// Reads a body, and lets go of what is too large: a browser shows an answer only once it has sent all.
async fn lire(mut corps: Body, max: usize) -> Result<Vec<u8>, Erreur> {
    let (mut octets, mut recus) = (Vec::new(), 0);
    while let Some(morceau) = poll_fn(|cx| Pin::new(&mut corps).poll_frame(cx)).await {
        let morceau = morceau.map_err(|_| Erreur::Malforme("L’envoi s’est interrompu.".to_owned()))?;
        let Ok(donnees) = morceau.into_data() else { continue };
        recus += donnees.len();
        if recus > CORPS_LU {
            break;
        }
        if recus <= max {
            octets.extend_from_slice(&donnees);
        }
    }
    if recus > max { Err(Erreur::TropGros) } else { Ok(octets) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_sends_drop_by_drop_is_let_go_of() {
        let jamais = std::future::pending::<Result<(), Erreur>>();
        assert_eq!(dans_le_temps(Duration::from_millis(1), jamais).await, Err(Erreur::Lent));
        assert_eq!(dans_le_temps(PATIENCE, async { Ok(3) }).await, Ok(3));
    }
}
