//! A bounded reserve of connections: opened when first needed, handed back only when sound.

use crate::StoreError;
use std::sync::{Condvar, Mutex, PoisonError};

pub(super) struct Reserve<C> {
    etat: Mutex<Etat<C>>,
    retour: Condvar,
    maximum: usize,
    ouvrir: Box<dyn Fn() -> Result<C, StoreError> + Send + Sync>,
}

struct Etat<C> {
    libres: Vec<C>,
    ouvertes: usize,
}

/// What becomes of a connection after use.
#[derive(PartialEq, Eq)]
pub(super) enum Sort {
    Garder,
    Jeter,
}

impl<C> Reserve<C> {
    pub(super) fn new(
        maximum: usize,
        ouvrir: impl Fn() -> Result<C, StoreError> + Send + Sync + 'static,
    ) -> Self {
        let etat = Etat { libres: Vec::new(), ouvertes: 0 };
        Self { etat: Mutex::new(etat), retour: Condvar::new(), maximum, ouvrir: Box::new(ouvrir) }
    }

    /// Lends a connection for the time of `emploi`, which says whether it is still sound.
    pub(super) fn avec<R>(&self, emploi: impl FnOnce(&mut C) -> (R, Sort)) -> Result<R, StoreError> {
        let libre = self.attendre();
        // From here the seat is ours: the token frees it even if opening fails or `emploi` panics.
        let mut jeton = Jeton { reserve: self, connexion: None };
        let mut connexion = libre.map_or_else(|| (self.ouvrir)(), Ok)?;
        let (resultat, sort) = emploi(&mut connexion);
        if sort == Sort::Garder {
            jeton.connexion = Some(connexion);
        }
        Ok(resultat)
    }

    /// Waits for a seat; gives the connection already open there, if any.
    fn attendre(&self) -> Option<C> {
        let mut etat = self.etat.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connexion) = etat.libres.pop() {
                return Some(connexion);
            }
            if etat.ouvertes < self.maximum {
                etat.ouvertes += 1;
                return None;
            }
            etat = self.retour.wait(etat).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Drops the idle connections: after a lost server, all of them are likely dead.
    pub(super) fn vider(&self) {
        let mut etat = self.etat.lock().unwrap_or_else(PoisonError::into_inner);
        etat.ouvertes = etat.ouvertes.saturating_sub(etat.libres.len());
        etat.libres.clear();
        self.retour.notify_all();
    }
}

struct Jeton<'r, C> {
    reserve: &'r Reserve<C>,
    connexion: Option<C>,
}

impl<C> Drop for Jeton<'_, C> {
    fn drop(&mut self) {
        let mut etat = self.reserve.etat.lock().unwrap_or_else(PoisonError::into_inner);
        match self.connexion.take() {
            Some(connexion) => etat.libres.push(connexion),
            None => etat.ouvertes = etat.ouvertes.saturating_sub(1),
        }
        self.reserve.retour.notify_one();
    }
}
