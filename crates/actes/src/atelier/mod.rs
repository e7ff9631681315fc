//! Where a dispositif is written: drafts, their trials, what a change would do, and putting in service.

mod brouillons;
mod conflit;
mod effets;
mod epreuve;
mod publier;

pub use brouillons::{Brouillon, CasEcrit, Ecrit, EnTete, Modele, Suite};
pub use effets::{Effet, Effets};
pub use epreuve::Epreuve;
pub use publier::VersionPubliee;

use policy::{Acteur, bornes};

use crate::Erreur;

/// Said to who keeps the accounts.
const SANS_ATELIER: &str =
    "Vous tenez les comptes : cette fonction n’écrit pas de dispositif. Demandez-le à qui suit des ménages.";

/// Whether she may write a dispositif: whoever works with households may.
fn ecrit(acteur: &Acteur) -> Result<(), Erreur> {
    if bornes::suit(acteur.profil) { Ok(()) } else { Err(Erreur::Interdit(SANS_ATELIER.to_owned())) }
}
