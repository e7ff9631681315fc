//! Whether a household may come in, answered as one types, with every reason.

use std::sync::Arc;

use actes::{Erreur, Porte};
use domain::moteur::{Issue, Motif};
use domain::{Champs, Etat, Genre, SujetId};
use policy::Acteur;
use serde::Serialize;

use super::faits;
use crate::formulaire::Saisie;
use crate::sujets::etabli::Etabli;
use crate::sujets::regard::Regard;
use crate::sujets::verdict::{MotifJson, Pourquoi, genre, motifs_json, regles};

/// What the rules of entry answer.
pub struct Reponse {
    issue: Issue,
    motifs: Vec<Motif>,
}

/// The same, for a program.
#[derive(Debug, Serialize)]
pub struct ReponseJson {
    issue: &'static str,
    motifs: Vec<MotifJson>,
    manquants: Vec<String>,
}

impl Reponse {
    /// Asks the rules: what is known of the household, and over it what was typed.
    ///
    /// # Errors
    /// `Introuvable` when the household does not exist for this actor.
    pub fn demander(
        porte: &Arc<Porte>,
        acteur: &Acteur,
        etabli: &Etabli,
        saisie: &Saisie,
    ) -> Result<Option<Self>, Erreur> {
        let Some(definition) = etabli.lu.as_ref().and_then(|lu| lu.definition()) else { return Ok(None) };
        let mut connus = match saisie.une("menage").and_then(|id| id.parse::<SujetId>().ok()) {
            Some(id) => connus(porte, acteur, id)?,
            None => Champs::new(),
        };
        connus.extend(faits::lire(&definition.mecanique, saisie).0);
        let (issue, motifs) = porte.eligibilite(acteur, definition, &connus);
        Ok(Some(Self { issue, motifs }))
    }

    /// For a page.
    pub fn pourquoi(&self, regard: &Regard) -> Pourquoi {
        let titre = match self.issue {
            _ if self.motifs.is_empty() => {
                "Ce dispositif ne pose pas de condition sur la situation du ménage"
            }
            Issue::Accepte => "Ce ménage répond aux conditions d’entrée",
            Issue::Refuse => "Ce ménage ne répond pas à toutes les conditions d’entrée",
            Issue::Alerte => "Une condition d’entrée appelle une dérogation",
            Issue::Indetermine => "Il manque des informations pour répondre",
        };
        let motifs: Vec<&Motif> = self.motifs.iter().collect();
        let mut regles = regles(&motifs, regard);
        // Nothing has to change where the rule is met.
        regles.iter_mut().filter(|r| r.genre == "accepte").for_each(|r| r.lever.clear());
        Pourquoi { genre: genre(self.issue), titre: titre.to_owned(), regles }
    }

    /// For a program.
    pub fn json(&self, regard: &Regard) -> ReponseJson {
        let visibles = self.motifs.iter().filter(|m| regard.lit_motif(m));
        let mut manquants: Vec<String> = visibles.flat_map(|m| m.manquants.clone()).collect();
        manquants.sort_unstable();
        manquants.dedup();
        ReponseJson { issue: self.issue.mot(), motifs: motifs_json(self.motifs.iter(), regard), manquants }
    }
}

/// What is recorded of a household, of what this actor reads: an answer that rested on the rest would tell it.
///
/// # Errors
/// `Introuvable` when it does not exist for this actor.
pub fn connus(porte: &Arc<Porte>, acteur: &Acteur, id: SujetId) -> Result<Champs, Erreur> {
    let menage = porte.sujet(acteur, Genre::Menage, id)?;
    let etat: Etat<'_> = menage.etat();
    Ok(etat.faits.iter().map(|(nom, (valeur, _))| ((*nom).to_owned(), (*valeur).clone())).collect())
}
