//! From an outcome to an answer: a page for a person, the same in JSON for a program.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Acte;

use super::adresses;
use super::agir::Suite;
use super::corriger::Correction;
use super::etabli::Etabli;
use super::json::resultat;
use super::page_acte::{PageActe, ensuite};
use super::regard::Regard;
use crate::extraire::Format;
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, rediriger};

/// The answer to a posted act.
pub fn repondre(format: Format, page: Page, etabli: &Etabli, saisie: &Saisie, suite: &Suite) -> Response {
    let regard = etabli.regard();
    match format {
        Format::Json => en_json(suite, etabli.acte, etabli, &regard),
        Format::Html => match redirection(suite, etabli.acte) {
            Some(reponse) => reponse,
            None => {
                Rendu(statut(suite), PageActe::apres(page, etabli, saisie, suite, &regard)).into_response()
            }
        },
    }
}

/// The answer to a posted correction.
pub fn repondre_correction(
    format: Format,
    page: Page,
    correction: &Correction,
    saisie: &Saisie,
    suite: &Suite,
) -> Response {
    let etabli = &correction.etabli;
    let regard = etabli.regard();
    match format {
        Format::Json => en_json(suite, Acte::Corriger, etabli, &regard),
        Format::Html => match redirection(suite, Acte::Corriger) {
            Some(reponse) => reponse,
            None => {
                let page = PageActe::correction(page, correction, saisie, Some((suite, &regard)));
                Rendu(statut(suite), page).into_response()
            }
        },
    }
}

fn redirection(suite: &Suite, acte: Acte) -> Option<Response> {
    match suite {
        Suite::Fait { genre, sujet, reponse } => {
            Some(rediriger(&ensuite(*genre, *sujet, acte, reponse.deja)))
        }
        _ => None,
    }
}

const fn statut(suite: &Suite) -> StatusCode {
    match suite {
        Suite::Conflit => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn en_json(suite: &Suite, acte: Acte, etabli: &Etabli, regard: &Regard) -> Response {
    let cible = etabli.lu.as_ref().filter(|_| etabli.version().is_some()).map(|lu| lu.sujet.id);
    let (code, corps) = resultat(suite, acte, cible, regard);
    let statut = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut reponse = (statut, Json(corps)).into_response();
    if let Suite::Fait { genre, sujet, .. } = suite
        && let Ok(adresse) = HeaderValue::from_str(&adresses::page(*genre, *sujet))
    {
        reponse.headers_mut().insert(header::LOCATION, adresse);
    }
    reponse
}
