//! PostgreSQL: a reserve of connections, SERIALIZABLE writes run again when they meet, flushes grouped by the server.

use super::mesures::Mesures;
use super::reserve::{Reserve, Sort};
use super::tx::{Lien, Tx};
use super::valeur::Valeur;
use crate::StoreError;
use postgres::error::SqlState;
use postgres::types::ToSql;
use postgres::{Client, NoTls, Row, Statement};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How often a job is run again before its user is told to come back.
const ESSAIS: u32 = 20;
/// How many dead connections in a row mean that the server is gone.
const COUPURES: u32 = 3;
/// Prepared statements kept by connection; composed lists could grow without end.
const ENONCES: usize = 512;

/// From this try on, a job queues with the others that keep meeting: one of them then always goes through.
const PATIENCE: u32 = 3;

/// A commit must be on disk when it is answered, whatever the server's default; and nobody waits for ever. A sequential
/// scan, which the planner prefers on a small table, would make SERIALIZABLE see every writer of it as a conflict.
const REGLAGES: &str = "SET synchronous_commit = on; SET timezone = 'UTC'; SET enable_seqscan = off; SET statement_timeout = '60s'; \
    SET idle_in_transaction_session_timeout = '120s'; SET client_min_messages = warning";

/// Sessions of this base whose picture of it is older than a transaction.
const LECTEURS_D_AVANT: &str = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
    AND pid <> pg_backend_pid() AND age(backend_xmin) > age($1::text::xid) LIMIT 1";

pub(super) struct Connexion {
    pub(super) client: Client,
    enonces: HashMap<String, Statement>,
}

impl Connexion {
    pub(super) fn ouvrir(adresse: &str) -> Result<Self, StoreError> {
        let refuse = |e: postgres::Error| StoreError::Ouverture(erreur(&e).to_string());
        let mut client = Client::connect(adresse, NoTls).map_err(refuse)?;
        client.batch_execute(REGLAGES).map_err(refuse)?;
        Ok(Self { client, enonces: HashMap::new() })
    }

    pub(super) fn preparer(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        if let Some(enonce) = self.enonces.get(sql) {
            return Ok(enonce.clone());
        }
        if self.enonces.len() >= ENONCES {
            self.enonces.clear();
        }
        let enonce = self.client.prepare(sql)?;
        self.enonces.insert(sql.into(), enonce.clone());
        Ok(enonce)
    }

    pub(super) fn query(&mut self, sql: &str, valeurs: &[Valeur<'_>]) -> Result<Vec<Row>, postgres::Error> {
        let enonce = self.preparer(sql)?;
        self.client.query(&enonce, &parametres(valeurs))
    }

    pub(super) fn execute(&mut self, sql: &str, valeurs: &[Valeur<'_>]) -> Result<u64, postgres::Error> {
        let enonce = self.preparer(sql)?;
        self.client.execute(&enonce, &parametres(valeurs))
    }

    fn sort(&self) -> Sort {
        if self.client.is_closed() { Sort::Jeter } else { Sort::Garder }
    }
}

fn parametres<'v>(valeurs: &'v [Valeur<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    valeurs.iter().map(|valeur| valeur as &(dyn ToSql + Sync)).collect()
}

/// Serialisation failure or deadlock: the same job may well succeed a moment later.
pub(super) fn est_un_conflit(erreur: &postgres::Error) -> bool {
    matches!(erreur.code(), Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED))
}

pub(super) fn erreur(erreur: &postgres::Error) -> StoreError {
    let Some(detail) = erreur.as_db_error() else {
        return StoreError::Moteur(erreur.to_string());
    };
    let code = detail.code().code();
    if est_un_conflit(erreur) {
        StoreError::Occupee
    } else if code.starts_with("23") {
        StoreError::Contrainte(detail.message().into())
    } else {
        StoreError::Moteur(format!("{} ({code})", detail.message()))
    }
}

/// The advisory key under which a named lock queues (FNV-1a: stable across versions, unlike the standard hasher).
pub(super) fn cle_de_verrou(cle: &str) -> i64 {
    let empreinte =
        cle.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, o| (h ^ u64::from(o)).wrapping_mul(0x100_0000_01b3));
    empreinte.cast_signed()
}

/// All reads of a request from one picture of the base.
pub(super) fn lire<T, E: From<StoreError>>(
    reserve: &Reserve<Connexion>,
    travail: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut travail = Some(travail);
    for _ in 0..COUPURES {
        let tour = reserve.avec(|connexion| {
            if connexion.client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").is_err() {
                return (None, Sort::Jeter);
            }
            let resultat = travail.take().map(|travail| travail(&mut Tx::new(Lien::Postgres(connexion))));
            let fin = connexion.client.batch_execute("COMMIT");
            (resultat, if fin.is_ok() { connexion.sort() } else { Sort::Jeter })
        })?;
        match tour {
            Some(resultat) => return resultat,
            // Idle connections die with their server; fresh ones find the new leader.
            None => reserve.vider(),
        }
    }
    Err(StoreError::Ouverture("le serveur ne répond plus".into()).into())
}

