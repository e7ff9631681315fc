//! A reading is on disk before its answer, readers share flushes, and a hand in the log shows.

use super::*;
use crate::Store;
use crate::driver::Sql;
use crate::essais::{Essai, base_neuve, pour_chaque_moteur};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

fn lecture(menage: &str, sujet: &str) -> Lecture {
    Lecture {
        le: "2026-03-01T09:00:00Z".into(),
        utilisateur: "U1".into(),
        organisation: "O1".into(),
        fonction: "travailleuse sociale".into(),
        motif: "accompagnement".into(),
        menage: Some(menage.into()),
        sujet: sujet.into(),
        classes: "C4 C5".into(),
        support: "page".into(),
    }
}

fn noter(store: &Store, nombre: usize) {
    for n in 0..nombre {
        store.lectures().noter(&[lecture("M1", &format!("S{n}"))]).unwrap();
    }
}

#[test]
fn a_reading_is_on_disk_before_the_answer() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let autre = essai.store();
        for n in 0..5 {
            let notee = lecture("M1", &format!("S{n}"));
            store.lectures().noter(&[lecture("M2", "S"), notee.clone()]).unwrap();
            let lues = autre.lectures().de_menage_interne("M1", 0, 100).unwrap();
            assert_eq!(lues.last().map(|l| &l.lecture), Some(&notee));
            assert_eq!(lues.len(), n + 1);
        }
    });
}

#[test]
fn a_household_is_given_its_own_readings_by_pages() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        for menage in ["M1", "M2", "M1", "M1"] {
            store.lectures().noter(&[lecture(menage, "S")]).unwrap();
        }
        let seqs = |apres| {
            let lues = store.lectures().de_menage_interne("M1", apres, 2).unwrap();
            lues.iter().map(|l| l.seq).collect::<Vec<_>>()
        };
        assert_eq!((seqs(0), seqs(3), seqs(4)), (vec![1, 3], vec![4], vec![]));
    });
}

#[test]
fn those_who_come_while_one_writes_share_one_flush() {
    const LECTRICES: usize = 32;
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let lectures = store.lectures();
        let avant = lectures.validations();
        thread::scope(|fils| {
            let (pret, prets) = channel();
            let (ouvrir, porte) = channel::<()>();
            // Somebody holds the log: the first reader waits for him, the others for her.
            let base = lectures.base.clone();
            fils.spawn(move || {
                base.ecrire_apres(&[NOM], move |_| {
                    pret.send(()).unwrap();
                    porte.recv().unwrap();
                    Ok::<_, StoreError>(())
                })
            });
            prets.recv().unwrap();
            for n in 0..LECTRICES {
                fils.spawn(move || lectures.noter(&[lecture("M1", &format!("S{n}"))]).unwrap());
            }
            while lectures.groupe.en_attente() < LECTRICES - 1 {
                thread::yield_now();
            }
            ouvrir.send(()).unwrap();
        });
        assert_eq!(lectures.de_menage_interne("M1", 0, 100).unwrap().len(), LECTRICES);
        assert!(lectures.validations() - avant <= 3, "{}", lectures.validations() - avant);
        assert_eq!(lectures.verifier(), Ok(LECTRICES as i64));
    });
}

#[test]
fn two_servers_note_in_one_chain() {
    pour_chaque_moteur(|essai| {
        let stores = [essai.store(), essai.store()];
        thread::scope(|fils| {
            for store in &stores {
                fils.spawn(|| noter(store, 20));
            }
        });
        assert_eq!(stores[0].lectures().verifier(), Ok(40));
    });
}

#[test]
fn a_reading_cannot_be_changed_nor_removed() {
    const ORDRES: [Sql<'static>; 2] =
        [sql!("UPDATE lecture SET motif = 'autre'"), sql!("DELETE FROM lecture")];
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        noter(&store, 2);
        for ordre in ORDRES {
            let refus: Result<u64, StoreError> =
                store.lectures().base.ecrire(move |tx| tx.execute(ordre, &[]));
            assert!(matches!(refus, Err(StoreError::Contrainte(_))), "{refus:?}");
        }
        assert_eq!(store.lectures().verifier(), Ok(2));
    });
}

#[test]
fn the_log_goes_on_where_it_stopped() {
    pour_chaque_moteur(|essai| {
        for tour in 1..=3 {
            let store = essai.store();
            noter(&store, 3);
            assert_eq!(store.lectures().verifier(), Ok(3 * tour));
            store.fermer().unwrap();
        }
    });
}

