//! `GET /compte`: who one is, the password, the second factors, the sessions that are open.

use actes::comptes::{CONSIGNE, hexa};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::Faute;

use super::sessions::{self, Ouverte};
use super::{fautes, mots};
use crate::comptes::evenements;
use crate::cookies;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Pose, Requete};
use crate::rendu::{Page, Rendu, rediriger, rendre};
use crate::session::Entiere;

struct Cle {
    id: String,
    nom: String,
    depuis: String,
}

#[derive(Template)]
#[template(path = "compte/compte.html")]
struct Compte {
    page: Page,
    erreurs: Vec<Faute>,
    fait: &'static str,
    identifiant: String,
    fonctions: Vec<String>,
    application: bool,
    cles: Vec<Cle>,
    codes: i64,
    sessions: Vec<Ouverte>,
    evenements: Vec<evenements::Ligne>,
    consigne: &'static str,
}

/// Recovery codes, the only time they are shown.
#[derive(Template)]
#[template(path = "compte/codes.html")]
pub struct Codes {
    pub page: Page,
    pub codes: Vec<String>,
}

/// `GET /compte`
pub async fn montrer(
    State(etat): State<AppState>,
    qui: Entiere,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let fait = match requete.une("fait") {
        Some("mot-de-passe") => "Votre mot de passe est changé. Vos autres sessions sont fermées.",
        Some("session") => "C’est fermé.",
        Some("cle") => "La clé d’accès est retirée.",
        _ => "",
    };
    page(&etat, qui, fait, (StatusCode::OK, Vec::new())).await
}

async fn page(
    etat: &AppState,
    qui: Entiere,
    fait: &'static str,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let page = qui.visiteur.page("Mon compte", "");
    let (id, session) = (qui.session.utilisateur(), qui.session);
    let (facteurs, lignes, arrives) = etat
        .demander(move |porte| {
            Ok((porte.facteurs(&session)?, porte.sessions(&session)?, porte.mes_evenements(&session)?))
        })
        .await?;
    let annuaire = etat.porte.annuaire();
    let fonctions = annuaire.fonctions(id).iter().map(|f| match f.intitule.as_str() {
        "" => annuaire.organisation(f.organisation).to_owned(),
        intitule => format!("{intitule}, {}", annuaire.organisation(f.organisation)),
    });
    let cles = facteurs.cles.into_iter().map(|c| Cle {
        id: hexa(&c.id),
        nom: c.nom,
        depuis: mots::instant(c.cree_le),
    });
    let compte = Compte {
        page,
        erreurs,
        fait,
        identifiant: facteurs.identifiant,
        fonctions: fonctions.collect(),
        application: facteurs.application,
        cles: cles.collect(),
        codes: facteurs.codes,
        sessions: sessions::dire(etat, lignes),
        evenements: evenements::dire(&annuaire, &arrives),
        consigne: CONSIGNE,
    };
    Ok(Rendu(statut, compte).into_response())
}

/// `POST /compte/mot-de-passe`
pub async fn changer_mot_de_passe(
    State(etat): State<AppState>,
    qui: Entiere,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let texte = |nom: &str| saisie.une(nom).unwrap_or_default().to_owned();
    let (ancien, nouveau, session) = (texte("ancien"), texte("mot_de_passe"), qui.session.clone());
    match etat.hacher(move |porte| porte.changer_mot_de_passe(&session, &ancien, &nouveau)).await? {
        Ok(ouverte) => {
            Ok((cookies::poser(&etat, &ouverte), rediriger("/compte?fait=mot-de-passe")).into_response())
        }
        Err(refus) => page(&etat, qui, "", fautes(refus, "ancien")?).await,
    }
}

/// `POST /compte/codes`
pub async fn nouveaux_codes(
    State(etat): State<AppState>,
    qui: Entiere,
    Pose(_): Pose,
) -> Result<Rendu<Codes>, Erreur> {
    let page = qui.visiteur.page("Vos codes de secours", "");
    let codes = etat.demander(move |porte| porte.nouveaux_codes(&qui.session)).await?;
    Ok(rendre(Codes { page, codes }))
}
