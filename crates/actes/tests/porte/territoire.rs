//! A small world for the tests of the door: one dispositif, its convention, its people.

use std::sync::Arc;

use actes::{Erreur, Horloge, Ordre, Organisation, Porte, Reponse, Utilisateur};
use dispositifs::Bibliotheque;
use domain::{Acte, Champs, Date, OrganisationId, SujetId, UtilisateurId, Valeur, ids};
use jiff::civil::date;
use policy::Acteur;
use store::essais::Essai;

/// The day of these tests.
pub const AUJOURD_HUI: Date = date(2026, 11, 2);

/// A definition of the tests' own: one eligibility fact, one quota, one place.
pub const DEFINITION: &str = r#"
id = "essai"
version = 1

[fiche]
titre = "Essai"
resume = "Un dispositif d'essai."
chapitre = "2.1"
volets = ["accès"]
publics = ["ménages isolés"]
menages = { imprime = "1", nombre = 1, base = "total" }
logements = { imprime = "1", nombre = 1, base = "total" }
duree = { imprimee = "1 an", mois = 12 }
territoire = { libelle = "Essai", departements = ["01"] }
source = "convention"

[[role]]
nom = "opérateur"
nature = "association"

[[role]]
nom = "bailleur"
nature = "bailleur"

[[canal]]
nom = "direct"
source = "convention"

[[statut]]
nom = "bail"
nature = "bail direct"
titulaire = "ménage"
entree = true
source = "convention"

[[eligibilite]]
nom = "ménage isolé"
exige = { fait = "menage.isolement", est = true }
message = "Le ménage doit être isolé."
source = "convention"

[[groupe]]
nom = "atelier"
source = "convention"

[[quota]]
nom = "places"
compte = "places"
plafond = "@fait:convention.places"
source = "convention"
"#;

/// The world.
pub struct Territoire {
    pub porte: Arc<Porte>,
    pub acteur: Acteur,
    pub convention: SujetId,
}

impl Territoire {
    /// Opened on a fresh base, with that many places.
    pub fn nouveau(essai: &Essai, places: i64) -> Self {
        Self::sous(essai, DEFINITION, places)
    }

    /// The same under another definition.
    pub fn sous(essai: &Essai, definition: &str, places: i64) -> Self {
        let porte = ouvrir(essai, definition);
        let organisation = OrganisationId(ids::ulid(1));
        let utilisateur = UtilisateurId(ids::ulid(2));
        porte
            .inscrire(
                vec![Organisation {
                    id: organisation,
                    nom: "Le Palier Bleu".to_owned(),
                    nature: "association".to_owned(),
                    etat: serde_json::Value::Null,
                }],
                vec![Utilisateur {
                    id: utilisateur,
                    nom: "Personne d'essai".to_owned(),
                    etat: serde_json::json!({ "organisation": organisation.to_string() }),
                }],
            )
            .unwrap();
        let acteur = porte.annuaire().acteur(utilisateur).unwrap();
        let convention = SujetId(ids::ulid(3));
        let monde = Self { porte, acteur, convention };
        let champs = Champs::from([
            ("convention.debut".to_owned(), Valeur::Jour(date(2026, 1, 1))),
            ("convention.places".to_owned(), Valeur::Nombre(places)),
        ]);
        let ouverture = Ordre {
            dispositif: Some("essai".to_owned()),
            ..ordre(Acte::OuvrirConvention, convention, champs)
        };
        monde.accepte(Ordre { role: Some("opérateur".to_owned()), ..ouverture });
        let confie = Champs::from([
            ("role".to_owned(), Valeur::Mot("opérateur".to_owned())),
            ("organisation".to_owned(), Valeur::Organisation(organisation)),
        ]);
        monde.accepte(ordre(Acte::ConfierRole, convention, confie));
        monde
    }

    /// The same world, opened again by a program that ships this definition.
    pub fn rouvert(essai: &Essai, definition: &str) -> Self {
        let porte = ouvrir(essai, definition);
        let acteur = porte.annuaire().acteur(UtilisateurId(ids::ulid(2))).unwrap();
        Self { porte, acteur, convention: SujetId(ids::ulid(3)) }
    }

    /// Plays an act.
    pub fn agir(&self, ordre: Ordre) -> Result<Reponse, Erreur> {
        self.porte.agir(&self.acteur, ordre)
    }

    /// Plays an act that must be accepted.
    pub fn accepte(&self, ordre: Ordre) {
        let acte = ordre.acte;
        let reponse = self.agir(ordre).unwrap_or_else(|e| panic!("{} : {e:?}", acte.nom()));
        assert_eq!(
            reponse.verdict.issue,
            domain::Issue::Accepte,
            "{} : {:#?}",
            acte.nom(),
            reponse.verdict.motifs
        );
    }

    /// A household referred under the convention, ready to be admitted. `n` names it.
    pub fn oriente(&self, n: u128) -> SujetId {
        let (menage, dossier) = (SujetId(ids::ulid(1_000 + 2 * n)), SujetId(ids::ulid(1_001 + 2 * n)));
        let faits = Champs::from([
            ("menage.nom".to_owned(), Valeur::Texte(format!("Ménage {n}"))),
            ("menage.isolement".to_owned(), Valeur::Booleen(true)),
        ]);
        self.accepte(ordre(Acte::CreerMenage, menage, faits));
        let champs = Champs::from([
            ("menage".to_owned(), Valeur::Sujet(menage)),
            ("convention".to_owned(), Valeur::Sujet(self.convention)),
            ("canal".to_owned(), Valeur::Mot("direct".to_owned())),
        ]);
        self.accepte(ordre(Acte::Orienter, dossier, champs));
        dossier
    }
}

fn ouvrir(essai: &Essai, definition: &str) -> Arc<Porte> {
    let mut fichiers = Bibliotheque::fichiers_communs();
    fichiers.push(("essai/definition.toml".to_owned(), definition.to_owned()));
    let (bibliotheque, fautes) = Bibliotheque::lire(fichiers);
    assert!(fautes.iter().all(|f| !f.est_erreur()), "{fautes:#?}");
    let configuration = actes::Configuration::new(essai.configuration(), Horloge::au(AUJOURD_HUI));
    Arc::new(Porte::ouvrir(&configuration, bibliotheque).unwrap())
}

/// An act of today, under a key of its own.
pub fn ordre(acte: Acte, sujet: SujetId, champs: Champs) -> Ordre {
    Ordre {
        acte,
        sujet,
        dispositif: None,
        le: AUJOURD_HUI,
        champs,
        role: None,
        passer_outre: None,
        version_lue: None,
        cle: format!("{}-{sujet}", acte.code()),
    }
}
