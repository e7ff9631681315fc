//! One act: load within what exists for the actor → policy → decide → write. The only door for the
//! pages, the command line, imports and the demo. Nothing here is HTML, nothing here is SQL.

mod agir;
mod annuaire;
pub mod comptes;
mod droits;
mod erreur;
mod horloge;
mod lire;
mod liste;
mod porte;
mod theatre;

pub use agir::{Ordre, Reponse};
pub use annuaire::{Annuaire, Fonction};
pub use erreur::Erreur;
pub use horloge::{Horloge, Montre};
pub use lire::{ConventionLue, SujetLu, nom_de_sujet};
pub use liste::Liste;
pub use porte::{Configuration, Porte, Regles};
pub use store::annuaire::{Organisation, Utilisateur};
pub use store::dossiers::{Curseur, Filtres, Resume, Tri};
pub use store::listes::Due;
pub use store::{Adresse, StoreError};
pub use theatre::{Envoi, ParLaPorte, TheatreDeLaPorte};
