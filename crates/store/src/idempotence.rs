//! The answer already given to a command, kept in the transaction that carried it out: whoever sends it twice, because
//! the network fell or a button was pressed again, is told what happened the first time.

use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};

requetes! {
    DEJA = sql!("SELECT reponse FROM idempotence WHERE cle = $1");
    RETENIR = sql!("INSERT INTO idempotence (cle, sujet, reponse, enregistre_le) VALUES ($1, $2, $3, $4)");
    OUBLIER = sql!("DELETE FROM idempotence WHERE enregistre_le < $1");
}

/// What was answered to this key, if it was ever carried out. The key holds who sent it: another's answer is not hers.
pub fn deja_interne(tx: &mut Tx<'_>, cle: &str) -> Result<Option<String>, StoreError> {
    tx.une(DEJA, &[cle.into()], |l| Ok(l.texte(0)?.to_owned()))
}

/// Keeps the answer; `Contrainte` if the same key was carried out meanwhile, and then nothing of this act stays.
pub fn retenir_interne(
    tx: &mut Tx<'_>,
    cle: &str,
    sujet: Option<&str>,
    reponse: &str,
    enregistre_le: &str,
) -> Result<(), StoreError> {
    let valeurs = [cle.into(), sujet.into(), reponse.into(), enregistre_le.into()];
    tx.execute(RETENIR, &valeurs).map(|_| ())
}

/// Forgets the answers older than this instant; gives how many.
pub fn oublier_interne(tx: &mut Tx<'_>, avant: &str) -> Result<u64, StoreError> {
    tx.execute(OUBLIER, &[avant.into()])
}
