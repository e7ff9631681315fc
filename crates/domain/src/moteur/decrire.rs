//! Conditions and rules in French words: for the page of a dispositif and for each *pourquoi*.

use crate::definition::condition::Compte;
use crate::definition::{Comparaison, Condition, Grandeur, Jalon, Mecanique, Regle, Terme, Test};
use crate::texte;

/// What a rule asks, as a sentence without its capital.
pub fn test(m: &Mecanique, test: &Test) -> String {
    match test {
        Test::Exige(c) => condition(m, c),
        Test::Interdit(c) => format!("pas : {}", condition(m, c)),
    }
}

/// A rule in words: when, and what it asks.
pub fn regle(m: &Mecanique, regle: &Regle) -> String {
    match &regle.quand {
        Some(quand) => format!("si {}, alors {}", condition(m, quand), test(m, &regle.test)),
        None => test(m, &regle.test),
    }
}

/// A condition in words.
pub fn condition(m: &Mecanique, c: &Condition) -> String {
    match c {
        Condition::Compare(g, comparaison) => phrase(m, g, comparaison),
        Condition::Tous(c) => texte::liste(&mots(m, c)),
        Condition::UnDe(c) => texte::choix(&mots(m, c)),
        Condition::Aucun(c) => format!("ni {}", mots(m, c).join(" ni ")),
        Condition::Nommee(nom) => format!("« {nom} »"),
    }
}

fn mots(m: &Mecanique, conditions: &[Condition]) -> Vec<String> {
    conditions.iter().map(|c| condition(m, c)).collect()
}

fn phrase(m: &Mecanique, g: &Grandeur, c: &Comparaison) -> String {
    let sujet = grandeur(m, g);
    let terme = |t: &Terme| terme(m, t);
    let termes = |ts: &[Terme]| -> Vec<String> { ts.iter().map(terme).collect() };
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

fn grandeur(m: &Mecanique, g: &Grandeur) -> String {
    match g {
        Grandeur::Fait(nom) => libelle(m, nom),
        Grandeur::Compte(c) => compte(m, c),
        Grandeur::Somme { de, champ } => format!("total ({champ}) de {}", compte(m, de)),
        Grandeur::SommeDeFaits { de, moins } => libelles(m, de, moins),
        Grandeur::Rapport { de, moins, sur } => {
            format!("{} rapporté à {}", libelles(m, de, moins), libelles(m, sur, &[]))
        }
        Grandeur::Delai { depuis, jusqu_a: None } => format!("temps depuis {}", jalon(m, depuis)),
        Grandeur::Delai { depuis, jusqu_a: Some(fin) } => {
            format!("temps entre {} et {}", jalon(m, depuis), jalon(m, fin))
        }
        Grandeur::Quota { nom, .. } => format!("déjà pris ({nom})"),
    }
}

fn compte(m: &Mecanique, c: &Compte) -> String {
    let avec: Vec<String> = c.avec.iter().map(|(champ, t)| format!("{champ} : {}", terme(m, t))).collect();
    let avec = if avec.is_empty() { String::new() } else { format!(" ({})", avec.join(", ")) };
    let depuis = c.depuis.as_ref().map(|j| format!(" depuis {}", jalon(m, j))).unwrap_or_default();
    let sur = c.sur.map(|d| format!(" sur {d}")).unwrap_or_default();
    format!("nombre de fois « {} »{avec}{depuis}{sur}", c.acte.nom())
}

/// A dated thing in words.
pub fn jalon(m: &Mecanique, j: &Jalon) -> String {
    match j {
        Jalon::Fait(nom) => libelle(m, nom),
        Jalon::Premier(acte) => format!("le premier « {} »", acte.nom()),
        Jalon::Dernier(acte) => format!("le dernier « {} »", acte.nom()),
    }
}

/// The label of a fact or of an act's field.
pub fn libelle(m: &Mecanique, nom: &str) -> String {
    if let Some(fait) = m.fait(nom) {
        return fait.libelle.clone();
    }
    let champ = nom.strip_prefix("acte.").unwrap_or(nom);
    crate::acte::CATALOGUE
        .iter()
        .flat_map(|d| d.champs)
        .find(|c| c.nom == champ)
        .map_or_else(|| champ.to_owned(), |c| c.libelle.to_owned())
}

fn libelles(m: &Mecanique, de: &[String], moins: &[String]) -> String {
    let dits: Vec<String> = de.iter().map(|n| libelle(m, n)).collect();
    let otes = moins.iter().map(|n| format!(" − {}", libelle(m, n)));
    dits.join(" + ") + &otes.collect::<String>()
}

fn terme(m: &Mecanique, t: &Terme) -> String {
    match t {
        Terme::Valeur(v) => v.to_string(),
        Terme::Parametre(nom) | Terme::Droit(nom) => format!("« {nom} »"),
        Terme::Fait(nom) => libelle(m, nom),
    }
}
