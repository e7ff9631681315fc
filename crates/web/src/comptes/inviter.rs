//! `POST /comptes` and `POST /comptes/{id}/lien`: what is posted gives a link, shown once.

use actes::comptes::{Par, Perdu};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::UtilisateurId;

use super::{formulaire, page};
use crate::compte::fautes;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose};
use crate::rendu::{Page, rendre};
use crate::session::Connecte;

/// The link, the only time it is shown.
#[derive(Template)]
#[template(path = "comptes/lien.html")]
struct Lien {
    page: Page,
    nom: String,
    /// Empty for who needs none: she has an account already.
    lien: String,
}

impl Lien {
    fn rendre(qui: &Connecte, nom: String, lien: String) -> Response {
        let page = qui.page(format!("Invitation, {nom}"), "comptes");
        rendre(Self { page, nom, lien }).into_response()
    }
}

/// `POST /comptes`
pub(super) async fn inviter(
    State(etat): State<AppState>,
    qui: Connecte,
    entetes: HeaderMap,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (acteur, posee) = (qui.acteur.clone(), saisie.clone());
    let faite = etat
        .demander(move |porte| {
            let administrees = porte.administrees(&acteur)?;
            let invitation = formulaire::lire(porte, &administrees, &posee).and_then(|invitee| {
                let jeton = porte.inviter_personne(Par::from(&acteur), &invitee)?;
                Ok((jeton, porte.titulaire(&invitee.identifiant)?))
            });
            Ok(invitation)
        })
        .await?;
    match faite {
        Ok((jeton, id)) => {
            let nom = id.map(|id| etat.porte.annuaire().utilisateur(id).to_owned()).unwrap_or_default();
            let lien = jeton.map(|jeton| etat.lien_d_invitation(&entetes, &jeton)).unwrap_or_default();
            Ok(Lien::rendre(&qui, nom, lien))
        }
        Err(refus) => page::liste(&etat, &qui, "", &saisie, fautes(refus, "identifiant")?).await,
    }
}

/// `POST /comptes/{id}/lien`
pub(super) async fn redonner(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<UtilisateurId>,
    entetes: HeaderMap,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (par, saisi) = (Par::from(&qui.acteur), saisie.une("identifiant").unwrap_or_default().to_owned());
    let perdu = if saisie.a("sans_facteurs") { Perdu::Facteurs } else { Perdu::MotDePasse };
    let tape = saisi.clone();
    match etat.demander(move |porte| Ok(porte.redonner_un_lien(par, id, &tape, perdu))).await? {
        Ok(jeton) => {
            let nom = etat.porte.annuaire().utilisateur(id).to_owned();
            Ok(Lien::rendre(&qui, nom, etat.lien_d_invitation(&entetes, &jeton)))
        }
        Err(refus) => page::un_compte(&etat, &qui, id, saisi, fautes(refus, "identifiant")?).await,
    }
}
