//! The rules of a dispositif in words, grouped by what they bear on.

use dispositifs::champs::matiere;
use domain::definition::{Effet, Mecanique, Regle};
use domain::moteur::decrire;

use super::mecanique::Source;
use crate::formulaire::majuscule;

/// One rule in words.
pub struct RegleEnMots {
    /// Its name.
    pub nom: String,
    /// What it says to whom it stops.
    pub message: String,
    /// What it asks.
    pub demande: String,
    /// On which acts.
    pub actes: String,
    /// What happens when it is not met.
    pub effet: String,
    /// Where it comes from.
    pub source: Source,
}

/// Rules that bear on one matter.
pub struct Groupe {
    /// The heading.
    pub titre: &'static str,
    /// The rules under it.
    pub regles: Vec<RegleEnMots>,
}

/// All rules, by matter, those common to all dispositifs last.
pub fn groupes(m: &Mecanique) -> Vec<Groupe> {
    let mut groupes: Vec<Groupe> = Vec::new();
    let mut triees: Vec<&Regle> = m.regles.iter().collect();
    triees.sort_by_key(|r| matiere(r.origine));
    for regle in triees {
        let (_, titre) = matiere(regle.origine);
        match groupes.last_mut().filter(|g| g.titre == titre) {
            Some(groupe) => groupe.regles.push(en_mots(m, regle)),
            None => groupes.push(Groupe { titre, regles: vec![en_mots(m, regle)] }),
        }
    }
    groupes
}

fn en_mots(m: &Mecanique, r: &Regle) -> RegleEnMots {
    let actes: Vec<String> = r.actes.iter().map(|a| format!("«\u{a0}{}\u{a0}»", a.nom())).collect();
    let effet = match r.effet {
        Effet::Refuse => "l’acte est refusé".to_owned(),
        Effet::Alerte if r.passer_outre.is_empty() => "une alerte arrête l’acte".to_owned(),
        Effet::Alerte => format!(
            "une alerte arrête l’acte\u{a0}; {} peut passer outre, avec un motif écrit",
            domain::texte::choix(&r.passer_outre)
        ),
    };
    RegleEnMots {
        nom: majuscule(&r.nom),
        message: r.message.clone(),
        demande: majuscule(&decrire::regle(m, r)),
        actes: domain::texte::liste(&actes),
        effet,
        source: Source::de(&r.source),
    }
}
