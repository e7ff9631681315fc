//! What is sensitive is not read unnoted, and the household can be told.

use actes::Consultation;
use domain::fait::Classe;
use domain::{SujetId, ids};
use store::essais::{base_neuve, pour_chaque_moteur};

use crate::territoire::Territoire;

const MENAGE: SujetId = SujetId(ids::ulid(1_000));
const DOSSIER: SujetId = SujetId(ids::ulid(1_001));

fn page(classes: &[Classe]) -> Consultation<'_> {
    Consultation { sujet: DOSSIER, menage: Some(MENAGE), classes, motif: "accompagnement", support: "page" }
}

#[test]
fn a_reading_of_sensitive_classes_is_noted_with_who_for_whom_and_why() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 5);
        let lues = [Classe::C1, Classe::C6, Classe::C4, Classe::C6];
        monde.porte.noter_lectures(&monde.acteur, &[page(&lues)]).unwrap();
        // Another opening of the same records: what it reads is on disk.
        let ailleurs = Territoire::rouvert(essai, crate::territoire::DEFINITION);
        let notees = ailleurs.porte.toutes_les_lectures(MENAGE).unwrap();
        assert_eq!(notees.len(), 1);
        let notee = &notees[0];
        assert_eq!((&*notee.personne, &*notee.organisation), ("Personne d'essai", "Le Palier Bleu"));
        assert_eq!((&*notee.motif, &*notee.support, &*notee.classes), ("accompagnement", "page", "C4 C6"));
        assert_eq!(notee.quoi(), "situation sociale (C4) et justice (C6)");
        assert_eq!(notee.fonction, "sans fonction précisée");
        assert_eq!(notee.sujet, DOSSIER.to_string());
        assert!(notee.le.starts_with("2026-11-02T"), "{}", notee.le);
        assert_eq!(monde.porte.store().lectures().verifier(), Ok(1));
    });
}

#[test]
fn what_is_not_sensitive_is_not_noted() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 5);
        let ordinaires = [Classe::C0, Classe::C1, Classe::C2, Classe::C3];
        monde.porte.noter_lectures(&monde.acteur, &[page(&ordinaires), page(&[])]).unwrap();
        assert_eq!(monde.porte.toutes_les_lectures(MENAGE).unwrap(), []);
    });
}

#[test]
fn a_household_is_told_of_its_own_readings_only() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 5);
        let autre = SujetId(ids::ulid(2_000));
        let lues = [page(&[Classe::C5]), Consultation { menage: Some(autre), ..page(&[Classe::C5]) }];
        monde.porte.noter_lectures(&monde.acteur, &lues).unwrap();
        let seqs = |menage| monde.porte.toutes_les_lectures(menage).unwrap().iter().map(|l| l.seq).collect();
        let (siennes, autres): (Vec<i64>, Vec<i64>) = (seqs(MENAGE), seqs(autre));
        assert_eq!((siennes, autres), (vec![1], vec![2]));
    });
}

#[test]
fn an_answer_whose_reading_cannot_be_noted_is_refused() {
    let essai = base_neuve();
    let monde = Territoire::nouveau(&essai, 5);
    monde.porte.store().fermer().unwrap();
    assert!(monde.porte.noter_lectures(&monde.acteur, &[page(&[Classe::C7])]).is_err());
}
