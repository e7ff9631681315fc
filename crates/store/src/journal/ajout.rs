//! Appends a line to the journal, in the transaction that writes the state.

use super::canon::{Empreinte, Enveloppe, ORIGINE, empreinte};
use super::chiffre;
use super::trousseau::{EtatCle, Trousseau};
use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};

requetes! {
    DERNIERE = sql!("SELECT n, empreinte FROM journal WHERE sujet = $1 ORDER BY n DESC LIMIT 1");
    AJOUTER = sql!(
        "INSERT INTO journal (sujet, n, menage, par, organisation, enregistre_le, survenu_le, genre, regles, mecanique, \
         engagement, charge, precedent, empreinte) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING seq"
    );
    CHARGE = sql!("SELECT menage, charge FROM journal WHERE sujet = $1 AND n = $2");
    DERNIERES = sql!(
        "SELECT n, par, organisation, enregistre_le, charge FROM journal WHERE sujet = $1 AND menage IS NULL \
         ORDER BY n DESC LIMIT $2"
    );
}

/// A line to append: the envelope stays in clear for ever, so it holds identifiers and no name nor free text.
#[derive(Debug, Clone, Copy)]
pub struct Entree<'e> {
    /// What changed.
    pub sujet: &'e str,
    /// The household whose key encrypts the payload; none for a subject without one.
    pub menage: Option<&'e str>,
    /// Who did it.
    pub par: &'e str,
    /// In which organisation's name.
    pub organisation: &'e str,
    /// The instant of recording (ISO, UTC).
    pub enregistre_le: &'e str,
    /// The civil day it happened.
    pub survenu_le: &'e str,
    /// The kind of event.
    pub genre: &'e str,
    /// The rules that spoke (JSON).
    pub regles: &'e str,
    /// Hash of the definition's version that judged.
    pub mecanique: Option<&'e str>,
    /// The event itself (JSON), encrypted here.
    pub charge: &'e [u8],
}

/// Where a line was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inscrite {
    /// Rank in the whole journal.
    pub seq: i64,
    /// Rank in its sujet, from 1.
    pub n: i64,
}

/// The end of a sujet's chain: what its next line continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bout {
    /// Rank of the last line; 0 when there is none.
    pub n: i64,
    /// Its hash.
    pub empreinte: Empreinte,
}

impl Bout {
    /// Before the first line.
    pub const ORIGINE: Self = Self { n: 0, empreinte: ORIGINE };
}

/// Appends one line to a sujet whose row does not keep its chain's end.
pub fn ajouter(tx: &mut Tx<'_>, trousseau: &Trousseau, entree: &Entree<'_>) -> Result<Inscrite, StoreError> {
    let dernier = tx.une(DERNIERE, &[entree.sujet.into()], |l| {
        Ok(Bout { n: l.entier(0)?, empreinte: l.empreinte(1)? })
    })?;
    Ok(ajouter_apres(tx, trousseau, entree, dernier.unwrap_or(Bout::ORIGINE))?.0)
}

/// Appends the line that follows `bout`, and gives the new end. Two writers of one sujet exclude each other by its
/// version; the unique index on (sujet, n) would refuse the second anyway.
pub fn ajouter_apres(
    tx: &mut Tx<'_>,
    trousseau: &Trousseau,
    entree: &Entree<'_>,
    bout: Bout,
) -> Result<(Inscrite, Bout), StoreError> {
    let n = bout.n + 1;
    let cle = trousseau.cle_pour(entree.menage)?;
    let (engagement, charge) = chiffre::fermer(&cle, entree.sujet, n, entree.charge)?;
    let signe = empreinte(&bout.empreinte, &enveloppe(entree, n), &engagement);
    let valeurs = [
        entree.sujet.into(),
        n.into(),
        entree.menage.into(),
        entree.par.into(),
        entree.organisation.into(),
        entree.enregistre_le.into(),
        entree.survenu_le.into(),
        entree.genre.into(),
        entree.regles.into(),
        entree.mecanique.into(),
        (&engagement).into(),
        (&charge).into(),
        (&bout.empreinte).into(),
        (&signe).into(),
    ];
    let seq = tx.une(AJOUTER, &valeurs, |l| l.entier(0))?;
    let seq = seq.ok_or(StoreError::Colonne { colonne: 0, attendu: "seq" })?;
    Ok((Inscrite { seq, n }, Bout { n, empreinte: signe }))
}

fn enveloppe<'e>(entree: &Entree<'e>, n: i64) -> Enveloppe<'e> {
    Enveloppe {
        sujet: entree.sujet,
        n,
        menage: entree.menage,
        par: entree.par,
        organisation: entree.organisation,
        enregistre_le: entree.enregistre_le,
        survenu_le: entree.survenu_le,
        genre: entree.genre,
        regles: entree.regles,
        mecanique: entree.mecanique,
    }
}

/// Reads the payload of one line; nothing when there is no such line, `CleDetruite` when it was erased.
pub fn lire_charge(
    tx: &mut Tx<'_>,
    trousseau: &Trousseau,
    sujet: &str,
    n: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let ligne = tx.une(CHARGE, &[sujet.into(), n.into()], |l| {
        Ok((l.texte_opt(0)?.map(str::to_owned), l.octets(1)?.to_vec()))
    })?;
    let Some((menage, ferme)) = ligne else {
        return Ok(None);
    };
    match trousseau.etat_pour(menage.as_deref())? {
        EtatCle::Presente(cle) => Ok(Some(chiffre::ouvrir(&cle, sujet, n, &ferme)?.1)),
        EtatCle::Detruite | EtatCle::Absente => Err(StoreError::CleDetruite),
    }
}

/// A line read back, of a sujet that no household's key encrypts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneLue {
    /// Who did it.
    pub par: String,
    /// In which organisation's name.
    pub organisation: String,
    /// The instant of recording (ISO, UTC).
    pub enregistre_le: String,
    /// The event itself (JSON).
    pub charge: Vec<u8>,
}

/// The last lines of a sujet without a household, latest first.
pub fn dernieres(
    tx: &mut Tx<'_>,
    trousseau: &Trousseau,
    sujet: &str,
    nombre: u32,
) -> Result<Vec<LigneLue>, StoreError> {
    let cle = trousseau.cle_pour(None)?;
    tx.query(DERNIERES, &[sujet.into(), i64::from(nombre).into()], |l| {
        Ok(LigneLue {
            par: l.texte(1)?.to_owned(),
            organisation: l.texte(2)?.to_owned(),
            enregistre_le: l.texte(3)?.to_owned(),
            charge: chiffre::ouvrir(&cle, sujet, l.entier(0)?, l.octets(4)?)?.1,
        })
    })
}
