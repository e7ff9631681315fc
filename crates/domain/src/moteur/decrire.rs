//! Conditions and rules in French words: for the page of a dispositif and for each *pourquoi*.

use crate::definition::condition::Compte;
use crate::definition::{Comparaison, Condition, Grandeur, Jalon, Regle, Terme, Test};
use crate::fait;
use crate::texte;

/// What a rule asks, as a sentence without its capital.
pub fn test(test: &Test) -> String {
    match test {
        Test::Exige(c) => condition(c),
        Test::Interdit(c) => format!("pas : {}", condition(c)),
    }
}

/// A rule in words: when, and what it asks.
pub fn regle(regle: &Regle) -> String {
    match &regle.quand {
        Some(quand) => format!("si {}, alors {}", condition(quand), test(&regle.test)),
        None => test(&regle.test),
    }
}

/// A condition in words.
pub fn condition(c: &Condition) -> String {
    match c {
        Condition::Compare(g, comparaison) => phrase(g, comparaison),
        Condition::Tous(c) => texte::liste(&mots(c)),
        Condition::UnDe(c) => texte::choix(&mots(c)),
        Condition::Aucun(c) => format!("ni {}", mots(c).join(" ni ")),
        Condition::Nommee(nom) => format!("« {nom} »"),
    }
}

fn mots(conditions: &[Condition]) -> Vec<String> {
    conditions.iter().map(condition).collect()
}

fn phrase(g: &Grandeur, c: &Comparaison) -> String {
    let sujet = grandeur(g);
    match c {
        Comparaison::Est(t) if terme(t) == "oui" => sujet,
        Comparaison::Est(t) if terme(t) == "non" => format!("{sujet} : non"),
        Comparaison::Est(t) => format!("{sujet} : {}", terme(t)),
        Comparaison::NEstPas(t) => format!("{sujet} autre que {}", terme(t)),
        Comparaison::Parmi(ts) if ts.is_empty() => format!("{sujet} : aucun ne convient"),
        Comparaison::Parmi(ts) => format!("{sujet} : {}", texte::choix(&termes(ts))),
        Comparaison::HorsDe(ts) => format!("{sujet} autre que {}", texte::choix(&termes(ts))),
        Comparaison::AuMoins(t) => format!("{sujet} : au moins {}", terme(t)),
        Comparaison::AuPlus(t) => format!("{sujet} : au plus {}", terme(t)),
        Comparaison::PlusDe(t) => format!("{sujet} : plus de {}", terme(t)),
        Comparaison::MoinsDe(t) => format!("{sujet} : moins de {}", terme(t)),
        Comparaison::Contient(t) => format!("{sujet} : avec {}", terme(t)),
        Comparaison::Connu(true) => format!("{sujet} : renseigné"),
        Comparaison::Connu(false) => format!("{sujet} : non renseigné"),
    }
}

fn grandeur(g: &Grandeur) -> String {
    match g {
        Grandeur::Fait(nom) => libelle(nom),
        Grandeur::Compte(c) => compte(c),
        Grandeur::Somme { de, champ } => format!("total ({champ}) de {}", compte(de)),
        Grandeur::SommeDeFaits(noms) => libelles(noms),
        Grandeur::Rapport { de, sur } => format!("{} rapporté à {}", libelles(de), libelles(sur)),
        Grandeur::Delai { depuis, jusqu_a: None } => format!("temps depuis {}", jalon(depuis)),
        Grandeur::Delai { depuis, jusqu_a: Some(fin) } => {
            format!("temps entre {} et {}", jalon(depuis), jalon(fin))
        }
        Grandeur::Quota { nom, .. } => format!("déjà pris ({nom})"),
    }
}

fn compte(c: &Compte) -> String {
    let avec: Vec<String> = c.avec.iter().map(|(champ, t)| format!("{champ} : {}", terme(t))).collect();
    let avec = if avec.is_empty() { String::new() } else { format!(" ({})", avec.join(", ")) };
    let depuis = c.depuis.as_ref().map(|j| format!(" depuis {}", jalon(j))).unwrap_or_default();
    let sur = c.sur.map(|d| format!(" sur {d}")).unwrap_or_default();
    format!("nombre de fois « {} »{avec}{depuis}{sur}", c.acte.nom())
}

/// A dated thing in words.
pub fn jalon(j: &Jalon) -> String {
    match j {
        Jalon::Fait(nom) => libelle(nom),
        Jalon::Premier(acte) => format!("le premier « {} »", acte.nom()),
        Jalon::Dernier(acte) => format!("le dernier « {} »", acte.nom()),
    }
}

/// The label of a fact or of an act's field.
pub fn libelle(nom: &str) -> String {
    if let Some(fait) = fait::fait(nom) {
        return fait.libelle.to_owned();
    }
    let champ = nom.strip_prefix("acte.").unwrap_or(nom);
    crate::acte::CATALOGUE
        .iter()
        .flat_map(|d| d.champs)
        .find(|c| c.nom == champ)
        .map_or_else(|| champ.to_owned(), |c| c.libelle.to_owned())
}

fn libelles(noms: &[String]) -> String {
    let noms: Vec<String> = noms.iter().map(|n| libelle(n)).collect();
    noms.join(" + ")
}

fn termes(ts: &[Terme]) -> Vec<String> {
    ts.iter().map(terme).collect()
}

fn terme(t: &Terme) -> String {
    match t {
        Terme::Valeur(v) => v.to_string(),
        Terme::Parametre(nom) | Terme::Droit(nom) => format!("« {nom} »"),
        Terme::Fait(nom) => libelle(nom),
    }
}
