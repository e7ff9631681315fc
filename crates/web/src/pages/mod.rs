//! Pages that are only text: help, accessibility statement, source code.

use askama::Template;
use axum::Router;
use axum::routing::get;

use crate::etat::AppState;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Visiteur;

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/aide", get(aide))
        .route("/accessibilite", get(accessibilite))
        .route("/code-source", get(code_source))
}

#[derive(Template)]
#[template(path = "pages/aide.html")]
struct Aide {
    page: Page,
}

async fn aide(visiteur: Visiteur) -> Rendu<Aide> {
    rendre(Aide { page: visiteur.page("Aide", "") })
}

#[derive(Template)]
#[template(path = "pages/accessibilite.html")]
struct Accessibilite {
    page: Page,
}

async fn accessibilite(visiteur: Visiteur) -> Rendu<Accessibilite> {
    rendre(Accessibilite { page: visiteur.page("Déclaration d’accessibilité", "") })
}

#[derive(Template)]
#[template(path = "pages/code_source.html")]
struct CodeSource {
    page: Page,
    version: &'static str,
}

async fn code_source(visiteur: Visiteur) -> Rendu<CodeSource> {
    rendre(CodeSource { page: visiteur.page("Code source", ""), version: env!("CARGO_PKG_VERSION") })
}
