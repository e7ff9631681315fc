//! Referral, agreement, committees, decisions received, papers.

use super::super::condition::{Comparaison, Compte, Condition, Grandeur, Jalon, Terme};
use super::super::mecanique::{Accord, Instance, Mecanique, NatureDePiece, Piece};
use super::super::regle::{Calendrier, EcheanceType, Origine, Regle, Test};
use super::{acte_est, acte_parmi, au_passage, deja, fait_est, mot, regle};
use crate::acte::Acte;
use crate::duree::Duree;
use crate::texte;
use crate::valeur::Valeur;

pub(super) fn deriver(m: &Mecanique, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    canaux(m, regles, echeances);
    if let Some(adhesion) = &m.adhesion {
        regles.push(regle(
            "adhésion du ménage",
            adhesion.avant.clone(),
            Test::Exige(fait_est("adhesion.recueillie", Valeur::Booleen(true))),
            "Le ménage n'a pas donné son adhésion, ou l'a retirée.",
            &adhesion.source,
            Origine::Entree,
        ));
    }
    for instance in &m.instances {
        regles_d_instance(instance, regles);
        echeances.extend(reunions(instance));
    }
    for d in &m.decisions_recues {
        for passage in &d.avant {
            let mut r = regle(
                &d.nom,
                Vec::new(),
                Test::Exige(deja(Acte::RecevoirDecision, &[("decision", &d.nom), ("sens", "favorable")])),
                format!("Il faut d'abord la décision favorable « {} » ({}).", d.nom, d.de),
                &d.source,
                Origine::DecisionRecue,
            );
            r.quand.clone_from(&d.quand);
            regles.push(au_passage(r, passage));
        }
    }
    for piece in &m.pieces {
        regles_de_piece(piece, regles);
    }
    for accord in &m.accords {
        regles_d_accord(accord, regles);
    }
}

fn canaux(m: &Mecanique, regles: &mut Vec<Regle>, echeances: &mut Vec<EcheanceType>) {
    for canal in &m.canaux {
        if !canal.par.is_empty() {
            let mut r = regle(
                format!("orientation par : {}", canal.nom),
                vec![Acte::Orienter],
                Test::Exige(acte_parmi("role", &canal.par)),
                format!("Le canal « {} » est ouvert à : {}.", canal.nom, texte::liste(&canal.par)),
                &canal.source,
                Origine::Entree,
            );
            r.quand = Some(acte_est("canal", &canal.nom));
            regles.push(r);
        }
        for organisme in &canal.notifie {
            echeances.push(EcheanceType {
                nom: format!("informer : {organisme}"),
                acte: compte(Acte::Notifier, &[("a", organisme)]),
                depart: Jalon::Fait("orientation.le".to_owned()),
                calendrier: Calendrier::Apres(vec![Duree::mois(0)]),
                tant_que: Some(fait_est("orientation.canal", Valeur::Mot(canal.nom.clone()))),
                pendant: None,
                message: format!("{organisme} doit être informé en même temps que l'orientation."),
                source: canal.source.clone(),
                origine: Origine::Entree,
            });
        }
    }
}

fn compte(acte: Acte, avec: &[(&str, &str)]) -> Compte {
    let avec = avec.iter().map(|(c, v)| ((*c).to_owned(), mot(v))).collect();
    Compte { acte, avec, depuis: None, sur: None }
}

fn regles_d_instance(i: &Instance, regles: &mut Vec<Regle>) {
    for pouvoir in &i.pouvoirs {
        let sur = pouvoir.nom();
        let decidee = deja(Acte::Decider, &[("instance", &i.nom), ("sur", &sur), ("sens", "favorable")]);
        let mut r = regle(
            &i.nom,
            Vec::new(),
            Test::Exige(decidee),
            format!("La décision favorable de l'instance « {} » manque pour « {sur} ».", i.nom),
            &i.source,
            Origine::Instance,
        );
        r.quand.clone_from(&i.quand);
        regles.push(au_passage(r, pouvoir));
    }
    regles.extend(quorum(i));
    if i.menage_siege {
        let mut r = regle(
            format!("le ménage siège : {}", i.nom),
            vec![Acte::Decider],
            Test::Exige(Condition::Compare(
                Grandeur::Fait("acte.participants".to_owned()),
                Comparaison::Contient(mot("ménage")),
            )),
            "Le ménage siège dans cette instance : rien ne s'y décide sans lui.",
            &i.source,
            Origine::Instance,
        );
        r.quand = Some(acte_est("instance", &i.nom));
        regles.push(r);
    }
}

