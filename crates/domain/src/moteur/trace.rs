//! What the engine looked at, for the *pourquoi* of a verdict.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::decrire;
use crate::acte::Acte;
use crate::definition::Mecanique;
use crate::etat::Lu;
use crate::fait::Classe;

/// What was seen while evaluating.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// Nobody will read it: nothing is written down.
    muette: bool,
    pub valeurs: Vec<(String, String)>,
    pub manquants: BTreeSet<String>,
    pub classe: Option<Classe>,
    pub bascules: BTreeSet<Date>,
}

impl Trace {
    /// For whoever only wants to know whether a condition holds.
    pub(super) fn muette() -> Self {
        Self { muette: true, ..Self::default() }
    }

    pub(super) fn note(&mut self, m: &Mecanique, nom: &str, lu: &Lu) {
        if self.muette {
            return;
        }
        self.repose_sur(m.fait(nom).map(|f| f.classe));
        let valeur = match lu {
            Lu::Connu(v) => v.to_string(),
            Lu::Absent => "aucun".to_owned(),
            Lu::Inconnu => {
                self.manquants.insert(nom.to_owned());
                "non renseigné".to_owned()
            }
        };
        self.voit(|| (decrire::libelle(m, nom), valeur));
    }

    /// What an act would tell is not known.
    pub(super) fn manque(&mut self, acte: Acte) {
        if !self.muette {
            self.manquants.insert(format!("« {} »", acte.nom()));
        }
    }

    pub(super) fn repose_sur(&mut self, classe: Option<Classe>) {
        self.classe = self.classe.max(classe);
    }

    pub(super) fn voit(&mut self, ligne: impl FnOnce() -> (String, String)) {
        if self.muette {
            return;
        }
        let ligne = ligne();
        if !self.valeurs.contains(&ligne) {
            self.valeurs.push(ligne);
        }
    }
}
