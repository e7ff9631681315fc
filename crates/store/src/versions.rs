//! The texts of definitions that have served, by their hash: a dossier is judged by the one it entered under, even when
//! the program that carried it is long gone.

use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};

requetes! {
    CHARGER = sql!("SELECT empreinte, dispositif, version, texte, servie_le FROM version_servie WHERE empreinte = $1");
    LISTER = sql!(
        "SELECT empreinte, dispositif, version, '', servie_le FROM version_servie WHERE dispositif = $1 \
         ORDER BY version DESC, empreinte LIMIT 1000"
    );
    // A text that has served never changes: its hash is its name.
    SERVIR = sql!(
        "INSERT INTO version_servie (empreinte, dispositif, version, texte, servie_le) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (empreinte) DO NOTHING"
    );
    PUBLICATIONS = sql!(
        "SELECT p.empreinte, p.dispositif, p.organisation, p.par, p.le, p.motif, p.cas, v.version, v.texte \
         FROM publication p JOIN version_servie v ON v.empreinte = p.empreinte ORDER BY p.le, p.empreinte LIMIT 10000"
    );
    PUBLIER = sql!(
        "INSERT INTO publication (empreinte, dispositif, organisation, par, le, motif, cas) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (empreinte) DO NOTHING"
    );
}

/// A definition that has served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionServie {
    /// Hash of its text.
    pub empreinte: String,
    /// The dispositif's code.
    pub dispositif: String,
    /// Its number.
    pub version: i64,
    /// Its text; left out of lists.
    pub texte: String,
    /// Since when (ISO).
    pub servie_le: String,
}

/// The text under this hash. Definitions are public: no perimeter.
pub fn charger_interne(tx: &mut Tx<'_>, empreinte: &str) -> Result<Option<VersionServie>, StoreError> {
    tx.une(CHARGER, &[empreinte.into()], lire)
}

/// The versions of a dispositif, latest first, without their texts.
pub fn lister_interne(tx: &mut Tx<'_>, dispositif: &str) -> Result<Vec<VersionServie>, StoreError> {
    tx.query(LISTER, &[dispositif.into()], lire)
}

/// Keeps a text from the day it serves; tells whether it was new.
pub fn servir_interne(tx: &mut Tx<'_>, version: &VersionServie) -> Result<bool, StoreError> {
    let valeurs = [
        (&version.empreinte).into(),
        (&version.dispositif).into(),
        version.version.into(),
        (&version.texte).into(),
        (&version.servie_le).into(),
    ];
    Ok(tx.execute(SERVIR, &valeurs)? == 1)
}

/// A version that someone put in service, by writing it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// What serves.
    pub version: VersionServie,
    /// For which organisation.
    pub organisation: String,
    /// By whom.
    pub par: String,
    /// When (ISO).
    pub le: String,
    /// Why.
    pub motif: String,
    /// The cas that it was tested with (JSON).
    pub cas: String,
}

/// All that was put in service, oldest first. Definitions are public: no perimeter.
pub fn publications_interne(tx: &mut Tx<'_>) -> Result<Vec<Publication>, StoreError> {
    tx.query(PUBLICATIONS, &[], |l| {
        let le: String = l.texte(4)?.into();
        Ok(Publication {
            version: VersionServie {
                empreinte: l.texte(0)?.into(),
                dispositif: l.texte(1)?.into(),
                version: l.entier(7)?,
                texte: l.texte(8)?.into(),
                servie_le: le.clone(),
            },
            organisation: l.texte(2)?.into(),
            par: l.texte(3)?.into(),
            le,
            motif: l.texte(5)?.into(),
            cas: l.texte(6)?.into(),
        })
    })
}

/// Puts a version in service; tells whether it was new.
pub fn publier_interne(tx: &mut Tx<'_>, p: &Publication) -> Result<bool, StoreError> {
    servir_interne(tx, &p.version)?;
    let valeurs = [
        (&p.version.empreinte).into(),
        (&p.version.dispositif).into(),
        (&p.organisation).into(),
        (&p.par).into(),
        (&p.le).into(),
        (&p.motif).into(),
        (&p.cas).into(),
    ];
    Ok(tx.execute(PUBLIER, &valeurs)? == 1)
}

fn lire(l: &Ligne<'_>) -> Result<VersionServie, StoreError> {
    Ok(VersionServie {
        empreinte: l.texte(0)?.into(),
        dispositif: l.texte(1)?.into(),
        version: l.entier(2)?,
        texte: l.texte(3)?.into(),
        servie_le: l.texte(4)?.into(),
    })
}
