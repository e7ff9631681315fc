//! The pages of Palier: routes, forms, templates, assets. The only HTML; no SQL, no decision.
//!
//! A page is a struct beside its handler; a template only walks it; `rendu` turns it into an answer. Whatever
//! goes wrong is an [`erreur::Erreur`], which `habiller` turns into a page with a way out.

mod accueil;
mod adresse_publique;
mod assets;
mod atelier;
mod catalogue;
mod chiffres;
mod compte;
mod comptes;
mod cookies;
mod dossiers;
mod erreur;
mod etat;
pub mod export;
mod extraire;
mod formulaire;
mod frise;
mod habiller;
mod jeton;
mod menages;
mod orientation;
mod pages;
mod rendu;
mod routes;
mod session;
mod sujets;
mod trouver;

pub use adresse_publique::AdressePublique;
pub use catalogue::Vitrine;
pub use catalogue::fichiers::Extrait;
pub use etat::AppState;
pub use routes::{application, servir};

#[cfg(test)]
mod essais;
#[cfg(test)]
mod tests;
