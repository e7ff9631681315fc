//! `/conventions/{id}/versions`: the versions that may serve under a convention, what differs between them, and the
//! dossiers that are still under another one.

use actes::SujetLu;
use actes::atelier::{Effets, VersionPubliee};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::Faute;
use domain::{Genre, Issue, SujetId};

use super::ecarts::{Ecart, ecarts};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose, Requete};
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, rediriger};
use crate::session::Connecte;

struct Version {
    empreinte: String,
    nom: String,
    qui: String,
    motif: String,
    sert: bool,
    comparee: bool,
}

#[derive(Template)]
#[template(path = "atelier/versions.html")]
struct PageVersions {
    page: Page,
    fait: String,
    erreurs: Vec<Faute>,
    id: SujetId,
    convention: String,
    dispositif: String,
    /// Whether she may have another version adopted.
    porte: bool,
    motif: String,
    pourquoi: String,
    versions: Vec<Version>,
    /// Fingerprints of the version that serves, and of the one compared with it.
    sert: String,
    autre: String,
    /// The version that is compared with the one that serves.
    comparee: String,
    ecarts: Vec<Ecart>,
    effets: Effets,
}

/// `GET /conventions/{id}/versions`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let fait = match requete.une("fait") {
        Some("service") => "Cette version est en service sous cette convention.".to_owned(),
        Some("dossiers") => "Les dossiers choisis suivent maintenant cette version.".to_owned(),
        _ => String::new(),
    };
    page(&etat, &qui, id, &requete, fait, (StatusCode::OK, Vec::new())).await
}

async fn page(
    etat: &AppState,
    qui: &Connecte,
    id: SujetId,
    saisie: &Saisie,
    fait: String,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let (acteur, voulue) = (qui.acteur.clone(), saisie.une("comparer").map(str::to_owned));
    let (lu, texte, versions, effets) = etat
        .demander(move |porte| {
            let lu = porte.sujet(&acteur, Genre::Convention, id)?;
            let sert = lu.definition().cloned().ok_or(actes::Erreur::Introuvable)?;
            let versions = porte.versions(&sert.id)?;
            let effets = porte.effets(&acteur, id, &sert)?;
            let texte = porte.version(&sert.empreinte)?.texte;
            Ok((lu, texte, versions, effets))
        })
        .await?;
    let sert = lu.definition().cloned().ok_or(Erreur::Introuvable)?;
    let autre = voulue.and_then(|v| versions.iter().find(|x| x.definition.empreinte == v));
    let nom = actes::nom_de_sujet(&lu.sujet);
    let vue = PageVersions {
        page: qui.page(format!("Versions des règles, {nom}"), "dossiers"),
        fait,
        erreurs,
        id,
        convention: nom,
        dispositif: sert.id.clone(),
        porte: porte(&lu, qui),
        motif: saisie.une("motif").unwrap_or_default().to_owned(),
        pourquoi: saisie.une("pourquoi").unwrap_or_default().to_owned(),
        versions: versions.iter().map(|v| version(v, &sert.empreinte, autre)).collect(),
        sert: sert.empreinte.clone(),
        autre: autre.map(|v| v.definition.empreinte.clone()).unwrap_or_default(),
        comparee: autre.map(|v| format!("version {}", v.definition.mecanique.version)).unwrap_or_default(),
        ecarts: autre.map(|v| ecarts((&sert, &texte), (&v.definition, &v.texte))).unwrap_or_default(),
        effets,
    };
    Ok(Rendu(statut, vue).into_response())
}

/// Whether her organisation carries the convention.
fn porte(lu: &SujetLu, qui: &Connecte) -> bool {
    let auteur = domain::Etat::courant(&lu.sujet).auteur().map(|a| a.organisation);
    auteur == Some(qui.acteur.organisation)
}