#[test]
fn every_query_of_the_log_is_prepared_on_both_engines() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        for (nom, requete) in TOUTES {
            let prete: Result<(), StoreError> = store.lectures().base.lire(|tx| tx.preparer(*requete));
            assert_eq!(prete, Ok(()), "{nom}");
        }
    });
}

/// Alters the file as its owner could, once closed: triggers do not stop him.
fn check(ordre: &str, attendue: Rupture) {
    let essai = base_neuve();
    let store = essai.store();
    noter(&store, 6);
    assert_eq!(store.lectures().verifier(), Ok(6));
    store.fermer().unwrap();
    alterer(&essai, ordre);
    assert_eq!(essai.store().lectures().verifier(), Err(attendue), "{ordre}");
}

fn alterer(essai: &Essai, ordre: &str) {
    let fichier = rusqlite::Connection::open(essai.dossier().join("lectures.sqlite")).unwrap();
    let sans_gardes = "DROP TRIGGER lecture_sans_modification; DROP TRIGGER lecture_sans_suppression;";
    fichier.execute_batch(&format!("{sans_gardes} {ordre}")).unwrap();
}

#[test]
fn a_line_edited_removed_moved_or_slipped_in_shows() {
    check("UPDATE lecture SET utilisateur = 'U2' WHERE seq = 3", Rupture::Alteree(3));
    check("UPDATE lecture SET menage = NULL WHERE seq = 1", Rupture::Alteree(1));
    check("DELETE FROM lecture WHERE seq = 4", Rupture::Manquante(5));
    check("DELETE FROM lecture WHERE seq = 1", Rupture::Manquante(2));
    check(
        "UPDATE lecture SET seq = -1 WHERE seq = 2; UPDATE lecture SET seq = 2 WHERE seq = 3; \
         UPDATE lecture SET seq = 3 WHERE seq = -1",
        Rupture::Alteree(2),
    );
    let copie = "le, utilisateur, organisation, fonction, motif, menage, sujet, classes, support, empreinte";
    check(
        &format!("INSERT INTO lecture (seq, {copie}) SELECT 7, {copie} FROM lecture WHERE seq = 6"),
        Rupture::Alteree(7),
    );
}

#[test]
fn a_cut_end_still_shows_once_the_log_has_grown_again() {
    let essai = base_neuve();
    noter(&essai.store(), 6);
    alterer(&essai, "DELETE FROM lecture WHERE seq > 4");
    noter(&essai.store(), 5);
    assert_eq!(essai.store().lectures().verifier(), Err(Rupture::Coupee(9)));
}

#[test]
fn a_log_whose_end_was_cut_or_that_was_emptied_shows() {
    check("DELETE FROM lecture WHERE seq > 4", Rupture::Coupee(4));
    check("DELETE FROM lecture", Rupture::Coupee(0));
}

/// Not a test: `cargo test -p store mesure_des_lectures -- --ignored --nocapture` prints what a sensitive read waits for,
/// alone and in company, while households are being written beside it.
#[test]
#[ignore = "mesure"]
fn mesure_des_lectures() {
    const DUREE: Duration = Duration::from_secs(2);
    const ECRIRE: Sql<'static> = sql!(
        "INSERT INTO verrou (cle, n) VALUES ('mesure', 1) ON CONFLICT (cle) DO UPDATE SET n = verrou.n + 1"
    );
    for lectrices in [1_u32, 16, 64] {
        pour_chaque_moteur(|essai| {
            let store = essai.store();
            let (debut, faites) = (Instant::now(), AtomicUsize::new(0));
            thread::scope(|fils| {
                fils.spawn(|| {
                    while debut.elapsed() < DUREE {
                        essai.base.ecrire(|tx| tx.execute(ECRIRE, &[])).unwrap();
                    }
                });
                for _ in 0..lectrices {
                    fils.spawn(|| {
                        while debut.elapsed() < DUREE {
                            store.lectures().noter(&[lecture("M1", "S1")]).unwrap();
                            faites.fetch_add(1, Ordering::Relaxed);
                        }
                    });
                }
            });
            let (faites, secondes) = (faites.into_inner() as f64, debut.elapsed().as_secs_f64());
            println!(
                "{} {lectrices} lectrices : {:.0} lectures/s, {:.1} par flush, {:.2} ms d'attente",
                essai.base.moteur(),
                faites / secondes,
                faites / store.lectures().validations() as f64,
                1_000.0 * secondes * f64::from(lectrices) / faites,
            );
        });
    }
}
