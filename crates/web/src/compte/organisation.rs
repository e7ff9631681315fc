//! For whom one acts, when one has functions in several organisations.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::cookies;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Pose, Requete};
use crate::rendu::{Page, Rendu, chez_nous, rediriger, rendre};
use crate::session::Entiere;

struct Fonction {
    id: String,
    organisation: String,
    intitule: String,
    ici: bool,
}

#[derive(Template)]
#[template(path = "compte/organisation.html")]
pub struct Organisations {
    page: Page,
    fonctions: Vec<Fonction>,
    retour: String,
}

/// `GET /compte/organisation`
pub async fn montrer(
    State(etat): State<AppState>,
    qui: Entiere,
    Requete(requete): Requete,
) -> Rendu<Organisations> {
    let annuaire = etat.porte.annuaire();
    let fonctions = annuaire.fonctions(qui.session.utilisateur()).iter().map(|f| Fonction {
        id: f.organisation.to_string(),
        organisation: annuaire.organisation(f.organisation).to_owned(),
        intitule: f.intitule.clone(),
        ici: qui.session.organisation() == Some(f.organisation),
    });
    rendre(Organisations {
        page: qui.visiteur.page("Pour qui agissez-vous ?", ""),
        fonctions: fonctions.collect(),
        retour: chez_nous(requete.une("retour")).to_owned(),
    })
}

/// `POST /compte/organisation`
pub async fn choisir(
    State(etat): State<AppState>,
    qui: Entiere,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let organisation = saisie.une("organisation").and_then(|o| o.parse().ok()).ok_or(Erreur::Introuvable)?;
    let ouverte = etat.demander(move |porte| porte.choisir_organisation(&qui.session, organisation)).await?;
    let retour = chez_nous(saisie.une("retour"));
    Ok((cookies::poser(&etat, &ouverte), rediriger(retour)).into_response())
}
