//! What is owed for wrong guesses, by a hash of what was guessed and from where: an instant, which each failure puts off
//! and time catches up.

use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};

requetes! {
    DETTE = sql!("SELECT dette_le FROM tentative WHERE cle = $1");
    ENDETTER = sql!(
        "INSERT INTO tentative (cle, dette_le) VALUES ($1, $2) ON CONFLICT (cle) DO UPDATE SET dette_le = excluded.dette_le"
    );
    RENDRE = sql!("UPDATE tentative SET dette_le = dette_le - $2 WHERE cle = $1");
    EFFACER = sql!("DELETE FROM tentative WHERE cle = $1");
    OUBLIER = sql!("DELETE FROM tentative WHERE dette_le < $1");
}

/// Until when something is owed.
pub fn dette_interne(tx: &mut Tx<'_>, cle: &[u8; 32]) -> Result<Option<i64>, StoreError> {
    tx.une(DETTE, &[cle.into()], |l| l.entier(0))
}

/// Puts that instant off to this one.
pub fn endetter_interne(tx: &mut Tx<'_>, cle: &[u8; 32], dette_le: i64) -> Result<(), StoreError> {
    tx.execute(ENDETTER, &[cle.into(), dette_le.into()]).map(|_| ())
}

/// Takes some seconds back: it was no failure.
pub fn rendre_interne(tx: &mut Tx<'_>, cle: &[u8; 32], secondes: i64) -> Result<(), StoreError> {
    tx.execute(RENDRE, &[cle.into(), secondes.into()]).map(|_| ())
}

/// Forgets all of it: the right answer came.
pub fn effacer_interne(tx: &mut Tx<'_>, cle: &[u8; 32]) -> Result<(), StoreError> {
    tx.execute(EFFACER, &[cle.into()]).map(|_| ())
}

/// Forgets what is owed no longer at this instant.
pub fn oublier_tentatives_interne(tx: &mut Tx<'_>, le: i64) -> Result<u64, StoreError> {
    tx.execute(OUBLIER, &[le.into()])
}
