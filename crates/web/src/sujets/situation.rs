//! What is known of a sujet: recorded facts with their day, what follows from the accounts, who lives there.

use actes::SujetLu;
use domain::etat::Lu;
use domain::fait::Classe;
use domain::{Acte, Date, Etat, Sujet, Valeur};

use super::regard::{NON_COMMUNIQUE, Regard};
use crate::formulaire::{majuscule, rubrique};

/// A line: name, value, and what else is to be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ligne {
    /// What.
    pub nom: String,
    /// Its value.
    pub valeur: String,
    /// More.
    pub note: String,
    /// Where it leads; empty for nowhere.
    pub lien: String,
}

impl Ligne {
    /// A line that leads nowhere.
    pub fn de(nom: impl Into<String>, valeur: impl Into<String>, note: impl Into<String>) -> Self {
        Self { nom: nom.into(), valeur: valeur.into(), note: note.into(), lien: String::new() }
    }

    /// The same, with an address.
    #[must_use]
    pub fn vers(mut self, lien: impl Into<String>) -> Self {
        self.lien = lien.into();
        self
    }
}

/// Lines under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rubrique {
    /// The heading.
    pub titre: &'static str,
    /// The lines.
    pub faits: Vec<Ligne>,
}

/// The facts of this sujet and of its household that the reader may see.
pub fn situation(lu: &SujetLu, regard: &Regard) -> Vec<Rubrique> {
    let etat = lu.etat();
    let menage =
        lu.sujet.menage.filter(|m| *m != lu.sujet.id).and_then(|m| lu.lies.get(&m)).map(Etat::courant);
    let mut faits: Vec<(&str, &Valeur, Date)> = etat.faits.iter().map(|(n, (v, le))| (*n, *v, *le)).collect();
    let du_menage = menage.iter().flat_map(|m| m.faits.iter()).filter(|(n, _)| !etat.faits.contains_key(*n));
    faits.extend(du_menage.map(|(n, (v, le))| (*n, *v, *le)));
    let mut rangs: Vec<((u8, &'static str), Ligne)> = faits
        .into_iter()
        .filter(|(nom, _, _)| *nom != "menage.nom")
        .filter_map(|(nom, valeur, le)| {
            let fait = lu.regles.mecanique().fait(nom)?;
            let note = format!("le {}", domain::texte::jour(le));
            Some((rubrique(fait), Ligne::de(majuscule(&fait.libelle), regard.valeur(valeur), note)))
        })
        .collect();
    rangs.extend(comptes(lu, &etat).into_iter().map(|l| ((3, "Bail, loyer et impayés"), l)));
    rangs.sort_by_key(|(r, _)| r.0);
    let mut rubriques: Vec<Rubrique> = Vec::new();
    for ((_, titre), ligne) in rangs {
        match rubriques.last_mut().filter(|r| r.titre == titre) {
            Some(rubrique) => rubrique.faits.push(ligne),
            None => rubriques.push(Rubrique { titre, faits: vec![ligne] }),
        }
    }
    rubriques
}

/// What follows from the rent and debt recorded.
fn comptes(lu: &SujetLu, etat: &Etat<'_>) -> Vec<Ligne> {
    let a = &etat.argent;
    if a.termes.is_empty() && a.dette == 0 {
        return Vec::new();
    }
    let dit = |nom: &str| match etat.fait(nom) {
        Some(Lu::Connu(valeur)) => valeur.to_string(),
        _ => "sans objet".to_owned(),
    };
    ["dette.initiale", "dette.restante", "loyer.impayes", "loyer.termes_regles"]
        .into_iter()
        .map(|nom| {
            let libelle = domain::moteur::decrire::libelle(lu.regles.mecanique(), nom);
            Ligne::de(majuscule(&libelle), dit(nom), "calculé")
        })
        .collect()
}

/// What this reader never sees, in one line that says nothing of what there is.
pub fn tues(regard: &Regard) -> String {
    let mots = [
        (Classe::C1, "identité"),
        (Classe::C2, "bail et dette"),
        (Classe::C3, "ressources"),
        (Classe::C4, "situation sociale"),
        (Classe::C5, "santé"),
        (Classe::C6, "justice"),
        (Classe::C7, "protection"),
    ];
    let tus: Vec<&str> = mots.into_iter().filter(|(c, _)| !regard.lit(*c)).map(|(_, m)| m).collect();
    if tus.is_empty() {
        String::new()
    } else {
        format!("{}\u{a0}: {NON_COMMUNIQUE}", majuscule(&domain::texte::liste(&tus)))
    }
}

/// Who lives in the household, in one line.
pub fn composition(menage: Option<&Sujet>, regard: &Regard, aujourd_hui: Date) -> String {
    let Some(menage) = menage else { return String::new() };
    if !regard.lit(Classe::C1) {
        return majuscule(NON_COMMUNIQUE);
    }
    let etat = Etat::courant(menage);
    let mut membres: Vec<(String, String)> = Vec::new();
    for e in &etat.evenements {
        let prenom = e.champs.get("prenom").map(ToString::to_string).unwrap_or_default();
        match e.acte {
            Acte::AjouterPersonne => {
                let lien = e.champs.get("lien").and_then(Valeur::mot).unwrap_or("autre");
                let age = match e.champs.get("naissance") {
                    Some(Valeur::Jour(ne)) => format!(", {}", age(*ne, aujourd_hui)),
                    _ => String::new(),
                };
                membres.push((prenom.clone(), format!("{prenom} ({lien}{age})")));
            }
            Acte::RetirerPersonne => {
                if let Some(rang) = membres.iter().position(|(p, _)| *p == prenom) {
                    membres.remove(rang);
                }
            }
            _ => {}
        }
    }
    let reference = match etat.faits.get("personne.naissance") {
        Some((Valeur::Jour(ne), _)) => format!("Personne de référence, {}", age(*ne, aujourd_hui)),
        _ => "Personne de référence".to_owned(),
    };
    let autres: Vec<String> = membres.into_iter().map(|(_, dit)| dit).collect();
    [vec![reference], autres].concat().join(" – ")
}

fn age(ne: Date, aujourd_hui: Date) -> String {
    let ans = ne.until((jiff::Unit::Year, aujourd_hui)).map_or(0, |s| s.get_years());
    format!("{ans}\u{a0}an{}", if ans > 1 { "s" } else { "" })
}
