//! Who is there: the session that a cookie opens, and for whom she acts in it.

use std::convert::Infallible;

use actes::comptes::{Etape, Ouverte, Session};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use policy::{Acteur, Profil};

use crate::cookies;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::jeton;
use crate::rendu::{Page, Persona};

/// Whoever asks for a page, known or not.
#[derive(Clone)]
pub struct Visiteur {
    etat: AppState,
    /// The token of her session; what forms are bound to.
    jeton: Option<String>,
    /// Her session, whatever it still lacks.
    pub session: Option<Session>,
    /// Whom she acts as.
    pub acteur: Option<Acteur>,
}

impl Visiteur {
    /// Nobody in particular.
    pub fn personne(etat: &AppState) -> Self {
        Self { etat: etat.clone(), jeton: None, session: None, acteur: None }
    }

    /// From the cookie of a request.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn lire(etat: &AppState, entetes: &HeaderMap) -> Result<Self, Erreur> {
        let Some(jeton) = cookies::lire(entetes, &cookies::session(etat)) else {
            return Ok(Self::personne(etat));
        };
        let cherche = jeton.clone();
        let Some(session) = etat.demander(move |porte| porte.session(&cherche)).await? else {
            return Ok(Self::personne(etat));
        };
        let pour = session.organisation().filter(|_| session.etape == Etape::Entiere);
        let acteur = pour.and_then(|o| etat.porte.annuaire().acteur_pour(session.utilisateur(), o));
        Ok(Self { etat: etat.clone(), jeton: Some(jeton), session: Some(session), acteur })
    }

    /// The frame of a page.
    pub fn page(&self, titre: impl Into<String>, actif: &'static str) -> Page {
        Page {
            titre: titre.into(),
            persona: self.acteur.as_ref().map(|a| self.persona(a)),
            demo: self.etat.demo,
            actif,
            sortie: false,
            jeton: jeton::poser(&self.etat.secret, self.nom_de_session()),
        }
    }

    /// The same, for forms that the session just opened will post.
    pub fn page_suivante(&self, ouverte: &Ouverte, titre: impl Into<String>) -> Page {
        Page { jeton: jeton::poser(&self.etat.secret, &ouverte.jeton), ..self.page(titre, "") }
    }

    /// Whether a posted token was drawn for this session.
    pub fn jeton_valable(&self, pose: &str) -> bool {
        jeton::verifier(&self.etat.secret, self.nom_de_session(), pose)
    }

    /// Whether the pages of the catalogue open for her.
    pub fn lit_le_catalogue(&self) -> bool {
        self.etat.catalogue_public || self.acteur.is_some()
    }

    /// What stands between her and the pages: where to sign in, to end doing it, or to say for whom she acts.
    pub fn suite(&self) -> &'static str {
        self.session.as_ref().map_or("/connexion", |s| suite(s.etape))
    }

    fn nom_de_session(&self) -> &str {
        self.jeton.as_deref().unwrap_or("personne")
    }

    fn persona(&self, acteur: &Acteur) -> Persona {
        let annuaire = self.etat.porte.annuaire();
        let fonction = annuaire.fonction(acteur.utilisateur, acteur.organisation);
        let intitule = fonction.map(|f| f.intitule.as_str()).filter(|i| !i.is_empty());
        Persona {
            nom: acteur.nom.clone(),
            fonction: intitule.unwrap_or("sans fonction précisée").to_owned(),
            organisation: annuaire.organisation(acteur.organisation).to_owned(),
            administre: acteur.profil == Profil::Administration,
            plusieurs: annuaire.fonctions(acteur.utilisateur).len() > 1,
        }
    }
}

/// The page where a session gets what it lacks.
pub const fn suite(etape: Etape) -> &'static str {
    match etape {
        Etape::Second => "/connexion/second-facteur",
        Etape::Equiper => "/compte/second-facteur",
        Etape::Entiere => "/compte/organisation",
    }
}

impl FromRequestParts<AppState> for Visiteur {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Infallible> {
        // `habiller` put her there.
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self::personne(etat)))
    }
}

/// Where to come back after signing in: the page that was asked for, never a form.
fn retour(parts: &Parts) -> Erreur {
    let lu = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
    Erreur::NonConnecte(lu.map(ToString::to_string).unwrap_or_default())
}

/// Someone who acts for an organisation. Anyone else is first sent to what she still lacks.
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
            None => Err(retour(parts)),
        }
    }
}

impl OptionalFromRequestParts<AppState> for Connecte {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Option<Self>, Infallible> {
        Ok(<Self as FromRequestParts<AppState>>::from_request_parts(parts, etat).await.ok())
    }
}

/// Who reads the catalogue: someone who acts for an organisation, or anyone where the operator opened it to all.
pub struct Lecteur(pub Visiteur);

impl FromRequestParts<AppState> for Lecteur {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Erreur> {
        let Ok(visiteur) = <Visiteur as FromRequestParts<AppState>>::from_request_parts(parts, etat).await;
        if visiteur.lit_le_catalogue() { Ok(Self(visiteur)) } else { Err(retour(parts)) }
    }
}

/// Someone with a session, whatever it still lacks: the door says what it may do.
pub struct EnSession {
    /// Her session.
    pub session: Session,
    /// Her request.
    pub visiteur: Visiteur,
}

impl FromRequestParts<AppState> for EnSession {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Erreur> {
        let Ok(visiteur) = <Visiteur as FromRequestParts<AppState>>::from_request_parts(parts, etat).await;
        match visiteur.session.clone() {
            Some(session) => Ok(Self { session, visiteur }),
            None => Err(retour(parts)),
        }
    }
}

/// Someone who has signed in to the end, whether or not she said for whom she acts.
pub struct Entiere {
    /// Her session.
    pub session: Session,
    /// Her request.
    pub visiteur: Visiteur,
}

impl FromRequestParts<AppState> for Entiere {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Erreur> {
        let EnSession { session, visiteur } = EnSession::from_request_parts(parts, etat).await?;
        if session.etape == Etape::Entiere { Ok(Self { session, visiteur }) } else { Err(retour(parts)) }
    }
}
