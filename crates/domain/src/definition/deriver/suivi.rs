//! Support: renewals, visits and reviews, themes.

use super::super::condition::{Comparaison, Condition, Grandeur, Terme};
use super::super::mecanique::{Mecanique, MesureType, Rythme};
use super::super::regle::{EcheanceType, Origine, Regle, Test};
use super::{acte_est, acte_parmi, fait_est, mot, regle};
use crate::acte::Acte;
use crate::texte;
use crate::valeur::Valeur;

pub(super) fn deriver(m: &Mecanique, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    if let Some(mesure) = &m.mesure {
        renouvellements(mesure, regles);
    }
    for rythme in &m.rythmes {
        tenue(rythme, regles);
        echeances.push(rythme.echeance.clone());
    }
    for theme in &m.themes {
        let mut r = regle(
            format!("thème : {}", theme.nom),
            vec![Acte::IntervenirSite, Acte::AppuyerBailleur, Acte::TenirSeanceCollective],
            Test::Exige(acte_parmi("role", &theme.roles)),
            format!("Le thème « {} » est porté par : {}.", theme.nom, texte::liste(&theme.roles)),
            &theme.source,
            Origine::Theme,
        );
        r.quand = Some(acte_est("theme", &theme.nom));
        regles.push(r);
    }
}

fn renouvellements(mesure: &MesureType, regles: &mut Vec<Regle>) {
    let compare = |fait: &str, c: Comparaison| Condition::Compare(Grandeur::Fait(fait.to_owned()), c);
    if let Some(fois) = mesure.renouvellements {
        let message = match fois {
            0 => "La mesure ne se renouvelle pas.".to_owned(),
            1 => "La mesure se renouvelle une seule fois.".to_owned(),
            n => format!("La mesure se renouvelle {n} fois au plus."),
        };
        regles.push(regle(
            "nombre de renouvellements",
            vec![Acte::Renouveler],
            Test::Exige(compare(
                "mesure.renouvellements",
                Comparaison::MoinsDe(Terme::Valeur(Valeur::Nombre(i64::from(fois)))),
            )),
            message,
            &mesure.source,
            Origine::Duree,
        ));
    }
    if let Some((min, max)) = mesure.renouvellement {
        let borne = |d| Terme::Valeur(Valeur::Duree(d));
        let message = if min == max {
            format!("Un renouvellement dure {min}.")
        } else {
            format!("Un renouvellement dure de {min} à {max}.")
        };
        regles.push(regle(
            "durée d'un renouvellement",
            vec![Acte::Renouveler],
            Test::Exige(Condition::Tous(vec![
                compare("acte.duree", Comparaison::AuMoins(borne(min))),
                compare("acte.duree", Comparaison::AuPlus(borne(max))),
            ])),
            message,
            &mesure.source,
            Origine::Duree,
        ));
    }
}

fn tenue(rythme: &Rythme, regles: &mut Vec<Regle>) {
    let e = &rythme.echeance;
    let compte = |condition: Option<Condition>| {
        let mots = e.acte.avec.iter().map(|(champ, terme)| {
            Condition::Compare(Grandeur::Fait(format!("acte.{champ}")), Comparaison::Est(terme.clone()))
        });
        let tous: Vec<Condition> = mots.chain(condition).collect();
        (!tous.is_empty()).then_some(Condition::Tous(tous))
    };
    if !rythme.avec.is_empty() {
        let presents = rythme.avec.iter().map(|role| {
            Condition::Compare(
                Grandeur::Fait("acte.participants_roles".to_owned()),
                Comparaison::Contient(mot(role)),
            )
        });
        let mut r = regle(
            format!("présents : {}", e.nom),
            vec![e.acte.acte],
            Test::Exige(Condition::Tous(presents.collect())),
            format!("« {} » se tient avec : {}.", e.nom, texte::liste(&rythme.avec)),
            &e.source,
            Origine::Rythme,
        );
        r.quand = compte(e.tant_que.clone());
        regles.push(r);
    }
    if let Some(lieu) = &rythme.lieu {
        let mut r = regle(
            format!("lieu : {}", e.nom),
            vec![e.acte.acte],
            Test::Exige(fait_est("acte.lieu", Valeur::Mot(lieu.clone()))),
            format!("« {} » se tient à : {lieu}.", e.nom),
            &e.source,
            Origine::Rythme,
        );
        r.quand = compte(e.tant_que.clone());
        regles.push(r);
    }
}
