//! Cas: dated stories that say what a definition must answer. Reading them, and playing them on
//! any theatre: memory here, a store or a server elsewhere.

mod champs;
mod impression;
mod jeu;
mod lecture;
mod memoire;
mod resultat;
mod scene;
mod theatre;
mod verification;

pub use impression::imprimer;
pub use jeu::{jouer, jouer_en_memoire};
pub use lecture::lire;
pub use memoire::{TheatreEnMemoire, reponse};
pub use resultat::{ResultatCas, ResultatEtape};
pub use theatre::{Acteur, Du, Possibilite, Pourquoi, Reponse, Theatre};

use std::collections::BTreeMap;

use domain::evenement::Champs;
use domain::{Acte, Date, Genre};

use crate::lecture::noeud::Noeud;
use champs::ChampLu;

/// The keys of a cas, for the schema.
pub(crate) const fn cles() -> &'static [crate::lecture::forme::Cle] {
    lecture::CAS
}

/// A dated story and what it expects.
#[derive(Debug, Clone)]
pub struct Cas {
    /// The file, as it was named to the reader.
    pub fichier: String,
    /// Its title.
    pub titre: String,
    /// The dispositif it tests.
    pub dispositif: String,
    /// Facts of the convention.
    pub(crate) convention: Champs,
    /// Other people: name and role.
    pub(crate) utilisateurs: Vec<(String, String)>,
    /// Households: name and facts.
    pub(crate) menages: Vec<(String, Champs)>,
    /// Dwellings: name and facts.
    pub(crate) logements: Vec<(String, Champs)>,
    /// What happens, in order.
    pub(crate) etapes: Vec<Etape>,
}

/// One step.
#[derive(Debug, Clone)]
pub(crate) struct Etape {
    pub ligne: usize,
    pub nom: Option<String>,
    pub le: Date,
    pub saisi_le: Option<Date>,
    pub qui: Option<String>,
    /// Of whom or of what: kind and name.
    pub cible: Option<(Genre, String)>,
    pub quoi: Quoi,
}

/// What a step does or looks at.
#[derive(Debug, Clone)]
pub(crate) enum Quoi {
    Acte(Box<Jeu>),
    Verifie(Vec<(String, Noeud)>),
    Echeance { nom: String, pour_le: Option<Date>, due: bool },
}

/// An act and what is expected of it.
#[derive(Debug, Clone)]
pub(crate) struct Jeu {
    pub acte: Acte,
    pub champs: BTreeMap<String, ChampLu>,
    /// The step that a correction corrects.
    pub corrige: Option<String>,
    pub passer_outre: Option<String>,
    pub attendu: &'static str,
    /// Among the deciding rules.
    pub regle: Option<String>,
    /// Exactly the deciding rules.
    pub regles: Option<Vec<String>>,
    pub manque: Vec<String>,
}
