//! Seals kept elsewhere show what the bases alone cannot: a cut end, an older copy put back in service.

use super::*;
use crate::journal::{SceauGarde, controler, lire_cle};

/// What the check says of this base, and of no other, against these seals.
fn contre(essai: &Essai, gardes: &[SceauGarde]) -> Result<Rapport, Rupture> {
    let cle = lire_cle(&gardes[0].cle_publique).unwrap();
    controler(gardes, &cle).unwrap();
    Store::ouvrir(&essai.configuration().pour_verifier()).unwrap().verifier_avec(gardes, cle)
}

fn nommee(vue: Result<Rapport, Rupture>) -> (Nature, i64, i64) {
    match vue {
        Err(Rupture::Alteration { nature, depuis, jusque, .. }) => (nature, depuis, jusque),
        autre => panic!("{autre:?}"),
    }
}

/// Twelve lines sealed at 8 and 12, then four more sealed at 16: the seals, and a copy of the bases as they were at 12.
fn seize(essai: &Essai) -> (Vec<SceauGarde>, Essai) {
    let store = journal_de_douze(essai);
    store.fermer().unwrap();
    drop(store);
    let copie = essai.copie();
    let store = essai.store();
    (0..4).for_each(|i| inscrire(&store, "A", Some("M1"), &format!("suite {i}")));
    store.fermer().unwrap();
    (store.sceaux().unwrap(), copie)
}

#[test]
fn une_base_intacte_tient_face_a_ses_sceaux_et_apres() {
    pour_chaque_moteur(|essai| {
        let (gardes, _) = seize(essai);
        assert_eq!(gardes.iter().map(|g| g.jusque).collect::<Vec<_>>(), [8, 12, 16]);
        assert!(contre(essai, &gardes).is_ok());
        inscrire(&essai.store(), "B", Some("M2"), "depuis");
        assert_eq!(contre(essai, &gardes).unwrap().lignes, 17);
        // Kept in several times, only the last ones are at hand.
        assert!(contre(essai, &gardes[1..]).is_ok());
    });
}

#[test]
fn une_copie_plus_ancienne_est_une_fin_coupee() {
    pour_chaque_moteur(|essai| {
        let (gardes, copie) = seize(essai);
        // By itself it holds: nothing in it remembers what came after.
        assert!(copie.store().verifier().is_ok());
        assert_eq!(nommee(contre(&copie, &gardes)), (Nature::Tronquee, 13, 16));
        // Checking signs nothing: what is found once is found again.
        copie.attaquer("DELETE FROM sceau WHERE seq > 8");
        let cles = rusqlite::Connection::open(copie.dossier().join("cles.sqlite")).unwrap();
        cles.execute_batch("DELETE FROM temoin").unwrap();
        for _ in 0..2 {
            assert_eq!(nommee(contre(&copie, &gardes)), (Nature::SceauRetire, 9, 12));
        }
    });
}

#[test]
fn une_copie_plus_ancienne_que_l_on_continue_est_une_fourche() {
    pour_chaque_moteur(|essai| {
        let (gardes, copie) = seize(essai);
        // Shorter than the history that was left, as long, longer.
        for suite in [2, 4, 9] {
            let remise = copie.copie();
            let store = remise.store();
            (0..suite).for_each(|i| inscrire(&store, "A", Some("M1"), &format!("autre histoire {i}")));
            store.fermer().unwrap();
            assert!(remise.store().verifier().is_ok());
            let vue = contre(&remise, &gardes);
            assert!(
                vue.as_ref().is_err_and(|r| r.to_string().contains("bifurque après la ligne 12")),
                "{vue:?}"
            );
            assert_eq!(nommee(vue), (Nature::Fourche, 13, 16), "{suite}");
        }
    });
}

#[test]
fn une_fin_coupee_jusque_dans_la_base_des_cles_se_voit() {
    pour_chaque_moteur(|essai| {
        let (gardes, _) = seize(essai);
        essai.attaquer("DELETE FROM journal WHERE seq > 12; DELETE FROM sceau WHERE seq > 12");
        let cles = rusqlite::Connection::open(essai.dossier().join("cles.sqlite")).unwrap();
        cles.execute_batch("DELETE FROM temoin").unwrap();
        assert!(essai.store().verifier().is_ok());
        assert_eq!(nommee(contre(essai, &gardes)), (Nature::Tronquee, 13, 16));
    });
}

#[test]
fn des_lignes_reecrites_sans_sceau_sont_une_fourche_et_un_sceau_retire_se_nomme() {
    let (essai, autre) = (base_neuve(), base_neuve());
    let (gardes, _) = seize(&essai);
    let seul = essai.copie();
    // The copies are opened without a seal being set: only what the attack left is there.
    let sans_sceau = |essai: &Essai| {
        let cles = rusqlite::Connection::open(essai.dossier().join("cles.sqlite")).unwrap();
        cles.execute_batch("DELETE FROM temoin").unwrap();
        crate::journal::comparer(&essai.base, &gardes)
    };
    seul.attaquer("DELETE FROM sceau WHERE seq > 12");
    assert_eq!(nommee(sans_sceau(&seul).map(|()| Rapport::default())), (Nature::SceauRetire, 13, 16));
    drop(seize(&autre));
    let source = autre.dossier().join("palier.sqlite").display().to_string();
    essai.attaquer(&format!(
        "ATTACH '{source}' AS autre; DELETE FROM journal WHERE seq > 12; DELETE FROM sceau WHERE seq > 12; \
         INSERT INTO journal SELECT * FROM autre.journal WHERE seq > 12;"
    ));
    assert_eq!(nommee(sans_sceau(&essai).map(|()| Rapport::default())), (Nature::Fourche, 13, 16));
}

#[test]
fn un_fichier_de_sceaux_altere_ne_sert_pas_de_preuve() {
    let essai = base_neuve();
    let (gardes, _) = seize(&essai);
    let cle = lire_cle(&gardes[0].cle_publique).unwrap();
    let change = |changer: &dyn Fn(&mut Vec<SceauGarde>)| {
        let mut autres = gardes.clone();
        changer(&mut autres);
        controler(&autres, &cle).unwrap_err().ligne
    };
    assert_eq!(change(&|g| g[1].lignes += 1), 2);
    assert_eq!(change(&|g| g[1].depuis -= 1), 2);
    assert_eq!(change(&|g| g[2].jusque += 1), 3);
    assert_eq!(change(&|g| g[0].pose_le = "2020-01-01T00:00:00Z".into()), 1);
    assert_eq!(change(&|g| g[0].tete = g[1].tete.clone()), 1);
    assert_eq!(change(&|g| g[0].signature = "zz".into()), 1);
    assert_eq!(change(&|g| g.swap(0, 1)), 2);
    assert_eq!(change(&|g| drop(g.remove(1))), 2);
    let autre = base_neuve();
    let etrangere = autre.store().trousseau().cle_publique();
    assert_eq!(controler(&gardes, &etrangere).unwrap_err().ligne, 1);
}

#[test]
fn une_base_dont_les_cles_ont_ete_changees_n_est_plus_celle_des_sceaux() {
    let (essai, autre) = (base_neuve(), base_neuve());
    let (gardes, _) = seize(&essai);
    // A whole history, well formed and signed, by another instance.
    drop(seize(&autre));
    assert!(autre.store().verifier().is_ok());
    assert_eq!(nommee(contre(&autre, &gardes)).0, Nature::FauxSceau);
}
