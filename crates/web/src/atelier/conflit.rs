//! Two people wrote at the same place: both texts, side by side, and one's own still to be saved.

use actes::atelier::{Brouillon, Ecrit};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ulid::Ulid;

use crate::rendu::{Page, Rendu};
use crate::session::Connecte;

#[derive(Template)]
#[template(path = "atelier/conflit.html")]
struct PageConflit {
    page: Page,
    id: Ulid,
    par: String,
    n: i64,
    autre: String,
    mien: String,
}

/// Status 409, and nothing lost.
pub(super) fn page(qui: &Connecte, actuel: &Brouillon, mien: &Ecrit) -> Response {
    let vue = PageConflit {
        page: qui.page("Deux textes à réunir", "dispositifs"),
        id: actuel.tete.id,
        par: actuel.tete.par.clone(),
        n: actuel.tete.n,
        autre: actuel.ecrit.texte.clone(),
        mien: mien.texte.clone(),
    };
    Rendu(StatusCode::CONFLICT, vue).into_response()
}
