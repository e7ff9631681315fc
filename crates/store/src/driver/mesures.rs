//! Counters of what the driver did, for the tests, the bench and the operator's page.

use std::sync::atomic::{AtomicU64, Ordering};

/// What a base did since it was opened.
#[derive(Debug, Default)]
pub struct Mesures {
    travaux: AtomicU64,
    validations: AtomicU64,
    reprises: AtomicU64,
}

impl Mesures {
    /// Write jobs answered, refused ones included.
    pub fn travaux(&self) -> u64 {
        self.travaux.load(Ordering::Relaxed)
    }

    /// Commits, hence flushes on SQLite: with several writers there are fewer of them than jobs.
    pub fn validations(&self) -> u64 {
        self.validations.load(Ordering::Relaxed)
    }

    /// Jobs run again after a serialisation conflict (PostgreSQL).
    pub fn reprises(&self) -> u64 {
        self.reprises.load(Ordering::Relaxed)
    }

    pub(super) fn travail(&self, nombre: usize) {
        self.travaux.fetch_add(nombre as u64, Ordering::Relaxed);
    }

    pub(super) fn validation(&self) {
        self.validations.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn reprise(&self) {
        self.reprises.fetch_add(1, Ordering::Relaxed);
    }
}
