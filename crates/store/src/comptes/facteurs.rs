//! Second factors beside TOTP: recovery codes by their hash, passkeys by their public half.

use super::identifiant;
use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};
use domain::UtilisateurId;

requetes! {
    OUBLIER_CODES = sql!("DELETE FROM code_secours WHERE utilisateur = $1");
    POSER_CODE = sql!("INSERT INTO code_secours (utilisateur, empreinte) VALUES ($1, $2)");
    UTILISER_CODE = sql!(
        "UPDATE code_secours SET utilise_le = $3 WHERE utilisateur = $1 AND empreinte = $2 AND utilise_le IS NULL"
    );
    RESTANTS = sql!("SELECT COUNT(*) FROM code_secours WHERE utilisateur = $1 AND utilise_le IS NULL");
    AJOUTER_CLE = sql!(
        "INSERT INTO cle_acces (id, utilisateur, publique, compteur, nom, cree_le) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT DO NOTHING"
    );
    CLES = sql!(
        "SELECT id, utilisateur, publique, compteur, nom, cree_le FROM cle_acces \
         WHERE utilisateur = $1 ORDER BY cree_le, id LIMIT 50"
    );
    COMPTER_CLE = sql!("UPDATE cle_acces SET compteur = $2 WHERE id = $1 AND (compteur < $2 OR compteur = 0 AND $2 = 0)");
    RETIRER_CLE = sql!("DELETE FROM cle_acces WHERE utilisateur = $1 AND id = $2");
    RETIRER_CLES = sql!("DELETE FROM cle_acces WHERE utilisateur = $1");
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleAcces {
    /// The identifier that the device gave it.
    pub id: Vec<u8>,
    /// Whose.
    pub utilisateur: UtilisateurId,
    /// Its public half: a P-256 point.
    pub publique: Vec<u8>,
    /// How many times it signed, as it says.
    pub compteur: i64,
    /// What she calls it.
    pub nom: String,
    /// Since when.
    pub cree_le: i64,
}

/// Replaces all recovery codes of a person by these.
pub fn poser_codes_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    empreintes: &[[u8; 32]],
) -> Result<(), StoreError> {
    let id = id.to_string();
    tx.execute(OUBLIER_CODES, &[(&id).into()])?;
    for empreinte in empreintes {
        tx.execute(POSER_CODE, &[(&id).into(), empreinte.into()])?;
    }
    Ok(())
}

/// Uses a recovery code; false when it is not one of hers, or was used.
pub fn utiliser_code_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    empreinte: &[u8; 32],
    le: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(UTILISER_CODE, &[(&id.to_string()).into(), empreinte.into(), le.into()])? == 1)
}

/// How many recovery codes are left.
pub fn codes_restants_interne(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<i64, StoreError> {
    Ok(tx.une(RESTANTS, &[(&id.to_string()).into()], |l| l.entier(0))?.unwrap_or(0))
}

/// Adds a passkey; false when it is known already.
pub fn ajouter_cle_interne(tx: &mut Tx<'_>, cle: &CleAcces) -> Result<bool, StoreError> {
    let id = cle.utilisateur.to_string();
    let valeurs = [
        (&cle.id).into(),
        (&id).into(),
        (&cle.publique).into(),
        cle.compteur.into(),
        (&cle.nom).into(),
        cle.cree_le.into(),
    ];
    Ok(tx.execute(AJOUTER_CLE, &valeurs)? == 1)
}

/// The passkeys of a person, oldest first.
pub fn cles_interne(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<Vec<CleAcces>, StoreError> {
    tx.query(CLES, &[(&id.to_string()).into()], lire)
}

/// Moves the counter of a passkey; false when it does not go up, as that of a copy would not. Zero means that the
/// device does not count.
pub fn compter_cle_interne(tx: &mut Tx<'_>, id: &[u8], compteur: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(COMPTER_CLE, &[id.into(), compteur.into()])? == 1)
}

/// Removes a passkey of hers.
pub fn retirer_cle_interne(tx: &mut Tx<'_>, id: UtilisateurId, cle: &[u8]) -> Result<bool, StoreError> {
    Ok(tx.execute(RETIRER_CLE, &[(&id.to_string()).into(), cle.into()])? == 1)
}

/// Removes every passkey and recovery code of a person.
pub fn retirer_facteurs_interne(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<(), StoreError> {
    tx.execute(RETIRER_CLES, &[(&id.to_string()).into()])?;
    poser_codes_interne(tx, id, &[])
}

fn lire(l: &Ligne<'_>) -> Result<CleAcces, StoreError> {
    Ok(CleAcces {
        id: l.octets(0)?.to_vec(),
        utilisateur: identifiant(l, 1)?,
        publique: l.octets(2)?.to_vec(),
        compteur: l.entier(3)?,
        nom: l.texte(4)?.to_owned(),
        cree_le: l.entier(5)?,
    })
}
