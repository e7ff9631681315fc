//! The referral posted: first the household when it is new, then the act. Each under its own key, so that
//! the same form sent twice does both once.

use std::sync::Arc;

use actes::{Ordre, Porte};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::{Faute, Issue, Verdict};
use domain::{Acte, Date, Genre, Mecanique, SujetId, Valeur};
use policy::Acteur;

use super::page::{NOUVEAU, Orienter};
use super::{convention, faits, reprendre};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Format, Pose};
use crate::formulaire::{self, Saisie, majuscule};
use crate::rendu::{Page, Rendu, rediriger};
use crate::session::Connecte;
use crate::sujets::agir::{Suite, poster};
use crate::sujets::etabli::{Cible, Etabli, nouvel_id, nouvelle_cle};
use crate::sujets::json::resultat;
use crate::sujets::{adresses, verdict};

/// What came of it.
struct Issu {
    /// The form's material.
    etabli: Etabli,
    suite: Suite,
    /// As typed; a household that was created is now named by its identifier.
    saisie: Saisie,
    note: &'static str,
}

/// `POST /orienter`
pub async fn envoyer(
    State(etat): State<AppState>,
    connecte: Connecte,
    format: Format,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let reprise = reprendre::reprise(&saisie);
    let convention = convention(reprise.as_ref().unwrap_or(&saisie))?;
    let cadre = connecte.page("Orienter un ménage", "dossiers");
    let acteur = connecte.acteur;
    etat.demander(move |porte| {
        if let Some(reprise) = reprise {
            return reprendre::montrer(porte, &acteur, convention, &reprise, cadre);
        }
        if saisie.une("verifier").is_some() {
            let etabli = Etabli::ouvrir(porte, &acteur, Cible::Sous(convention), Acte::Orienter)?;
            let fautes = faits::lire(etabli.regles.mecanique(), &saisie).1;
            let statut = if fautes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let page = Orienter::de(porte, &acteur, &etabli, &saisie, &fautes, cadre)?;
            return Ok(Rendu(statut, page).into_response());
        }
        let issu = orienter(porte, &acteur, convention, saisie)?;
        repondre(porte, &acteur, &issu, format, cadre)
    })
    .await
}

fn repondre(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    issu: &Issu,
    format: Format,
    cadre: Page,
) -> Result<Response, actes::Erreur> {
    let regard = issu.etabli.regard();
    if format == Format::Json {
        let (statut, corps) = resultat(&issu.suite, Acte::Orienter, None, &regard);
        let statut = StatusCode::from_u16(statut).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        return Ok((statut, Json(corps)).into_response());
    }
    let fautes: &[Faute] = match &issu.suite {
        Suite::Fait { sujet, .. } => {
            let page = adresses::page(Genre::Dossier, *sujet);
            return Ok(rediriger(&format!("{page}?fait={}", Acte::Orienter.code())));
        }
        Suite::Fautes(fautes) => fautes,
        Suite::Retenu(_) | Suite::Conflit => &[],
    };
    let mut page = Orienter::de(porte, acteur, &issu.etabli, &issu.saisie, fautes, cadre)?;
    if let Suite::Retenu(retenu) = &issu.suite {
        page.pourquoi = verdict::pourquoi(retenu, &regard);
    }
    issu.note.clone_into(&mut page.note);
    Ok(Rendu(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn orienter(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    convention: SujetId,
    saisie: Saisie,
) -> Result<Issu, actes::Erreur> {
    let cible = Cible::Sous(convention);
    let nouveau = saisie.une("menage").is_none_or(|m| m == NOUVEAU);
    if !nouveau {
        let (etabli, suite) = poster(porte, acteur, cible, Acte::Orienter, &saisie)?;
        return Ok(Issu { etabli, suite, saisie, note: "" });
    }
    let etabli = Etabli::ouvrir(porte, acteur, cible.clone(), Acte::Orienter)?;
    let le = match verifier(etabli.regles.mecanique(), &saisie, etabli.aujourd_hui) {
        Ok(le) => le,
        Err(fautes) => return Ok(Issu { etabli, suite: Suite::Fautes(fautes), saisie, note: "" }),
    };
    let (propres, reste) = faits::partager(etabli.regles.mecanique(), &saisie);
    let menage = match creer(porte, acteur, &saisie, propres, le)? {
        Ok(menage) => menage,
        Err(verdict) => return Ok(Issu { etabli, suite: Suite::Retenu(verdict), saisie, note: "" }),
    };
    let (etabli, suite) =
        poster(porte, acteur, cible, Acte::Orienter, &reste.avec("menage", &menage.to_string()))?;
    Ok(Issu {
        etabli,
        suite,
        saisie: saisie.avec("menage", &menage.to_string()),
        note: "Le ménage est enregistré, mais il n’est pas encore orienté\u{a0}: corrigez, puis envoyez de nouveau.",
    })
}

/// What can be told before anything is recorded: a household is not created for a form at fault.
fn verifier(m: &Mecanique, saisie: &Saisie, aujourd_hui: Date) -> Result<Date, Vec<Faute>> {
    let faute = |champ: &str, message: String| Faute { champ: champ.to_owned(), message };
    let mut fautes = Vec::new();
    if saisie.une("nom").is_none() {
        fautes.push(faute("nom", "Écrivez le nom du ménage, ou choisissez-en un dans la liste.".to_owned()));
    }
    let demandes = Acte::Orienter.description().champs.iter().filter(|c| c.requis);
    for champ in demandes.filter(|c| !matches!(c.nom, "menage" | "convention")) {
        if saisie.une(champ.nom).is_none() {
            fautes.push(faute(champ.nom, format!("Répondez\u{a0}: {}.", majuscule(champ.libelle))));
        }
    }
    let sans_menage = saisie.clone().avec("menage", "");
    match formulaire::lire(m, Acte::Orienter, &sans_menage, aujourd_hui) {
        Ok(lu) if lu.le > aujourd_hui => {
            fautes.push(faute("le", "Cette date n’est pas encore passée.".to_owned()));
            Err(fautes)
        }
        Ok(lu) if fautes.is_empty() => Ok(lu.le),
        Ok(_) => Err(fautes),
        Err(autres) => {
            fautes.extend(autres);
            Err(fautes)
        }
    }
}

/// The new household, or why the rules do not want it.
fn creer(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    saisie: &Saisie,
    mut champs: domain::Champs,
    le: Date,
) -> Result<Result<SujetId, Verdict>, actes::Erreur> {
    let nom = saisie.une("nom").unwrap_or_default();
    champs.insert("menage.nom".to_owned(), Valeur::Texte(nom.to_owned()));
    let ordre = Ordre {
        acte: Acte::CreerMenage,
        sujet: nouvel_id(),
        dispositif: None,
        le,
        champs,
        role: None,
        passer_outre: None,
        version_lue: None,
        // Without a key, each post is one of its own: never somebody else's household.
        cle: saisie.une("cle").map_or_else(nouvelle_cle, |cle| format!("{cle}-menage")),
    };
    let reponse = porte.agir(acteur, ordre)?;
    Ok(if reponse.verdict.issue == Issue::Accepte { Ok(reponse.sujet) } else { Err(reponse.verdict) })
}
