//! The door on real bases: both engines, whatever the act.

mod attaques;
mod cas;
mod derniere_place;
mod listes;
mod territoire;
mod versions;
