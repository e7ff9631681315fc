//! The referral's page: who, what is known of the household, what the rules answer, by which channel.

use std::collections::BTreeSet;
use std::sync::Arc;

use actes::{Erreur, Porte};
use askama::Template;
use domain::moteur::Faute;
use domain::{Champs, SujetId};
use policy::Acteur;

use super::eligibilite::{Reponse, connus};
use super::faits;
use crate::formulaire::{Champ, Formulaire, Groupe, Saisie};
use crate::rendu::Page;
use crate::sujets::etabli::Etabli;
use crate::sujets::verdict::Pourquoi;

/// The answer of the select when the household is not in Palier yet.
pub const NOUVEAU: &str = "nouveau";

/// The page.
#[derive(Template)]
#[template(path = "orientation/orienter.html")]
pub struct Orienter {
    /// The frame, given last: it depends on who asks.
    pub page: Page,
    convention: String,
    convention_id: String,
    dispositif: String,
    dispositif_titre: String,
    formulaire: Formulaire,
    menage: Champ,
    nom: Champ,
    situation: Vec<Groupe>,
    eligibilite: Option<Pourquoi>,
    /// Why the act itself was stopped.
    pub pourquoi: Option<Pourquoi>,
    /// What was done all the same.
    pub note: String,
}

impl Orienter {
    /// The page, with what was typed and what is wrong in it.
    ///
    /// # Errors
    /// When the records do not answer.
    pub fn de(
        porte: &Arc<Porte>,
        acteur: &Acteur,
        etabli: &Etabli,
        saisie: &Saisie,
        fautes: &[Faute],
        page: Page,
    ) -> Result<Self, Erreur> {
        let regard = etabli.regard();
        let eligibilite = Reponse::demander(porte, acteur, etabli, saisie)?;
        let de_l_acte: Vec<Faute> = fautes.iter().filter(|f| f.champ != "nom").cloned().collect();
        let mut formulaire = etabli.formulaire(saisie, &de_l_acte, saisie.a("passer_outre"));
        "/orienter".clone_into(&mut formulaire.action);
        let definition = etabli.lu.as_ref().and_then(|lu| lu.definition()).cloned();
        let utiles = definition.as_ref().map(|d| faits::d_entree(&d.mecanique)).unwrap_or_default();
        let sus = match saisie.une("menage").and_then(|id| id.parse::<SujetId>().ok()) {
            Some(id) => connus(porte, acteur, id)?,
            None => Champs::new(),
        };
        let situation = situation(std::mem::take(&mut formulaire.faits), &utiles, &sus, saisie);
        let menage = menage(&mut formulaire, saisie);
        Ok(Self {
            convention: etabli.nom(),
            convention_id: saisie.une("convention").unwrap_or_default().to_owned(),
            dispositif: definition.as_ref().map(|d| d.id.clone()).unwrap_or_default(),
            dispositif_titre: definition.map(|d| d.fiche.titre.clone()).unwrap_or_default(),
            nom: nom(saisie, fautes),
            formulaire,
            menage,
            situation,
            eligibilite: eligibilite.map(|r| r.pourquoi(&regard)),
            pourquoi: None,
            note: String::new(),
            page,
        })
    }

    /// Whether it asks something under that name.
    pub fn demande(&self, nom: &str) -> bool {
        let situation = self.situation.iter().flat_map(|g| &g.champs);
        situation.chain(&self.formulaire.champs).any(|c| c.nom == nom)
    }

    /// The error summary: target and message.
    fn erreurs(&self) -> Vec<(String, String)> {
        let situation = self.situation.iter().flat_map(|g| &g.champs);
        let champs = [&self.menage, &self.nom].into_iter().chain(situation);
        let propres = champs.filter(|c| c.en_erreur()).map(|c| (c.id.clone(), c.erreur.clone()));
        propres.chain(self.formulaire.erreurs()).collect()
    }

    fn titre_erreurs(&self) -> String {
        match self.erreurs().len() {
            1 => "Une réponse est à corriger".to_owned(),
            n => format!("{n} réponses sont à corriger"),
        }
    }
}

/// The questions that decide the entry, and what was already answered besides.
fn situation(
    mut groupes: Vec<Groupe>,
    utiles: &BTreeSet<String>,
    connus: &Champs,
    saisie: &Saisie,
) -> Vec<Groupe> {
    let utile = |nom: &str| nom.strip_prefix("fait.").is_some_and(|n| utiles.contains(n));
    for groupe in &mut groupes {
        groupe.champs.retain(|c| utile(&c.nom) || saisie.une(&c.nom).is_some());
        groupe.champs.iter_mut().for_each(|c| rappeler(c, connus));
    }
    groupes.retain(|g| !g.champs.is_empty());
    groupes
}

/// Says beside the question what is already recorded.
fn rappeler(champ: &mut Champ, connus: &Champs) {
    if let Some(valeur) = champ.nom.strip_prefix("fait.").and_then(|nom| connus.get(nom)) {
        champ.aide = format!("Déjà renseigné\u{a0}: {valeur}");
    }
}

/// The household: a new one, or one of hers.
fn menage(formulaire: &mut Formulaire, saisie: &Saisie) -> Champ {
    let rang = formulaire.champs.iter().position(|c| c.nom == "menage");
    let mut champ = rang.map(|r| formulaire.champs.remove(r)).unwrap_or_default();
    champ.genre = "liste";
    champ.options.retain(|o| !o.valeur.is_empty());
    let dit = saisie.une("menage").unwrap_or(NOUVEAU);
    champ.options.iter_mut().for_each(|o| o.coche = o.valeur == dit);
    champ.aide = String::new();
    champ
}

fn nom(saisie: &Saisie, fautes: &[Faute]) -> Champ {
    Champ {
        id: "nom".to_owned(),
        nom: "nom".to_owned(),
        libelle: "Nom du nouveau ménage".to_owned(),
        aide: "Inutile si vous choisissez un ménage de la liste.".to_owned(),
        valeur: saisie.une("nom").unwrap_or_default().to_owned(),
        erreur: fautes.iter().find(|f| f.champ == "nom").map(|f| f.message.clone()).unwrap_or_default(),
        genre: "texte",
        ..Champ::default()
    }
}
