//! From the text of definitions and cas to checked values, with diagnostics; the cas runner.
//!
//! Reading never fails with the first fault: it tells all of them, each with its place and what
//! to do. What a text may say is written once, in the tables of keys, for the reader and for the
//! JSON Schema alike. Nothing here knows one dispositif in particular.

mod bibliotheque;
pub mod cas;
pub mod champs;
mod controle;
mod diagnostic;
mod empreinte;
pub mod formulaire;
pub mod guide;
mod lecture;
pub mod mecanismes;
pub mod mots;
pub mod recherche;
mod renommer;
pub mod schema;
pub mod situations;
pub mod synthese;
pub mod trouver;

pub use bibliotheque::{Bibliotheque, lire_dossier};
pub use diagnostic::{Diagnostic, Gravite};
pub use renommer::renommer;
