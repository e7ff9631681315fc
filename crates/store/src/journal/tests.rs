//! Tampering shows: each way of altering a journal, on a file of its own, is found and named.

use super::{Confiance, EtatCle, Nature, Rapport, Rupture, lire_charge, verifier};
use crate::essais::{Essai, base_neuve, pour_chaque_moteur};
use crate::journal::Entree;
use crate::{Store, StoreError};

mod gardes;

fn entree<'e>(sujet: &'e str, menage: Option<&'e str>, charge: &'e str) -> Entree<'e> {
    Entree {
        sujet,
        menage,
        par: "U1",
        organisation: "O1",
        enregistre_le: "2026-03-01T09:00:00Z",
        survenu_le: "2026-02-28",
        genre: "visite",
        regles: "[]",
        mecanique: Some("abc"),
        charge: charge.as_bytes(),
    }
}

fn inscrire(store: &Store, sujet: &str, menage: Option<&str>, charge: &str) {
    let (sujet, menage, charge) = (sujet.to_owned(), menage.map(str::to_owned), charge.to_owned());
    let ecrite = store.ecrire(move |e| e.inscrire(&entree(&sujet, menage.as_deref(), &charge)));
    assert_eq!(ecrite.map(|_| ()), Ok(()));
}

/// Twelve lines: three sujets in turn, so the lines of dossier A are 1, 4, 7 and 10; sealed at 8 and not after.
fn journal_de_douze(essai: &Essai) -> Store {
    let store = Store::ouvrir(&essai.configuration().sceller_toutes_les(8)).unwrap();
    for tour in 0..4 {
        inscrire(&store, "A", Some("M1"), &format!("charge A{tour}"));
        inscrire(&store, "B", Some("M2"), &format!("charge B{tour}"));
        inscrire(&store, "C", None, &format!("charge C{tour}"));
    }
    store
}

fn sans_cles(store: &Store) -> Result<Rapport, Rupture> {
    let confiance = Confiance { cle_publique: store.trousseau().cle_publique(), trousseau: None };
    verifier(store.base(), &confiance)
}

/// On each engine; the sentence names the place and holds no word of the program.
fn check(ordre: &str, attendue: Nature, ligne: i64) {
    pour_chaque_moteur(|essai| {
        let store = journal_de_douze(essai);
        assert!(sans_cles(&store).is_ok());
        essai.attaquer(ordre);
        let rupture = sans_cles(&store).expect_err(ordre);
        let Rupture::Alteration { nature, seq, .. } = &rupture else { panic!("{ordre} : {rupture}") };
        assert_eq!((*nature, *seq), (attendue, ligne), "{ordre}");
        let dit = rupture.to_string();
        assert!(
            dit.contains(&format!("ligne {ligne}")) || dit.contains(&format!("lignes {ligne} ")),
            "{dit}"
        );
        assert!(!dit.contains(&format!("{attendue:?}")) && !dit.contains("Some("), "{dit}");
    });
}

#[test]
fn un_journal_intact_est_reconnu() {
    pour_chaque_moteur(|essai| {
        let store = journal_de_douze(essai);
        let attendu =
            Rapport { lignes: 12, sujets: 3, sceaux: 1, non_scellees: 4, charges: 12, ..Rapport::default() };
        assert_eq!(store.verifier().unwrap(), attendu);
        assert_eq!(sans_cles(&store).unwrap(), Rapport { charges: 0, ..attendu });
        store.sceller().unwrap();
        assert_eq!(store.sceller().unwrap(), None);
        assert_eq!(store.verifier().unwrap(), Rapport { sceaux: 2, non_scellees: 0, ..attendu });
    });
}

#[test]
fn une_ligne_modifiee_est_nommee() {
    for colonne in
        ["par", "organisation", "enregistre_le", "survenu_le", "genre", "regles", "mecanique", "menage"]
    {
        check(&format!("UPDATE journal SET {colonne} = 'X' WHERE seq = 7"), Nature::Modifiee, 7);
    }
    check("UPDATE journal SET sujet = 'B' WHERE seq = 7", Nature::Modifiee, 7);
    check("UPDATE journal SET n = 9 WHERE seq = 7", Nature::Modifiee, 7);
    check("UPDATE journal SET seq = 99 WHERE seq = 7", Nature::Deplacee, 10);
    for colonne in ["engagement", "precedent", "empreinte"] {
        check(&format!("UPDATE journal SET {colonne} = zeroblob(32) WHERE seq = 7"), Nature::Modifiee, 7);
    }
    check("UPDATE journal SET par = 'X' WHERE seq = 12", Nature::Modifiee, 12);
}

#[test]
fn une_ligne_supprimee_est_nommee() {
    check("DELETE FROM journal WHERE seq = 4", Nature::Supprimee, 7);
    check("DELETE FROM journal WHERE seq = 1", Nature::Supprimee, 4);
    // A whole sujet gone, sealed part: no chain is left to tell, the seal does, for its span.
    check("DELETE FROM journal WHERE sujet = 'A'", Nature::Supprimee, 1);
}

