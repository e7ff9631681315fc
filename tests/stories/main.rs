//! Stories: named actors, over HTTP and in a real browser, against the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "this package holds only tests"
)]

mod acces;
mod accessibilite;
mod acteur;
mod atelier;
mod captures;
mod catalogue;
mod clavier;
mod cles;
mod comptes;
mod durabilite;
mod ecran;
mod entetes;
mod nouveau_venu;
mod premiere_fois;
mod promenade;
mod regards;
mod saisies;
mod sans_javascript;
mod terrain;
mod trois_statuts;
mod trouver;
