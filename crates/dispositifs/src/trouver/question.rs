//! Of all that is missing, what is most worth asking.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Avis, Sens};

/// A fact worth asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// The fact.
    pub fait: &'a str,
    /// How many definitions miss nothing else: its answer settles them.
    pub tranche: usize,
    /// How many definitions miss it.
    pub attendue: usize,
}

/// The definitions that miss a fact, and those that miss it alone.
#[derive(Default)]
struct Attente<'a> {
    seule: BTreeSet<&'a str>,
    toutes: BTreeSet<&'a str>,
}

/// Of the facts that may be asked, the one whose answer settles the most definitions: first by how many miss it
/// alone, then by how many miss it at all, then by its name, so that the order of the definitions changes nothing.
pub fn question<'a>(avis: &'a [Avis<'_>], posable: impl Fn(&str) -> bool) -> Option<Question<'a>> {
    let mut attentes: BTreeMap<&str, Attente<'a>> = BTreeMap::new();
    for un in avis.iter().filter(|a| a.sens == Sens::Indetermine) {
        let manque = un.manque();
        let seule = manque.len() == 1;
        for fait in manque.into_iter().filter(|f| posable(f)) {
            let attente = attentes.entry(fait).or_default();
            attente.toutes.insert(&un.definition.id);
            if seule {
                attente.seule.insert(&un.definition.id);
            }
        }
    }
    let questions = attentes.into_iter().map(|(fait, attente)| Question {
        fait,
        tranche: attente.seule.len(),
        attendue: attente.toutes.len(),
    });
    questions.max_by_key(|q| (q.tranche, q.attendue, Reverse(q.fait)))
}
