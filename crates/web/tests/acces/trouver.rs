//! « Quel dispositif pour ce ménage ? » tells nobody what a sheet keeps quiet, nor asks what a function does not record.

use axum::http::StatusCode;

use crate::monde::{A_BAIL_GLISSANT, Monde};
use crate::personnes::Qui;

/// What the rule of entry of the sheet with sliding leases says: it rests on justice and violence.
const REGLE: &str = "Il faut l&#39;une des situations auxquelles le projet s&#39;adresse.";

/// The search as this person sends it, and what comes back.
fn chercher(monde: &Monde, qui: Option<Qui>, corps: &str) -> (StatusCode, String) {
    let lectrice = monde.lectrice(qui);
    let jeton = lectrice.get("/trouver").cache("jeton");
    let recu = lectrice.poser("/trouver", &format!("jeton={jeton}&{corps}"));
    (recu.statut, recu.texte)
}

#[test]
fn a_sheet_kept_quiet_answers_nothing_to_those_outside() {
    let monde = Monde::vide();
    for qui in [None, Some(Qui::Voisine), Some(Qui::Probation)] {
        for corps in ["volet=", "volet=accès"] {
            let (statut, page) = chercher(&monde, qui, corps);
            assert_eq!(statut, StatusCode::OK);
            let (recherche, neutres) = page.split_once("À voir avec l’opérateur").unwrap();
            assert!(!recherche.contains(A_BAIL_GLISSANT) && !recherche.contains("Il manque"), "{qui:?}");
            assert!(!page.contains(REGLE) && !page.contains("fait."), "{qui:?} is told what it rests on");
            assert!(neutres.contains(A_BAIL_GLISSANT) && neutres.contains("Parcours des Aravis"));
        }
    }
    let (_, page) = chercher(&monde, Some(Qui::Operatrice), "volet=accès");
    assert!(page.contains(REGLE) && page.contains("fait.violences.victime") && !page.contains("Aravis"));
}

#[test]
fn what_a_function_does_not_record_is_neither_asked_nor_told() {
    let monde = Monde::vide();
    let (statut, page) = chercher(&monde, Some(Qui::Comptable), "volet=accès");
    assert_eq!(statut, StatusCode::OK);
    for tu in ["fait.justice.", "fait.violences.", "fait.menage.precarite", REGLE, "victime de violences"] {
        assert!(!page.contains(tu), "{tu}");
    }
    assert!(page.contains("fait.menage.situation_logement") && page.contains("qui ne se donne pas ici"));
    let (statut, page) = chercher(&monde, Some(Qui::Comptable), "fait.violences.victime=oui");
    assert_eq!(statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("n’est pas une information que cette page demande"));
}
