//! The seals' half of the check: each seal against the lines between it and the one before.

use super::canon::{Empreinte, ORIGINE, Tete, message};
use super::sceau::JOURNAL;
use super::verification::{Confiance, Nature, Rupture};
use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};
use ed25519_dalek::Signature;
use std::collections::VecDeque;

const PAGE: i64 = 1_000;

requetes! {
    SCEAUX = sql!("SELECT seq, lignes, tete, signature, pose_le FROM sceau WHERE seq > $1 ORDER BY seq LIMIT $2");
}

struct Pose {
    seq: i64,
    lignes: i64,
    tete: Empreinte,
    signature: [u8; 64],
    pose_le: String,
}

fn lire(l: &Ligne<'_>) -> Result<Pose, StoreError> {
    let signature =
        l.octets(3)?.try_into().map_err(|_| StoreError::Colonne { colonne: 3, attendu: "64 octets" })?;
    Ok(Pose {
        seq: l.entier(0)?,
        lignes: l.entier(1)?,
        tete: l.empreinte(2)?,
        signature,
        pose_le: l.texte(4)?.into(),
    })
}

pub(super) struct Segments {
    attendus: VecDeque<Pose>,
    /// Last seal read from the base, and last seal closed.
    lu: i64,
    ferme: i64,
    courante: Tete,
    derniere_ligne: i64,
    pub(super) poses: i64,
    pub(super) rupture: Option<Rupture>,
}

impl Segments {
    pub(super) fn new() -> Self {
        Self {
            attendus: VecDeque::new(),
            lu: i64::MIN,
            ferme: 0,
            courante: Tete::apres(&ORIGINE),
            derniere_ligne: 0,
            poses: 0,
            rupture: None,
        }
    }

    /// Lines seen since the last seal.
    pub(super) fn ouvertes(&self) -> i64 {
        self.courante.lignes
    }

    pub(super) fn ligne(
        &mut self,
        tx: &mut Tx<'_>,
        confiance: &Confiance<'_>,
        seq: i64,
        empreinte: &Empreinte,
    ) -> Result<(), StoreError> {
        while let Some(pose) = self.prochain(tx, seq)? {
            self.fermer(confiance, &pose);
        }
        self.courante.ajouter(seq, empreinte);
        self.derniere_ligne = seq;
        Ok(())
    }

    /// Closes the remaining seals, then asks the witness kept with the keys.
    pub(super) fn finir(&mut self, tx: &mut Tx<'_>, confiance: &Confiance<'_>) -> Result<(), StoreError> {
        let mut derniere = None;
        while let Some(pose) = self.prochain(tx, i64::MAX)? {
            if pose.seq > self.derniere_ligne {
                self.noter(Nature::Tronquee, self.derniere_ligne + 1, pose.seq);
            }
            self.fermer(confiance, &pose);
            derniere = Some((pose.seq, pose.tete));
        }
        let Some(trousseau) = confiance.trousseau else {
            return Ok(());
        };
        match trousseau.temoin(JOURNAL)? {
            Some((seq, _)) if seq > self.ferme => self.noter(Nature::Tronquee, self.ferme + 1, seq),
            Some(temoin) if derniere.is_some_and(|d| d.0 == temoin.0 && d != temoin) => {
                self.noter(Nature::FauxSceau, temoin.0, temoin.0);
            }
            _ => {}
        }
        Ok(())
    }

    /// The next seal set before rank `avant`, if any.
    fn prochain(&mut self, tx: &mut Tx<'_>, avant: i64) -> Result<Option<Pose>, StoreError> {
        if self.attendus.is_empty() {
            self.attendus = tx.query(SCEAUX, &[self.lu.into(), PAGE.into()], lire)?.into();
            // Past the last seal: no more questions to the base.
            self.lu = self.attendus.back().map_or(i64::MAX, |pose| pose.seq);
        }
        let du = self.attendus.front().is_some_and(|pose| pose.seq < avant);
        Ok(if du { self.attendus.pop_front() } else { None })
    }

    fn fermer(&mut self, confiance: &Confiance<'_>, pose: &Pose) {
        let depuis = self.ferme + 1;
        let vues = std::mem::replace(&mut self.courante, Tete::apres(&pose.tete));
        let (lignes, tete) = (vues.lignes, vues.finir());
        let signe = message(self.ferme, pose.seq, pose.lignes, &pose.tete, &pose.pose_le);
        if confiance.cle_publique.verify_strict(&signe, &Signature::from_bytes(&pose.signature)).is_err() {
            self.noter(Nature::FauxSceau, depuis, pose.seq);
        } else if lignes != pose.lignes {
            let nature = if lignes < pose.lignes { Nature::Supprimee } else { Nature::Inseree };
            self.noter(nature, depuis, pose.seq);
        } else if tete != pose.tete {
            // As many lines as sealed, and others: rewritten with their whole chain, or put in another order.
            self.noter(Nature::Modifiee, depuis, pose.seq);
        }
        self.ferme = pose.seq;
        self.poses += 1;
    }

    fn noter(&mut self, nature: Nature, depuis: i64, jusque: i64) {
        self.rupture.get_or_insert(Rupture::Alteration { nature, seq: depuis, sujet: None, depuis, jusque });
    }
}
