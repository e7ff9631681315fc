//! Plays the cas of a definition on each of its mutants, on all cores.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow, bail};
use dispositifs::Bibliotheque;
use dispositifs::cas::{self, Cas, TheatreEnMemoire};

use super::edit::Mutant;
use crate::process;

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A cas no longer passes.
    Killed,
    /// The reader refuses it.
    Unreadable,
    /// No cas noticed.
    Survivor,
}

/// The outcome of each mutant, in their order.
pub fn all(library: &Bibliotheque, id: &str, text: &str, mutants: &[Mutant]) -> Result<Vec<Outcome>> {
    let path = format!("{id}/definition.toml");
    let cas = cas_of(library, id)?;
    if outcome(library, &path, text, &cas) != Outcome::Survivor {
        bail!("les cas de {id} ne passent pas sur la définition telle qu'elle est : rien à mesurer");
    }
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![None; mutants.len()]);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while !process::interrupted() {
                    let rank = next.fetch_add(1, Ordering::Relaxed);
                    let Some(mutant) = mutants.get(rank) else { break };
                    let found = outcome(library, &path, &mutant.apply(text), &cas);
                    if let Ok(mut outcomes) = outcomes.lock()
                        && let Some(place) = outcomes.get_mut(rank)
                    {
                        *place = Some(found);
                    }
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().map_err(|_| anyhow!("a worker stopped"))?;
    outcomes.into_iter().collect::<Option<Vec<Outcome>>>().ok_or_else(|| anyhow!("interrompu"))
}

fn cas_of(library: &Bibliotheque, id: &str) -> Result<Vec<Cas>> {
    let prefix = format!("{id}/");
    let texts = library.cas.iter().filter(|(path, _)| path.starts_with(&prefix));
    texts
        .map(|(path, text)| cas::lire(library, path, text).0.ok_or_else(|| anyhow!("{path} ne se lit pas")))
        .collect()
}

fn outcome(library: &Bibliotheque, path: &str, text: &str, cas: &[Cas]) -> Outcome {
    let (Some(definition), _) = library.verifier(path, text) else { return Outcome::Unreadable };
    let passes =
        |c: &Cas| cas::jouer(c, &definition, &mut TheatreEnMemoire::nouveau(library, &definition)).passe;
    if cas.iter().all(passes) { Outcome::Survivor } else { Outcome::Killed }
}