#[test]
fn deux_lignes_echangees_sont_nommees() {
    let echange = |a: i64, b: i64| {
        format!(
            "UPDATE journal SET seq = 99 WHERE seq = {a}; UPDATE journal SET seq = {a} WHERE seq = {b}; \
             UPDATE journal SET seq = {b} WHERE seq = 99;"
        )
    };
    check(&echange(4, 7), Nature::Deplacee, 4);
    check(&echange(1, 10), Nature::Deplacee, 1);
    // Of two sujets: both chains hold, the seal does not.
    check(&echange(2, 3), Nature::Modifiee, 1);
}

#[test]
fn une_ligne_inseree_est_nommee() {
    let copie = "INSERT INTO journal (seq, sujet, n, menage, par, organisation, enregistre_le, survenu_le, genre, regles, \
         mecanique, engagement, charge, precedent, empreinte) SELECT 13, sujet, n, menage, par, organisation, \
         enregistre_le, survenu_le, genre, regles, mecanique, engagement, charge, precedent, empreinte FROM journal ";
    check(&format!("{copie} WHERE seq = 4"), Nature::Inseree, 13);
    let glisser = "UPDATE journal SET seq = seq + 100 WHERE seq > 4; UPDATE journal SET seq = 5 WHERE seq = 113; \
         UPDATE journal SET seq = seq - 99 WHERE seq > 100;";
    check(&format!("{copie} WHERE seq = 4; {glisser}"), Nature::Inseree, 5);
}

#[test]
fn une_ligne_forgee_dans_les_formes_manque_au_sceau_ou_a_la_cle() {
    for (rang, avec_sceau) in [(0, true), (13, false)] {
        let (essai, autre) = (base_neuve(), base_neuve());
        let store = journal_de_douze(&essai);
        let faussaire = autre.store();
        inscrire(&faussaire, "D", Some("M1"), "jamais arrivé");
        drop(faussaire);
        let source = autre.dossier().join("palier.sqlite").display().to_string();
        essai.attaquer(
            &format!(
                "ATTACH '{source}' AS autre; INSERT INTO journal SELECT {rang}, \
            sujet, n, menage, par, organisation, enregistre_le, survenu_le, genre, regles, mecanique, engagement, charge, \
            precedent, empreinte FROM autre.journal;"
            ),
        );
        let vue = sans_cles(&store);
        // Under the seal its count tells; after it, only the household's key does.
        match vue {
            Err(Rupture::Alteration { nature: Nature::Inseree, depuis: 1, jusque: 8, .. }) => {
                assert!(avec_sceau)
            }
            autre => assert!(autre.is_ok() && !avec_sceau, "{autre:?}"),
        }
        assert!(matches!(store.verifier(), Err(Rupture::Alteration { nature: Nature::Modifiee, .. })));
    }
}

#[test]
fn une_fin_coupee_est_nommee() {
    check("DELETE FROM journal WHERE seq > 6", Nature::Tronquee, 7);
    check("DELETE FROM journal", Nature::Tronquee, 1);
}

#[test]
fn couper_aussi_le_sceau_ne_suffit_pas() {
    let essai = base_neuve();
    let store = journal_de_douze(&essai);
    essai.attaquer("DELETE FROM journal WHERE seq > 6; DELETE FROM sceau;");
    // Without the keys nothing remembers the seal; their base does.
    assert!(sans_cles(&store).is_ok());
    let Err(Rupture::Alteration { nature, jusque, .. }) = store.verifier() else {
        panic!("la coupe n'est pas vue")
    };
    assert_eq!((nature, jusque), (Nature::Tronquee, 8));
}

#[test]
fn un_sceau_faux_ou_retire_est_nomme() {
    check("UPDATE sceau SET pose_le = '2020-01-01'", Nature::FauxSceau, 1);
    check("UPDATE sceau SET lignes = 9", Nature::FauxSceau, 1);
    check("UPDATE sceau SET seq = 9", Nature::FauxSceau, 1);
    check("UPDATE sceau SET signature = zeroblob(64)", Nature::FauxSceau, 1);
    check("UPDATE sceau SET tete = zeroblob(32)", Nature::FauxSceau, 1);
    let essai = base_neuve();
    let store = journal_de_douze(&essai);
    store.sceller().unwrap();
    essai.attaquer("DELETE FROM sceau WHERE seq = 8");
    assert!(matches!(sans_cles(&store), Err(Rupture::Alteration { nature: Nature::FauxSceau, seq: 1, .. })));
}

#[test]
fn une_chaine_reecrite_tout_entiere_manque_au_sceau() {
    // Rewritten by the program itself on another base: well formed, and not what was sealed.
    let (essai, autre) = (base_neuve(), base_neuve());
    let store = journal_de_douze(&essai);
    drop(journal_de_douze(&autre));
    let source = autre.dossier().join("palier.sqlite").display().to_string();
    essai.attaquer(&format!(
        "ATTACH '{source}' AS autre; DELETE FROM journal; INSERT INTO journal SELECT * FROM autre.journal;"
    ));
    assert!(matches!(
        sans_cles(&store),
        Err(Rupture::Alteration { nature: Nature::Modifiee, seq: 1, jusque: 8, .. })
    ));
}

