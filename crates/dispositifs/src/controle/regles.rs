//! Rules that contradict, and rules that look at fields which their acts do not have.

use std::collections::BTreeSet;

use domain::definition::{Condition, Grandeur, Regle, Test};
use domain::{Acte, Mecanique, texte};

use super::conditions::parcourir;
use super::place;
use crate::lecture::Socle;
use crate::lecture::grandeur::tient;
use crate::lecture::noeud::Texte;
use crate::lecture::noms::{Noms, Quoi};

/// Checks the written rules.
pub fn controler(t: &mut Texte<'_>, noms: &Noms, m: &Mecanique, socle: &Socle) {
    for (i, a) in m.regles.iter().enumerate() {
        for b in m.regles.iter().skip(i + 1) {
            if let Some(acte) = contredit(a, b) {
                let message = format!(
                    "Les règles « {} » et « {} » se contredisent : l'une exige ce que l'autre interdit.",
                    a.nom, b.nom
                );
                let ou = place(noms, Quoi::Regle, &b.nom);
                if a.quand == b.quand {
                    let indice = format!("« {} » serait toujours refusé.", acte.nom());
                    t.erreur(&ou, message, Some(indice));
                } else {
                    let indice =
                        format!("« {} » serait toujours refusé dans le cas le plus étroit.", acte.nom());
                    t.avertit(&ou, message, Some(indice));
                }
            }
        }
        champs_par_renvoi(t, noms, a, m, socle);
    }
}

/// The act that both speak of, when one requires what the other forbids, in the same case.
fn contredit(a: &Regle, b: &Regle) -> Option<Acte> {
    let oppose = match (&a.test, &b.test) {
        (Test::Exige(x), Test::Interdit(y)) | (Test::Interdit(x), Test::Exige(y)) => x == y,
        _ => false,
    };
    let meme_cas = a.quand == b.quand || a.quand.is_none() || b.quand.is_none();
    if !oppose || !meme_cas {
        return None;
    }
    a.actes.iter().copied().find(|acte| b.actes.contains(acte))
}

/// The fields that a rule reaches through named conditions.
fn champs_par_renvoi(t: &mut Texte<'_>, noms: &Noms, r: &Regle, m: &Mecanique, socle: &Socle) {
    let (Test::Exige(test) | Test::Interdit(test)) = &r.test;
    let mut a_voir: Vec<&str> = r.quand.iter().chain([test]).flat_map(nommees).collect();
    let mut vues = BTreeSet::new();
    while let Some(nom) = a_voir.pop() {
        let Some(c) = m.conditions.get(nom).or_else(|| socle.conditions.get(nom)) else { continue };
        if !vues.insert(nom) {
            continue;
        }
        a_voir.extend(nommees(c));
        parcourir(c, &mut |c| {
            let Condition::Compare(Grandeur::Fait(fait), _) = c else { return };
            if !fait.starts_with("acte.") {
                return;
            }
            let sans: Vec<&str> = r.actes.iter().filter(|a| !tient(**a, fait)).map(|a| a.nom()).collect();
            if !sans.is_empty() {
                let message = format!(
                    "La règle « {} » regarde « {fait} » par la condition « {nom} » ; {} n'a pas ce champ.",
                    r.nom,
                    texte::liste(&sans)
                );
                t.erreur(&place(noms, Quoi::Regle, &r.nom), message, None);
            }
        });
    }
}

fn nommees(c: &Condition) -> Vec<&str> {
    let mut noms = Vec::new();
    parcourir(c, &mut |c| {
        if let Condition::Nommee(nom) = c {
            noms.push(nom.as_str());
        }
    });
    noms
}
