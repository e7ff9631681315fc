//! The rights of a household: whoever may hand it what is held does so with what she reads, and learns nothing by it.

use axum::http::StatusCode;
use domain::ids::ulid;
use domain::{Acte, SujetId, Valeur};
use policy::Geste;

use crate::canaris::Conteuse;
use crate::histoire::{Plume, SORTIE, mot};
use crate::monde::{Monde, Recu};
use crate::personnes::{Foyer, Qui};
use crate::routes::DROITS;

fn lire(monde: &Monde, qui: Qui, foyer: Foyer, quoi: &str) -> Recu {
    monde.lectrice(Some(qui)).get(&format!("/menages/{}/{quoi}", foyer.menage()))
}

#[test]
fn the_rights_of_a_household_are_exercised_by_those_whom_the_table_says() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    let mut permises = 0;
    for (qui, ..) in Qui::TOUTES {
        let lectrice = monde.lectrice(Some(qui));
        for foyer in Foyer::TOUS {
            let attendu = match qui.droits(foyer) {
                None => StatusCode::NOT_FOUND,
                Some(droits) if droits.peut(Geste::Exporter) => StatusCode::OK,
                Some(_) => StatusCode::FORBIDDEN,
            };
            permises += usize::from(attendu == StatusCode::OK);
            for quoi in DROITS {
                let recu = lectrice.get(&format!("/menages/{}/{quoi}", foyer.menage()));
                assert_eq!(recu.statut, attendu, "{qui:?} {foyer:?} {quoi}");
            }
            let page = lectrice.get(&format!("/menages/{}", foyer.menage()));
            let lien = format!("href=\"/menages/{}/droits\"", foyer.menage());
            assert_eq!(page.texte.contains(&lien), attendu == StatusCode::OK, "{qui:?} {foyer:?}");
        }
    }
    assert!(permises > 5, "{permises}");
}

#[test]
fn an_export_is_what_its_reader_reads_and_says_that_it_is_not_all() {
    let monde = Monde::vide();
    let canaris = Conteuse::conter(&monde);
    for (qui, foyer) in [(Qui::Operatrice, Foyer::Ordinaire), (Qui::Relais, Foyer::Oriente)] {
        for quoi in ["droits/export.html", "droits/export.json"] {
            let recu = lire(&monde, qui, foyer, quoi);
            for canari in canaris.iter().filter(|c| c.foyer == foyer && c.acte != Acte::DeclarerLogement) {
                let dit = recu.texte.contains(&canari.forme);
                assert_eq!(dit, canari.lisible(Some(qui)), "{qui:?} {quoi} {canari:?}");
            }
            let nom = Qui::TOUTES.iter().find(|(q, ..)| *q == qui).unwrap().1;
            assert!(
                recu.texte.contains(nom) && !recu.texte.contains("Tout ce que Palier conserve"),
                "{quoi}"
            );
        }
    }
    let page = lire(&monde, Qui::Operatrice, Foyer::Ordinaire, "droits").texte;
    assert!(page.contains("Vous ne lisez pas&nbsp;: santé"), "{page}");
}

#[test]
fn an_export_is_itself_a_reading_and_the_household_is_told() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    lire(&monde, Qui::Soignante, Foyer::Ordinaire, "droits/export.json");
    assert_eq!(
        monde.porte.toutes_les_lectures(Foyer::Ordinaire.menage()).unwrap(),
        [],
        "refused, nothing read"
    );
    for quoi in DROITS {
        lire(&monde, Qui::Operatrice, Foyer::Ordinaire, quoi);
    }
    let lues = monde.porte.toutes_les_lectures(Foyer::Ordinaire.menage()).unwrap();
    let supports: Vec<&str> = lues.iter().map(|l| l.support.as_str()).collect();
    // The household and its dossier, each time.
    for (support, fois) in [("page des droits", 2), ("export", 4), ("liste des lectures", 2)] {
        assert_eq!(supports.iter().filter(|s| **s == support).count(), fois, "{supports:?}");
    }
    let page = lire(&monde, Qui::Operatrice, Foyer::Ordinaire, "droits/lectures").texte;
    assert!(page.contains("Odile") && page.contains("Rive Claire") && page.contains("liste des lectures"));
}

#[test]
fn who_read_a_dossier_that_does_not_exist_for_her_is_not_told_nor_a_class_that_she_does_not_read() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    let (foyer, autre) = (Foyer::Oriente, SujetId(ulid(390)));
    let champs = [
        ("menage", Valeur::Sujet(foyer.menage())),
        ("convention", Valeur::Sujet(SORTIE)),
        ("canal", mot("besoin en urgence")),
        ("justice.situation", mot("sortie de prison")),
    ];
    Plume::plus_tard(&monde).noter(Qui::AgentEtat, Acte::Orienter, autre, &champs);
    let phare = monde.lectrice(Some(Qui::Phare));
    for adresse in [format!("/menages/{}", foyer.menage()), format!("/dossiers/{autre}")] {
        assert_eq!(phare.get(&adresse).statut, StatusCode::OK, "{adresse}");
    }
    monde.lectrice(Some(Qui::Soignante)).get(&format!("/dossiers/{}", foyer.dossier()));
    let toutes = monde.porte.toutes_les_lectures(foyer.menage()).unwrap();
    assert!(toutes.iter().any(|l| l.personne == "Fanny" && l.sujet == foyer.menage().to_string()));
    assert!(toutes.iter().any(|l| l.personne == "Sabine" && l.classes == "C5"), "{toutes:?}");
    let page = lire(&monde, Qui::Operatrice, foyer, "droits/lectures").texte;
    let page = page.split("<tbody>").nth(1).unwrap_or_default();
    assert!(!page.contains("Fanny") && !page.contains("Phare") && !page.contains("santé"), "{page}");
    let sienne = lire(&monde, Qui::Phare, foyer, "droits/lectures").texte;
    assert!(sienne.contains("Fanny") && !sienne.contains("Sabine"), "{sienne}");
}
