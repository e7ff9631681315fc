//! What is reached otherwise than by the convention: a share for its days, a protected household by the persons named.

use super::*;
use crate::projection::Acces;
use jiff::civil::date;

const PERSONNE: UtilisateurId = UtilisateurId(Ulid(900));

/// During a month.
fn ouvert(beneficiaire: impl ToString, lien: &'static str, mois: i8) -> Acces {
    let beneficiaire = beneficiaire.to_string();
    Acces { beneficiaire, lien, depuis: date(2026, mois, 1), jusqu_au: date(2026, mois, 28) }
}

/// The dossiers that exist for someone on a day, found one by one and counted in the list.
fn vus(store: &Store, organisation: OrganisationId, qui: UtilisateurId, mois: i8) -> usize {
    let perimetre =
        store.lire(|tx| Perimetre::lire(tx, organisation, qui, [], date(2026, mois, 15))).unwrap();
    let un_a_un =
        (0..30).filter(|n| store.lire(|tx| charger(tx, &perimetre, dossier(*n).id)).unwrap().is_some());
    let un_a_un = un_a_un.count();
    for tri in [Tri::Ouverture, Tri::Libelle, Tri::Urgence] {
        assert_eq!(toutes_les_pages(store, &perimetre, &Filtres::default(), tri).len(), un_a_un);
    }
    let compte = store.lire(|tx| compter(tx, &perimetre, &Filtres::default(), 99)).unwrap();
    assert_eq!(compte as usize, un_a_un);
    un_a_un
}

#[test]
fn un_partage_ouvre_un_dossier_pour_ses_jours() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        // One is over while the other holds.
        for (n, mois) in [(25, 3), (26, 2)] {
            let mut ouverts = complements(n);
            ouverts.acces.insert(ouvert(OPERATEUR, "partage", mois));
            ouverts.acces.insert(ouvert(PERSONNE, "partage", mois));
            let mut sujet = dossier(n);
            let lue = sujet.version;
            ajouter(&mut sujet, Acte::Visiter, "2026-02-01", &[]);
            enregistrer(&store, &sujet, lue, ouverts).unwrap();
        }
        let autre = OrganisationId(Ulid(77));
        assert_eq!([1, 2, 3, 4].map(|mois| vus(&store, OPERATEUR, REFERENTE, mois)), [20, 21, 21, 20]);
        assert_eq!([1, 2, 3, 4].map(|mois| vus(&store, autre, PERSONNE, mois)), [0, 1, 1, 0]);
        assert_eq!(vus(&store, autre, REFERENTE, 3), 0);
    });
}

#[test]
fn un_menage_protege_n_existe_que_pour_les_personnes_nommees() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        let acces = [ouvert(PERSONNE, "nommee", 3)].into();
        let protege = Complements { parties: Default::default(), acces, ..complements(4) };
        let mut sujet = dossier(4);
        let lue = sujet.version;
        ajouter(&mut sujet, Acte::Visiter, "2026-03-01", &[]);
        enregistrer(&store, &sujet, lue, protege).unwrap();
        assert_eq!(vus(&store, OPERATEUR, REFERENTE, 3), 19);
        assert_eq!(vus(&store, OPERATEUR, PERSONNE, 3), 20);
    });
}

#[test]
fn on_ne_compte_que_ce_qui_existe_pour_soi() {
    use crate::contexte::{repondre, repondre_interne};
    use domain::contexte::{Cle, Demande};
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        let demande = Demande { pour: SujetId(Ulid(1)), cles: [Cle::Places(CONVENTION)].into() };
        let places = |perimetre: &Perimetre| {
            let lu = store.lire(|tx| repondre(tx, perimetre, &demande)).unwrap();
            lu.compte(&Cle::Places(CONVENTION)).nombre
        };
        let tout = store.lire(|tx| repondre_interne(tx, &demande)).unwrap();
        assert_eq!(tout.compte(&Cle::Places(CONVENTION)).nombre, 15);
        assert_eq!(places(&Perimetre::default().organisation(OPERATEUR)), 10);
        assert_eq!(places(&Perimetre::default().organisation(BAILLEUR)), 15);
        assert_eq!(places(&Perimetre::default()), 0);
    });
}
