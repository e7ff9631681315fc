//! Before anything is played: which récit each household lives, who it is, when it begins.

use std::collections::{BTreeMap, VecDeque};

use anyhow::Context;
use domain::{Acte, Date};
use jiff::{Span, Unit};

use super::annuaire::Gens;
use super::hasard::Hasard;
use super::histoire::{Histoire, duree, etaler, ouvre, plus};
use super::menages::{self, Souhait};
use super::modele::{Etape, Recit, Recits, Territoire};
use super::scene::Convention;

/// All stories, in a fixed order.
pub struct Plan<'a> {
    /// The stories.
    pub histoires: Vec<Histoire<'a>>,
    menages: menages::Etat<'a>,
    graine: u64,
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
        let mut plan = Self {
            histoires: Vec::new(),
            menages: menages::Etat::nouveau(&territoire.menages),
            graine: territoire.graine,
        };
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
        let mut hasard = Hasard::de_rang(self.graine, self.histoires.len());
        let le = debut(m, &mut hasard, jour)?;
        let mut personnages = BTreeMap::new();
        for (role, tenants) in &m.convention.roles {
            let tenant = *hasard.un(tenants).with_context(|| format!("personne ne tient « {role} »"))?;
            personnages.insert(role.clone(), gens.quelqu_un(tenant, &mut hasard)?);
        }
        let mut pas = VecDeque::from(etaler(&m.recit.etapes, &m.recits.suites, &mut hasard)?);
        let mut pieces = 2;
        if m.recit.fois == 0 {
            pieces = self.vie(m, le, &mut pas, &mut hasard)?;
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
            tours: BTreeMap::new(),
            essais: 0,
        });
        Ok(())
    }

    /// The steps of a household's life: it is created first, and referred with its facts. Gives the
    /// rooms that it needs.
    fn vie(
        &mut self,
        m: &Modele<'_>,
        le: Date,
        pas: &mut VecDeque<Etape>,
        hasard: &mut Hasard,
    ) -> anyhow::Result<u16> {
        for etape in pas.iter_mut().filter(|e| e.acte.as_deref() == Some(Acte::Orienter.nom())) {
            let faits = m.recits.faits.iter().chain(&m.recit.faits);
            etape.faits.extend(faits.map(|(n, v)| (n.clone(), v.clone())));
        }
        let (qui, seul) = (m.recits.oriente_par.as_str(), m.recits.seul || m.recit.seul);
        let souhait = Souhait { qui, seul, ages: m.recits.ages, le };
        let (menage, pieces) = self.menages.menage(&souhait, hasard)?;
        for etape in menage.into_iter().rev() {
            pas.push_front(etape);
        }
        Ok(pieces)
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
