//! « Quel dispositif pour ce ménage ? »: a household described once, and every definition in service asked at once.
//!
//! What is typed here is kept nowhere: it is posted, so that no address, log or history holds what is known of a
//! household, and the answer is drawn from it alone. It never asks for a name.

mod lire;
mod offre;
mod page;
mod resultats;

use actes::{ConventionNommee, Service};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dispositifs::trouver::avis;
use domain::Definition;
use policy::Acteur;

use crate::catalogue::regard::Regard;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Pose;
use crate::formulaire::Saisie;
use crate::rendu::{Rendu, rendre};
use crate::session::{Lecteur, Visiteur};
use lire::Lue;
use offre::Offre;
use page::{Fragment, Trouver};
use resultats::Resultats;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new().route("/trouver", get(ouvrir).post(chercher))
}

/// `GET /trouver`: nothing is known yet.
async fn ouvrir(State(etat): State<AppState>, Lecteur(visiteur): Lecteur) -> Result<Response, Erreur> {
    let conventions = conventions_de(&etat, visiteur.acteur.clone()).await?;
    let service = etat.porte.service();
    let fiches = Fiches::vues(&service, &visiteur, &conventions);
    let (offre, lue, resultats) = fiches.chercher(&etat, &visiteur, &conventions, &Saisie::default());
    Ok(rendre(Trouver::de(&offre, &lue, resultats, &visiteur)).into_response())
}

/// `POST /trouver`: the answer, alone when only it is asked for, as one types.
async fn chercher(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    entetes: HeaderMap,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let conventions = conventions_de(&etat, visiteur.acteur.clone()).await?;
    let service = etat.porte.service();
    let fiches = Fiches::vues(&service, &visiteur, &conventions);
    let (offre, lue, resultats) = fiches.chercher(&etat, &visiteur, &conventions, &saisie);
    if entetes.contains_key("hx-request") {
        return Ok(rendre(Fragment::de(&offre, &lue, resultats)).into_response());
    }
    let statut = if lue.fautes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Rendu(statut, Trouver::de(&offre, &lue, resultats, &visiteur)).into_response())
}

/// The conventions that exist for this reader; none for whom nobody knows.
async fn conventions_de(etat: &AppState, acteur: Option<Acteur>) -> Result<Vec<ConventionNommee>, Erreur> {
    match acteur {
        Some(acteur) => etat.demander(move |porte| porte.conventions_nommees(&acteur)).await,
        None => Ok(Vec::new()),
    }
}

/// The definitions in service, as one reader sees them.
struct Fiches<'d> {
    service: &'d Service,
    /// Those that she may read, and that answer.
    ouvertes: Vec<&'d Definition>,
    /// Those whose public is kept quiet for her, by number and neutral title: they are asked nothing.
    discretes: Vec<(String, String)>,
}

impl<'d> Fiches<'d> {
    fn vues(service: &'d Service, visiteur: &Visiteur, conventions: &[ConventionNommee]) -> Self {
        let regard = Regard::de(visiteur.acteur.as_ref(), conventions.iter().map(|c| c.dispositif.clone()));
        let mut toutes: Vec<&Definition> = service.definitions.values().map(|d| &**d).collect();
        toutes.sort_by_cached_key(|d| d.rang());
        let (discretes, ouvertes): (Vec<&Definition>, Vec<&Definition>) =
            toutes.into_iter().partition(|d| regard.discret(d));
        let neutre = |d: &Definition| (d.id.clone(), regard.titre(d).to_owned());
        Self { service, ouvertes, discretes: discretes.into_iter().map(neutre).collect() }
    }

    fn chercher(
        self,
        etat: &AppState,
        visiteur: &Visiteur,
        conventions: &'d [ConventionNommee],
        saisie: &Saisie,
    ) -> (Offre<'d>, Lue, Resultats<'d>) {
        let porte = &etat.porte;
        let offre = Offre::de(porte, visiteur.acteur.as_ref(), &self.service.lectures, &self.ouvertes);
        let lue = Lue::de(&offre, saisie);
        let aujourd_hui = porte.aujourd_hui(None);
        let avis = avis(&self.service.bibliotheque.droit, self.ouvertes, &lue.menage, aujourd_hui);
        let resultats = Resultats::de(&offre, &lue, &avis, conventions, self.discretes);
        (offre, lue, resultats)
    }
}