#[test]
fn une_charge_touchee_se_voit_avec_les_cles() {
    let essai = base_neuve();
    let store = journal_de_douze(&essai);
    essai.attaquer("UPDATE journal SET charge = (SELECT charge FROM journal WHERE seq = 1) WHERE seq = 4");
    assert!(sans_cles(&store).is_ok());
    assert!(matches!(store.verifier(), Err(Rupture::Alteration { nature: Nature::Modifiee, seq: 4, .. })));
}

#[test]
fn une_version_sans_sa_ligne_se_voit() {
    let essai = base_neuve();
    let store = journal_de_douze(&essai);
    // Cut after the last seal: only the sujet's version still counts the line.
    essai.attaquer(
        "INSERT INTO sujet (id, genre, version, etat) VALUES ('C', 'site', 4, '{}'); DELETE FROM journal WHERE seq = 12",
    );
    let Err(Rupture::Alteration { nature, sujet, .. }) = sans_cles(&store) else {
        panic!("la coupe n'est pas vue")
    };
    assert_eq!((nature, sujet.as_deref()), (Nature::Supprimee, Some("C")));
}

#[test]
fn effacer_un_menage_detruit_sa_cle_et_aucune_chaine() {
    pour_chaque_moteur(|essai| {
        let store = journal_de_douze(essai);
        let lire = |sujet: &str, n| store.lire(|tx| lire_charge(tx, store.trousseau(), sujet, n));
        assert_eq!(lire("A", 2).unwrap().unwrap(), b"charge A1");
        assert_eq!(lire("C", 1).unwrap().unwrap(), b"charge C0");
        assert_eq!(lire("A", 9).unwrap(), None);
        store.trousseau().detruire("M1").unwrap();
        assert!(matches!(store.trousseau().etat("M1"), Ok(EtatCle::Detruite)));
        assert_eq!(lire("A", 2), Err(StoreError::CleDetruite));
        assert_eq!(lire("B", 2).unwrap().unwrap(), b"charge B1");
        let rapport = store.verifier().unwrap();
        assert_eq!((rapport.lignes, rapport.charges, rapport.effacees), (12, 8, 4));
        let suite = store.ecrire(|e| e.inscrire(&entree("A", Some("M1"), "encore")));
        assert_eq!(suite, Err(StoreError::CleDetruite));
    });
}

#[test]
fn une_cle_detruite_quitte_le_disque() {
    let essai = base_neuve();
    let store = journal_de_douze(&essai);
    let secret = *store.trousseau().cle_du_menage("M1").unwrap().octets();
    let presente = || {
        let fichiers = std::fs::read_dir(essai.dossier()).unwrap();
        fichiers
            .map(|f| std::fs::read(f.unwrap().path()).unwrap())
            .any(|o| o.windows(32).any(|w| w == secret))
    };
    assert!(presente());
    store.trousseau().detruire("M1").unwrap();
    store.trousseau().purger().unwrap();
    assert!(!presente());
}

#[test]
fn le_journal_refuse_d_etre_modifie() {
    use crate::driver::Sql;
    pour_chaque_moteur(|essai| {
        let store = journal_de_douze(essai);
        for ordre in [
            "UPDATE journal SET par = 'X'",
            "DELETE FROM journal",
            "UPDATE sceau SET lignes = 1",
            "DELETE FROM sceau",
        ] {
            let refus = store.base().ecrire(move |tx| tx.execute(Sql::deux(ordre, ordre), &[]));
            assert!(matches!(refus, Err(StoreError::Contrainte(_))), "{ordre} : {refus:?}");
        }
        assert!(store.verifier().is_ok());
    });
}

#[test]
fn plusieurs_ecrivains_tiennent_leurs_chaines_et_les_sceaux() {
    pour_chaque_moteur(|essai| {
        let store = Store::ouvrir(&essai.configuration().sceller_toutes_les(16)).unwrap();
        std::thread::scope(|fils| {
            for f in 0..8 {
                let store = &store;
                fils.spawn(move || {
                    (0..20).for_each(|i| {
                        inscrire(store, &format!("S{f}"), Some(&format!("M{f}")), &format!("{i}"))
                    })
                });
            }
        });
        let rapport = store.verifier().unwrap();
        assert_eq!((rapport.lignes, rapport.sujets, rapport.charges), (160, 8, 160), "{rapport:?}");
        assert!(rapport.sceaux >= 5, "{rapport:?}");
    });
}

#[test]
fn une_cle_qui_existe_ne_coute_pas_de_flush() {
    let essai = base_neuve();
    let store = journal_de_douze(&essai);
    let avant = store.trousseau().validations();
    inscrire(&store, "A", Some("M1"), "encore");
    inscrire(&store, "B", Some("M2"), "encore");
    assert_eq!(store.trousseau().validations(), avant);
    inscrire(&store, "D", Some("M3"), "nouveau ménage");
    assert_eq!(store.trousseau().validations(), avant + 1);
}
