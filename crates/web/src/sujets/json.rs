//! The same outcomes for programs: `{issue, motifs, sujet, fautes}`.

use domain::SujetId;
use domain::moteur::Faute;
use serde::Serialize;

use super::agir::Suite;
use super::regard::Regard;
use super::verdict::{MotifJson, dit, motifs_json};
use crate::formulaire::nom_pose;
use domain::Acte;

/// An outcome in JSON.
#[derive(Debug, Serialize)]
pub struct Resultat {
    /// `accepté`, `refusé`, `alerté`, `indéterminé`, `saisie invalide` or `conflit`.
    pub issue: &'static str,
    /// The rules that decided.
    pub motifs: Vec<MotifJson>,
    /// On what; absent when nothing was created.
    pub sujet: Option<String>,
    /// What is wrong in what was posted, by posted name.
    pub fautes: Vec<Faute>,
    /// Whether the same key had been carried out before.
    pub deja: bool,
}

/// Status and body. `cible` is the sujet that the address names, if any.
pub fn resultat(suite: &Suite, acte: Acte, cible: Option<SujetId>, regard: &Regard) -> (u16, Resultat) {
    let mut corps = Resultat {
        issue: "accepté",
        motifs: Vec::new(),
        sujet: cible.map(|id| id.to_string()),
        fautes: Vec::new(),
        deja: false,
    };
    let statut = match suite {
        Suite::Fait { sujet, reponse, .. } => {
            corps.sujet = Some(sujet.to_string());
            corps.deja = reponse.deja;
            corps.motifs = motifs_json(reponse.verdict.decisifs(), regard);
            if acte.description().cree { 201 } else { 200 }
        }
        Suite::Retenu(verdict) => {
            let (issue, motifs) = dit(verdict, regard);
            corps.issue = issue.mot();
            corps.motifs = motifs_json(motifs.into_iter(), regard);
            422
        }
        Suite::Fautes(fautes) => {
            corps.issue = "saisie invalide";
            let posees = fautes.iter();
            corps.fautes = posees
                .map(|f| Faute { champ: nom_pose(acte, &f.champ), message: f.message.clone() })
                .collect();
            422
        }
        Suite::Conflit => {
            corps.issue = "conflit";
            409
        }
    };
    (statut, corps)
}
