//! Occupancy statuses: by which one enters, in which order they follow, and in which dwelling.

use super::super::condition::{Comparaison, Condition, Grandeur};
use super::super::mecanique::{AuLogement, Mecanique, Statut};
use super::super::regle::{Origine, Regle, Test};
use super::{acte_est, fait_est, mot, regle};
use crate::acte::Acte;
use crate::texte;
use crate::valeur::Valeur;

pub(super) fn deriver(m: &Mecanique, regles: &mut Vec<Regle>) {
    if m.statuts.is_empty() {
        return;
    }
    let entrees: Vec<&Statut> = m.statuts.iter().filter(|s| s.entree).collect();
    if let Some(premier) = entrees.first() {
        let noms: Vec<&str> = entrees.iter().map(|s| s.nom.as_str()).collect();
        regles.push(regle(
            "premier statut",
            vec![Acte::Entrer],
            Test::Exige(Condition::Compare(
                Grandeur::Fait("acte.statut".to_owned()),
                Comparaison::Parmi(noms.iter().map(|n| mot(n)).collect()),
            )),
            format!("On entre dans ce dispositif par : {}.", texte::choix(&noms)),
            &premier.source,
            Origine::Statut,
        ));
    }
    for statut in &m.statuts {
        passage(statut, regles);
    }
}

fn passage(s: &Statut, regles: &mut Vec<Regle>) {
    let mut au_changement = |nom: String, test: Test, message: String| {
        let mut r = regle(nom, vec![Acte::ChangerStatut], test, message, &s.source, Origine::Statut);
        r.quand = Some(acte_est("vers", &s.nom));
        regles.push(r);
    };
    let message = if s.apres.is_empty() {
        format!("Aucun autre statut ne mène à « {} » : on y entre, on n'y passe pas.", s.nom)
    } else {
        format!("On passe à « {} » après : {}. Aucune étape ne se saute.", s.nom, texte::choix(&s.apres))
    };
    au_changement(
        format!("passage vers : {}", s.nom),
        Test::Exige(Condition::Compare(
            Grandeur::Fait("occupation.statut".to_owned()),
            Comparaison::Parmi(s.apres.iter().map(|n| mot(n)).collect()),
        )),
        message,
    );
    let change = |attendu| Test::Exige(fait_est("acte.logement_change", Valeur::Booleen(attendu)));
    match s.logement {
        AuLogement::Libre => {}
        AuLogement::Meme => au_changement(
            format!("même logement : {}", s.nom),
            change(false),
            "Le statut change, le logement reste.".to_owned(),
        ),
        AuLogement::Autre => au_changement(
            format!("autre logement : {}", s.nom),
            change(true),
            format!("« {} » se prend dans un autre logement.", s.nom),
        ),
    }
}
