//! The page, and the part of it that is drawn again as one types.

use askama::Template;

use super::lire::{Lue, VOLETS};
use super::offre::{Offre, Theme};
use super::resultats::Resultats;
use crate::formulaire::{Champ, Reponse, majuscule};
use crate::rendu::Page;
use crate::session::Visiteur;

/// The whole page.
#[derive(Template)]
#[template(path = "trouver/trouver.html")]
pub struct Trouver<'d> {
    page: Page,
    erreurs: Vec<(String, String)>,
    volet: Champ,
    themes: Vec<Theme>,
    resultats: Resultats<'d>,
    connue: bool,
}

impl<'d> Trouver<'d> {
    /// From what was read and what it gives.
    pub fn de(offre: &Offre<'_>, lue: &Lue, resultats: Resultats<'d>, visiteur: &Visiteur) -> Self {
        Self {
            page: visiteur.page("Quel dispositif pour ce ménage\u{a0}?", "dispositifs"),
            erreurs: resultats.illisibles.clone(),
            volet: volet(lue),
            themes: offre.themes(lue),
            resultats,
            connue: visiteur.acteur.is_some(),
        }
    }

    fn titre_erreurs(&self) -> String {
        match self.erreurs.len() {
            1 => "Une réponse est à corriger".to_owned(),
            n => format!("{n} réponses sont à corriger"),
        }
    }
}

/// The answers alone, with the field that the question has just filled.
#[derive(Template)]
#[template(path = "trouver/fragment.html")]
pub struct Fragment<'d> {
    resultats: Resultats<'d>,
    rempli: Option<Champ>,
}

impl<'d> Fragment<'d> {
    /// From what was read and what it gives.
    pub fn de(offre: &Offre<'_>, lue: &Lue, resultats: Resultats<'d>) -> Self {
        let rempli = lue.repondue.as_deref().and_then(|nom| offre.champ_de(lue, nom));
        Self { resultats, rempli }
    }
}

fn volet(lue: &Lue) -> Champ {
    let dit = lue.saisie.une("volet").filter(|v| VOLETS.contains(v)).unwrap_or_default();
    let option =
        |valeur: &str, libelle: String| Reponse { coche: dit == valeur, valeur: valeur.to_owned(), libelle };
    let volets = VOLETS.iter().map(|v| option(v, majuscule(v)));
    Champ {
        id: "volet".to_owned(),
        nom: "volet".to_owned(),
        libelle: "Ce que cherche le ménage".to_owned(),
        aide: "Accéder à un logement, ou se maintenir dans le sien.".to_owned(),
        erreur: lue.faute("volet").unwrap_or_default().to_owned(),
        genre: "radios",
        options: volets.chain([option("", "Les deux".to_owned())]).collect(),
        ..Champ::default()
    }
}
