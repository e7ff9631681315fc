//! The chain of the read log: the exact bytes that are hashed. Changing anything here breaks every log in service.

use super::{Lecture, Notee};
use crate::StoreError;
use crate::journal::champ;
use sha2::{Digest, Sha256};

const VERSION: &[u8] = b"palier-lectures-1";

/// What whoever can write to the log does not have.
pub(super) type Cle = [u8; 32];

/// The end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bout {
    pub(super) seq: i64,
    pub(super) empreinte: [u8; 32],
}

/// Why the log does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rupture {
    /// A line does not read as it was written, or was slipped in or moved.
    #[error("le registre des lectures est altéré à la ligne {0}")]
    Alteree(i64),
    /// Lines are missing before that one.
    #[error("des lignes manquent au registre des lectures avant la ligne {0}")]
    Manquante(i64),
    /// The end was cut, or the log replaced.
    #[error("la fin du registre des lectures a été coupée après la ligne {0}")]
    Coupee(i64),
    /// The base could not be read.
    #[error(transparent)]
    Base(#[from] StoreError),
}

impl Bout {
    /// Before the first line.
    pub(super) const ORIGINE: Self = Self { seq: 0, empreinte: [0; 32] };

    /// The end once this reading is noted.
    pub(super) fn suivant(&self, cle: &Cle, lecture: &Lecture) -> Self {
        let seq = self.seq + 1;
        let mut hache = Sha256::new();
        hache.update(VERSION);
        hache.update(cle);
        hache.update(self.empreinte);
        hache.update(seq.to_be_bytes());
        let Lecture { le, utilisateur, organisation, fonction, motif, menage, sujet, classes, support } =
            lecture;
        for texte in [le, utilisateur, organisation, fonction, motif, sujet, classes, support] {
            champ(&mut hache, Some(texte));
        }
        champ(&mut hache, menage.as_deref());
        // The key closes it too: a hash does not let one be continued by who lacks it.
        hache.update(cle);
        Self { seq, empreinte: hache.finalize().into() }
    }

    /// The end once this line, read back, was checked against the one before it.
    pub(super) fn verifier(&self, cle: &Cle, notee: &Notee) -> Result<Self, Rupture> {
        if notee.seq != self.seq + 1 {
            return Err(Rupture::Manquante(notee.seq));
        }
        let attendu = self.suivant(cle, &notee.lecture);
        if attendu.empreinte == notee.empreinte { Ok(attendu) } else { Err(Rupture::Alteree(notee.seq)) }
    }
}
