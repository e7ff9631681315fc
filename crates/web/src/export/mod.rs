//! What is held on a household as one file that a person reads, keeps and prints: nothing outside it is loaded.

use actes::{Export, Renseignement, Saisie, SujetExporte};
use askama::Template;
use domain::{Date, Genre};

use crate::formulaire::majuscule;
use crate::sujets::mots;

#[cfg(test)]
mod tests;

/// The file's own style sheet, in an address rather than in a style element: the pages' strict policy then stands, and
/// where it applies the file is only plainer.
const FEUILLE: &str = "data:text/css,body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\
    h2{margin-top:3rem;border-top:3px solid}h4{margin-bottom:0}table{border-collapse:collapse;width:100%25}\
    caption{text-align:left}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid silver}\
    dt{font-weight:bold}dd{margin:0 0 .5rem;white-space:pre-line}li{break-inside:avoid}";

#[derive(Template)]
#[template(path = "export/menage.html")]
struct Fichier<'e> {
    export: &'e Export,
    feuille: &'static str,
}

/// The file of a household.
///
/// # Errors
/// When the template cannot be written.
pub fn menage(export: &Export) -> Result<String, askama::Error> {
    Fichier { export, feuille: FEUILLE }.render()
}

impl Fichier<'_> {
    fn titre(&self, sujet: &SujetExporte) -> String {
        match (sujet.genre, &sujet.dispositif) {
            (Genre::Menage, _) => "Le ménage".to_owned(),
            (_, Some(dispositif)) => format!("Dossier\u{a0}: {dispositif}"),
            (_, None) => "Dossier".to_owned(),
        }
    }

    fn jour(&self, jour: &Date) -> String {
        mots::jour_long(*jour)
    }

    fn echue(&self, le: &str) -> String {
        le.parse().map_or_else(|_| le.to_owned(), mots::jour_long)
    }

    fn instant(&self, enregistre_le: &str) -> String {
        mots::instant(enregistre_le)
    }

    fn intitule(&self, texte: &str) -> String {
        majuscule(texte)
    }

    /// The rank of an entry as people count.
    fn rang(&self, n: &u32) -> u32 {
        n.saturating_add(1)
    }

    fn rangs(&self, ns: &[u32]) -> String {
        domain::texte::liste(&ns.iter().map(|n| self.rang(n).to_string()).collect::<Vec<_>>())
    }

    /// The fields of an entry; what a correction names is in its title.
    fn champs<'s>(&self, saisie: &'s Saisie) -> Vec<&'s Renseignement> {
        let dits = saisie.champs.iter();
        dits.filter(|c| saisie.corrige.is_none() || !matches!(c.nom.as_str(), "evenement" | "annule"))
            .collect()
    }
}
