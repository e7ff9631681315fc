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

fn lire(l: &Ligne<'_>) -> Result<VersionServie, StoreError> {
    Ok(VersionServie {
        empreinte: l.texte(0)?.into(),
        dispositif: l.texte(1)?.into(),
        version: l.entier(2)?,
        texte: l.texte(3)?.into(),
        servie_le: l.texte(4)?.into(),
    })
}
