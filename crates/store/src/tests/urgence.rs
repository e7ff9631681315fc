//! The list begins with the most urgent, and what it counts are the same dossiers.

use super::*;
use crate::dossiers::compter_chacun;
use domain::Date;
use domain::definition::Source;
use domain::fait::Classe;
use domain::moteur::Echeance;

fn due(le: Date) -> Echeance {
    let source = Source { reference: "guide".into(), verifiee: true };
    let (nom, message) = ("suivi mensuel".to_owned(), "Rencontrer le ménage.".to_owned());
    Echeance { nom, le, acte: Acte::Visiter, message, source, classe: Classe::C1 }
}

/// What everyone who reaches the sujet may know is due.
fn dus(mut complements: Complements, echeances: Vec<Echeance>) -> Complements {
    complements.due = echeances.first().map(|e| (e.le, e.nom.clone()));
    for partie in complements.parties.values_mut() {
        partie.due.clone_from(&complements.due);
    }
    Complements { echeances, ..complements }
}

/// Twenty dossiers of the operator: the first ten have something due, the earlier the later they were opened; the last
/// one is closed.
fn remplir_d_urgences(store: &Store) {
    for n in 0..20 {
        let mut sujet = dossier(n);
        if n == 19 {
            ajouter(&mut sujet, Acte::Sortir, "2026-03-01", &[]);
        }
        let le = jiff::civil::date(2026, 6, 28 - i8::try_from(n).unwrap());
        let echeances = if n < 10 { vec![due(le)] } else { Vec::new() };
        enregistrer(store, &sujet, 0, dus(complements(n), echeances)).unwrap();
    }
}

#[test]
fn la_liste_commence_par_le_plus_urgent() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir_d_urgences(&store);
        let attendu: Vec<String> = (0..10).rev().chain(10..20).map(|n| format!("Ménage É{n:02}")).collect();
        let une = Perimetre::default().organisation(OPERATEUR);
        for perimetre in [une.clone(), une.clone().organisation(AUTRE), Perimetre::tout()] {
            let lus = toutes_les_pages(&store, &perimetre, &Filtres::default(), Tri::Urgence);
            assert_eq!(lus, attendu, "{perimetre:?}");
        }
        let premier = store.lire(|tx| lister(tx, &une, &Filtres::default(), Tri::Urgence, None, 1)).unwrap();
        let premier = premier.first().unwrap();
        assert_eq!((premier.urgence.as_str(), premier.due.as_deref()), ("2026-06-19", Some("suivi mensuel")));
    });
}

#[test]
fn les_comptes_sont_ceux_des_listes() {
    let retard = Filtres { en_retard_au: Some("2026-06-24".into()), ..Filtres::default() };
    let ouverts = Filtres { ouverts: Some(()), ..Filtres::default() };
    let suivis = Filtres { referent: Some(REFERENTE.to_string()), ..retard.clone() };
    let filtres = [retard.clone(), suivis, ouverts.clone(), Filtres::default(), ouverts];
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir_d_urgences(&store);
        let une = Perimetre::default().organisation(OPERATEUR);
        let compter = |plafond| store.lire(|tx| compter_chacun(tx, &une, &filtres, plafond)).unwrap();
        assert_eq!(compter(99), [5, 2, 19, 20, 19]);
        assert_eq!(compter(4), [4, 2, 4, 4, 4]);
        assert_eq!(toutes_les_pages(&store, &une, &retard, Tri::Urgence).len(), 5);
    });
}

#[test]
fn ce_qui_est_fait_n_est_plus_urgent() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir_d_urgences(&store);
        let mut sujet = dossier(9);
        let lue = sujet.version;
        ajouter(&mut sujet, Acte::Visiter, "2026-06-01", &[]);
        enregistrer(&store, &sujet, lue, complements(9)).unwrap();
        let une = Perimetre::default().organisation(OPERATEUR);
        let lus = toutes_les_pages(&store, &une, &Filtres::default(), Tri::Urgence);
        assert_eq!(lus.first().map(String::as_str), Some("Ménage É08"));
    });
}

#[test]
fn une_partie_ne_voit_du_que_ce_qu_elle_peut_savoir() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let mut complements = dus(complements(0), vec![due(jiff::civil::date(2026, 6, 1))]);
        complements.due = None;
        complements.parties.entry(BAILLEUR).or_default().due = None;
        enregistrer(&store, &dossier(0), 0, complements).unwrap();
        let vu = |organisation, filtres: Filtres| {
            let perimetre = Perimetre::default().organisation(organisation);
            let lus = store.lire(|tx| lister(tx, &perimetre, &filtres, Tri::Urgence, None, 9)).unwrap();
            lus.first().map(|l| (l.urgence.clone(), l.due.clone()))
        };
        let retard = || Filtres { en_retard_au: Some("2026-07-01".into()), ..Filtres::default() };
        let suivis = || Filtres { referent: Some(REFERENTE.to_string()), ..Filtres::default() };
        let connu = Some(("2026-06-01".to_owned(), Some("suivi mensuel".to_owned())));
        for filtres in [Filtres::default, suivis] {
            assert_eq!(vu(OPERATEUR, filtres()), connu);
            assert_eq!(vu(BAILLEUR, filtres()), Some(("rien".to_owned(), None)));
        }
        assert_eq!(vu(OPERATEUR, retard()), connu);
        assert_eq!(vu(BAILLEUR, retard()), None);
    });
}
