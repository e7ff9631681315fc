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
    /// Whether she keeps accounts there.
    pub administre: bool,
    /// Whether she could act for another.
    pub plusieurs: bool,
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

impl Page {
    /// Whether whoever reads may write a dispositif: who keeps the accounts does not.
    pub fn ecrit(&self) -> bool {
        self.persona.as_ref().is_some_and(|p| !p.administre)
    }
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

/// A page of ours, which then leads back there.
pub fn vers(page: &str, retour: &str) -> String {
    if matches!(retour, "" | "/") {
        return page.to_owned();
    }
    format!("{page}?{}", serde_urlencoded::to_string([("retour", retour)]).unwrap_or_default())
}

/// An address of this program, or the first page: never somewhere else.
pub fn chez_nous(retour: Option<&str>) -> &str {
    let sure = |r: &&str| {
        r.starts_with('/')
            && !r.starts_with("//")
            && !r.contains('\\')
            && r.bytes().all(|o| o.is_ascii_graphic())
    };
    retour.filter(sure).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_never_comes_back_to_another_site() {
        assert_eq!(chez_nous(Some("/dossiers?q=a")), "/dossiers?q=a");
        for ailleurs in ["//mal.fr", "https://mal.fr", "/\\mal.fr", "/a\r\nb", "", "dossiers"] {
            assert_eq!(chez_nous(Some(ailleurs)), "/", "{ailleurs:?}");
        }
    }
}
