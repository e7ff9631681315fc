//! What can go wrong, as a page in French with a way out, and as JSON for a program.

use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::moteur::Faute;
use serde_json::{Value, json};

use crate::rendu::{Page, Rendu};
use crate::session::Visiteur;

/// Why there is no page. Handlers return it; `habiller` writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erreur {
    /// It does not exist, or not for this reader.
    Introuvable,
    /// The address or the request cannot be read.
    Malforme(String),
    /// She may see it and not do that: why, and whom to ask.
    Interdit(String),
    /// A form that was not drawn by this program for this session.
    Jeton,
    /// Someone else changed it first.
    Conflit,
    /// The body is larger than any form.
    TropGros,
    /// The body came too slowly: whoever sends drops by drop does not hold a place for ever.
    Lent,
    /// The address exists, for another method.
    Methode,
    /// What was typed is wrong and no form can show it again.
    Saisie(Vec<Faute>),
    /// Nobody acts yet: what her session lacks comes first, then this page.
    NonConnecte(String),
    /// Ours: said in the program's own log, never on the page.
    Interne(String),
}

impl From<actes::Erreur> for Erreur {
    fn from(erreur: actes::Erreur) -> Self {
        match erreur {
            actes::Erreur::Introuvable => Self::Introuvable,
            actes::Erreur::Saisie(fautes) => Self::Saisie(fautes),
            actes::Erreur::Interdit(raison) => Self::Interdit(raison),
            actes::Erreur::Conflit => Self::Conflit,
            autre => Self::Interne(autre.to_string()),
        }
    }
}

impl IntoResponse for Erreur {
    fn into_response(self) -> Response {
        let mut reponse = self.statut().into_response();
        reponse.extensions_mut().insert(self);
        reponse
    }
}

#[derive(Template)]
#[template(path = "pages/erreur.html")]
struct PageErreur {
    page: Page,
    explication: String,
    fautes: Vec<String>,
    issues: Vec<(&'static str, &'static str)>,
}

impl Erreur {
    /// The status of the answer.
    pub const fn statut(&self) -> StatusCode {
        match self {
            Self::Introuvable => StatusCode::NOT_FOUND,
            Self::Malforme(_) => StatusCode::BAD_REQUEST,
            Self::Interdit(_) | Self::Jeton => StatusCode::FORBIDDEN,
            Self::Conflit => StatusCode::CONFLICT,
            Self::TropGros => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Lent => StatusCode::REQUEST_TIMEOUT,
            Self::Methode => StatusCode::METHOD_NOT_ALLOWED,
            Self::Saisie(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NonConnecte(_) => StatusCode::UNAUTHORIZED,
            Self::Interne(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn titre(&self) -> &'static str {
        match self {
            Self::Introuvable => "Cette page n’existe pas",
            Self::Malforme(_) => "Cette adresse est mal écrite",
            Self::Interdit(_) => "Vous ne pouvez pas faire cela",
            Self::Jeton => "Ce formulaire n’est plus valable",
            Self::Conflit => "Cet élément a changé entre-temps",
            Self::TropGros => "Cet envoi est trop lourd",
            Self::Lent => "Cet envoi a pris trop de temps",
            Self::Methode => "Cette page ne s’ouvre pas ainsi",
            Self::Saisie(_) => "Une réponse est à corriger",
            Self::NonConnecte(_) => "Dites d’abord qui vous êtes",
            Self::Interne(_) => "Palier a rencontré un problème",
        }
    }

    fn explication(&self) -> String {
        match self {
            Self::Introuvable => "L’adresse est fausse, ou ce qu’elle désigne n’est pas partagé avec votre organisation. Palier ne dit pas lequel des deux, pour ne rien révéler.",
            Self::Malforme(quoi) | Self::Interdit(quoi) => quoi,
            Self::Jeton => "Rien n’a été enregistré. Votre session a changé, ou s’est terminée, depuis l’ouverture du formulaire. Revenez en arrière : votre navigateur a gardé ce que vous aviez tapé. Rechargez ensuite la page dans un autre onglet pour le recopier.",
            Self::Conflit => "Une autre personne vient d’enregistrer quelque chose. Rien n’a été écrasé et votre saisie n’a pas été enregistrée. Revenez en arrière, rechargez la page, puis recommencez.",
            Self::TropGros => "Un formulaire ne peut pas dépasser 64\u{a0}kilo-octets. Revenez en arrière et raccourcissez votre texte.",
            Self::Lent => "Rien n’a été enregistré. Revenez en arrière : votre navigateur a gardé ce que vous aviez tapé. Vérifiez votre connexion, puis recommencez.",
            Self::Methode => "Cette adresse attend l’envoi d’un formulaire, ou au contraire n’en reçoit pas. Passez par les liens et les boutons des pages.",
            Self::Saisie(_) => "Rien n’a été enregistré. Revenez en arrière : votre navigateur a gardé ce que vous aviez tapé.",
            Self::NonConnecte(_) => "Cette page demande de savoir pour qui vous agissez.",
            Self::Interne(_) => "Rien n’a été perdu de ce qui était déjà enregistré. Réessayez dans un instant. Si cela recommence, prévenez la personne qui administre Palier.",
        }
        .to_owned()
    }

    fn issues(&self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::NonConnecte(_) => vec![("/connexion", "Aller à la page de connexion")],
            Self::Introuvable => vec![
                ("/", "Aller à l’accueil"),
                ("/dossiers", "Voir mes dossiers"),
                ("/dispositifs", "Voir les dispositifs"),
            ],
            _ => vec![("/", "Aller à l’accueil"), ("/aide", "Lire l’aide")],
        }
    }

    /// The page, for a person.
    pub fn page(&self, visiteur: &Visiteur) -> Response {
        let fautes = match self {
            Self::Saisie(fautes) => fautes.iter().map(|f| f.message.clone()).collect(),
            _ => Vec::new(),
        };
        let page = PageErreur {
            page: visiteur.page(self.titre(), ""),
            explication: self.explication(),
            fautes,
            issues: self.issues(),
        };
        Rendu(self.statut(), page).into_response()
    }

    /// The same, for a program.
    pub fn json(&self) -> Response {
        let mut corps = json!({ "erreur": self.titre(), "explication": self.explication() });
        if let (Self::Saisie(fautes), Some(objet)) = (self, corps.as_object_mut()) {
            objet.insert("fautes".to_owned(), fautes_json(fautes));
        }
        (self.statut(), Json(corps)).into_response()
    }
}

/// Faults for a program: field and message.
pub fn fautes_json(fautes: &[Faute]) -> Value {
    fautes.iter().map(|f| json!({ "champ": f.champ, "message": f.message })).collect()
}
