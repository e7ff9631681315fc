//! One transaction, the same on both engines: the only way to run a query.

use super::ligne::{Ligne, Vue};
use super::postgres::Connexion;
use super::sql::Sql;
use super::valeur::Valeur;
use super::{postgres, sqlite};
use crate::{StoreError, sql};

/// A transaction lent to a job by [`Base::lire`](super::Base::lire) or [`Base::ecrire`](super::Base::ecrire).
pub struct Tx<'c> {
    lien: Lien<'c>,
    /// First engine error met: PostgreSQL aborts the transaction there, so SQLite must not go on either.
    faute: Option<StoreError>,
    a_rejouer: bool,
    cles: Vec<i64>,
}

pub(super) enum Lien<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut Connexion),
}

/// How a transaction went, once its job has returned.
pub(super) struct Bilan {
    pub(super) faute: Option<StoreError>,
    pub(super) a_rejouer: bool,
    pub(super) cles: Vec<i64>,
}

const VERROUILLER: Sql<'static> =
    sql!("INSERT INTO verrou (cle, n) VALUES ($1, 1) ON CONFLICT (cle) DO UPDATE SET n = verrou.n + 1");

#[cfg(test)]
pub(crate) const TOUTES: &[(&str, Sql<'static>)] = &[("driver::VERROUILLER", VERROUILLER)];

impl<'c> Tx<'c> {
    pub(super) fn new(lien: Lien<'c>) -> Self {
        Self { lien, faute: None, a_rejouer: false, cles: Vec::new() }
    }

    /// Runs a query and reads each row with `lire`.
    pub fn query<T>(
        &mut self,
        sql: Sql<'_>,
        valeurs: &[Valeur<'_>],
        mut lire: impl FnMut(&Ligne<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.encore_saine()?;
        match &mut self.lien {
            Lien::Sqlite(connexion) => {
                let mut enonce =
                    sqlite::preparer(connexion, sql.sqlite).map_err(|e| noter(&mut self.faute, e))?;
                let mut lignes = enonce
                    .query(rusqlite::params_from_iter(valeurs))
                    .map_err(|e| noter(&mut self.faute, e.into()))?;
                let mut lues = Vec::new();
                while let Some(ligne) = lignes.next().map_err(|e| noter(&mut self.faute, e.into()))? {
                    lues.push(lire(&Ligne(Vue::Sqlite(ligne)))?);
                }
                Ok(lues)
            }
            Lien::Postgres(connexion) => {
                let lignes = connexion.query(sql.postgres, valeurs);
                let lignes = lignes.map_err(|e| self.faute_postgres(&e))?;
                lignes.iter().map(|ligne| lire(&Ligne(Vue::Postgres(ligne)))).collect()
            }
        }
    }

    /// Runs a query that gives at most one row.
    pub fn une<T>(
        &mut self,
        sql: Sql<'_>,
        valeurs: &[Valeur<'_>],
        lire: impl FnMut(&Ligne<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.query(sql, valeurs, lire)?.into_iter().next())
    }

    /// Runs a statement and tells how many rows it changed.
    pub fn execute(&mut self, sql: Sql<'_>, valeurs: &[Valeur<'_>]) -> Result<u64, StoreError> {
        self.encore_saine()?;
        match &mut self.lien {
            Lien::Sqlite(connexion) => {
                let mut enonce =
                    sqlite::preparer(connexion, sql.sqlite).map_err(|e| noter(&mut self.faute, e))?;
                let changees = enonce.execute(rusqlite::params_from_iter(valeurs));
                changees.map(|n| n as u64).map_err(|e| noter(&mut self.faute, e.into()))
            }
            Lien::Postgres(connexion) => {
                let changees = connexion.execute(sql.postgres, valeurs);
                changees.map_err(|e| self.faute_postgres(&e))
            }
        }
    }

    /// Takes the lock named `cle` until the end of the transaction: of two transactions that decide on the same
    /// quota, the second sees what the first wrote. SQLite's only writer excludes the others already, so there the
    /// row would be written for nothing.
    pub fn verrouiller(&mut self, cle: &str) -> Result<(), StoreError> {
        if matches!(self.lien, Lien::Sqlite(_)) {
            return Ok(());
        }
        self.cles.push(postgres::cle_de_verrou(cle));
        self.execute(VERROUILLER, &[cle.into()]).map(|_| ())
    }

    /// Runs a whole script (migrations only): the engines' own syntax, no parameters.
    pub(crate) fn script(&mut self, sql: Sql<'_>) -> Result<(), StoreError> {
        self.encore_saine()?;
        match &mut self.lien {
            Lien::Sqlite(connexion) => {
                connexion.execute_batch(sql.sqlite).map_err(|e| noter(&mut self.faute, e.into()))
            }
            Lien::Postgres(connexion) => {
                let fait = connexion.client.batch_execute(sql.postgres);
                fait.map_err(|e| self.faute_postgres(&e))
            }
        }
    }

    /// Prepares a statement without running it: how a test checks every constant of the crate.
    #[cfg(test)]
    pub(crate) fn preparer(&mut self, sql: Sql<'_>) -> Result<(), StoreError> {
        match &mut self.lien {
            Lien::Sqlite(connexion) => sqlite::preparer(connexion, sql.sqlite).map(|_| ()),
            Lien::Postgres(connexion) => {
                connexion.preparer(sql.postgres).map(|_| ()).map_err(|e| postgres::erreur(&e))
            }
        }
    }

    pub(super) fn bilan(self) -> Bilan {
        Bilan { faute: self.faute, a_rejouer: self.a_rejouer, cles: self.cles }
    }

    fn encore_saine(&self) -> Result<(), StoreError> {
        self.faute.clone().map_or(Ok(()), Err)
    }

    fn faute_postgres(&mut self, erreur: &::postgres::Error) -> StoreError {
        self.a_rejouer |= postgres::est_un_conflit(erreur);
        noter(&mut self.faute, postgres::erreur(erreur))
    }
}

/// Remembers the first error, and gives it back to be returned.
fn noter(faute: &mut Option<StoreError>, erreur: StoreError) -> StoreError {
    faute.get_or_insert_with(|| erreur.clone());
    erreur
}
