//! SQLite: opening a file safely, and reading it through a reserve of connections.

use super::reserve::{Reserve, Sort};
use super::tx::{Lien, Tx};
use crate::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, ErrorCode};
use std::path::Path;
use std::time::Duration;

/// Long enough for another process (an import, a backup) to finish its own transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// Statements kept ready on each connection: more than the queries of the crate.
const ENONCES: usize = 256;

/// What every connection sets. FULL flushes at each commit: NORMAL lost acknowledged rows in each power cut tried.
/// `secure_delete` makes an erased household's bytes disappear from the file, not only from the tables.
/// `recursive_triggers` makes REPLACE meet the append-only triggers.
const REGLAGES: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY; \
    PRAGMA wal_autocheckpoint = 2000; PRAGMA trusted_schema = OFF;";

/// What a reader sets besides: pages are seen in the kernel's memory, which all readers share, rather than copied.
const LECTURE: &str = "PRAGMA query_only = ON; PRAGMA mmap_size = 1073741824";

impl From<rusqlite::Error> for StoreError {
    fn from(erreur: rusqlite::Error) -> Self {
        match erreur.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Contrainte(erreur.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Occupee,
            _ => Self::Moteur(erreur.to_string()),
        }
    }
}

/// Opens one connection on the file, created when missing.
pub(super) fn ouvrir(chemin: &Path) -> Result<Connection, StoreError> {
    let refuse = |e: &dyn std::fmt::Display| StoreError::Ouverture(format!("{} : {e}", chemin.display()));
    creer_prive(chemin).map_err(|e| refuse(&e))?;
    let connexion = Connection::open(chemin).map_err(|e| refuse(&e))?;
    connexion.busy_timeout(PATIENCE).map_err(|e| refuse(&e))?;
    connexion.execute_batch(REGLAGES).map_err(|e| refuse(&e))?;
    // Otherwise a statement whose plan might depend on a bound value is parsed and planned again at each run.
    connexion.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|e| refuse(&e))?;
    connexion.set_prepared_statement_cache_capacity(ENONCES);
    Ok(connexion)
}

/// Creates the file readable by its owner only: it holds households' lives, and in the other file their keys.
fn creer_prive(chemin: &Path) -> std::io::Result<()> {
    if let Some(dossier) = chemin.parent() {
        std::fs::create_dir_all(dossier)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(chemin) {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

pub(super) fn preparer<'c>(connexion: &'c Connection, sql: &str) -> Result<CachedStatement<'c>, StoreError> {
    Ok(connexion.prepare_cached(sql)?)
}

/// Runs a constant without parameters from the cache of statements: BEGIN, COMMIT and the like.
pub(super) fn ordonner(connexion: &Connection, sql: &str) -> Result<(), StoreError> {
    preparer(connexion, sql)?.execute([])?;
    Ok(())
}

/// The readers of a file; WAL lets them read while the writer writes.
pub(super) fn lecteurs(chemin: &Path, nombre: usize) -> Reserve<Connection> {
    let chemin = chemin.to_owned();
    Reserve::new(nombre, move || {
        let connexion = ouvrir(&chemin)?;
        connexion.execute_batch(LECTURE)?;
        Ok(connexion)
    })
}

/// One read transaction for all reads of a request: one picture of the base, and six times fewer system calls.
pub(super) fn lire<T, E: From<StoreError>>(
    lecteurs: &Reserve<Connection>,
    travail: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    lecteurs.avec(|connexion| {
        if let Err(e) = ordonner(connexion, "BEGIN") {
            return (Err(e.into()), Sort::Jeter);
        }
        let resultat = travail(&mut Tx::new(Lien::Sqlite(connexion)));
        match ordonner(connexion, "COMMIT") {
            Ok(()) => (resultat, Sort::Garder),
            Err(e) => (resultat.and(Err(e.into())), Sort::Jeter),
        }
    })?
}

/// Rewrites the file, then copies the write-ahead log into it and empties it: from a connection of its own, since no
/// transaction may be open.
pub(super) fn purger(chemin: &Path, ordre: &str, patience: Duration) -> Result<(), StoreError> {
    let connexion = ouvrir(chemin)?;
    connexion.busy_timeout(patience)?;
    connexion.execute_batch(ordre)?;
    let occupe: i64 = connexion.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |ligne| ligne.get(0))?;
    if occupe == 0 { Ok(()) } else { Err(StoreError::Occupee) }
}
