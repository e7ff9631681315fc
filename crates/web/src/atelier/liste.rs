//! `/brouillons`: the drafts of one's organisation, and what a new one starts from.

use actes::atelier::{EnTete, Modele};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::Faute;
use ulid::Ulid;

use super::adresse;
use crate::catalogue::regard_de;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose, PoseTexte, Requete};
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, rediriger};
use crate::session::Connecte;

struct Ligne {
    lien: String,
    titre: String,
    par: String,
    le: String,
}

#[derive(Template)]
#[template(path = "atelier/liste.html")]
struct Liste {
    page: Page,
    erreurs: Vec<Faute>,
    brouillons: Vec<Ligne>,
    /// Code and title of the sheets one may start from.
    fiches: Vec<(String, String)>,
    depuis: String,
    texte: String,
}

/// `GET /brouillons`
pub(super) async fn lister(
    State(etat): State<AppState>,
    qui: Connecte,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    liste(&etat, &qui, &requete, (StatusCode::OK, Vec::new())).await
}

async fn liste(
    etat: &AppState,
    qui: &Connecte,
    saisie: &Saisie,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let lus = etat.demander(move |porte| porte.brouillons(&acteur)).await?;
    let ligne = |b: EnTete| Ligne {
        lien: adresse(b.id, ""),
        titre: b.titre,
        par: b.par,
        le: crate::sujets::mots::instant(&b.le),
    };
    let regard = regard_de(etat, Some(&qui.acteur)).await?;
    let vitrine = etat.vitrine();
    let fiches = vitrine.fiches().iter().map(|f| f.definition()).filter(|d| !regard.discret(d));
    let page = Liste {
        page: qui.page("Écrire un dispositif", "dispositifs"),
        erreurs,
        brouillons: lus.into_iter().map(ligne).collect(),
        fiches: fiches.map(|d| (d.id.clone(), d.fiche.titre.clone())).collect(),
        depuis: saisie.une("dispositif").unwrap_or_default().to_owned(),
        texte: saisie.une("texte").unwrap_or_default().to_owned(),
    };
    Ok(Rendu(statut, page).into_response())
}

/// `POST /brouillons`
pub(super) async fn commencer(
    State(etat): State<AppState>,
    qui: Connecte,
    PoseTexte(saisie): PoseTexte,
) -> Result<Response, Erreur> {
    let faute = |champ: &str, message: &str| {
        let erreurs = vec![Faute { champ: champ.to_owned(), message: message.to_owned() }];
        (StatusCode::UNPROCESSABLE_ENTITY, erreurs)
    };
    let modele = match saisie.une("modele") {
        Some("dispositif") => {
            let id = saisie.une("dispositif").unwrap_or_default();
            let regard = regard_de(&etat, Some(&qui.acteur)).await?;
            if etat.porte.definitions().get(id).is_none_or(|d| regard.discret(d)) {
                let dit = faute("dispositif", "Choisissez une fiche de la liste.");
                return liste(&etat, &qui, &saisie, dit).await;
            }
            Modele::Dispositif(id.to_owned())
        }
        Some("version") => version(&etat, &qui, &saisie).await?,
        Some("texte") => {
            let texte = saisie.une("texte").unwrap_or_default().replace("\r\n", "\n");
            if texte.trim().is_empty() {
                let dit = faute("texte", "Collez le texte d’une définition, ou choisissez son fichier.");
                return liste(&etat, &qui, &saisie, dit).await;
            }
            Modele::Texte(texte)
        }
        _ => Modele::Vierge,
    };
    let acteur = qui.acteur.clone();
    let commence = etat.demander(move |porte| Ok(porte.commencer(&acteur, &modele))).await?;
    match commence {
        Ok(id) => Ok(rediriger(&adresse(id, ""))),
        Err(actes::Erreur::Saisie(fautes)) => {
            liste(&etat, &qui, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, fautes)).await
        }
        Err(autre) => Err(autre.into()),
    }
}

/// A version that serves under a convention of hers.
async fn version(etat: &AppState, qui: &Connecte, saisie: &Saisie) -> Result<Modele, Erreur> {
    let (acteur, voulue) = (qui.acteur.clone(), saisie.une("version").unwrap_or_default().to_owned());
    etat.demander(move |porte| {
        for dispositif in porte.dispositifs_conventionnes(&acteur)? {
            if porte.versions(&dispositif)?.iter().any(|v| v.definition.empreinte == voulue) {
                return Ok(Modele::Version(voulue));
            }
        }
        Err(actes::Erreur::Introuvable)
    })
    .await
}

/// `POST /brouillons/{id}/jeter`
pub(super) async fn jeter(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
    Pose(_): Pose,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    etat.demander(move |porte| porte.jeter_brouillon(&acteur, id)).await?;
    Ok(rediriger("/brouillons"))
}
