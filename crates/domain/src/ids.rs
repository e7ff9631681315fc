//! Identifiers. Each is a ULID: sortable by creation, safe in an address, meaningless to a reader.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// Text that is not a well-formed identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas un identifiant")]
pub struct IdMalforme(pub String);

/// An identifier made from a number: the same number, the same identifier (tests, cas, demo).
pub const fn ulid(n: u128) -> Ulid {
    Ulid::from_parts(0, n)
}

macro_rules! identifiant {
    ($(#[$doc:meta])* $nom:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $nom(pub Ulid);

        impl fmt::Display for $nom {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $nom {
            type Err = IdMalforme;
            fn from_str(texte: &str) -> Result<Self, IdMalforme> {
                Ulid::from_string(texte)
                    .map($nom)
                    .map_err(|_| IdMalforme(texte.to_owned()))
            }
        }
    };
}

identifiant!(
    /// A sujet: dossier, menage, logement, seance, action collective, equipe, site or convention.
    SujetId
);
identifiant!(
    /// An organisation of the directory.
    OrganisationId
);
identifiant!(
    /// A person who works in one or several organisations.
    UtilisateurId
);
