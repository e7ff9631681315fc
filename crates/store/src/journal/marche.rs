//! The chains' half of the check: each line against the one before it in its sujet, and its payload when a key opens it.

use super::canon::{Empreinte, ORIGINE};
use super::chiffre;
use super::segments::Segments;
use super::trousseau::EtatCle;
use super::verification::{Confiance, Lue, Nature, Rapport, Rupture};
use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};
use std::collections::BTreeMap;

const PAGE: i64 = 2_000;

requetes! {
    AILLEURS = sql!("SELECT seq FROM journal WHERE sujet = $1 AND n = $2 LIMIT 1");
    VERSIONS = sql!("SELECT id, version FROM sujet WHERE id > $1 ORDER BY id LIMIT $2");
}

/// The last line seen of a sujet.
struct Derniere {
    n: i64,
    empreinte: Empreinte,
    seq: i64,
}

pub(super) struct Marche<'c> {
    confiance: &'c Confiance<'c>,
    rapport: Rapport,
    sujets: BTreeMap<String, Derniere>,
    segments: Segments,
}

impl<'c> Marche<'c> {
    pub(super) fn new(confiance: &'c Confiance<'c>) -> Self {
        Self { confiance, rapport: Rapport::default(), sujets: BTreeMap::new(), segments: Segments::new() }
    }

    pub(super) fn avancer(&mut self, tx: &mut Tx<'_>, ligne: &Lue) -> Result<(), Rupture> {
        self.enchainer(tx, ligne)?;
        self.comparer(ligne)?;
        self.segments.ligne(tx, self.confiance, ligne.seq, &ligne.empreinte)?;
        let derniere = Derniere { n: ligne.n, empreinte: ligne.empreinte, seq: ligne.seq };
        self.sujets.insert(ligne.sujet.clone(), derniere);
        self.rapport.lignes += 1;
        Ok(())
    }

    fn enchainer(&self, tx: &mut Tx<'_>, ligne: &Lue) -> Result<(), Rupture> {
        let avant = self.sujets.get(&ligne.sujet);
        let (rang, empreinte) = avant.map_or((0, ORIGINE), |d| (d.n, d.empreinte));
        if ligne.n <= rang {
            return Err(ligne.rupture(Nature::Inseree));
        }
        if !ligne.intacte() {
            return Err(ligne.rupture(Nature::Modifiee));
        }
        if ligne.n > rang + 1 {
            let ailleurs = tx.une(AILLEURS, &[(&ligne.sujet).into(), (rang + 1).into()], |l| l.entier(0))?;
            return Err(ligne.rupture(if ailleurs.is_some() { Nature::Deplacee } else { Nature::Supprimee }));
        }
        if ligne.precedent != empreinte {
            // This line is whole and remembers another one before it: that one was rewritten with its own hash.
            let seq = avant.map_or(ligne.seq, |d| d.seq);
            let sujet = Some(ligne.sujet.clone());
            return Err(Rupture::Alteration {
                nature: Nature::Modifiee,
                seq,
                sujet,
                depuis: seq,
                jusque: ligne.seq,
            });
        }
        Ok(())
    }

    /// Opens the payload when its key is at hand; a forged line has no payload that opens.
    fn comparer(&mut self, ligne: &Lue) -> Result<(), Rupture> {
        let Some(trousseau) = self.confiance.trousseau else {
            return Ok(());
        };
        match trousseau.etat_pour(ligne.menage.as_deref())? {
            EtatCle::Detruite => self.rapport.effacees += 1,
            EtatCle::Absente => self.rapport.sans_cle += 1,
            EtatCle::Presente(cle) => match chiffre::ouvrir(&cle, &ligne.sujet, ligne.n, &ligne.charge) {
                Ok((engagement, _)) if engagement == ligne.engagement => self.rapport.charges += 1,
                _ => return Err(ligne.rupture(Nature::Modifiee)),
            },
        }
        Ok(())
    }

    /// What only the end can tell: seals, then sujets whose last lines are gone.
    pub(super) fn finir(mut self, tx: &mut Tx<'_>) -> Result<Rapport, Rupture> {
        self.segments.finir(tx, self.confiance)?;
        let scelles = self.segments.rupture.take();
        // A cut journal also shortens its sujets: the cut says more.
        match (scelles, self.versions(tx)?) {
            (Some(coupe @ Rupture::Alteration { nature: Nature::Tronquee, .. }), _) => return Err(coupe),
            (_, Some(courte)) => return Err(courte),
            (Some(autre), None) => return Err(autre),
            (None, None) => {}
        }
        self.rapport.sujets = i64::try_from(self.sujets.len()).unwrap_or(i64::MAX);
        self.rapport.sceaux = self.segments.poses;
        self.rapport.non_scellees = self.segments.ouvertes();
        Ok(self.rapport)
    }

    /// A sujet's version is the rank of its last line: the end of a chain cannot be cut after the last seal either,
    /// unless its state is put back as well.
    fn versions(&self, tx: &mut Tx<'_>) -> Result<Option<Rupture>, StoreError> {
        let mut apres = String::new();
        loop {
            let lus = tx.query(VERSIONS, &[(&apres).into(), PAGE.into()], |l| {
                Ok((l.texte(0)?.to_owned(), l.entier(1)?))
            })?;
            for (sujet, version) in &lus {
                let (n, seq) = self.sujets.get(sujet).map_or((0, 0), |d| (d.n, d.seq));
                if n != *version {
                    let nature = if n < *version { Nature::Supprimee } else { Nature::Inseree };
                    let sujet = Some(sujet.clone());
                    return Ok(Some(Rupture::Alteration { nature, seq, sujet, depuis: seq, jusque: seq }));
                }
            }
            let Some((dernier, _)) = lus.into_iter().next_back() else {
                return Ok(None);
            };
            apres = dernier;
        }
    }
}
