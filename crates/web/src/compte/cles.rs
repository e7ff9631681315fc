//! Passkeys on their way between the browser and the door: bytes travel in hexadecimal.

use actes::comptes::{Creation, Signee, hexa, lire_hexa};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Pose;
use crate::formulaire::Saisie;
use crate::session::EnSession;

/// How long the browser lets someone look for her device, in milliseconds.
const PATIENCE: u32 = 120_000;

/// `POST /compte/second-facteur/defi`: what a browser needs to make a key.
pub async fn defi_de_creation(
    State(etat): State<AppState>,
    qui: EnSession,
    Pose(_): Pose,
) -> Result<Json<Value>, Erreur> {
    let (site, session) = (etat.site()?, qui.session);
    let (utilisateur, demande) = (session.utilisateur(), session);
    let ((defi, cles), facteurs) =
        etat.demander(move |porte| Ok((porte.defier(&demande)?, porte.facteurs(&demande)?))).await?;
    let annuaire = etat.porte.annuaire();
    Ok(Json(json!({
        "defi": hexa(&defi),
        "hote": site.hote,
        "patience": PATIENCE,
        "cles": cles.iter().map(|c| hexa(&c.id)).collect::<Vec<_>>(),
        "qui": {
            "id": hexa(utilisateur.to_string().as_bytes()),
            "identifiant": facteurs.identifiant,
            "nom": annuaire.utilisateur(utilisateur),
        },
    })))
}

/// `POST /connexion/second-facteur/defi`: what a browser needs to sign with a key.
pub async fn defi_de_connexion(
    State(etat): State<AppState>,
    qui: EnSession,
    Pose(_): Pose,
) -> Result<Json<Value>, Erreur> {
    let site = etat.site()?;
    let (defi, cles) = etat.demander(move |porte| porte.defier(&qui.session)).await?;
    Ok(Json(json!({
        "defi": hexa(&defi),
        "hote": site.hote,
        "patience": PATIENCE,
        "cles": cles.iter().map(|c| hexa(&c.id)).collect::<Vec<_>>(),
    })))
}

/// What the browser posted after making a key. What cannot be read is empty, and the door refuses it.
pub fn creation(saisie: &Saisie) -> Creation {
    Creation { client: octets(saisie, "client"), donnees: octets(saisie, "donnees") }
}

/// What the browser posted after signing with a key.
pub fn signee(saisie: &Saisie) -> Signee {
    Signee {
        id: octets(saisie, "id"),
        client: octets(saisie, "client"),
        donnees: octets(saisie, "donnees"),
        signature: octets(saisie, "signature"),
    }
}

/// The bytes of a field.
pub fn octets(saisie: &Saisie, nom: &str) -> Vec<u8> {
    saisie.une(nom).and_then(lire_hexa).unwrap_or_default()
}
