//! What is open in one's name, and how to end it.

use actes::comptes::Ligne;
use axum::extract::State;
use axum::response::Response;

use super::mots;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Pose;
use crate::rendu::rediriger;
use crate::session::Entiere;

/// A session, in words.
pub struct Ouverte {
    pub numero: String,
    pub navigateur: String,
    pub organisation: String,
    pub ouverte: String,
    pub vue: String,
    pub ici: bool,
}

/// In words.
pub fn dire(etat: &AppState, lignes: Vec<Ligne>) -> Vec<Ouverte> {
    let annuaire = etat.porte.annuaire();
    let en_mots = |l: Ligne| Ouverte {
        navigateur: mots::navigateur(&l.agent),
        organisation: l.organisation.map(|o| annuaire.organisation(o).to_owned()).unwrap_or_default(),
        ouverte: mots::instant(l.cree_le),
        vue: mots::instant(l.vue_le),
        numero: l.numero,
        ici: l.ici,
    };
    lignes.into_iter().map(en_mots).collect()
}

/// `POST /compte/sessions/fermer`: one of them by its number, or all but this one.
pub async fn fermer(
    State(etat): State<AppState>,
    qui: Entiere,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let numero = saisie.une("numero").map(str::to_owned);
    let fermeture = etat.demander(move |porte| match numero {
        Some(numero) => porte.fermer_une_session(&qui.session, &numero),
        None => porte.fermer_les_autres(&qui.session),
    });
    fermeture.await?;
    Ok(rediriger("/compte?fait=session#sessions"))
}
