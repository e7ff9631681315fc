//! What may not be kept: why, and all that was typed, to be mended.

use actes::atelier::Ecrit;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ulid::Ulid;

use crate::rendu::{Page, Rendu};
use crate::session::Connecte;

/// One text, where it is posted, and what it is.
struct Texte {
    action: String,
    titre: String,
    texte: String,
}

#[derive(Template)]
#[template(path = "atelier/refus.html")]
struct PageRefus {
    page: Page,
    n: i64,
    raisons: Vec<String>,
    textes: Vec<Texte>,
}

/// Status 422, and nothing lost.
pub(super) fn page(qui: &Connecte, id: Ulid, n: i64, raisons: Vec<String>, voulu: Ecrit) -> Response {
    let definition =
        Texte { action: super::adresse(id, "texte"), titre: "La définition".to_owned(), texte: voulu.texte };
    let cas = voulu.cas.into_iter().map(|c| Texte {
        action: super::adresse(id, &format!("cas/{}", c.nom)),
        titre: format!("Le cas « {} »", c.nom),
        texte: c.texte,
    });
    let vue = PageRefus {
        page: qui.page("Rien n’est enregistré", "dispositifs"),
        n,
        raisons,
        textes: [definition].into_iter().chain(cas).collect(),
    };
    Rendu(StatusCode::UNPROCESSABLE_ENTITY, vue).into_response()
}
