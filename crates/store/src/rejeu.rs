//! Replays the journal and compares it with the state: what is stored must be what was recorded.

use crate::driver::{Tx, requetes};
use crate::journal::{self, EtatCle, Trousseau};
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
    /// Sujets of a household whose key is destroyed and whose state is still there: an erasure was cut short.
    pub inacheves: u64,
    /// Sujets whose key is not in this base of keys.
    pub sans_cle: u64,
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
            rejeu.sujets += 1;
            match cle(trousseau, sujet)? {
                EtatCle::Absente => rejeu.sans_cle += 1,
                EtatCle::Detruite if sujet.efface() => rejeu.effaces += 1,
                EtatCle::Detruite => rejeu.inacheves += 1,
                EtatCle::Presente(_) => rejeu.evenements += rejouer(tx, trousseau, sujet)?,
            }
        }
    }
}

fn cle(trousseau: &Trousseau, sujet: &Sujet) -> Result<EtatCle, StoreError> {
    trousseau.etat_pour(sujet.menage.map(|m| m.to_string()).as_deref())
}

/// Compares a sujet with its lines; gives how many. A state emptied without its key being destroyed is one that does
/// not follow its journal.
fn rejouer(tx: &mut Tx<'_>, trousseau: &Trousseau, sujet: &Sujet) -> Result<u64, StoreError> {
    let id = sujet.id.to_string();
    let ecart =
        |n: i64| StoreError::Illisible(format!("{id} : l'état ne suit pas le journal à la ligne {n}"));
    let mut n = 0_i64;
    for evenement in &sujet.evenements {
        n += 1;
        let charge = journal::lire_charge(tx, trousseau, &id, n)?.ok_or_else(|| ecart(n))?;
        let inscrit: Evenement = serde_json::from_slice(&charge).map_err(|_| ecart(n))?;
        if inscrit != *evenement {
            return Err(ecart(n));
        }
    }
    match journal::lire_charge(tx, trousseau, &id, n + 1)? {
        None => Ok(sujet.evenements.len() as u64),
        Some(_) => Err(ecart(n + 1)),
    }
}
