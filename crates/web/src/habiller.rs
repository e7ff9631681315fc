//! Around every request: who asks, whether it may come from elsewhere, and how the answer leaves.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::adresse_publique::de_cette_machine;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Format;
use crate::rendu::{rediriger, vers};
use crate::session::Visiteur;

const POLITIQUE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The middleware of all routes.
pub async fn habiller(State(etat): State<AppState>, mut requete: Request, suite: Next) -> Response {
    let format = Format::demande(requete.headers());
    let (visiteur, refus) =
        match (refus(&etat, &requete), identifier(&etat, requete.uri().path(), requete.headers()).await) {
            (Some(refus), Ok(visiteur)) => (visiteur, Some(refus)),
            (None, Ok(visiteur)) => (visiteur, None),
            (_, Err(panne)) => (Visiteur::personne(&etat), Some(panne)),
        };
    let mut reponse = match refus {
        Some(erreur) => axum::response::IntoResponse::into_response(erreur),
        None => {
            requete.extensions_mut().insert(visiteur.clone());
            suite.run(requete).await
        }
    };
    if let Some(erreur) = reponse.extensions_mut().remove::<Erreur>() {
        reponse = ecrire(&erreur, &visiteur, format, reponse.headers());
    }
    entetes(&etat, reponse.headers_mut());
    reponse
}

/// Who asks; style and script are the same for all.
async fn identifier(etat: &AppState, chemin: &str, entetes: &HeaderMap) -> Result<Visiteur, Erreur> {
    if chemin.starts_with("/assets/") {
        return Ok(Visiteur::personne(etat));
    }
    Visiteur::lire(etat, entetes).await
}

fn ecrire(erreur: &Erreur, visiteur: &Visiteur, format: Format, avant: &HeaderMap) -> Response {
    if let Erreur::Interne(cause) = erreur {
        eprintln!("palier : une page n'a pas pu être faite : {cause}");
    }
    let mut reponse = match (erreur, format) {
        (erreur, Format::Json) => erreur.json(),
        (Erreur::NonConnecte(retour), Format::Html) => rediriger(&vers(visiteur.suite(), retour)),
        (erreur, Format::Html) => erreur.page(visiteur),
    };
    if let Some(permises) = avant.get(header::ALLOW) {
        reponse.headers_mut().insert(header::ALLOW, permises.clone());
    }
    reponse
}

/// What is refused before any handler: another site's form, a name that is not ours.
fn refus(etat: &AppState, requete: &Request) -> Option<Erreur> {
    let entetes = requete.headers();
    let texte = |nom: header::HeaderName| entetes.get(nom).and_then(|v| v.to_str().ok());
    let hote = texte(header::HOST);
    match &etat.publique {
        None if hote.is_some_and(|h| !de_cette_machine(h)) => {
            return Some(Erreur::Interdit("La démonstration ne s’ouvre que depuis la machine où elle tourne, par l’adresse http://127.0.0.1.".to_owned()));
        }
        Some(nous) if hote.is_some_and(|h| !nous.est(h)) => {
            return Some(Erreur::Interdit(format!(
                "Palier s’ouvre ici par une seule adresse\u{a0}: {}.",
                nous.origine()
            )));
        }
        _ => {}
    }
    if matches!(*requete.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    let site = texte(header::HeaderName::from_static("sec-fetch-site"));
    let d_ailleurs = match (site, texte(header::ORIGIN)) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origine)) => origine.split_once("://").map(|(_, o)| o) != hote,
        (None, None) => false,
    };
    d_ailleurs.then_some(Erreur::Jeton)
}

fn entetes(etat: &AppState, entetes: &mut HeaderMap) {
    if etat.securise() {
        let an = HeaderValue::from_static("max-age=31536000");
        entetes.insert(header::STRICT_TRANSPORT_SECURITY, an);
    }
    let fixes = [
        (header::CONTENT_SECURITY_POLICY, POLITIQUE),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (nom, valeur) in fixes {
        entetes.insert(nom, HeaderValue::from_static(valeur));
    }
    entetes.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
