//! What a page is made of, for a landlord who takes part in the convention: what is counted, due or named.

use actes::{Ordre, Organisation, Utilisateur};
use domain::fait::Classe;
use domain::{Acte, Champs, Genre, OrganisationId, SujetId, UtilisateurId, Valeur, ids};
use policy::Acteur;
use store::essais::base_neuve;

use crate::territoire::{DEFINITION, Territoire, ordre};

/// Someone of an organisation that holds this role in the convention.
fn partie(monde: &Territoire, n: u128, role: &str, nature: &str) -> Acteur {
    let (organisation, utilisateur) = (OrganisationId(ids::ulid(n)), UtilisateurId(ids::ulid(n + 1)));
    let maison = Organisation {
        id: organisation,
        nom: format!("Maison {n}"),
        nature: nature.to_owned(),
        etat: serde_json::Value::Null,
    };
    let personne = Utilisateur {
        id: utilisateur,
        nom: format!("Personne {n}"),
        etat: serde_json::json!({ "organisation": organisation.to_string() }),
    };
    monde.porte.inscrire(vec![maison], vec![personne]).unwrap();
    let confie = Champs::from([
        ("role".to_owned(), Valeur::Mot(role.to_owned())),
        ("organisation".to_owned(), Valeur::Organisation(organisation)),
    ]);
    let confie = ordre(Acte::ConfierRole, monde.convention, confie);
    monde.accepte(Ordre { cle: role.to_owned(), ..confie });
    monde.porte.annuaire().acteur(utilisateur).unwrap()
}

fn bailleur(monde: &Territoire) -> Acteur {
    partie(monde, 60, "bailleur", "bailleur")
}

fn menage_de(monde: &Territoire, dossier: SujetId) -> SujetId {
    monde.porte.sujet(&monde.acteur, Genre::Dossier, dossier).unwrap().sujet.menage.unwrap()
}

#[test]
fn the_place_of_a_protected_household_is_counted_by_its_operator_and_not_by_a_landlord() {
    let essai = base_neuve();
    let monde = Territoire::nouveau(&essai, 1);
    let conseillere = bailleur(&monde);
    let (protege, autre) = (monde.oriente(1), monde.oriente(2));
    monde.accepte(ordre(Acte::Admettre, protege, Champs::new()));
    let motif = Champs::from([("motif".to_owned(), Valeur::Mot("violences".to_owned()))]);
    monde.accepte(ordre(Acte::Proteger, menage_de(&monde, protege), motif));
    let complet = |qui: &Acteur| {
        let lu = monde.porte.sujet(qui, Genre::Dossier, autre).unwrap();
        let suite = lu.suite();
        let admettre = suite.iter().find(|s| s.acte == Acte::Admettre).unwrap();
        admettre.motifs.iter().any(|m| m.regle == "places")
    };
    assert!(complet(&monde.acteur), "no place is left");
    assert!(!complet(&conseillere), "she would learn that somebody holds it");
}

#[test]
fn what_is_due_because_something_is_not_known_is_told_to_those_who_may_know_it() {
    let essai = base_neuve();
    let definition = format!(
        "{DEFINITION}
[[role]]
nom = \"soins\"
nature = \"santé\"

[[echeance]]
nom = \"troubles à évaluer\"
acte = \"renseigner\"
depuis = \"orienter\"
apres = [\"1 mois\"]
tant_que = {{ fait = \"sante.troubles_psychiques\", connu = false }}
message = \"L'état de santé reste à renseigner.\"
source = \"convention\"
"
    );
    let monde = Territoire::sous(&essai, &definition, 5);
    let (conseillere, soignante) = (bailleur(&monde), partie(&monde, 70, "soins", "santé"));
    let dossier = monde.oriente(1);
    let dues = |qui: &Acteur| {
        let lu = monde.porte.sujet(qui, Genre::Dossier, dossier).unwrap();
        (lu.lit(Classe::C5), lu.echeances().iter().any(|e| e.nom == "troubles à évaluer"))
    };
    assert_eq!(dues(&conseillere), (false, false));
    assert_eq!(dues(&soignante), (true, true));
}

#[test]
fn a_dossier_that_is_named_on_another_page_brings_nothing_of_its_notes() {
    let essai = base_neuve();
    let monde = Territoire::nouveau(&essai, 5);
    let conseillere = bailleur(&monde);
    let dossier = monde.oriente(1);
    let contact = Champs::from([("resultat".to_owned(), Valeur::Mot("joint".to_owned()))]);
    monde.accepte(ordre(Acte::TenterContact, dossier, contact));
    let motif = Champs::from([("motif".to_owned(), Valeur::Mot("hors critères".to_owned()))]);
    monde.accepte(ordre(Acte::RefuserAdmission, dossier, motif));
    let motifs = |qui: &Acteur| {
        let lus = monde.porte.nommes(qui, [dossier]).unwrap();
        assert_eq!(lus.len(), 1);
        lus[0].evenements.iter().filter(|e| e.champs.contains_key("motif")).count()
    };
    assert_eq!(motifs(&conseillere), 0, "why it was refused is of the social situation");
}
