//! The pages of everything that the engine decides on, by one machinery: what it is, what is due, what may
//! be done next and why not the rest, the journal; and the form of each act, for people and for programs.

pub mod adresses;
pub mod agir;
mod choisir;
mod corriger;
mod creer;
pub mod dues;
pub mod etabli;
mod journal;
pub mod json;
mod listes;
pub mod mots;
mod page;
mod page_acte;
mod page_journal;
mod particulier;
pub mod regard;
mod reponse;
mod routes;
pub mod situation;
pub mod suite;
pub mod verdict;

pub use journal::{Entree, dernieres};
pub use page::{DERNIERES, Matiere, charger};
pub use page_acte::fait;
pub use particulier::parties;
pub use routes::routes;
