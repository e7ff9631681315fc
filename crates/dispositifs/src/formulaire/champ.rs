//! One field of a form.

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forme {
    /// A line of text.
    Ligne,
    /// Several lines of text.
    Paragraphe,
    /// A whole number.
    Nombre,
    /// `oui`, `non`, or nothing.
    OuiNon,
    /// One of these words, or nothing.
    Choix(Vec<String>),
    /// Some of these words.
    Cases(Vec<String>),
    /// A list, one element on each line.
    Lignes,
    /// Written as in the text: a condition that several parts make, the fields of an act.
    Expression,
}

/// One field, with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Champ {
    /// Its name in the form: the key, and below it the key within.
    pub nom: String,
    /// The condition that it is a part of; empty when it stands alone.
    pub groupe: &'static str,
    /// Its label.
    pub libelle: &'static str,
    /// How to fill it in.
    pub aide: &'static str,
    /// How it is filled in.
    pub forme: Forme,
    /// Whether the block is meaningless without it.
    pub requis: bool,
    /// What it holds; a list has its elements one on each line.
    pub valeur: String,
    /// The list of words that may be meant ([`super::Formulaire::listes`]); empty when there is none.
    pub liste: &'static str,
}
