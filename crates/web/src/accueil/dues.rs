//! What is due across a reader's dossiers, as lines of a page.

use std::sync::Arc;

use actes::{Definitions, Due};
use domain::Date;
use domain::fait::Classe;
use policy::Acteur;

use crate::etat::AppState;
use crate::formulaire::majuscule;
use crate::sujets::mots;

/// A line of `parts::echeances`.
pub struct Ligne {
    /// `retard`, `jour` or `venir`.
    pub urgence: &'static str,
    /// In words.
    pub mot: String,
    /// The day.
    pub date: String,
    /// What, and for whom.
    pub quoi: String,
    /// In which dispositif.
    pub detail: String,
    /// The dossier.
    pub lien: String,
    /// No second link.
    pub acte: String,
    /// No second link.
    pub lien_acte: String,
}

/// Code of each urgency, and its heading.
pub const URGENCES: [(&str, &str); 3] =
    [("retard", "En retard"), ("jour", "Aujourd’hui"), ("venir", "À venir")];

/// How one reader sees what is due.
pub struct Vue {
    definitions: Arc<Definitions>,
    /// Whether she may read who the households are.
    identite: bool,
    aujourd_hui: Date,
}

impl Vue {
    /// The eye of this reader, today.
    pub fn de(etat: &AppState, acteur: &Acteur, aujourd_hui: Date) -> Self {
        let identite = etat.porte.lit_partout(acteur, Classe::C1);
        Self { definitions: etat.porte.definitions(), identite, aujourd_hui }
    }

    /// The household, when she may know it.
    pub fn nom(&self, libelle: &str) -> String {
        if self.identite && !libelle.is_empty() { libelle.to_owned() } else { "Un ménage".to_owned() }
    }

    /// The dispositif, by number and title.
    pub fn dispositif(&self, id: &str) -> String {
        self.definitions.get(id).map_or_else(|| id.to_owned(), |d| format!("{id} {}", d.fiche.titre))
    }

    /// All lines, soonest first.
    pub fn lignes(&self, dues: &[Due]) -> Vec<Ligne> {
        dues.iter().filter_map(|d| self.ligne(d)).collect()
    }

    fn ligne(&self, due: &Due) -> Option<Ligne> {
        let le: Date = due.le.parse().ok()?;
        let (urgence, mot) = mots::urgence(le, self.aujourd_hui);
        Some(Ligne {
            urgence,
            mot,
            date: mots::jour_long(le),
            quoi: format!("{} – {}", majuscule(&due.nom), self.nom(&due.libelle)),
            detail: self.dispositif(&due.dispositif),
            lien: format!("/dossiers/{}", due.dossier),
            acte: String::new(),
            lien_acte: String::new(),
        })
    }
}