fn version(v: &VersionPubliee, sert: &str, comparee: Option<&VersionPubliee>) -> Version {
    let d = &v.definition;
    let (qui, motif) = match &v.par {
        None => ("livrée avec Palier".to_owned(), String::new()),
        Some((qui, pour, le, motif)) => {
            (format!("{qui}, {pour}, le {}", crate::sujets::mots::instant(le)), motif.clone())
        }
    };
    Version {
        empreinte: d.empreinte.clone(),
        nom: format!("Version {}", d.mecanique.version),
        qui,
        motif,
        sert: d.empreinte == sert,
        comparee: comparee.is_some_and(|c| c.definition.empreinte == d.empreinte),
    }
}

/// `POST /conventions/{id}/versions`: the convention adopts a version.
pub(super) async fn adopter(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let (empreinte, motif) = (
        saisie.une("version").unwrap_or_default().to_owned(),
        saisie.une("motif").unwrap_or_default().to_owned(),
    );
    if motif.trim().is_empty() {
        return sans_motif(&etat, &qui, id, &saisie, "motif").await;
    }
    let adoptee =
        etat.demander(move |porte| Ok(porte.adopter_version(&acteur, id, &empreinte, &motif, ""))).await?;
    match adoptee {
        Ok(()) => Ok(rediriger(&format!("/conventions/{id}/versions?fait=service"))),
        Err(actes::Erreur::Saisie(fautes)) => {
            let dit = (StatusCode::UNPROCESSABLE_ENTITY, fautes);
            page(&etat, &qui, id, &saisie, String::new(), dit).await
        }
        Err(autre) => Err(autre.into()),
    }
}

async fn sans_motif(
    etat: &AppState,
    qui: &Connecte,
    id: SujetId,
    saisie: &Saisie,
    champ: &str,
) -> Result<Response, Erreur> {
    let message = "Écrivez pourquoi : on le lira dans le journal.".to_owned();
    let fautes = vec![Faute { champ: champ.to_owned(), message }];
    page(etat, qui, id, saisie, String::new(), (StatusCode::UNPROCESSABLE_ENTITY, fautes)).await
}

/// `POST /conventions/{id}/versions/dossiers`: the dossiers that were ticked follow the version that serves.
pub(super) async fn rattacher(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let choisis: Vec<SujetId> = saisie.toutes("dossier").filter_map(|d| d.parse().ok()).collect();
    let motif = saisie.une("pourquoi").unwrap_or_default().to_owned();
    if motif.trim().is_empty() {
        return sans_motif(&etat, &qui, id, &saisie, "pourquoi").await;
    }
    if choisis.is_empty() {
        let message = "Cochez au moins un dossier.".to_owned();
        let dit = (StatusCode::UNPROCESSABLE_ENTITY, vec![Faute { champ: "dossiers".to_owned(), message }]);
        return page(&etat, &qui, id, &saisie, String::new(), dit).await;
    }
    let acteur = qui.acteur.clone();
    // Each is an act of its own: what one refuses keeps none of the others back.
    let refus = etat
        .demander(move |porte| {
            let lu = porte.sujet(&acteur, Genre::Convention, id)?;
            let sert = lu.sujet.mecanique.clone().ok_or(actes::Erreur::Introuvable)?;
            let mut refus = Vec::new();
            for dossier in choisis {
                match porte.rattacher(&acteur, dossier, &sert, &motif, "") {
                    Ok(r) if r.verdict.issue == Issue::Accepte => {}
                    Ok(r) => refus.extend(r.verdict.decisifs().map(|m| m.message.clone())),
                    Err(actes::Erreur::Saisie(fautes)) => refus.extend(fautes.into_iter().map(|f| f.message)),
                    Err(actes::Erreur::Interdit(raison)) => refus.push(raison),
                    Err(autre) => return Err(autre),
                }
            }
            Ok(refus)
        })
        .await?;
    if refus.is_empty() {
        return Ok(rediriger(&format!("/conventions/{id}/versions?fait=dossiers")));
    }
    let fautes = refus.into_iter().map(|message| Faute { champ: "dossiers".to_owned(), message }).collect();
    page(&etat, &qui, id, &saisie, String::new(), (StatusCode::UNPROCESSABLE_ENTITY, fautes)).await
}
