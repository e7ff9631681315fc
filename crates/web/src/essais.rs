//! For tests: the whole program over a small invented world, asked as a browser would.

use std::sync::Arc;

use actes::{Horloge, Ordre, Organisation, Porte, Utilisateur};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use dispositifs::Bibliotheque;
use domain::{Acte, Champs, OrganisationId, SujetId, UtilisateurId, Valeur, ids};
use jiff::civil::date;
use store::essais::Essai;
use tower::ServiceExt;

use crate::{AppState, application};

const DEFINITION: &str = r#"
id = "essai"
version = 1

[fiche]
titre = "Maison des essais"
titre_neutre = "Maison verte"
resume = "Un dispositif d'essai pour la santé."
chapitre = "3.1"
volets = ["accès"]
publics = ["ménages isolés"]
menages = { imprime = "12", nombre = 12, base = "total" }
logements = { imprime = "4", nombre = 4, base = "total" }
duree = { imprimee = "1 an", mois = 12 }
territoire = { libelle = "Essai", departements = ["01"] }
remarques = ["Douze ménages pour quatre logements."]
source = "convention"

[[fiche.cout]]
libelle = "poste"
montant = "10 000 €"
base = "an"
fois = 3

[[fiche.cout]]
libelle = "total"
montant = "25 000 €"
base = "projet"
total = true

[[role]]
nom = "opérateur"
nature = "association"

[[canal]]
nom = "direct"
source = "convention"

[[canal]]
nom = "autre"
source = "convention"

[[eligibilite]]
nom = "ménage isolé"
exige = { fait = "menage.isolement", est = true }
message = "Le ménage doit être isolé."
source = { reference = "CCH L1", verifiee = false }

[[instance]]
nom = "comité"
membres = ["opérateur"]
pouvoirs = ["admettre"]
source = "convention"

[[statut]]
nom = "sous-location"
nature = "sous-location"
titulaire = "opérateur"
entree = true
source = "convention"

[[statut]]
nom = "bail direct"
nature = "bail direct"
titulaire = "ménage"
apres = ["sous-location"]
source = "convention"
"#;

/// Who works for the operator of the convention.
pub const OPERATRICE: u128 = 2;
/// Who works for a body that takes part in nothing.
pub const ETRANGERE: u128 = 4;

/// The program, and one browser.
pub struct Monde {
    pub convention: SujetId,
    pub porte: Arc<Porte>,
    pub application: Router,
    cookie: String,
    _essai: Essai,
}

/// What came back.
pub struct Recu {
    pub statut: StatusCode,
    pub entetes: axum::http::HeaderMap,
    pub texte: String,
}

impl Recu {
    pub fn entete(&self, nom: header::HeaderName) -> &str {
        self.entetes.get(nom).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The value of a hidden field.
    pub fn cache(&self, nom: &str) -> String {
        let debut = format!("name=\"{nom}\" value=\"");
        let apres = self.texte.split(&debut).nth(1).unwrap_or_else(|| panic!("no field {nom}"));
        apres.split('"').next().unwrap().to_owned()
    }

    #[track_caller]
    pub fn contient(&self, texte: &str) -> &Self {
        assert!(self.texte.contains(texte), "« {texte} » is not in:\n{}", self.texte);
        self
    }

    #[track_caller]
    pub fn tait(&self, texte: &str) -> &Self {
        assert!(!self.texte.contains(texte), "« {texte} » should not be there");
        self
    }
}

impl Monde {
    /// The demo, on a fresh SQLite base.
    pub fn nouveau() -> Self {
        Self::servi(AppState::demo)
    }

    /// The same base behind a real server.
    pub fn serveur() -> Self {
        let adresse = crate::AdressePublique::lire("https://palier.example.org").unwrap();
        Self::servi(|porte| AppState::serveur(porte, adresse, Vec::new()))
    }

    /// The same server, whose catalogue anyone may read.
    pub fn serveur_a_catalogue_public() -> Self {
        let adresse = crate::AdressePublique::lire("https://palier.example.org").unwrap();
        Self::servi(|porte| AppState::serveur(porte, adresse, Vec::new()).a_catalogue_public())
    }

