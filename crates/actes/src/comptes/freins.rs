//! Slowing guesses down without giving anyone a way to lock somebody else out.
//!
//! A failure puts an instant off by a `peine`; an answer is heard while that instant is not more than `libres` peines
//! ahead. What is counted is never a login alone, or whoever knows it could close it to its owner: it is a login *from a
//! place*, and a place. A browser that entered before carries a signed mark; its failures are counted apart, so
//! the owner at her usual browser never waits for what others try.

use sha2::{Digest, Sha256};
use store::Tx;
use store::comptes::tentatives::{dette_interne, effacer_interne, endetter_interne, rendre_interne};

use crate::Erreur;

/// What is counted for one guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frein {
    cle: [u8; 32],
    libres: i64,
    peine: i64,
    /// Whether the right answer forgives all that is owed; else only its own.
    efface: bool,
}

/// From where a guess comes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origine<'a> {
    /// A browser that entered this account before.
    Appareil(&'a str),
    /// Anyone else, by her address.
    Lieu(&'a str),
}

fn cle(parties: &[&str]) -> [u8; 32] {
    let mut hache = Sha256::new();
    for partie in parties {
        hache.update(u64::try_from(partie.len()).unwrap_or(u64::MAX).to_be_bytes());
        hache.update(partie);
    }
    hache.finalize().into()
}

/// For the password of a login: from a place, 5 at once then 20 an hour; a place, 50 at once then 180 an hour, an office
/// behind one address being many people; from her own browser, 10 at once then 40 an hour.
pub(super) fn mot_de_passe(identifiant: &str, origine: Origine<'_>) -> Vec<Frein> {
    match origine {
        Origine::Appareil(appareil) => vec![le_sien("mot de passe", identifiant, appareil)],
        Origine::Lieu(lieu) => vec![d_ici("mot de passe", identifiant, lieu), ce_lieu(lieu)],
    }
}

/// For the second factor of someone whose password was given. Here a count over all places is possible without harm: to
/// reach it one must know the password, and her own browser is still apart.
pub(super) fn second_facteur(utilisateur: &str, origine: Origine<'_>) -> Vec<Frein> {
    match origine {
        Origine::Appareil(appareil) => vec![le_sien("second facteur", utilisateur, appareil)],
        Origine::Lieu(lieu) => {
            let partout =
                Frein { cle: cle(&["second facteur", utilisateur]), libres: 30, peine: 120, efface: false };
            vec![d_ici("second facteur", utilisateur, lieu), partout]
        }
    }
}

/// For the present password asked again inside a session.
pub(super) fn confirmation(session: &str) -> Vec<Frein> {
    vec![d_ici("confirmation", session, "")]
}

fn d_ici(quoi: &str, qui: &str, lieu: &str) -> Frein {
    Frein { cle: cle(&[quoi, qui, "lieu", lieu]), libres: 5, peine: 180, efface: true }
}

fn ce_lieu(lieu: &str) -> Frein {
    Frein { cle: cle(&["lieu", lieu]), libres: 50, peine: 20, efface: false }
}

fn le_sien(quoi: &str, qui: &str, appareil: &str) -> Frein {
    Frein { cle: cle(&[quoi, qui, "appareil", appareil]), libres: 10, peine: 90, efface: true }
}

/// Counts a guess before it is checked, so that a hundred sent at once are a hundred; or says how long to wait.
pub(super) fn compter(tx: &mut Tx<'_>, freins: &[Frein], maintenant: i64) -> Result<(), Erreur> {
    let mut attente = 0;
    let mut dettes = Vec::new();
    for frein in freins {
        let dette = dette_interne(tx, &frein.cle)?.unwrap_or(maintenant).max(maintenant) + frein.peine;
        attente = attente.max(dette - maintenant - frein.libres * frein.peine);
        dettes.push((frein, dette));
    }
    if attente > 0 {
        return Err(Erreur::Patienter(attente));
    }
    for (frein, dette) in dettes {
        endetter_interne(tx, &frein.cle, dette)?;
    }
    Ok(())
}

/// The guess was right.
pub(super) fn lever(tx: &mut Tx<'_>, freins: &[Frein]) -> Result<(), Erreur> {
    for frein in freins {
        if frein.efface {
            effacer_interne(tx, &frein.cle)?;
        } else {
            rendre_interne(tx, &frein.cle, frein.peine)?;
        }
    }
    Ok(())
}