/// How many members must be there, one at least, whenever the instance acts: the acts that name it
/// and those present, and a sitting, whose convening named it.
fn quorum(i: &Instance) -> Option<Regle> {
    let quorum = i.quorum.or_else(|| (!i.membres.is_empty()).then_some(1))?;
    let membres = texte::liste(&i.membres);
    let nommee = |a: &Acte| a.champ("instance").is_some() && a.champ("participants").is_some();
    let mut r = regle(
        format!("quorum : {}", i.nom),
        Acte::tous().filter(|a| nommee(a) || *a == Acte::TenirSeance).collect(),
        Test::Exige(Condition::Compare(
            Grandeur::Fait("acte.membres_presents".to_owned()),
            Comparaison::AuMoins(Terme::Valeur(Valeur::Nombre(i64::from(quorum)))),
        )),
        match quorum {
            0 | 1 => format!("Il faut un membre présent au moins, parmi : {membres}."),
            _ => format!("Le quorum est de {quorum} membres parmi : {membres}."),
        },
        &i.source,
        Origine::Instance,
    );
    r.quand = Some(acte_est("instance", &i.nom));
    Some(r)
}

fn reunions(i: &Instance) -> Option<EcheanceType> {
    let tous_les = i.tous_les?;
    Some(EcheanceType {
        nom: format!("réunion : {}", i.nom),
        acte: compte(Acte::ReunirInstance, &[("instance", &i.nom)]),
        depart: Jalon::Fait("convention.debut".to_owned()),
        calendrier: Calendrier::TousLes(tous_les),
        tant_que: Some(fait_est("dossier.ouvert", Valeur::Booleen(true))),
        pendant: None,
        message: format!("« {} » se réunit tous les {tous_les}.", i.nom),
        source: i.source.clone(),
        origine: Origine::Instance,
    })
}

fn regles_de_piece(piece: &Piece, regles: &mut Vec<Regle>) {
    let (acte, champ, verbe) = match piece.nature {
        NatureDePiece::Contrat => (Acte::SignerContrat, "contrat", "signé"),
        NatureDePiece::Document => (Acte::VerserDocument, "document", "versé au dossier"),
    };
    for passage in &piece.avant {
        let r = regle(
            &piece.nom,
            Vec::new(),
            Test::Exige(deja(acte, &[(champ, &piece.nom)])),
            format!("« {} » doit d'abord être {verbe}.", piece.nom),
            &piece.source,
            Origine::Piece,
        );
        regles.push(au_passage(r, passage));
    }
    for partie in &piece.parties {
        let mut r = regle(
            format!("signataires : {}", piece.nom),
            vec![acte],
            Test::Exige(Condition::Compare(
                Grandeur::Fait("acte.participants".to_owned()),
                Comparaison::Contient(mot(partie)),
            )),
            format!("« {} » se signe entre : {}.", piece.nom, texte::liste(&piece.parties)),
            &piece.source,
            Origine::Piece,
        );
        r.quand = Some(acte_est(champ, &piece.nom));
        regles.push(r);
    }
}

/// An agreement is signed once, on the convention; each dossier waits for it. Its author signs it too.
fn regles_d_accord(accord: &Accord, regles: &mut Vec<Regle>) {
    for passage in &accord.avant {
        let r = regle(
            &accord.nom,
            Vec::new(),
            Test::Exige(Condition::Compare(
                Grandeur::Fait("convention.accords".to_owned()),
                Comparaison::Contient(mot(&accord.nom)),
            )),
            format!("« {} » doit d'abord être signé, sur la convention.", accord.nom),
            &accord.source,
            Origine::Accord,
        );
        regles.push(au_passage(r, passage));
    }
    for partie in &accord.parties {
        let mut r = regle(
            format!("signataires : {}", accord.nom),
            vec![Acte::SignerAccord],
            Test::Exige(Condition::Compare(
                Grandeur::Fait("acte.participants_roles".to_owned()),
                Comparaison::Contient(mot(partie)),
            )),
            format!("« {} » se signe entre : {}.", accord.nom, texte::liste(&accord.parties)),
            &accord.source,
            Origine::Accord,
        );
        r.quand = Some(acte_est("accord", &accord.nom));
        regles.push(r);
    }
}