    fn servi(etat: impl FnOnce(Arc<Porte>) -> AppState) -> Self {
        let essai = store::essais::base_neuve();
        let mut fichiers = Bibliotheque::fichiers_communs();
        fichiers.push(("essai/definition.toml".to_owned(), DEFINITION.to_owned()));
        // Another sheet, under which nothing runs.
        let jumeau = DEFINITION.replacen("essai", "jumeau", 1).replace("Maison", "Villa").replace("12", "20");
        fichiers.push(("jumeau/definition.toml".to_owned(), jumeau));
        let (bibliotheque, _) = Bibliotheque::lire(fichiers);
        let configuration = actes::Configuration::new(essai.configuration(), Horloge::au(date(2026, 11, 24)));
        let porte = Arc::new(Porte::ouvrir(&configuration, bibliotheque).unwrap());
        let maison = |n, nom: &str, nature: &str| Organisation {
            id: OrganisationId(ids::ulid(n)),
            nom: nom.to_owned(),
            nature: nature.to_owned(),
            etat: serde_json::Value::Null,
        };
        let gens = |n, nom: &str, o| Utilisateur {
            id: UtilisateurId(ids::ulid(n)),
            nom: nom.to_owned(),
            etat: serde_json::json!({
                "organisation": OrganisationId(ids::ulid(o)).to_string(),
                "fonction": "travailleuse sociale",
            }),
        };
        porte
            .inscrire(
                vec![
                    maison(1, "Association du Pont", "association"),
                    maison(3, "Bailleur du Lac", "bailleur"),
                ],
                vec![gens(OPERATRICE, "Anne Pont", 1), gens(ETRANGERE, "Luc Lac", 3)],
            )
            .unwrap();
        let convention = ouvrir_convention(&porte);
        let application = application(etat(Arc::clone(&porte)));
        Self { convention, porte, application, cookie: String::new(), _essai: essai }
    }

    /// The same, once that person is chosen.
    pub async fn comme(personne: u128) -> Self {
        Self::nouveau().devenir(UtilisateurId(ids::ulid(personne))).await
    }

    /// The same world, once she is chosen.
    pub async fn devenir(mut self, personne: UtilisateurId) -> Self {
        let jeton = self.get("/connexion").await.cache("jeton");
        let champs = [("jeton", jeton), ("utilisateur", personne.to_string())];
        let recu = self.post("/connexion", &champs.each_ref().map(|(n, v)| (*n, v.as_str()))).await;
        assert_eq!(recu.statut, StatusCode::SEE_OTHER, "{}", recu.texte);
        self.cookie = recu.entete(header::SET_COOKIE).split(';').next().unwrap().to_owned();
        self
    }

    pub async fn get(&self, adresse: &str) -> Recu {
        self.envoyer(Request::get(adresse), Body::empty()).await
    }

    pub async fn get_json(&self, adresse: &str) -> Recu {
        self.envoyer(Request::get(adresse).header(header::ACCEPT, "application/json"), Body::empty()).await
    }

    pub async fn post(&self, adresse: &str, champs: &[(&str, &str)]) -> Recu {
        let corps = serde_urlencoded::to_string(champs).unwrap();
        let requete =
            Request::post(adresse).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.envoyer(requete, Body::from(corps)).await
    }

    pub async fn envoyer(&self, requete: axum::http::request::Builder, corps: Body) -> Recu {
        let requete = requete.header(header::COOKIE, &self.cookie).body(corps).unwrap();
        let reponse: Response<Body> = self.application.clone().oneshot(requete).await.unwrap();
        let (parts, corps) = reponse.into_parts();
        let octets = to_bytes(corps, 4_000_000).await.unwrap();
        let texte = String::from_utf8_lossy(&octets).into_owned();
        Recu { statut: parts.status, entetes: parts.headers, texte }
    }
}

fn ouvrir_convention(porte: &Arc<Porte>) -> SujetId {
    let acteur = porte.annuaire().acteur(UtilisateurId(ids::ulid(OPERATRICE))).unwrap();
    let id = SujetId(ids::ulid(10));
    let agir = |acte, dispositif: Option<&str>, champs: Champs| {
        let ordre = Ordre {
            acte,
            sujet: id,
            dispositif: dispositif.map(str::to_owned),
            le: date(2026, 1, 1),
            champs,
            role: Some("opérateur".to_owned()),
            passer_outre: None,
            version_lue: None,
            cle: acte.code(),
        };
        let reponse = porte.agir(&acteur, ordre).unwrap();
        assert_eq!(reponse.verdict.issue, domain::Issue::Accepte, "{:?}", reponse.verdict.motifs);
    };
    let nommee = Champs::from([
        ("convention.nom".to_owned(), Valeur::Texte("Convention du Pont".to_owned())),
        ("convention.places".to_owned(), Valeur::Nombre(8)),
    ]);
    agir(Acte::OuvrirConvention, Some("essai"), nommee);
    let role = Champs::from([
        ("role".to_owned(), Valeur::Mot("opérateur".to_owned())),
        ("organisation".to_owned(), Valeur::Organisation(acteur.organisation)),
    ]);
    agir(Acte::ConfierRole, None, role);
    id
}
