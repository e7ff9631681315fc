//! What a query gives back: one row seen through typed getters, without copying it first.

use crate::StoreError;

/// A row of a result, valid while it is being read.
pub struct Ligne<'l>(pub(super) Vue<'l>);

pub(super) enum Vue<'l> {
    Sqlite(&'l rusqlite::Row<'l>),
    Postgres(&'l postgres::Row),
}

impl Ligne<'_> {
    /// A 64-bit integer.
    pub fn entier(&self, colonne: usize) -> Result<i64, StoreError> {
        self.entier_opt(colonne)?.ok_or(StoreError::Colonne { colonne, attendu: "entier" })
    }

    /// A 64-bit integer, or nothing.
    pub fn entier_opt(&self, colonne: usize) -> Result<Option<i64>, StoreError> {
        let faute = StoreError::Colonne { colonne, attendu: "entier" };
        match &self.0 {
            Vue::Sqlite(ligne) => ligne.get_ref(colonne).ok().and_then(|v| v.as_i64_or_null().ok()),
            Vue::Postgres(ligne) => ligne.try_get::<_, Option<i64>>(colonne).ok(),
        }
        .ok_or(faute)
    }

    /// Text.
    pub fn texte(&self, colonne: usize) -> Result<&str, StoreError> {
        self.texte_opt(colonne)?.ok_or(StoreError::Colonne { colonne, attendu: "texte" })
    }

    /// Text, or nothing.
    pub fn texte_opt(&self, colonne: usize) -> Result<Option<&str>, StoreError> {
        let faute = StoreError::Colonne { colonne, attendu: "texte" };
        match &self.0 {
            Vue::Sqlite(ligne) => ligne.get_ref(colonne).ok().and_then(|v| v.as_str_or_null().ok()),
            Vue::Postgres(ligne) => ligne.try_get::<_, Option<&str>>(colonne).ok(),
        }
        .ok_or(faute)
    }

    /// Bytes.
    pub fn octets(&self, colonne: usize) -> Result<&[u8], StoreError> {
        self.octets_opt(colonne)?.ok_or(StoreError::Colonne { colonne, attendu: "octets" })
    }

    /// Bytes, or nothing.
    pub fn octets_opt(&self, colonne: usize) -> Result<Option<&[u8]>, StoreError> {
        let faute = StoreError::Colonne { colonne, attendu: "octets" };
        match &self.0 {
            Vue::Sqlite(ligne) => ligne.get_ref(colonne).ok().and_then(|v| v.as_blob_or_null().ok()),
            Vue::Postgres(ligne) => ligne.try_get::<_, Option<&[u8]>>(colonne).ok(),
        }
        .ok_or(faute)
    }

    /// A hash or a key: exactly 32 bytes.
    pub fn empreinte(&self, colonne: usize) -> Result<[u8; 32], StoreError> {
        self.octets(colonne)?.try_into().map_err(|_| StoreError::Colonne { colonne, attendu: "32 octets" })
    }
}
