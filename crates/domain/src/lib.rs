//! The pure core of Palier: the words of the field as types, the closed language of
//! definitions, and the engine that decides.
//!
//! Invariants: no clock, no file, no database, no async. Today's date is an argument.
//! Nothing here knows one dispositif in particular: what differs between two of them is data.

pub mod acte;
pub mod cercle;
pub mod contexte;
pub mod correction;
pub mod definition;
pub mod duree;
pub mod effacement;
pub mod etat;
pub mod evenement;
pub mod fait;
pub mod ids;
pub mod moteur;
pub mod nir;
pub mod sujet;
pub mod texte;
pub mod valeur;

pub use acte::Acte;
pub use cercle::{Cercle, Protection};
pub use contexte::{Cle, Contexte, Prise};
pub use correction::Correction;
pub use definition::{Definition, Mecanique};
pub use duree::Duree;
pub use etat::Etat;
pub use evenement::{Auteur, Champs, Commande, Evenement};
pub use ids::{OrganisationId, SujetId, UtilisateurId};
pub use jiff::civil::Date;
pub use moteur::{Issue, Motif, Verdict};
pub use sujet::{Genre, Sujet, Sujets};
pub use valeur::{Nature, Valeur};
