//! A convention is run by the version that its bearer adopted; a dossier is judged by the one it entered under, until
//! someone moves it.

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
        // Under the convention, nothing changed either: a newcomer is judged as the others.
        let venu = monde.oriente(1);
        let admettre = |dossier, cle: &str| Ordre {
            cle: cle.to_owned(),
            ..ordre(Acte::Admettre, dossier, Champs::new())
        };
        monde.accepte(admettre(venu, "venu"));
        let courante = monde.porte.definitions()["essai"].empreinte.clone();
        let champs = Champs::from([
            ("mecanique".to_owned(), Valeur::Texte(courante.clone())),
            ("motif".to_owned(), Valeur::Texte("Nouvelles règles acceptées par tous".to_owned())),
        ]);
        let changer =
            |cle: &str| Ordre { cle: cle.to_owned(), ..ordre(Acte::ChangerVersion, dossier, champs.clone()) };
        assert!(monde.agir(changer("trop tôt")).is_err(), "the convention has not adopted it");
        // Its bearer adopts it: an act, on the record. Then someone moves the dossier: another.
        monde.accepte(ordre(Acte::AdopterVersion, monde.convention, champs.clone()));
        monde.accepte(changer("après"));
        let lu = monde.porte.sujet(&monde.acteur, Genre::Dossier, dossier).unwrap();
        assert_eq!(lu.definition().unwrap().empreinte, courante);
        assert_eq!(lu.sujet.evenements.last().unwrap().acte, Acte::ChangerVersion);
        // A newcomer is judged by the version that now serves there.
        let nouveau = monde.oriente(2);
        let verdict = monde.agir(admettre(nouveau, "nouveau")).unwrap().verdict;
        assert_eq!(verdict.issue, Issue::Refuse);
        // A version that nobody put in service is adopted by nobody.
        let inconnue = Champs::from([
            ("mecanique".to_owned(), Valeur::Texte("inconnue".to_owned())),
            ("motif".to_owned(), Valeur::Texte("Essai".to_owned())),
        ]);
        let inconnue = ordre(Acte::AdopterVersion, monde.convention, inconnue);
        assert!(monde.agir(Ordre { cle: "inconnue".to_owned(), ..inconnue }).is_err());
    }
}
