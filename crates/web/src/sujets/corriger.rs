//! The correction of an entry: its own form, filled with what it says, and a reason. What it said stays in
//! the journal; nothing is ever rewritten.

use std::sync::Arc;

use actes::{Erreur, Ordre, Porte, SujetLu};
use domain::etat::Effectif;
use domain::moteur::Faute;
use domain::{Acte, Champs, Etat, Genre, SujetId, Valeur};
use policy::Acteur;

use super::adresses;
use super::agir::{Suite, conclure};
use super::etabli::{Cible, Etabli, nouvelle_cle};
use crate::formulaire::{self, Champ, Formulaire, Reponse, Saisie};

/// An entry being corrected.
pub struct Correction {
    /// The form's material, on the act that is corrected.
    pub etabli: Etabli,
    /// The rank of the entry.
    pub n: u32,
    /// What it says now.
    dit: Champs,
    /// The day it says.
    le: domain::Date,
}

impl Correction {
    /// Loads it.
    ///
    /// # Errors
    /// `Introuvable` when there is no such entry, or it was annulled.
    pub fn ouvrir(
        porte: &Arc<Porte>,
        acteur: &Acteur,
        genre: Genre,
        id: SujetId,
        n: u32,
    ) -> Result<Self, Erreur> {
        let lu = porte.sujet(acteur, genre, id)?;
        let etat = Etat::courant(&lu.sujet);
        let corrigeable = |e: &&Effectif<'_>| e.n == n && !e.acte.description().acces;
        let vise = etat.evenements.iter().find(corrigeable).ok_or(Erreur::Introuvable)?;
        let (acte, dit, le) = (vise.acte, vise.champs.clone(), vise.le);
        drop(etat);
        let mut etabli = Etabli::de(porte, acteur, Cible::Sujet(genre, id), acte, Some(lu))?;
        let droits = etabli.droits.clone();
        let illisible = |c: &&domain::acte::Champ| !droits.lit_champ(c.classe, c.synthese);
        // What makes a sujet what it is cannot be corrected away.
        let lien =
            |c: &&domain::acte::Champ| acte.description().cree && matches!(c.nom, "menage" | "convention");
        let tus = acte.description().champs.iter().filter(|c| illisible(c) || lien(c)).map(|c| c.nom);
        etabli.tus = tus.collect();
        Ok(Self { etabli, n, dit, le })
    }

    /// What the entry says, as if it had just been typed.
    pub fn saisie(&self) -> Saisie {
        let mut paires = vec![("le".to_owned(), domain::texte::jour(self.le))];
        for (nom, valeur) in &self.dit {
            let du_fait = self.etabli.acte.champ(nom).is_none();
            let nom = if du_fait { format!("fait.{nom}") } else { nom.clone() };
            paires.extend(bruts(valeur).into_iter().map(|brut| (nom.clone(), brut)));
        }
        Saisie::from(paires)
    }

    /// The form: the act's own, then annul and why.
    pub fn formulaire(&self, saisie: &Saisie, fautes: &[Faute]) -> Formulaire {
        let mut form = self.etabli.formulaire(saisie, fautes, false);
        form.titre = format!("Corriger «\u{a0}{}\u{a0}»", self.etabli.acte.nom());
        form.bouton = "Enregistrer la correction".to_owned();
        form.action = self.action();
        for groupe in &mut form.faits {
            groupe.champs.retain(|c| saisie.a(&c.nom) || c.en_erreur());
            groupe.ouvert = true;
        }
        form.faits.retain(|g| !g.champs.is_empty());
        let erreur =
            |nom: &str| fautes.iter().find(|f| f.champ == nom).map(|f| f.message.clone()).unwrap_or_default();
        form.fautes.retain(|f| *f != erreur("motif_correction") && *f != erreur("annule"));
        let annule = saisie.une("annule").is_some();
        form.champs.push(Champ {
            id: "annule".to_owned(),
            nom: "annule".to_owned(),
            libelle: "Cette saisie n'aurait pas dû exister".to_owned(),
            erreur: erreur("annule"),
            genre: "cases",
            options: vec![Reponse {
                valeur: "oui".to_owned(),
                libelle: "Annuler la saisie".to_owned(),
                coche: annule,
            }],
            ..Champ::default()
        });
        form.champs.push(Champ {
            id: "motif_correction".to_owned(),
            nom: "motif_correction".to_owned(),
            libelle: "Motif de la correction".to_owned(),
            aide: "Il est inscrit au journal, à votre nom, à côté de ce qui était écrit.".to_owned(),
            valeur: saisie.une("motif_correction").unwrap_or_default().to_owned(),
            erreur: erreur("motif_correction"),
            genre: "long",
            ..Champ::default()
        });
        form
    }

    /// Where the form is posted.
    pub fn action(&self) -> String {
        self.lu().map_or_else(String::new, |lu| adresses::correction(lu.sujet.genre, lu.sujet.id, self.n))
    }

    fn lu(&self) -> Option<&SujetLu> {
        self.etabli.lu.as_ref()
    }

    /// Carries it out.
    ///
    /// # Errors
    /// What no form can mend.
    pub fn poster(&self, porte: &Arc<Porte>, acteur: &Acteur, saisie: &Saisie) -> Result<Suite, Erreur> {
        let Some(sujet) = self.lu().map(|lu| &lu.sujet) else { return Err(Erreur::Introuvable) };
        let lu = match self.lire(saisie) {
            Ok(lu) => lu,
            Err(fautes) => return Ok(Suite::Fautes(fautes)),
        };
        let ordre = Ordre {
            acte: Acte::Corriger,
            sujet: sujet.id,
            dispositif: None,
            le: self.etabli.aujourd_hui,
            champs: lu.champs,
            role: lu.role,
            passer_outre: lu.passer_outre,
            version_lue: lu.version,
            cle: lu.cle.unwrap_or_else(nouvelle_cle),
        };
        conclure(porte.agir(acteur, ordre), sujet.genre)
    }

    /// The fields of the act and those of its correction, together.
    fn lire(&self, saisie: &Saisie) -> Result<formulaire::Lu, Vec<Faute>> {
        let annule = saisie.une("annule").is_some();
        let propres = Saisie::from(vec![
            ("motif_correction".to_owned(), saisie.une("motif_correction").unwrap_or_default().to_owned()),
            ("evenement".to_owned(), self.n.to_string()),
            ("annule".to_owned(), if annule { "oui".to_owned() } else { String::new() }),
        ]);
        let correction = formulaire::lire(
            self.etabli.regles.mecanique(),
            Acte::Corriger,
            &propres,
            self.etabli.aujourd_hui,
        )?;
        let mut lu = formulaire::lire(self.etabli.regles.mecanique(), self.etabli.acte, saisie, self.le)?;
        if annule {
            lu.champs.clear();
        } else if lu.le != self.le {
            lu.champs.insert("nouveau_jour".to_owned(), Valeur::Jour(lu.le));
        }
        lu.champs.extend(correction.champs);
        Ok(lu)
    }
}

/// A value as its field posts it: once for each ticked box.
fn bruts(valeur: &Valeur) -> Vec<String> {
    match valeur {
        Valeur::Mots(mots) => mots.clone(),
        Valeur::Sujets(ids) => ids.iter().map(ToString::to_string).collect(),
        autre => vec![autre.to_string()],
    }
}
