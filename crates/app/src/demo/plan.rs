//! Before anything is played: which récit each household lives, who it is, when it begins.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anyhow::Context;
use domain::Date;
use jiff::{Span, Unit};
use toml::Value;

use super::annuaire::Gens;
use super::hasard::Hasard;
use super::histoire::{Histoire, duree, etaler, ouvre, plus};
use super::modele::{Composition, Etape, Recit, Recits, Territoire};
use super::scene::Convention;

/// All stories, in a fixed order.
pub struct Plan<'a> {
    /// The stories.
    pub histoires: Vec<Histoire<'a>>,
    territoire: &'a Territoire,
    noms: BTreeSet<String>,
}

/// What a story is made from.
struct Modele<'a> {
    rang: usize,
    recits: &'a Recits,
    recit: &'a Recit,
    convention: &'a Convention,
}

impl<'a> Plan<'a> {
    /// Draws them.
    pub fn tirer(
        territoire: &'a Territoire,
        recits: &'a [Recits],
        gens: &Gens,
        conventions: &'a [Convention],
        jour: Date,
    ) -> anyhow::Result<Self> {
        let mut plan = Self { histoires: Vec::new(), territoire, noms: BTreeSet::new() };
        for (rang, (convention, texte)) in conventions.iter().zip(&territoire.conventions).enumerate() {
            let recits = recits
                .iter()
                .find(|r| r.dispositif == convention.dispositif)
                .with_context(|| format!("aucun récit pour « {} »", convention.dispositif))?;
            let mut hasard = Hasard::de_rang(territoire.graine, 200_000 + rang);
            for recit in choisir(&recits.recits, texte.menages, &mut hasard) {
                let modele = Modele { rang, recits, recit, convention };
                plan.ajouter(&modele, gens, jour).with_context(|| format!("récit « {} »", recit.nom))?;
            }
        }
        Ok(plan)
    }

    fn ajouter(&mut self, m: &Modele<'a>, gens: &Gens, jour: Date) -> anyhow::Result<()> {
        let mut hasard = Hasard::de_rang(self.territoire.graine, self.histoires.len());
        let le = debut(m, &mut hasard, jour)?;
        let mut personnages = BTreeMap::new();
        for (role, tenants) in &m.convention.roles {
            let tenant = *hasard.un(tenants).with_context(|| format!("personne ne tient « {role} »"))?;
            personnages.insert(role.clone(), gens.quelqu_un(tenant, &mut hasard)?);
        }
        let mut pas = VecDeque::from(etaler(&m.recit.etapes, &m.recits.suites, &mut hasard)?);
        let mut pieces = 2;
        if m.recit.fois == 0 {
            for etape in &mut pas {
                if etape.acte.as_deref() == Some("orienter") {
                    let faits = m.recits.faits.iter().chain(&m.recit.faits);
                    etape.faits.extend(faits.map(|(n, v)| (n.clone(), v.clone())));
                }
            }
            let (menage, taille) = self.menage(m, le, &mut hasard)?;
            pieces = taille;
            for etape in menage.into_iter().rev() {
                pas.push_front(etape);
            }
        }
        self.histoires.push(Histoire {
            recit: &m.recit.nom,
            convention: m.rang,
            personnages,
            pieces,
            suites: &m.recits.suites,
            pas,
            le,
            saisi_le: le,
            hasard,
            sujets: BTreeMap::new(),
            noms: BTreeMap::new(),
            dette: 0,
            occupe: None,
            propose: None,
            groupe: Vec::new(),
            essais: 0,
        });
        Ok(())
    }

