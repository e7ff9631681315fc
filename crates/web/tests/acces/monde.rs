//! The small world opened as a program: its records, its pages, and whoever comes to read them.

use std::sync::{Arc, LazyLock};

use actes::{Configuration, Horloge, Organisation, Porte, Utilisateur};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use dispositifs::Bibliotheque;
use domain::Date;
use jiff::civil::date;
use serde_json::json;
use store::essais::{Essai, base_neuve, base_neuve_postgres};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

use crate::personnes::{Maison, Qui};

/// The day of all these tests.
pub const AUJOURD_HUI: Date = date(2026, 3, 10);
/// A team of several trades, care among them, that the State and the town follow.
pub const DE_SOINS: &str = "2.3.17";
/// For people who leave prison.
pub const DE_SORTIE: &str = "3.5.2";

/// With levels of support, and leases that slide.
pub const A_BAIL_GLISSANT: &str = "2.1.12";

/// What all worlds share.
static BIBLIOTHEQUE: LazyLock<Bibliotheque> = LazyLock::new(|| {
    let mut fichiers = Bibliotheque::fichiers_communs();
    let livrees = [
        (DE_SOINS, include_str!("../../../../dispositifs/2.3.17/definition.toml")),
        (DE_SORTIE, include_str!("../../../../dispositifs/3.5.2/definition.toml")),
        (A_BAIL_GLISSANT, include_str!("../../../../dispositifs/2.1.12/definition.toml")),
    ];
    fichiers.extend(livrees.map(|(id, texte)| (format!("{id}/definition.toml"), texte.to_owned())));
    Bibliotheque::lire(fichiers).0
});

/// The program over one base.
pub struct Monde {
    pub porte: Arc<Porte>,
    application: Router,
    fil: Runtime,
    _essai: Essai,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recu {
    pub statut: StatusCode,
    pub entetes: HeaderMap,
    pub texte: String,
}

impl Recu {
    pub fn entete(&self, nom: header::HeaderName) -> &str {
        self.entetes.get(nom).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The value of a hidden field.
    pub fn cache(&self, nom: &str) -> String {
        let apres = self.texte.split(&format!("name=\"{nom}\" value=\"")).nth(1).unwrap_or_default();
        apres.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Monde {
    /// The directory and three definitions of the library, and nobody followed yet.
    pub fn vide() -> Self {
        Self::sur(base_neuve())
    }

    /// One on each engine at hand: SQLite, then PostgreSQL when a server is named.
    pub fn de_chaque_moteur() -> Vec<Self> {
        [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten().map(Self::sur).collect()
    }

    fn sur(essai: Essai) -> Self {
        let configuration = Configuration::new(essai.configuration(), Horloge::au(AUJOURD_HUI));
        let porte = Arc::new(Porte::ouvrir(&configuration, BIBLIOTHEQUE.clone()).unwrap());
        porte.inscrire(organisations(), utilisateurs()).unwrap();
        let application = web::application(web::AppState::demo(Arc::clone(&porte)));
        let fil = Builder::new_current_thread().enable_all().build().unwrap();
        Self { porte, application, fil, _essai: essai }
    }

    /// Sets the clock back to the beginning of the day: the same reading gives the same instants.
    pub fn au_matin(&self) {
        self.porte.horloge().regler(AUJOURD_HUI.tomorrow().unwrap());
        self.porte.horloge().regler(AUJOURD_HUI);
    }

    /// The program opened by this person; by nobody when there is none.
    pub fn lectrice(&self, qui: Option<Qui>) -> Lectrice<'_> {
        let mut lectrice = Lectrice { monde: self, cookie: String::new() };
        if let Some(qui) = qui {
            let jeton = lectrice.get("/connexion").cache("jeton");
            let corps = format!("jeton={jeton}&utilisateur={}", qui.id());
            let recu = lectrice.poser("/connexion", &corps);
            assert_eq!(recu.statut, StatusCode::SEE_OTHER, "{}", recu.texte);
            lectrice.cookie = recu.entete(header::SET_COOKIE).split(';').next().unwrap().to_owned();
        }
        lectrice
    }
}

/// One opening of the program.
pub struct Lectrice<'m> {
    monde: &'m Monde,
    cookie: String,
}

impl Lectrice<'_> {
    pub fn get(&self, adresse: &str) -> Recu {
        self.envoyer(Request::get(adresse), Body::empty())
    }

    /// The same, as a program asks.
    pub fn get_json(&self, adresse: &str) -> Recu {
        self.envoyer(Request::get(adresse).header(header::ACCEPT, "application/json"), Body::empty())
    }

    /// Posts fields that are coded already.
    pub fn poser(&self, adresse: &str, corps: &str) -> Recu {
        self.envoyer(formulaire(adresse), Body::from(corps.to_owned()))
    }

    /// The same, as a program does.
    pub fn poser_json(&self, adresse: &str, corps: &str) -> Recu {
        let requete = formulaire(adresse).header(header::ACCEPT, "application/json");
        self.envoyer(requete, Body::from(corps.to_owned()))
    }

    fn envoyer(&self, requete: axum::http::request::Builder, corps: Body) -> Recu {
        let requete = requete.header(header::COOKIE, &self.cookie).body(corps).unwrap();
        self.monde.fil.block_on(async {
            let reponse = self.monde.application.clone().oneshot(requete).await.unwrap();
            let (parts, corps) = reponse.into_parts();
            let octets = to_bytes(corps, 8_000_000).await.unwrap();
            let texte = String::from_utf8_lossy(&octets).into_owned();
            Recu { statut: parts.status, entetes: parts.headers, texte }
        })
    }
}

fn formulaire(adresse: &str) -> axum::http::request::Builder {
    Request::post(adresse).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn organisations() -> Vec<Organisation> {
    let une = |(maison, nom, _): &(Maison, &str, _)| Organisation {
        id: maison.id(),
        nom: (*nom).to_owned(),
        nature: maison.nature().mot().to_owned(),
        etat: json!({}),
    };
    Maison::TOUTES.iter().map(une).collect()
}

fn utilisateurs() -> Vec<Utilisateur> {
    let une = |(qui, nom, maison, profil): &(Qui, &str, Maison, policy::Profil)| Utilisateur {
        id: qui.id(),
        nom: (*nom).to_owned(),
        etat: json!({ "organisation": maison.id().to_string(), "profil": profil.mot() }),
    };
    Qui::TOUTES.iter().map(une).collect()
}
