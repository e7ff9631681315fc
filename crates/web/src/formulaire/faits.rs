//! Which facts of the dictionary matter on a form: those of the sujet's matter that the rules read, and
//! those already recorded. A form that offered all of them would never be read.

use std::collections::BTreeSet;

use domain::Genre;
use domain::definition::Test;
use domain::definition::condition::Condition;
use domain::definition::mecanique::{Mecanique, Part};
use domain::fait::{Classe, Fait};

/// The facts that the rules, schedules and suggestions of a mecanique read.
pub fn lus_par(m: &Mecanique) -> BTreeSet<&str> {
    let mut lus = BTreeSet::new();
    for regle in &m.regles {
        lus.extend(regle.quand.iter().flat_map(Condition::faits));
        match &regle.test {
            Test::Exige(c) | Test::Interdit(c) => lus.extend(c.faits()),
        }
    }
    for echeance in &m.echeances {
        lus.extend(echeance.tant_que.iter().flat_map(Condition::faits));
        lus.extend(echeance.depart.fait());
    }
    lus.extend(m.propositions.iter().flat_map(|p| p.si.faits()));
    for quota in &m.quotas {
        lus.extend(quota.si.iter().flat_map(Condition::faits));
        if let Some(Part::Fait(nom)) = &quota.par {
            lus.insert(nom);
        }
    }
    lus.extend(m.conditions.values().flat_map(Condition::faits));
    lus
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
        ("orientation", _) => (11, "Autres informations"),
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
