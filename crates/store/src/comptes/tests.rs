//! Accounts on both engines.

use super::facteurs::*;
use super::invitations::*;
use super::sessions::*;
use super::tentatives::*;
use super::*;
use crate::annuaire::{Utilisateur, poser_utilisateur_interne};
use crate::essais::{Essai, pour_chaque_moteur};
use ulid::Ulid;

const ANNE: UtilisateurId = UtilisateurId(Ulid(1));
const LUC: UtilisateurId = UtilisateurId(Ulid(2));

fn ecrire<T: Send + 'static>(
    essai: &Essai,
    mut travail: impl FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    essai.base.ecrire(move |tx| travail(tx)).unwrap()
}

/// Two people with an account each.
fn comptes(essai: &Essai) {
    ecrire(essai, |tx| {
        for (id, nom) in [(ANNE, "anne"), (LUC, "luc")] {
            let etat = serde_json::json!({});
            poser_utilisateur_interne(tx, &Utilisateur { id, nom: nom.to_owned(), etat })?;
            assert!(creer_compte_interne(tx, id, nom, 10)?);
        }
        Ok(())
    });
}

fn session(jeton: u8, utilisateur: UtilisateurId, cree_le: i64) -> SessionLue {
    SessionLue {
        jeton: [jeton; 32],
        utilisateur,
        organisation: None,
        etape: "entiere".to_owned(),
        cree_le,
        vue_le: cree_le,
        finit_le: cree_le + 100,
        agent: "Navigateur".to_owned(),
        defi: None,
    }
}

#[test]
fn one_login_names_one_account() {
    pour_chaque_moteur(|essai| {
        comptes(essai);
        ecrire(essai, |tx| {
            assert!(!creer_compte_interne(tx, ANNE, "autre", 11)?);
            let trouve = compte_par_identifiant_interne(tx, "luc")?.unwrap();
            assert_eq!((trouve.utilisateur, trouve.mot_de_passe), (LUC, None));
            assert_eq!(compte_par_identifiant_interne(tx, "autre")?, None);
            poser_mot_de_passe_interne(tx, ANNE, "$argon2id$…")?;
            desactiver_compte_interne(tx, ANNE, Some(12))?;
            let anne = compte_interne(tx, ANNE)?.unwrap();
            assert_eq!((anne.mot_de_passe.as_deref(), anne.desactive_le), (Some("$argon2id$…"), Some(12)));
            desactiver_compte_interne(tx, ANNE, None)?;
            assert_eq!(compte_interne(tx, ANNE)?.unwrap().desactive_le, None);
            Ok(())
        });
    });
}

#[test]
fn a_step_of_the_clock_gives_one_code_once() {
    pour_chaque_moteur(|essai| {
        comptes(essai);
        ecrire(essai, |tx| {
            poser_totp_interne(tx, ANNE, Some(b"ferme"), 5)?;
            let pas = [5, 7, 7, 6, 8].map(|pas| avancer_totp_interne(tx, ANNE, pas));
            assert_eq!(pas, [Ok(false), Ok(true), Ok(false), Ok(false), Ok(true)]);
            assert_eq!(compte_interne(tx, ANNE)?.unwrap().totp.as_deref(), Some(&b"ferme"[..]));
            Ok(())
        });
    });
}

#[test]
fn a_recovery_code_serves_once_and_only_its_owner() {
    pour_chaque_moteur(|essai| {
        comptes(essai);
        ecrire(essai, |tx| {
            poser_codes_interne(tx, ANNE, &[[1; 32], [2; 32]])?;
            assert!(!utiliser_code_interne(tx, LUC, &[1; 32], 20)?);
            assert!(utiliser_code_interne(tx, ANNE, &[1; 32], 20)?);
            assert!(!utiliser_code_interne(tx, ANNE, &[1; 32], 21)?);
            assert_eq!(codes_restants_interne(tx, ANNE)?, 1);
            poser_codes_interne(tx, ANNE, &[[3; 32]])?;
            assert!(!utiliser_code_interne(tx, ANNE, &[2; 32], 22)?, "replaced");
            Ok(())
        });
    });
}

#[test]
fn a_passkey_that_counts_backwards_is_a_copy() {
    pour_chaque_moteur(|essai| {
        comptes(essai);
        ecrire(essai, |tx| {
            let cle = |id: u8, utilisateur| CleAcces {
                id: vec![id; 16],
                utilisateur,
                publique: vec![4; 65],
                compteur: 0,
                nom: "Téléphone".to_owned(),
                cree_le: 30,
            };
            assert!(ajouter_cle_interne(tx, &cle(1, ANNE))?);
            assert!(!ajouter_cle_interne(tx, &cle(1, LUC))?, "an identifier is one person's");
            assert_eq!(cles_interne(tx, ANNE)?, [cle(1, ANNE)]);
            let comptes = [0, 3, 3, 2, 0, 4].map(|n| compter_cle_interne(tx, &[1; 16], n));
            assert_eq!(comptes, [Ok(true), Ok(true), Ok(false), Ok(false), Ok(false), Ok(true)]);
            assert!(!retirer_cle_interne(tx, LUC, &[1; 16])?);
            assert!(retirer_cle_interne(tx, ANNE, &[1; 16])?);
            assert_eq!(cles_interne(tx, ANNE)?, []);
            Ok(())
        });
    });
}

