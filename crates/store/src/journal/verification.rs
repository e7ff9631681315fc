//! Walks the whole journal and names the first line that does not hold.
//!
//! Chains are checked line by line and name their line exactly; seals cover a span and name the span. A chain's answer
//! is therefore preferred. Without keys the commitments are checked; with them, payloads are opened and compared too.

use super::canon::{Empreinte, Enveloppe, empreinte};
use super::marche::Marche;
use super::phrases::phrase;
use super::trousseau::Trousseau;
use crate::driver::{Base, Ligne, requetes};
use crate::{StoreError, sql};
use ed25519_dalek::VerifyingKey;

const PAGE: i64 = 2_000;

requetes! {
    LIGNES = sql!(
        "SELECT seq, sujet, n, menage, par, organisation, enregistre_le, survenu_le, genre, regles, mecanique, \
         engagement, charge, precedent, empreinte FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2"
    );
}

/// What the check may rely on. It never comes from the base that is checked.
pub struct Confiance<'c> {
    /// The public key of the seals.
    pub cle_publique: VerifyingKey,
    /// The keys, to compare payloads with their commitments and the last seal with its witness.
    pub trousseau: Option<&'c Trousseau>,
}

/// A journal that holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rapport {
    /// Lines walked.
    pub lignes: i64,
    /// Sujets they belong to.
    pub sujets: i64,
    /// Seals checked.
    pub sceaux: i64,
    /// Lines after the last seal: held by their chain only.
    pub non_scellees: i64,
    /// Payloads opened and compared.
    pub charges: i64,
    /// Payloads whose key was destroyed.
    pub effacees: i64,
    /// Payloads whose key is unknown to the keys at hand: the wrong keys, or an older save of them.
    pub sans_cle: i64,
}

/// What was done to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A line does not read as it was written.
    Modifiee,
    /// A line is missing.
    Supprimee,
    /// A line was slipped in.
    Inseree,
    /// Lines changed places.
    Deplacee,
    /// The end of the journal was cut.
    Tronquee,
    /// A seal was not set by this instance.
    FauxSceau,
    /// A seal kept elsewhere is not in the base any more, and the lines that it covers are.
    SceauRetire,
    /// The same history as the seals kept elsewhere up to a line, then another one, signed as well: an older copy was
    /// put back and written on.
    Fourche,
}

/// The first place where the journal does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rupture {
    /// The journal was tampered with.
    #[error("le journal est altéré : {}", phrase(*nature, *seq, sujet.as_deref(), *depuis, *jusque))]
    Alteration {
        /// What was done.
        nature: Nature,
        /// The line named, or the first of the span when only a seal tells.
        seq: i64,
        /// Its sujet, when known.
        sujet: Option<String>,
        /// First rank of the suspicious span.
        depuis: i64,
        /// Last rank of the suspicious span.
        jusque: i64,
    },
    /// The base could not be read.
    #[error(transparent)]
    Base(#[from] StoreError),
}

/// Walks everything, in one read transaction.
pub fn verifier(base: &Base, confiance: &Confiance<'_>) -> Result<Rapport, Rupture> {
    base.lire(|tx| {
        let mut marche = Marche::new(confiance);
        let mut seq = i64::MIN;
        loop {
            let lignes = tx.query(LIGNES, &[seq.into(), PAGE.into()], lire)?;
            let Some(derniere) = lignes.last() else { break };
            seq = derniere.seq;
            for ligne in &lignes {
                marche.avancer(tx, ligne)?;
            }
        }
        marche.finir(tx)
    })
}

pub(super) struct Lue {
    pub(super) seq: i64,
    pub(super) sujet: String,
    pub(super) n: i64,
    pub(super) menage: Option<String>,
    textes: [String; 6],
    mecanique: Option<String>,
    pub(super) engagement: Empreinte,
    pub(super) charge: Vec<u8>,
    pub(super) precedent: Empreinte,
    pub(super) empreinte: Empreinte,
}

fn lire(l: &Ligne<'_>) -> Result<Lue, StoreError> {
    let texte = |colonne| l.texte(colonne).map(str::to_owned);
    Ok(Lue {
        seq: l.entier(0)?,
        sujet: texte(1)?,
        n: l.entier(2)?,
        menage: l.texte_opt(3)?.map(str::to_owned),
        textes: [texte(4)?, texte(5)?, texte(6)?, texte(7)?, texte(8)?, texte(9)?],
        mecanique: l.texte_opt(10)?.map(str::to_owned),
        engagement: l.empreinte(11)?,
        charge: l.octets(12)?.to_vec(),
        precedent: l.empreinte(13)?,
        empreinte: l.empreinte(14)?,
    })
}

impl Lue {
    pub(super) fn intacte(&self) -> bool {
        let [par, organisation, enregistre_le, survenu_le, genre, regles] = &self.textes;
        let enveloppe = Enveloppe {
            sujet: &self.sujet,
            n: self.n,
            menage: self.menage.as_deref(),
            par,
            organisation,
            enregistre_le,
            survenu_le,
            genre,
            regles,
            mecanique: self.mecanique.as_deref(),
        };
        empreinte(&self.precedent, &enveloppe, &self.engagement) == self.empreinte
    }

    pub(super) fn rupture(&self, nature: Nature) -> Rupture {
        let (depuis, jusque) = (self.seq, self.seq);
        Rupture::Alteration { nature, seq: self.seq, sujet: Some(self.sujet.clone()), depuis, jusque }
    }
}
