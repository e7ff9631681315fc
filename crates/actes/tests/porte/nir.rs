//! No social-security number enters, by any door.

use actes::{Erreur, Ordre, Organisation, Utilisateur};
use domain::{Acte, Champs, OrganisationId, UtilisateurId, Valeur, ids};
use store::essais::base_neuve;

use crate::territoire::{Territoire, ordre};

/// Invented: nobody bears it.
const NIR: &str = "2 99 12 99 999 999 11";

fn refuse(essai: Result<impl std::fmt::Debug, Erreur>, champ: &str) {
    match essai {
        Err(Erreur::Saisie(fautes)) => {
            let dite = fautes.iter().find(|f| f.champ == champ).unwrap();
            assert!(
                dite.message.contains("2019-341") && dite.message.contains("retirez-le"),
                "{}",
                dite.message
            );
            assert!(!dite.message.contains("999"), "le message répète le numéro");
        }
        autre => panic!("{champ} : {autre:?}"),
    }
}

#[test]
fn a_social_security_number_is_refused_in_any_field_with_the_reason() {
    let essai = base_neuve();
    let monde = Territoire::nouveau(&essai, 5);
    let dossier = monde.oriente(1);
    monde.accepte(ordre(Acte::Admettre, dossier, Champs::new()));
    monde.accepte(ordre(Acte::OuvrirMesure, dossier, Champs::new()));
    let texte = |nom: &str| (nom.to_owned(), Valeur::Texte(format!("vue ce jour, {NIR}")));
    let mot = |nom: &str, mot: &str| (nom.to_owned(), Valeur::Mot(mot.to_owned()));
    let visite = |champs: Vec<(String, Valeur)>| {
        ordre(Acte::Visiter, dossier, champs.into_iter().chain([mot("lieu", "domicile")]).collect())
    };
    refuse(monde.agir(visite(vec![texte("note")])), "note");
    let participants = ("participants".to_owned(), Valeur::Mots(vec!["ménage".to_owned(), NIR.to_owned()]));
    refuse(monde.agir(visite(vec![participants])), "participants");
    refuse(monde.agir(ordre(Acte::Visiter, dossier, [mot("lieu", NIR)].into())), "lieu");
    refuse(monde.agir(Ordre { passer_outre: Some(NIR.into()), ..visite(vec![]) }), "passer_outre");
    refuse(monde.agir(Ordre { cle: NIR.into(), ..visite(vec![]) }), "");
    let menage = domain::SujetId(ids::ulid(700));
    refuse(monde.agir(ordre(Acte::CreerMenage, menage, [texte("menage.nom")].into())), "menage.nom");
    monde.accepte(visite(vec![]));
}

#[test]
fn a_social_security_number_is_refused_in_the_directory() {
    let essai = base_neuve();
    let porte = Territoire::nouveau(&essai, 5).porte;
    let organisation = |nom: &str| Organisation {
        id: OrganisationId(ids::ulid(60)),
        nom: nom.to_owned(),
        nature: "association".to_owned(),
        etat: serde_json::Value::Null,
    };
    let personne = |nom: &str, etat: serde_json::Value| Utilisateur {
        id: UtilisateurId(ids::ulid(61)),
        nom: nom.to_owned(),
        etat,
    };
    refuse(porte.inscrire(vec![organisation(NIR)], vec![]), "nom");
    refuse(porte.inscrire(vec![], vec![personne(NIR, serde_json::json!({}))]), "nom");
    refuse(porte.inscrire(vec![], vec![personne("Autre", serde_json::json!({ "note": NIR }))]), "nom");
    let juste = personne("Autre", serde_json::json!({ "organisation": ids::ulid(60).to_string() }));
    assert!(porte.inscrire(vec![organisation("Le Palier Vert")], vec![juste]).is_ok());
}
