//! The page of one act's form: asked alone, at fault, stopped by a rule, or in conflict.

use askama::Template;
use domain::definition::{Effet, Origine};
use domain::moteur::Faute;
use domain::{Acte, Genre};

use super::agir::Suite;
use super::corriger::Correction;
use super::etabli::Etabli;
use super::journal::{Entree, depuis, derniere};
use super::regard::{self, Regard};
use super::verdict::{self, Pourquoi};
use super::{adresses, mots};
use crate::formulaire::{Formulaire, Saisie, majuscule};
use crate::rendu::Page;

/// A rule that will speak on this act.
pub struct RegleBreve {
    /// What it says.
    pub message: String,
    /// Where it comes from.
    pub source: String,
    /// Whether that was read in full.
    pub verifiee: bool,
}

/// What somebody else recorded since the form was opened.
pub struct Conflit {
    /// In one line.
    pub titre: String,
    /// What to do.
    pub texte: String,
    /// The version that was on the screen.
    pub lue: u32,
    /// The version now.
    pub actuelle: u32,
    /// What was recorded in between.
    pub entrees: Vec<Entree>,
}

/// The page.
#[derive(Template)]
#[template(path = "sujets/acte.html")]
pub struct PageActe {
    pub(super) page: Page,
    fil: Vec<(String, String)>,
    formulaire: Formulaire,
    sous_titre: String,
    pourquoi: Option<Pourquoi>,
    conflit: Option<Conflit>,
    consigne: String,
    regles: Vec<RegleBreve>,
    derniere: Vec<Entree>,
    retour: String,
}

impl PageActe {
    /// Before anything was typed.
    pub fn vierge(page: Page, etabli: &Etabli, saisie: &Saisie) -> Self {
        let formulaire = etabli.formulaire(saisie, &[], false);
        Self::de(page, etabli, formulaire)
    }

    /// After a post that was not recorded; everything typed is there.
    pub fn apres(page: Page, etabli: &Etabli, saisie: &Saisie, suite: &Suite, regard: &Regard) -> Self {
        let fautes: &[Faute] = if let Suite::Fautes(fautes) = suite { fautes } else { &[] };
        let peut = peut_passer_outre(suite, etabli);
        let mut formulaire = etabli.formulaire(saisie, fautes, peut);
        if peut {
            formulaire.bouton = "Passer outre et enregistrer".to_owned();
        }
        let mut page = Self::de(page, etabli, formulaire);
        page.dire(suite, saisie, etabli, regard);
        page
    }

    /// The correction of an entry.
    pub fn correction(
        page: Page,
        correction: &Correction,
        saisie: &Saisie,
        suite: Option<(&Suite, &Regard)>,
    ) -> Self {
        let fautes: &[Faute] = if let Some((Suite::Fautes(fautes), _)) = suite { fautes } else { &[] };
        let formulaire = correction.formulaire(saisie, fautes);
        let mut page = Self::de(page, &correction.etabli, formulaire);
        page.consigne =
            "Changez ce qui est faux. Ce qui était écrit reste au journal, avec votre correction à côté."
                .to_owned();
        if let Some((suite, regard)) = suite {
            page.dire(suite, saisie, &correction.etabli, regard);
        }
        page
    }

    fn de(mut page: Page, etabli: &Etabli, formulaire: Formulaire) -> Self {
        let retour = etabli.retour();
        let nom = etabli.nom();
        page.titre.clone_from(&formulaire.titre);
        page.sortie = etabli.lu.as_ref().is_some_and(regard::a_quitter_vite);
        let mut fil = vec![("/dossiers".to_owned(), "Dossiers".to_owned())];
        if !nom.is_empty() {
            fil.push((retour.clone(), nom.clone()));
        }
        fil.push((String::new(), formulaire.titre.clone()));
        Self {
            page,
            fil,
            formulaire,
            sous_titre: nom,
            pourquoi: None,
            conflit: None,
            consigne: String::new(),
            regles: regles(etabli),
            derniere: fois_precedente(etabli),
            retour,
        }
    }

    fn dire(&mut self, suite: &Suite, saisie: &Saisie, etabli: &Etabli, regard: &Regard) {
        match suite {
            Suite::Retenu(verdict) => {
                self.pourquoi = verdict::pourquoi(verdict, regard);
                self.consigne = consigne(suite, etabli);
            }
            Suite::Conflit => self.conflit(saisie, etabli, regard),
            _ => {}
        }
    }

