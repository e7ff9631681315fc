//! A dossier is judged by the version it entered under, until someone moves it.

use actes::Ordre;
use domain::moteur::Issue;
use domain::{Acte, Champs, Genre, Valeur};
use store::essais::{base_neuve, base_neuve_postgres};

use crate::territoire::{DEFINITION, Territoire, ordre};

#[test]
fn a_dossier_keeps_the_rules_it_entered_under_after_the_program_changes_them() {
    for essai in [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten() {
        let (dossier, empreinte) = {
            let monde = Territoire::nouveau(&essai, 5);
            let dossier = monde.oriente(0);
            let lu = monde.porte.sujet(&monde.acteur, Genre::Dossier, dossier).unwrap();
            monde.porte.store().fermer().unwrap();
            (dossier, lu.sujet.mecanique.unwrap())
        };
        let plus_dure = DEFINITION.replace("version = 1", "version = 2").replace("est = true", "est = false");
        let monde = Territoire::rouvert(&essai, &plus_dure);
        let lu = monde.porte.sujet(&monde.acteur, Genre::Dossier, dossier).unwrap();
        assert_eq!(lu.definition().unwrap().empreinte, empreinte);
        assert_eq!(lu.definition().unwrap().mecanique.version, 1);
        monde.accepte(ordre(Acte::Admettre, dossier, Champs::new()));
        // Someone moves it: an act, on the record.
        let courante = monde.porte.definitions()["essai"].empreinte.clone();
        let champs = Champs::from([
            ("mecanique".to_owned(), Valeur::Texte(courante.clone())),
            ("motif".to_owned(), Valeur::Texte("Nouvelles règles acceptées par tous".to_owned())),
        ]);
        monde.accepte(ordre(Acte::ChangerVersion, dossier, champs));
        let lu = monde.porte.sujet(&monde.acteur, Genre::Dossier, dossier).unwrap();
        assert_eq!(lu.definition().unwrap().empreinte, courante);
        assert_eq!(lu.sujet.evenements.last().unwrap().acte, Acte::ChangerVersion);
        // A newcomer is judged by the version now in service.
        let nouveau = monde.oriente(1);
        let admettre = Ordre { cle: "nouveau".to_owned(), ..ordre(Acte::Admettre, nouveau, Champs::new()) };
        assert_eq!(monde.agir(admettre).unwrap().verdict.issue, Issue::Refuse);
    }
}
