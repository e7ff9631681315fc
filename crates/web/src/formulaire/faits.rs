//! Which facts of the dictionary matter on a form: those of the sujet's matter that the rules read, and
//! those already recorded. A form that offered all of them would never be read.

use std::collections::BTreeSet;

use domain::Genre;
use domain::definition::Test;
use domain::definition::condition::{Comparaison, Condition, Grandeur, Jalon, Terme};
use domain::definition::mecanique::{Mecanique, Part};
use domain::fait::{Classe, Fait};

/// The facts that the rules, schedules and suggestions of a mecanique read.
pub fn lus_par(m: &Mecanique) -> BTreeSet<&str> {
    let mut lus = BTreeSet::new();
    for regle in &m.regles {
        regle.quand.iter().for_each(|c| condition(c, &mut lus));
        match &regle.test {
            Test::Exige(c) | Test::Interdit(c) => condition(c, &mut lus),
        }
    }
    for echeance in &m.echeances {
        echeance.tant_que.iter().for_each(|c| condition(c, &mut lus));
        jalon(&echeance.depart, &mut lus);
    }
    m.propositions.iter().for_each(|p| condition(&p.si, &mut lus));
    for quota in &m.quotas {
        quota.si.iter().for_each(|c| condition(c, &mut lus));
        if let Some(Part::Fait(nom)) = &quota.par {
            lus.insert(nom);
        }
    }
    m.conditions.values().for_each(|c| condition(c, &mut lus));
    lus
}

fn condition<'m>(c: &'m Condition, lus: &mut BTreeSet<&'m str>) {
    match c {
        Condition::Compare(g, comparaison) => {
            grandeur(g, lus);
            compare(comparaison, lus);
        }
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => {
            cs.iter().for_each(|c| condition(c, lus));
        }
        Condition::Nommee(_) => {}
    }
}

fn grandeur<'m>(g: &'m Grandeur, lus: &mut BTreeSet<&'m str>) {
    match g {
        Grandeur::Fait(nom) => {
            lus.insert(nom);
        }
        Grandeur::SommeDeFaits { de, moins } => lus.extend(de.iter().chain(moins).map(String::as_str)),
        Grandeur::Rapport { de, moins, sur } => {
            lus.extend(de.iter().chain(moins).chain(sur).map(String::as_str));
        }
        Grandeur::Delai { depuis, jusqu_a } => {
            jalon(depuis, lus);
            jusqu_a.iter().for_each(|j| jalon(j, lus));
        }
        Grandeur::Compte(_) | Grandeur::Somme { .. } | Grandeur::Quota { .. } => {}
    }
}

fn jalon<'m>(j: &'m Jalon, lus: &mut BTreeSet<&'m str>) {
    if let Jalon::Fait(nom) = j {
        lus.insert(nom);
    }
}

fn compare<'m>(c: &'m Comparaison, lus: &mut BTreeSet<&'m str>) {
    let termes: Vec<&Terme> = match c {
        Comparaison::Parmi(ts) | Comparaison::HorsDe(ts) => ts.iter().collect(),
        Comparaison::Connu(_) => Vec::new(),
        Comparaison::Est(t)
        | Comparaison::NEstPas(t)
        | Comparaison::AuMoins(t)
        | Comparaison::AuPlus(t)
        | Comparaison::PlusDe(t)
        | Comparaison::MoinsDe(t)
        | Comparaison::Contient(t) => vec![t],
    };
    for terme in termes {
        if let Terme::Fait(nom) = terme {
            lus.insert(nom);
        }
    }
}

/// Whether a recorded fact is of the matter of this kind of sujet.
pub fn concerne(genre: Genre, fait: &Fait) -> bool {
    let de = |prefixe: &str| fait.nom.starts_with(prefixe);
    match genre {
        Genre::Logement => de("logement."),
        Genre::Convention => de("convention."),
        Genre::Site => {
            de("site.")
                || matches!(fait.nom.as_str(), "logement.adresse" | "logement.commune" | "logement.qpv")
        }
        Genre::Menage | Genre::Dossier => !(de("logement.") || de("convention.") || de("site.")),
        Genre::Seance | Genre::ActionCollective | Genre::Equipe => false,
    }
}

/// The heading under which a fact is asked, and its rank.
pub fn rubrique(fait: &Fait) -> (u8, &'static str) {
    let debut = fait.nom.split('.').next().unwrap_or_default();
    match (debut, fait.classe) {
        ("menage" | "personne", Classe::C0 | Classe::C1) => (0, "Ménage"),
        ("reconnaissance" | "residence", _) => (1, "Reconnaissances et résidence"),
        ("ressources", Classe::C3) => (2, "Ressources"),
        (_, Classe::C2) => (3, "Bail, loyer et impayés"),
        (_, Classe::C4) => (4, "Situation sociale"),
        (_, Classe::C5) => (5, "Santé"),
        (_, Classe::C6) => (6, "Justice"),
        (_, Classe::C7) => (7, "Protection"),
        ("logement", _) => (8, "Logement"),
        ("site", _) => (9, "Site"),
        ("convention", _) => (10, "Convention"),
        _ => (11, "Autres informations"),
    }
}
