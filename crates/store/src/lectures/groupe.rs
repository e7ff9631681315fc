//! Readers that come together write together: the first one writes, those that come meanwhile wait, and one of them
//! writes for all. On PostgreSQL too, where the chain lets one writer in at a time.

use super::Lecture;
use crate::StoreError;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// What became of those that wrote together.
type Issue = Arc<OnceLock<Result<(), StoreError>>>;

#[derive(Default)]
pub(super) struct Groupe {
    file: Mutex<File>,
    fini: Condvar,
}

#[derive(Default)]
struct File {
    lignes: Vec<Lecture>,
    issue: Issue,
    occupe: bool,
}

impl Groupe {
    /// Joins the group that waits; writes for it when nobody is writing. `ecrire` answers once all is on disk.
    pub(super) fn ecrire(
        &self,
        lectures: &[Lecture],
        ecrire: impl Fn(Vec<Lecture>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut file = self.file();
        file.lignes.extend_from_slice(lectures);
        let issue = Arc::clone(&file.issue);
        loop {
            if let Some(issue) = issue.get() {
                return issue.clone();
            }
            if file.occupe {
                file = self.fini.wait(file).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            // Nobody writes and ours is not written: the group that waits is ours.
            file.occupe = true;
            file.issue = Issue::default();
            let lignes = std::mem::take(&mut file.lignes);
            drop(file);
            let tour = Tour { groupe: self, issue: &issue };
            let _ = issue.set(ecrire(lignes));
            drop(tour);
            file = self.file();
        }
    }

    /// Lines that wait for their turn.
    #[cfg(test)]
    pub(super) fn en_attente(&self) -> usize {
        self.file().lignes.len()
    }

    fn file(&self) -> MutexGuard<'_, File> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to write, given back whatever happens: a writer that panics leaves nobody waiting.
struct Tour<'g> {
    groupe: &'g Groupe,
    issue: &'g Issue,
}

impl Drop for Tour<'_> {
    fn drop(&mut self) {
        let _ = self.issue.set(Err(StoreError::Interrompu));
        self.groupe.file().occupe = false;
        self.groupe.fini.notify_all();
    }
}
