//! The territory as the stories find it: conventions, dwellings, who is being supported; and the one
//! place that asks the engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use actes::{Ordre, Porte, Reponse};
use anyhow::{Context, bail};
use domain::moteur::EtatDeRegle;
use domain::{Acte, Champs, Date, Issue, OrganisationId, SujetId, ids};

use super::Bilan;
use super::histoire::{Histoire, Personnage};
use super::parc::Parc;

/// Role → who may hold it.
pub type Roles = BTreeMap<String, Vec<OrganisationId>>;

/// A convention in service.
#[derive(Debug)]
pub struct Convention {
    /// Its sujet.
    pub id: SujetId,
    /// Its dispositif.
    pub dispositif: String,
    /// The day it began.
    pub debut: Date,
    /// Who may hold each role.
    pub roles: Roles,
}

/// The territory while it is played.
pub struct Scene<'a> {
    /// The door.
    pub porte: &'a Arc<Porte>,
    /// The demo's date.
    pub jour: Date,
    /// Conventions, by rank.
    pub conventions: Vec<Convention>,
    /// Dwellings.
    pub parc: Parc,
    /// What was done so far.
    pub bilan: Bilan,
    /// Dossiers whose measure is open, by convention then by story.
    pub accompagnes: BTreeMap<usize, BTreeMap<usize, SujetId>>,
    /// The next identifier.
    pub prochain: u128,
}

/// What someone does.
pub struct Demande<'a> {
    /// Who.
    pub par: Personnage,
    /// In which role.
    pub role: &'a str,
    /// The act.
    pub acte: Acte,
    /// On what.
    pub sujet: SujetId,
    /// For what is born outside any convention.
    pub dispositif: Option<String>,
    /// The day it happened.
    pub le: Date,
    /// Its fields.
    pub champs: Champs,
    /// Why an alert is overridden.
    pub passer_outre: Option<String>,
}

impl Scene<'_> {
    /// The convention of that rank.
    pub fn convention(&self, rang: usize) -> Option<&Convention> {
        self.conventions.get(rang)
    }

    /// A fresh identifier.
    pub fn identifiant(&mut self) -> SujetId {
        self.prochain += 1;
        SujetId(ids::ulid(self.prochain))
    }

    /// Asks the engine. Its answer may be a refusal; what was badly typed is a fault of the récit.
    pub fn agir(&mut self, saisi_le: Date, d: Demande<'_>) -> anyhow::Result<Reponse> {
        self.porte.horloge().regler(saisi_le);
        let acteur =
            self.porte.annuaire().acteur(d.par.utilisateur).context("personne absente de l'annuaire")?;
        let (acte, le) = (d.acte, d.le);
        let ordre = Ordre {
            acte,
            sujet: d.sujet,
            dispositif: d.dispositif,
            le,
            champs: d.champs,
            role: Some(d.role.to_owned()),
            passer_outre: d.passer_outre,
            version_lue: None,
            cle: format!("demo-{}", self.bilan.demandes),
        };
        self.bilan.demandes += 1;
        match self.porte.agir(&acteur, ordre) {
            Ok(reponse) => {
                if reponse.verdict.issue == Issue::Accepte {
                    *self.bilan.actes.entry(acte.nom()).or_default() += 1;
                }
                Ok(reponse)
            }
            Err(actes::Erreur::Saisie(fautes)) => {
                let fautes: Vec<String> =
                    fautes.into_iter().map(|f| format!("{} : {}", f.champ, f.message)).collect();
                bail!("« {} » le {le} : {}", acte.nom(), fautes.join(" ; "))
            }
            Err(e) => Err(e).with_context(|| format!("« {} » le {le}", acte.nom())),
        }
    }

    /// The same, when a refusal is a fault of the territory.
    pub fn accepter(&mut self, saisi_le: Date, d: Demande<'_>) -> anyhow::Result<Reponse> {
        let (acte, le) = (d.acte, d.le);
        let reponse = self.agir(saisi_le, d)?;
        if reponse.verdict.issue != Issue::Accepte {
            bail!("« {} » le {le} : {}", acte.nom(), pourquoi(&reponse));
        }
        Ok(reponse)
    }

    /// A free dwelling of a group, for this story's landlord and of the size it needs.
    pub fn logement_libre(&self, histoire: &Histoire<'_>, groupe: &str) -> Option<SujetId> {
        let tiennent: Vec<OrganisationId> = histoire.personnages.values().map(|p| p.organisation).collect();
        let rang = self.parc.libre(histoire.convention, groupe, &tiennent, histoire.pieces)?;
        self.parc.logement(rang).map(|l| l.id)
    }

    /// Supported households for a session: those who came before, then others, as many as `arg` says
    /// (`4` or `4-5`).
    pub fn presents(&self, histoire: &mut Histoire<'_>, arg: &str) -> anyhow::Result<Option<Vec<SujetId>>> {
        let (min, max) = arg.split_once('-').unwrap_or((arg, arg));
        let voulus = usize::from(histoire.hasard.entre(min.parse()?, max.parse()?));
        let Some(suivis) = self.accompagnes.get(&histoire.convention) else { return Ok(None) };
        let mut presents = histoire.groupe.clone();
        presents.retain(|id| suivis.values().any(|s| s == id));
        let mut autres: Vec<SujetId> = suivis.values().copied().filter(|id| !presents.contains(id)).collect();
        while presents.len() < voulus && !autres.is_empty() {
            presents.push(autres.swap_remove(histoire.hasard.sous(autres.len())));
        }
        presents.truncate(voulus);
        histoire.groupe.clone_from(&presents);
        Ok((presents.len() == voulus).then_some(presents))
    }
}

/// Why the engine did not accept, in its words.
pub fn pourquoi(reponse: &Reponse) -> String {
    let motifs = reponse.verdict.decisifs().filter(|m| m.etat != EtatDeRegle::Respectee);
    let dits: Vec<String> =
        motifs.map(|m| format!("[{}] {} {}", m.regle, m.message, m.manquants.join(", "))).collect();
    format!("{} — {}", reponse.verdict.issue.mot(), dits.join(" ; "))
}
