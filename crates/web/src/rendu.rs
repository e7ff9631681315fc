//! From a page's struct to an answer: the one place where templates are rendered.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::erreur::Erreur;

/// Whom one acts as, in the header of each page.
#[derive(Debug, Clone)]
pub struct Persona {
    /// Her name.
    pub nom: String,
    /// What she does there.
    pub fonction: String,
    /// For whom.
    pub organisation: String,
}

/// What the frame of every page needs (`base.html`): the field `page` of each template.
#[derive(Debug, Clone)]
pub struct Page {
    /// The title, without the program's name.
    pub titre: String,
    /// Whom one acts as.
    pub persona: Option<Persona>,
    /// Whether the data are invented.
    pub demo: bool,
    /// The entry of the menu that is this page's.
    pub actif: &'static str,
    /// The token of every form of the page.
    pub jeton: String,
    /// Whether someone may have to leave it at once, watched by who must not see it.
    pub sortie: bool,
}

/// A template with its status.
pub struct Rendu<T>(pub StatusCode, pub T);

/// A template that answers 200.
pub const fn rendre<T: Template>(page: T) -> Rendu<T> {
    Rendu(StatusCode::OK, page)
}

impl<T: Template> IntoResponse for Rendu<T> {
    fn into_response(self) -> Response {
        match self.1.render() {
            Ok(html) => (self.0, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
            Err(erreur) => Erreur::Interne(erreur.to_string()).into_response(),
        }
    }
}

/// To another page, after a form.
pub fn rediriger(adresse: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, adresse.to_owned())]).into_response()
}
