//! The only SQL of Palier: two engines behind one driver, the migrations, the tables, the journal.
//!
//! `driver` knows the engines and nothing of the tables; every other module writes one SQL text per query and
//! knows nothing of the engines. Nothing here decides: `domain` decides, `policy` allows, `store` keeps.

pub mod driver;
mod erreur;
#[cfg(any(test, feature = "essais"))]
pub mod essais;
pub mod journal;
pub mod migrations;
mod ouverture;

pub use driver::{Adresse, Base, Tx};
pub use erreur::StoreError;
pub use ouverture::{Configuration, Ecriture, Store};

/// Every constant query over the data, for the test that prepares them on both engines.
#[cfg(test)]
fn toutes_les_requetes() -> Vec<(&'static str, driver::Sql<'static>)> {
    [
        driver::tx::TOUTES.to_vec(),
        migrations::TOUTES.to_vec(),
        journal::toutes(),
    ]
    .concat()
}
