//! Where a base lives: a file, or a PostgreSQL server.

use crate::StoreError;
use std::path::PathBuf;

/// A base's address, as the configuration writes it.
#[derive(Clone, PartialEq, Eq)]
pub enum Adresse {
    /// A SQLite file; its folder is created when missing.
    Fichier(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl Adresse {
    /// Reads what the configuration says: `postgres://…`, or the path of a file.
    pub fn lire(texte: &str) -> Result<Self, StoreError> {
        let texte = texte.trim();
        if texte.is_empty() {
            return Err(StoreError::Ouverture("l'adresse de la base est vide".into()));
        }
        if texte.starts_with("postgres://") || texte.starts_with("postgresql://") {
            return Ok(Self::Postgres(texte.into()));
        }
        if let Some((schema, _)) = texte.split_once("://") {
            return Err(StoreError::Ouverture(format!(
                "« {schema}:// » n'est pas connu : donnez le chemin d'un fichier, ou postgres://…"
            )));
        }
        Ok(Self::Fichier(texte.into()))
    }

    /// Where what goes with this base lives: a file beside it, or a schema of that name on the same server.
    pub(crate) fn voisine(&self, nom: &str) -> Self {
        match self {
            Self::Fichier(chemin) => Self::Fichier(chemin.with_file_name(format!("{nom}.sqlite"))),
            Self::Postgres(url) => {
                let suite = if url.contains('?') { '&' } else { '?' };
                Self::Postgres(format!("{url}{suite}options=-csearch_path%3D{nom}"))
            }
        }
    }
}

// By hand: an address may hold a password, and logs print `Debug`.
impl std::fmt::Debug for Adresse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fichier(chemin) => write!(f, "Fichier({})", chemin.display()),
            Self::Postgres(_) => write!(f, "Postgres(…)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_adresse_se_lit() {
        assert_eq!(
            Adresse::lire(" donnees/palier.sqlite ").unwrap(),
            Adresse::Fichier("donnees/palier.sqlite".into())
        );
        assert!(matches!(Adresse::lire("postgres://u:secret@h/b").unwrap(), Adresse::Postgres(_)));
        assert!(Adresse::lire("").is_err());
        assert!(Adresse::lire("mysql://h/b").unwrap_err().to_string().contains("mysql"));
        assert!(!format!("{:?}", Adresse::lire("postgres://u:secret@h/b").unwrap()).contains("secret"));
    }
}
