//! One small driver for two engines. The branch between SQLite and PostgreSQL exists here and nowhere above.
//!
//! A read is a closure over one read transaction; a write is a closure that may be run again (PostgreSQL, when two
//! writers meet) or run in company (SQLite, one flush for all that wait). It must therefore draw nothing from
//! outside but what it captured, and leave no trace but in its transaction.

mod adresse;
mod ecrivain;
mod ligne;
mod mesures;
mod postgres;
mod reserve;
mod sql;
mod sqlite;
#[cfg(test)]
mod tests;
pub(crate) mod tx;
mod valeur;

pub use adresse::Adresse;
pub use ligne::Ligne;
pub use mesures::Mesures;
pub(crate) use sql::requetes;
pub use sql::{Sql, SqlCompose, en_texte, octets_sqlite};
pub use tx::Tx;
pub use valeur::Valeur;

use crate::StoreError;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Connections to a PostgreSQL server: enough for its flushes to be shared, few enough for a small server.
const CONNEXIONS: usize = 24;

/// How long a purge waits for those who still read what was overwritten; it can be asked again.
const PATIENCE_DE_PURGE: Duration = Duration::from_secs(3);

/// A base, whichever engine holds it. Cloning shares it.
#[derive(Clone)]
pub struct Base {
    moteur: Arc<Moteur>,
    mesures: Arc<Mesures>,
}

enum Moteur {
    Sqlite { chemin: PathBuf, lecteurs: reserve::Reserve<rusqlite::Connection>, ecrivain: ecrivain::Ecrivain },
    Postgres { reserve: reserve::Reserve<postgres::Connexion> },
}

impl Base {
    /// Opens the base and proves that it answers; the schema is `migrations`' business.
    pub fn ouvrir(adresse: &Adresse) -> Result<Self, StoreError> {
        let mesures = Arc::new(Mesures::default());
        let moteur = match adresse {
            Adresse::Fichier(chemin) => {
                let ecrivain = ecrivain::Ecrivain::demarrer(sqlite::ouvrir(chemin)?, Arc::clone(&mesures))?;
                let lecteurs = sqlite::lecteurs(chemin, nombre_de_lecteurs());
                Moteur::Sqlite { chemin: chemin.clone(), lecteurs, ecrivain }
            }
            Adresse::Postgres(url) => {
                let url = url.clone();
                let reserve = reserve::Reserve::new(CONNEXIONS, move || postgres::Connexion::ouvrir(&url));
                reserve.avec(|_| ((), reserve::Sort::Garder))?;
                Moteur::Postgres { reserve }
            }
        };
        Ok(Self { moteur: Arc::new(moteur), mesures })
    }

    /// All reads of a request, in one read transaction.
    pub fn lire<T, E: From<StoreError>>(
        &self,
        travail: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &*self.moteur {
            Moteur::Sqlite { lecteurs, .. } => sqlite::lire(lecteurs, travail),
            Moteur::Postgres { reserve } => postgres::lire(reserve, travail),
        }
    }

    /// One act, in one transaction, answered after its flush. An `Err` from the job undoes all that it wrote.
    pub fn ecrire<T, E, F>(&self, travail: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.ecrire_apres(&[], travail)
    }

    /// Like [`ecrire`](Self::ecrire), queueing first for locks known beforehand (a convention whose places are
    /// disputed): PostgreSQL then runs the job once instead of twice. The job still calls
    /// [`verrouiller`](Tx::verrouiller).
    pub fn ecrire_apres<T, E, F>(&self, cles: &[&str], travail: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        match &*self.moteur {
            Moteur::Sqlite { ecrivain, .. } => ecrivain.ecrire(travail),
            Moteur::Postgres { reserve } => {
                let mut cles: Vec<_> = cles.iter().map(|cle| postgres::cle_de_verrou(cle)).collect();
                // Always in the same order: two writers that queue for the same pair must not wait for each other.
                cles.sort_unstable();
                cles.dedup();
                postgres::ecrire(reserve, &self.mesures, cles, travail)
            }
        }
    }

    /// What this base did since it was opened.
    pub fn mesures(&self) -> &Mesures {
        &self.mesures
    }

    /// Which engine answers, for messages and benches.
    pub fn moteur(&self) -> &'static str {
        match &*self.moteur {
            Moteur::Sqlite { .. } => "SQLite",
            Moteur::Postgres { .. } => "PostgreSQL",
        }
    }

    /// Makes what was overwritten leave the base's files, by an order that runs outside any transaction (`VACUUM`).
    /// SQLite's write-ahead log is then emptied. PostgreSQL's log, archives and replicas keep what they hold until the
    /// operator's own rules let it go.
    pub(crate) fn purger(&self, ordre: Sql<'_>) -> Result<(), StoreError> {
        match &*self.moteur {
            Moteur::Sqlite { chemin, .. } => sqlite::purger(chemin, ordre.sqlite, PATIENCE_DE_PURGE),
            Moteur::Postgres { reserve } => postgres::purger(reserve, ordre.postgres, PATIENCE_DE_PURGE),
        }
    }

    /// Answers the writers that wait, then refuses the next ones.
    pub fn fermer(&self) {
        if let Moteur::Sqlite { ecrivain, .. } = &*self.moteur {
            ecrivain.fermer();
        }
    }
}

fn nombre_de_lecteurs() -> usize {
    std::thread::available_parallelism().map_or(4, |n| (n.get() * 2).clamp(4, 16))
}
