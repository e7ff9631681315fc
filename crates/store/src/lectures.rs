//! The read log: who read the sensitive classes of a household, for whom, why; on disk before the answer leaves.
//!
//! It has a base of its own, so that a reader never waits behind those who write households. Readers that come
//! together share one flush (`groupe`). It holds identifiers and words of the program, never a content: when a
//! household is erased, nothing of it is here to erase, and who had read it is still known.
//!
//! Each line's hash continues the one before it under a key kept with the households' keys (`chaine`): a line edited,
//! removed, slipped in or moved shows. The last line is remembered beside the keys every so many lines and at closing:
//! a cut end shows, but for what was cut since, by someone who writes to this base.

mod chaine;
mod groupe;
#[cfg(test)]
mod tests;

use crate::driver::{Adresse, Base, Ligne, requetes};
use crate::journal::Trousseau;
use crate::migrations;
use crate::{StoreError, sql};
use groupe::Groupe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use chaine::Rupture;
use chaine::{Bout, Cle};

/// The name of this log, beside the keys and in the locks.
const NOM: &str = "lectures";
/// The end is remembered beside the keys every so many lines.
const LIGNES_PAR_TEMOIN: usize = 256;
const PAGE: i64 = 2_000;

requetes! {
    BOUT = sql!("SELECT seq, empreinte FROM lecture ORDER BY seq DESC LIMIT 1");
    EMPREINTE = sql!("SELECT empreinte FROM lecture WHERE seq = $1");
    NOTER = sql!(
        "INSERT INTO lecture (seq, le, utilisateur, organisation, fonction, motif, menage, sujet, classes, support, \
         empreinte) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    DU_MENAGE = sql!(
        "SELECT seq, le, utilisateur, organisation, fonction, motif, menage, sujet, classes, support, empreinte \
         FROM lecture WHERE menage = $1 AND seq > $2 ORDER BY seq LIMIT $3"
    );
    LIGNES = sql!(
        "SELECT seq, le, utilisateur, organisation, fonction, motif, menage, sujet, classes, support, empreinte \
         FROM lecture WHERE seq > $1 ORDER BY seq LIMIT $2"
    );
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lecture {
    /// The instant (ISO, UTC).
    pub le: String,
    /// Who read.
    pub utilisateur: String,
    /// For whom.
    pub organisation: String,
    /// What she does there.
    pub fonction: String,
    /// Why, in the program's words.
    pub motif: String,
    /// The household, when there is one.
    pub menage: Option<String>,
    /// What was read.
    pub sujet: String,
    /// The sensitive classes that were read: « C4 C5 ».
    pub classes: String,
    /// On what: a page, an export, the journal.
    pub support: String,
}

/// A reading as it was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notee {
    /// Its rank in the log.
    pub seq: i64,
    /// The reading.
    pub lecture: Lecture,
    empreinte: [u8; 32],
}

/// The read log, opened.
pub struct Lectures {
    base: Base,
    cle: Cle,
    trousseau: Arc<Trousseau>,
    groupe: Groupe,
    depuis_le_temoin: AtomicUsize,
}

impl Lectures {
    /// Opens the log and brings its schema up to date.
    pub(crate) fn ouvrir(adresse: &Adresse, trousseau: Arc<Trousseau>) -> Result<Self, StoreError> {
        let base = Base::ouvrir(adresse)?;
        migrations::appliquer(&base, migrations::LECTURES)?;
        let cle = trousseau.derivee(NOM);
        Ok(Self { base, cle, trousseau, groupe: Groupe::default(), depuis_le_temoin: AtomicUsize::new(0) })
    }

    /// Notes readings: all of them are on disk when it answers, or none is.
    pub fn noter(&self, lectures: &[Lecture]) -> Result<(), StoreError> {
        if lectures.is_empty() {
            return Ok(());
        }
        self.groupe.ecrire(lectures, |lot| self.ajouter(lot))
    }

