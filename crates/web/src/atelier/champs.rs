//! From the fields of a definition's block to those of a page.

use std::collections::BTreeMap;

use dispositifs::formulaire::{self, Forme, Saisis};
use domain::moteur::Faute;

use crate::formulaire::{Champ, Reponse, Saisie};

/// Fields that are read together: a condition in its parts, or one field alone.
pub(super) struct Partie {
    /// The heading; empty for a field alone.
    pub titre: &'static str,
    /// Whether it is shown open: something is in it, or it is what the block is for.
    pub ouverte: bool,
    /// The fields.
    pub champs: Vec<Champ>,
}

/// The fields of a block, with what was typed in them and what is wrong.
pub(super) fn parties(
    decrits: &[formulaire::Champ],
    saisis: Option<&Saisis>,
    fautes: &[Faute],
) -> Vec<Partie> {
    let mut parties: Vec<Partie> = Vec::new();
    for c in decrits {
        let champ = champ(c, saisis.and_then(|s| s.get(&c.nom)), fautes);
        let ouverte = c.nom.starts_with("exige") || !champ.valeur.is_empty() || champ.en_erreur();
        match parties.last_mut().filter(|p| !c.groupe.is_empty() && p.titre == c.groupe) {
            Some(partie) => {
                partie.ouverte |= ouverte;
                partie.champs.push(champ);
            }
            None => parties.push(Partie { titre: c.groupe, ouverte, champs: vec![champ] }),
        }
    }
    parties
}

fn champ(c: &formulaire::Champ, saisi: Option<&String>, fautes: &[Faute]) -> Champ {
    let valeur = saisi.unwrap_or(&c.valeur).clone();
    let (genre, options) = match &c.forme {
        Forme::Ligne | Forme::Nombre => ("texte", Vec::new()),
        Forme::Paragraphe | Forme::Lignes | Forme::Expression => ("long", Vec::new()),
        Forme::OuiNon => ("liste", reponses(&["oui".to_owned(), "non".to_owned()], &[&valeur])),
        Forme::Choix(mots) => ("liste", reponses(mots, &[&valeur])),
        Forme::Cases(mots) => ("cases", reponses(mots, &valeur.lines().collect::<Vec<_>>())),
    };
    let faute = fautes.iter().find(|f| f.champ == c.nom);
    Champ {
        id: c.nom.clone(),
        nom: c.nom.clone(),
        libelle: if c.requis { format!("{} (requis)", c.libelle) } else { c.libelle.to_owned() },
        aide: c.aide.to_owned(),
        valeur,
        erreur: faute.map(|f| f.message.clone()).unwrap_or_default(),
        genre,
        options,
        liste: c.liste,
    }
}

fn reponses(mots: &[String], tenus: &[&str]) -> Vec<Reponse> {
    let reponse =
        |m: &String| Reponse { valeur: m.clone(), libelle: m.clone(), coche: tenus.contains(&m.as_str()) };
    mots.iter().map(reponse).collect()
}

/// What was posted for these fields: boxes that are not ticked are not sent.
pub(super) fn saisis(decrits: &[formulaire::Champ], saisie: &Saisie) -> Saisis {
    let mut saisis: Saisis = saisie
        .noms()
        .filter(|nom| !["jeton", "n"].contains(nom))
        .map(|nom| (nom.to_owned(), saisie.toutes(nom).collect::<Vec<_>>().join("\n")))
        .collect();
    for c in decrits.iter().filter(|c| matches!(c.forme, Forme::Cases(_))) {
        saisis.entry(c.nom.clone()).or_default();
    }
    saisis
}

/// The lists of words that these fields offer.
pub(super) fn listes(
    decrits: &[formulaire::Champ],
    toutes: BTreeMap<&'static str, Vec<String>>,
) -> Vec<(&'static str, Vec<String>)> {
    let servie = |nom: &str| decrits.iter().any(|c| c.liste == nom);
    toutes.into_iter().filter(|(nom, mots)| servie(nom) && !mots.is_empty()).collect()
}
