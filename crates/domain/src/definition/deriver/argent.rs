//! Aids in money: who grants them, for how long.

use super::super::condition::{Comparaison, Condition, Grandeur, Terme};
use super::super::mecanique::{Aide, Mecanique};
use super::super::regle::{Origine, Regle, Test};
use super::{acte_est, acte_parmi, regle};
use crate::acte::Acte;
use crate::texte;
use crate::valeur::Valeur;

pub(super) fn deriver(m: &Mecanique, regles: &mut Vec<Regle>) {
    for aide in &m.aides {
        if !aide.par.is_empty() {
            let message = format!("« {} » est accordée par : {}.", aide.nom, texte::liste(&aide.par));
            let test = Test::Exige(acte_parmi("role", &aide.par));
            regles.push(sur_l_aide(aide, "aide par", test, message));
        }
        duree(aide, regles);
    }
}

fn sur_l_aide(aide: &Aide, debut: &str, test: Test, message: String) -> Regle {
    let nom = format!("{debut} : {}", aide.nom);
    let mut r = regle(nom, vec![Acte::AccorderAide], test, message, &aide.source, Origine::Aide);
    r.quand = Some(acte_est("aide", &aide.nom));
    r
}

fn duree(aide: &Aide, regles: &mut Vec<Regle>) {
    let duree = |c| Condition::Compare(Grandeur::Fait("acte.duree".to_owned()), c);
    let (test, message) = match (aide.mensuelle, aide.max) {
        (false, _) => (
            Test::Exige(duree(Comparaison::Connu(false))),
            format!("« {} » se donne en une fois : elle n'a pas de durée.", aide.nom),
        ),
        (true, None) => (
            Test::Exige(duree(Comparaison::Connu(true))),
            format!("« {} » se paie chaque mois : dites pendant combien de temps.", aide.nom),
        ),
        (true, Some(max)) => (
            Test::Exige(Condition::Tous(vec![
                duree(Comparaison::Connu(true)),
                duree(Comparaison::AuPlus(Terme::Valeur(Valeur::Duree(max)))),
            ])),
            format!("« {} » se paie chaque mois, pendant {max} au plus.", aide.nom),
        ),
    };
    regles.push(sur_l_aide(aide, "durée de l'aide", test, message));
}
