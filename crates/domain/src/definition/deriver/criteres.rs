//! Age and sex are grounds of discrimination: a rule that rests on them says so by itself, beside its
//! source.

use super::super::condition::Condition;
use super::super::mecanique::Mecanique;
use super::super::regle::Test;

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
        Condition::Compare(..) => c.faits().contains(&fait),
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => {
            cs.iter().any(|c| regarde(m, c, fait, profondeur))
        }
        Condition::Nommee(nom) => {
            profondeur < NOMMEES_MAX
                && m.conditions.get(nom).is_some_and(|c| regarde(m, c, fait, profondeur + 1))
        }
    }
}
