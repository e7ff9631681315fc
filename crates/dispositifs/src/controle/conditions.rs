//! Named conditions: none turns in circles, none grows without bound, each serves.

use std::collections::BTreeMap;

use domain::Mecanique;
use domain::definition::{Condition, Grandeur, Terme, Test};

use super::place;
use crate::lecture::Socle;
use crate::lecture::noeud::Texte;
use crate::lecture::noms::{Noms, Quoi};

/// Most comparisons that a condition may come to, once named ones are put in their place.
const COMPARAISONS_MAX: usize = 500;
/// Longest chain of named conditions.
const CHAINE_MAX: usize = 12;

/// Checks the named conditions.
pub fn controler(t: &mut Texte<'_>, noms: &Noms, m: &Mecanique, socle: &Socle) {
    let mut tailles = BTreeMap::new();
    for nom in m.conditions.keys() {
        let ou = place(noms, Quoi::Condition, nom);
        match taille_nommee(nom, m, socle, &mut Vec::new(), &mut tailles) {
            Some(n) if n > COMPARAISONS_MAX => {
                t.erreur(
                    &ou,
                    format!("La condition « {nom} » compte plus de {COMPARAISONS_MAX} comparaisons."),
                    None,
                );
            }
            Some(_) => {}
            None => t.erreur(
                &ou,
                format!("La condition « {nom} » renvoie à elle-même, ou à une chaîne trop longue."),
                Some("Une condition nommée ne peut pas dépendre d'elle-même, même de loin.".to_owned()),
            ),
        }
        if !toutes(m).any(|c| cite(c, nom)) {
            t.avertit(&ou, format!("La condition « {nom} » ne sert nulle part."), None);
        }
    }
}

/// How many comparisons a named condition comes to; nothing when it turns in circles.
fn taille_nommee(
    nom: &str,
    m: &Mecanique,
    socle: &Socle,
    chemin: &mut Vec<String>,
    deja: &mut BTreeMap<String, usize>,
) -> Option<usize> {
    if let Some(n) = deja.get(nom) {
        return Some(*n);
    }
    if chemin.len() >= CHAINE_MAX || chemin.iter().any(|c| c == nom) {
        return None;
    }
    let Some(condition) = m.conditions.get(nom).or_else(|| socle.conditions.get(nom)) else { return Some(1) };
    chemin.push(nom.to_owned());
    let taille = taille(condition, m, socle, chemin, deja);
    chemin.pop();
    deja.insert(nom.to_owned(), taille?);
    taille
}

fn taille(
    c: &Condition,
    m: &Mecanique,
    socle: &Socle,
    chemin: &mut Vec<String>,
    deja: &mut BTreeMap<String, usize>,
) -> Option<usize> {
    match c {
        Condition::Compare(..) => Some(1),
        Condition::Nommee(nom) => taille_nommee(nom, m, socle, chemin, deja),
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => {
            let mut somme: usize = 0;
            for c in cs {
                somme = somme.saturating_add(taille(c, m, socle, chemin, deja)?);
            }
            Some(somme)
        }
    }
}

fn cite(c: &Condition, nom: &str) -> bool {
    let mut vu = false;
    parcourir(c, &mut |c| vu |= matches!(c, Condition::Nommee(n) if n == nom));
    vu
}

/// Visits a condition and its parts (two levels at most: the reader holds it so).
pub fn parcourir<'c>(c: &'c Condition, f: &mut dyn FnMut(&'c Condition)) {
    f(c);
    if let Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) = c {
        for c in cs {
            parcourir(c, f);
        }
    }
}

/// Every condition that the blocks hold.
pub fn toutes(m: &Mecanique) -> impl Iterator<Item = &Condition> {
    let regles = m.regles.iter().flat_map(|r| {
        let (Test::Exige(test) | Test::Interdit(test)) = &r.test;
        r.quand.iter().chain(std::iter::once(test))
    });
    m.conditions
        .values()
        .chain(regles)
        .chain(m.instances.iter().filter_map(|i| i.quand.as_ref()))
        .chain(m.decisions_recues.iter().filter_map(|d| d.quand.as_ref()))
        .chain(m.rythmes.iter().filter_map(|r| r.echeance.tant_que.as_ref()))
        .chain(m.echeances.iter().filter_map(|e| e.tant_que.as_ref()))
        .chain(m.durees.iter().filter_map(|d| d.quand.as_ref()))
        .chain(m.quotas.iter().filter_map(|q| q.si.as_ref()))
        .chain(m.propositions.iter().map(|p| &p.si))
}

/// What a comparison compares with.
pub fn termes(c: &Condition) -> Vec<&Terme> {
    let Condition::Compare(grandeur, comparaison) = c else { return Vec::new() };
    let mut termes: Vec<&Terme> = match grandeur {
        Grandeur::Compte(compte) | Grandeur::Somme { de: compte, .. } => compte.avec.values().collect(),
        _ => Vec::new(),
    };
    termes.extend(comparaison.termes());
    termes
}
