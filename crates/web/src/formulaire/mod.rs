//! Forms: from the table of acts and the definition to fields, and from what was posted to values.
//!
//! Nothing here knows one act in particular, nor one dispositif: what a form asks is data. Nothing here
//! decides either: a form reads strings once, and hands typed values to the door.

mod champ;
mod choix;
mod construire;
mod faits;
mod lire;
mod modele;

pub(crate) use champ::{majuscule, nom_pose, seul};
pub use choix::Choix;
pub use construire::Cadre;
pub use faits::{concerne, lus_par, rubrique};
pub use lire::{Lu, Saisie, lire, nom_du_role};
pub use modele::{Champ, Formulaire, Groupe, Reponse};

#[cfg(test)]
mod tests;
