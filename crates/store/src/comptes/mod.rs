//! Accounts: how a person of the directory signs in, and what is open in her name. No household here.
//!
//! Nothing is judged here either: whether a password is right, a session too old or a guess one too many is decided in
//! `actes::comptes`. Instants are seconds since 1970, given by the caller.

pub mod facteurs;
pub mod invitations;
pub mod sessions;
pub mod tentatives;
#[cfg(test)]
mod tests;

use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};
use domain::UtilisateurId;

requetes! {
    PAR_IDENTIFIANT = sql!(
        "SELECT utilisateur, identifiant, mot_de_passe, totp, totp_pas, desactive_le FROM compte WHERE identifiant = $1"
    );
    PAR_UTILISATEUR = sql!(
        "SELECT utilisateur, identifiant, mot_de_passe, totp, totp_pas, desactive_le FROM compte WHERE utilisateur = $1"
    );
    CREER = sql!(
        "INSERT INTO compte (utilisateur, identifiant, totp_pas, cree_le) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING"
    );
    POSER_MOT_DE_PASSE = sql!("UPDATE compte SET mot_de_passe = $2 WHERE utilisateur = $1");
    POSER_TOTP = sql!("UPDATE compte SET totp = $2, totp_pas = $3 WHERE utilisateur = $1");
    AVANCER_TOTP = sql!("UPDATE compte SET totp_pas = $2 WHERE utilisateur = $1 AND totp_pas < $2");
    DESACTIVER = sql!("UPDATE compte SET desactive_le = $2 WHERE utilisateur = $1");
    REACTIVER = sql!("UPDATE compte SET desactive_le = NULL WHERE utilisateur = $1");
    ETAT = sql!(
        "SELECT c.identifiant, c.desactive_le, \
         CASE WHEN c.mot_de_passe IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END, \
         CASE WHEN c.totp IS NOT NULL OR EXISTS (SELECT 1 FROM cle_acces k WHERE k.utilisateur = c.utilisateur) \
         THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END, \
         (SELECT MAX(i.finit_le) FROM invitation i WHERE i.utilisateur = c.utilisateur AND i.utilisee_le IS NULL), \
         (SELECT MAX(s.vue_le) FROM session s WHERE s.utilisateur = c.utilisateur AND s.etape = 'entiere') \
         FROM compte c WHERE c.utilisateur = $1"
    );
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compte {
    /// Whose.
    pub utilisateur: UtilisateurId,
    /// What she types to sign in, folded.
    pub identifiant: String,
    /// The Argon2 string of her password; none until she chose one.
    pub mot_de_passe: Option<String>,
    /// Her encrypted TOTP secret.
    pub totp: Option<Vec<u8>>,
    /// The last step whose code was accepted.
    pub totp_pas: i64,
    /// Since when it opens nothing.
    pub desactive_le: Option<i64>,
}

/// Where an account stands, for who keeps accounts: nothing that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EtatCompte {
    /// What she types to sign in.
    pub identifiant: String,
    /// Since when it opens nothing.
    pub desactive_le: Option<i64>,
    /// Whether she chose a password.
    pub active: bool,
    /// Whether she has a second factor.
    pub second_facteur: bool,
    /// Until when the link that she was given is good, if she has not used it.
    pub lien_jusqu_au: Option<i64>,
    /// When she was last there, of the sessions that are still remembered.
    pub vue_le: Option<i64>,
}

/// Where the account of this person stands, if she has one.
pub fn etat_interne(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<Option<EtatCompte>, StoreError> {
    tx.une(ETAT, &[(&id.to_string()).into()], |l| {
        Ok(EtatCompte {
            identifiant: l.texte(0)?.to_owned(),
            desactive_le: l.entier_opt(1)?,
            active: l.entier(2)? == 1,
            second_facteur: l.entier(3)? == 1,
            lien_jusqu_au: l.entier_opt(4)?,
            vue_le: l.entier_opt(5)?,
        })
    })
}

/// The account that this login names.
pub fn compte_par_identifiant_interne(
    tx: &mut Tx<'_>,
    identifiant: &str,
) -> Result<Option<Compte>, StoreError> {
    tx.une(PAR_IDENTIFIANT, &[identifiant.into()], lire)
}

/// The account of this person.
pub fn compte_interne(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<Option<Compte>, StoreError> {
    tx.une(PAR_UTILISATEUR, &[(&id.to_string()).into()], lire)
}

/// Opens an account that has no password yet; false when the person or the login has one already.
pub fn creer_compte_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    identifiant: &str,
    le: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(CREER, &[(&id.to_string()).into(), identifiant.into(), le.into()])? == 1)
}

/// Replaces the password.
pub fn poser_mot_de_passe_interne(tx: &mut Tx<'_>, id: UtilisateurId, hache: &str) -> Result<(), StoreError> {
    tx.execute(POSER_MOT_DE_PASSE, &[(&id.to_string()).into(), hache.into()]).map(|_| ())
}

/// Replaces the encrypted TOTP secret; `pas` is the step of the code that proved it.
pub fn poser_totp_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    secret: Option<&[u8]>,
    pas: i64,
) -> Result<(), StoreError> {
    tx.execute(POSER_TOTP, &[(&id.to_string()).into(), secret.into(), pas.into()]).map(|_| ())
}

/// Uses the code of a step; false when it, or a later one, was used before.
pub fn avancer_totp_interne(tx: &mut Tx<'_>, id: UtilisateurId, pas: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(AVANCER_TOTP, &[(&id.to_string()).into(), pas.into()])? == 1)
}

/// Closes an account, or opens it again (`None`).
pub fn desactiver_compte_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    le: Option<i64>,
) -> Result<(), StoreError> {
    let id = id.to_string();
    match le {
        Some(le) => tx.execute(DESACTIVER, &[(&id).into(), le.into()]),
        None => tx.execute(REACTIVER, &[(&id).into()]),
    }
    .map(|_| ())
}

fn lire(l: &Ligne<'_>) -> Result<Compte, StoreError> {
    Ok(Compte {
        utilisateur: identifiant(l, 0)?,
        identifiant: l.texte(1)?.to_owned(),
        mot_de_passe: l.texte_opt(2)?.map(str::to_owned),
        totp: l.octets_opt(3)?.map(<[u8]>::to_vec),
        totp_pas: l.entier(4)?,
        desactive_le: l.entier_opt(5)?,
    })
}

fn identifiant(l: &Ligne<'_>, colonne: usize) -> Result<UtilisateurId, StoreError> {
    l.texte(colonne)?.parse().map_err(|_| StoreError::Illisible("utilisateur".into()))
}

/// Every query of this room.
#[cfg(test)]
pub(crate) fn toutes() -> Vec<(&'static str, crate::driver::Sql<'static>)> {
    [TOUTES, facteurs::TOUTES, invitations::TOUTES, sessions::TOUTES, tentatives::TOUTES].concat()
}
