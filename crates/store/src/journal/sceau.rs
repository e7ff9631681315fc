//! Seals: signed checkpoints over all lines since the last one, set every so many lines and when the base closes.

use super::canon::{Empreinte, ORIGINE, Tete, message};
use super::trousseau::Trousseau;
use crate::driver::{Base, Sql, Tx, requetes};
use crate::{StoreError, sql};
use ed25519_dalek::Signer;
use std::sync::atomic::{AtomicI64, Ordering};

/// Lines read at a time.
const PAGE: i64 = 1_000;

requetes! {
    // On PostgreSQL a line may commit after another of higher rank. Waiting for the writers in flight, before the
    // snapshot is taken, makes sure that no line will appear later under a seal. SQLite has one writer: nothing to do.
    ATTENDRE = Sql::deux("SELECT 1 WHERE 0", "LOCK TABLE journal IN SHARE MODE");
    DERNIER = sql!("SELECT seq, tete FROM sceau ORDER BY seq DESC LIMIT 1");
    LIGNES = sql!("SELECT seq, empreinte FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2");
    POSER = sql!("INSERT INTO sceau (seq, lignes, tete, signature, pose_le) VALUES ($1, $2, $3, $4, $5)");
}

/// A seal that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sceau {
    /// The last line it covers.
    pub seq: i64,
    /// How many lines it covers.
    pub lignes: i64,
    /// Its hash, which the next one continues.
    pub tete: [u8; 32],
}

/// Decides when a seal is due and sets it.
pub struct Scelleur {
    pas: i64,
    depuis: AtomicI64,
}

impl Scelleur {
    /// A seal every `pas` lines.
    pub fn new(pas: i64) -> Self {
        Self { pas: pas.max(1), depuis: AtomicI64::new(0) }
    }

    /// Counts lines written by a committed act; tells the one writer that crosses the step to set a seal.
    pub fn compter(&self, lignes: i64) -> bool {
        let avant = self.depuis.fetch_add(lignes, Ordering::Relaxed);
        let du = avant < self.pas && avant + lignes >= self.pas;
        if du {
            self.depuis.store(0, Ordering::Relaxed);
        }
        du
    }

    /// Seals what is not sealed yet. Nothing to seal: nothing is written.
    pub fn sceller(&self, base: &Base, trousseau: &Trousseau) -> Result<Option<Sceau>, StoreError> {
        let cles = trousseau.clone();
        let pose = base.ecrire(move |tx| poser(tx, &cles))?;
        if let Some(sceau) = pose {
            trousseau.retenir(JOURNAL, sceau.seq, sceau.tete)?;
        }
        Ok(pose)
    }
}

/// The name under which the keys' base remembers the last seal.
pub(super) const JOURNAL: &str = "journal";

fn poser(tx: &mut Tx<'_>, trousseau: &Trousseau) -> Result<Option<Sceau>, StoreError> {
    tx.execute(ATTENDRE, &[])?;
    let dernier = tx.une(DERNIER, &[], |l| Ok((l.entier(0)?, l.empreinte(1)?)))?;
    let (depuis, precedente): (i64, Empreinte) = dernier.unwrap_or((0, ORIGINE));
    let mut seq = depuis;
    let mut tete = Tete::apres(&precedente);
    loop {
        let lignes = tx.query(LIGNES, &[seq.into(), PAGE.into()], |l| Ok((l.entier(0)?, l.empreinte(1)?)))?;
        let Some((derniere, _)) = lignes.last() else {
            break;
        };
        seq = *derniere;
        for (rang, empreinte) in &lignes {
            tete.ajouter(*rang, empreinte);
        }
    }
    let lignes = tete.lignes;
    if lignes == 0 {
        return Ok(None);
    }
    let (tete, le) = (tete.finir(), jiff::Timestamp::now().to_string());
    let signature = trousseau.signature().sign(&message(depuis, seq, lignes, &tete, &le)).to_bytes();
    let valeurs = [seq.into(), lignes.into(), (&tete).into(), (&signature).into(), (&le).into()];
    tx.execute(POSER, &valeurs)?;
    Ok(Some(Sceau { seq, lignes, tete }))
}
