//! The trial of a draft: what is wrong in it, and what its cas answer.

use dispositifs::Diagnostic;
use dispositifs::cas::{self, ResultatCas};
use domain::Definition;

use super::Ecrit;
use crate::Porte;

/// What a draft is worth as it stands.
#[derive(Debug, Clone, Default)]
pub struct Epreuve {
    /// The definition, when it could serve.
    pub definition: Option<Definition>,
    /// What is wrong or doubtful in its text.
    pub diagnostics: Vec<Diagnostic>,
    /// What its cas answer; none when it cannot serve.
    pub resultats: Vec<ResultatCas>,
}

impl Epreuve {
    /// Whether it may be put in service: it reads, and its cas, of which there is one at least, answer as they expect.
    pub fn reussie(&self) -> bool {
        self.definition.is_some() && !self.resultats.is_empty() && self.resultats.iter().all(|r| r.passe)
    }
}

impl Porte {
    /// Reads a draft with the rules and the law in service.
    pub fn lire_ecrit(&self, texte: &str) -> (Option<Definition>, Vec<Diagnostic>) {
        let service = self.service();
        let (definition, mut fautes) = service.bibliotheque.verifier("definition.toml", texte);
        let Some(definition) = definition else { return (None, fautes) };
        let autrement = service.bibliotheque.dits_autrement("definition.toml", &definition);
        let sert = autrement.is_empty();
        fautes.extend(autrement);
        (sert.then_some(definition), fautes)
    }

    /// Reads a draft and plays its cas, in memory.
    pub fn eprouver(&self, ecrit: &Ecrit) -> Epreuve {
        let (definition, diagnostics) = self.lire_ecrit(&ecrit.texte);
        let mut resultats = Vec::new();
        if let Some(definition) = &definition {
            let seule = self.service().bibliotheque.seule(definition);
            let jouer =
                |c: &super::CasEcrit| cas::jouer_en_memoire(&seule, &format!("cas/{}.toml", c.nom), &c.texte);
            resultats = ecrit.cas.iter().map(jouer).collect();
        }
        Epreuve { definition, diagnostics, resultats }
    }
}
