//! One act: load within what exists for the actor → policy → decide → write. The only door for the
//! pages, the command line, imports and the demo. Nothing here is HTML, nothing here is SQL.

mod acces;
mod agir;
mod annuaire;
mod cercle;
mod chiffres;
pub mod comptes;
mod conventions;
mod droits;
mod effacer;
mod entourage;
mod erreur;
mod export;
mod horloge;
mod lectures;
mod lire;
mod liste;
mod porte;
mod projeter;
mod remettre;
mod theatre;
mod vue;

pub use agir::{Ordre, Reponse};
pub use annuaire::{Annuaire, Fonction};
pub use chiffres::{Chiffres, Tableau};
pub use conventions::{ConventionLue, Pris};
pub use droits::faute_de_nir;
pub use effacer::{Efface, Fondement};
pub use entourage::Membre;
pub use erreur::Erreur;
pub use export::{Echue, Export, Partie, Renseignement, Saisie, SujetExporte};
pub use horloge::{Horloge, Montre};
pub use lectures::{Consultation, LectureNotee};
pub use lire::{SujetLu, nom_de_sujet};
pub use liste::Liste;
pub use porte::{Configuration, Porte, Regles};
pub use remettre::{ParClasse, Remise};
pub use store::Perimetre;
pub use store::annuaire::{Organisation, Utilisateur};
pub use store::dossiers::{Curseur, Filtres, Resume, Tri};
pub use store::effacement::Inventaire;
pub use store::listes::{Due, Ouverture};
pub use store::{Adresse, StoreError};
pub use theatre::{Envoi, ParLaPorte, TheatreDeLaPorte};
