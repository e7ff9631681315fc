//! What is created under no convention: a household, and the convention itself.

use actes::Erreur;
use domain::{Acte, Genre};

use super::etabli::Cible;
use crate::formulaire::Saisie;

/// The act and target of a creation at `/menages` or `/conventions`.
///
/// # Errors
/// `Introuvable` for a kind that is created under a convention.
pub fn cible(genre: Genre, saisie: &Saisie) -> Result<(Cible, Acte), Erreur> {
    match genre {
        Genre::Menage => Ok((Cible::Libre(None), Acte::CreerMenage)),
        Genre::Convention => {
            let dispositif = saisie.une("dispositif").map(str::to_owned).ok_or(Erreur::Introuvable)?;
            Ok((Cible::Libre(Some(dispositif)), Acte::OuvrirConvention))
        }
        _ => Err(Erreur::Introuvable),
    }
}
