//! Age and sex are grounds of discrimination: a rule that rests on them says so by itself, beside its
//! source.

use super::super::condition::{Condition, Grandeur, Jalon, Terme};
use super::super::mecanique::Mecanique;
use super::super::regle::Test;
use super::super::{Comparaison, condition};

const AGE: &str = "personne.naissance";
const SEXE: &str = "personne.sexe";
const NOMMEES_MAX: u8 = 12;

/// Adds « à vérifier juridiquement » to the source of each rule that looks at age or sex.
pub(super) fn signaler(m: &mut Mecanique) {
    let reserves: Vec<Option<&str>> = m
        .regles
        .iter()
        .map(|r| {
            let (Test::Exige(test) | Test::Interdit(test)) = &r.test;
            let regarde = |fait: &str| r.quand.iter().chain([test]).any(|c| regarde(m, c, fait, 0));
            match (regarde(AGE), regarde(SEXE)) {
                (true, true) => Some("critères d'âge et de sexe"),
                (true, false) => Some("critère d'âge"),
                (false, true) => Some("critère de sexe"),
                (false, false) => None,
            }
        })
        .collect();
    for (regle, reserve) in m.regles.iter_mut().zip(reserves) {
        if let Some(reserve) = reserve {
            regle.source.reference.push_str(&format!(" ; {reserve} à vérifier juridiquement"));
        }
    }
}

fn regarde(m: &Mecanique, c: &Condition, fait: &str, profondeur: u8) -> bool {
    match c {
        Condition::Compare(grandeur, comparaison) => {
            grandeur_regarde(grandeur, fait) || termes(comparaison).any(|t| terme_regarde(t, fait))
        }
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => {
            cs.iter().any(|c| regarde(m, c, fait, profondeur))
        }
        Condition::Nommee(nom) => {
            profondeur < NOMMEES_MAX
                && m.conditions.get(nom).is_some_and(|c| regarde(m, c, fait, profondeur + 1))
        }
    }
}

fn grandeur_regarde(g: &Grandeur, fait: &str) -> bool {
    let jalon = |j: &Jalon| matches!(j, Jalon::Fait(nom) if nom == fait);
    let compte = |c: &condition::Compte| c.depuis.as_ref().is_some_and(jalon);
    match g {
        Grandeur::Fait(nom) => nom == fait,
        Grandeur::Delai { depuis, jusqu_a } => jalon(depuis) || jusqu_a.as_ref().is_some_and(jalon),
        Grandeur::Compte(c) | Grandeur::Somme { de: c, .. } => compte(c),
        _ => false,
    }
}

fn termes(c: &Comparaison) -> impl Iterator<Item = &Terme> {
    let (plusieurs, un) = match c {
        Comparaison::Parmi(ts) | Comparaison::HorsDe(ts) => (ts.as_slice(), None),
        Comparaison::Connu(_) => ([].as_slice(), None),
        Comparaison::Est(t)
        | Comparaison::NEstPas(t)
        | Comparaison::AuMoins(t)
        | Comparaison::AuPlus(t)
        | Comparaison::PlusDe(t)
        | Comparaison::MoinsDe(t)
        | Comparaison::Contient(t) => ([].as_slice(), Some(t)),
    };
    plusieurs.iter().chain(un)
}

fn terme_regarde(t: &Terme, fait: &str) -> bool {
    matches!(t, Terme::Fait(nom) if nom == fait)
}
