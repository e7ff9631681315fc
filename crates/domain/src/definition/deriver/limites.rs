//! Limits: shortest and longest times, places and ceilings, size and pace of groups.

use super::super::condition::{Comparaison, Condition, Grandeur, Jalon, Terme};
use super::super::mecanique::{CeQuiCompte, DureeLimite, Groupe, Mecanique, Quota};
use super::super::regle::{Calendrier, EcheanceType, Origine, Regle, Test};
use super::{fait_est, regle};
use crate::acte::Acte;
use crate::valeur::Valeur;

pub(super) fn deriver(m: &Mecanique, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    for d in &m.durees {
        duree(d, regles, echeances);
    }
    for q in &m.quotas {
        regles.push(quota(q));
    }
    for g in &m.groupes {
        groupe(g, regles, echeances);
    }
}

fn duree(d: &DureeLimite, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    let delai = || Grandeur::Delai { depuis: d.depuis.clone(), jusqu_a: None };
    let mut borne = |comparaison, phrase: String| {
        let mut r = regle(
            &d.nom,
            d.actes.clone(),
            Test::Interdit(Condition::Compare(delai(), comparaison)),
            d.message.clone().unwrap_or(phrase),
            &d.source,
            Origine::Duree,
        );
        r.quand.clone_from(&d.quand);
        r.effet = d.effet;
        r.passer_outre.clone_from(&d.passer_outre);
        regles.push(r);
    };
    let terme = |d| Terme::Valeur(Valeur::Duree(d));
    if let Some(min) = d.min {
        borne(Comparaison::MoinsDe(terme(min)), format!("Pas avant {min}."));
    }
    if let Some(max) = d.max {
        borne(Comparaison::PlusDe(terme(max)), format!("Au plus {max}."));
        if let Some(acte) = d.fin {
            echeances.push(EcheanceType {
                nom: format!("terme : {}", d.nom),
                acte: Mecanique::compte_de(acte),
                depart: d.depuis.clone(),
                calendrier: Calendrier::Apres(vec![max]),
                tant_que: None,
                pendant: None,
                message: d
                    .message
                    .clone()
                    .unwrap_or_else(|| format!("« {} » s'achève au plus tard ce jour.", d.nom)),
                source: d.source.clone(),
                origine: Origine::Duree,
            });
        }
    }
}

fn quota(q: &Quota) -> Regle {
    let a_part = q.si.is_some() || q.par.is_some();
    let (grandeur, actes, phrase) = match (q.compte, a_part) {
        (CeQuiCompte::Places | CeQuiCompte::Admissions, true) => (
            Grandeur::Quota { nom: q.nom.clone(), depuis_le_debut: q.compte == CeQuiCompte::Admissions },
            vec![Acte::Admettre],
            "Toutes les places de ce quota sont prises.",
        ),
        (CeQuiCompte::Places, false) => {
            fait("convention.places_prises", Acte::Admettre, "Toutes les places sont prises.")
        }
        (CeQuiCompte::Admissions, false) => fait(
            "convention.admissions",
            Acte::Admettre,
            "Le nombre de ménages prévu est atteint depuis le début de la convention.",
        ),
        (CeQuiCompte::Logements, _) => {
            fait("convention.logements_pris", Acte::Entrer, "Tous les logements prévus sont mobilisés.")
        }
        (CeQuiCompte::Occupants, _) => (
            Grandeur::Fait("logement.occupants".to_owned()),
            vec![Acte::Entrer, Acte::ChangerStatut],
            "Toutes les places de ce logement sont prises.",
        ),
        (CeQuiCompte::Mesures, _) => (
            Grandeur::Fait("referent.mesures".to_owned()),
            vec![Acte::OuvrirMesure, Acte::DesignerReferent],
            "Ce référent suit déjà autant de ménages que prévu.",
        ),
        (CeQuiCompte::Projets, _) => fait(
            "convention.projets_engages",
            Acte::ProgrammerAction,
            "Tous les projets collectifs financés sont engagés.",
        ),
        (CeQuiCompte::Diagnostics, _) => fait(
            "convention.diagnostics",
            Acte::Diagnostiquer,
            "Le nombre de ménages à diagnostiquer est atteint depuis le début de la convention.",
        ),
        (CeQuiCompte::Aides, _) => (
            Grandeur::SommeDeFaits {
                de: ["convention.aides_engagees", "aide.cumul", "acte.cout"].map(str::to_owned).to_vec(),
                moins: Vec::new(),
            },
            vec![Acte::AccorderAide],
            "Cette aide dépasserait l'enveloppe prévue.",
        ),
    };
    // What is counted must leave room for one more; an amount already holds the one that is asked.
    let borne = match q.compte {
        CeQuiCompte::Aides => Comparaison::AuPlus(q.plafond.clone()),
        _ => Comparaison::MoinsDe(q.plafond.clone()),
    };
    let mut r = regle(
        &q.nom,
        actes,
        Test::Exige(Condition::Compare(grandeur, borne)),
        q.message.clone().unwrap_or_else(|| phrase.to_owned()),
        &q.source,
        Origine::Quota,
    );
    r.quand.clone_from(&q.si);
    r.effet = q.effet;
    r.passer_outre.clone_from(&q.passer_outre);
    r
}

fn fait(nom: &str, acte: Acte, phrase: &'static str) -> (Grandeur, Vec<Acte>, &'static str) {
    (Grandeur::Fait(nom.to_owned()), vec![acte], phrase)
}

fn groupe(g: &Groupe, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    if let Some((min, max)) = g.taille {
        let borne = |n: u32| Terme::Valeur(Valeur::Nombre(i64::from(n)));
        let presents = |c| Condition::Compare(Grandeur::Fait("acte.presents_nombre".to_owned()), c);
        let mut r = regle(
            format!("taille du groupe : {}", g.nom),
            vec![Acte::TenirSeanceCollective],
            Test::Exige(Condition::Tous(vec![
                presents(Comparaison::AuMoins(borne(min))),
                presents(Comparaison::AuPlus(borne(max))),
            ])),
            format!("« {} » réunit de {min} à {max} ménages.", g.nom),
            &g.source,
            Origine::Groupe,
        );
        r.quand = Some(fait_est("action.type", Valeur::Mot(g.nom.clone())));
        r.effet = g.effet;
        r.passer_outre.clone_from(&g.passer_outre);
        regles.push(r);
    }
    if let Some(tous_les) = g.tous_les {
        echeances.push(EcheanceType {
            nom: format!("séance : {}", g.nom),
            acte: Mecanique::compte_de(Acte::TenirSeanceCollective),
            depart: Jalon::Premier(Acte::ProgrammerAction),
            calendrier: Calendrier::TousLes(tous_les),
            tant_que: Some(fait_est("action.type", Valeur::Mot(g.nom.clone()))),
            pendant: None,
            message: format!("« {} » se tient tous les {tous_les}.", g.nom),
            source: g.source.clone(),
            origine: Origine::Groupe,
        });
    }
}
