//! SQLite's single writer: jobs wait in a queue, one thread runs them and one flush serves all that were waiting.
//!
//! Each job runs in its own SAVEPOINT, undone alone when the job refuses; then one COMMIT, and only then the answers:
//! no success before its flush. Refusals wait for the commit too, since one may rest on what a neighbour of the same
//! batch has just written.

use super::mesures::Mesures;
use super::sqlite::ordonner;
use super::tx::{Lien, Tx};
use crate::StoreError;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, ThreadId};
use std::time::{Duration, Instant};

/// A batch stops growing at this many jobs…
const LOT: usize = 256;
/// …or when its first job has waited this long: nobody pays for a crowd.
const DUREE: Duration = Duration::from_millis(15);
/// The most a batch waits for a job that is not there yet.
const ATTENTE: Duration = Duration::from_micros(300);

pub(super) struct Ecrivain {
    file: Mutex<Option<Sender<Box<dyn Demande>>>>,
    fil: Mutex<Option<JoinHandle<()>>>,
    identite: ThreadId,
}

impl Ecrivain {
    pub(super) fn demarrer(connexion: Connection, mesures: Arc<Mesures>) -> Result<Self, StoreError> {
        let (file, arrivees) = channel();
        let fil = std::thread::Builder::new()
            .name("palier-ecrivain".into())
            .spawn(move || {
                Atelier { connexion, mesures, flush: Duration::ZERO, dernier: 0 }.tourner(&arrivees)
            })
            .map_err(|e| StoreError::Ouverture(e.to_string()))?;
        let identite = fil.thread().id();
        Ok(Self { file: Mutex::new(Some(file)), fil: Mutex::new(Some(fil)), identite })
    }

    /// Queues a job and waits for the flush that holds it.
    pub(super) fn ecrire<T, E, F>(&self, corps: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        if std::thread::current().id() == self.identite {
            return Err(StoreError::EcritureImbriquee.into());
        }
        let (retour, reponse) = sync_channel(1);
        let travail = Box::new(Travail { corps, issue: None, retour });
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(Ok(())) = file.map(|file| file.send(travail)) else {
            return Err(StoreError::Fermee.into());
        };
        reponse.recv().unwrap_or_else(|_| Err(StoreError::Interrompu.into()))
    }

    /// Lets the queue run dry, then stops.
    pub(super) fn fermer(&self) {
        drop(self.file.lock().unwrap_or_else(PoisonError::into_inner).take());
        let fil = self.fil.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last owner of the base may be a job, which cannot wait for its own thread.
        if let Some(fil) = fil.filter(|fil| fil.thread().id() != std::thread::current().id()) {
            let _ = fil.join();
        }
    }
}

impl Drop for Ecrivain {
    fn drop(&mut self) {
        self.fermer();
    }
}

/// A queued job, its types forgotten.
trait Demande: Send {
    /// Runs; tells whether its changes are to be kept.
    fn executer(&mut self, connexion: &Connection) -> bool;
    /// Answers, once the batch is on disk or lost.
    fn repondre(self: Box<Self>, lot: Result<(), StoreError>);
}

struct Travail<T, E, F> {
    corps: F,
    issue: Option<Result<T, E>>,
    retour: SyncSender<Result<T, E>>,
}

impl<T, E, F> Demande for Travail<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn executer(&mut self, connexion: &Connection) -> bool {
        let mut tx = Tx::new(Lien::Sqlite(connexion));
        // A panic must not take the writer away from everybody; the savepoint undoes what the job had begun.
        let issue = catch_unwind(AssertUnwindSafe(|| (self.corps)(&mut tx)));
        let issue = issue.unwrap_or_else(|_| Err(StoreError::Interrompu.into()));
        // A job that hid an engine error must not be kept: PostgreSQL would have undone it.
        let issue = match tx.bilan().faute {
            Some(faute) => issue.and(Err(faute.into())),
            None => issue,
        };
        self.issue.insert(issue).is_ok()
    }

    fn repondre(self: Box<Self>, lot: Result<(), StoreError>) {
        let issue = self.issue.unwrap_or_else(|| Err(StoreError::Interrompu.into()));
        let reponse = match lot {
            Ok(()) => issue,
            Err(perdu) => Err(perdu.into()),
        };
        // Nobody listens any more when the caller's thread is gone: nothing to tell.
        let _ = self.retour.send(reponse);
    }
}

struct Atelier {
    connexion: Connection,
    mesures: Arc<Mesures>,
    /// How long the last flush took, and how many it served: what waiting for company may cost and bring.
    flush: Duration,
    dernier: usize,
}

impl Atelier {
    fn tourner(mut self, arrivees: &Receiver<Box<dyn Demande>>) {
        while let Ok(premiere) = arrivees.recv() {
            let mut lot = Vec::new();
            let sort = self.remplir(premiere, arrivees, &mut lot).and_then(|()| self.valider());
            if sort.is_err() && !self.connexion.is_autocommit() {
                let _ = ordonner(&self.connexion, "ROLLBACK");
            }
            self.dernier = lot.len();
            self.mesures.travail(lot.len());
            for demande in lot {
                demande.repondre(sort.clone());
            }
        }
    }

    /// Runs the first job, then those that wait; an error means that the whole batch is lost.
    fn remplir(
        &self,
        premiere: Box<dyn Demande>,
        arrivees: &Receiver<Box<dyn Demande>>,
        lot: &mut Vec<Box<dyn Demande>>,
    ) -> Result<(), StoreError> {
        let debut = Instant::now();
        let mut suivante = Some(premiere);
        let ouverte = ordonner(&self.connexion, "BEGIN IMMEDIATE");
        while let Some(mut demande) = suivante.take() {
            let isolee = ouverte.clone().and_then(|()| self.isoler(&mut *demande));
            lot.push(demande);
            isolee?;
            if lot.len() < LOT && debut.elapsed() < DUREE {
                suivante = self.prochaine(arrivees, lot.len());
            }
        }
        Ok(())
    }

    /// The next job: there already, or about to come if the last flush served more than this one would.
    fn prochaine(&self, arrivees: &Receiver<Box<dyn Demande>>, deja: usize) -> Option<Box<dyn Demande>> {
        let attente = if deja < self.dernier { ATTENTE.min(self.flush / 4) } else { Duration::ZERO };
        arrivees.recv_timeout(attente).ok()
    }

    fn isoler(&self, demande: &mut dyn Demande) -> Result<(), StoreError> {
        ordonner(&self.connexion, "SAVEPOINT travail")?;
        let garder = demande.executer(&self.connexion);
        // On a full disk or an I/O error SQLite undoes the whole transaction by itself: the neighbours are lost too.
        if self.connexion.is_autocommit() {
            return Err(StoreError::Moteur(
                "la transaction a été annulée par la base (disque plein ?)".into(),
            ));
        }
        if !garder {
            ordonner(&self.connexion, "ROLLBACK TO travail")?;
        }
        ordonner(&self.connexion, "RELEASE travail")
    }

    fn valider(&mut self) -> Result<(), StoreError> {
        let debut = Instant::now();
        ordonner(&self.connexion, "COMMIT")?;
        self.flush = debut.elapsed();
        self.mesures.validation();
        Ok(())
    }
}