    /// The steps that bring a household into being, and the rooms it needs.
    fn menage(&mut self, m: &Modele<'_>, le: Date, hasard: &mut Hasard) -> anyhow::Result<(Vec<Etape>, u16)> {
        let seul = |c: &Composition| !c.conjoint && c.enfants == [0, 0];
        let choix: Vec<&Composition> = self
            .territoire
            .menages
            .compositions
            .iter()
            .filter(|c| !(m.recits.seul || m.recit.seul) || seul(c))
            .collect();
        let c = choix.get(hasard.pese(choix.iter().map(|c| c.poids))).context("aucune composition")?;
        let [jeune, vieux] = m.recits.ages.unwrap_or(c.ages);
        let age = hasard.entre(jeune, vieux);
        let enfants = hasard.entre(c.enfants[0], c.enfants[1]);
        let (nom, conjoint) = self.nommer(hasard)?;
        let faits = BTreeMap::from([
            ("menage.nom".to_owned(), Value::from(nom)),
            ("personne.naissance".to_owned(), Value::from(naissance(le, age, hasard))),
            ("personne.seule".to_owned(), Value::from(!c.conjoint && enfants == 0)),
            ("menage.enfants".to_owned(), Value::from(i64::from(enfants))),
            (
                "ressources.mensuelles".to_owned(),
                Value::from(format!("{} €", hasard.entre(c.ressources[0] / 10, c.ressources[1] / 10) * 10)),
            ),
        ]);
        let qui = Some(m.recits.oriente_par.clone());
        let acte = Some("créer le ménage".to_owned());
        let mut pas = vec![Etape { acte, qui: qui.clone(), faits, ..Etape::default() }];
        let ajouter = |prenom: &str, lien: &str, naissance: String| Etape {
            acte: Some("ajouter une personne".to_owned()),
            qui: qui.clone(),
            champs: [("prenom", prenom), ("lien", lien), ("naissance", &naissance)]
                .map(|(n, v)| (n.to_owned(), Value::from(v)))
                .into(),
            ..Etape::default()
        };
        if c.conjoint {
            let ecart = hasard.entre(0, 6);
            pas.push(ajouter(
                &conjoint,
                "conjoint",
                naissance(le, age.saturating_sub(ecart).max(19), hasard),
            ));
        }
        for _ in 0..enfants {
            let prenom = hasard.un(&self.territoire.menages.prenoms).context("aucun prénom")?.clone();
            let annees = hasard.entre(0, age.saturating_sub(20).min(17));
            pas.push(ajouter(&prenom, "enfant", naissance(le, annees, hasard)));
        }
        let pieces = 1 + u16::from(c.conjoint) + enfants.div_ceil(2);
        Ok((pas, pieces.max(1)))
    }

    /// A name that nobody else has, and another first name.
    fn nommer(&mut self, hasard: &mut Hasard) -> anyhow::Result<(String, String)> {
        let textes = &self.territoire.menages;
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

/// Which récits a convention plays: each as often as it asks, the rest by weight.
fn choisir<'a>(recits: &'a [Recit], menages: usize, hasard: &mut Hasard) -> Vec<&'a Recit> {
    let mut choisis: Vec<&Recit> = recits.iter().flat_map(|r| std::iter::repeat_n(r, r.fois)).collect();
    let vies: Vec<&Recit> = recits.iter().filter(|r| r.fois == 0).collect();
    let avant = choisis.len();
    choisis.extend(vies.iter().flat_map(|r| std::iter::repeat_n(*r, r.au_moins)));
    choisis.truncate(avant.saturating_add(menages));
    while choisis.len() < avant.saturating_add(menages) {
        let Some(recit) = vies.get(hasard.pese(vies.iter().map(|r| r.poids))) else { break };
        choisis.push(recit);
    }
    choisis
}

/// The day a story begins: between two ages, once its convention is open.
fn debut(m: &Modele<'_>, hasard: &mut Hasard, jour: Date) -> anyhow::Result<Date> {
    let [recent, ancien] = &m.recit.anciennete;
    let (recent, ancien) = (duree(Some(recent))?.avant(jour), duree(Some(ancien))?.avant(jour));
    let jours = ancien.until((Unit::Day, recent))?.get_days();
    let tire = plus(ancien, hasard.sous(usize::try_from(jours).unwrap_or(0).saturating_add(1)));
    let ouverte = m.convention.debut.saturating_add(Span::new().days(10));
    Ok(ouvre(tire.max(ouverte)).min(jour))
}

fn naissance(le: Date, age: u16, hasard: &mut Hasard) -> String {
    let avant = le.saturating_sub(Span::new().years(i64::from(age)));
    avant.saturating_sub(Span::new().days(i64::from(hasard.entre(1, 360)))).to_string()
}