#[test]
fn an_invitation_is_used_once_and_the_next_one_cancels_it() {
    pour_chaque_moteur(|essai| {
        comptes(essai);
        ecrire(essai, |tx| {
            inviter_interne(tx, &[1; 32], ANNE, 10, 100)?;
            assert_eq!(invitee_interne(tx, &[1; 32], 50)?, Some(ANNE));
            assert_eq!(invitee_interne(tx, &[1; 32], 100)?, None, "too old");
            inviter_interne(tx, &[2; 32], ANNE, 60, 200)?;
            assert_eq!(invitee_interne(tx, &[1; 32], 61)?, None, "cancelled");
            assert!(utiliser_invitation_interne(tx, &[2; 32], 62)?);
            assert!(!utiliser_invitation_interne(tx, &[2; 32], 63)?);
            Ok(())
        });
    });
}

#[test]
fn a_session_is_closed_by_its_owner_or_with_all_the_others() {
    pour_chaque_moteur(|essai| {
        comptes(essai);
        ecrire(essai, |tx| {
            for s in [session(1, ANNE, 10), session(2, ANNE, 20), session(3, ANNE, 30), session(4, LUC, 40)] {
                ouvrir_session_interne(tx, &s)?;
            }
            assert_eq!(session_interne(tx, &[2; 32])?, Some(session(2, ANNE, 20)));
            assert!(!fermer_session_interne(tx, &[2; 32], LUC, 50)?);
            assert!(fermer_session_interne(tx, &[2; 32], ANNE, 50)?);
            assert_eq!(session_interne(tx, &[2; 32])?, None);
            voir_session_interne(tx, &[1; 32], 60)?;
            let jetons = |tx: &mut Tx<'_>, vue, le| -> Result<Vec<u8>, StoreError> {
                Ok(sessions_interne(tx, ANNE, vue, le)?.iter().map(|s| s.jeton[0]).collect())
            };
            assert_eq!(jetons(tx, 0, 50)?, [1, 3]);
            assert_eq!(jetons(tx, 30, 50)?, [1], "unseen for too long");
            assert_eq!(jetons(tx, 0, 115)?, [3], "ended");
            assert_eq!(fermer_autres_sessions_interne(tx, ANNE, &[3; 32], 70)?, 1);
            assert_eq!(jetons(tx, 0, 80)?, [3]);
            assert!(session_interne(tx, &[4; 32])?.is_some());
            defier_session_interne(tx, &[3; 32], Some(&[9; 32]))?;
            assert_eq!(session_interne(tx, &[3; 32])?.unwrap().defi, Some([9; 32]));
            assert_eq!(oublier_sessions_interne(tx, 125)?, 2);
            Ok(())
        });
    });
}

#[test]
fn what_a_wrong_guess_costs_is_put_off_taken_back_and_forgotten() {
    pour_chaque_moteur(|essai| {
        ecrire(essai, |tx| {
            assert_eq!(dette_interne(tx, &[1; 32])?, None);
            endetter_interne(tx, &[1; 32], 100)?;
            endetter_interne(tx, &[1; 32], 160)?;
            rendre_interne(tx, &[1; 32], 60)?;
            assert_eq!(dette_interne(tx, &[1; 32])?, Some(100));
            effacer_interne(tx, &[1; 32])?;
            assert_eq!(dette_interne(tx, &[1; 32])?, None);
            endetter_interne(tx, &[2; 32], 10)?;
            assert_eq!(oublier_tentatives_interne(tx, 11)?, 1);
            Ok(())
        });
    });
}

#[test]
fn a_secret_opens_under_its_own_name_and_survives_a_restart() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let ferme = store.trousseau().enfermer("totp:anne", b"secret").unwrap();
        let derive = store.trousseau().deriver("formulaires");
        assert_ne!(derive, store.trousseau().deriver("appareils"));
        drop(store);
        let store = essai.store();
        assert_eq!(store.trousseau().rouvrir("totp:anne", &ferme).unwrap(), b"secret");
        assert_eq!(store.trousseau().deriver("formulaires"), derive);
        assert_eq!(store.trousseau().rouvrir("totp:luc", &ferme), Err(StoreError::Dechiffrement));
    });
}
