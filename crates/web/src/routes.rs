//! All addresses, each room with its own; and the server.

use std::any::Any;
use std::future::Future;
use std::net::SocketAddr;

use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, serve};
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::habiller::habiller;
use crate::{
    accueil, assets, atelier, catalogue, chiffres, compte, comptes, dossiers, menages, orientation, pages,
    sujets, trouver,
};

/// The whole program as a service.
pub fn application(etat: AppState) -> Router {
    let entree = if etat.demo { accueil::connexion::routes() } else { compte::connexion::routes() };
    Router::new()
        .merge(accueil::routes())
        .merge(entree)
        .merge(compte::routes())
        .merge(comptes::routes())
        .merge(catalogue::routes())
        .merge(atelier::routes())
        .merge(chiffres::routes())
        .merge(orientation::routes())
        .merge(trouver::routes())
        .merge(dossiers::routes())
        .merge(menages::routes())
        .merge(sujets::routes())
        .merge(pages::routes())
        .route("/assets/{*nom}", get(assets::servir))
        .fallback(|| async { Erreur::Introuvable })
        .method_not_allowed_fallback(|| async { Erreur::Methode })
        .layer(CatchPanicLayer::custom(panique))
        .layer(from_fn_with_state(etat.clone(), habiller))
        // The fastest level: on these pages the default one takes more time than making them, for a tenth of the bytes.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(etat)
}

/// Serves until `arret` ends, then lets the requests under way finish.
///
/// # Errors
/// When the socket fails.
pub async fn servir(
    ecoute: TcpListener,
    application: Router,
    arret: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let application = application.into_make_service_with_connect_info::<SocketAddr>();
    serve(ecoute, application).with_graceful_shutdown(arret).await
}

fn panique(cause: Box<dyn Any + Send + 'static>) -> Response {
    let texte = cause.downcast_ref::<&str>().map(|t| (*t).to_owned());
    let texte = texte.or_else(|| cause.downcast_ref::<String>().cloned());
    Erreur::Interne(texte.unwrap_or_else(|| "arrêt inattendu".to_owned())).into_response()
}
