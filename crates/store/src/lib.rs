//! The only SQL of Palier: two engines behind one driver, the migrations, the tables, the journal.
//!
//! `driver` knows the engines and nothing of the tables; every other module writes one SQL text per query and
//! knows nothing of the engines. Nothing here decides: `domain` decides, `policy` allows, `store` keeps.

pub mod annuaire;
pub mod brouillons;
pub mod chiffres;
pub mod comptes;
pub mod contexte;
pub mod dossiers;
pub mod driver;
pub mod effacement;
mod erreur;
#[cfg(any(test, feature = "essais"))]
pub mod essais;
pub mod idempotence;
pub mod journal;
pub mod lectures;
pub mod listes;
pub mod menage;
pub mod migrations;
mod ouverture;
mod perimetre;
pub mod projection;
mod rejeu;
pub mod sujets;
#[cfg(test)]
mod tests;
pub mod versions;

pub use driver::{Adresse, Base, Tx};
pub use erreur::StoreError;
pub use ouverture::{Configuration, Ecriture, Store};
pub use perimetre::Perimetre;
pub use rejeu::Rejeu;

/// Every constant query over the data, for the test that prepares them on both engines.
#[cfg(test)]
fn toutes_les_requetes() -> Vec<(&'static str, driver::Sql<'static>)> {
    let par_module = [
        driver::tx::TOUTES,
        migrations::TOUTES,
        annuaire::TOUTES,
        brouillons::TOUTES,
        effacement::TOUTES,
        idempotence::TOUTES,
        listes::TOUTES,
        menage::TOUTES,
        projection::TOUTES,
        rejeu::TOUTES,
        sujets::TOUTES,
        versions::TOUTES,
    ];
    [par_module.concat(), comptes::toutes(), journal::toutes()].concat()
}
