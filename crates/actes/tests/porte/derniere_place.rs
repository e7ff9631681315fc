//! Two who want the last place; two who save the same dossier; one who sends twice.

use std::sync::{Arc, Barrier};
use std::thread;

use actes::{Erreur, Ordre};
use domain::moteur::Issue;
use domain::{Acte, Champs, Valeur};
use store::essais::{Essai, base_neuve, base_neuve_postgres};

use crate::territoire::{Territoire, ordre};

const DEMANDES: usize = 32;

fn essais() -> impl Iterator<Item = Essai> {
    [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten()
}

/// Rounds of the last place; the complete run plays all of them.
fn tours() -> usize {
    if std::env::var("PALIER_TEST_COMPLET").is_ok() { 200 } else { 20 }
}

#[test]
fn of_thirty_two_who_ask_for_the_last_place_one_has_it_and_the_others_are_told_why() {
    for essai in essais() {
        let monde = Arc::new(Territoire::nouveau(&essai, 1));
        let mut candidats: Vec<_> = (0..DEMANDES).map(|n| monde.oriente(n as u128)).collect();
        for tour in 0..tours() {
            let depart = Arc::new(Barrier::new(DEMANDES));
            let demandes = candidats.iter().map(|dossier| {
                let (monde, depart, dossier) = (Arc::clone(&monde), Arc::clone(&depart), *dossier);
                thread::spawn(move || {
                    let admettre = ordre(Acte::Admettre, dossier, Champs::new());
                    depart.wait();
                    let reponse = monde.agir(Ordre { cle: format!("admettre-{dossier}-{tour}"), ..admettre });
                    (dossier, reponse.unwrap().verdict)
                })
            });
            let demandes: Vec<_> = demandes.collect();
            let reponses: Vec<_> = demandes.into_iter().map(|d| d.join().unwrap()).collect();
            let (admis, autres): (Vec<_>, Vec<_>) =
                reponses.into_iter().partition(|(_, v)| v.issue == Issue::Accepte);
            assert_eq!(admis.len(), 1, "tour {tour}");
            for (_, verdict) in autres {
                assert_eq!(verdict.issue, Issue::Refuse);
                assert!(verdict.decisifs().any(|m| m.regle == "places"), "{:?}", verdict.motifs);
            }
            // The winner leaves the place, and the round; another household comes in.
            let sortie = Champs::from([("motif".to_owned(), Valeur::Mot("autonomie".to_owned()))]);
            monde.accepte(ordre(Acte::Sortir, admis[0].0, sortie));
            candidats.retain(|dossier| *dossier != admis[0].0);
            candidats.push(monde.oriente((DEMANDES + tour) as u128));
        }
        monde.porte.store().verifier().unwrap();
    }
}

#[test]
fn the_second_who_saves_what_the_first_changed_is_told_and_nothing_is_lost() {
    for essai in essais() {
        let monde = Territoire::nouveau(&essai, 5);
        let dossier = monde.oriente(0);
        let lu = monde.porte.sujet(&monde.acteur, domain::Genre::Dossier, dossier).unwrap();
        let version_lue = Some(lu.sujet.version);
        let admettre = ordre(Acte::Admettre, dossier, Champs::new());
        monde.accepte(Ordre { version_lue, ..admettre });
        let adhesion = Champs::from([("forme".to_owned(), Valeur::Mot("écrite".to_owned()))]);
        let tard = Ordre { version_lue, ..ordre(Acte::RecueillirAdhesion, dossier, adhesion) };
        assert!(matches!(monde.agir(tard.clone()), Err(Erreur::Conflit)));
        monde.accepte(Ordre { version_lue: Some(lu.sujet.version + 1), ..tard });
    }
}

#[test]
fn a_form_sent_twice_is_carried_out_once() {
    for essai in essais() {
        let monde = Territoire::nouveau(&essai, 5);
        let dossier = monde.oriente(0);
        let contact = Champs::from([("resultat".to_owned(), Valeur::Mot("joint".to_owned()))]);
        let deux_fois = ordre(Acte::TenterContact, dossier, contact);
        assert!(!monde.agir(deux_fois.clone()).unwrap().deja);
        assert!(monde.agir(deux_fois).unwrap().deja);
        let lu = monde.porte.sujet(&monde.acteur, domain::Genre::Dossier, dossier).unwrap();
        assert_eq!(lu.sujet.evenements.len(), 2);
    }
}

#[test]
fn a_dossier_of_others_is_not_found() {
    for essai in essais() {
        let monde = Territoire::nouveau(&essai, 5);
        let dossier = monde.oriente(0);
        let mut autre = monde.acteur.clone();
        autre.organisation = domain::OrganisationId(domain::ids::ulid(99));
        let vu = monde.porte.sujet(&autre, domain::Genre::Dossier, dossier);
        assert!(matches!(vu, Err(Erreur::Introuvable)));
        let agi = monde.porte.agir(&autre, ordre(Acte::Admettre, dossier, Champs::new()));
        assert!(matches!(agi, Err(Erreur::Introuvable)));
    }
}
