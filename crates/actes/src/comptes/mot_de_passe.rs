//! Passwords: which are refused, how they are kept, how one is checked.

use std::collections::HashSet;
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::texte::plier;

/// What is asked, in words: the hint of every form that takes a new one.
pub const CONSIGNE: &str = "Au moins 12 caractères. Une phrase de plusieurs mots est facile à retenir\u{a0}; \
    ni majuscule ni chiffre n’est exigé.";

const LONGUEUR: std::ops::RangeInclusive<usize> = 12..=200;
/// Fewer different characters than this is one key held down.
const DIFFERENTS: usize = 5;

/// The bases of common passwords, folded: letters between what is added at their ends to satisfy a rule.
static COMMUNS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../donnees/mots_de_passe_communs.txt").lines().collect());

/// Checked when there is no account: an unknown login takes as long as a wrong password.
static LEURRE: LazyLock<String> = LazyLock::new(|| hacher(&super::jetons::tirer()).unwrap_or_default());

/// Why this password is refused, in words that say what to do. `personnels`: her name, her login.
pub(super) fn juger(mot: &str, personnels: &[&str]) -> Result<(), String> {
    let longueur = mot.chars().count();
    if !LONGUEUR.contains(&longueur) {
        return Err(format!(
            "Ce mot de passe compte {longueur} caractères. Choisissez-en un de {} à {}.",
            LONGUEUR.start(),
            LONGUEUR.end()
        ));
    }
    let plie = plier(mot);
    if est_commun(&plie) {
        return Err("Ce mot de passe est de ceux que l’on essaie en premier. Assemblez plutôt plusieurs mots sans rapport entre eux.".to_owned());
    }
    let siens = personnels.iter().flat_map(|p| mots(p));
    if let Some(sien) = siens.into_iter().find(|m| plie.contains(m.as_str())) {
        return Err(format!(
            "Ce mot de passe contient «\u{a0}{sien}\u{a0}», qui vient de votre nom ou de votre identifiant. Choisissez d’autres mots."
        ));
    }
    Ok(())
}

/// The words of a name or a login that are long enough to be hers.
fn mots(texte: &str) -> Vec<String> {
    let plie = plier(texte);
    plie.split(|c: char| !c.is_alphanumeric()).filter(|m| m.chars().count() >= 4).map(str::to_owned).collect()
}

fn est_commun(plie: &str) -> bool {
    let differents: HashSet<char> = plie.chars().collect();
    let base: Vec<char> = plie.trim_matches(|c: char| !c.is_alphabetic()).chars().collect();
    let motif: String = base.iter().take(periode(&base)).collect();
    let base: String = base.into_iter().collect();
    let connu = [plie, &base, motif.trim_matches(|c: char| !c.is_alphabetic())];
    differents.len() < DIFFERENTS || est_une_suite(plie) || connu.iter().any(|t| COMMUNS.contains(*t))
}

/// Letters or digits in the order of the alphabet, or against it.
fn est_une_suite(texte: &str) -> bool {
    let rangs: Vec<u32> = texte.chars().map(u32::from).collect();
    rangs.windows(2).all(|p| matches!(p, [a, b] if a.abs_diff(*b) == 1))
}

/// The length of what is repeated to make the whole.
fn periode(lettres: &[char]) -> usize {
    let n = lettres.len();
    (1..=n).find(|p| lettres.iter().skip(*p).eq(lettres.iter().take(n - p))).unwrap_or(n)
}

/// The Argon2id string of a password: 19 MiB, two passes, a fresh salt.
pub(super) fn hacher(mot: &str) -> Option<String> {
    Argon2::default().hash_password(mot.as_bytes()).ok().map(|h| h.to_string())
}

/// Whether the password is the one that was kept. Without one it takes the same time, and is false.
pub(super) fn verifier(mot: &str, hache: Option<&str>) -> bool {
    let leurre: &str = &LEURRE;
    let juste = PasswordHash::new(hache.unwrap_or(leurre))
        .is_ok_and(|h| Argon2::default().verify_password(mot.as_bytes(), &h).is_ok());
    juste && hache.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuse(mot: &str, motif: &str) {
        let refus = juger(mot, &["Anne Rivière", "anne.riviere@rives.example.org"]).unwrap_err();
        assert!(refus.contains(motif), "{mot}: {refus}");
    }

    #[test]
    fn a_short_password_is_told_its_length() {
        refuse("onze lettre", "11 caractères");
        refuse(&"a b".repeat(100), "300 caractères");
    }

    #[test]
    fn a_common_password_stays_common_with_digits_around_it() {
        for mot in ["motdepasse2026", "123Azertyuiop!", "Password1234!", "bonjourbonjour", "qwertyqwerty"] {
            refuse(mot, "en premier");
        }
        for mot in ["aaaaaaaaaaaa", "121212121212", "abcdefghijkl", "chocolatchocolat99"] {
            refuse(mot, "en premier");
        }
    }

    #[test]
    fn a_password_does_not_hold_the_name_or_the_login() {
        refuse("la-rivière-en-crue", "riviere");
        refuse("vive les rives du fleuve", "rives");
    }

    #[test]
    fn several_words_without_capital_nor_digit_are_enough() {
        for mot in ["cheval agrafe pile", "trois chats dorment", "un été à vélo électrique"] {
            assert_eq!(juger(mot, &["Anne Rivière", "anne"]), Ok(()), "{mot}");
        }
    }

    #[test]
    fn only_the_right_password_opens_and_none_opens_without_one() {
        let hache = hacher("cheval agrafe pile").unwrap();
        assert!(hache.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hache}");
        assert_ne!(Some(&hache), hacher("cheval agrafe pile").as_ref(), "a salt each");
        assert!(verifier("cheval agrafe pile", Some(&hache)));
        assert!(!verifier("cheval agrafe pire", Some(&hache)));
        assert!(!verifier("cheval agrafe pile", None));
    }
}
