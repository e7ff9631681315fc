//! Replays the journal and compares it with the state: what is stored must be what was recorded.

use crate::driver::{Tx, requetes};
use crate::journal::{self, Trousseau};
use crate::sujets::lire;
use crate::{StoreError, sql};
use domain::{Evenement, Sujet};

/// How many sujets are read at once.
const PAGE: i64 = 500;

requetes! {
    SUITE = sql!(
        "SELECT s.id, s.genre, s.dispositif, s.mecanique, s.menage, s.convention, s.version, s.etat FROM sujet s \
         WHERE s.id > $1 ORDER BY s.id LIMIT $2"
    );
}

/// A journal and a state that say the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rejeu {
    /// Sujets compared.
    pub sujets: u64,
    /// Events compared.
    pub evenements: u64,
    /// Sujets whose household was erased: nothing left to compare.
    pub effaces: u64,
}

/// Walks every sujet; `Illisible` names the first whose state is not what its journal says.
pub fn comparer_interne(tx: &mut Tx<'_>, trousseau: &Trousseau) -> Result<Rejeu, StoreError> {
    let mut rejeu = Rejeu::default();
    let mut apres = String::new();
    loop {
        let page = tx.query(SUITE, &[(&apres).into(), PAGE.into()], lire)?;
        let Some(dernier) = page.last() else { return Ok(rejeu) };
        apres = dernier.id.to_string();
        for sujet in &page {
            if rejouer(tx, trousseau, sujet)? {
                rejeu.evenements += sujet.evenements.len() as u64;
            } else {
                rejeu.effaces += 1;
            }
            rejeu.sujets += 1;
        }
    }
}

/// Whether the sujet could be replayed: not when its key was destroyed.
fn rejouer(tx: &mut Tx<'_>, trousseau: &Trousseau, sujet: &Sujet) -> Result<bool, StoreError> {
    let id = sujet.id.to_string();
    let ecart =
        |n: i64| StoreError::Illisible(format!("{id} : l'état ne suit pas le journal à la ligne {n}"));
    let mut n = 0_i64;
    for evenement in &sujet.evenements {
        n += 1;
        let charge = match journal::lire_charge(tx, trousseau, &id, n) {
            Ok(Some(charge)) => charge,
            Ok(None) => return Err(ecart(n)),
            Err(StoreError::CleDetruite) => return Ok(false),
            Err(e) => return Err(e),
        };
        let inscrit: Evenement = serde_json::from_slice(&charge).map_err(|_| ecart(n))?;
        if inscrit != *evenement {
            return Err(ecart(n));
        }
    }
    match journal::lire_charge(tx, trousseau, &id, n + 1)? {
        None => Ok(true),
        Some(_) => Err(ecart(n + 1)),
    }
}
