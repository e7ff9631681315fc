//! Levels and steps of support: at which one begins, in which order they follow, how long they last.

use super::super::condition::{Comparaison, Condition, Grandeur, Jalon, Terme};
use super::super::mecanique::{Mecanique, Niveau};
use super::super::regle::{Calendrier, EcheanceType, Origine, Regle, Test};
use super::{acte_est, acte_parmi, fait_est, mot, regle};
use crate::acte::Acte;
use crate::definition::condition::Compte;
use crate::texte;
use crate::valeur::Valeur;

const DEPUIS: &str = "mesure.niveau_depuis";

pub(super) fn deriver(m: &Mecanique, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    let debuts: Vec<String> = m.niveaux.iter().filter(|n| n.debut).map(|n| n.nom.clone()).collect();
    if let Some(premier) = m.niveaux.iter().find(|n| n.debut) {
        regles.push(regle(
            "premier niveau",
            vec![Acte::OuvrirMesure],
            Test::Exige(acte_parmi("niveau", &debuts)),
            format!("L'accompagnement commence par : {}.", texte::choix(&debuts)),
            &premier.source,
            Origine::Niveau,
        ));
    }
    for niveau in &m.niveaux {
        if !niveau.apres.is_empty() {
            regles.push(passage(niveau));
        }
        if let Some(min) = niveau.min {
            let delai = Grandeur::Delai { depuis: Jalon::Fait(DEPUIS.to_owned()), jusqu_a: None };
            let mut r = regle(
                format!("durée minimale : {}", niveau.nom),
                vec![Acte::ChangerNiveau, Acte::Clore],
                Test::Interdit(Condition::Compare(
                    delai,
                    Comparaison::MoinsDe(Terme::Valeur(Valeur::Duree(min))),
                )),
                format!("« {} » dure au moins {min}.", niveau.nom),
                &niveau.source,
                Origine::Niveau,
            );
            r.quand = Some(a_ce_niveau(niveau));
            regles.push(r);
        }
        echeances.extend(terme(niveau));
    }
}

fn passage(niveau: &Niveau) -> Regle {
    let mut r = regle(
        format!("passage au niveau : {}", niveau.nom),
        vec![Acte::ChangerNiveau],
        Test::Exige(Condition::Compare(
            Grandeur::Fait("mesure.niveau".to_owned()),
            Comparaison::Parmi(niveau.apres.iter().map(|n| mot(n)).collect()),
        )),
        format!("« {} » vient après : {}.", niveau.nom, texte::choix(&niveau.apres)),
        &niveau.source,
        Origine::Niveau,
    );
    r.quand = Some(acte_est("niveau", &niveau.nom));
    r
}

fn a_ce_niveau(niveau: &Niveau) -> Condition {
    fait_est("mesure.niveau", Valeur::Mot(niveau.nom.clone()))
}

/// At the longest time, another level or the end of the measure is due.
fn terme(niveau: &Niveau) -> Option<EcheanceType> {
    let max = niveau.max?;
    Some(EcheanceType {
        nom: format!("terme : {}", niveau.nom),
        acte: Compte {
            acte: Acte::ChangerNiveau,
            avec: std::collections::BTreeMap::new(),
            depuis: None,
            sur: None,
        },
        depart: Jalon::Fait(DEPUIS.to_owned()),
        calendrier: Calendrier::Apres(vec![max]),
        tant_que: Some(Condition::Tous(vec![
            a_ce_niveau(niveau),
            fait_est("mesure.ouverte", Valeur::Booleen(true)),
        ])),
        pendant: None,
        message: format!("« {} » dure {max} au plus : changez de niveau, ou closez la mesure.", niveau.nom),
        source: niveau.source.clone(),
        origine: Origine::Niveau,
    })
}
