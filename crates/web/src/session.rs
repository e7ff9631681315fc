//! Who is there. Until accounts come, a signed cookie says which invented person one acts as.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use domain::UtilisateurId;
use policy::Acteur;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::jeton;
use crate::rendu::{Page, Persona};

const COOKIE: &str = "palier";

/// One opening of the program by one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    utilisateur: UtilisateurId,
    grain: String,
}

impl Session {
    fn lire(secret: &[u8; 32], texte: &str) -> Option<Self> {
        let (contenu, signature) = texte.rsplit_once('.')?;
        let (utilisateur, grain) = contenu.split_once('.')?;
        let session = Self { utilisateur: utilisateur.parse().ok()?, grain: grain.to_owned() };
        jeton::egaux(&jeton::signer(secret, "session", contenu), signature).then_some(session)
    }

    fn nom(&self) -> String {
        format!("{}.{}", self.utilisateur, self.grain)
    }

    /// The header that opens a session for this person.
    pub fn ouvrir(secret: &[u8; 32], utilisateur: UtilisateurId) -> String {
        let nom = Self { utilisateur, grain: jeton::grain() }.nom();
        let signature = jeton::signer(secret, "session", &nom);
        format!("{COOKIE}={nom}.{signature}; Path=/; HttpOnly; SameSite=Lax")
    }

    /// The header that closes it.
    pub fn fermer() -> String {
        format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}

/// Whoever asks for a page, known or not.
#[derive(Clone)]
pub struct Visiteur {
    etat: AppState,
    session: Option<Session>,
    /// Whom she acts as.
    pub acteur: Option<Acteur>,
}

impl Visiteur {
    /// From the cookie of a request.
    pub fn lire(etat: &AppState, entetes: &HeaderMap) -> Self {
        let cookies = entetes.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        let session = cookies
            .flat_map(|c| c.split(';'))
            .filter_map(|c| c.trim().strip_prefix(COOKIE)?.strip_prefix('='))
            .find_map(|texte| Session::lire(&etat.secret, texte));
        let acteur = session.as_ref().and_then(|s| etat.porte.annuaire().acteur(s.utilisateur));
        Self { etat: etat.clone(), session: session.filter(|_| acteur.is_some()), acteur }
    }

    /// The frame of a page.
    pub fn page(&self, titre: impl Into<String>, actif: &'static str) -> Page {
        Page {
            titre: titre.into(),
            persona: self.acteur.as_ref().map(|a| self.persona(a)),
            demo: self.etat.demo,
            actif,
            sortie: false,
            jeton: jeton::poser(&self.etat.secret, &self.nom_de_session()),
        }
    }

    /// Whether a posted token was drawn for this session.
    pub fn jeton_valable(&self, pose: &str) -> bool {
        jeton::verifier(&self.etat.secret, &self.nom_de_session(), pose)
    }

    fn nom_de_session(&self) -> String {
        self.session.as_ref().map_or_else(|| "personne".to_owned(), Session::nom)
    }

    fn persona(&self, acteur: &Acteur) -> Persona {
        let annuaire = self.etat.porte.annuaire();
        let fonction =
            annuaire.utilisateurs.get(&acteur.utilisateur).and_then(|u| u.etat.get("fonction")?.as_str());
        Persona {
            nom: acteur.nom.clone(),
            fonction: fonction.unwrap_or("sans fonction précisée").to_owned(),
            organisation: annuaire.organisation(acteur.organisation).to_owned(),
        }
    }
}

impl FromRequestParts<AppState> for Visiteur {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Infallible> {
        let deja = parts.extensions.get::<Self>().cloned();
        Ok(deja.unwrap_or_else(|| Self::lire(etat, &parts.headers)))
    }
}

/// Someone who acts for an organisation. Without a session, the request goes to `/connexion` first.
#[derive(Clone)]
pub struct Connecte {
    /// Who.
    pub acteur: Acteur,
    /// Her request.
    pub visiteur: Visiteur,
}

impl Connecte {
    /// The frame of a page.
    pub fn page(&self, titre: impl Into<String>, actif: &'static str) -> Page {
        self.visiteur.page(titre, actif)
    }
}

impl FromRequestParts<AppState> for Connecte {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Erreur> {
        let Ok(visiteur) = <Visiteur as FromRequestParts<AppState>>::from_request_parts(parts, etat).await;
        match visiteur.acteur.clone() {
            Some(acteur) => Ok(Self { acteur, visiteur }),
            None => {
                let retour = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
                Err(Erreur::NonConnecte(retour.map(ToString::to_string).unwrap_or_default()))
            }
        }
    }
}

impl OptionalFromRequestParts<AppState> for Connecte {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Option<Self>, Infallible> {
        Ok(<Self as FromRequestParts<AppState>>::from_request_parts(parts, etat).await.ok())
    }
}