    fn ajouter(&self, lot: Vec<Lecture>) -> Result<(), StoreError> {
        let (cle, nombre) = (self.cle, lot.len());
        let bout = self.base.ecrire_apres(&[NOM], move |tx| {
            let mut bout =
                tx.une(BOUT, &[], |l| Ok(Bout { seq: l.entier(0)?, empreinte: l.empreinte(1)? }))?;
            for lecture in &lot {
                let suivant = bout.unwrap_or(Bout::ORIGINE).suivant(&cle, lecture);
                tx.execute(NOTER, &valeurs(&suivant, lecture))?;
                bout = Some(suivant);
            }
            Ok::<_, StoreError>(bout)
        })?;
        if self.depuis_le_temoin.fetch_add(nombre, Ordering::Relaxed) + nombre >= LIGNES_PAR_TEMOIN {
            // The readings are on disk: a witness that fails now must not make them look unnoted. The next covers them.
            let _ = bout.map_or(Ok(()), |bout| self.retenir(&bout));
        }
        Ok(())
    }

    /// Remembers the end beside the keys, unless what was remembered is gone: a cut must go on showing.
    fn retenir(&self, bout: &Bout) -> Result<(), StoreError> {
        self.depuis_le_temoin.store(0, Ordering::Relaxed);
        if let Some((seq, empreinte)) = self.trousseau.temoin(NOM)? {
            let lue = self.base.lire(|tx| tx.une(EMPREINTE, &[seq.into()], |l| l.empreinte(0)))?;
            if lue != Some(empreinte) {
                return Ok(());
            }
        }
        self.trousseau.retenir(NOM, bout.seq, bout.empreinte)
    }

    /// Who read this household, oldest first, after that rank: what it can be given.
    pub fn de_menage_interne(&self, menage: &str, apres: i64, nombre: u32) -> Result<Vec<Notee>, StoreError> {
        self.base
            .lire(|tx| tx.query(DU_MENAGE, &[menage.into(), apres.into(), i64::from(nombre).into()], lire))
    }

    /// Walks the whole log; gives how many lines hold, or the first that does not.
    pub fn verifier(&self) -> Result<i64, Rupture> {
        let temoin = self.trousseau.temoin(NOM)?;
        self.base.lire(|tx| {
            let mut bout = Bout::ORIGINE;
            let mut vu = temoin.is_none();
            loop {
                let lues = tx.query(LIGNES, &[bout.seq.into(), PAGE.into()], lire)?;
                if lues.is_empty() {
                    return if vu { Ok(bout.seq) } else { Err(Rupture::Coupee(bout.seq)) };
                }
                for notee in &lues {
                    bout = bout.verifier(&self.cle, notee)?;
                    vu |= temoin == Some((bout.seq, bout.empreinte));
                }
            }
        })
    }

    /// Flushes so far: fewer than calls when readers come together.
    pub fn validations(&self) -> u64 {
        self.base.mesures().validations()
    }

    /// Remembers the end, answers those that wait, refuses the next ones.
    pub(crate) fn fermer(&self) -> Result<(), StoreError> {
        let lu = self
            .base
            .lire(|tx| tx.une(BOUT, &[], |l| Ok(Bout { seq: l.entier(0)?, empreinte: l.empreinte(1)? })));
        let retenu = lu.and_then(|bout: Option<Bout>| bout.map_or(Ok(()), |bout| self.retenir(&bout)));
        self.base.fermer();
        retenu
    }
}

fn valeurs<'v>(bout: &'v Bout, l: &'v Lecture) -> [crate::driver::Valeur<'v>; 11] {
    [
        bout.seq.into(),
        (&l.le).into(),
        (&l.utilisateur).into(),
        (&l.organisation).into(),
        (&l.fonction).into(),
        (&l.motif).into(),
        l.menage.as_ref().into(),
        (&l.sujet).into(),
        (&l.classes).into(),
        (&l.support).into(),
        (&bout.empreinte).into(),
    ]
}

fn lire(l: &Ligne<'_>) -> Result<Notee, StoreError> {
    let texte = |colonne| l.texte(colonne).map(str::to_owned);
    let lecture = Lecture {
        le: texte(1)?,
        utilisateur: texte(2)?,
        organisation: texte(3)?,
        fonction: texte(4)?,
        motif: texte(5)?,
        menage: l.texte_opt(6)?.map(str::to_owned),
        sujet: texte(7)?,
        classes: texte(8)?,
        support: texte(9)?,
    };
    Ok(Notee { seq: l.entier(0)?, lecture, empreinte: l.empreinte(10)? })
}
