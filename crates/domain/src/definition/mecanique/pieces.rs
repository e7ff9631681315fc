//! Papers that a passage needs, and aids in money.

use super::Passage;
use crate::definition::regle::Source;
use crate::duree::Duree;

/// What kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NatureDePiece {
    /// Signed between parties.
    Contrat,
    /// Put in the file.
    Document,
}

/// A contract or a document that a passage needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Its name.
    pub nom: String,
    /// Contract or document.
    pub nature: NatureDePiece,
    /// Who must sign, for a contract.
    pub parties: Vec<String>,
    /// What needs it.
    pub avant: Vec<Passage>,
    /// Where it comes from.
    pub source: Source,
}

/// An agreement between organisations, signed once for the convention.
#[derive(Debug, Clone, PartialEq)]
pub struct Accord {
    /// Its name.
    pub nom: String,
    /// Roles that sign it.
    pub parties: Vec<String>,
    /// What needs it, in each dossier.
    pub avant: Vec<Passage>,
    /// Where it comes from.
    pub source: Source,
}

/// An aid in money, given to a household.
#[derive(Debug, Clone, PartialEq)]
pub struct Aide {
    /// Its name.
    pub nom: String,
    /// The roles that may grant it; any when empty.
    pub par: Vec<String>,
    /// Whether it is paid each month for a length of time.
    pub mensuelle: bool,
    /// Its longest length.
    pub max: Option<Duree>,
    /// Where it comes from.
    pub source: Source,
}
