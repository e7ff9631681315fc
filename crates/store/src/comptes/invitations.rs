//! One-time links, by the hash of their token.

use super::identifiant;
use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};
use domain::UtilisateurId;

requetes! {
    INVITER = sql!("INSERT INTO invitation (jeton, utilisateur, finit_le) VALUES ($1, $2, $3)");
    INVITEE = sql!("SELECT utilisateur FROM invitation WHERE jeton = $1 AND utilisee_le IS NULL AND finit_le > $2");
    UTILISER = sql!(
        "UPDATE invitation SET utilisee_le = $2 WHERE jeton = $1 AND utilisee_le IS NULL AND finit_le > $2"
    );
    ANNULER = sql!("UPDATE invitation SET utilisee_le = $2 WHERE utilisateur = $1 AND utilisee_le IS NULL");
}

/// Keeps a link; those that this person had before open nothing more.
pub fn inviter_interne(
    tx: &mut Tx<'_>,
    jeton: &[u8; 32],
    id: UtilisateurId,
    le: i64,
    finit_le: i64,
) -> Result<(), StoreError> {
    annuler_invitations_interne(tx, id, le)?;
    tx.execute(INVITER, &[jeton.into(), (&id.to_string()).into(), finit_le.into()]).map(|_| ())
}

/// Whom a link invites, while it is good.
pub fn invitee_interne(
    tx: &mut Tx<'_>,
    jeton: &[u8; 32],
    le: i64,
) -> Result<Option<UtilisateurId>, StoreError> {
    tx.une(INVITEE, &[jeton.into(), le.into()], |l| identifiant(l, 0))
}

/// Uses a link; false when it was used, cancelled, or is too old.
pub fn utiliser_invitation_interne(tx: &mut Tx<'_>, jeton: &[u8; 32], le: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(UTILISER, &[jeton.into(), le.into()])? == 1)
}

/// Cancels the links of a person.
pub fn annuler_invitations_interne(tx: &mut Tx<'_>, id: UtilisateurId, le: i64) -> Result<(), StoreError> {
    tx.execute(ANNULER, &[(&id.to_string()).into(), le.into()]).map(|_| ())
}
