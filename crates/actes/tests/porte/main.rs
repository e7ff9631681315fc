//! The door on real bases: both engines, whatever the act.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "for tests only"
)]

mod acces;
mod atelier;
mod attaques;
mod cas;
mod chiffres;
mod derniere_place;
mod effacement;
mod export;
mod famille;
mod lectures;
mod listes;
mod nir;
mod regards;
mod territoire;
mod versions;
