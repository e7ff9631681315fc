//! `GET /comptes`: who has an account, and what happened lately; `GET /comptes/{id}`: one of them.

use actes::Annuaire;
use actes::comptes::{CompteGere, EvenementDeCompte};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::UtilisateurId;
use domain::moteur::Faute;

use super::evenements::{self, Ligne};
use super::formulaire::Formulaire;
use crate::compte::mots;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Requete};
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu};
use crate::session::Connecte;

/// Events that the list shows.
const DERNIERS: usize = 30;

/// An account, in words.
pub struct Compte {
    /// Where its page is.
    pub adresse: String,
    /// Whose.
    pub nom: String,
    /// What she does, and where.
    pub fonctions: Vec<(String, String)>,
    /// Where it stands.
    pub etat: String,
    /// When she was last there.
    pub vue: String,
}

/// An account in words, at this instant of the clock of accounts.
pub fn dire(annuaire: &Annuaire, compte: &CompteGere, maintenant: i64) -> Compte {
    let fonctions = compte.fonctions.iter().map(|f| {
        let dite = [f.intitule.as_str(), f.profil.as_str()].into_iter().find(|mot| !mot.is_empty());
        (
            dite.unwrap_or("sans fonction précisée").to_owned(),
            annuaire.organisation(f.organisation).to_owned(),
        )
    });
    Compte {
        adresse: format!("/comptes/{}", compte.id),
        nom: compte.nom.clone(),
        fonctions: fonctions.collect(),
        etat: etat(compte, maintenant),
        vue: compte.etat.as_ref().and_then(|e| e.vue_le).map(mots::instant).unwrap_or_default(),
    }
}

fn etat(compte: &CompteGere, maintenant: i64) -> String {
    let Some(etat) = &compte.etat else { return "Jamais invité".to_owned() };
    let lien = etat.lien_jusqu_au.filter(|fin| *fin > maintenant);
    let lien_en_mots = |fin| format!("lien valable jusqu’{}", mots::instant(fin).replacen("le ", "au ", 1));
    match (etat.desactive_le, etat.active, etat.second_facteur) {
        (Some(le), ..) => format!("Désactivé {}", mots::instant(le)),
        (None, false, _) => match lien {
            Some(fin) => format!("Invité, {}", lien_en_mots(fin)),
            None => "Sans mot de passe, ni lien valable".to_owned(),
        },
        (None, true, complet) => {
            let second = if complet { "avec second facteur" } else { "second facteur à choisir" };
            let lien = lien.map(|fin| format!(", nouveau {}", lien_en_mots(fin))).unwrap_or_default();
            format!("Actif, {second}{lien}")
        }
    }
}

#[derive(Template)]
#[template(path = "comptes/liste.html")]
struct Liste {
    page: Page,
    fait: &'static str,
    erreurs: Vec<Faute>,
    comptes: Vec<Compte>,
    formulaire: Formulaire,
    evenements: Vec<Ligne>,
}

/// `GET /comptes`
pub(super) async fn lister(
    State(etat): State<AppState>,
    qui: Connecte,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let fait = match requete.une("fait") {
        Some("desactive") => "Ce compte est désactivé : ni mot de passe, ni lien, ni session ne l’ouvrent.",
        Some("fonction") => "Sa fonction est retirée et ses sessions sont fermées.",
        _ => "",
    };
    liste(&etat, &qui, fait, &Saisie::default(), (StatusCode::OK, Vec::new())).await
}

/// The list, with what was typed in its form and what is wrong in it.
pub(super) async fn liste(
    etat: &AppState,
    qui: &Connecte,
    fait: &'static str,
    saisie: &Saisie,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let (administrees, comptes) =
        etat.demander(move |porte| Ok((porte.administrees(&acteur)?, porte.comptes(&acteur)?))).await?;
    let (annuaire, maintenant) = (etat.porte.annuaire(), etat.porte.montre().secondes());
    let mut derniers: Vec<EvenementDeCompte> =
        comptes.iter().flat_map(|c| c.evenements.iter().cloned()).collect();
    derniers.sort_by(|a, b| b.le.cmp(&a.le));
    derniers.truncate(DERNIERS);
    let liste = Liste {
        page: qui.page("Comptes", "comptes"),
        fait,
        erreurs,
        comptes: comptes.iter().map(|c| dire(&annuaire, c, maintenant)).collect(),
        formulaire: Formulaire::nouveau(&annuaire, &administrees, saisie),
        evenements: evenements::dire(&annuaire, &derniers),
    };
    Ok(Rendu(statut, liste).into_response())
}

#[derive(Template)]
#[template(path = "comptes/compte.html")]
struct UnCompte {
    page: Page,
    erreurs: Vec<Faute>,
    identifiant: String,
    saisi: String,
    compte: Compte,
    /// Whether she who asks may not act on it: it is her own.
    soi: bool,
    ailleurs: bool,
    ferme: bool,
    equipe: bool,
    evenements: Vec<Ligne>,
}

/// `GET /comptes/{id}`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<UtilisateurId>,
) -> Result<Response, Erreur> {
    un_compte(&etat, &qui, id, String::new(), (StatusCode::OK, Vec::new())).await
}

pub(super) async fn un_compte(
    etat: &AppState,
    qui: &Connecte,
    id: UtilisateurId,
    saisi: String,
    (statut, erreurs): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let compte = etat.demander(move |porte| porte.un_compte(&acteur, id)).await?;
    let (annuaire, maintenant) = (etat.porte.annuaire(), etat.porte.montre().secondes());
    let dit = compte.etat.as_ref();
    let vue = UnCompte {
        page: qui.page(format!("Compte, {}", compte.nom), "comptes"),
        erreurs,
        identifiant: dit.map(|e| e.identifiant.clone()).unwrap_or_default(),
        saisi,
        soi: id == qui.acteur.utilisateur,
        ailleurs: compte.ailleurs,
        ferme: dit.is_none_or(|e| e.desactive_le.is_some()),
        equipe: dit.is_some_and(|e| e.second_facteur),
        evenements: evenements::dire(&annuaire, &compte.evenements),
        compte: dire(&annuaire, &compte, maintenant),
    };
    Ok(Rendu(statut, vue).into_response())
}
