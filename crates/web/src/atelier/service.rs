//! `/brouillons/{id}/service`: what a draft changes, and putting it in service.

use std::sync::Arc;

use actes::ConventionLue;
use actes::atelier::{Brouillon, Effets, Epreuve, VersionPubliee};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::SujetId;
use domain::moteur::Faute;
use ulid::Ulid;

use super::ecarts::{Ecart, ecarts};
use super::etat::EtatDuBrouillon;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose, Requete};
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, rediriger};
use crate::session::Connecte;

struct Convention {
    id: SujetId,
    nom: String,
    choisie: bool,
}

#[derive(Template)]
#[template(path = "atelier/service.html")]
struct PageService {
    page: Page,
    id: Ulid,
    brouillon: String,
    n: i64,
    erreurs: Vec<Faute>,
    motif: String,
    cle: String,
    etat: EtatDuBrouillon,
    conventions: Vec<Convention>,
    /// Whether a convention is one that a new dispositif opens afterwards.
    nouveau: bool,
    /// With what the draft is compared.
    reference: String,
    ecarts: Vec<Ecart>,
    effets: Option<Effets>,
}

/// All that the page is made of.
struct Matiere {
    lu: Brouillon,
    epreuve: Epreuve,
    conventions: Vec<ConventionLue>,
    reference: Option<VersionPubliee>,
    effets: Option<Effets>,
}

/// `GET /brouillons/{id}/service`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    page(&etat, &qui, id, &requete, (StatusCode::OK, Vec::new())).await
}

/// The convention that was chosen; none for a dispositif that has none yet.
fn choisie(saisie: &Saisie) -> Option<SujetId> {
    saisie.une("convention").and_then(|c| c.parse().ok())
}

async fn page(
    etat: &AppState,
    qui: &Connecte,
    id: Ulid,
    saisie: &Saisie,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let (acteur, voulue) = (qui.acteur.clone(), choisie(saisie));
    let m = etat
        .demander(move |porte| {
            let lu = porte.brouillon(&acteur, id)?;
            let epreuve = porte.eprouver(&lu.ecrit);
            let Some(definition) = epreuve.definition.clone() else {
                return Ok(Matiere { lu, epreuve, conventions: Vec::new(), reference: None, effets: None });
            };
            let conventions = porte.conventions(&acteur, Some(&definition.id))?;
            let sienne = conventions.iter().find(|c| Some(c.id) == voulue).or_else(|| conventions.first());
            let (reference, effets) = match sienne {
                Some(c) => {
                    let lue = porte.sujet(&acteur, domain::Genre::Convention, c.id)?;
                    let effets = porte.effets(&acteur, c.id, &Arc::new(definition))?;
                    (lue.definition().cloned(), Some(effets))
                }
                None => (porte.definitions().get(&definition.id).cloned(), None),
            };
            let reference = reference.map(|d| porte.version(&d.empreinte)).transpose()?;
            Ok(Matiere { lu, epreuve, conventions, reference, effets })
        })
        .await?;
    let compare = m.reference.as_ref().zip(m.epreuve.definition.as_ref());
    let vue = PageService {
        page: qui.page(format!("Mettre en service « {} »", m.lu.tete.titre), "dispositifs"),
        id,
        brouillon: m.lu.tete.titre.clone(),
        n: m.lu.tete.n,
        erreurs,
        motif: saisie.une("motif").unwrap_or_default().to_owned(),
        cle: saisie.une("cle").map_or_else(|| Ulid::generate().to_string(), str::to_owned),
        etat: EtatDuBrouillon::de(id, &m.lu.ecrit, &m.epreuve),
        nouveau: m.conventions.is_empty(),
        reference: m
            .reference
            .as_ref()
            .map(|d| format!("la version {}", d.definition.mecanique.version))
            .unwrap_or_default(),
        ecarts: compare
            .map(|(v, d)| ecarts((&v.definition, &v.texte), (d, &m.lu.ecrit.texte)))
            .unwrap_or_default(),
        effets: m.effets,
        conventions: m
            .conventions
            .iter()
            .enumerate()
            .map(|(rang, c)| Convention {
                id: c.id,
                nom: c.nom.clone(),
                choisie: choisie(saisie).map_or(rang == 0, |v| v == c.id),
            })
            .collect(),
    };
    Ok(Rendu(statut, vue).into_response())
}

/// `POST /brouillons/{id}/service`
pub(super) async fn mettre(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (acteur, convention) = (qui.acteur.clone(), choisie(&saisie));
    let motif = saisie.une("motif").unwrap_or_default().to_owned();
    let cle = saisie.une("cle").unwrap_or_default().to_owned();
    let n = crate::extraire::n_lu(&saisie)?;
    let mis = etat
        .demander(move |porte| {
            let lu = porte.brouillon(&acteur, id)?;
            if lu.tete.n != n {
                return Err(actes::Erreur::Conflit);
            }
            let mis = porte.mettre_en_service(&acteur, &lu.ecrit, &motif, convention, &cle);
            Ok(mis.map(|_| porte.lire_ecrit(&lu.ecrit.texte).0.map(|d| d.id).unwrap_or_default()))
        })
        .await?;
    match (mis, convention) {
        (Ok(_), Some(c)) => Ok(rediriger(&format!("/conventions/{c}/versions?fait=service"))),
        (Ok(dispositif), None) => Ok(rediriger(&format!("/conventions/nouvelle?dispositif={dispositif}"))),
        (Err(actes::Erreur::Saisie(fautes)), _) => {
            page(&etat, &qui, id, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, fautes)).await
        }
        (Err(autre), _) => Err(autre.into()),
    }
}