    /// Both versions: what was recorded in between, and the form as typed, on the version of now.
    fn conflit(&mut self, saisie: &Saisie, etabli: &Etabli, regard: &Regard) {
        let Some(lu) = &etabli.lu else { return };
        let lue = saisie.une("version").and_then(|v| v.parse().ok()).unwrap_or(0);
        let entrees = depuis(&lu.sujet, lue, regard);
        "Enregistrer quand même sur la version actuelle".clone_into(&mut self.formulaire.bouton);
        let changements = match entrees.len() {
            0 => "quelqu'un d'autre l'a modifié".to_owned(),
            n => mots::compter(n, "changement", "changements"),
        };
        self.conflit = Some(Conflit {
            titre: format!("{} a changé pendant votre saisie", self.sous_titre),
            texte: format!(
                "{} depuis que vous avez ouvert le formulaire. Rien n'est perdu\u{a0}: relisez, corrigez au besoin, puis choisissez.",
                majuscule(&changements)
            ),
            lue,
            actuelle: lu.sujet.version,
            entrees,
        });
    }
}

fn peut_passer_outre(suite: &Suite, etabli: &Etabli) -> bool {
    let roles = etabli.lu.as_ref().map_or(&[][..], |lu| &lu.roles);
    matches!(suite, Suite::Retenu(verdict) if verdict::peut_passer_outre(verdict, roles))
}

fn consigne(suite: &Suite, etabli: &Etabli) -> String {
    let Suite::Retenu(verdict) = suite else { return String::new() };
    let phrase = match verdict::genre(verdict.issue) {
        "alerte" if peut_passer_outre(suite, etabli) => {
            "Vous pouvez passer outre\u{a0}: écrivez pourquoi à la fin du formulaire."
        }
        "alerte" => "Cette alerte ne peut pas être levée par votre rôle\u{a0}: demandez à qui peut la lever.",
        "indetermine" => {
            "Renseignez ce qui manque, puis enregistrez de nouveau. Votre saisie est gardée ci-dessous."
        }
        _ => "Votre saisie est gardée ci-dessous\u{a0}: vous pouvez la changer et enregistrer de nouveau.",
    };
    phrase.to_owned()
}

/// The rules of this act that are the dispositif's own, refusals and alerts alike.
fn regles(etabli: &Etabli) -> Vec<RegleBreve> {
    let Some(lu) = &etabli.lu else { return Vec::new() };
    let propres = lu
        .regles
        .mecanique()
        .regles
        .iter()
        .filter(|r| r.actes.contains(&etabli.acte) && r.origine != Origine::Socle);
    propres
        .take(12)
        .map(|r| RegleBreve {
            message: match r.effet {
                Effet::Refuse => r.message.clone(),
                Effet::Alerte => format!("{} (alerte)", r.message),
            },
            source: r.source.reference.clone(),
            verifiee: r.source.verifiee,
        })
        .collect()
}

/// What this act said the last time, beside the form.
fn fois_precedente(etabli: &Etabli) -> Vec<Entree> {
    let lu = etabli.lu.as_ref().filter(|_| etabli.version().is_some());
    lu.and_then(|lu| derniere(&lu.sujet, etabli.acte, &etabli.regard())).into_iter().collect()
}

/// The sentence of what was just recorded, from the address of a page.
pub fn fait(requete: &Saisie) -> String {
    let acte = requete.une("fait").and_then(Acte::du_code);
    match (acte, requete.a("deja")) {
        (Some(acte), false) => format!("«\u{a0}{}\u{a0}»\u{a0}: c'est enregistré.", majuscule(acte.nom())),
        (Some(acte), true) => format!(
            "«\u{a0}{}\u{a0}» était déjà enregistré\u{a0}: rien n'a été fait deux fois.",
            majuscule(acte.nom())
        ),
        (None, _) => String::new(),
    }
}

/// Where one goes once an act is recorded.
pub fn ensuite(genre: Genre, sujet: domain::SujetId, acte: Acte, deja: bool) -> String {
    let deja = if deja { "&deja=1" } else { "" };
    format!("{}?fait={}{deja}", adresses::page(genre, sujet), acte.code())
}
