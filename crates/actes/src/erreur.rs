//! Why an act or a reading could not be done.

use domain::moteur::Faute;
use store::StoreError;

/// Why nothing more is read or written of a household.
pub const EFFACE: &str = "Ce ménage a été effacé : plus rien ne se lit de lui, et plus rien ne s'y inscrit. Si la même \
    personne revient, créez un nouveau ménage.";

/// What the door answers when it does not open.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Erreur {
    /// It does not exist, or not for this person: the two look the same.
    #[error("introuvable")]
    Introuvable,
    /// What was typed is wrong: field by field, with what to do.
    #[error("saisie à corriger")]
    Saisie(Vec<Faute>),
    /// It exists for this person, and she may not do that.
    #[error("{0}")]
    Interdit(String),
    /// Somebody else changed it since it was read; nothing was written.
    #[error("quelqu'un d'autre vient de modifier cet élément ; rien n'a été enregistré")]
    Conflit,
    /// The definition that judges this sujet cannot be read any more.
    #[error("la version des règles de ce dossier est illisible : {0}")]
    Version(String),
    /// The store.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Erreur {
    fn from(erreur: StoreError) -> Self {
        match erreur {
            StoreError::VersionDepassee => Self::Conflit,
            StoreError::CleDetruite => Self::Interdit(EFFACE.to_owned()),
            autre => Self::Store(autre),
        }
    }
}