/// Runs a maintenance order, which takes as long as the tables ask, once nobody reads the base as it was before:
/// `VACUUM` keeps the rows that an old reader may still see.
pub(super) fn purger(
    reserve: &Reserve<Connexion>,
    ordre: &str,
    patience: Duration,
) -> Result<(), StoreError> {
    reserve.avec(|connexion| {
        // Thrown away rather than handed back without its limit of time.
        (attendre_et_purger(&mut connexion.client, ordre, patience), Sort::Jeter)
    })?
}

fn attendre_et_purger(client: &mut Client, ordre: &str, patience: Duration) -> Result<(), StoreError> {
    let erreur = |e: postgres::Error| erreur(&e);
    client.batch_execute("SET statement_timeout = 0").map_err(erreur)?;
    let maintenant = client.query_one("SELECT (txid_current() % 4294967296)::text", &[]).map_err(erreur)?;
    let maintenant: String = maintenant.try_get(0).map_err(erreur)?;
    let depuis = Instant::now();
    while !client.query(LECTEURS_D_AVANT, &[&maintenant]).map_err(erreur)?.is_empty() {
        if depuis.elapsed() > patience {
            return Err(StoreError::Occupee);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    client.batch_execute(ordre).map_err(erreur)
}

/// What one try gave.
enum Tour<T, E> {
    Fini(Result<T, E>),
    Rejouer(Vec<i64>),
    Coupure,
}

/// Runs a job until it commits, refuses, or has met others too often.
pub(super) fn ecrire<T, E: From<StoreError>>(
    reserve: &Reserve<Connexion>,
    mesures: &Mesures,
    mut cles: Vec<i64>,
    mut travail: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut coupures = 0;
    for essai in 0..ESSAIS {
        match reserve.avec(|connexion| {
            let tour = tenter(connexion, &cles, &mut travail);
            (tour, connexion.sort())
        })? {
            Tour::Fini(resultat) => {
                mesures.travail(1);
                if resultat.is_ok() {
                    mesures.validation();
                }
                return resultat;
            }
            Tour::Rejouer(voulues) => {
                mesures.reprise();
                cles.extend(voulues);
                if essai + 1 == PATIENCE {
                    cles.push(cle_de_verrou("file des obstinés"));
                }
                cles.sort_unstable();
                cles.dedup();
                std::thread::sleep(Duration::from_micros(rand::random_range(0..(500_u64 << essai.min(7)))));
            }
            Tour::Coupure => {
                coupures += 1;
                reserve.vider();
                if coupures == COUPURES {
                    return Err(StoreError::Ouverture("le serveur ne répond plus".into()).into());
                }
            }
        }
    }
    Err(StoreError::Occupee.into())
}

fn tenter<T, E: From<StoreError>>(
    connexion: &mut Connexion,
    cles: &[i64],
    travail: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Tour<T, E> {
    let tour = match file_d_attente(connexion, cles) {
        Ok(()) => transaction(connexion, travail),
        Err(_) => Tour::Coupure,
    };
    if !cles.is_empty() && connexion.client.batch_execute("SELECT pg_advisory_unlock_all()").is_err() {
        connexion.enonces.clear();
    }
    tour
}

/// Queues for the locks met in an earlier try BEFORE the transaction begins: its snapshot is then taken after the
/// others have committed. Waiting inside would keep a stale snapshot and fail again, however often.
fn file_d_attente(connexion: &mut Connexion, cles: &[i64]) -> Result<(), postgres::Error> {
    for cle in cles {
        connexion.query("SELECT 1 FROM pg_advisory_lock($1)", &[Valeur::Entier(*cle)])?;
    }
    connexion.client.batch_execute("BEGIN ISOLATION LEVEL SERIALIZABLE")
}

fn transaction<T, E: From<StoreError>>(
    connexion: &mut Connexion,
    travail: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Tour<T, E> {
    let mut tx = Tx::new(Lien::Postgres(connexion));
    let resultat = travail(&mut tx);
    let bilan = tx.bilan();
    if connexion.client.is_closed() {
        return Tour::Coupure;
    }
    if bilan.a_rejouer {
        return match connexion.client.batch_execute("ROLLBACK") {
            Ok(()) => Tour::Rejouer(bilan.cles),
            Err(_) => Tour::Coupure,
        };
    }
    // COMMIT of an aborted transaction is a silent ROLLBACK: a job that hid an engine error must not look done.
    let resultat = match bilan.faute {
        Some(faute) => resultat.and(Err(faute.into())),
        None => resultat,
    };
    if resultat.is_err() {
        let _ = connexion.client.batch_execute("ROLLBACK");
        return Tour::Fini(resultat);
    }
    match connexion.client.batch_execute("COMMIT") {
        Ok(()) => Tour::Fini(resultat),
        Err(e) if est_un_conflit(&e) => Tour::Rejouer(bilan.cles),
        Err(e) if e.as_db_error().is_some() => Tour::Fini(Err(erreur(&e).into())),
        Err(_) => Tour::Fini(Err(StoreError::IssueInconnue.into())),
    }
}
