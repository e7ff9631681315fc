//! Not tests: `cargo test -p store --release mesure -- --ignored --nocapture --test-threads 1` prints what a whole act
//! and a page of the list cost.

use super::*;
use std::time::{Duration, Instant};

const DUREE: Duration = Duration::from_secs(2);

#[test]
#[ignore = "mesure"]
fn mesure_des_actes() {
    for ecrivains in [1_u128, 16] {
        pour_chaque_moteur(|essai| {
            let store = essai.store();
            let (debut, faits) = (Instant::now(), std::sync::atomic::AtomicU64::new(0));
            std::thread::scope(|fils| {
                for f in 0..ecrivains {
                    let (store, faits) = (&store, &faits);
                    fils.spawn(move || {
                        let mut sujet = dossier(4);
                        sujet.id = SujetId(Ulid(9_000 + f));
                        sujet.menage = Some(SujetId(Ulid(8_000 + f)));
                        let mut lue = 0;
                        // One act adds one visit; the sujet begins again when it has become a long story.
                        for tour in 0.. {
                            if debut.elapsed() > DUREE {
                                return;
                            }
                            enregistrer(store, &sujet, lue, complements(4)).unwrap();
                            faits.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                            lue = sujet.version;
                            if tour % 40 == 39 {
                                sujet = dossier(4);
                                sujet.id = SujetId(Ulid(
                                    9_000 + f + 100 * (1 + u128::from(u32::try_from(tour).unwrap())),
                                ));
                                sujet.menage = Some(SujetId(Ulid(8_000 + f)));
                                lue = 0;
                            } else {
                                ajouter(&mut sujet, Acte::Visiter, "2026-03-01", &[]);
                            }
                        }
                    });
                }
            });
            let (faits, secondes) = (faits.into_inner() as f64, debut.elapsed().as_secs_f64());
            let mesures = store.base().mesures();
            let par_validation = mesures.travaux() as f64 / mesures.validations() as f64;
            println!(
                "{} {ecrivains} écrivains : {:.0} actes complets/s, {par_validation:.1} par validation, {} reprises",
                store.base().moteur(),
                faits / secondes,
                mesures.reprises(),
            );
            let debut = Instant::now();
            let rapport = store.verifier().unwrap();
            println!(
                "  vérification : {:.0} lignes/s",
                rapport.lignes as f64 / debut.elapsed().as_secs_f64()
            );
        });
    }
}

const SEMER: crate::driver::Sql<'static> =
    crate::sql!("INSERT INTO sujet (id, genre, version, etat) VALUES ($1, 'dossier', 0, '[]')");
const SEMER_DOSSIER: crate::driver::Sql<'static> = crate::sql!(
    "INSERT INTO dossier (id, dispositif, menage, etape, operateur, ouvert_le, libelle, recherche) \
     VALUES ($1, $2, $1, $3, $4, $5, $6, $6)"
);
const SEMER_PARTIE: crate::driver::Sql<'static> = crate::sql!(
    "INSERT INTO partie (sujet, organisation, genre, roles, tri, etape, dispositif, clos) \
     VALUES ($1, $2, 'dossier', 'opérateur', $3, $4, $5, 0)"
);

/// 100 000 dossiers of 50 operators, written straight into the tables.
fn semer(base: &crate::Base) {
    let seme: Result<(), StoreError> = base.ecrire(|tx| {
        for n in 0..100_000_u64 {
            let id = SujetId(Ulid(u128::from(n) + 1)).to_string();
            let operateur = OrganisationId(Ulid(u128::from(n % 50))).to_string();
            let jour = format!("20{:02}-{:02}-{:02}", 10 + n % 16, 1 + n / 7 % 12, 1 + n / 3 % 28);
            let dispositif = format!("3.1.{}", n % 9);
            let nom = format!("menage {}", n * 7_919 % 100_000);
            let etape = if n % 3 == 0 { "accompagné" } else { "sorti" };
            tx.execute(SEMER, &[(&id).into()])?;
            let valeurs = [
                (&id).into(),
                (&dispositif).into(),
                etape.into(),
                (&operateur).into(),
                (&jour).into(),
                (&nom).into(),
            ];
            tx.execute(SEMER_DOSSIER, &valeurs)?;
            let partie =
                [(&id).into(), (&operateur).into(), (&jour).into(), etape.into(), (&dispositif).into()];
            tx.execute(SEMER_PARTIE, &partie)?;
        }
        Ok(())
    });
    seme.unwrap();
}

#[test]
#[ignore = "mesure"]
fn mesure_des_listes() {
    pour_chaque_moteur(|essai| {
        semer(&essai.base);
        let une = Perimetre::default().organisation(OrganisationId(Ulid(7)));
        let trois = une.clone().organisation(OrganisationId(Ulid(8))).organisation(OrganisationId(Ulid(9)));
        let etape = Filtres { etape: Some("accompagné".into()), ..Filtres::default() };
        let nom = Filtres { recherche: Some("age 4242".into()), ..Filtres::default() };
        let cas = [
            ("une organisation", &une, &Filtres::default()),
            ("une organisation, une étape", &une, &etape),
            ("trois organisations, une étape", &trois, &etape),
            ("tout", &Perimetre::tout(), &Filtres::default()),
            ("recherche, une organisation", &une, &nom),
            ("recherche, tout", &Perimetre::tout(), &nom),
        ];
        for (titre, perimetre, filtres) in cas {
            let (debut, mut pages) = (Instant::now(), 0_u32);
            while debut.elapsed() < DUREE / 4 {
                let page: Result<_, StoreError> = essai.base.lire(|tx| {
                    compter(tx, perimetre, filtres, 1_000)?;
                    lister(tx, perimetre, filtres, Tri::Ouverture, None, 50)
                });
                page.unwrap();
                pages += 1;
            }
            println!("{} {titre} : {:?} par page", essai.base.moteur(), debut.elapsed() / pages);
        }
    });
}
