//! What the engine looked at, for the *pourquoi* of a verdict.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::decrire;
use crate::acte::Acte;
use crate::definition::Mecanique;
use crate::etat::Lu;
use crate::fait::Classe;

/// How much is written down of what was seen.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Nothing: nobody will read it.
    Rien,
    /// What is missing, and how sensitive it is.
    Manques,
    /// Every value, in words.
    #[default]
    Tout,
}

/// What was seen while evaluating.
#[derive(Debug, Default)]
pub(super) struct Trace {
    detail: Detail,
    pub valeurs: Vec<(String, String)>,
    pub manquants: BTreeSet<String>,
    pub classe: Option<Classe>,
    pub bascules: BTreeSet<Date>,
}

impl Trace {
    /// For whoever only wants to know whether a condition holds.
    pub(super) fn muette() -> Self {
        Self { detail: Detail::Rien, ..Self::default() }
    }

    /// For whoever asks what is missing, and not which values were seen.
    pub(super) fn breve() -> Self {
        Self { detail: Detail::Manques, ..Self::default() }
    }

    pub(super) fn note(&mut self, m: &Mecanique, nom: &str, lu: &Lu) {
        if self.detail == Detail::Rien {
            return;
        }
        self.repose_sur(m.fait(nom).map(|f| f.classe));
        if *lu == Lu::Inconnu && !self.manquants.contains(nom) {
            self.manquants.insert(nom.to_owned());
        }
        self.voit(|| {
            let valeur = match lu {
                Lu::Connu(v) => v.to_string(),
                Lu::Absent => "aucun".to_owned(),
                Lu::Inconnu => "non renseigné".to_owned(),
            };
            (decrire::libelle(m, nom), valeur)
        });
    }

    /// What an act would tell is not known.
    pub(super) fn manque(&mut self, acte: Acte) {
        if self.detail != Detail::Rien {
            self.manquants.insert(format!("« {} »", acte.nom()));
        }
    }

    pub(super) fn repose_sur(&mut self, classe: Option<Classe>) {
        self.classe = self.classe.max(classe);
    }

    pub(super) fn voit(&mut self, ligne: impl FnOnce() -> (String, String)) {
        if self.detail != Detail::Tout {
            return;
        }
        let ligne = ligne();
        if !self.valeurs.contains(&ligne) {
            self.valeurs.push(ligne);
        }
    }
}
