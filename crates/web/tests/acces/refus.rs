//! An act is judged on everything, by whoever does it: its refusal says nothing of what she may not know.

use axum::http::StatusCode;
use domain::{Acte, SujetId, Valeur};

use crate::etranger::demander;
use crate::histoire::{LOGEMENT, Plume, SOINS, VRAI, mot, texte};
use crate::monde::{Monde, Recu};
use crate::personnes::{Foyer, Maison, Qui};
use crate::routes::Demande;

/// A convention for so many households, one of which comes in under the eyes of all.
fn monde(suite: impl FnOnce(&mut Plume<'_>)) -> Monde {
    let monde = Monde::vide();
    let mut plume = Plume::nouvelle(&monde);
    plume.conventions();
    plume.foyer(Foyer::Partage, "Ménage Part", &[]);
    let logement = [
        ("convention", Valeur::Sujet(SOINS)),
        ("bailleur", Valeur::Organisation(Maison::Valmont.id())),
        ("logement.adresse", texte("1 rue d'Essai")),
        ("logement.offre", mot("existant")),
        ("logement.adapte", VRAI),
    ];
    plume.noter(Qui::Conseillere, Acte::DeclarerLogement, LOGEMENT, &logement);
    suite(&mut plume);
    monde
}

/// A protected household, of which only its referent knows, that takes what others could.
fn protege(plume: &mut Plume<'_>) {
    let foyer = Foyer::Protege;
    plume.foyer(foyer, "Ménage Prot", &[]);
    plume.noter(Qui::Referente, Acte::Proteger, foyer.menage(), &[("motif", mot("violences"))]);
    plume.noter(Qui::Referente, Acte::Admettre, foyer.dossier(), &[]);
    let bail = [("logement", Valeur::Sujet(LOGEMENT)), ("statut", mot("locataire en titre"))];
    plume.noter(Qui::Referente, Acte::Entrer, foyer.dossier(), &bail);
}

fn poser(monde: &Monde, qui: Qui, acte: Acte, sujet: SujetId, champs: &str) -> Recu {
    let lectrice = monde.lectrice(Some(qui));
    let jeton = lectrice.get("/connexion").cache("jeton");
    let adresse = format!("/dossiers/{sujet}/actes/{}", acte.code());
    demander(&lectrice, &jeton, &Demande::poser(adresse, format!("le=09/03/2026&{champs}")), true)
}

/// One household comes in, of which it is said or not whether its situation is complex.
fn venu(plume: &mut Plume<'_>, complexe: Option<bool>) {
    let (menage, dossier) = (Foyer::Ordinaire.menage(), Foyer::Ordinaire.dossier());
    let mut faits = vec![("menage.nom", texte("Ménage Ordi"))];
    faits.extend(complexe.map(|c| ("menage.situation_complexe", Valeur::Booleen(c))));
    plume.noter(Qui::Operatrice, Acte::CreerMenage, menage, &faits);
    let oriente = [
        ("menage", Valeur::Sujet(menage)),
        ("convention", Valeur::Sujet(SOINS)),
        ("canal", mot("aller vers")),
        ("volet", mot("accès")),
        ("bailleur", Valeur::Organisation(Maison::Valmont.id())),
    ];
    plume.noter(Qui::Operatrice, Acte::Orienter, dossier, &oriente);
}

#[test]
fn a_refusal_over_what_she_does_not_read_is_the_same_whether_it_is_wrong_or_missing() {
    let reponse = |complexe: Option<bool>| {
        let monde = monde(|plume| venu(plume, complexe));
        let recu = poser(&monde, Qui::Conseillere, Acte::Admettre, Foyer::Ordinaire.dossier(), "");
        (recu.statut, recu.texte)
    };
    assert_eq!(reponse(Some(false)), reponse(None));
}

#[test]
fn a_dwelling_taken_by_a_household_that_does_not_exist_for_her_is_refused_without_a_count() {
    let monde = monde(protege);
    let champs = format!("logement={LOGEMENT}&statut=locataire en titre");
    let recu = poser(&monde, Qui::Conseillere, Acte::Entrer, Foyer::Partage.dossier(), &champs);
    assert_eq!(recu.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!recu.texte.contains("déjà prises"), "{}", recu.texte);
}

#[test]
fn a_full_convention_is_said_without_counting_those_who_do_not_exist_for_her() {
    let monde = monde(|plume| {
        let places = [("motif", texte("Une seule place")), ("convention.menages", Valeur::Nombre(1))];
        plume.noter(Qui::Operatrice, Acte::Amender, SOINS, &places);
        protege(plume);
    });
    let recu = poser(&monde, Qui::Conseillere, Acte::Admettre, Foyer::Partage.dossier(), "");
    assert_eq!(recu.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!recu.texte.contains("\"1\""), "{}", recu.texte);
}
