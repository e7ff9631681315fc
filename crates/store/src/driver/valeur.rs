//! What a query takes: the four kinds of value that both engines hold the same way.

use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

/// A parameter of a query, borrowed from the caller for the time of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valeur<'v> {
    /// Absent.
    Nul,
    /// A 64-bit integer; booleans are 0 or 1, money is in cents.
    Entier(i64),
    /// Text: identifiers, ISO dates, JSON.
    Texte(&'v str),
    /// Bytes: hashes, encrypted payloads.
    Octets(&'v [u8]),
}

impl From<i64> for Valeur<'_> {
    fn from(entier: i64) -> Self {
        Self::Entier(entier)
    }
}

impl<'v> From<&'v str> for Valeur<'v> {
    fn from(texte: &'v str) -> Self {
        Self::Texte(texte)
    }
}

impl<'v> From<&'v String> for Valeur<'v> {
    fn from(texte: &'v String) -> Self {
        Self::Texte(texte)
    }
}

impl<'v> From<&'v [u8]> for Valeur<'v> {
    fn from(octets: &'v [u8]) -> Self {
        Self::Octets(octets)
    }
}

impl<'v> From<&'v Vec<u8>> for Valeur<'v> {
    fn from(octets: &'v Vec<u8>) -> Self {
        Self::Octets(octets)
    }
}

impl<'v, const N: usize> From<&'v [u8; N]> for Valeur<'v> {
    fn from(octets: &'v [u8; N]) -> Self {
        Self::Octets(octets)
    }
}

impl<'v, V: Into<Valeur<'v>>> From<Option<V>> for Valeur<'v> {
    fn from(peut_etre: Option<V>) -> Self {
        peut_etre.map_or(Self::Nul, Into::into)
    }
}

impl rusqlite::ToSql for Valeur<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Nul => ValueRef::Null,
            Self::Entier(entier) => ValueRef::Integer(*entier),
            Self::Texte(texte) => ValueRef::Text(texte.as_bytes()),
            Self::Octets(octets) => ValueRef::Blob(octets),
        }))
    }
}

impl ToSql for Valeur<'_> {
    fn to_sql(
        &self,
        genre: &Type,
        tampon: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        // The server says which type it inferred; the value must be of that one, or SQLite would accept what
        // PostgreSQL refuses.
        match self {
            Self::Nul => Ok(IsNull::Yes),
            Self::Entier(entier) => entier.to_sql_checked(genre, tampon),
            Self::Texte(texte) => texte.to_sql_checked(genre, tampon),
            Self::Octets(octets) => octets.to_sql_checked(genre, tampon),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
