//! Style, script, font and drawings, held in the program, compressed once, named by their content.

use std::io::Write;
use std::sync::LazyLock;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::erreur::Erreur;
use crate::extraire::{Chemin, Requete};

const FICHIERS: [(&str, &str, &[u8]); 7] = [
    ("palier.css", "text/css; charset=utf-8", include_bytes!("../assets/palier.css")),
    ("palier.js", "text/javascript; charset=utf-8", include_bytes!("../assets/palier.js")),
    ("htmx.min.js", "text/javascript; charset=utf-8", include_bytes!("../assets/htmx.min.js")),
    ("favicon.svg", "image/svg+xml", include_bytes!("../assets/favicon.svg")),
    ("logo.svg", "image/svg+xml", include_bytes!("../assets/logo.svg")),
    (
        "fonts/atkinson-hyperlegible-next-latin-400-normal.woff2",
        "font/woff2",
        include_bytes!("../assets/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2"),
    ),
    (
        "fonts/atkinson-hyperlegible-next-latin-700-normal.woff2",
        "font/woff2",
        include_bytes!("../assets/fonts/atkinson-hyperlegible-next-latin-700-normal.woff2"),
    ),
];

struct Fichier {
    nom: &'static str,
    genre: &'static str,
    brut: &'static [u8],
    /// Gzip, when it is smaller.
    serre: Option<Vec<u8>>,
    empreinte: String,
}

static SERVIS: LazyLock<Vec<Fichier>> = LazyLock::new(|| FICHIERS.into_iter().map(preparer).collect());

fn preparer((nom, genre, brut): (&'static str, &'static str, &'static [u8])) -> Fichier {
    let empreinte = Sha256::digest(brut).iter().take(8).map(|o| format!("{o:02x}")).collect();
    Fichier { nom, genre, brut, serre: serrer(brut).filter(|s| s.len() < brut.len()), empreinte }
}

fn serrer(brut: &[u8]) -> Option<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(brut).ok()?;
    gzip.finish().ok()
}

/// The address of a file, with its content's mark: a browser keeps it for good.
pub fn adresse(nom: &str) -> String {
    match SERVIS.iter().find(|f| f.nom == nom) {
        Some(f) => format!("/assets/{nom}?v={}", f.empreinte),
        None => format!("/assets/{nom}"),
    }
}

/// `GET /assets/…`
pub async fn servir(
    Chemin(nom): Chemin<String>,
    Requete(requete): Requete,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    let fichier = SERVIS.iter().find(|f| f.nom == nom).ok_or(Erreur::Introuvable)?;
    let texte = |nom| entetes.get(nom).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let etiquette = format!("\"{}\"", fichier.empreinte);
    let duree = if requete.une("v") == Some(&fichier.empreinte) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let communs = [(header::ETAG, etiquette.clone()), (header::CACHE_CONTROL, duree.to_owned())];
    if texte(header::IF_NONE_MATCH).contains(&etiquette) {
        return Ok((StatusCode::NOT_MODIFIED, communs).into_response());
    }
    let genre = [(header::CONTENT_TYPE, fichier.genre)];
    Ok(match &fichier.serre {
        Some(serre) if texte(header::ACCEPT_ENCODING).contains("gzip") => {
            let codage = [(header::CONTENT_ENCODING, "gzip"), (header::VARY, "Accept-Encoding")];
            (communs, genre, codage, serre.as_slice().to_vec()).into_response()
        }
        _ => (communs, genre, fichier.brut).into_response(),
    })
}
