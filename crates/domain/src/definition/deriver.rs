//! From the blocks that an author writes to the rules and schedules that the engine evaluates.
//! Each rule keeps the name, the message and the source of its block.

use std::collections::BTreeMap;

use super::condition::{Comparaison, Compte, Condition, Grandeur, Terme};
use super::mecanique::{Mecanique, Passage};
use super::regle::{Effet, Origine, Regle, Source, Test};
use crate::acte::Acte;
use crate::valeur::Valeur;

mod argent;
mod criteres;
mod entree;
mod limites;
mod logement;
mod niveaux;
mod suivi;

/// Adds to the mecanique the rules and schedules of its blocks.
pub fn deriver(m: &mut Mecanique) {
    let mut regles = Vec::new();
    let mut echeances = Vec::new();
    entree::deriver(m, &mut regles, &mut echeances);
    argent::deriver(m, &mut regles);
    logement::deriver(m, &mut regles);
    suivi::deriver(m, &mut regles, &mut echeances);
    niveaux::deriver(m, &mut regles, &mut echeances);
    limites::deriver(m, &mut regles, &mut echeances);
    m.regles.extend(regles);
    m.echeances.extend(echeances);
    criteres::signaler(m);
}

/// A refusal unless `test` passes.
fn regle(
    nom: impl Into<String>,
    actes: Vec<Acte>,
    test: Test,
    message: impl Into<String>,
    source: &Source,
    origine: Origine,
) -> Regle {
    Regle {
        nom: nom.into(),
        actes,
        quand: None,
        test,
        effet: Effet::Refuse,
        message: message.into(),
        source: source.clone(),
        passer_outre: Vec::new(),
        origine,
    }
}

fn mot(m: &str) -> Terme {
    Terme::Valeur(Valeur::Mot(m.to_owned()))
}

fn fait_est(fait: &str, valeur: Valeur) -> Condition {
    Condition::Compare(Grandeur::Fait(fait.to_owned()), Comparaison::Est(Terme::Valeur(valeur)))
}

fn acte_est(champ: &str, valeur: &str) -> Condition {
    fait_est(&format!("acte.{champ}"), Valeur::Mot(valeur.to_owned()))
}

fn acte_parmi(champ: &str, mots: &[String]) -> Condition {
    Condition::Compare(
        Grandeur::Fait(format!("acte.{champ}")),
        Comparaison::Parmi(mots.iter().map(|m| mot(m)).collect()),
    )
}

/// An event of that act, with these words, was recorded.
fn deja(acte: Acte, avec: &[(&str, &str)]) -> Condition {
    let avec: BTreeMap<String, Terme> = avec.iter().map(|(c, v)| ((*c).to_owned(), mot(v))).collect();
    Condition::Compare(
        Grandeur::Compte(Compte { acte, avec, depuis: None, sur: None }),
        Comparaison::AuMoins(Terme::Valeur(Valeur::Nombre(1))),
    )
}

fn les_deux(a: Option<Condition>, b: Option<Condition>) -> Option<Condition> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Condition::Tous(vec![a, b])),
        (a, b) => a.or(b),
    }
}

/// The rule restricted to one passage: the act, and for a status or a level the one it goes to.
fn au_passage(mut regle: Regle, passage: &Passage) -> Regle {
    regle.actes = vec![passage.acte];
    let vers = Passage::champ(passage.acte).zip(passage.vers.as_deref()).map(|(champ, v)| acte_est(champ, v));
    regle.quand = les_deux(regle.quand, vers);
    regle
}
