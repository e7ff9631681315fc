//! What was posted on an act: read once, handed to the door, and what it answered. No page here, no JSON:
//! both say the same outcome.

use std::sync::Arc;

use actes::{Erreur, Porte, Reponse};
use domain::moteur::{Faute, Issue, Verdict};
use domain::{Genre, SujetId};
use policy::Acteur;

use super::etabli::{Cible, Etabli, nouvel_id};
use crate::formulaire::{self, Saisie};
use domain::Acte;

/// What came of a posted act.
pub enum Suite {
    /// Recorded.
    Fait {
        /// On what.
        genre: Genre,
        /// On what.
        sujet: SujetId,
        /// What the door answered.
        reponse: Reponse,
    },
    /// A rule, an alert or a missing fact stopped it.
    Retenu(Verdict),
    /// What was typed is wrong.
    Fautes(Vec<Faute>),
    /// Somebody else changed it since it was read.
    Conflit,
}

/// Carries out what was posted. The form's material comes back with the outcome, to show it again.
///
/// # Errors
/// What no form can mend: not found, not allowed, a store that does not answer.
pub fn poster(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    cible: Cible,
    acte: Acte,
    saisie: &Saisie,
) -> Result<(Etabli, Suite), Erreur> {
    let etabli = Etabli::ouvrir(porte, acteur, cible.clone(), acte)?;
    let complete = avec_fixes(&etabli, saisie);
    let lu = match formulaire::lire(etabli.regles.mecanique(), acte, &complete, etabli.aujourd_hui) {
        Ok(lu) => lu,
        Err(fautes) => return Ok((etabli, Suite::Fautes(fautes))),
    };
    let ordre = etabli.ordre(lu, nouvel_id());
    let suite = conclure(porte.agir(acteur, ordre), acte.description().genre)?;
    match suite {
        // What changed in between may have come after the form's material was read.
        Suite::Conflit => Ok((Etabli::ouvrir(porte, acteur, cible, acte)?, suite)),
        suite => Ok((etabli, suite)),
    }
}

/// What the door answered, as an outcome.
///
/// # Errors
/// What no form can mend.
pub fn conclure(reponse: Result<Reponse, Erreur>, genre: Genre) -> Result<Suite, Erreur> {
    match reponse {
        Ok(reponse) if reponse.verdict.issue == Issue::Accepte => {
            Ok(Suite::Fait { genre, sujet: reponse.sujet, reponse })
        }
        Ok(reponse) => Ok(Suite::Retenu(reponse.verdict)),
        Err(Erreur::Saisie(fautes)) => Ok(Suite::Fautes(fautes)),
        Err(Erreur::Conflit) => Ok(Suite::Conflit),
        Err(autre) => Err(autre),
    }
}

/// What is not asked is not taken from the post either: the address says it.
fn avec_fixes(etabli: &Etabli, saisie: &Saisie) -> Saisie {
    etabli.fixes.iter().fold(saisie.clone(), |s, (nom, valeur)| s.avec(nom, valeur))
}
