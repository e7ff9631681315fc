//! Who the households are: a name that nobody else has, a composition, ages, resources; written as the
//! steps that bring them into being.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use domain::Date;
use jiff::Span;
use toml::Value;

use super::hasard::Hasard;
use super::modele::{Composition, Etape, Menages};

/// What a récit asks of its household.
pub struct Souhait<'a> {
    /// Who creates it.
    pub qui: &'a str,
    /// Only people alone.
    pub seul: bool,
    /// Ages, when the récit restricts them.
    pub ages: Option<[u16; 2]>,
    /// The day it is met.
    pub le: Date,
}

/// Households already made.
pub struct Etat<'a> {
    textes: &'a Menages,
    noms: BTreeSet<String>,
}

impl<'a> Etat<'a> {
    /// Nobody yet.
    pub const fn nouveau(textes: &'a Menages) -> Self {
        Self { textes, noms: BTreeSet::new() }
    }

    /// The steps that bring a household into being, and the rooms it needs.
    pub fn menage(&mut self, s: &Souhait<'_>, hasard: &mut Hasard) -> anyhow::Result<(Vec<Etape>, u16)> {
        let seul = |c: &Composition| !c.conjoint && c.enfants == [0, 0];
        let choix: Vec<&Composition> =
            self.textes.compositions.iter().filter(|c| !s.seul || seul(c)).collect();
        let c = choix.get(hasard.pese(choix.iter().map(|c| c.poids))).context("aucune composition")?;
        let [jeune, vieux] = s.ages.unwrap_or(c.ages);
        let age = hasard.entre(jeune, vieux);
        let [peu, beaucoup] = c.enfants;
        let enfants = hasard.entre(peu, beaucoup);
        let (nom, conjoint) = self.nommer(hasard)?;
        let faits = faits(c, nom, enfants, naissance(s.le, age, hasard), hasard);
        let (acte, qui) = (Some("créer le ménage".to_owned()), Some(s.qui.to_owned()));
        let mut pas = vec![Etape { acte, qui, faits, ..Etape::default() }];
        if c.conjoint {
            let age = age.saturating_sub(hasard.entre(0, 6)).max(19);
            pas.push(personne(s.qui, &conjoint, "conjoint", naissance(s.le, age, hasard)));
        }
        for _ in 0..enfants {
            let prenom = hasard.un(&self.textes.prenoms).context("aucun prénom")?;
            let annees = hasard.entre(0, age.saturating_sub(20).min(17));
            pas.push(personne(s.qui, prenom, "enfant", naissance(s.le, annees, hasard)));
        }
        Ok((pas, 1 + u16::from(c.conjoint) + enfants.div_ceil(2)))
    }

    /// A name that nobody else has, and another first name.
    fn nommer(&mut self, hasard: &mut Hasard) -> anyhow::Result<(String, String)> {
        let textes = self.textes;
        for _ in 0..10_000 {
            let nom = hasard.un(&textes.noms).context("aucun nom")?;
            let prenom = hasard.un(&textes.prenoms).context("aucun prénom")?;
            let autre = hasard.un(&textes.prenoms).context("aucun prénom")?;
            let entier = format!("{nom} {prenom}");
            if self.noms.insert(entier.clone()) {
                return Ok((entier, autre.clone()));
            }
        }
        anyhow::bail!("plus de noms : ajoutez-en à territoire.toml")
    }
}

fn faits(
    c: &Composition,
    nom: String,
    enfants: u16,
    naissance: String,
    hasard: &mut Hasard,
) -> BTreeMap<String, Value> {
    let [bas, haut] = c.ressources.map(|euros| euros / 10);
    [
        ("menage.nom", Value::from(nom)),
        ("personne.naissance", Value::from(naissance)),
        ("personne.seule", Value::from(!c.conjoint && enfants == 0)),
        ("menage.enfants", Value::from(i64::from(enfants))),
        ("ressources.mensuelles", Value::from(format!("{} €", hasard.entre(bas, haut) * 10))),
    ]
    .map(|(n, v)| (n.to_owned(), v))
    .into()
}

fn personne(qui: &str, prenom: &str, lien: &str, naissance: String) -> Etape {
    Etape {
        acte: Some("ajouter une personne".to_owned()),
        qui: Some(qui.to_owned()),
        champs: [("prenom", prenom), ("lien", lien), ("naissance", &naissance)]
            .map(|(n, v)| (n.to_owned(), Value::from(v)))
            .into(),
        ..Etape::default()
    }
}

fn naissance(le: Date, age: u16, hasard: &mut Hasard) -> String {
    let avant = le.saturating_sub(Span::new().years(i64::from(age)));
    avant.saturating_sub(Span::new().days(i64::from(hasard.entre(1, 360)))).to_string()
}
